"""The text of a baseline: one finding a line, comments above them."""

from __future__ import annotations

import re

from backlog.content.encoding import unix_lines
from backlog.model.baseline import Baseline, Entry

LIMIT = 50_000_000
"""Bytes; half a million findings."""

NOWHERE = "-"
"""Stands for the field of a finding that is about none."""

_ENTRY = re.compile(r"(.+): ([A-Z]\d{3}) ([a-z-]+) (\S+) ([0-9a-f]{16})")


def read_baseline(path: str, raw: bytes | None) -> Baseline:
    """The baseline in the file; None stands for no file.

    >>> line = b"items/a.md: O101 owner-is-nobody owner 0123456789abcdef"
    >>> read_baseline("tolerated.txt", line).entries[0].path
    'items/a.md'
    """
    if raw is None:
        return Baseline(path=path, is_there=False)
    if len(raw) > LIMIT:
        return Baseline(path=path, broken=(1,))
    entries, broken, comments = [], [], []
    for number, line in enumerate(unix_lines(raw.decode("utf-8-sig", "replace")).split("\n"), 1):
        found = _ENTRY.fullmatch(line.rstrip())
        if found:
            entries.append(Entry(*found.groups()))
        elif line.startswith("#"):
            comments.append(line[1:].strip())
        elif line.strip():
            broken.append(number)
    return Baseline(path=path, entries=tuple(entries), broken=tuple(broken), comments=tuple(comments))


def written(entries: tuple[Entry, ...], head: str) -> str:
    """The text of a baseline: the lines of the head as comments, then the entries, sorted.

    Sorted by line, so that two branches that each mended something have no line in common.
    """
    comments = [f"# {line}".rstrip() for line in head.splitlines()]
    lines = sorted(
        f"{entry.path}: {entry.code} {entry.slug} {entry.field} {entry.cause}" for entry in entries
    )
    return "\n".join([*comments, *lines]) + "\n"
