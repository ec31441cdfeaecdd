"""When commits landed: the committer's clock, which never runs backwards along the main line."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backlog.git.log import Landed

_YEARS: Final = range(1970, 9999)  # the last one is left out, so that every zone has a day for each moment


def moments(landed: Iterable[Landed], last: datetime | None = None) -> Iterator[datetime]:
    """The moment of each commit of a main line, oldest first, with the committer's offset.

    Where the clock runs backwards, or tells a year that no calendar has, the moment of the commit before is
    taken instead. `last` is that of the commit before the first one here.
    """
    for commit in landed:
        told = _told(commit.seconds, commit.offset)
        if last is None:
            last = told or datetime.fromtimestamp(0, zone(0))
        elif told is not None and told >= last:
            last = told
        yield last


def _told(seconds: int, offset: int) -> datetime | None:
    if seconds < 0:
        return None
    try:
        told = datetime.fromtimestamp(seconds, zone(offset))
    except (ValueError, OverflowError, OSError):
        return None
    return told if told.year in _YEARS else None


@lru_cache(maxsize=2048)
def zone(offset: int) -> timezone:
    """The zone so many minutes east of Greenwich."""
    return timezone(timedelta(minutes=offset))
