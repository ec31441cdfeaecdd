"""The history of a backlog: what landed on the main line, and what stands there and is not committed."""

from __future__ import annotations

import errno
import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from backlog import fs
from backlog.content.encoding import FILE_LIMIT
from backlog.content.facts import facts_of
from backlog.content.parse import vocabulary
from backlog.content.patterns import patterns_of, tops_of
from backlog.errors import Exit, Stop
from backlog.git.blobs import blob_id
from backlog.git.moments import zone
from backlog.git.repository import Repository
from backlog.git.status import uncommitted
from backlog.language import N_
from backlog.mainline import KINDS, Wanted, kinds, made_change, read_log
from backlog.model.past import Chronicle, Commit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from backlog.cache import Log
    from backlog.config.sections import Config
    from backlog.model.past import Absence, Change

__all__ = ["IGNORED", "SHALLOW", "UNSHALLOW", "Wanted", "read_chronicle"]

IGNORED: Final = ".backlog-ignore-revs"
SHALLOW: Final = N_("The git history was cut off (a shallow clone), so nobody knows when anything happened.")
UNSHALLOW: Final = N_(
    "On a computer: git fetch --unshallow. In a workflow, below actions/checkout: with: fetch-depth: 0"
)
_CONFIGURATION: Final = frozenset({"backlog.toml", IGNORED})
_ID: Final = re.compile(r"\s*([0-9a-fA-F]{4,64})\s*(?:#.*)?")
# Of a file that nobody may read, a finding tells where the files are read; other faults would hide a move.
_TOLD: Final = frozenset({errno.EACCES, errno.EPERM, errno.EINVAL, errno.ELOOP})
_MINUTE: Final = timedelta(minutes=1)


def read_chronicle(wanted: Wanted, opened: Repository | Absence) -> Chronicle:
    """The history of the backlog as its repository (or its absence) tells it.

    What is not committed makes one last commit without id. `Stop` says that git fails.
    """
    if not isinstance(opened, Repository):
        return Chronicle(absent=opened)
    ignored = _ignored(wanted.root)
    head = wanted.head or opened.head
    if head is None:
        return Chronicle(ignored=ignored, absent="empty")
    kind_of = kinds(wanted.config)
    changed = [] if wanted.head else _changed(opened, wanted.config, kind_of)
    told = Chronicle(head=head, dirty=bool(changed), ignored=ignored, absent="shallow")
    if opened.is_shallow:
        return told
    log = read_log(wanted, opened, head)
    changes = _uncommitted(wanted, log, [path for path in changed if kind_of(path) in KINDS], kind_of)
    last = Commit(id=None, at=_midday(wanted), root=False, changes=changes)
    return replace(told, commits=(*log.commits, last) if changes else log.commits, absent="")


def _ignored(root: Path) -> tuple[str, ...]:
    """The commits (or beginnings of their ids) that are named in the list of those to be left out."""
    raw = fs.load(root / IGNORED, FILE_LIMIT) or b""
    rows = (_ID.fullmatch(line) for line in raw.decode("utf-8-sig", "replace").splitlines())
    return tuple(sorted({row[1].lower() for row in rows if row}))


def _changed(opened: Repository, config: Config, kind_of: Callable[[str], str]) -> list[str]:
    """The files of content and configuration that are not as the commit has them."""
    paths = (*tops_of(patterns_of(config.content)), *sorted(_CONFIGURATION))
    return [path for path in uncommitted(opened, paths) if path in _CONFIGURATION or kind_of(path)]


def _midday(wanted: Wanted) -> datetime:
    """The moment of what is not committed: midday of the report day, even if commits are later."""
    there = datetime.combine(wanted.today, time(12), ZoneInfo(wanted.config.timezone))
    offset = there.utcoffset()
    assert offset is not None  # noqa: S101 - it has a zone
    return there.astimezone(zone(offset // _MINUTE))


def _uncommitted(
    wanted: Wanted, log: Log, paths: Sequence[str], kind_of: Callable[[str], str]
) -> tuple[Change, ...]:
    """What is different in the working folder, with the blob ids that git would give."""
    committed = {change.path: change.after for commit in log.commits for change in commit.changes}
    words = vocabulary(wanted.config)
    changes = []
    for path in paths:
        before = committed.get(path, "")
        try:
            raw = _plain_file(wanted.root / path)
        except OSError as error:
            if error.errno not in _TOLD:
                raise Stop(
                    Exit.ENVIRONMENT,
                    N_("{path} cannot be read: {reason}."),
                    path=path,
                    reason=error.strerror or str(error),
                ) from error
            continue
        after = "" if raw is None else _blob_id(raw, before, log.head)
        if before != after:
            facts = None if raw is None else facts_of(kind_of(path), path, raw, words)
            changes.append(made_change(kind_of(path), path, (before, after), facts))
    return tuple(changes)


def _plain_file(path: Path) -> bytes | None:
    """The beginning of a plain file; None where there is none. Raises OSError where it cannot be read."""
    return fs.read(path, FILE_LIMIT) if fs.kind(path) is fs.Kind.FILE else None


def _blob_id(raw: bytes, before: str, head: str) -> str:
    """The id of these bytes; that of the committed ones where only the line ends are those of Windows."""
    if b"\r\n" in raw and blob_id(raw.replace(b"\r\n", b"\n"), head) == before:
        return before
    return blob_id(raw, head)
