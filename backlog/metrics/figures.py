"""The figures of flow as values: what is measured, over which window, of how many, and what was left out.

Days are calendar days in the configured zone, percentages integers. None is unknown, never 0. Ids are
those of items, of items that vanished too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

LEAST = 10
"""So many finished items a service level and a pace need."""

LEAST_DAYS = 5
"""On so many days something has to be finished before a forecast can be made."""

ALMOST_SURE = 95
"""No forecast promises more percent than this while there is work left: ">95 %"."""

Reason = Literal["baseline", "no-history", "went-past", "runs-backwards", "vanished", "vanished-done"]
"""Why an item is left out of figures that need its days: it came with the first commit or a bulk import; not
all of its days are known; it went past all started columns in one change; it would end before it began; its
file vanished while it was open (counts as dropped) or done (counts)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Days from first to last, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def holds(self, day: date | None) -> bool:
        """Whether the day lies in it; an unknown one does not."""
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Percentiles of n whole numbers by nearest rank, so each is one of them; None where n is 0."""

    n: int = 0
    p50: int | None = None
    p70: int | None = None
    p85: int | None = None
    p95: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """An item that some figures leave out, and why."""

    id: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """An ISO week, `2026-W05`, from Monday to Sunday, with what counts in it by id.

    `complete`: all its days lie in the window and none is after the report day.
    """

    name: str
    first: date
    last: date
    ids: tuple[str, ...]
    complete: bool

    @property
    def count(self) -> int:
        """How many."""
        return len(self.ids)


@dataclass(frozen=True, slots=True, kw_only=True)
class CfdDay:
    """Cumulative flow at the end of a day.

    `counts[status]`: items whose furthest status up to then is at least that one, in workflow order,
    dropped left out; it never rises from one status to the next and never falls from day to day.
    `slipped[status]`: of those counted in the band of that status (and not of the next), how many stand
    further back by now.
    """

    day: date
    counts: Mapping[str, int]
    slipped: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """An item that was finished in the window: a point of the scatter."""

    id: str
    started: date
    finished: date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Aging:
    """An item in progress or in review, its age in days, and whether that is above the service level."""

    id: str
    status: str
    days: int
    over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How old items were (days since their start, both ends included) when they left a started status.

    Of those finished in the window that were in it.
    """

    status: str
    ages: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """The days that items finished in the window spent in a status, and their share in all days.

    `items` is how many were in it at the end of at least one day. Shares are rounded by largest remainder.
    """

    status: str
    days: int
    percent: int
    items: int
    waiting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocking:
    """Days on which open items were blocked for a reason, in the window and in the one before it.

    `items` are the ids concerned in the window. An item that is blocked twice over on one day counts once
    for each reason.
    """

    reason: str
    days: int
    before: int
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The service level: 85 % of items are finished within so many days.

    `source`: agreed in the configuration, or measured. `attainment`: percent of the items finished in the
    window that were within it, None without any; `n` are those.
    """

    days: int
    source: Literal["measured", "agreed"]
    attainment: int | None
    n: int
    percent: int = 85


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """In how many days so many items are done, with a probability of 50, 70, 85 and 95 %.

    0 days where nothing is open; None beyond two years. `days[p]` by percent.
    """

    items: int
    days: Mapping[int, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class HowMany:
    """How many items are done within so many days from tomorrow on, at least, by percent."""

    days: int
    items: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """A forecast from the finished items a day of the sample window, zeros included.

    `when` is for 5, 10, 20 and all open ranked items, in this order, `how_many` for 7, 14 and 30 days from
    tomorrow on. `lack` says why there are none: nothing was finished, or on too few days (fewer than
    LEAST_DAYS). `before_history` is how many days of the sample lie before the first move that is known:
    they count, as days on which nothing was finished, and make the forecast a cautious one.
    """

    sample: Window
    completions: int
    days_with_completion: int
    when: tuple[When, ...] = ()
    how_many: tuple[HowMany, ...] = ()
    lack: Literal["", "nothing-finished", "too-few-days"] = ""
    before_history: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalForecast:
    """When the open items of a goal are likely to be done.

    `items` are its own open ones, `ahead` how many of other goals (or of none) stand before them in the
    order and belong to the same people. `days[p]` is in how many days all of them are done, by percent: 0
    where nothing is open, None beyond two years, nothing at all where there is no forecast (`lack`).
    `chance` is the percentage of doing it by the last day of the goal's period, None without a period, after
    it, or without a forecast; while work is left it is at most 99, and above ALMOST_SURE it is to be shown
    as ">95 %".
    """

    items: int
    ahead: int
    days: Mapping[int, int | None] = field(default_factory=dict)
    chance: int | None = None
    lack: Literal["", "nothing-finished", "too-few-days"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanting:
    """What is not enough yet: `have` of `need` finished items with a known start, in the window.

    `from_day` is when there are enough at this pace; None where the pace never gets there, because the
    window forgets items as fast as others are finished.
    """

    have: int
    need: int
    from_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """How work flowed in the window. Every list is sorted; the figures are as of the last day of it.

    `finished` are the ids with F in the window, `finishes` those of them with a known start (their spread
    is `cycle_time`; that of those with a known birth is `lead_time`). `throughput`, `arrivals` (births; items
    that came in bulk have none) and `departures` (finished or dropped) are of the same weeks;
    `arrivals_lead` is for how many complete weeks, up to the last one, more arrived than left; 0 where not
    even git tells when items left (`departures_known` is False). `per_week` is
    the mean throughput of the complete weeks, rounded; None before LEAST finished items.

    `wip` is the number of started items at the end of each day. `cfd` has each day of the window, None where
    no move is known at all; `left_out_of_cfd` are the ids that are dropped or vanished by the last day.
    `bottleneck` is the status in which the most days were spent, None without any. `efficiency` is active ÷
    (active + waiting) in percent, None where no status is waiting. `wanting` says what is missing until
    level and pace can be told, None where nothing is. `returns` and `reopened` count moves in the
    window. `went_past` are finished items of the window that went past all started columns in one change;
    they are in `excluded` as well.
    """

    window: Window
    finished: tuple[str, ...]
    finishes: tuple[Finish, ...]
    cycle_time: Spread
    lead_time: Spread
    throughput: tuple[Week, ...]
    arrivals: tuple[Week, ...]
    departures: tuple[Week, ...]
    arrivals_lead: int
    wip: tuple[tuple[date, int], ...]
    cfd: tuple[CfdDay, ...] | None
    left_out_of_cfd: tuple[str, ...]
    aging: tuple[Aging, ...]
    pace: tuple[Pace, ...]
    stays: tuple[Stay, ...]
    bottleneck: str | None
    efficiency: int | None
    blocking: tuple[Blocking, ...]
    level: Level | None
    forecast: Forecast
    wanting: Wanting | None
    returns: int
    reopened: int
    went_past: tuple[str, ...]
    excluded: tuple[Left, ...]
    per_week: int | None
    begin: date | None
    departures_known: bool = True
