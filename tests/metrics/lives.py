"""Lives for tests, from lines such as `2026-01-05 backlog`, and histories that Hypothesis draws."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from backlog.history import past_of
from backlog.metrics.figures import Window
from backlog.model import Moved
from tests.make import KINDS, TODAY, backlog, config, day, history, item

if TYPE_CHECKING:
    from datetime import date

    from backlog.config.sections import Config
    from backlog.history import Past
    from backlog.model import Item

STATUSES = tuple(KINDS)


def went(id_: str, *entries: str, **values: Any) -> Item:
    """An item that is where its last entry leads."""
    return item(id_, entries[-1][11:], history=history(*entries), **values)


def past(*items: Item, today: date = TODAY, settings: Config | None = None) -> Past:
    """What the files of these items tell on a day."""
    return past_of(backlog(items, config=settings or config()), today)


def window(first: str, last: str) -> Window:
    """Both days included."""
    return Window(first=day(first), last=day(last))


@st.composite
def moved_items(draw: st.DrawFn, statuses: tuple[str, ...] = STATUSES) -> list[Item]:
    """Up to eight items, each with up to eight moves within the hundred days before TODAY."""
    items = []
    for number in range(draw(st.integers(1, 8))):
        days = sorted(draw(st.lists(st.integers(0, 100), min_size=1, max_size=8)))
        entries = [Moved(TODAY - timedelta(days=100 - ago), draw(st.sampled_from(statuses))) for ago in days]
        items.append(item(f"item{number}", str(entries[-1].status), history=tuple(entries)))
    return items
