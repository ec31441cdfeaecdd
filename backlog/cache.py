"""The log of a repository as it was read last time, so that the next time only what is new is read.

Columns and tables of plain JSON, compressed: forty thousand commits in a few megabytes, read in a quarter of
a second. Whatever is wrong with a file of the cache, it is as if there were none.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from backlog import fs
from backlog.errors import Stop
from backlog.git.moments import zone
from backlog.model import Block
from backlog.model.past import Change, Commit, Facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

_LARGEST: Final = 1 << 28  # bytes; what is kept of 40,000 commits has 2.4 MB, and 20 MB unpacked
_MODE: Final = 0o600  # private items are in it
_WRONG: Final = (ValueError, KeyError, TypeError, IndexError, AttributeError, ArithmeticError, zlib.error)

_NAMES: Final = tuple(field.name for field in fields(Facts))
_BLOCKED: Final = "blocked"
# What JSON does not know is kept as text; Facts say by their annotations which that is.
_FROM_TEXT: Final[dict[str, Callable[[str], object]]] = {
    field.name: date.fromisoformat if str(field.type).startswith("date") else Decimal
    for field in fields(Facts)
    if str(field.type).startswith(("date", "Decimal"))
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """The main line as far as the commit `head`: its commits with content, and the moment of its last one."""

    head: str
    last: datetime
    commits: tuple[Commit, ...]


def recall(path: Path, key: str) -> Log | None:
    """What was kept at the path under this very key; None where nothing is, or nothing that can be read."""
    try:
        raw = fs.load(path, _LARGEST)
        kept = json.loads(zlib.decompressobj().decompress(raw, _LARGEST)) if raw is not None else None
        return _log(kept) if kept is not None and kept["key"] == key else None
    except (Stop, *_WRONG, RecursionError, MemoryError):
        return None


def remember(path: Path, key: str, log: Log) -> None:
    """Keep a log, its folder made as needed; where that is not possible, nothing is kept."""
    text = json.dumps({"key": key, **_columns(log)}, ensure_ascii=True, separators=(",", ":"))
    try:
        fs.make_folder(path.parent.parent)
        fs.make_folder(path.parent)
        fs.replace(path, zlib.compress(text.encode(), 1), _MODE)
    except Stop:
        return


def _columns(log: Log) -> dict[str, object]:
    changes = [change for commit in log.commits for change in commit.changes]
    paths = _table(change.path for change in changes)
    blobs = _table(["", *(blob for change in changes for blob in (change.before, change.after))])
    facts = _table([None, *(change.facts for change in changes)])
    return {
        "head": log.head,
        "last": _moment(log.last),
        "ids": "".join(commit.id or "" for commit in log.commits),
        "moments": [_moment(commit.at) for commit in log.commits],
        "roots": [number for number, commit in enumerate(log.commits) if commit.root],
        "sizes": [len(commit.changes) for commit in log.commits],
        "paths": list(paths),
        "blobs": "".join(blobs),
        "facts": [_column(name, list(facts)[1:]) for name in _NAMES],
        "kinds": {
            kind: [number for number, change in enumerate(changes) if change.kind == kind]
            for kind in ("goal", "meeting")
        },
        "path": [paths[change.path] for change in changes],
        "before": [blobs[change.before] for change in changes],
        "after": [blobs[change.after] for change in changes],
        "fact": [facts[change.facts] for change in changes],
    }


def _table(values: Iterable[Any]) -> dict[Any, int]:
    """Each value with its number, in the order in which they come first."""
    return {value: number for number, value in enumerate(dict.fromkeys(values))}


def _moment(at: datetime) -> list[int]:
    offset = at.utcoffset()
    return [int(at.timestamp()), round(offset.total_seconds() / 60) if offset else 0]


def _column(name: str, facts: Sequence[Facts]) -> list[object]:
    values = [getattr(one, name) for one in facts]
    if name == _BLOCKED:
        return [[_blocker(block) for block in value] if value else None for value in values]
    if name in _FROM_TEXT:
        return [None if value is None else str(value) for value in values]
    return values


def _blocker(block: Block) -> list[str | None]:
    since, until = (str(day) if day is not None else None for day in (block.since, block.until))
    return [since, block.reason, until]


def _block(since: str | None, reason: str | None, until: str | None) -> Block:
    first, end = (date.fromisoformat(text) if text is not None else None for text in (since, until))
    return Block(since=first, reason=reason, until=end)


def _log(kept: dict[str, Any]) -> Log:
    size = len(kept["head"])
    blobs = ["", *_cut(kept["blobs"], size)]
    facts = [None, *_facts(kept["facts"])]
    kinds: list[Any] = ["item"] * len(kept["path"])
    for kind, numbers in kept["kinds"].items():
        for number in numbers:
            kinds[number] = kind
    paths = kept["paths"]
    columns = (kinds, kept["path"], kept["before"], kept["after"], kept["fact"])
    changes = [
        Change(kind=kind, path=paths[path], before=blobs[before], after=blobs[after], facts=facts[fact])
        for kind, path, before, after, fact in zip(*columns, strict=True)
    ]
    roots = set(kept["roots"])
    commits: list[Commit] = []
    start = 0
    rows = zip(_cut(kept["ids"], size), kept["moments"], kept["sizes"], strict=True)
    for number, (commit, moment, count) in enumerate(rows):
        of_commit = tuple(changes[start : start + count])
        commits.append(Commit(id=commit, at=_at(moment), root=number in roots, changes=of_commit))
        start += count
    return Log(head=kept["head"], last=_at(kept["last"]), commits=tuple(commits))


def _cut(text: str, size: int) -> list[str]:
    """A text of ids of one length as a list; ValueError where it is none."""
    if len(text) % size:
        raise ValueError(len(text))
    return [text[start : start + size] for start in range(0, len(text), size)]


def _at(moment: list[int]) -> datetime:
    return datetime.fromtimestamp(moment[0], zone(moment[1]))


def _facts(columns: list[list[Any]]) -> list[Facts]:
    for name, column in zip(_NAMES, columns, strict=True):
        if name == _BLOCKED:
            column[:] = [tuple(_block(*texts) for texts in value) if value else () for value in column]
            continue
        made = _FROM_TEXT.get(name)
        if made is not None:
            column[:] = [None if value is None else made(value) for value in column]
    return [Facts(**dict(zip(_NAMES, row, strict=True))) for row in zip(*columns, strict=True)]
