"""One entry more in a list, or less: the text after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.content.field import Type
from backlog.editing import lists, pairs
from backlog.editing.changes import Put
from backlog.editing.scalars import Setting, meant, written
from backlog.editing.tree import tree_of_text
from backlog.editing.values import FrontMatter, field_lines, flow_fields, put, put_fields

if TYPE_CHECKING:
    from backlog.content.field import Field
    from backlog.editing.changes import Add, Fields, Take
    from backlog.editing.tree import Pair


def added(front: FrontMatter, change: Add) -> str:
    """The text with one more entry at the end of a list; ValueError where the field holds no list."""
    row, value = front.rows[change.field], change.value
    if row.type not in {Type.LIST, Type.MAPPINGS}:
        raise ValueError("no list")
    pair = front.pair(row)
    if isinstance(value, str):
        return _text_added(front, row, pair, value)
    node = pair.node if pair is not None else None
    if pair is None or node is None or node.shape == "scalar":
        return put_fields(front, row, pair, value)
    if node.shape == "mapping":
        if not node.pairs:
            return put_fields(front, row, pair, value)
        return added(_again(front, lists.as_entries(front.tree, node)), change)
    return _fields_added(front, row, pair, value)


def _text_added(front: FrontMatter, row: Field, pair: Pair | None, value: str) -> str:
    tree = front.tree
    inner = row.of[0].type
    node = pair.node if pair is not None else None
    if pair is None or node is None or (node.empty and node.shape == "scalar"):
        return put(front, Put(row.name, (value,)))
    if node.shape == "sequence":
        setting = Setting(type=inner, flow=node.flow)
        return lists.with_entry(tree, node, [written(value, setting)])
    if node.shape == "mapping":
        raise ValueError("no list")
    return put(front, Put(row.name, (node.text, value)))  # one value is a list of one


def _fields_added(front: FrontMatter, row: Field, pair: Pair, fields: Fields) -> str:
    node = pair.node
    if not node.items:
        return put_fields(front, row, pair, fields)
    last = node.items[-1]
    like = last if last.shape == "mapping" else None
    in_braces = last.flow if like is not None else node.flow
    lines = [flow_fields(front, row, fields, like)] if in_braces else field_lines(front, row, fields, like)
    return lists.with_entry(front.tree, node, lines)


def taken(front: FrontMatter, change: Take) -> str:
    """The text without the entries that have a text; without the field where none is left."""
    row, text = front.rows[change.field], meant(change.value)
    pair = front.pair(row)
    if pair is None:
        return front.tree.text
    nodes = pair.node.items if pair.node.shape == "sequence" else (pair.node,)
    numbers = [
        number for number, node in enumerate(nodes) if node.shape == "scalar" and meant(node.text) == text
    ]
    if not numbers:
        return front.tree.text
    if all(number in numbers or node.empty for number, node in enumerate(nodes)):
        return pairs.without_pair(front.tree, front.tree.root, pair)
    return taken(_again(front, lists.without_entry(front.tree, pair.node, numbers[0])), change)


def _again(front: FrontMatter, text: str) -> FrontMatter:
    return FrontMatter(tree_of_text(text, front.tree.mark), front.rows, front.config)
