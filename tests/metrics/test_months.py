"""A month against the one before, in numbers worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlog.history import past_of
from backlog.metrics.figures import Spread, Window
from backlog.metrics.months import as_far_as, figures_of_month, known_from, month_of
from backlog.model import Block
from backlog.report.strategy import a_month_before, comparison_of
from backlog.report.strategy_words import rows_of, signed
from tests import make
from tests.make import day

TODAY = day("2026-02-16")


def past(*items, today=TODAY):
    return past_of(make.backlog(items), today)


def done(id_, started, finished, created="2026-01-02", **values):
    moves = make.history(f"{created} backlog", f"{started} in-progress", f"{finished} done")
    return make.item(id_, "done", history=moves, **values)


BLOCKED = (
    Block(day("2026-01-30"), "content", day("2026-02-03")),
    Block(day("2026-02-02"), "sales", day("2026-02-04")),
)
"""30 and 31 January, 1 to 3 February: the 2nd counts once although it is blocked twice over."""
TEAM = past(
    done("january", "2026-01-12", "2026-01-14"),  # 3 days
    done("later-in-january", "2026-01-19", "2026-01-30"),  # 12 days, after the 16th
    done("february", "2026-01-28", "2026-02-06"),  # 10 days
    make.item(
        "running",
        "in-progress",
        history=make.history("2026-02-02 backlog", "2026-02-09 in-progress"),
    ),
    make.item("blocked", "planned", history=make.history("2026-01-05 planned"), blocked=BLOCKED),
)


class TestWindows:
    @pytest.mark.parametrize(
        ("when", "last"),
        [("2026-02-16", "2026-02-28"), ("2028-02-01", "2028-02-29"), ("2026-12-31", "2026-12-31")],
    )
    def test_a_month_ends_on_its_last_day(self, when, last):
        assert month_of(day(when)) == Window(first=day(when).replace(day=1), last=day(last))

    def test_a_shorter_month_ends_earlier(self):
        assert as_far_as(month_of(day("2026-02-01")), day("2026-03-30")).last == day("2026-02-28")
        assert a_month_before(day("2026-03-30")) == day("2026-02-28")
        assert a_month_before(day("2026-01-15")) == day("2025-12-15")


class TestFigures:
    def test_of_half_a_month_and_the_same_days_before(self):
        found = comparison_of(TEAM)
        this, same, last = found.this, found.same_days, found.last
        assert (this.window.last, same.window.last, last.window.last) == (
            TODAY,
            day("2026-01-16"),
            day("2026-01-31"),
        )
        assert (this.finished, same.finished, last.finished) == (1, 1, 2)
        assert (this.arrived, same.arrived, last.arrived) == (1, 4, 4)
        assert (this.wip, same.wip, last.wip) == (1, 0, 1)
        assert (this.cycle_time.p85, same.cycle_time.p85, last.cycle_time.p85) == (10, 3, 12)
        assert (this.blocked_days, same.blocked_days, last.blocked_days) == (3, 0, 2)
        assert (this.complete, same.complete, last.complete) == (False, False, False)  # known from the 2nd
        assert not found.over

    def test_rows_say_the_change_between_the_same_days(self):
        rows = rows_of(comparison_of(TEAM))
        assert [row.change for row in rows] == [0, -3, 1, 7, 3]
        assert [signed(row.change) for row in rows] == ["±0", "−3", "+1", "+7", "+3"]
        assert [row.of for row in rows] == [None, None, None, (1, 1), None]

    def test_of_a_month_that_is_over(self):
        found = comparison_of(past(done("a", "2026-01-12", "2026-01-14"), today=day("2026-02-28")))
        assert found.over
        assert found.this.complete
        assert found.same_days == found.last

    def test_of_days_before_anything_is_known_are_unknown(self):
        new = past(make.item("a", "in-progress", history=make.history("2026-02-02 in-progress")))
        last = comparison_of(new).last
        assert (last.finished, last.arrived, last.wip, last.blocked_days) == (None, None, None, None)
        assert last.cycle_time == Spread()
        assert [row.change for row in rows_of(comparison_of(new))] == [None] * 5
        assert known_from(past()) is None

    def test_of_a_complete_month_that_is_known_from_its_first_day(self):
        assert comparison_of(past(done("a", "2026-01-05", "2026-01-09", created="2026-01-01"))).last.complete


KINDS = st.sampled_from(["backlog", "planned", "in-progress", "in-review", "done", "dropped"])


@settings(max_examples=60)
@given(st.lists(st.lists(st.tuples(st.integers(0, 58), KINDS), min_size=1, max_size=5), max_size=6))
def test_work_in_progress_changes_by_entries_minus_exits(lives):
    """From the end of January to the report day, by the moves of items that are known in January."""
    items = []
    for number, moves in enumerate(lives):
        later = [(date(2026, 1, 1) + timedelta(days=after), status) for after, status in moves]
        told = [(date(2026, 1, 1), "backlog"), *sorted(later, key=lambda move: move[0])]
        entries = make.history(*(f"{on.isoformat()} {status}" for on, status in told))
        items.append(make.item(f"i{number}", told[-1][1], history=entries))
    whole = past(*items, today=day("2026-02-28"))
    found = comparison_of(whole)
    started = {"in-progress", "in-review"}
    change = 0
    for life in whole.lives:
        for before, after in zip(life.timeline.moves, life.timeline.moves[1:], strict=False):
            if after.day > day("2026-01-31"):
                change += (after.status in started) - (before.status in started)
    assert (found.this.wip or 0) - (found.last.wip or 0) == change
    assert figures_of_month(whole, month_of(whole.today)) == found.this
