"""What a repository's history says: commits with the versions of content files that they brought.

Values alone: `chronicle.py` reads them from git, `history/` makes lives of them. A commit stands for the
moment in which its changes landed on the main line; the last one may be what is not committed yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from backlog.model.items import Block

Absence = Literal["", "off", "no-program", "no-repository", "refused", "empty", "shallow"]
"""Why there is no history: switched off, git is not installed, no repository around, git refuses to
read it (it belongs to somebody else), nothing committed yet, a clone that was cut off."""


Tracked = Literal["item", "goal", "meeting"]
"""Kinds of files whose history is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What one version of an item's or a goal's file says, as far as figures of the past need it.

    `id` is the given one or the file's stem. `status` is the text of the file, empty where there is none.
    `channel`, `goal` and `initiative` are the file's words too. `readable` is False where the version
    could not be parsed: then only status, id and private are there, as far as a scan of its lines finds
    them. `blocked` are its blockers, without their notes.
    """

    id: str
    status: str = ""
    impact: int | None = None
    confidence: int | None = None
    effort: int | None = None
    goal: str | None = None
    initiative: str | None = None
    channel: str | None = None
    recheck: date | None = None
    blocked: tuple[Block, ...] = ()
    created: date | None = None
    started: date | None = None
    done: date | None = None
    private: bool = False
    baseline: Decimal | None = None
    target: Decimal | None = None
    current: Decimal | None = None
    measured: date | None = None
    readable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One file of one commit; `before` and `after` are blob ids.

    Of a meeting's minutes the facts say no more than the name of the file.

    `before` is empty for a file that is new at this path, `after` and `facts` for one that is gone from it.
    What is not committed has blob ids too: those it would get.
    """

    kind: Tracked
    path: str
    before: str
    after: str
    facts: Facts | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit of the main line, with its changes sorted by path.

    `id` are 40 hex digits (64 where the repository uses SHA-256), None for what is not committed. `at` is
    the committer's time with its offset, never before that of the commit before; for what is not committed
    midday of the report day. `root`: it has no parent.
    """

    id: str | None
    at: datetime
    root: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """The history of a checkout, oldest commit first; commits that touch no content are left out.

    `head` is the commit that is checked out, `dirty` whether content or configuration differ from it; both
    None where git tells nothing. `ignored` are ids (or beginnings of ids) of commits whose changes are no
    transitions. `absent` says why there are no commits.
    """

    head: str | None = None
    dirty: bool | None = None
    commits: tuple[Commit, ...] = ()
    ignored: tuple[str, ...] = ()
    absent: Absence = "off"


NOTHING = Chronicle()
