"""Percentiles by nearest rank: always one of the numbers themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.metrics.figures import Spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PERCENTS = (50, 70, 85, 95)


def percentile(ordered: Sequence[int], percent: int) -> int:
    """The smallest of the ordered numbers that at least so many percent of them do not exceed.

    >>> [percentile([1, 2, 2, 3, 3, 5, 6, 8, 13, 21], percent) for percent in PERCENTS]
    [3, 6, 13, 21]
    """
    return ordered[-(-percent * len(ordered) // 100) - 1]


def spread_of(numbers: Iterable[int]) -> Spread:
    """The percentiles of the numbers, in any order."""
    ordered = sorted(numbers)
    if not ordered:
        return Spread()
    p50, p70, p85, p95 = (percentile(ordered, percent) for percent in PERCENTS)
    return Spread(n=len(ordered), p50=p50, p70=p70, p85=p85, p95=p95)
