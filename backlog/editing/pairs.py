"""Keys that come and go: a pair put where the table has it, a pair taken out with all of its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backlog.content.field import Field
    from backlog.editing.tree import Pair, Piece, Tree

# Lines that speak to a program about the whole file; what comes first comes below them.
OF_THE_FILE = ("# yaml-language-server:", "# vim:", "#!")


def with_pair(tree: Tree, piece: Piece, new: str, row: Field, names: Mapping[str, Field]) -> str:
    """The text with `key: value` more in a mapping that has pairs, or has brackets.

    It comes behind the nearest field before it in the table that is there, else in front of the first one.
    """
    former = _before(piece.pairs, row, names)
    if piece.flow:
        return _in_brackets(tree, piece, new, former)
    if former is not None:
        place = tree.after(former)
        return tree.spliced(place, place, _margin(tree, former) + new + tree.ending(former.node.end))
    first = piece.pairs[0]
    if not tree.begins_line(first.start):  # behind the dash of a list
        more = new + tree.ending(first.start) + _margin(tree, first)
        return tree.spliced(first.start, first.start, more)
    place = _above(tree, first)
    return tree.spliced(place, place, _margin(tree, first) + new + tree.ending(first.start))


def without_pair(tree: Tree, piece: Piece, pair: Pair) -> str:
    """The text without a pair of a mapping: all of its lines, and the comments that stand deeper than it."""
    number = piece.pairs.index(pair)
    follower = piece.pairs[number + 1] if number + 1 < len(piece.pairs) else None
    if piece.flow:
        if follower is not None:
            return tree.spliced(pair.start, follower.start, "")
        return tree.spliced(piece.pairs[number - 1].node.end if number else pair.start, pair.node.end, "")
    if tree.begins_line(pair.start):
        return tree.spliced(tree.starts[tree.line(pair.start)], tree.below(pair), "")
    return tree.spliced(pair.start, follower.start if follower else pair.node.end, "")


def _before(pairs: Sequence[Pair], row: Field, names: Mapping[str, Field]) -> Pair | None:
    """The pair behind which a field comes; fields that the table does not have are no signposts."""
    table = list(dict.fromkeys(other.name for other in names.values()))
    table = sorted(table, key=lambda name: _position(name, names))
    earlier = table[: table.index(row.name)]
    there = {names[pair.key].name: pair for pair in pairs if pair.key in names}
    found = next((there[name] for name in reversed(earlier) if name in there), None)
    if found is None and not there and pairs:
        return pairs[-1]
    return found


def _position(name: str, names: Mapping[str, Field]) -> int:
    return next(number for number, row in enumerate(names.values()) if row.name == name)


def _in_brackets(tree: Tree, piece: Piece, new: str, former: Pair | None) -> str:
    if former is not None:
        end = former.node.end
        return tree.spliced(end, end, f", {new}")
    if piece.pairs:
        start = piece.pairs[0].start
        return tree.spliced(start, start, f"{new}, ")
    return tree.spliced(piece.start + 1, piece.end - 1, new)


def _margin(tree: Tree, pair: Pair) -> str:
    return " " * tree.column(pair.start)


def _above(tree: Tree, pair: Pair) -> int:
    """Where the lines of a pair begin, with the comments right above it."""
    index = tree.line(pair.start)
    while index > 1:
        line = tree.content(index - 1).strip()
        if not line.startswith("#") or line.startswith(OF_THE_FILE):
            break
        index -= 1
    return tree.starts[index]
