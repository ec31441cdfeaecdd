"""The field table as the handbook prints it: one row a field, with its names, type and requirement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.content.choices import GERMAN_CHOICES
from backlog.content.fields import TABLES, Field, Type
from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.config.sections import Config, Kind

KINDS: Mapping[str, tuple[str, str]] = {
    "item": (N_("Fields of an item"), N_("An item is one piece of work.")),
    "goal": (
        N_("Fields of a goal"),
        N_("A goal is what the work is for: a figure, its target and a period."),
    ),
    "initiative": (
        N_("Fields of an initiative"),
        N_("An initiative bundles items that work for one goal."),
    ),
    "meeting": (N_("Fields of a meeting"), N_("Minutes of a meeting are known by their date and type.")),
}

# What a reference leads to.
REFERENCES: Mapping[str, str] = {
    "person": N_("id or name of a person"),
    "goal": N_("id or title of a goal"),
    "initiative": N_("id or title of an initiative"),
    "item": N_("id of an item"),
    "channel": N_("id or name of a channel"),
    "metric": N_("id or name of a metric, or a text"),
    "partner": N_("id or name of a partner"),
}

TYPES: Mapping[Type, str] = {
    Type.TEXT: N_("text"),
    Type.ID: N_("id: letters and digits, with hyphens or dots between them"),
    Type.STATUS: N_("id, name or alias of a status"),
    Type.CHOICE: N_("one of: {choices}"),
    Type.RATING: N_("whole number from 1 to 5"),
    Type.INTEGER: N_("whole number"),
    Type.NUMBER: N_("number"),
    Type.DATE: N_("date such as 2026-02-16"),
    Type.BOOLEAN: N_("true or false"),
    Type.PERIOD: N_("period such as 2026-Q1 or 2026-02, or from and to"),
    Type.LIST: N_("list"),
    Type.MAPPING: N_("fields of its own"),
    Type.MAPPINGS: N_("fields of its own, once or as a list"),
}
LIMITED_TEXT = N_("text, {shortest} to {longest} characters")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """A field as it is printed.

    `here` is the name that this repository gives it, where it does. `type` is a message id that
    `values` fill, `entry` the message id of what a list holds. `required` is the kind from which the
    field is wanted; `always` says that every file of its kind has it; `lenient` that its absence stops
    nobody.
    """

    anchor: str
    name: str
    german: str
    here: str
    type: str
    values: Mapping[str, object]
    entry: str
    required: Kind | None
    always: bool
    lenient: bool
    help: str
    inner: tuple[FieldRow, ...]


def field_rows(kind: str, config: Config) -> tuple[FieldRow, ...]:
    """Fields of a kind of file; anchors are `field-owner` for items, `goal-field-owner` for the others."""
    prefix = "field-" if kind == "item" else f"{kind}-field-"
    return tuple(_row(field, prefix + field.name, kind, config, depth=0) for field in TABLES[kind])


def _row(field: Field, anchor: str, kind: str, config: Config, *, depth: int) -> FieldRow:
    message, values = _type(field, config)
    always = field.required is not None and (bool(depth) or kind != "item")
    return FieldRow(
        anchor=anchor,
        name=field.name,
        german=field.german,
        here="" if depth else config.fields.get(field.name, ""),
        type=message,
        values=values,
        entry=REFERENCES[field.of[0].to] if _lists_references(field) else "",
        required=None if always else field.required,
        always=always,
        lenient=field.lenient,
        help=field.help,
        inner=tuple(
            _row(inner, f"{anchor}.{inner.name}", kind, config, depth=depth + 1)
            for inner in (() if field.type is Type.LIST else field.of)
        ),
    )


def _lists_references(field: Field) -> bool:
    return field.type is Type.LIST and bool(field.of) and field.of[0].type is Type.REFERENCE


def _choice(name: str, choice: str, config: Config) -> str:
    """A choice as files may write it: in a German handbook with the German spelling in front."""
    german = GERMAN_CHOICES.get(f"{name}.{choice}") or GERMAN_CHOICES.get(choice)
    if not german or config.language != "de":
        return choice
    quote = '"' if ": " in german else ""
    return f"{quote}{german}{quote} ({choice})"


def _type(field: Field, config: Config) -> tuple[str, Mapping[str, object]]:
    """The message id that says the type, and its values."""
    if field.type is Type.REFERENCE:
        return REFERENCES[field.to], {}
    if _lists_references(field):
        return N_("list: {entry}"), {}
    if field.type is Type.TEXT and field.longest:
        return LIMITED_TEXT, {"shortest": field.shortest, "longest": field.longest}
    if field.type is Type.CHOICE:
        known = field.choices or tuple(getattr(config, field.to, ()))
        own = config.reasons if field.name == "reason" else ()
        return TYPES[Type.CHOICE], {
            "choices": ", ".join((*(_choice(field.name, str(choice), config) for choice in known), *own))
        }
    return TYPES[field.type], {}
