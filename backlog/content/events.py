"""From the events of the YAML parser to nodes with places: one function for a kind of event.

Nothing here is recursive, nothing is followed, and depth and number are counted while they come in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from backlog.content.characters import FORBIDDEN, REPLACEMENT, SHOWN, SUSPECT, character_values
from backlog.content.fences import misspelt, misspelt_fence
from backlog.content.lines import NOTE, clipped, lines_instead, quoted_line, value_start
from backlog.content.nodes import Entry, Mapping, Node, Scalar, Sequence
from backlog.content.syntax import tag_fault
from backlog.content.trouble import Trouble
from backlog.findings import Fault
from backlog.pasting import PASTED
from backlog.source import Location, Mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from backlog.content.nodes import Style

DEPTH_LIMIT = 8
"""Lists and mappings in one another, the front matter itself being the first."""
NODE_LIMIT = 10_000

_STYLES: dict[str | None, Style] = {
    "": "plain",
    None: "plain",
    "'": "single",
    '"': "double",
    "|": "literal",
    ">": "folded",
}


@dataclass(slots=True)
class Open:
    """A list or mapping whose end has not come yet; `key` is the key that waits for its value."""

    start: yaml.CollectionStartEvent
    is_mapping: bool
    entries: dict[str, Entry] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)
    key: yaml.ScalarEvent | None = None


@dataclass(slots=True)
class Reading:
    """What is known in the middle of reading. `lines` begin with the opening fence; `done` stops it."""

    path: str
    lines: list[str]
    replaced: bool
    faults: list[Fault] = field(default_factory=list)
    stack: list[Open] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    root: Node | None = None
    counts: dict[str, int] = field(default_factory=dict)
    nodes: int = 0
    done: bool = False

    def note(self, fault: Fault) -> None:
        """Keep a fault, up to `SHOWN` of a kind; with so many that refuse the file it is enough."""
        count = self.counts.get(fault.slug, 0) + 1
        self.counts[fault.slug] = count
        if count <= SHOWN:
            self.faults.append(fault)
        self.done = self.done or (fault.refuses and count >= SHOWN)

    def fault(
        self, slug: str, mark: Mark, *, paste: str = "", refuses: bool = True, **values: object
    ) -> None:
        """Note a fault at a mark; what goes on below its line is not mended by a line to paste."""
        line = self.lines[mark.line - 1]
        location = Location(self.path, mark.line, mark.column, mark.length, line)
        pasted = paste if len(paste) <= PASTED and not mark.more else ""
        self.note(
            Fault(
                slug=slug,
                location=location,
                values=values,
                paste=pasted,
                edits=lines_instead(mark.line, 1, line, pasted),
                sure=NOTE not in line,
                refuses=refuses,
            )
        )

    def mark(self, first: yaml.Event, last: yaml.Event) -> Mark:
        """From the parser's places (from 0, below the fence) to ours, at most to the end of the line."""
        start: Any = first.start_mark
        end: Any = last.end_mark
        stop = end.column if start.line == end.line else len(self.lines[start.line + 1])
        length = stop - start.column if stop > start.column else 0
        return Mark(start.line + 2, start.column + 1, length, start.line != end.line)


def take(reading: Reading, event: yaml.Event) -> None:
    """Take the next event in."""
    _TAKEN[type(event)](reading, event)


def trouble(reading: Reading, error: Exception, row: int = 1) -> Trouble:
    """The parser's error as a place among the lines; `row` where it names none."""
    place = getattr(error, "problem_mark", None)
    begin = getattr(error, "context_mark", None) or place
    last = len(reading.lines) - 1
    return Trouble(
        path=reading.path,
        lines=reading.lines,
        row=min(place.line + 1, last) if place else row,
        column=place.column if place else 0,
        problem=getattr(error, "problem", None) or "",
        context=getattr(error, "context", None) or "",
        context_row=min(begin.line + 1, last) if begin else row,
        context_column=begin.column if begin else 0,
    )


def _scalar(reading: Reading, event: yaml.ScalarEvent) -> None:
    if event.anchor or event.tag:
        _refuse_properties(reading, event)
    top = reading.stack[-1] if reading.stack else None
    if top is not None and top.is_mapping and top.key is None:
        top.key = event
        return
    mark = reading.mark(event, event)
    style = _STYLES[event.style]
    text, comment = event.value, ""
    if style == "plain":
        end: Any = event.end_mark
        line = reading.lines[end.line + 1]
        if end.column < len(line):
            rest = line[end.column :].strip()
            comment = rest if rest.startswith("#") else ""
    elif style == "double" and SUSPECT.search(text):
        text = _without_escaped(reading, text, mark)
    if reading.replaced:
        text = text.replace(REPLACEMENT, "")
    _attach(reading, Scalar(text, style, mark, comment))


def _without_escaped(reading: Reading, text: str, mark: Mark) -> str:
    """The text without the characters that an escape of a quoted text brought in."""
    for character in sorted(set(FORBIDDEN.findall(text))):
        words = character_values(character)
        reading.fault("forbidden-character", mark, refuses=False, code=words["code"], name=words["name"])
    return FORBIDDEN.sub("", text)


def _attach(reading: Reading, node: Node) -> None:
    reading.nodes += 1
    if reading.nodes > NODE_LIMIT:
        reading.fault("yaml-too-many", node.mark, limit=NODE_LIMIT)
        reading.done = True
    if not reading.stack:
        reading.root = node
        return
    top = reading.stack[-1]
    event = top.key
    if event is None:
        top.items.append(node)
        return
    top.key = None
    key = event.value.replace(REPLACEMENT, "") if reading.replaced else event.value
    key_mark = reading.mark(event, event)
    if key == "<<" and not event.style:
        reading.fault("yaml-merge", key_mark)
    first = top.entries.get(key)
    if first is None:
        top.entries[key] = Entry(key, key_mark, node)
        return
    before, again = first.key_mark.line, key_mark.line
    reading.fault("duplicate-key", key_mark, refuses=False, key=clipped(key), first=before, second=again)


def _start(reading: Reading, event: yaml.CollectionStartEvent) -> None:
    if event.anchor or event.tag:
        _refuse_properties(reading, event)
    mark = reading.mark(event, event)
    if len(reading.stack) == DEPTH_LIMIT:
        reading.fault("yaml-too-deep", mark, limit=DEPTH_LIMIT)
        reading.done = True
    elif reading.stack and reading.stack[-1].is_mapping and reading.stack[-1].key is None:
        line = reading.lines[mark.line - 1]
        start = max(0, value_start(line))
        place = Mark(mark.line, start + 1, len(line) - start)
        reading.fault("key-not-text", place, value=clipped(line[start:]), paste=quoted_line(line, start))
        reading.done = True
    reading.stack.append(Open(event, isinstance(event, yaml.MappingStartEvent)))


def _end(reading: Reading, event: yaml.CollectionEndEvent) -> None:
    top = reading.stack.pop()
    mark = reading.mark(top.start, event)
    if top.is_mapping:
        _attach(reading, Mapping(tuple(top.entries.values()), mark))
    else:
        _attach(reading, Sequence(tuple(top.items), mark))


def _refuse_properties(reading: Reading, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
    """An anchor or a tag. Unless it is used, an anchor is a text with `&` in front."""
    mark = reading.mark(event, event)
    line, column = reading.lines[mark.line - 1], mark.column - 1
    is_text = isinstance(event, yaml.ScalarEvent)
    if not event.anchor:
        place = trouble(reading, yaml.YAMLError(), mark.line - 1)
        reading.note(tag_fault(place, mark.line - 1, column, is_text=is_text))
        return
    reading.anchors.add(event.anchor)
    is_used = any(f"*{event.anchor}" in other for other in reading.lines)
    paste = quoted_line(line, column) if is_text and not is_used else ""
    reading.fault("yaml-anchor", mark, name=clipped(event.anchor), paste=paste)


def _alias(reading: Reading, event: yaml.AliasEvent) -> None:
    """An alias is told of only where no anchor is: where there is one, that is the cause."""
    mark = reading.mark(event, event)
    top = reading.stack[-1] if reading.stack else None
    is_key = top is not None and top.is_mapping and top.key is None
    is_merge = top is not None and top.key is not None and top.key.value == "<<" and not top.key.style
    is_known = event.anchor in reading.anchors
    if not is_known and not is_merge:
        paste = quoted_line(reading.lines[mark.line - 1], mark.column - 1)
        reading.fault("yaml-alias", mark, name=clipped(event.anchor or ""), paste=paste)
    if is_key:
        reading.done = True
    elif top is not None and is_merge and is_known:
        top.key = None
    else:
        _attach(reading, Scalar("", "plain", mark))


def _document(reading: Reading, event: yaml.DocumentStartEvent | yaml.DocumentEndEvent) -> None:
    """`---` with something behind it, or `...`: the end of what YAML reads at a time."""
    if not event.explicit and reading.root is None:
        return
    if not event.explicit and isinstance(event, yaml.DocumentEndEvent):
        return
    mark = reading.mark(event, event)
    row = mark.line - 1
    if misspelt_fence(reading.lines, row):
        reading.note(misspelt(reading.path, reading.lines, row))
    else:
        reading.fault("yaml-second-document", mark)
    reading.done = True


def _nothing(reading: Reading, event: yaml.Event) -> None:
    """The stream begins and ends."""


_TAKEN: dict[type[yaml.Event], Callable[[Reading, Any], None]] = {
    yaml.ScalarEvent: _scalar,
    yaml.MappingStartEvent: _start,
    yaml.MappingEndEvent: _end,
    yaml.SequenceStartEvent: _start,
    yaml.SequenceEndEvent: _end,
    yaml.AliasEvent: _alias,
    yaml.DocumentStartEvent: _document,
    yaml.DocumentEndEvent: _document,
    yaml.StreamStartEvent: _nothing,
    yaml.StreamEndEvent: _nothing,
}
