"""THE table of fields: name, German name, type, when required, help.

The scaffold, the JSON Schema, the handbook, the form and the parser derive from it; nothing else in
the code knows a field's type or when it is required. Help lines are message ids of the catalogues.
"""

from __future__ import annotations

from backlog.config.sections import Kind
from backlog.content.field import (
    Field,
    Type,
    date_field,
    rating_field,
    reference_field,
    text_field,
    title_field,
)
from backlog.model import REASONS, Outcome

__all__ = ["GOAL", "ID", "INITIATIVE", "ITEM", "MEETING", "NAMES", "TABLES", "Field", "Type"]

ID = Field(
    name="id",
    german="id",
    type=Type.ID,
    help="Its id where the file name is none; letters, digits, hyphens, dots",
)

ITEM: tuple[Field, ...] = (
    ID,
    title_field("What is to be done, clear and unlike every other title"),
    Field(
        name="status",
        german="status",
        type=Type.STATUS,
        required=Kind.INTAKE,
        help="The column of the board: its id, name or alias",
    ),
    reference_field(
        "goal", "ziel", "goal", "The goal it works for; may come from the initiative", Kind.BACKLOG
    ),
    reference_field("initiative", "initiative", "initiative", "The initiative it belongs to"),
    reference_field(
        "owner", "verantwortlich", "person", "The one person you would ask on Monday", Kind.BACKLOG
    ),
    reference_field("channel", "kanal", "channel", "Where it becomes visible", Kind.BACKLOG, lenient=True),
    rating_field("impact", "wirkung", "How far it moves the goal's figure, 1 to 5"),
    rating_field("confidence", "sicherheit", "How sure that is, 1 to 5"),
    rating_field("effort", "aufwand", "How much work it is, 1 to 5"),
    text_field("evidence", "beleg", "What the confidence rests on; wanted from confidence 4 on"),
    date_field("scored", "bewertet", "Day on which it was last rated"),
    reference_field(
        "metric",
        "kennzahl",
        "metric",
        "The number it should move: an id of [metrics] or a text",
        Kind.PLANNED,
    ),
    text_field("expected", "erwartet", "From which value to which"),
    date_field("start", "start", "First day of the planned window"),
    date_field("due", "termin", "The promised day"),
    Field(
        name="cost",
        german="kosten",
        type=Type.MAPPING,
        help="Money beside the team's time, in whole euros",
        of=(
            Field(name="planned", german="geplant", type=Type.INTEGER, help="Planned, in euros", least=0),
            Field(name="actual", german="tatsaechlich", type=Type.INTEGER, help="Spent, in euros", least=0),
        ),
    ),
    text_field("campaign", "kampagne", "Name of the campaign in your tools"),
    Field(
        name="depends_on",
        german="braucht",
        type=Type.LIST,
        help="What has to be finished before",
        of=(reference_field("item", "aufgabe", "item", "Id of an item"),),
    ),
    Field(
        name="blocked",
        german="blockiert",
        type=Type.MAPPINGS,
        help="What keeps it from going on, since when",
        of=(
            date_field("since", "seit", "Since which day", Kind.INTAKE),
            Field(
                name="reason",
                german="grund",
                type=Type.CHOICE,
                choices=REASONS,
                required=Kind.INTAKE,
                help="Why: content, approval, tracking, sales or other",
            ),
            date_field("until", "bis", "From which day on no longer"),
            text_field("note", "notiz", "What exactly is missing, from whom"),
        ),
    ),
    reference_field(
        "reviewer", "freigabe", "person", "Who approves it; needed while it is in review", Kind.REVIEW
    ),
    text_field("requested_by", "angefragt", "Who asked for it: a person id or a name"),
    text_field("expedite", "vorgezogen", "Why it may jump the ranking"),
    reference_field(
        "partner",
        "dienstleister",
        "partner",
        "The external partner who does the work; the owner stays inside",
    ),
    Field(
        name="result",
        german="ergebnis",
        type=Type.MAPPING,
        help="What came of it",
        required=Kind.DONE,
        lenient=True,
        of=(
            text_field("value", "wert", "The figure that was reached, or a text"),
            Field(
                name="outcome",
                german="ausgang",
                type=Type.CHOICE,
                choices=tuple(Outcome),
                help="above, met, below, none (measured, no effect) or unmeasured",
            ),
            date_field("measured", "gemessen", "Day on which it was measured"),
            Field(
                name="again",
                german="wieder",
                type=Type.CHOICE,
                choices=("repeat", "adapt", "stop"),
                help="Whether you would do it again: repeat, adapt or stop",
            ),
        ),
    ),
    text_field("learning", "erkenntnis", "What you know now", Kind.DONE, lenient=True),
    date_field("created", "erstellt", "Day on which it was written down"),
    date_field("started", "begonnen", "Day on which work began"),
    date_field("done", "erledigt", "Day on which it was finished"),
    Field(
        name="history",
        german="verlauf",
        type=Type.MAPPINGS,
        help="Status by status, with the day of each move",
        of=(
            date_field("date", "datum", "Day of the move", Kind.INTAKE),
            Field(
                name="status",
                german="status",
                type=Type.STATUS,
                help="The status it moved to",
                required=Kind.INTAKE,
            ),
        ),
    ),
    date_field("recheck", "wiedervorlage", "Parked until this day: not ranked before"),
    Field(
        name="tags",
        german="schlagworte",
        type=Type.LIST,
        help="Free words to find it by",
        of=(text_field("tag", "schlagwort", "A word"),),
    ),
    Field(name="private", german="privat", type=Type.BOOLEAN, help="true: never published"),
    Field(
        name="formerly",
        german="frueher",
        type=Type.LIST,
        help="Earlier ids; links to them keep working",
        of=(Field(name="id", german="id", type=Type.ID, help="An earlier id"),),
    ),
)

GOAL: tuple[Field, ...] = (
    ID,
    title_field("What is to be reached"),
    Field(
        name="period",
        german="zeitraum",
        type=Type.PERIOD,
        required=Kind.INTAKE,
        help="2026-Q1, 2026-02, or from and to",
        of=(date_field("from", "von", "First day"), date_field("to", "bis", "Last day")),
    ),
    reference_field(
        "metric", "kennzahl", "metric", "The number that says whether it is reached", Kind.INTAKE
    ),
    Field(
        name="target", german="zielwert", type=Type.NUMBER, required=Kind.INTAKE, help="The figure to reach"
    ),
    Field(name="baseline", german="ausgangswert", type=Type.NUMBER, help="The figure at the beginning"),
    Field(name="current", german="stand", type=Type.NUMBER, help="The figure now"),
    date_field("measured", "gemessen", "Day of the figure now"),
    reference_field("owner", "verantwortlich", "person", "Who answers for it"),
    text_field("sponsor", "auftrag", "Who wants it"),
    Field(
        name="share",
        german="anteil",
        type=Type.INTEGER,
        help="Share of the effort it should get, in percent",
        least=0,
        most=100,
    ),
    Field(
        name="purpose",
        german="zweck",
        type=Type.CHOICE,
        help="What it serves: visibility, sales, recruiting, brand",
        to="purposes",
    ),
    Field(
        name="status",
        german="status",
        type=Type.CHOICE,
        choices=("active", "paused", "achieved", "dropped"),
        help="active (as long as nothing is said), paused, achieved or dropped",
    ),
)

INITIATIVE: tuple[Field, ...] = (
    ID,
    title_field("What the items together are about"),
    reference_field("goal", "ziel", "goal", "The goal it works for", Kind.INTAKE),
    reference_field("owner", "verantwortlich", "person", "Who answers for it"),
    Field(
        name="status",
        german="status",
        type=Type.CHOICE,
        choices=("active", "paused", "finished", "dropped"),
        help="active (as long as nothing is said), paused, finished or dropped",
    ),
)

MEETING: tuple[Field, ...] = (
    date_field("date", "datum", "Day of the meeting", Kind.INTAKE),
    Field(
        name="type",
        german="art",
        type=Type.CHOICE,
        choices=("review", "planning", "strategy", "intake"),
        required=Kind.INTAKE,
        help="review, planning, strategy or intake",
    ),
    Field(
        name="attendees",
        german="teilnehmer",
        type=Type.LIST,
        help="Who was there",
        of=(reference_field("person", "person", "person", "A person"),),
    ),
    Field(
        name="decisions",
        german="entscheidungen",
        type=Type.MAPPINGS,
        help="What was decided; a text, or text and supersedes",
        of=(
            text_field("text", "text", "What was decided", Kind.INTAKE),
            text_field("supersedes", "ersetzt", "The earlier decision it replaces"),
        ),
    ),
    Field(
        name="blockers",
        german="blocker",
        type=Type.MAPPINGS,
        help="What was stuck, and how it is solved",
        of=(
            reference_field("item", "aufgabe", "item", "Id of the item", Kind.INTAKE),
            text_field("note", "notiz", "What is stuck"),
            text_field("action", "massnahme", "What is done about it"),
            reference_field("owner", "verantwortlich", "person", "Who does it"),
            date_field("resolved", "geloest", "Day on which it was solved"),
        ),
    ),
    Field(
        name="actions",
        german="massnahmen",
        type=Type.MAPPINGS,
        help="Who does what until when; carried over until done",
        of=(
            text_field("text", "text", "What is to be done", Kind.INTAKE),
            reference_field("owner", "verantwortlich", "person", "Who does it"),
            date_field("due", "termin", "Until when"),
            date_field("done", "erledigt", "Day on which it was done"),
        ),
    ),
    text_field("cancelled", "abgesagt", "Why it did not take place; counts as held"),
)

TABLES: dict[str, tuple[Field, ...]] = {
    "item": ITEM,
    "goal": GOAL,
    "initiative": INITIATIVE,
    "meeting": MEETING,
}

NAMES: dict[str, tuple[str, ...]] = {kind: tuple(row.name for row in table) for kind, table in TABLES.items()}
"""The names of the fields by kind of file."""
