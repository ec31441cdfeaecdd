"""The three figures of flow and what they say against what was usual before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from backlog.config.sections import Flow as FlowSettings
from backlog.history import past_of
from backlog.metrics.flow import flow_of
from backlog.report.pace import TeamPace, Trend, pace_of
from tests.make import backlog, config, history, item

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backlog.model import Item

SETTINGS = config(flow=FlowSettings(window=28))
TODAY = date(2026, 2, 15)  # a Sunday: the window is four whole weeks, from 19 January on
BEFORE = date(2026, 1, 18)  # the last day of the window before


def work(last: date, spans: Iterable[tuple[int, int]]) -> list[Item]:
    """Finished items: so many days before the last day, after so many days of work."""
    items = []
    for number, (ago, days) in enumerate(spans):
        done = last - timedelta(days=ago)
        begun = done - timedelta(days=days - 1)
        moves = history(f"{begun} in-progress", f"{done} done")
        items.append(item(f"{last:%b}{number}".lower(), "done", history=moves))
    return items


def pace(items: list[Item]) -> TeamPace | None:
    """The pace of a backlog of these items."""
    past = past_of(backlog(items, config=SETTINGS), TODAY)
    return pace_of(flow_of(past, SETTINGS, TODAY), past, SETTINGS)


NOW = [(2 * number, 3 if number < 11 else 9) for number in range(12)]  # 12 in 4 weeks: 3 a week; p85 is 3
THEN = [(2 * number, 5 if number < 10 else 1) for number in range(10)]  # 10 in 4 weeks: 3 a week; p85 is 5


def test_against_the_window_before() -> None:
    """12 and 10 of four weeks are 3 a week (10 ÷ 4 = 2.5, rounded up); of ten, the ninth of 5 days is p85."""
    found = pace([*work(TODAY, NOW), *work(BEFORE, THEN)])
    assert found is not None
    assert found.per_week == Trend(now=3, before=3, more_is_better=True)
    assert found.within == Trend(now=3, before=5, more_is_better=False)
    assert (found.per_week.verdict, found.within.verdict) == ("same", "better")
    assert found.days == 28


def test_items_at_once_are_those_of_today_against_the_mean_of_the_window() -> None:
    """Twelve in work from 19 January to the end of 14 February: 12 × 27 ÷ 28 = 11.57; today two others."""
    done = work(TODAY, [(0, 28)] * 12)
    running = [
        item(f"r{day}", "in-progress", history=history(f"2026-02-{day} in-progress")) for day in (14, 15)
    ]
    found = pace([*done, *running])
    assert found is not None
    assert found.at_once == Trend(
        now=2, before=12, more_is_better=False
    )  # 12 × 27 + 1 + 2 = 327 ÷ 28 = 11.68
    assert found.at_once.verdict == "better"


def test_too_little_before_compares_nothing() -> None:
    """But what is in work today has its window to be compared with."""
    found = pace([*work(TODAY, NOW), *work(BEFORE, THEN[:9])])
    assert found is not None
    assert [trend.before for trend in (found.per_week, found.within)] == [None] * 2
    assert found.per_week.verdict == ""
    assert found.at_once.before is not None


def test_fewer_than_ten_finished_items_have_no_pace() -> None:
    assert pace(work(TODAY, NOW[:9])) is None


@pytest.mark.parametrize(
    ("now", "before", "more_is_better", "verdict"),
    [
        (3, 2, True, "better"),
        (2, 3, True, "worse"),
        (12, 15, False, "better"),
        (15, 12, False, "worse"),
        (4, 4, False, "same"),
        (4, None, True, ""),
    ],
)
def test_what_a_change_means(now: int, before: int | None, more_is_better: bool, verdict: str) -> None:
    assert Trend(now=now, before=before, more_is_better=more_is_better).verdict == verdict


def test_what_was_reopened_since_counts_where_it_counted_then() -> None:
    """The window before is taken as it was known on its last day."""
    reopened = item(
        "again",
        "in-progress",
        history=history("2026-01-05 in-progress", "2026-01-09 done", "2026-02-01 in-progress"),
    )
    without = pace([*work(TODAY, NOW), *work(BEFORE, THEN[:9])])
    with_it = pace([*work(TODAY, NOW), *work(BEFORE, THEN[:9]), reopened])
    assert without is not None
    assert without.within.before is None
    assert with_it is not None
    assert with_it.within.before == 5
