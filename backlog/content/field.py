"""What a field is: one row of the table, and the rows of which there are many."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from backlog.config.sections import Kind


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
    INTAKE means always); `lenient` says that its absence is a warning and stops nobody. `to` names what
    a reference leads to. `shortest` and `longest` are in characters, `least` and `most` limits of a
    number.
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


def text_field(
    name: str, german: str, help_line: str, required: Kind | None = None, *, lenient: bool = False
) -> Field:
    """A row of a text."""
    return Field(name=name, german=german, type=Type.TEXT, help=help_line, required=required, lenient=lenient)


def date_field(name: str, german: str, help_line: str, required: Kind | None = None) -> Field:
    """A row of a date."""
    return Field(name=name, german=german, type=Type.DATE, help=help_line, required=required)


def reference_field(
    name: str, german: str, to: str, help_line: str, required: Kind | None = None, *, lenient: bool = False
) -> Field:
    """A row of a reference to what `to` names."""
    return Field(
        name=name,
        german=german,
        type=Type.REFERENCE,
        to=to,
        help=help_line,
        required=required,
        lenient=lenient,
    )


def rating_field(name: str, german: str, help_line: str) -> Field:
    """A row of one of the three ratings."""
    return Field(
        name=name, german=german, type=Type.RATING, help=help_line, required=Kind.BACKLOG, least=1, most=5
    )


def title_field(help_line: str) -> Field:
    """The row of a title."""
    return Field(
        name="title",
        german="titel",
        type=Type.TEXT,
        help=help_line,
        required=Kind.INTAKE,
        shortest=3,
        longest=120,
    )
