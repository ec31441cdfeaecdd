"""Tracks: the versions of one item, goal or minutes, whatever its file was called."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from backlog.model.past import Facts, Tracked


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What a file said from a moment on.

    `day` is that of `at` in the configured zone. `commit` is None for what is not committed; such a version
    has the report day. `dated` is False where nothing happened on that day: in the first commit, in a bulk
    import, and in a commit that is to be ignored.
    """

    at: datetime | None
    day: date
    commit: str | None
    path: str
    facts: Facts
    dated: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One item, goal or minutes through time: its versions, oldest first, one at least.

    `born_in_bulk`: its first version came with the first commit or a bulk import. `vanished` is the day on
    which its file went without a partner, None while there is one.
    """

    kind: Tracked
    versions: tuple[Version, ...]
    born_in_bulk: bool = False
    vanished: date | None = None

    @property
    def path(self) -> str:
        """Where its file is, or was last."""
        return self.versions[-1].path


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracks:
    """All tracks of a history: those that are there by path, those that vanished by day, then path."""

    by_path: Mapping[str, Track] = field(default_factory=dict)
    vanished: tuple[Track, ...] = ()


NO_TRACKS = Tracks()
