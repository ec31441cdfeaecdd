"""What one fills in for a field: the control that its type asks for, with its choices and help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.content.choices import GERMAN_CHOICES, SCALES
from backlog.content.fields import Field, Type
from backlog.content.values import status_word
from backlog.language import N_
from backlog.report.audience import HIDDEN_FIELDS
from backlog.report.cards import known_channels
from backlog.site.people import naming
from backlog.site.scales import Step, scale
from backlog.site.terms import TERMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from backlog.config.sections import Config
    from backlog.report import Report

# Texts that take more than a line.
LONG = frozenset({"evidence", "learning", "text", "note", "action"})
OPEN = frozenset({"active", "paused"})
TYPED = {
    Type.TEXT: "text",
    Type.ID: "text",
    Type.RATING: "rating",
    Type.INTEGER: "number",
    Type.NUMBER: "number",
    Type.DATE: "date",
    Type.BOOLEAN: "check",
    Type.PERIOD: "period",
    Type.MAPPING: "group",
    Type.MAPPINGS: "rows",
}
# Help for those who choose and type, where that of the table is for those who write files.
HELPS = {
    "item.status": N_("Where it stands on the board; an idea is decided in the intake slot"),
    "item.requested_by": N_("Your name, or that of whoever asked"),
    "item.metric": N_("The number it should move: one of the list, or your own words"),
    "item.private": N_("It is never published."),
    "item.blocked": N_("What keeps it from going on, and since when"),
    "goal.period": N_("A quarter such as 2026-Q1, a month such as 2026-02, or two days"),
    "meeting.decisions": N_("What was decided, one by one"),
}
# What a choice is called on the pages, by field.
_TERMS = {
    "outcome": "outcome",
    "again": "again",
    "reason": "reason",
    "purpose": "purpose",
    "type": "meeting",
    "status": "goal status",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A value to choose: what is kept, what files say for it, and what the page calls it.

    `own` labels are the repository's words; the others are message ids. `kind` is that of a status.
    """

    value: str
    label: str
    written: str
    own: bool = True
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A field of the form.

    `key` is what files call the field. `widget` is one of `text`, `area`, `select`, `date`, `number`,
    `rating`, `check`, `checks`, `list`, `rows`, `group`, `period`. `suggestions` names the list that a
    text is completed from. `since` is the first column that wants it (None: none does); `always` says
    that no file is without it. `parts` are the fields inside.
    """

    name: str
    key: str
    label: str
    help: str
    widget: str
    row: Field
    options: tuple[Option, ...] = ()
    steps: tuple[Step, ...] = ()
    suggestions: str = ""
    since: str | None = None
    always: bool = False
    parts: tuple[Control, ...] = ()


def controls_of(kind: str, rows: Iterable[Field], report: Report, home: Config) -> dict[str, Control]:
    """The controls of a kind of file by field; none for what the audience is not to see.

    `home` is the configuration in the repository's own language, in which files are written.
    """
    public = report.config.site.audience == "public"
    shown = (row for row in rows if not (public and row.name in HIDDEN_FIELDS))
    return {row.name: _control(kind, row, report, home) for row in shown}


def _control(kind: str, row: Field, report: Report, home: Config, within: str = "") -> Control:
    options = options_of(kind, row, report, home)
    return Control(
        name=row.name,
        key=_key(row, home, within),
        label=_label(kind, row.name, within),
        help="" if row.type is Type.CHOICE else HELPS.get(f"{kind}.{row.name}", row.help),
        widget=_widget(row, options),
        row=row,
        options=options,
        steps=scale(report.config, row.name) if row.name in SCALES else (),
        suggestions=_suggestions(row),
        since=None
        if row.required is None or kind != "item" or within
        else _since(row.required, report.config),
        always=row.required is not None and (kind != "item" or bool(within) or row.required is Kind.INTAKE),
        parts=tuple(_control(kind, inner, report, home, row.name) for inner in row.of),
    )


def _key(row: Field, home: Config, within: str) -> str:
    own = "" if within else home.fields.get(row.name, "")
    return own or (row.german if home.language == "de" else row.name)


def _label(kind: str, name: str, within: str) -> str:
    """The message id of a field's name: its own in that place where it has one."""
    terms = TERMS["field"]
    keys = (f"{within or kind}.{name}", f"{kind}.{name}", name)
    return next((terms[key] for key in keys if key in terms), name)


def _since(required: Kind, config: Config) -> str:
    found = (status.name for status in config.workflow if status.kind.position >= required.position)
    return next(found, "")


def _widget(row: Field, options: tuple[Option, ...]) -> str:
    if row.type is Type.LIST:
        return "checks" if row.of[0].to == "person" and options else "list"
    if row.name in LONG:
        return "area"
    return "select" if options else TYPED.get(row.type, "text")


def _suggestions(row: Field) -> str:
    if row.name == "requested_by" or row.to == "person":
        return "people"
    inner = row.of[0] if row.type is Type.LIST else row
    lists = {"metric": "metrics", "item": "items", "tags": "tags", "supersedes": "decisions"}
    return lists.get(inner.to or row.name, "")


def options_of(kind: str, row: Field, report: Report, home: Config) -> tuple[Option, ...]:
    """What may be chosen for a field; nothing where any text will do."""
    config = report.config
    if row.type is Type.LIST:
        return options_of(kind, row.of[0], report, home)
    if row.type is Type.STATUS:
        written = {status.id: status_word(status, home) for status in home.workflow}
        return tuple(
            Option(value=one.id, label=one.name, written=written[one.id], kind=one.kind)
            for one in config.workflow
        )
    if row.type is Type.CHOICE:
        return _choices(row, config, home)
    if row.type is not Type.REFERENCE:
        return ()
    tables: Mapping[str, Iterable[tuple[str, str]]] = {
        "person": people(report),
        "goal": (
            (goal.id, goal.title) for goal in report.backlog.goals if goal.status in {"active", "paused"}
        ),
        "initiative": (
            (one.id, one.title) for one in report.backlog.initiatives if one.status in {"active", "paused"}
        ),
        "channel": ((id_, channel.name or id_) for id_, channel in known_channels(config).items()),
        "partner": ((id_, partner.name or id_) for id_, partner in config.partners.items()),
    }
    found = tables.get(row.to, ())
    return tuple(Option(value=id_, label=label, written=id_) for id_, label in found)


def people(report: Report) -> tuple[tuple[str, str], ...]:
    """Ids and names of those who are still with the team; nobody where the public reads."""
    config = report.config
    if config.site.audience == "public":
        return ()
    named = naming(config)
    here = (
        (id_, named(id_) or id_)
        for id_, person in config.people.items()
        if person.until is None or person.until >= report.today
    )
    return tuple(sorted(here, key=lambda one: (one[1].casefold(), one[0])))


def _choices(row: Field, config: Config, home: Config) -> tuple[Option, ...]:
    own = config.purposes if row.to == "purposes" else config.reasons if row.name == "reason" else ()
    names = TERMS[_TERMS[row.name]]
    return tuple(
        Option(
            value=str(choice),
            label=names.get(str(choice), str(choice)),
            written=choice_word(row.name, str(choice), home),
            own=str(choice) not in names,
        )
        for choice in dict.fromkeys((*row.choices, *own))
    )


def choice_word(name: str, choice: str, home: Config) -> str:
    """What files say for a choice: its German word in a German repository."""
    if home.language != "de":
        return choice
    return GERMAN_CHOICES.get(f"{name}.{choice}") or GERMAN_CHOICES.get(choice, choice)
