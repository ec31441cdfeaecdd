"""Stages of goals, shares of effort, what is done, how far figure and period are."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlog.metrics.coverage import (
    STAGES,
    done_share,
    effort_shares,
    hangs_on,
    percent,
    period_passed,
    progress,
    shares,
    stage_of,
)
from backlog.model import Item, Outcome, Period, Result
from tests.make import KINDS, day, goal, item

READY = item("ready")
LINKED = item("linked", "idea")
RUNNING = item("running", "in-progress")
IN_REVIEW = item("reviewed", "in-review")
LIVE = item("live", "done")
DROPPED = item("dropped", "dropped")


class TestStage:
    @pytest.mark.parametrize(
        ("items", "stage"),
        [
            ([], "uncovered"),
            ([DROPPED], "uncovered"),
            ([LINKED], "linked"),
            ([LINKED, READY], "ready"),
            ([READY, RUNNING], "in-work"),
            ([IN_REVIEW], "in-work"),
            ([RUNNING, LIVE], "live"),
            ([item("a", "done", result=Result(value="11 leads")), LINKED], "measured"),
            ([item("a", "done", result=Result(outcome=Outcome.MET))], "measured"),
            ([item("a", "done", result=Result(outcome=Outcome.NONE))], "live"),
            ([item("a", "done", result=Result(outcome=Outcome.NONE, value="0"))], "measured"),
            ([item("a", "done", result=Result(measured=day("2026-02-01")))], "live"),
            ([item("a", "in-progress", result=Result(value="11 leads"))], "in-work"),
        ],
    )
    def test_is_the_furthest(self, items: list[Item], stage: str) -> None:
        assert stage_of(items, {"ready"}) == stage

    @given(
        st.lists(st.sampled_from([READY, LINKED, RUNNING, IN_REVIEW, LIVE, DROPPED])),
        st.sampled_from(list(KINDS)),
    )
    def test_another_item_never_sets_a_goal_back(self, items: list[Item], status: str) -> None:
        before, after = stage_of(items, {"ready"}), stage_of([*items, item("another", status)], {"ready"})
        assert STAGES.index(after) >= STAGES.index(before)


class TestShares:
    @pytest.mark.parametrize(
        ("weights", "parts"),
        [
            ([1, 1, 1], (34, 33, 33)),
            ([2, 1], (67, 33)),
            ([5, 0, 0], (100, 0, 0)),
            ([1, 1, 1, 1, 1, 1, 1], (15, 15, 14, 14, 14, 14, 14)),
            ([0, 0], None),
            ([], None),
        ],
    )
    def test_largest_remainder(self, weights: list[int], parts: tuple[int, ...] | None) -> None:
        assert shares(weights) == parts

    @given(st.lists(st.integers(0, 60), min_size=1))
    def test_sum_to_a_hundred_and_are_off_by_less_than_one(self, weights: list[int]) -> None:
        parts = shares(weights)
        if parts is None:
            assert not any(weights)
            return
        assert sum(parts) == 100
        assert all(
            abs(part - Fraction(100 * weight, sum(weights))) < 1
            for part, weight in zip(parts, weights, strict=True)
        )

    def test_of_effort_over_goals_and_what_has_none(self) -> None:
        def scored(id_: str, effort: int, status: str = "backlog") -> Item:
            return item(id_, status, impact=1, confidence=1, effort=effort)

        items = [
            scored("a", 2),
            scored("b", 1, "idea"),
            scored("c", 5, "done"),
            scored("d", 3, "in-progress"),
            item("unscored", effort=5),
        ]
        goal_of = {"a": "leads", "b": None, "c": "leads", "d": "brand", "unscored": "leads"}
        assert effort_shares(items, goal_of, ["brand", "hiring", "leads"]) == (
            {"brand": 50, "hiring": 0, "leads": 33},
            17,
        )

    def test_of_nothing_are_unknown(self) -> None:
        assert effort_shares([LIVE], {"live": "leads"}, ["leads"]) == ({"leads": None}, None)


class TestDone:
    def test_counts_what_is_not_dropped(self) -> None:
        items = [
            item("a", "done", effort=1),
            item("b", effort=4),
            item("c", "dropped", effort=5),
            item("d", "idea"),
        ]
        assert done_share(items) == (33, 20)

    def test_is_unknown_without_items_or_effort(self) -> None:
        assert done_share([DROPPED]) == (None, None)
        assert done_share([LIVE]) == (100, None)

    @pytest.mark.parametrize(
        ("part", "whole", "share"),
        [(1, 8, 13), (1, 3, 33), (2, 3, 67), (0, 4, 0), (4, 4, 100), (0, 0, None), (1, 200, 1)],
    )
    def test_halves_are_rounded_up(self, part: int, whole: int, share: int | None) -> None:
        assert percent(part, whole) == share


class TestFigures:
    QUARTER = Period(day("2026-01-01"), day("2026-03-31"), "2026-Q1")

    @pytest.mark.parametrize(
        ("today", "share"),
        [
            ("2025-12-01", Fraction(0)),
            ("2026-01-01", Fraction(0)),
            ("2026-01-31", Fraction(1, 3)),
            ("2026-03-31", Fraction(89, 90)),
            ("2026-04-01", Fraction(1)),
            ("2027-01-01", Fraction(1)),
        ],
    )
    def test_period_passed(self, today: str, share: Fraction) -> None:
        assert period_passed(self.QUARTER, day(today)) == share

    @pytest.mark.parametrize(
        ("baseline", "target", "current", "share"),
        [
            (None, "40", "18", Fraction(9, 20)),
            ("10", "30", "15", Fraction(1, 4)),
            ("200", "100", "150", Fraction(1, 2)),  # the less the better
            ("10", "30", "5", Fraction(-1, 4)),
            ("0", "0", "5", None),
            (None, "40", None, None),
            (None, None, "18", None),
            ("3.5", "4.5", "4.0", Fraction(1, 2)),
        ],
    )
    def test_progress(
        self, baseline: str | None, target: str | None, current: str | None, share: Fraction | None
    ) -> None:
        def figure(text: str | None) -> Decimal | None:
            return None if text is None else Decimal(text)

        assert (
            progress(goal(baseline=figure(baseline), target=figure(target), current=figure(current))) == share
        )

    @pytest.mark.parametrize(
        ("items", "person"),
        [
            ([item("a", owner="anna"), item("b", "idea", owner="anna")], "anna"),
            ([item("a", owner="anna"), item("b", owner="ben")], None),
            ([item("a", owner="anna")], None),
            ([item("a", owner="anna"), item("b", "done", owner="anna")], None),
            ([item("a", owner="anna"), item("b")], None),
            ([item("a"), item("b")], None),
            ([item("a", owner="anna"), item("b", owner="anna"), item("c", "done", owner="ben")], "anna"),
        ],
    )
    def test_hangs_on_one_person(self, items: list[Item], person: str | None) -> None:
        assert hangs_on(items) == person
