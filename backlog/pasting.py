"""What pasting does to a file: which lines go and which come, and how such lines are made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.source import Location

PASTED = 300
"""A line longer than this is not repeated as something to paste."""

_BARE = re.compile(r"""[ \t]*(?:~|null|Null|NULL|""|''|\[ *\]|\{ *\})?(?P<rest>\s*(?:\s#.*)?)""")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Lines of a file, and others in their place: `count` lines from `line` on go, and `text` comes.

    With a `count` of 0 none goes, and the text comes above `line`, which may be the one behind the last. The
    text has LF between its lines and none behind the last one; it is whole lines, indentation included.
    """

    line: int
    count: int
    text: str


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
