"""Columns of a terminal: aligned by what a reader sees, shortened where the terminal ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import category, east_asian_width

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = "  "


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its heading, and whether it holds numbers (to the right).

    `least` is the width down to which it may be shortened where room is short; 0 for never.
    """

    head: str
    right: bool = False
    least: int = 0


def width(text: str) -> int:
    """How many columns of a terminal a text takes: East Asian letters and emoji two, combining marks none.

    >>> width("Größe"), width("進捗"), width("e\u0301")
    (5, 4, 1)
    """
    if text.isascii():
        return len(text)
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> int:
    if category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(letter) in {"W", "F"} else 1


def shortened(text: str, most: int) -> str:
    """The text in at most so many columns, with an ellipsis where something was left out."""
    if width(text) <= most:
        return text
    kept, taken = "", 0
    for letter in text:
        taken += _width(letter)
        if taken > most - 1:
            break
        kept += letter
    return kept.rstrip() + "…"


def aligned(columns: Sequence[Column], rows: Sequence[Sequence[str]], terminal: int | None) -> list[str]:
    """A line for the headings and one for each row; at most `terminal` columns wide where that is given.

    What does not fit is taken from the columns that have most to give.
    """
    cells = [[column.head for column in columns], *rows]
    widths = [max(width(row[place]) for row in cells) for place in range(len(columns))]
    if terminal is not None:
        _narrow(columns, widths, terminal - len(GAP) * (len(widths) - 1))
    return [_line(columns, widths, row) for row in cells]


def _narrow(columns: Sequence[Column], widths: list[int], room: int) -> None:
    elastic = [place for place, column in enumerate(columns) if column.least]
    while elastic and sum(widths) > room:
        widest = max(elastic, key=lambda place: widths[place] / columns[place].least)
        if widths[widest] <= columns[widest].least:
            return
        widths[widest] -= 1


def _line(columns: Sequence[Column], widths: Sequence[int], row: Sequence[str]) -> str:
    parts = []
    for column, most, text in zip(columns, widths, row, strict=True):
        shown = shortened(text, most)
        padding = " " * (most - width(shown))
        parts.append(padding + shown if column.right else shown + padding)
    return GAP.join(parts).rstrip()
