"""Priority inflation: four signs, each with its numbers, and none with too few items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.metrics.inflation import Inflation, inflation_of
from tests.make import item

if TYPE_CHECKING:
    from backlog.model import Item


def rated(*impacts: int, confidence: int = 3, status: str = "backlog") -> list[Item]:
    """Items whose scores are all different, unless impacts are equal."""
    return [
        item(f"i{number:02}", status, impact=impact, confidence=confidence, effort=5 - number % 5)
        for number, impact in enumerate(impacts)
    ]


def alarms(found: Inflation) -> list[str]:
    return [sign.name for sign in found.alarms]


def sign(found: Inflation, name: str) -> tuple[int, int, int | None]:
    (one,) = (sign for sign in found.signs if sign.name == name)
    return one.count, one.whole, one.percent


class TestImpact:
    def test_half_with_five_is_no_alarm_but_more_is(self) -> None:
        assert alarms(inflation_of(rated(5, 5, 5, 1, 2, 3))) == []
        found = inflation_of(rated(5, 5, 5, 5, 2, 3))
        assert alarms(found) == ["impact-five"]
        assert sign(found, "impact-five") == (4, 6, 67)

    def test_nobody_with_one_or_two_is_an_alarm(self) -> None:
        found = inflation_of(rated(3, 4, 5, 3, 4))
        assert alarms(found) == ["nobody-low"]
        assert sign(found, "nobody-low") == (0, 5, 0)
        assert alarms(inflation_of(rated(3, 4, 5, 3, 2))) == []


class TestTopScore:
    def test_three_of_ten_are_no_alarm_but_four_are(self) -> None:
        top = [item(f"top{number}", impact=5, confidence=5, effort=1) for number in range(4)]
        rest = [item(f"rest{number}", impact=1, confidence=1, effort=1) for number in range(7)]
        three, four = inflation_of([*top[:3], *rest]), inflation_of([*top, *rest[:6]])
        assert (sign(three, "same-top"), alarms(three)) == ((3, 10, 30), [])
        assert (sign(four, "same-top"), alarms(four)) == ((4, 10, 40), ["same-top"])

    def test_different_ratings_with_one_score_share_it(self) -> None:
        same = [item("a", impact=5, confidence=4, effort=4), item("b", impact=5, confidence=1, effort=1)]
        assert sign(inflation_of(same), "same-top") == (2, 2, 100)


class TestExpedite:
    def test_counts_what_has_begun_alone(self) -> None:
        low = rated(1, 2, 3, 4, 5)
        running = [item(f"run{number}", "in-progress") for number in range(4)]
        jumped, waiting = item("jump", "in-review", expedite="a fair"), item("wait", "planned", expedite="x")
        fifth = inflation_of([*low, *running, jumped, waiting])
        assert (sign(fifth, "expedite"), alarms(fifth)) == ((1, 5, 20), [])
        quarter = inflation_of([*low, *running[:3], jumped, waiting])
        assert (sign(quarter, "expedite"), alarms(quarter)) == ((1, 4, 25), ["expedite"])
        assert quarter.alarms[0].ids == ("jump",)


class TestGuard:
    def test_fewer_than_five_open_rated_items_raise_no_alarm(self) -> None:
        four = [*rated(5, 5, 5, 5), item("jump", "in-progress", expedite="x")]
        found = inflation_of(four)
        assert (found.enough, found.scored, alarms(found)) == (False, 4, [])
        assert alarms(inflation_of([*four, *rated(5)])) == []  # the same id once more: still four
        assert alarms(inflation_of([*four, item("fifth", impact=5, confidence=1, effort=1)])) == [
            "impact-five",
            "nobody-low",
            "expedite",
        ]

    def test_closed_and_unrated_items_do_not_count(self) -> None:
        found = inflation_of([*rated(5, 5, 5, 5, 5, status="done"), item("a", impact=5)])
        assert (found.scored, sign(found, "impact-five")) == (0, (0, 0, None))
