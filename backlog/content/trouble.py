"""Where the parser of front matter gave up, and what can be said of that place."""

from __future__ import annotations

from dataclasses import dataclass

from backlog.content.lines import KEY_LINE, NOTE, indentation, lines_instead
from backlog.findings import Fault
from backlog.pasting import PASTED
from backlog.source import Location

# What is mended by quotes, which end where their line ends.
_QUOTED = frozenset(
    {
        "colon-in-value",
        "quote-not-closed",
        "text-after-value",
        "value-beginning",
        "unknown-escape",
        "yaml-tag",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Where the parser gave up: rows and columns from 0 into the file's lines, and its own words.

    `context_row` and `context_column` are where the thing begins that it was reading.
    """

    path: str
    lines: list[str]
    row: int
    column: int
    problem: str
    context: str
    context_row: int
    context_column: int

    @property
    def line(self) -> str:
        """The line of the place."""
        return self.lines[self.row]

    def fault(
        self,
        slug: str,
        row: int,
        column: int = 0,
        *,
        paste: str = "",
        count: int = 1,
        sure: bool = True,
        **values: object,
    ) -> Fault:
        """A fault from a place to the end of its line; what is pasted replaces `count` lines from there on.

        Where ` #` stands in them, it could begin a comment or belong to the text, so nothing is sure.
        """
        line, replaced = self.lines[row], self.lines[row : row + count]
        length = max(0, len(line.rstrip()) - column)
        pasted = "" if len(paste) > PASTED or (slug in _QUOTED and self.goes_on(row)) else paste
        return Fault(
            slug=slug,
            location=Location(self.path, row + 1, column + 1, length, line),
            values=values,
            paste=pasted,
            edits=lines_instead(row + 1, count, replaced[-1], pasted),
            sure=sure and not any(NOTE in each for each in replaced),
            refuses=True,
        )

    def goes_on(self, row: int) -> bool:
        """Whether the value of a row goes on below it, where no quotes around this line reach."""
        below = self.lines[row + 1] if row + 1 < len(self.lines) else ""
        key = KEY_LINE.match(self.lines[row])
        depth = len(key["lead"]) if key else len(indentation(self.lines[row]))
        return bool(below.strip()) and len(indentation(below)) > depth

    def above(self, row: int) -> int:
        """The next row above that is not blank."""
        return next((index for index in range(row - 1, 0, -1) if self.lines[index].strip()), row)
