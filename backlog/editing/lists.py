"""Entries of lists that come and go, in brackets or behind dashes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.editing.tree import Piece, Tree


def with_entry(tree: Tree, piece: Piece, lines: Sequence[str]) -> str:
    """The text with an entry of these lines at the end of a list that has entries, or has brackets."""
    if piece.flow:
        if piece.items:
            end = piece.items[-1].end
            return tree.spliced(end, end, f", {lines[0]}")
        return tree.spliced(piece.start + 1, piece.end - 1, lines[0])
    last = piece.items[-1]
    column = tree.column(dash(tree, piece, len(piece.items) - 1))
    place = _below(tree, last, column)
    ending = tree.ending(last.end)
    new = "".join(
        " " * column + ("  " if number else "- ") + line + ending for number, line in enumerate(lines)
    )
    return tree.spliced(place, place, new)


def without_entry(tree: Tree, piece: Piece, number: int) -> str:
    """The text without an entry of a list that has others."""
    entry = piece.items[number]
    if piece.flow:
        if number + 1 < len(piece.items):
            return tree.spliced(entry.start, piece.items[number + 1].start, "")
        return tree.spliced(piece.items[number - 1].end, entry.end, "")
    place = dash(tree, piece, number)
    return tree.spliced(tree.starts[tree.line(place)], _below(tree, entry, tree.column(place)), "")


def dash(tree: Tree, piece: Piece, number: int) -> int:
    """The place of the dash of an entry."""
    entry = piece.items[number]
    before = piece.items[number - 1].end if number else 0
    gap = re.sub(r"(?<!\S)#[^\r\n]*", lambda match: " " * len(match[0]), tree.text[before : entry.start])
    return before + gap.rindex("-")


def _below(tree: Tree, entry: Piece, column: int) -> int:
    """Where the line begins below an entry and the comments that stand deeper than its dash."""
    index = tree.line(entry.end) + 1
    while index < tree.last:
        line = tree.content(index)
        bare = line.lstrip(" ")
        if not bare.startswith("#") or len(line) - len(bare) <= column:
            break
        index += 1
    return tree.starts[index]


def as_entries(tree: Tree, piece: Piece) -> str:
    """The text with a mapping made the first entry of a list: `- ` before it, its lines two deeper."""
    if piece.flow:
        return tree.spliced(piece.start, piece.end, f"[{tree.text[piece.start : piece.end]}]")
    first, last = tree.line(piece.start), tree.line(piece.end)
    lines = [tree.text[tree.starts[index] : tree.starts[index + 1]] for index in range(first, last + 1)]
    column = tree.column(piece.start)
    deeper = [lines[0][:column] + "- " + lines[0][column:]]
    deeper += ["  " + line if line.strip() else line for line in lines[1:]]
    return tree.spliced(tree.starts[first], tree.starts[last + 1], "".join(deeper))
