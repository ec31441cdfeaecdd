"""Edits made in the bytes of a file: whatever they do not name stays as it is, line ends included."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from backlog.content.characters import PASTED, REPLACEMENT, visible
from backlog.findings import Edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.source import Location

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
_BARE = re.compile(r"""[ \t]*(?:~|null|Null|NULL|""|''|\[ *\]|\{ *\})?(?P<rest>\s*(?:\s#.*)?)""")


def applied(raw: bytes, edits: Sequence[Edit]) -> bytes | None:
    """The bytes of a file after edits that do not overlap; None where they do not fit the file.

    In a line that changes only the characters between what is alike at both ends are written. Lines that
    come get the line end of those that go, or of the line above.
    """
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    try:
        text = raw[len(mark) :].decode("utf-8")
    except UnicodeDecodeError:
        return None
    lines = _LINE.findall(text)
    above = len(lines) + 1
    for edit in sorted(edits, reverse=True):
        first, last = edit.line - 1, edit.line - 1 + edit.count
        if first < 0 or last > min(len(lines), above):
            return None
        above = first
        put = _put(lines, edit)
        if put is None:
            return None
        lines[first:last] = put
    return mark + "".join(lines).encode("utf-8")


def _put(lines: list[str], edit: Edit) -> list[str] | None:
    """The lines of an edit with their ends; None where a character that is not shown would be lost."""
    first = edit.line - 1
    old = [_parted(line) for line in lines[first : first + edit.count]]
    new = edit.text.split("\n")
    end = next((end for _, end in (*old, *map(_parted, lines[max(0, first - 1) :: -1])) if end), "\n")
    if len(new) == len(old):
        made = [_between(before, text) for (before, _), text in zip(old, new, strict=True)]
        if None in made:
            return None
        return [f"{text}{kept}" for text, (_, kept) in zip(made, old, strict=True)]
    if REPLACEMENT in edit.text and not any(REPLACEMENT in before for before, _ in old):
        return None
    if not old and first == len(lines) and lines and not _parted(lines[-1])[1]:
        lines[-1] += end
    return [*(f"{text}{end}" for text in new[:-1]), new[-1] + (old[-1][1] if old else end)]


def _parted(line: str) -> tuple[str, str]:
    """A line and its end."""
    text = line.rstrip("\r\n")
    return text, line[len(text) :]


def _between(before: str, text: str) -> str | None:
    """A line with what changes in it; characters that are not shown stay where nothing changes."""
    shown = visible(before)
    head = 0
    while head < min(len(shown), len(text)) and shown[head] == text[head]:
        head += 1
    tail = 0
    while tail < min(len(shown), len(text)) - head and shown[-1 - tail] == text[-1 - tail]:
        tail += 1
    middle = text[head : len(text) - tail]
    if REPLACEMENT in middle and REPLACEMENT not in before:
        return None
    return before[:head] + middle + before[len(before) - tail :]


def swapped(place: Location, said: str, value: str = "") -> tuple[Edit, ...]:
    """The line of a place with `said` instead of what is marked in it, or instead of `value` in there.

    Nothing where the place marks nothing, goes on below or does not hold the value.
    """
    begin, end = place.column - 1, place.column - 1 + place.length
    marked = place.text[begin:end]
    if place.more or not marked or not said or value not in marked:
        return ()
    put = marked.replace(value, said, 1) if value else said
    return (Edit(place.line, 1, place.text[:begin] + put + place.text[end:]),)


def filled(lines: Sequence[str], key: Location | None, line: str) -> tuple[Edit, ...]:
    """A line `name: value` where the front matter has room for it.

    `lines` go up to and with the closing fence. With a `key` its line is there without a value and takes it,
    else the line comes above the closing fence. Nothing where the front matter stands in braces.
    """
    if key is None:
        first = next((old for old in lines[1:] if old.strip() and not old.lstrip().startswith("#")), "")
        lead = first[: len(first) - len(first.lstrip(" "))]
        if first.lstrip()[:1] in {"{", "?", "&", "!"} or len(lines) < 2:  # noqa: PLR2004 - two fences
            return ()
        return (Edit(len(lines), 0, "\n".join(lead + part for part in line.split("\n"))),)
    begin = key.column - 1 + key.length
    after = re.match(r" *:(?=\s|$)", key.text[begin:])
    if after is None or key.text[: key.column - 1].strip():
        return ()
    rest = _BARE.fullmatch(key.text[begin + after.end() :])
    below = next((old for old in lines[key.line :] if old.strip() and not old.lstrip().startswith("#")), "")
    deeper = len(below) - len(below.lstrip(" ")) > key.column - 1
    if rest is None or deeper or below.lstrip().startswith(("- ", "[")):
        return ()
    lead, (first, *more) = key.text[: key.column - 1], line.split("\n")
    name, colon, value = first.partition(":")
    kept = rest["rest"] if rest["rest"].strip() else key.text[len(key.text.rstrip()) :]
    comment = kept if kept[:1] in {" ", "\t", ""} else f" {kept}"
    put = f"{lead}{name}{colon}{value}{comment}"
    return (Edit(key.line, 1, "\n".join([put, *(lead + part for part in more)])),)


def opened(place: Location, fields: str) -> tuple[Edit, ...]:
    """Fields below a field, in the place of the value that is marked; a comment stays beside its name.

    Nothing where the value does not stand right behind its name, or goes on below.
    """
    before, after = place.text[: place.column - 1], place.text[place.column - 1 + place.length :]
    if place.more or not re.fullmatch(r" *[^\s:{\[][^:]*: +", before):
        return ()
    lead = before[: len(before) - len(before.lstrip(" "))] + "  "
    below = "\n".join(lead + line for line in fields.split("\n"))
    return (Edit(place.line, 1, f"{before.rstrip()}{after}\n{below}"),)


def shown(edits: Sequence[Edit]) -> str:
    """The lines of edits as they are shown: as far to the left as they go; none where they are too long."""
    lines = [line.rstrip() for edit in edits for line in edit.text.split("\n")]
    depth = min((len(line) - len(line.lstrip(" ")) for line in lines if line), default=0)
    text = "\n".join(line[depth:] for line in lines)
    return text if len(text) <= PASTED else ""
