"""A value put into its place, a field taken out: the text after it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.content.field import Type
from backlog.editing import lists, pairs
from backlog.editing.names import inner_rows, is_german, key_for, pair_of, speaks_german
from backlog.editing.scalars import NUMBERS, Setting, meant, rewritten, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.config.sections import Config
    from backlog.content.field import Field
    from backlog.editing.changes import Fields, Put
    from backlog.editing.tree import Pair, Piece, Tree

_COMMENT = re.compile(r"[ \t]+#[^\r\n]*")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a change is made with: the file, the fields of its kind by every name, the configuration."""

    tree: Tree
    rows: Mapping[str, Field]
    config: Config

    def pair(self, row: Field) -> Pair | None:
        """The pair of a field of the file."""
        return pair_of(self.tree.root, row, self.rows)

    def key(self, row: Field) -> str:
        """What the file would call a field."""
        return key_for(row, self.config, self.tree.root, self.rows)

    def inner_key(self, row: Field, inner: Field, piece: Piece | None) -> str:
        """What the file would call a field inside another one; `piece` is the mapping that it comes into."""
        told = is_german(piece.pairs, inner_rows(row)) if piece else None
        german = speaks_german(self.config, self.tree.root, self.rows) if told is None else told
        return inner.german if german else inner.name


def put(front: FrontMatter, change: Put) -> str:
    """The text with a value in a field; ValueError where there is no place for it."""
    name, *rest = change.field.split(".")
    row, value = front.rows[name], change.value
    pair = front.pair(row)
    if rest:
        if not isinstance(value, str):
            raise ValueError("a field inside another has one text")
        return _put_inside(front, row, pair, rest, value)
    if not isinstance(value, str):
        if isinstance(value[0], tuple):
            return put_fields(front, row, pair, value)
        flow = Setting(type=row.of[0].type, flow=True)
        texts = ", ".join(written(str(entry), flow) for entry in value)
        return _put_source(front, row, pair, f"[{texts}]")
    if pair is None:
        return pairs.with_pair(
            front.tree, front.tree.root, _line(front, front.key(row), row, value), row, front.rows
        )
    node = pair.node
    if node.shape == "sequence" and len(node.items) == 1:  # a list of one is that one
        node = node.items[0]
    return replaced(front, row, pair, node, value)


def dropped(front: FrontMatter, field: str) -> str:
    """The text without a field, an entry of a list or a field inside; what is empty then goes with it."""
    name, *rest = field.split(".")
    row = front.rows[name]
    pair, tree = front.pair(row), front.tree
    if pair is None or not rest:
        return pairs.without_pair(tree, tree.root, pair) if pair else tree.text
    if row.type in {Type.LIST, Type.MAPPINGS} and rest[0].isdigit() and len(rest) == 1:
        return _without_entry(front, pair, int(rest[0]))
    mapping, number, inner = _target(row, pair, rest)
    inside = pair_of(mapping, inner, inner_rows(row)) if mapping else None
    if mapping is None or inside is None:
        return tree.text
    if len(mapping.pairs) > 1:
        return pairs.without_pair(tree, mapping, inside)
    return _without_entry(front, pair, number)


def _without_entry(front: FrontMatter, pair: Pair, number: int) -> str:
    if pair.node.shape == "sequence" and len(pair.node.items) > 1:
        return lists.without_entry(front.tree, pair.node, number)
    return pairs.without_pair(front.tree, front.tree.root, pair)


def _put_inside(front: FrontMatter, row: Field, pair: Pair | None, rest: list[str], value: str) -> str:
    tree = front.tree
    if row.type is Type.LIST:
        if pair is None:
            raise ValueError("no such entry")
        node = pair.node.items[int(rest[0])] if pair.node.shape == "sequence" else pair.node
        return replaced(front, row.of[0], None, node, value)
    mapping, _, inner = _target(row, pair, rest)
    if mapping is None:
        return put_fields(front, row, pair, ((inner.name, value),))
    inside = pair_of(mapping, inner, inner_rows(row))
    if inside is not None:
        return replaced(front, inner, inside, inside.node, value)
    key = front.inner_key(row, inner, mapping)
    line = _line(front, key, inner, value, piece=mapping)
    return pairs.with_pair(tree, mapping, line, inner, inner_rows(row))


def _target(row: Field, pair: Pair | None, rest: list[str]) -> tuple[Piece | None, int, Field]:
    """The mapping that a name inside a field leads to, None where there is none; its number; the field."""
    number = int(rest[0]) if rest[0].isdigit() else 0
    inner = inner_rows(row)[rest[-1]]
    node = pair.node if pair else None
    if node is not None and node.shape == "sequence":
        node = node.items[number] if node.items else None
    elif number:
        raise ValueError("no such entry")
    return (node if node is not None and node.shape == "mapping" and node.pairs else None), number, inner


def replaced(front: FrontMatter, row: Field, pair: Pair | None, node: Piece, value: str) -> str:
    """The text with another value in place of one; `pair` is whose value it is, None for an entry."""
    tree, text = front.tree, meant(value)
    if node.shape != "scalar":
        if pair is None:
            raise ValueError("no single value")
        return _put_source(front, row, pair, written(text, Setting(type=row.type, flow=node.flow)))
    fits = node.style == "plain" or row.type not in NUMBERS
    if meant(node.text) == text and fits:
        return tree.text
    comment = _COMMENT.match(tree.text, node.end)
    end = node.end
    if comment and node.style == "plain" and text.endswith(comment[0].strip()):
        # What a ` #` cut off an unquoted text is put back into it.
        end, comment = comment.end(), None
    setting = Setting(
        type=row.type,
        flow=node.flow,
        commented=comment is not None,
        indent=tree.column(pair.start) + 2 if pair is not None and not comment and not node.flow else 0,
        ending=tree.ending(node.start),
    )
    if node.empty:
        return _filled(tree, node.start, written(text, setting))
    source = tree.text[node.start : node.end]
    return tree.spliced(node.start, end, rewritten(text, node, source, setting))


def _filled(tree: Tree, place: int, new: str) -> str:
    """The text with a value where a key had none; a space that stands there already is used."""
    if tree.text[place : place + 1] == " ":
        return tree.spliced(place + 1, place + 1, new)
    return tree.spliced(place, place, f" {new}")


def _line(front: FrontMatter, key: str, row: Field, value: str, piece: Piece | None = None) -> str:
    """`key: value` for a mapping that does not have the field."""
    piece = piece or front.tree.root
    first = piece.pairs[0].start if piece.pairs else piece.start
    indent = 0 if piece.flow else front.tree.column(first) + 2
    ending = front.tree.ending(first)
    return f"{key}: {written(value, Setting(type=row.type, flow=piece.flow, indent=indent, ending=ending))}"


def _put_source(front: FrontMatter, row: Field, pair: Pair | None, source: str) -> str:
    """The text with a value that is written out already, whatever stood there."""
    tree = front.tree
    if pair is None:
        line = f"{front.key(row)}: {source}"
        return pairs.with_pair(tree, tree.root, line, row, front.rows)
    node = pair.node
    if node.empty and node.shape == "scalar":
        return _filled(tree, node.start, source)
    start = node.start
    if tree.line(start) != tree.line(pair.stop):  # below its key
        start = _behind_colon(tree, pair)
        source = f" {source}"
    return tree.spliced(start, node.end, source)


def put_fields(front: FrontMatter, row: Field, pair: Pair | None, fields: Fields) -> str:
    """The text with a mapping of these fields in a field, in a list where the field takes several."""
    tree, root = front.tree, front.tree.root
    is_list = row.type is Type.MAPPINGS
    if root.flow:
        source = flow_fields(front, row, fields)
        return _put_source(front, row, pair, f"[{source}]" if is_list else source)
    ending = tree.ending(root.start)
    margin = " " * (tree.column(root.pairs[0].start) + 2)
    lines = field_lines(front, row, fields)
    dashed = [("- " if not number else "  ") + line if is_list else line for number, line in enumerate(lines)]
    block = "".join(ending + margin + line for line in dashed)
    if pair is None:
        return pairs.with_pair(tree, root, f"{front.key(row)}:{block}", row, front.rows)
    colon, end = _behind_colon(tree, pair), pair.node.end
    rest = _COMMENT.match(tree.text, end)
    if rest:
        return tree.spliced(colon, rest.end(), rest[0] + block)
    blanks = re.compile(r"[ \t]*").match(tree.text, end)
    return tree.spliced(colon, blanks.end() if blanks else end, block)


def field_lines(front: FrontMatter, row: Field, fields: Fields, like: Piece | None = None) -> list[str]:
    """`key: value` for each field inside, in the order of the table; `like` is a mapping with their names."""
    rows = inner_rows(row)
    known = {rows[name].name: text for name, text in fields if meant(text)}
    return [
        f"{front.inner_key(row, inner, like)}: {written(known[inner.name], Setting(type=inner.type))}"
        for inner in row.of
        if inner.name in known
    ]


def flow_fields(front: FrontMatter, row: Field, fields: Fields, like: Piece | None = None) -> str:
    """The fields inside as a mapping in braces."""
    rows = inner_rows(row)
    known = {rows[name].name: text for name, text in fields if meant(text)}
    told = [
        f"{front.inner_key(row, inner, like)}: "
        + written(known[inner.name], Setting(type=inner.type, flow=True))
        for inner in row.of
        if inner.name in known
    ]
    return "{" + ", ".join(told) + "}"


def _behind_colon(tree: Tree, pair: Pair) -> int:
    return tree.text.index(":", pair.stop) + 1
