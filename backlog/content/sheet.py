"""One file while it is read: where its values stand, the words it may use, the faults so far."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from backlog.content.nodes import Node, Scalar, Sequence
from backlog.findings import Fault
from backlog.pasting import Edit, shown, swapped
from backlog.source import Location, Mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping as Table

    from backlog.config.sections import Config, Kind
    from backlog.content.fields import Field

# How a field is read: an object of the field's type, or None where it is missing or at fault.
Reader: TypeAlias = "Callable[[Sheet, Field, str, Node], object]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What the configuration says about the words of files, looked up often.

    `statuses` are ids by folded spelling, `kinds` kinds by id. `fields` are, by kind of file, the
    fields by every name that a file may use, each with its reader; `private` are the names of the
    field of this name, in lower case. `people` are folded ids and names.
    """

    config: Config
    statuses: Table[str, str]
    kinds: Table[str, Kind]
    fields: Table[str, Table[str, tuple[Field, Reader]]]
    private: frozenset[str]
    people: frozenset[str]


@dataclass(slots=True)
class Sheet:
    """What is gathered from a file; `keys`, `values` and `names` become those of its `Source`."""

    path: str
    lines: tuple[str, ...]
    words: Vocabulary
    faults: list[Fault] = field(default_factory=list)
    keys: dict[str, Mark] = field(default_factory=dict)
    values: dict[str, Mark] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def place(self, mark: Mark) -> Location:
        """The mark as a place in this file."""
        text = self.lines[mark.line - 1] if mark.line <= len(self.lines) else ""
        return Location(self.path, mark.line, mark.column, mark.length, text, mark.more)

    def fault(
        self,
        slug: str,
        mark: Mark,
        name: str,
        paste: str = "",
        *,
        edits: tuple[Edit, ...] = (),
        sure: bool = True,
        refuses: bool = False,
        **values: object,
    ) -> None:
        """Note a fault of the field; `paste` is the mended value, in the place of the one at the mark.

        Where it takes the place of more or of something else, the `edits` say it.
        """
        whole = re.sub(r"\.\d+$", "", name)
        written = self.names.get(whole, whole.rpartition(".")[2])
        place = self.place(mark)
        self.note(
            Fault(
                slug=slug,
                location=place,
                values={"field": written, **values},
                field=re.sub(r"\.\d+(?=\.|$)", "", name),
                edits=edits or swapped(place, paste),
                sure=sure,
                refuses=refuses,
            )
        )

    def note(self, fault: Fault) -> None:
        """Keep a fault, with the lines to paste that its edits come to."""
        self.faults.append(dataclasses.replace(fault, paste=shown(fault.edits)) if fault.edits else fault)

    def unknown(self, key: str, mark: Mark, within: str, guess: str, *, sure: bool = True) -> None:
        """Note a key that no field has; the line to paste has the guess in its place."""
        name = f"{within}.{key}" if within else key
        place = self.place(mark)
        self.note(
            Fault(
                slug="unknown-field",
                location=place,
                values={"field": key, "guess": guess},
                field=re.sub(r"\.\d+(?=\.|$)", "", name) if within else key,
                edits=swapped(place, guess),
                sure=sure,
            )
        )


def quoted(text: str) -> str:
    """The text as a double-quoted YAML scalar.

    >>> quoted("5 # Ideen")
    '"5 # Ideen"'
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def is_empty(node: Node) -> bool:
    """Nothing was given: no value, an empty list, an empty mapping."""
    if isinstance(node, Scalar):
        return not node.text and node.style == "plain"
    return not (node.items if isinstance(node, Sequence) else node.entries)
