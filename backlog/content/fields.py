"""THE table of fields: name, German name, type, when required, help.

The scaffold, the JSON Schema, the handbook, the form and the parser derive from it; nothing else in
the code knows a field's type or when it is required. Help lines are message ids of the catalogues.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from backlog.config.sections import Kind
from backlog.model import REASONS, Outcome


class Type(StrEnum):
    """How a value is read. LIST, MAPPING and MAPPINGS have `of`, the field or fields inside."""

    TEXT = "text"
    ID = "id"
    STATUS = "status"
    REFERENCE = "reference"
    CHOICE = "choice"
    RATING = "rating"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    PERIOD = "period"
    LIST = "list"
    MAPPING = "mapping"
    MAPPINGS = "mappings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One row of the table.

    `required` is the kind from which the field has to be there (goals, initiatives and meetings:
    INTAKE means always); `severity` "warning" says that its absence stops nobody. `to` names what a
    reference leads to. `criterion` of length: `shortest` and `longest` in characters.
    """

    name: str
    german: str
    type: Type
    help: str
    required: Kind | None = None
    lenient: bool = False
    to: str = ""
    choices: tuple[str, ...] = ()
    of: tuple[Field, ...] = ()
    shortest: int = 0
    longest: int = 0
    least: int | None = None
    most: int | None = None


def _text(name: str, german: str, help_line: str, required: Kind | None = None, *, lenient: bool = False) -> Field:
    return Field(name=name, german=german, type=Type.TEXT, help=help_line, required=required, lenient=lenient)


def _date(name: str, german: str, help_line: str, required: Kind | None = None) -> Field:
    return Field(name=name, german=german, type=Type.DATE, help=help_line, required=required)


def _reference(name: str, german: str, to: str, help_line: str, required: Kind | None = None, *, lenient: bool = False) -> Field:
    return Field(name=name, german=german, type=Type.REFERENCE, to=to, help=help_line, required=required, lenient=lenient)


def _rating(name: str, german: str, help_line: str) -> Field:
    return Field(name=name, german=german, type=Type.RATING, help=help_line, required=Kind.BACKLOG, least=1, most=5)


def _title(help_line: str) -> Field:
    return Field(
        name="title", german="titel", type=Type.TEXT, help=help_line, required=Kind.INTAKE, shortest=3, longest=120
    )


ID = Field(name="id", german="id", type=Type.ID, help="Its id where the file name is none; letters, digits, hyphens, dots")

ITEM: tuple[Field, ...] = (
    ID,
    _title("What is to be done, clear and unlike every other title"),
    Field(
        name="status", german="status", type=Type.STATUS, required=Kind.INTAKE,
        help="The column of the board: its id, name or alias",
    ),
    _reference("goal", "ziel", "goal", "The goal it works for; may come from the initiative", Kind.BACKLOG),
    _reference("initiative", "initiative", "initiative", "The initiative it belongs to"),
    _reference("owner", "verantwortlich", "person", "The one person you would ask on Monday", Kind.BACKLOG),
    _reference("channel", "kanal", "channel", "Where it becomes visible", Kind.BACKLOG, lenient=True),
    _rating("impact", "wirkung", "How far it moves the goal's figure, 1 to 5"),
    _rating("confidence", "sicherheit", "How sure that is, 1 to 5"),
    _rating("effort", "aufwand", "How much work it is, 1 to 5"),
    _text("evidence", "beleg", "What the confidence rests on; wanted from confidence 4 on"),
    _date("scored", "bewertet", "Day on which it was last rated"),
    _reference("metric", "kennzahl", "metric", "The number it should move: an id of [metrics] or a text", Kind.PLANNED),
    _text("expected", "erwartet", "From which value to which"),
    _date("start", "start", "First day of the planned window"),
    _date("due", "termin", "The promised day"),
    Field(
        name="cost", german="kosten", type=Type.MAPPING, help="Money beside the team's time, in whole euros",
        of=(
            Field(name="planned", german="geplant", type=Type.INTEGER, help="Planned, in euros", least=0),
            Field(name="actual", german="tatsaechlich", type=Type.INTEGER, help="Spent, in euros", least=0),
        ),
    ),
    _text("campaign", "kampagne", "Name of the campaign in your tools"),
    Field(
        name="depends_on", german="braucht", type=Type.LIST, help="What has to be finished before",
        of=(_reference("item", "aufgabe", "item", "Id of an item"),),
    ),
    Field(
        name="blocked", german="blockiert", type=Type.MAPPINGS, help="What keeps it from going on, since when",
        of=(
            _date("since", "seit", "Since which day", Kind.INTAKE),
            Field(
                name="reason", german="grund", type=Type.CHOICE, choices=REASONS, required=Kind.INTAKE,
                help="Why: content, approval, tracking, sales or other",
            ),
            _date("until", "bis", "From which day on no longer"),
            _text("note", "notiz", "What exactly is missing, from whom"),
        ),
    ),
    _reference("reviewer", "freigabe", "person", "Who approves it; needed while it is in review", Kind.REVIEW),
    _text("requested_by", "angefragt", "Who asked for it: a person id or a name"),
    _text("expedite", "vorgezogen", "Why it may jump the ranking"),
    _reference("partner", "dienstleister", "partner", "The external partner who does the work; the owner stays inside"),
    Field(
        name="result", german="ergebnis", type=Type.MAPPING, help="What came of it", required=Kind.DONE, lenient=True,
        of=(
            _text("value", "wert", "The figure that was reached, or a text"),
            Field(
                name="outcome", german="ausgang", type=Type.CHOICE, choices=tuple(Outcome),
                help="above, met, below, none (measured, no effect) or unmeasured",
            ),
            _date("measured", "gemessen", "Day on which it was measured"),
            Field(
                name="again", german="wieder", type=Type.CHOICE, choices=("repeat", "adapt", "stop"),
                help="Whether you would do it again: repeat, adapt or stop",
            ),
        ),
    ),
    _text("learning", "erkenntnis", "What you know now", Kind.DONE, lenient=True),
    _date("created", "erstellt", "Day on which it was written down"),
    _date("started", "begonnen", "Day on which work began"),
    _date("done", "erledigt", "Day on which it was finished"),
    Field(
        name="history", german="verlauf", type=Type.MAPPINGS, help="Status by status, with the day of each move",
        of=(
            _date("date", "datum", "Day of the move", Kind.INTAKE),
            Field(name="status", german="status", type=Type.STATUS, help="The status it moved to", required=Kind.INTAKE),
        ),
    ),
    _date("recheck", "wiedervorlage", "Parked until this day: not ranked before"),
    Field(
        name="tags", german="schlagworte", type=Type.LIST, help="Free words to find it by",
        of=(_text("tag", "schlagwort", "A word"),),
    ),
    Field(name="private", german="privat", type=Type.BOOLEAN, help="true: never published"),
    Field(
        name="formerly", german="frueher", type=Type.LIST, help="Earlier ids; links to them keep working",
        of=(Field(name="id", german="id", type=Type.ID, help="An earlier id"),),
    ),
)

GOAL: tuple[Field, ...] = (
    ID,
    _title("What is to be reached"),
    Field(
        name="period", german="zeitraum", type=Type.PERIOD, required=Kind.INTAKE,
        help="2026-Q1, 2026-02, or from and to",
        of=(_date("from", "von", "First day"), _date("to", "bis", "Last day")),
    ),
    _reference("metric", "kennzahl", "metric", "The number that says whether it is reached", Kind.INTAKE),
    Field(name="target", german="zielwert", type=Type.NUMBER, required=Kind.INTAKE, help="The figure to reach"),
    Field(name="baseline", german="ausgangswert", type=Type.NUMBER, help="The figure at the beginning"),
    Field(name="current", german="stand", type=Type.NUMBER, help="The figure now"),
    _date("measured", "gemessen", "Day of the figure now"),
    _reference("owner", "verantwortlich", "person", "Who answers for it"),
    _text("sponsor", "auftrag", "Who wants it"),
    Field(name="share", german="anteil", type=Type.INTEGER, help="Share of the effort it should get, in percent", least=0, most=100),
    Field(name="purpose", german="zweck", type=Type.CHOICE, help="What it serves: visibility, sales, recruiting, brand", to="purposes"),
    Field(
        name="status", german="status", type=Type.CHOICE, choices=("active", "paused", "achieved", "dropped"),
        help="active (as long as nothing is said), paused, achieved or dropped",
    ),
)

INITIATIVE: tuple[Field, ...] = (
    ID,
    _title("What the items together are about"),
    _reference("goal", "ziel", "goal", "The goal it works for", Kind.INTAKE),
    _reference("owner", "verantwortlich", "person", "Who answers for it"),
    Field(
        name="status", german="status", type=Type.CHOICE, choices=("active", "paused", "finished", "dropped"),
        help="active (as long as nothing is said), paused, finished or dropped",
    ),
)

MEETING: tuple[Field, ...] = (
    _date("date", "datum", "Day of the meeting", Kind.INTAKE),
    Field(
        name="type", german="art", type=Type.CHOICE, choices=("review", "planning", "strategy", "intake"), required=Kind.INTAKE,
        help="review, planning, strategy or intake",
    ),
    Field(
        name="attendees", german="teilnehmer", type=Type.LIST, help="Who was there",
        of=(_reference("person", "person", "person", "A person"),),
    ),
    Field(
        name="decisions", german="entscheidungen", type=Type.MAPPINGS, help="What was decided; a text, or text and supersedes",
        of=(
            _text("text", "text", "What was decided", Kind.INTAKE),
            _text("supersedes", "ersetzt", "The earlier decision it replaces"),
        ),
    ),
    Field(
        name="blockers", german="blocker", type=Type.MAPPINGS, help="What was stuck, and how it is solved",
        of=(
            _reference("item", "aufgabe", "item", "Id of the item", Kind.INTAKE),
            _text("note", "notiz", "What is stuck"),
            _text("action", "massnahme", "What is done about it"),
            _reference("owner", "verantwortlich", "person", "Who does it"),
            _date("resolved", "geloest", "Day on which it was solved"),
        ),
    ),
    Field(
        name="actions", german="massnahmen", type=Type.MAPPINGS, help="Who does what until when; carried over until done",
        of=(
            _text("text", "text", "What is to be done", Kind.INTAKE),
            _reference("owner", "verantwortlich", "person", "Who does it"),
            _date("due", "termin", "Until when"),
            _date("done", "erledigt", "Day on which it was done"),
        ),
    ),
    _text("cancelled", "abgesagt", "Why it did not take place; counts as held"),
)

TABLES: dict[str, tuple[Field, ...]] = {"item": ITEM, "goal": GOAL, "initiative": INITIATIVE, "meeting": MEETING}

NAMES: dict[str, tuple[str, ...]] = {kind: tuple(row.name for row in table) for kind, table in TABLES.items()}
"""The names of the fields by kind of file."""

# Choices in German, read beside their ids wherever they stand.
GERMAN_CHOICES: dict[str, str] = {
    "content": "Inhalte fehlen",
    "approval": "Freigabe steht aus",
    "tracking": "Tracking unklar",
    "sales": "Vertrieb: Rückmeldung fehlt",
    "other": "Sonstiges",
    "above": "übertroffen",
    "met": "erreicht",
    "below": "unter Erwartung",
    "none": "keine Wirkung",
    "unmeasured": "nicht messbar",
    "repeat": "wiederholen",
    "adapt": "anpassen",
    "stop": "beenden",
    "active": "aktiv",
    "paused": "pausiert",
    "achieved": "erreicht",
    "finished": "abgeschlossen",
    "dropped": "verworfen",
    "review": "Wochen-Review",
    "planning": "Planung",
    "strategy": "Strategie-Abgleich",
    "intake": "Anfragerunde",
    "visibility": "Sichtbarkeit",
    "brand": "Marke",
}

# Texts of the scales, where [ice] says nothing else.
SCALES: dict[str, dict[int, str]] = {
    "impact": {
        1: "hardly noticed",
        3: "moves the goal's figure visibly",
        5: "could reach a large part of the goal alone",
    },
    "confidence": {1: "a feeling", 3: "seen elsewhere", 5: "own data or a test"},
    "effort": {1: "half a day", 2: "two days", 3: "a week", 4: "a month", 5: "more"},
}
