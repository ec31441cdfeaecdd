"""A file's bytes in; an item, goal, initiative or meeting and the faults of the file out.

Pure: what is read depends on the bytes, the path and the configuration alone, so that files can be
read by several processes, and a later build can keep what has not changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from backlog.content.document import read_document
from backlog.content.fields import TABLES, Field, Type
from backlog.content.markdown import read_body
from backlog.content.nodes import Entry, Mapping, Node, Scalar, Sequence
from backlog.content.values import Sheet, is_empty, read_value
from backlog.findings import Fault
from backlog.model import Action, Block, Cost, Decision, Goal, Hindrance, Initiative, Item, Meeting, Moved, Result
from backlog.source import Location, Mark, Source
from backlog.spelling import ID, LONGEST_ID, RESERVED, fold, id_of, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping as Table

    from backlog.config.sections import Config
    from backlog.content.document import Document

_MADE = {
    "cost": Cost, "result": Result, "blocked": Block, "history": Moved, "decisions": Decision,
    "blockers": Hindrance, "actions": Action,
}  # fmt: skip
_KINDS = {"item": Item, "goal": Goal, "initiative": Initiative, "meeting": Meeting}

Value = Item | Goal | Initiative | Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What came of one file: a value or none, and its faults. `private` is what a refused file says."""

    path: str
    value: Value | None
    faults: tuple[Fault, ...] = ()
    private: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the configuration says about the words of files, looked up often."""

    config: Config
    statuses: Table[str, str]
    fields: Table[str, Table[str, Field]]


def vocabulary(config: Config) -> Vocabulary:
    """The words that files may use: spellings of statuses, names of fields by kind of file."""
    statuses = {
        fold(word): status.id
        for status in reversed(config.workflow)
        for word in (*status.aliases, status.name, status.id)
    }
    fields = {
        kind: {word: row for row in table for word in (config.fields.get(row.name), row.german, row.name) if word}
        for kind, table in TABLES.items()
    }
    return Vocabulary(config, statuses, fields)


def parse(kind: str, path: str, raw: bytes, words: Vocabulary, *, html: bool) -> Parsed:
    """The value of a file of this kind (a key of TABLES), with HTML of the body if asked for."""
    document = read_document(path, raw)
    sheet = Sheet(path=path, lines=document.lines, config=words.config, statuses=dict(words.statuses))
    sheet.faults.extend(document.faults)
    if any(fault.refuses for fault in document.faults):
        return Parsed(path=path, value=None, faults=tuple(sheet.faults), private=_says_private(document.scan))
    values, extra = _values(sheet, kind, document.entries, words)
    stem = re.sub(r"\.md$", "", path.rpartition("/")[2], flags=re.IGNORECASE)
    if kind != "meeting":
        values["id"] = _id(sheet, values.pop("id", None), stem, values.get("title"))
    if kind == "item" and values.get("status") is None and not any(fault.refuses for fault in sheet.faults):
        values["status"] = words.config.workflow[0].id
    if any(fault.refuses for fault in sheet.faults):
        return Parsed(path=path, value=None, faults=tuple(sheet.faults), private=bool(values.get("private")))
    anchor = values["id"] if kind != "meeting" else id_of(stem) or "minutes"
    body, faults = read_body(document.body, path, document.body_line, anchor, html=html)
    source = Source(path=path, lines=document.lines, keys=sheet.keys, values=sheet.values, names=sheet.names)
    value = _built(kind, values, words, path=path, source=source, body=body, extra=extra)
    return Parsed(path=path, value=value, faults=(*sheet.faults, *faults))


def _says_private(scan: Table[str, str]) -> bool:
    """Whether the line scan found the field at all: whatever it says could not be read as meant."""
    return "private" in scan or "privat" in scan


def _built(kind: str, values: dict[str, Any], words: Vocabulary, **rest: Any) -> Value:  # noqa: ANN401 - values of many types
    given = {name: value for name, value in values.items() if value is not None}
    if kind == "item":
        given["kind"] = _kinds(words.config)[given["status"]]
    if kind != "meeting":
        given.setdefault("title", given["id"])
    return _KINDS[kind](**given, **rest)  # type: ignore[no-any-return]


@lru_cache(maxsize=4)
def _kind_table(pairs: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    return dict(pairs)


def _kinds(config: Config) -> dict[str, Any]:
    return _kind_table(tuple((status.id, status.kind) for status in config.workflow))


def _values(
    sheet: Sheet, kind: str, entries: tuple[Entry, ...], words: Vocabulary
) -> tuple[dict[str, Any], tuple[tuple[str, str], ...]]:
    """The values by field name, and the fields that are known but not understood."""
    rows = words.fields[kind]
    values: dict[str, Any] = {}
    extra: list[tuple[str, str]] = []
    for entry in entries:
        row = rows.get(entry.key)
        if row is None:
            if entry.key in words.config.content.extra_fields:
                extra.append((entry.key, _shown(entry.node)))
            else:
                sheet.fault("unknown-field", entry.key_mark, entry.key, guess=nearest(entry.key, rows))
        elif row.name in sheet.keys:
            first = sheet.keys[row.name].line
            sheet.fault("field-twice", entry.key_mark, row.name, other=entry.key, line=first)
        else:
            _note(sheet, row.name, entry)
            values[row.name] = None if is_empty(entry.node) else _read(sheet, row, row.name, entry.node)
    return values, tuple(extra)


def _note(sheet: Sheet, name: str, entry: Entry) -> None:
    sheet.keys[name] = entry.key_mark
    sheet.names[name] = entry.key
    if not is_empty(entry.node):
        sheet.values[name] = _mark(entry.node)


def _mark(node: Node) -> Mark:
    return node.mark


def _shown(node: Node) -> str:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return ", ".join(_shown(entry) for entry in node.items)
    return ", ".join(f"{entry.key}: {_shown(entry.node)}" for entry in node.entries)


def _read(sheet: Sheet, row: Field, name: str, node: Node) -> object:
    match row.type:
        case Type.LIST:
            return _list(sheet, row, name, node)
        case Type.MAPPING:
            return _mapping(sheet, row, name, node)
        case Type.MAPPINGS:
            return _mappings(sheet, row, name, node)
        case _:
            return read_value(sheet, row, name, node)


def _list(sheet: Sheet, row: Field, name: str, node: Node) -> tuple[object, ...]:
    if isinstance(node, Mapping):
        sheet.fault("not-a-list", node.mark, name)
        return ()
    if isinstance(node, Scalar):
        if "," in node.text:
            parts = [part.strip() for part in node.text.split(",")]
            sheet.fault("list-with-commas", node.mark, name, f"[{', '.join(parts)}]", value=node.text)
            return ()
        node = Sequence((node,), node.mark)
    read = []
    for number, entry in enumerate(node.items):
        if not is_empty(entry):
            sheet.values[f"{name}.{number}"] = entry.mark
            read.append(read_value(sheet, row.of[0], f"{name}.{number}", entry))
    return tuple(value for value in read if value is not None)


def _mapping(sheet: Sheet, row: Field, name: str, node: Node) -> object:
    base = re.sub(r"\.\d+$", "", name)
    if isinstance(node, Sequence) and len(node.items) == 1:
        node = node.items[0]
    if isinstance(node, Scalar) and base == "decisions":
        return Decision(text=node.text)
    if not isinstance(node, Mapping):
        bare = base == "blocked" and isinstance(node, Scalar)
        if bare and node.text in {"false", "nein", "no"}:  # type: ignore[union-attr]
            return None
        value = node.text if isinstance(node, Scalar) else "…"
        keys = tuple(inner.name for inner in row.of)
        sheet.fault("blocked-is-bare" if bare else "not-a-mapping", node.mark, name, value=value, keys=keys)
        return None
    rows = {word: inner for inner in row.of for word in (inner.german, inner.name)}
    values: dict[str, Any] = {}
    for entry in node.entries:
        inner = rows.get(entry.key)
        if inner is None:
            sheet.fault("unknown-field", entry.key_mark, f"{name}.{entry.key}", guess=nearest(entry.key, rows))
            continue
        _note(sheet, f"{name}.{inner.name}", entry)
        if not is_empty(entry.node):
            values[inner.name] = read_value(sheet, inner, f"{name}.{inner.name}", entry.node)
    return _MADE[base](**values)


def _mappings(sheet: Sheet, row: Field, name: str, node: Node) -> tuple[object, ...]:
    nodes = node.items if isinstance(node, Sequence) else (node,)
    read = []
    for number, entry in enumerate(nodes):
        if not is_empty(entry):
            sheet.values[f"{name}.{number}"] = entry.mark
            read.append(_mapping(sheet, row, f"{name}.{number}", entry))
    return tuple(value for value in read if value is not None)


def _id(sheet: Sheet, given: str | None, stem: str, title: object) -> str:
    """The id: the given one, else the stem; a fault that refuses the file where it is none."""
    text = given or stem
    mark = sheet.values.get("id", Mark(1, 1, 0))
    suggestion = id_of(text) or id_of(str(title or "")) or "name"
    slug = ""
    if len(text) > LONGEST_ID:
        slug = "id-too-long"
    elif not ID.fullmatch(text):
        slug = "id-unreadable" if given else "id-missing"
    elif text.lower() == "index" or any(part.lower() in RESERVED for part in re.split(r"[.-]", text)):
        slug, suggestion = "id-reserved", id_of(str(title or "")) or f"{text}-1"
    if slug:
        # A file without `id:` says so at its top; the line to paste gives it one.
        sheet.fault(slug, mark, "id", suggestion, refuses=True, value=text, limit=LONGEST_ID)
    return text


def refused(path: str, slug: str, **values: object) -> Parsed:
    """What comes of a file that cannot even be opened."""
    fault = Fault(slug=slug, location=Location(path), values=values, refuses=True)
    return Parsed(path=path, value=None, faults=(fault,))
