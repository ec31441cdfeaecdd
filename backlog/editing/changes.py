"""What is to change in a file: values of fields, by our own names for them.

A field is `owner`, inside a mapping `result.outcome`, inside a list `depends_on.0` or `blocked.0.until`.
Values are the texts that are meant; the quotes that YAML wants are not in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Fields: TypeAlias = tuple[tuple[str, str], ...]
"""The fields of a mapping by our names, with their texts."""


@dataclass(frozen=True, slots=True)
class Put:
    """Give a field this value: a text, a list of texts, or the fields of a mapping. Empty drops it."""

    field: str
    value: str | tuple[str, ...] | Fields


@dataclass(frozen=True, slots=True)
class Add:
    """Put one more entry at the end of a list: a text, or the fields of a mapping (`blocked`)."""

    field: str
    value: str | Fields


@dataclass(frozen=True, slots=True)
class Take:
    """Take the entries with this text out of a list; without any left the field goes."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Drop:
    """Take a field out of the file, or the entry of a list."""

    field: str


Change: TypeAlias = Put | Add | Take | Drop
