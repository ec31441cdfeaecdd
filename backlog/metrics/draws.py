"""What forecasts draw from, and the days that they draw: public holidays are none of either."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from backlog.metrics.figures import Window

FURTHEST = 730  # days; what lies beyond is "later"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """How many items were finished on each day of the sample, and the calendar that draws are laid over.

    The days drawn are those after `today` that are no holiday.
    """

    sample: tuple[int, ...]
    today: date
    holidays: frozenset[date] = frozenset()

    def within(self, days: int) -> int:
        """How many days are drawn in so many days from tomorrow on."""
        last = self.today + timedelta(days=days)
        return max(days, 0) - sum(self.today < holiday <= last for holiday in self.holidays)

    def after(self, drawn: int | None) -> int | None:
        """In how many days from today on so many days have been drawn; None beyond FURTHEST."""
        if drawn is None or drawn <= 0:
            return drawn
        days = drawn
        while (missing := drawn - self.within(days)) > 0:
            days += missing
        return days if days <= FURTHEST else None


def draws_of(
    finished: Iterable[date], window: Window, today: date, holidays: frozenset[date] = frozenset()
) -> Draws:
    """The draws from the items that were finished on the days of a window."""
    counts = Counter(finished)
    days = (window.first + timedelta(days=number) for number in range(window.days))
    return Draws(
        sample=tuple(counts[day] for day in days if day not in holidays), today=today, holidays=holidays
    )
