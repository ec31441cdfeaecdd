"""Percentiles by nearest rank."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backlog.metrics.figures import Spread
from backlog.metrics.percentile import PERCENTS, percentile, spread_of

VECTOR = [1, 2, 2, 3, 3, 5, 6, 8, 13, 21]


def test_of_the_vector() -> None:
    assert spread_of(reversed(VECTOR)) == Spread(n=10, p50=3, p70=6, p85=13, p95=21)


def test_of_one_number_is_that_number_and_of_none_is_unknown() -> None:
    assert spread_of([4]) == Spread(n=1, p50=4, p70=4, p85=4, p95=4)
    assert spread_of([]) == Spread(n=0, p50=None, p70=None, p85=None, p95=None)


@given(st.lists(st.integers(1, 400), min_size=1), st.sampled_from(PERCENTS))
def test_is_the_smallest_number_that_so_many_do_not_exceed(numbers: list[int], percent: int) -> None:
    found = percentile(sorted(numbers), percent)
    assert found in numbers

    def share(limit: int) -> int:
        return 100 * sum(number <= limit for number in numbers)

    assert share(found) >= percent * len(numbers)
    assert all(share(other) < percent * len(numbers) for other in numbers if other < found)
