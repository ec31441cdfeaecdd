"""Where the parser of front matter gave up, and what can be said of that place."""

from __future__ import annotations

from dataclasses import dataclass

from backlog.content.lines import NOTE, lines_instead
from backlog.edits import PASTED
from backlog.findings import Fault
from backlog.source import Location


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
        pasted = paste if len(paste) <= PASTED else ""
        return Fault(
            slug=slug,
            location=Location(self.path, row + 1, column + 1, length, line),
            values=values,
            paste=pasted,
            edits=lines_instead(row + 1, count, replaced[-1], pasted),
            sure=sure and not any(NOTE in each for each in replaced),
            refuses=True,
        )

    def above(self, row: int) -> int:
        """The next row above that is not blank."""
        return next((index for index in range(row - 1, 0, -1) if self.lines[index].strip()), row)
