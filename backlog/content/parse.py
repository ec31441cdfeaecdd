"""A file's bytes in; an item, goal, initiative or meeting and the faults of the file out.

Pure: what is read depends on the bytes, the path and the configuration alone, so that files can be
read by several processes, and a later build can keep what has not changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from backlog.content.compound import reader, twice
from backlog.content.document import Document, read_document
from backlog.content.fields import TABLES, Field
from backlog.content.markdown import read_body
from backlog.content.nodes import Entry, Node, Scalar, Sequence
from backlog.content.pasting import applied
from backlog.content.sheet import Reader, Sheet, Vocabulary, is_empty
from backlog.findings import Fault
from backlog.model import Goal, Initiative, Item, Meeting
from backlog.pasting import filled
from backlog.source import Location, Mark, Source
from backlog.spelling import ID, LONGEST_ID, RESERVED, fold, id_of, is_slip, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping as Table

    from backlog.config.sections import Config

_KINDS = {"item": Item, "goal": Goal, "initiative": Initiative, "meeting": Meeting}

_COMMENT = re.compile(r"\s#.*")

Value = Item | Goal | Initiative | Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What came of one file: a value or none, and its faults.

    A refused file keeps the `id` it seems to have; one that says it is `private` its `title` too.
    """

    path: str
    value: Value | None
    faults: tuple[Fault, ...] = ()
    private: bool = False
    id: str = ""
    title: str = ""


def vocabulary(config: Config) -> Vocabulary:
    """The words that files may use: spellings of statuses, names of fields by kind of file."""
    statuses = {
        fold(word): status.id
        for status in reversed(config.workflow)
        for word in (*status.aliases, status.name, status.id)
    }
    fields = {kind: _names(table, config.fields) for kind, table in TABLES.items()}
    names = (word for table in fields.values() for word, (row, _) in table.items() if row.name == "private")
    people = (word for id_, person in config.people.items() for word in (id_, person.name) if word)
    return Vocabulary(
        config=config,
        statuses=statuses,
        kinds={status.id: status.kind for status in config.workflow},
        fields=fields,
        private=frozenset(word.lower() for word in names),
        people=frozenset(fold(word) for word in people),
    )


def _names(table: tuple[Field, ...], theirs: Table[str, str]) -> dict[str, tuple[Field, Reader]]:
    """The fields by every name; one that the configuration gives goes before ours for another field."""
    names = {word: row for row in table for word in (row.german, row.name)}
    names |= {theirs[row.name]: row for row in table if row.name in theirs}
    return {word: (row, reader(row)) for word, row in names.items()}


def parse(kind: str, path: str, raw: bytes, words: Vocabulary, *, html: bool) -> Parsed:
    """The value of a file of this kind (a key of TABLES), with HTML of the body if asked for.

    What is offered to paste where a file cannot be read is only sure where its line can be read then.
    """
    document = read_document(path, raw)
    if not document.refused:
        return _parsed(kind, document, words, html=html)
    faults = tuple(_tried(fault, kind, raw, words) for fault in document.faults)
    return _refused(path, faults, scanned(document.scan, kind, words))


def _tried(fault: Fault, kind: str, raw: bytes, words: Vocabulary) -> Fault:
    """The fault; not sure any more where what is pasted for it is no value either."""
    made = applied(raw, fault.edits) if fault.refuses and fault.sure and fault.edits else None
    if made is None:
        return fault
    document = read_document(fault.location.path, made)
    found = document.faults if document.refused else _parsed(kind, document, words, html=False).faults
    lines = {line for edit in fault.edits for line in range(edit.line, edit.line + edit.text.count("\n") + 1)}
    return replace(fault, sure=not any(one.location.line in lines and not one.edits for one in found))


def _parsed(kind: str, document: Document, words: Vocabulary, *, html: bool) -> Parsed:
    """The value that a document holds, which was read."""
    path = document.path
    sheet = Sheet(path=path, lines=document.lines, words=words, faults=list(document.faults))
    values, extra = _values(sheet, kind, document.entries)
    stem = path.rpartition("/")[2]
    stem = stem[:-3] if stem.lower().endswith(".md") else stem
    if kind == "meeting":
        anchor = id_of(stem) or "minutes"
    else:
        anchor = values["id"] = _id(sheet, values.get("id"), stem, values.get("title"))
        values.setdefault("title", anchor)
    if kind == "item":
        status = values.setdefault("status", words.config.workflow[0].id)
        values["kind"] = words.kinds[status]
    faults = sheet.faults
    if faults and any(fault.refuses for fault in faults):
        return _refused(path, tuple(faults), values)
    body, of_body = read_body(document.body, path, document.body_line, anchor, html=html)
    source = Source(path=path, lines=document.lines, keys=sheet.keys, values=sheet.values, names=sheet.names)
    value = _KINDS[kind](path=path, source=source, body=body, extra=extra, **values)
    return Parsed(path=path, value=value, faults=(*faults, *of_body))


def _refused(path: str, faults: tuple[Fault, ...], values: Table[str, Any]) -> Parsed:
    """What comes of a refused file of these values: it keeps its id, and a private one its title."""
    private = bool(values.get("private"))
    title = str(values.get("title") or "") if private else ""
    id_ = str(values.get("id") or "")
    return Parsed(path=path, value=None, faults=faults, private=private, id=id_, title=title)


def scanned(scan: Table[str, str], kind: str, words: Vocabulary) -> dict[str, Any]:
    """What a look at the lines of a refused file says of whether it is private, of its id and its title."""
    values: dict[str, Any] = {
        "private": any(scan.get(key, "false").lower() not in {"false", ""} for key in words.private)
    }
    for name, (row, _) in words.fields[kind].items():
        if row.name in {"id", "title"} and name.lower() in scan:
            values[row.name] = values.get(row.name) or _COMMENT.sub("", scan[name.lower()]).strip(" \t\"'")
    return values


def _values(
    sheet: Sheet, kind: str, entries: tuple[Entry, ...]
) -> tuple[dict[str, Any], tuple[tuple[str, str], ...]]:
    """The values by field name, and the fields that are known but not understood."""
    rows = sheet.words.fields[kind]
    values: dict[str, Any] = {}
    extra: list[tuple[str, str]] = []
    for entry in entries:
        found = rows.get(entry.key)
        if found is None:
            _other(sheet, kind, entry, extra, entries)
            continue
        row, read = found
        name = row.name
        if name in sheet.keys:
            twice(sheet, name, entry)
            continue
        sheet.keys[name] = entry.key_mark
        sheet.names[name] = entry.key
        if not is_empty(entry.node):
            sheet.values[name] = entry.node.mark
            value = read(sheet, row, name, entry.node)
            if value is not None:
                values[name] = value
    if sheet.faults and kind == "item" and may_be_private(sheet):
        values["private"] = True
    return values, tuple(extra)


def _other(
    sheet: Sheet, kind: str, entry: Entry, extra: list[tuple[str, str]], entries: tuple[Entry, ...]
) -> None:
    """A key that no field has: kept where the configuration knows it, else a fault."""
    if entry.key in sheet.words.config.content.extra_fields:
        extra.append((entry.key, _shown(entry.node)))
    else:
        rows = sheet.words.fields[kind]
        guess = nearest(entry.key, rows)
        meant = _as_here(sheet, kind, guess, entries) if guess else ""
        sure = meant not in sheet.words.private and is_slip(  # what is private stays so until somebody looks
            entry.key, guess, {word: row.name for word, (row, _) in rows.items()}
        )
        sheet.unknown(entry.key, entry.key_mark, "", meant, sure=sure)


def _as_here(sheet: Sheet, kind: str, guess: str, entries: tuple[Entry, ...]) -> str:
    """The name of a field that was probably meant; in German where the file's other fields are."""
    rows, config = sheet.words.fields[kind], sheet.words.config
    row = rows[guess][0]
    if guess != row.name or row.name in config.fields:
        return config.fields.get(row.name, guess)
    known = [(rows[entry.key][0], entry.key) for entry in entries if entry.key in rows]
    told = [
        key == one.german for one, key in known if one.german != one.name and key in {one.german, one.name}
    ]
    is_german = any(told) if told else config.language == "de"
    return row.german if is_german else row.name


def may_be_private(sheet: Sheet) -> bool:
    """Whether something about `private` is at fault: private until the file says clearly that it is not."""
    private = sheet.words.private
    return any(
        fault.field == "private"
        or str(fault.values.get("guess", "")).lower() in private
        or (fault.slug == "duplicate-key" and str(fault.values.get("key")).lower() in private)
        for fault in sheet.faults
    )


def _shown(node: Node) -> str:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return ", ".join(_shown(entry) for entry in node.items)
    return ", ".join(f"{entry.key}: {_shown(entry.node)}" for entry in node.entries)


def _id(sheet: Sheet, given: str | None, stem: str, title: object) -> str:
    """The id: the given one, else the stem; a fault that refuses the file where it is none."""
    text = given or stem
    slug = id_slug(text, is_given=given is not None)
    if slug:
        mark = sheet.values.get("id", Mark(1, 1, 0))
        suggestion = id_of(text) or id_of(str(title or "")) or "name"
        if slug == "id-reserved":
            suggestion = id_of(str(title or "")) or f"{text}-1"
        # A file without `id:` says so at its top; the line to paste gives it one.
        key = sheet.keys.get("id")
        line = f"{sheet.names.get('id', 'id')}: {suggestion}"
        edits = () if given else filled(sheet.lines, sheet.place(key) if key else None, line)
        sheet.fault(
            slug, mark, "id", suggestion, edits=edits, refuses=True, value=text[:80], limit=LONGEST_ID
        )
    return text


def id_slug(text: str, *, is_given: bool) -> str:
    """The slug of what is wrong with an id; nothing where it is one."""
    if len(text) > LONGEST_ID:
        return "id-too-long"
    if not ID.fullmatch(text):
        return "id-unreadable" if is_given else "id-missing"
    parts = re.split(r"[.-]", text.lower())
    return "id-reserved" if text.lower() == "index" or not RESERVED.isdisjoint(parts) else ""


def refused(path: str, slug: str, **values: object) -> Parsed:
    """What comes of a file that cannot even be opened."""
    fault = Fault(slug=slug, location=Location(path), values=values, refuses=True)
    return Parsed(path=path, value=None, faults=(fault,))
