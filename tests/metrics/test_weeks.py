"""ISO weeks that overlap a window."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backlog.metrics.figures import Week, Window
from backlog.metrics.weeks import mean_per_week, week_name, weeks_in_lead, weeks_of
from tests.make import day
from tests.metrics.lives import window


def of(*counts: int, complete: bool = True) -> list[Week]:
    """Weeks from 5 January 2026 on, with so many in each."""
    monday = day("2026-01-05")
    return [
        Week(
            name=week_name(monday + timedelta(weeks=number)),
            first=monday + timedelta(weeks=number),
            last=monday + timedelta(weeks=number, days=6),
            ids=tuple(f"{number}-{place}" for place in range(count)),
            complete=complete,
        )
        for number, count in enumerate(counts)
    ]


def test_a_window_has_all_weeks_that_overlap_it_and_those_with_nothing() -> None:
    """From Wednesday to Tuesday: what lies in a week but not in the window does not count."""
    dated = [
        (day("2026-01-06"), "too-early"),
        (day("2026-01-07"), "b"),
        (day("2026-01-11"), "a"),
        (day("2026-01-27"), "c"),
        (day("2026-01-28"), "too-late"),
        (None, "unknown"),
    ]
    found = weeks_of(window("2026-01-07", "2026-01-27"), dated)
    assert [(week.name, week.ids, week.complete) for week in found] == [
        ("2026-W02", ("a", "b"), False),
        ("2026-W03", (), True),
        ("2026-W04", (), True),
        ("2026-W05", ("c",), False),
    ]
    assert (found[0].first, found[0].last) == (day("2026-01-05"), day("2026-01-11"))


def test_a_week_that_ends_on_the_report_day_is_complete() -> None:
    assert weeks_of(window("2026-01-05", "2026-01-11"), [])[0].complete
    assert not weeks_of(window("2026-01-05", "2026-01-10"), [])[0].complete


def test_week_53_and_the_change_of_year() -> None:
    """2026 has 53 ISO weeks; Monday, 30 December 2024 belongs to 2025."""
    assert [week.name for week in weeks_of(window("2026-12-24", "2027-01-05"), [])] == [
        "2026-W52", "2026-W53", "2027-W01",
    ]  # fmt: skip
    assert [week.name for week in weeks_of(window("2024-12-29", "2024-12-30"), [])] == [
        "2024-W52",
        "2025-W01",
    ]


def test_lead_counts_back_from_the_last_complete_week() -> None:
    assert weeks_in_lead(of(0, 3, 2, 4), of(9, 1, 1, 3)) == 3
    assert weeks_in_lead(of(3, 2, 2), of(1, 1, 2)) == 0
    running = [*of(3, 2), *of(0, 0, 0, complete=False)[2:]]
    assert weeks_in_lead(running, [*of(1, 1), *of(0, 0, 5, complete=False)[2:]]) == 2


def test_the_mean_takes_complete_weeks_since_something_is_known() -> None:
    assert mean_per_week(of(0, 0, 3, 0, 4), day("2026-01-05")) == 1  # 7 / 5
    assert mean_per_week(of(0, 0, 3, 0, 4), day("2026-01-20")) == 2  # 4 / 2: begun in the third week
    assert mean_per_week(of(1, 2), day("2026-01-05")) == 2  # 1.5
    assert mean_per_week(of(1, 2, complete=False), day("2026-01-05")) is None
    assert mean_per_week(of(1, 2), None) is None
    assert mean_per_week(of(1, 0, 0, 0), day("2026-01-05")) is None  # never "about 0"


DAYS = st.dates(date(2019, 1, 1), date(2032, 12, 31))


@given(DAYS, st.integers(0, 120), st.lists(DAYS, max_size=30))
def test_weeks_share_the_window_out(first: date, length: int, days: list[date]) -> None:
    whole = Window(first=first, last=first + timedelta(days=length))
    found = weeks_of(whole, [(one, str(number)) for number, one in enumerate(days)])
    assert sum(week.count for week in found) == sum(whole.holds(one) for one in days)
    assert found[0].first <= whole.first <= found[0].last
    assert found[-1].first <= whole.last <= found[-1].last
    assert all(after.first - before.last == timedelta(days=1) for before, after in itertools.pairwise(found))
    assert all(week.name == f"{week.last:%G-W%V}" for week in found)
