"""How the minutes of a meeting are shared out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlog.metrics.agenda import shared_out


@pytest.mark.parametrize(
    ("minutes", "weights", "parts"),
    [
        (30, (1, 1, 2, 1, 1), (5, 5, 10, 5, 5)),
        (45, (1, 4, 2, 1, 1), (5, 20, 10, 5, 5)),
        (25, (1, 1, 2, 1, 1), (4, 4, 9, 4, 4)),  # 4 1/6, 4 1/6, 8 1/3, …: the largest remainder is rounded up
        (10, (1, 1, 1), (4, 3, 3)),
        (1, (1, 1, 2, 1, 1), (0, 0, 1, 0, 0)),
    ],
)
def test_minutes_by_weight(minutes: int, weights: tuple[int, ...], parts: tuple[int, ...]):
    assert shared_out(minutes, weights) == parts


@given(st.integers(0, 600), st.lists(st.integers(1, 9), min_size=1, max_size=9))
def test_the_minutes_sum_exactly_and_nobody_is_off_by_more_than_one(minutes: int, weights: list[int]):
    parts = shared_out(minutes, weights)
    assert sum(parts) == minutes
    assert all(
        abs(part - minutes * weight / sum(weights)) < 1 for part, weight in zip(parts, weights, strict=True)
    )
