"""Forecasts: in how many days so many items are done, and how many in so many days. Exact, not simulated.

The finished items of a coming day are drawn from the days of a sample, each day for itself; holidays are
neither drawn nor drawn from (`draws.py`). The distribution of the sum is computed by convolution
(`sums.py`) in whole numbers, so that every machine comes to the same bytes. What is computed is the
probability of having finished *less*, and it is rounded down throughout, by less than 1 in 10^12: a
probability that is met exactly is met.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from operator import mul
from typing import TYPE_CHECKING

from backlog.metrics.draws import FURTHEST
from backlog.metrics.figures import ALMOST_SURE, LEAST_DAYS, Forecast, HowMany, When, Window
from backlog.metrics.percentile import PERCENTS
from backlog.metrics.sums import ONE, cumulated, sums

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Literal

    from backlog.metrics.draws import Draws
    from backlog.metrics.sums import Histogram

MONTH = 32  # days, a power of two
ITEMS = (5, 10, 20)
DAYS = (7, 14, 30)


def sample_window(today: date, days: int) -> Window:
    """The last complete days, ending yesterday."""
    return Window(first=today - timedelta(days=days), last=today - timedelta(days=1))


def lack_of(sample: Sequence[int]) -> Literal["", "nothing-finished", "too-few-days"]:
    """Why the sample cannot forecast; empty where it can."""
    if not any(sample):
        return "nothing-finished"
    return "too-few-days" if sum(count > 0 for count in sample) < LEAST_DAYS else ""


def forecast_of(draws: Draws, window: Window, ranked: int, begin: date | None) -> Forecast:
    """The forecast from draws of this window for 5, 10, 20 and all the open ranked items.

    `begin` is the first day of which anything is known.
    """
    sample = draws.sample
    lack = lack_of(sample)
    return Forecast(
        sample=window,
        completions=sum(sample),
        days_with_completion=sum(count > 0 for count in sample),
        when=() if lack else tuple(When(items=n, days=when_of(draws, n)) for n in (*ITEMS, ranked)),
        how_many=()
        if lack
        else tuple(HowMany(days=days, items=how_many(sample, draws.within(days))) for days in DAYS),
        lack=lack,
        before_history=min(max((begin - window.first).days, 0), window.days) if begin else 0,
    )


def when_of(draws: Draws, items: int) -> dict[int, int | None]:
    """In how many days from today on so many items are done, by percent; None beyond FURTHEST."""
    return {percent: draws.after(drawn) for percent, drawn in when(draws.sample, items).items()}


def when(sample: Sequence[int], items: int) -> dict[int, int | None]:
    """The smallest number D of drawn days with P(sum of D days >= items) >= p, by percent.

    None beyond FURTHEST.

    >>> when([0, 0, 1, 0, 2, 0, 0, 1, 0, 0, 3, 0, 1, 0], 10)
    {50: 18, 70: 21, 85: 25, 95: 31}
    """
    histogram = _histogram(sample)
    return {percent: _when(histogram, items, percent) for percent in PERCENTS}


def how_many(sample: Sequence[int], days: int) -> dict[int, int]:
    """The largest k with P(sum of so many drawn days >= k) >= p, by percent.

    >>> how_many([0, 0, 1, 0, 2, 0, 0, 1, 0, 0, 3, 0, 1, 0], 14)
    {50: 8, 70: 6, 85: 5, 95: 3}
    """
    histogram = _histogram(sample)
    limit = max(histogram)[0] * days + 1
    offset, ahead = cumulated(histogram, days, limit)
    found = {}
    for percent in PERCENTS:
        fails = (100 - percent) * ONE
        # ahead[k] is P(sum <= offset + k): the first one that is too much says how many are safe.
        found[percent] = offset + next(k for k, less in enumerate(ahead) if 100 * less > fails)
    return found


def chance(sample: Sequence[int], items: int, days: int) -> int:
    """The percentage of finishing so many items within so many drawn days: rounded down, above 95 % up.

    So it is above ALMOST_SURE exactly where the probability is; 100 only where nothing is left to do.
    """
    if items <= 0:
        return 100
    if days <= 0:
        return 0
    histogram = _histogram(sample)
    hundred = 100 * (ONE - _less(histogram, min(days, FURTHEST), items))
    above = hundred > ALMOST_SURE * ONE
    return min(-(-hundred // ONE), 99) if above else hundred // ONE


def _histogram(sample: Sequence[int]) -> Histogram:
    return tuple(sorted(Counter(sample).items()))


def _limit(items: int) -> int:
    """Where distributions are cut off: few different values, so that forecasts share their work."""
    limit = 64
    while limit < items:
        limit *= 2
    return limit


def _less(histogram: Histogram, days: int, items: int) -> int:
    """P(sum of so many days < items) x ONE, without the whole distribution of that many days.

    The days are taken as two parts, of which one is small or a power of two: so a search for a number of
    days computes few large distributions.
    """
    some = days % MONTH or days & -days
    limit = _limit(items)
    offset, ahead = cumulated(histogram, some, limit)
    low, parts = sums(histogram, days - some, limit)
    if not ahead or not parts:
        return 0
    # For each possible sum of the one part: the probability that the other one brings less than is left.
    left = items - 1 - low - offset  # place in `ahead` for the first of `parts`
    beyond = min(max(left - len(ahead) + 1, 0), len(parts))  # so many leave room for all the other may bring
    total = sum(parts[:beyond]) * ahead[-1]
    if left >= beyond:
        total += sum(map(mul, parts[beyond:], ahead[left - beyond :: -1]))
    return total // ONE


def _when(histogram: Histogram, items: int, percent: int) -> int | None:
    if items <= 0:
        return 0
    fails = (100 - percent) * ONE
    days = 0  # not enough; the largest such number of days, bit by bit
    for bit in reversed(range(FURTHEST.bit_length())):
        further = days + (1 << bit)
        if further <= FURTHEST and 100 * _less(histogram, further, items) > fails:
            days = further
    return days + 1 if days < FURTHEST else None
