"""What front matter says, without how it is written: to see that a change made what it was to make."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from backlog.content.field import Field, Type
from backlog.editing.changes import Add, Drop, Put, Take
from backlog.editing.names import inner_rows
from backlog.editing.scalars import meant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.editing.changes import Change
    from backlog.editing.tree import Piece

    Said = dict[str, Any]


def meaning(root: Piece, rows: Mapping[str, Field]) -> Said:
    """The values that there are by field; those of keys that are no fields by `:` and the key.

    A list of one where one value is wanted is that value, and one value where a list is wanted a list of one.
    """
    said: Said = {}
    for pair in root.pairs:
        row = rows.get(pair.key)
        value = _raw(pair.node) if row is None else _value(pair.node, row)
        if value not in ("", [], {}):
            said.setdefault(f":{pair.key}" if row is None else row.name, value)
        elif row is None:
            said.setdefault(f":{pair.key}", "")
    return said


def changed(said: Said, change: Change, rows: Mapping[str, Field]) -> Said:
    """What is said after a change."""
    now = deepcopy(said)
    field, *rest = change.field.split(".")
    row = rows[field]
    if isinstance(change, Add):
        value = meant(change.value) if isinstance(change.value, str) else _fields(change.value)
        former = now.get(field, [])
        if row.name == "blocked" and any(isinstance(entry, str) for entry in former):
            former = []  # `blocked: true` makes way
        now[field] = [*former, value]
    elif isinstance(change, Take):
        now[field] = [entry for entry in now.get(field, []) if entry != meant(change.value)]
    elif rest:
        _change_inside(now, row, rest, change)
    elif isinstance(change, Put):
        now[field] = _put(change.value, row)
    else:
        now.pop(field, None)
    return {name: value for name, value in now.items() if name.startswith(":") or value not in ("", [], {})}


def _change_inside(now: Said, row: Field, rest: list[str], change: Put | Drop) -> None:
    name = row.name
    holder: Any = now
    key: Any = name
    if row.type in {Type.LIST, Type.MAPPINGS}:
        number = int(rest.pop(0)) if rest[0].isdigit() else 0
        holder, key = now.setdefault(name, [{}]), number
    if rest:
        holder, key = _mapping_at(holder, key), rest[0]
    if isinstance(change, Put) and change.value:
        holder[key] = _put(change.value, None)
    elif isinstance(holder, list):
        del holder[key]
    else:
        holder.pop(key, None)
        if not holder and row.type is Type.MAPPINGS:
            now[name] = [entry for entry in now[name] if entry]


def _mapping_at(holder: Any, key: Any) -> Said:  # noqa: ANN401 - a list or the fields themselves
    if isinstance(holder, list):
        while len(holder) <= key:
            holder.append({})
    found = holder[key] if isinstance(holder, list) or key in holder else {}
    if not isinstance(found, dict):  # what was no mapping makes way for one
        found = {}
    holder[key] = found
    return found


def _put(value: Any, row: Field | None) -> Any:  # noqa: ANN401 - one of the three kinds of values
    if isinstance(value, str):
        text = meant(value)
        return [text] if text and row is not None and row.type in {Type.LIST, Type.MAPPINGS} else text
    if value and isinstance(value[0], tuple):
        fields = _fields(value)
        return [fields] if row is not None and row.type is Type.MAPPINGS else fields
    return [meant(entry) for entry in value]


def _fields(value: Any) -> Said:  # noqa: ANN401 - the fields of a change
    return {name: meant(text) for name, text in value if meant(text)}


def _value(node: Piece, row: Field) -> Any:  # noqa: ANN401 - whatever the field holds
    if row.type in {Type.LIST, Type.MAPPINGS}:
        nodes = node.items if node.shape == "sequence" else () if node.empty else (node,)
        if row.type is Type.LIST:
            return [_raw(entry) for entry in nodes if not entry.empty]
        return [_inside(entry, row) for entry in nodes if not entry.empty]
    if node.shape == "sequence" and len(node.items) == 1:
        node = node.items[0]
    return _inside(node, row) if row.of else _raw(node)


def _inside(node: Piece, row: Field) -> Any:  # noqa: ANN401 - as above
    return meaning(node, inner_rows(row)) if node.shape == "mapping" else _raw(node)


def _raw(node: Piece) -> Any:  # noqa: ANN401 - as above
    if node.shape == "scalar":
        return meant(node.text)
    if node.shape == "sequence":
        return [_raw(entry) for entry in node.items]
    return {pair.key: _raw(pair.node) for pair in node.pairs}
