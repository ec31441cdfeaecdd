"""Where something stands: the one way to point into a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file of the repository.

    `path` is repository-relative POSIX text; `line` and `column` count from 1 and in characters;
    `length` is the number of characters to underline (0: the line as a whole); `text` is the line
    itself, without its end, so that a finding can show it without reading the file again. `more` says that
    what stands there goes on below the line.
    """

    path: str
    line: int = 1
    column: int = 1
    length: int = 0
    text: str = ""
    more: bool = False


class Mark(NamedTuple):
    """Where one value of the front matter stands: line and column from 1, length in characters.

    `more` says that it goes on below its line. A tuple, because every file has fifty of them and they are
    made in a third of the time.
    """

    line: int
    column: int
    length: int = 0
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is kept of a file after it was read: enough to point into it.

    `lines` are the lines of the file up to and with the closing fence. `keys` maps a field's id to
    the mark of its key as written and `values` to the mark of its value; entries inside lists and
    mappings are addressed as `depends_on.0` or `blocked.0.reason`. `names` maps a field's id to the
    name that the file uses for it (`owner` -> `verantwortlich`).
    """

    path: str
    lines: tuple[str, ...] = ()
    keys: Mapping[str, Mark] = field(default_factory=dict)
    values: Mapping[str, Mark] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def line(self, number: int) -> str:
        """The text of a line of the front matter, or nothing where there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def at(self, name: str = "") -> Location:
        """The place of a field's value; of its key where it has no value; else the file's top."""
        mark = self.values.get(name) or self.keys.get(name)
        if mark is None and "." in name:
            return self.at(name.rpartition(".")[0])
        if mark is None:
            return Location(self.path, 1, 1, 0, self.line(1))
        return Location(self.path, mark.line, mark.column, mark.length, self.line(mark.line), mark.more)

    def key(self, name: str) -> Location:
        """The place of a field's key as written, else the file's top."""
        mark = self.keys.get(name)
        if mark is None:
            return self.at(name)
        return Location(self.path, mark.line, mark.column, mark.length, self.line(mark.line))
