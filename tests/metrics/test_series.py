"""Work in progress and cumulative flow, day by day."""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import given

from backlog.config.sections import Kind
from backlog.metrics.figures import Window
from backlog.metrics.series import cumulative_flow, left_out_of_flow, wip_series
from tests.make import KINDS, TODAY, day, item
from tests.metrics.lives import moved_items, past, went, window

if TYPE_CHECKING:
    from backlog.model import Item

TEN_DAYS = window("2026-02-07", "2026-02-16")
HUNDRED_DAYS = Window(first=TODAY - timedelta(days=99), last=TODAY)


def counts(*items: Item) -> list[int]:
    return [count for _, count in wip_series(past(*items), TEN_DAYS)]


def flow(*items: Item) -> dict[str, list[int]]:
    days = cumulative_flow(past(*items), TEN_DAYS)
    assert days is not None
    return {status: [one.counts[status] for one in days] for status in days[0].counts}


class TestWip:
    def test_is_what_was_started_at_the_end_of_the_day(self) -> None:
        a = went("a", "2026-02-01 in-progress", "2026-02-09 in-review", "2026-02-12 done")
        b = went("b", "2026-02-10 backlog", "2026-02-11 in-progress")
        assert counts(a, b) == [1, 1, 1, 1, 2, 1, 1, 1, 1, 1]

    def test_what_starts_and_ends_on_a_day_was_never_in_it(self) -> None:
        assert (
            counts(went("a", "2026-02-10 backlog", "2026-02-10 in-progress", "2026-02-10 done")) == [0] * 10
        )

    def test_a_day_in_the_backlog_in_between_does_not_count(self) -> None:
        a = went("a", "2026-02-08 in-progress", "2026-02-10 backlog", "2026-02-12 in-progress")
        assert counts(a) == [0, 1, 1, 0, 0, 1, 1, 1, 1, 1]

    def test_a_status_that_no_move_leads_to_counts_today(self) -> None:
        moved = went("a", "2026-02-08 in-progress", "2026-02-10 done")
        assert counts(moved, item("b", "in-progress")) == [0, 1, 1, 0, 0, 0, 0, 0, 0, 1]

    def test_without_any_move_only_today_is_known(self) -> None:
        assert wip_series(past(item("a", "in-progress"), item("b")), TEN_DAYS) == ((TODAY, 1),)

    @given(moved_items())
    def test_changes_by_what_enters_minus_what_leaves(self, items: list[Item]) -> None:
        series = dict(wip_series(past(*items), HUNDRED_DAYS))

        def started(one: Item, on: object) -> bool:
            there = [entry.status for entry in one.history if str(entry.date) <= str(on)]
            return bool(there) and KINDS[str(there[-1])].started

        for on in list(series)[1:]:
            before = on - timedelta(days=1)
            entries = sum(started(one, on) and not started(one, before) for one in items)
            exits = sum(started(one, before) and not started(one, on) for one in items)
            assert series[on] - series[before] == entries - exits
            assert series[on] == sum(started(one, on) for one in items)


class TestCumulativeFlow:
    def test_counts_columns_that_were_skipped_through(self) -> None:
        found = flow(went("a", "2026-02-08 backlog", "2026-02-10 in-review", "2026-02-12 done"))
        assert found == {
            "idea": [0, 1, 1, 1, 1, 1, 1, 1, 1, 1],
            "backlog": [0, 1, 1, 1, 1, 1, 1, 1, 1, 1],
            "planned": [0, 0, 0, 1, 1, 1, 1, 1, 1, 1],
            "in-progress": [0, 0, 0, 1, 1, 1, 1, 1, 1, 1],
            "in-review": [0, 0, 0, 1, 1, 1, 1, 1, 1, 1],
            "done": [0, 0, 0, 0, 0, 1, 1, 1, 1, 1],
        }

    def test_what_slips_back_stays_in_its_band_and_is_told(self) -> None:
        a = went("a", "2026-02-01 in-progress", "2026-02-09 backlog", "2026-02-13 in-progress")
        assert flow(a)["in-progress"] == [1] * 10
        days = cumulative_flow(past(a), TEN_DAYS) or ()
        assert [one.slipped["in-progress"] for one in days] == [0, 0, 1, 1, 1, 1, 0, 0, 0, 0]
        assert sum(one.slipped["backlog"] for one in days) == 0

    def test_leaves_out_of_all_days_what_is_dropped_now(self) -> None:
        gone = went("gone", "2026-02-01 in-progress", "2026-02-15 dropped")
        back = went("back", "2026-02-01 in-progress", "2026-02-08 dropped", "2026-02-10 in-review")
        assert left_out_of_flow(past(gone, back)) == ("gone",)
        assert flow(gone, back)["in-progress"] == [1] * 10
        assert flow(gone, back)["in-review"] == [0, 0, 0, 1, 1, 1, 1, 1, 1, 1]

    def test_knows_nothing_where_no_move_is_known(self) -> None:
        assert cumulative_flow(past(item("a", "done"), item("b")), TEN_DAYS) is None

    @given(moved_items())
    def test_never_crosses_and_never_falls(self, items: list[Item]) -> None:
        days = cumulative_flow(past(*items), HUNDRED_DAYS)
        assert days is not None
        assert list(days[0].counts) == [name for name, kind in KINDS.items() if kind is not Kind.DROPPED]
        for one in days:
            numbers = list(one.counts.values())
            assert numbers == sorted(numbers, reverse=True)
            bands = [numbers[place] - after for place, after in enumerate([*numbers[1:], 0])]
            assert all(0 <= slip <= band for slip, band in zip(one.slipped.values(), bands, strict=True))
        for before, after in itertools.pairwise(days):
            assert all(before.counts[name] <= after.counts[name] for name in after.counts)
        assert days[-1].counts["idea"] == sum(KINDS[one.status] is not Kind.DROPPED for one in items)
        assert days[-1].counts["done"] - days[-1].slipped["done"] == sum(
            one.status == "done" for one in items
        )


def test_days_before_the_window_count_into_it() -> None:
    assert flow(went("a", "2025-01-01 backlog"))["backlog"] == [1] * 10
    assert flow(went("a", "2026-02-16 backlog"))["backlog"] == [0] * 9 + [1]
    assert day("2026-02-07") == TEN_DAYS.first
