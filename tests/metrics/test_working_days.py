"""Working days and the window of the focus page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlog.metrics.working_days import (
    holidays_around,
    holidays_of,
    is_working_day,
    last_of_working_days,
    working_day_from,
)
from tests.make import day

BERLIN = holidays_of("DE-BE", 2025, 2027)


def test_without_a_country_there_are_no_holidays() -> None:
    assert holidays_of("", 2026, 2026) == frozenset()


def test_holidays_of_country_and_region() -> None:
    assert day("2026-03-08") in BERLIN  # Women's Day, in Berlin
    assert day("2026-03-08") not in holidays_of("DE", 2026, 2026)
    assert day("2026-12-25") in holidays_of("DE", 2026, 2026)
    assert {day("2025-12-25"), day("2028-01-01")} <= holidays_around("DE-BE", day("2026-02-16"))


@pytest.mark.parametrize(
    ("from_", "count", "last"),
    [
        ("2026-02-02", 15, "2026-02-20"),  # Monday: counts itself
        ("2026-02-16", 15, "2026-03-06"),
        ("2026-02-16", 1, "2026-02-16"),
        ("2026-02-14", 1, "2026-02-16"),  # Saturday: begins on Monday
        ("2026-04-02", 3, "2026-04-08"),  # Good Friday and Easter Monday lie between
        ("2026-12-23", 4, "2026-12-29"),  # 25 and 26 December; 24 and 31 are working days
    ],
)
def test_last_of_working_days(from_: str, count: int, last: str) -> None:
    assert last_of_working_days(day(from_), count, BERLIN) == day(last)


@pytest.mark.parametrize(
    ("on", "next_"),
    [("2026-02-16", "2026-02-16"), ("2026-04-03", "2026-04-07"), ("2026-05-01", "2026-05-04")],
)
def test_working_day_from(on: str, next_: str) -> None:
    assert working_day_from(day(on), BERLIN) == day(next_)


@given(st.dates(date(2025, 2, 1), date(2027, 6, 1)), st.integers(1, 40))
def test_the_window_holds_exactly_so_many_working_days(first: date, count: int) -> None:
    last = last_of_working_days(first, count, BERLIN)
    inside = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    assert sum(is_working_day(on, BERLIN) for on in inside) == count
    assert is_working_day(last, BERLIN)
