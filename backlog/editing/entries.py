"""One entry more in a list, or less: the text after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.content.field import Type
from backlog.editing import lists, pairs
from backlog.editing.changes import Put
from backlog.editing.scalars import Setting, meant, written
from backlog.editing.tree import tree_of_text
from backlog.editing.values import Desk, field_lines, flow_fields, put, put_fields

if TYPE_CHECKING:
    from backlog.content.field import Field
    from backlog.editing.changes import Add, Fields, Take
    from backlog.editing.tree import Pair


def added(desk: Desk, change: Add) -> str:
    """The text with one more entry at the end of a list; ValueError where the field holds no list."""
    row, value = desk.rows[change.field], change.value
    if row.type not in {Type.LIST, Type.MAPPINGS}:
        raise ValueError("no list")
    pair = desk.pair(row)
    if isinstance(value, str):
        return _text_added(desk, row, pair, value)
    node = pair.node if pair is not None else None
    if pair is None or node is None or node.shape == "scalar":
        return put_fields(desk, row, pair, value)
    if node.shape == "mapping":
        if not node.pairs:
            return put_fields(desk, row, pair, value)
        return added(_again(desk, lists.as_entries(desk.tree, node)), change)
    return _fields_added(desk, row, pair, value)


def _text_added(desk: Desk, row: Field, pair: Pair | None, value: str) -> str:
    tree = desk.tree
    inner = row.of[0].type
    node = pair.node if pair is not None else None
    if pair is None or node is None or (node.empty and node.shape == "scalar"):
        return put(desk, Put(row.name, (value,)))
    if node.shape == "sequence":
        setting = Setting(type=inner, flow=node.flow)
        return lists.with_entry(tree, node, [written(value, setting)])
    if node.shape == "mapping":
        raise ValueError("no list")
    return put(desk, Put(row.name, (node.text, value)))  # one value is a list of one


def _fields_added(desk: Desk, row: Field, pair: Pair, fields: Fields) -> str:
    node = pair.node
    if not node.items:
        return put_fields(desk, row, pair, fields)
    last = node.items[-1]
    like = last if last.shape == "mapping" else None
    in_braces = last.flow if like is not None else node.flow
    lines = [flow_fields(desk, row, fields, like)] if in_braces else field_lines(desk, row, fields, like)
    return lists.with_entry(desk.tree, node, lines)


def taken(desk: Desk, change: Take) -> str:
    """The text without the entries that have a text; without the field where none is left."""
    row, text = desk.rows[change.field], meant(change.value)
    pair = desk.pair(row)
    if pair is None:
        return desk.tree.text
    nodes = pair.node.items if pair.node.shape == "sequence" else (pair.node,)
    numbers = [
        number for number, node in enumerate(nodes) if node.shape == "scalar" and meant(node.text) == text
    ]
    if not numbers:
        return desk.tree.text
    if all(number in numbers or node.empty for number, node in enumerate(nodes)):
        return pairs.without_pair(desk.tree, desk.tree.root, pair)
    return taken(_again(desk, lists.without_entry(desk.tree, pair.node, numbers[0])), change)


def _again(desk: Desk, text: str) -> Desk:
    return Desk(tree_of_text(text, desk.tree.mark), desk.rows, desk.config)
