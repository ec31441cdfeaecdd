"""Edits made in the bytes of a file: whatever they do not name stays as it is, line ends included."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from backlog.content.characters import REPLACEMENT, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.pasting import Edit

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")


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
