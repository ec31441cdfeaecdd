"""Lists, mappings and lists of mappings of the front matter: what has values inside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from backlog.content.fields import Field, Type
from backlog.content.nodes import Mapping, Node, Scalar, Sequence
from backlog.content.sheet import Reader, Sheet, is_empty
from backlog.content.values import read_value
from backlog.model import Action, Block, Cost, Decision, Hindrance, Moved, Result
from backlog.spelling import is_slip, nearest

if TYPE_CHECKING:
    from backlog.content.nodes import Entry

_MADE: dict[str, Any] = {
    "cost": Cost, "result": Result, "blocked": Block, "history": Moved, "decisions": Decision,
    "blockers": Hindrance, "actions": Action,
}  # fmt: skip


def reader(row: Field) -> Reader:
    """What reads the values of a field."""
    return {Type.LIST: read_list, Type.MAPPING: read_mapping, Type.MAPPINGS: read_mappings}.get(
        row.type, read_value
    )


def read_list(sheet: Sheet, row: Field, name: str, node: Node) -> tuple[object, ...]:
    """A list of values of one type; a single value is a list of one."""
    if isinstance(node, Mapping):
        sheet.fault("not-a-list", node.mark, name)
        return ()
    if isinstance(node, Scalar):
        if "," in node.text:
            parts = ", ".join(part.strip() for part in node.text.split(",") if part.strip())
            paste = f"[{parts}]" if re.fullmatch(r"[\w ,.@-]+", parts) else ""
            sheet.fault("list-with-commas", node.mark, name, paste, value=node.text)
            return ()
        node = Sequence((node,), node.mark)
    read = []
    for number, entry in enumerate(node.items):
        if not is_empty(entry):
            sheet.values[f"{name}.{number}"] = entry.mark
            read.append(read_value(sheet, row.of[0], f"{name}.{number}", entry))
    return tuple(value for value in read if value is not None)


def read_mapping(sheet: Sheet, row: Field, name: str, node: Node) -> object:
    """Fields below a field, as the value that they make; None where there are none."""
    base = name.partition(".")[0]
    if isinstance(node, Sequence) and len(node.items) == 1:
        node = node.items[0]
    if isinstance(node, Scalar) and base == "decisions":  # a decision may be its text alone
        text = read_value(sheet, row.of[0], name, node)
        return Decision(text=str(text)) if text is not None else None
    if not isinstance(node, Mapping):
        _no_mapping(sheet, row, name, node)
        return None
    rows = {word: inner for inner in row.of for word in (inner.german, inner.name)}
    values: dict[str, Any] = {}
    for entry in node.entries:
        inner = rows.get(entry.key)
        if inner is None:
            guess = nearest(entry.key, rows)
            sure = is_slip(entry.key, guess, {word: row.name for word, row in rows.items()})
            sheet.unknown(entry.key, entry.key_mark, name, guess, sure=sure)
            continue
        full = f"{name}.{inner.name}"
        if full in sheet.keys:
            twice(sheet, full, entry)
            continue
        sheet.keys[full], sheet.names[full] = entry.key_mark, entry.key
        if not is_empty(entry.node):
            sheet.values[full] = entry.node.mark
            values[inner.name] = read_value(sheet, inner, full, entry.node)
    return _MADE[base](**values)


def _no_mapping(sheet: Sheet, row: Field, name: str, node: Scalar | Sequence) -> None:
    base = name.partition(".")[0]
    if isinstance(node, Scalar):
        if base == "blocked" and node.text == "false" and node.style == "plain":  # says it clearly
            return
        slug = "blocked-is-bare" if base == "blocked" else "not-a-mapping"
        value = node.text
    else:
        slug, value = "not-a-mapping", "…"
    sheet.fault(slug, node.mark, name, value=value[:40], keys=tuple(inner.name for inner in row.of))


def read_mappings(sheet: Sheet, row: Field, name: str, node: Node) -> tuple[object, ...]:
    """A list of mappings; a single one is a list of one."""
    nodes = node.items if isinstance(node, Sequence) else (node,)
    read = []
    for number, entry in enumerate(nodes):
        if not is_empty(entry):
            sheet.values[f"{name}.{number}"] = entry.mark
            read.append(read_mapping(sheet, row, f"{name}.{number}", entry))
    return tuple(value for value in read if value is not None)


def twice(sheet: Sheet, full: str, entry: Entry) -> None:
    """Note that a field stands there a second time, by its English, German or own name."""
    first = sheet.keys[full].line
    sheet.fault("field-twice", entry.key_mark, full, field=sheet.names[full], other=entry.key, line=first)
