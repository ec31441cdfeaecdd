"""`data/sources-0.js` and so on: where in its file each value stands, for the lines that editing changes.

Scripts, which the form loads where a file is edited; each adds its part to `globalThis.backlogSources`. Only
values are in them, no comments; only for a team's own eyes, and nothing of private items.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from backlog.content.fields import TABLES, Type
from backlog.formats.backlog_json import escaped
from backlog.model import Goal, Initiative, Item, Period
from backlog.report.audience import is_public
from backlog.site.addresses import masked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.content.fields import Field
    from backlog.model import Backlog, Body
    from backlog.report import Report
    from backlog.source import Source

    Thing = Item | Goal | Initiative

PART = 50
"""Files in one script: as many as a phone loads without anybody noticing."""
UNTOUCHED = frozenset({"id", "history", "formerly"})
"""Fields that the form does not change: their lines need not be told."""

_KINDS: dict[type, str] = {Item: "item", Goal: "goal", Initiative: "initiative"}
_GOES_ON = ("", *" #-]}")  # how a line below a field begins that is none of its own


def parts_of(backlog: Backlog) -> list[tuple[Thing, ...]]:
    """Everything that can be edited, by id, in parts."""
    things: list[Thing] = [*backlog.items, *backlog.goals, *backlog.initiatives]
    things.sort(key=lambda thing: thing.id)
    return [tuple(things[start : start + PART]) for start in range(0, len(things), PART)]


def sources_js(report: Report) -> dict[str, str]:
    """The scripts by path; none for the public."""
    if is_public(report.config):
        return {}
    return {
        f"data/sources-{number}.js": _script({thing.id: entry(thing) for thing in part})
        for number, part in enumerate(parts_of(report.backlog))
    }


def _script(entries: dict[str, Any]) -> str:
    written = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    return f"Object.assign(globalThis.backlogSources ??= {{}}, {escaped(written)});\n"


def entry(thing: Thing) -> dict[str, Any]:
    """What the form is to know of a file: values, the lines that they stand in, tasks in the text.

    `names` are those of fields that the file calls by another name than we do. `lines` are by field: first
    and last line, and the texts up to the end of the value; without texts where comments stand among them,
    or something that is not to be told. `behind` are the fields behind whose value a comment stands. `end` is
    the line of the closing fence.
    """
    kind, source = _KINDS[type(thing)], thing.source
    rows = {row.name: row for row in TABLES[kind]}
    spans = {name: (first, last) for name, first, last in _spans(source) if name in rows}
    texts = {name: _texts(source, name, *span) for name, span in spans.items() if name not in UNTOUCHED}
    return {
        "kind": kind,
        "path": thing.path,
        "names": {name: source.names[name] for name in spans if source.names[name] != name},
        "lines": {
            name: [*span, *((told[0],) if (told := texts.get(name)) else ())] for name, span in spans.items()
        },
        "behind": [name for name, told in texts.items() if told and told[1]],
        "end": max(1, len(source.lines)),
        "values": {name: value for name in spans if (value := _value(thing, rows[name], source)) is not None},
        "visible": thing.body.visible,
        "tasks": _tasks(thing.body),
    }


def _tasks(body: Body) -> list[list[object]]:
    """The tasks in a text: its line, what it says, whether it is ticked, and the line as written."""
    return [
        [
            one.line,
            one.text,
            one.done,
            "" if "<!--" in one.written or _is_masked(one.written) else one.written,
        ]
        for one in body.criteria
    ]


def _is_masked(line: str) -> bool:
    """Whether an e-mail address stands in it: the site leaves that out, and pasted back it would be gone."""
    return masked(line.encode()) != line.encode()


def _spans(source: Source) -> Iterator[tuple[str, int, int]]:
    """The fields of the file in its order, with their first and last line."""
    tops = sorted((mark.line, name) for name, mark in source.keys.items() if "." not in name)
    for first, name in tops:
        last = first
        while last + 1 < len(source.lines) and source.line(last + 1)[:1] in _GOES_ON:
            last += 1
        while last > first and (not (text := source.line(last).strip()) or text.startswith("#")):
            last -= 1
        yield name, first, last


def _texts(source: Source, name: str, first: int, last: int) -> tuple[list[str], bool] | None:
    """The lines of a field, and whether a comment stands behind a single one; None where they stay untold."""
    lines = [source.line(number) for number in range(first, last + 1)]
    key = source.keys[name]
    if key.column != 1 or not lines[0].startswith(source.names[name]) or any(map(_is_masked, lines)):
        return None
    if first < last:
        told = all(line.strip() and "#" not in line for line in lines)
        return ([line.rstrip() for line in lines], False) if told else None
    mark = source.values.get(name)
    end = mark.column - 1 + mark.length if mark else lines[0].index(":", key.length) + 1
    return [lines[0][:end]], bool(lines[0][end:].strip())


def _value(thing: Thing, row: Field, source: Source) -> object:
    """A value as the form takes it; None where the file says nothing."""
    if row.name not in source.values:
        return None
    value = getattr(thing, row.name, None)
    if isinstance(value, Period):
        return (
            value.text
            if f"{row.name}.from" not in source.keys
            else {"from": str(value.first), "to": str(value.last)}
        )
    if row.type is Type.ID:
        return thing.id if row.name == "id" else value
    return _plain(value)


def _plain(value: object) -> Any:  # noqa: ANN401 - what JSON holds
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        said = {one.name: getattr(value, one.name) for one in fields(value)}
        return {name: _plain(one) for name, one in said.items() if one is not None}
    if isinstance(value, bool) or value is None:
        return value
    return (
        value.isoformat()
        if isinstance(value, date)
        else f"{value:f}"
        if isinstance(value, Decimal)
        else str(value)
    )
