"""What the front matter says, before anybody asks what its fields mean: keys, values, places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from backlog.source import Mark

Style = Literal["plain", "single", "double", "literal", "folded"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value: its text as YAML folds it, how it is written, and where.

    `text` is never typed: `010`, `no` and `2026-03-01` are what was written. `comment` is what a
    ` #` on the same line cut off an unquoted value, from the `#` on ("#12 now"; "" where nothing
    was cut off). A missing value (`owner:`) is plain and has no text.
    """

    text: str
    style: Style
    mark: Mark
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list, written with dashes or in brackets."""

    items: tuple[Node, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with values; of two equal keys the first, the second being a fault."""

    entries: tuple[Entry, ...]
    mark: Mark


Node: TypeAlias = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Entry:
    """One key as written, and its value."""

    key: str
    key_mark: Mark
    node: Node
