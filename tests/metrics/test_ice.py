"""Scores, ranks, intervals and order."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlog.config.sections import Kind
from backlog.metrics.ice import (
    Ranking,
    Ratings,
    is_big_bet,
    is_parked,
    is_quick_win,
    is_unscored,
    ranking,
    ratings,
)
from backlog.metrics.precedence import in_precedence
from tests.make import KINDS, TODAY, day, item

if TYPE_CHECKING:
    from backlog.model import Item


def rated(
    id_: str, impact: int, confidence: int, effort: int, status: str = "backlog", **values: object
) -> Item:
    return item(id_, status, impact=impact, confidence=confidence, effort=effort, **values)


def ranked(*items: Item, created: dict[str, str] | None = None) -> Ranking:
    return ranking(items, TODAY, {id_: day(text) for id_, text in (created or {}).items()})


def ranks(found: Ranking) -> dict[str, int]:
    return {id_: standing.rank for id_, standing in found.standings.items()}


class TestScore:
    @pytest.mark.parametrize(
        ("impact", "confidence", "effort", "score"),
        [
            (4, 3, 2, Fraction(6)),
            (5, 5, 1, Fraction(25)),
            (1, 1, 5, Fraction(1, 5)),
            (4, 5, 3, Fraction(20, 3)),
        ],
    )
    def test_is_an_exact_fraction(self, impact: int, confidence: int, effort: int, score: Fraction) -> None:
        assert Ratings(impact, confidence, effort).score == score

    @pytest.mark.parametrize("field", ["impact", "confidence", "effort"])
    def test_is_unknown_unless_all_three_are_there(self, field: str) -> None:
        given: dict[str, Any] = {"impact": 4, "confidence": 3, "effort": 2, field: None}
        task = item(**given)
        assert ratings(task) is None
        assert is_unscored(task, TODAY)

    @pytest.mark.parametrize(("status", "unscored"), [("idea", False), ("in-review", True), ("done", False)])
    def test_only_what_would_be_ranked_is_called_unscored(self, status: str, *, unscored: bool) -> None:
        assert is_unscored(item(status=status), TODAY) is unscored


class TestRank:
    def test_equal_scores_share_a_rank_and_the_next_is_skipped(self) -> None:
        found = ranked(rated("a", 5, 4, 1), rated("b", 4, 4, 2), rated("c", 2, 4, 1), rated("d", 1, 1, 1))
        assert ranks(found) == {"a": 1, "b": 2, "c": 2, "d": 4}

    def test_fractions_that_floats_would_part_share_a_rank(self) -> None:
        found = ranked(rated("a", 1, 1, 3), rated("b", 1, 1, 3), rated("c", 1, 2, 3))
        assert ranks(found) == {"a": 2, "b": 2, "c": 1}

    @pytest.mark.parametrize("status", ["backlog", "planned", "in-progress", "in-review"])
    def test_takes_in_backlog_to_review(self, status: str) -> None:
        assert ranks(ranked(rated("a", 1, 1, 1, status))) == {"a": 1}

    @pytest.mark.parametrize("status", ["idea", "done", "dropped"])
    def test_takes_in_nothing_else(self, status: str) -> None:
        assert ranks(ranked(rated("a", 1, 1, 1, status))) == {}

    def test_parked_until_the_day(self) -> None:
        tomorrow, today = rated("a", 1, 1, 1, recheck=day("2026-02-17")), rated("b", 1, 1, 1, recheck=TODAY)
        assert ranks(ranked(tomorrow, today)) == {"b": 1}
        assert is_parked(tomorrow, TODAY)
        assert not is_parked(today, TODAY)
        assert not is_parked(replace(tomorrow, status="done", kind=Kind.DONE), TODAY)

    def test_nothing_to_rank(self) -> None:
        assert ranked() == Ranking(standings={})

    @pytest.mark.parametrize(
        ("first", "second", "created"),
        [
            (rated("b", 2, 4, 2), rated("a", 4, 2, 2), {}),  # higher confidence
            (rated("b", 1, 4, 1), rated("a", 2, 4, 2), {}),  # lower effort
            (
                rated("b", 2, 2, 2),
                rated("a", 2, 2, 2),
                {"b": "2026-01-01", "a": "2026-01-02"},
            ),  # earlier created
            (rated("b", 2, 2, 2), rated("a", 2, 2, 2), {"b": "2026-01-01"}),  # unknown last
            (rated("a", 2, 2, 2), rated("b", 2, 2, 2), {}),  # id
        ],
    )
    def test_order_among_equals(self, first: Item, second: Item, created: dict[str, str]) -> None:
        found = ranked(second, first, created=created)
        assert set(ranks(found).values()) == {1}
        assert found.by_rank == found.by_order == (first.id, second.id)


class TestInterval:
    def test_of_a_single_item_is_its_rank(self) -> None:
        standing = ranked(rated("a", 3, 3, 3)).standings["a"]
        assert (standing.rank_best, standing.rank, standing.rank_worst) == (1, 1, 1)

    def test_one_step_of_one_rating(self) -> None:
        """6.00 may become 12 or 4 (effort), 8 or 4 (confidence), 7.50 or 4.50 (impact)."""
        others = [
            rated("b", 4, 2, 1),
            rated("c", 5, 5, 3),
            rated("d", 5, 3, 3),
            rated("e", 4, 1, 1),
            rated("f", 5, 5, 1),
        ]
        standing = ranked(rated("a", 4, 3, 2), *others).standings["a"]
        # The others score 8, 8.33, 5, 4 and 25.
        assert (standing.rank, standing.rank_best, standing.rank_worst) == (4, 2, 5)

    def test_the_ratings_as_they_are_are_no_case(self) -> None:
        """Of the best ratings every step leads down, of the worst up."""
        best = ranked(rated("a", 5, 5, 1), rated("b", 5, 5, 1), rated("c", 5, 4, 1)).standings["a"]
        assert (best.rank, best.rank_best, best.rank_worst) == (1, 2, 3)
        worst = ranked(rated("a", 1, 1, 5), rated("b", 1, 1, 5)).standings["a"]
        assert (worst.rank, worst.rank_best, worst.rank_worst) == (1, 1, 1)

    def test_ratings_stay_between_1_and_5(self) -> None:
        assert set(Ratings(5, 1, 3).neighbours) == {
            Ratings(4, 1, 3),
            Ratings(5, 2, 3),
            Ratings(5, 1, 2),
            Ratings(5, 1, 4),
        }


class TestOrder:
    def order(self, *items: Item) -> tuple[str, ...]:
        return ranked(*items).by_order

    def test_nothing_comes_before_what_it_waits_for(self) -> None:
        assert self.order(
            rated("a", 5, 5, 1, depends_on=("c",)), rated("b", 3, 3, 1), rated("c", 1, 1, 1)
        ) == ("b", "c", "a")

    def test_the_best_of_what_is_free_comes_next(self) -> None:
        items = [
            rated("a", 5, 5, 1, depends_on=("d",)),
            rated("b", 4, 4, 1),
            rated("c", 1, 1, 5),
            rated("d", 3, 3, 1),
        ]
        assert self.order(*items) == ("b", "d", "a", "c")

    def test_rank_and_order_are_kept_apart(self) -> None:
        found = ranked(rated("a", 5, 5, 1, depends_on=("b",)), rated("b", 1, 1, 1))
        assert {id_: (one.rank, one.order) for id_, one in found.standings.items()} == {
            "a": (1, 2),
            "b": (2, 1),
        }

    @pytest.mark.parametrize(
        "other",
        [
            item("b"),  # unscored
            rated("b", 1, 1, 1, "done"),
            rated("b", 1, 1, 1, "idea"),
        ],
    )
    def test_what_is_not_ranked_is_not_waited_for(self, other: Item) -> None:
        assert self.order(rated("a", 5, 5, 1, depends_on=("b", "nothing")), other) == ("a",)

    def test_circles_are_ignored_and_the_rest_is_not(self) -> None:
        items = [
            rated("a", 5, 5, 1, depends_on=("b",)),
            rated("b", 4, 4, 1, depends_on=("a", "c")),
            rated("c", 3, 3, 1),
            rated("d", 5, 5, 1, depends_on=("d",)),
        ]
        assert self.order(*items) == ("a", "d", "c", "b")

    def test_a_chain_of_ten_thousand(self) -> None:
        ids = [f"i{number:05}" for number in range(10_000)]
        assert in_precedence(ids, {one: (other,) for one, other in itertools.pairwise(ids)}) == ids[::-1]


@pytest.mark.parametrize(
    ("impact", "effort", "quick_win", "big_bet"),
    [
        (4, 2, True, False),
        (3, 1, False, False),
        (5, 3, False, False),
        (4, 4, False, True),
        (3, 5, False, False),
    ],
)
def test_quick_wins_and_big_bets(impact: int, effort: int, *, quick_win: bool, big_bet: bool) -> None:
    task = rated("a", impact, 1, effort)
    assert (is_quick_win(task), is_big_bet(task)) == (quick_win, big_bet)


rating = st.integers(1, 5)
tasks = st.lists(
    st.tuples(
        rating,
        rating,
        rating,
        st.sampled_from([*KINDS, *["backlog"] * 5]),
        st.lists(st.integers(0, 14), max_size=3),
    ),
    max_size=14,
).map(
    lambda rows: [
        rated(
            f"i{number}",
            impact,
            confidence,
            effort,
            status,
            depends_on=tuple(f"i{other}" for other in others),
        )
        for number, (impact, confidence, effort, status, others) in enumerate(rows)
    ]
)


@given(tasks, st.randoms(use_true_random=False))
def test_ranking_is_total_and_stable_under_permutation(items: list[Item], random: object) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = ranked(*items)
    assert ranked(*shuffled) == found
    expected = {task.id for task in items if task.kind.ranked}
    assert set(found.by_rank) == set(found.by_order) == set(found.standings) == expected
    assert sorted(standing.order for standing in found.standings.values()) == list(
        range(1, len(expected) + 1)
    )


@given(tasks)
def test_rank_is_one_more_than_the_number_of_better_scores(items: list[Item]) -> None:
    found = ranked(*items)
    for standing in found.standings.values():
        assert standing.rank == 1 + sum(other.score > standing.score for other in found.standings.values())


@given(tasks, st.sampled_from(["impact", "confidence", "effort"]))
def test_a_better_rating_never_lowers_a_rank(items: list[Item], field: str) -> None:
    """A higher impact or confidence never makes a rank worse, a higher effort never makes it better."""
    before = ranks(ranked(*items))
    for place, task in enumerate(items):
        value = getattr(task, field)
        if task.id in before and value < 5:
            changed = [*items[:place], replace(task, **{field: value + 1}), *items[place + 1 :]]
            after = ranks(ranked(*changed))[task.id]
            assert after >= before[task.id] if field == "effort" else after <= before[task.id]


@given(tasks)
@settings(max_examples=60)
def test_the_interval_is_what_ranking_each_case_anew_gives(items: list[Item]) -> None:
    found = ranked(*items)
    for place, task in enumerate(items):
        if task.id not in found.standings:
            continue
        cases = []
        for name in ("impact", "confidence", "effort"):
            for value in (getattr(task, name) - 1, getattr(task, name) + 1):
                if 1 <= value <= 5:
                    changed = [*items[:place], replace(task, **{name: value}), *items[place + 1 :]]
                    cases.append(ranks(ranked(*changed))[task.id])
        standing = found.standings[task.id]
        assert (standing.rank_best, standing.rank_worst) == (min(cases), max(cases))
        assert standing.rank_best <= standing.rank_worst


@given(tasks)
def test_order_respects_dependencies_outside_circles(items: list[Item]) -> None:
    found = ranked(*items)
    needs = {task.id: [id_ for id_ in task.depends_on if id_ in found.standings] for task in items}

    def reaches(start: str, end: str) -> bool:
        seen, left = set(), [start]
        while left:
            for other in needs[left.pop()]:
                if other == end:
                    return True
                if other not in seen:
                    seen.add(other)
                    left.append(other)
        return False

    for id_, standing in found.standings.items():
        for other in needs[id_]:
            if not reaches(other, id_):
                assert found.standings[other].order < standing.order
