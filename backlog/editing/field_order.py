"""The fields of a file in the order of the table, each with its comments; unknown ones last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backlog.content.document import read_document
from backlog.content.fields import TABLES
from backlog.editing.names import top_rows
from backlog.editing.pairs import OF_THE_FILE
from backlog.editing.tree import tree_of, tree_of_text
from backlog.errors import Exit, Stop
from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.config.sections import Config
    from backlog.content.field import Field
    from backlog.editing.tree import Pair, Piece, Tree


def formatted(raw: bytes, kind: str, path: str, config: Config) -> bytes:
    """The bytes of a file of this kind (a key of TABLES) with its fields in order, and nothing else changed.

    What stands between two fields goes with the one below it, except what stands above the first one with a
    blank line between: that is about the file. Front matter in braces is left as it is. `Stop` (exit 4)
    where the front matter cannot be read, or would say something else then.
    """
    if read_document(path, raw).refused:
        raise Stop(
            Exit.REFUSED, N_("{path} cannot be read as it is, so nothing in it is changed."), path=path
        )
    try:
        tree = tree_of(raw)
        ordered = _ordered(tree, kind, top_rows(kind, config))
        if ordered == tree.text:
            return raw
        same = _exactly(tree_of_text(ordered, tree.mark).root) == _exactly(tree.root)
    except ValueError:
        same = False
    if not same:
        message = N_("{path} is written in a way in which its fields cannot be put into order.")
        raise Stop(Exit.REFUSED, message, path=path)
    return tree.mark + ordered.encode()


def _ordered(tree: Tree, kind: str, rows: Mapping[str, Field]) -> str:
    """The text with the lines of each field, and those above it, where the table has the field."""
    pairs = tree.root.pairs
    if tree.root.flow or not all(tree.begins_line(pair.start) for pair in pairs):
        return tree.text
    names = [row.name for row in TABLES[kind]]
    places = [names.index(rows[pair.key].name) if pair.key in rows else len(names) for pair in pairs]
    if places == sorted(places):
        return tree.text
    begin = _below_the_head(tree, pairs[0])
    ends = [tree.after(pair) for pair in pairs]
    starts = [begin, *ends[:-1]]
    blocks = [tree.text[start:end] for start, end in zip(starts, ends, strict=True)]
    order = sorted(range(len(pairs)), key=lambda number: (places[number], number))
    return tree.text[:begin] + "".join(blocks[number] for number in order) + tree.text[ends[-1] :]


def _below_the_head(tree: Tree, first: Pair) -> int:
    """Where the lines of the first field begin, below what is said about the whole file."""
    index = tree.line(first.start)
    for above in range(index - 1, 0, -1):
        line = tree.content(above).strip()
        if not line or line.startswith(OF_THE_FILE):
            break
        index = above
    return tree.starts[index]


def _exactly(piece: Piece) -> Any:  # noqa: ANN401 - as deep as the file is
    """What a value says and how it is written, whatever the order of the fields."""
    if piece.shape == "scalar":
        return (piece.text.rstrip("\n"), piece.style)  # blank lines below a text are no part of what it says
    if piece.shape == "sequence":
        return [_exactly(entry) for entry in piece.items]
    return sorted(((pair.key, _exactly(pair.node)) for pair in piece.pairs), key=lambda entry: entry[0])
