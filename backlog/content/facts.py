"""What one version of a file of the past says: as little of it as the figures of the past need."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from backlog.content.compound import twice
from backlog.content.document import read_document
from backlog.content.fields import TABLES
from backlog.content.nodes import Node, Scalar, Sequence
from backlog.content.parse import may_be_private, scanned
from backlog.content.sheet import Sheet, is_empty
from backlog.model.past import Facts
from backlog.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.content.nodes import Entry
    from backlog.content.sheet import Vocabulary

# The status is not among them: it is kept as the file says it.
_WANTED: Final = {
    kind: {row.name for row in TABLES[kind]} & {field.name for field in fields(Facts)} - {"status"}
    for kind in ("item", "goal")
}
_NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})
_COMMENT: Final = re.compile(r"\s#.*")


def facts_of(kind: str, path: str, raw: bytes, words: Vocabulary) -> Facts:
    """The facts of a version (the bytes of a file of a tracked kind); the body is not read.

    A value at fault is None, as if it were not there. Where the file is refused as a whole, a look at its
    lines has to do. `path` gives the id where the file gives none.
    """
    stem = _stem(path)
    if kind == "meeting":
        return Facts(id=stem)
    document = read_document(path, raw)
    if document.refused:
        return _from_lines(document.scan, kind, stem, words)
    sheet = Sheet(path=path, lines=document.lines, words=words, faults=list(document.faults))
    values = _values(sheet, kind, document.entries)
    if kind == "item" and sheet.faults and may_be_private(sheet):
        values["private"] = True
    values.setdefault("id", stem)
    if kind == "item" and "blocked" in values:
        values["blocked"] = tuple(replace(block, note=None) for block in values["blocked"])
    return Facts(**values)


def _stem(path: str) -> str:
    name = path.rpartition("/")[2]
    return name[:-3] if name.lower().endswith(".md") else name


def _values(sheet: Sheet, kind: str, entries: tuple[Entry, ...]) -> dict[str, Any]:
    """The wanted values, read as they are everywhere; the status is the file's own word."""
    rows, wanted = sheet.words.fields[kind], _WANTED[kind]
    values: dict[str, Any] = {}
    for entry in entries:
        found = rows.get(entry.key)
        if found is None:
            known = entry.key in sheet.words.config.content.extra_fields
            if not known and _means_private(entry.key, tuple(rows), sheet.words.private):
                sheet.unknown(entry.key, entry.key_mark, "", "private")
            continue
        row, read = found
        if row.name in sheet.keys:
            twice(sheet, row.name, entry)
            continue
        sheet.keys[row.name], sheet.names[row.name] = entry.key_mark, entry.key
        if row.name == "status":
            values["status"] = _word(entry.node)
        elif row.name in wanted and not is_empty(entry.node):
            value = read(sheet, row, row.name, entry.node)
            if value is not None:
                values[row.name] = value
    return values


@lru_cache(maxsize=4096)
def _means_private(key: str, names: tuple[str, ...], private: frozenset[str]) -> bool:
    """Whether a key that no field has is one that was meant to say `private`."""
    return nearest(key, names).lower() in private


def _word(node: Node) -> str:
    """The text of a status; a list of one is that one."""
    if isinstance(node, Sequence) and len(node.items) == 1:
        node = node.items[0]
    if not isinstance(node, Scalar) or (node.style == "plain" and node.text in _NOTHING):
        return ""
    return node.text.strip()


def _from_lines(scan: Mapping[str, str], kind: str, stem: str, words: Vocabulary) -> Facts:
    values = scanned(scan, kind, words)
    names = (name.lower() for name, (row, _) in words.fields[kind].items() if row.name == "status")
    status = next((scan[name] for name in names if scan.get(name)), "")
    return Facts(
        id=values.get("id") or stem,
        status=_COMMENT.sub("", status).strip(" \t\"'"),
        private=kind == "item" and values["private"],
        readable=False,
    )
