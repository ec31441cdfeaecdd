"""Where days were spent, flow efficiency, and blocked days."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given

from backlog.config.sections import Kind, Status
from backlog.metrics.figures import Blocking, Stay
from backlog.metrics.stays import blocking_of, bottleneck_of, efficiency_of, stays_of
from backlog.model import Block, Item
from tests.make import config, day, item
from tests.metrics.lives import moved_items, past, went, window

WORKFLOW = config().workflow  # in review is the one that waits
MONTH = window("2026-01-18", "2026-02-16")

# Seven days: 1 to 4 in progress, 5 to 7 in review. And four in progress alone, the finish day included.
LONG = went("long", "2026-01-01 in-progress", "2026-01-05 in-review", "2026-01-07 done")
SHORT = went("short", "2026-01-10 in-progress", "2026-01-13 done")


def efficiency(*items: Item, workflow: tuple[Status, ...] = WORKFLOW) -> int | None:
    known = past(*items, settings=config(workflow=workflow))
    return efficiency_of(known.lives, workflow, known.columns)


def blocked(*blocks: Block, entries: tuple[str, ...] = ("2026-01-01 in-progress",), **values: Any) -> Item:
    return replace(went("a", *entries), blocked=blocks, **values)


def blocking(*items: Item) -> tuple[Blocking, ...]:
    return blocking_of(past(*items), MONTH)


class TestStays:
    def test_of_two_items(self) -> None:
        stays = stays_of(past(LONG, SHORT).lives, WORKFLOW)
        assert stays == (
            Stay(status="in-progress", days=8, percent=73, items=2, waiting=False),  # 8 of 11
            Stay(status="in-review", days=3, percent=27, items=1, waiting=True),
        )
        assert bottleneck_of(stays) == "in-progress"

    def test_a_column_that_nobody_stood_in_is_there_with_nothing(self) -> None:
        stays = stays_of(past(SHORT).lives, WORKFLOW)
        assert [(stay.status, stay.days, stay.percent, stay.items) for stay in stays] == [
            ("in-progress", 4, 100, 1),
            ("in-review", 0, 0, 0),
        ]

    def test_without_days_there_are_none_and_no_bottleneck(self) -> None:
        assert stays_of((), WORKFLOW) == ()
        assert bottleneck_of(()) is None

    def test_days_while_dropped_are_told(self) -> None:
        revived = went(
            "a", "2026-01-01 in-progress", "2026-01-03 dropped", "2026-01-06 in-review", "2026-01-06 done"
        )
        assert [(stay.status, stay.days) for stay in stays_of(past(revived).lives, WORKFLOW)] == [
            ("in-progress", 2),
            ("in-review", 1),
            ("dropped", 3),
        ]

    @given(moved_items())
    def test_time_in_status_sums_to_cycle_time_or_age(self, items: list[Item]) -> None:
        for life in past(*items).lives:
            known = life.timeline
            length = known.cycle_time_days if life.kind is Kind.DONE else known.age_days
            if length is not None:
                assert sum((known.time_in_status_days or {}).values()) == length
        lives = [life for life in past(*items).lives if life.timeline.cycle_time_days is not None]
        stays = stays_of(lives, WORKFLOW)
        assert sum(stay.days for stay in stays) == sum(life.timeline.cycle_time_days or 0 for life in lives)
        assert sum(stay.percent for stay in stays) == (100 if lives else 0)


class TestEfficiency:
    def test_is_active_of_active_and_waiting(self) -> None:
        assert efficiency(LONG) == 57  # 4 of 7
        assert efficiency(LONG, SHORT) == 73  # 8 of 11, and not the mean of 57 and 100

    def test_blocked_days_wait_and_none_counts_twice(self) -> None:
        """Blocked on 3 and 4 in progress; on 5 and 6 it waits anyway."""
        twice = (
            Block(day("2026-01-03"), "content", day("2026-01-07")),
            Block(day("2026-01-04"), "sales", day("2026-01-05")),
        )
        assert efficiency(replace(LONG, blocked=twice)) == 29  # 2 of 7

    def test_the_finish_day_is_blocked_where_nothing_ended_the_blocker(self) -> None:
        """It belongs to the status before done: 12 and 13 wait, 10 and 11 do not."""
        assert efficiency(replace(SHORT, blocked=(Block(day("2026-01-12"), "content"),))) == 50

    def test_days_that_nothing_tells_the_status_of_are_blocked_all_the_same(self) -> None:
        """Done on 6, reopened on 9: 7 and 8 belong to the first active column, and were blocked."""
        again = went(
            "a", "2026-01-05 in-progress", "2026-01-06 done", "2026-01-09 in-progress", "2026-01-10 done"
        )
        block = Block(day("2026-01-07"), "content", day("2026-01-09"))
        assert efficiency(replace(again, blocked=(block,))) == 67  # 4 of 6

    def test_is_unknown_where_no_column_waits(self) -> None:
        nowhere = tuple(replace(status, waiting=False) for status in WORKFLOW)
        assert efficiency(LONG, workflow=nowhere) is None
        before = tuple(replace(status, waiting=status.id == "planned") for status in WORKFLOW)
        assert efficiency(LONG, workflow=before) is None
        assert efficiency(item("a", "in-progress")) is None


class TestBlocking:
    """The window is 18 January to 16 February, the one before it 19 December to 17 January."""

    def test_counts_days_in_the_window_and_in_the_one_before(self) -> None:
        found = blocking(blocked(Block(day("2026-01-16"), "content", day("2026-01-21"))))
        assert found == (Blocking(reason="content", days=3, before=2, items=("a",)),)

    def test_what_is_still_blocked_counts_up_to_today(self) -> None:
        assert blocking(blocked(Block(day("2026-02-14"), "sales")))[0].days == 3  # over a weekend, Monday too

    def test_only_while_it_was_open(self) -> None:
        """Open on 1 to 9 February; the block was never ended."""
        entries = ("2026-02-01 in-progress", "2026-02-10 done")
        found = blocking(blocked(Block(day("2026-01-30"), "content"), entries=entries))
        assert [(one.days, one.before) for one in found] == [(9, 0)]

    def test_days_blocked_twice_over_count_once_for_each_reason(self) -> None:
        first, second = day("2026-02-01"), day("2026-02-03")
        found = blocking(
            blocked(
                Block(first, "content", day("2026-02-05")),
                Block(second, "content"),
                Block(second, "approval"),
            )
        )
        assert [(one.reason, one.days) for one in found] == [("content", 16), ("approval", 14)]

    def test_most_days_first_and_what_is_over_is_still_told(self) -> None:
        old = replace(blocked(Block(day("2026-01-02"), "sales", day("2026-01-05"))), id="old")
        new = blocked(Block(day("2026-02-16"), "tracking"))
        assert [(one.reason, one.days, one.before, one.items) for one in blocking(old, new)] == [
            ("tracking", 1, 0, ("a",)),
            ("sales", 0, 3, ()),
        ]

    def test_of_an_item_without_moves_while_it_is_open(self) -> None:
        block = (Block(day("2026-02-10"), "content"),)
        assert blocking(item("a", blocked=block))[0].days == 7
        assert blocking(item("a", "done", blocked=block)) == ()

    def test_a_block_without_a_day_is_not_counted(self) -> None:
        assert blocking(blocked(Block(None, "content"))) == ()
