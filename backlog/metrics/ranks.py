"""Ranks of the past: where items stood on an earlier day, and how each change of a rating moved them.

Ratings of the past come from git alone: without it nothing is known here. Ranked on a day is what was, at
its end, of kind backlog to review, rated in all three ways, and not parked. Items that vanished count for
the ranks of the others, and have none of their own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from backlog.metrics.ice import LEAST, MOST, Ratings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date, datetime

    from backlog.history import Life, Past, Rating

_STEPS = range(LEAST, MOST + 1)
_EVERY = tuple(Ratings(i, c, e) for i in _STEPS for c in _STEPS for e in _STEPS)
_RATED: Mapping[tuple[int | None, int | None, int | None], Ratings] = {
    (rated.impact, rated.confidence, rated.effort): rated for rated in _EVERY
}
_SCORES = sorted({rated.score for rated in _EVERY}, reverse=True)
_PLACE = {rated: _SCORES.index(rated.score) for rated in _EVERY}
"""The place of each rating among all scores there can be, the best one 0: counting them is ranking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankChange:
    """The ratings of an item changed on a day; `at` and `commit` are those of the last change on it.

    Ratings are None where one of the three was missing, ranks where the item was not ranked: `rank_before`
    at the end of the day before, `rank_after` at the end of the day.
    """

    day: date
    at: datetime | None
    commit: str | None
    before: Ratings | None
    after: Ratings | None
    rank_before: int | None
    rank_after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RankMove:
    """An item that was ranked on two days. `before` and `after` are its ratings on them."""

    id: str
    before: Ratings
    after: Ratings
    rank_before: int
    rank_after: int

    @property
    def places(self) -> int:
        """By how many places it went up (down: below 0)."""
        return self.rank_before - self.rank_after

    @property
    def rated_anew(self) -> bool:
        """Whether its own ratings are others; if not, others came, went, or were rated anew."""
        return self.before != self.after


class _Standing(NamedTuple):
    """From the end of this day on an item stands with these ratings among the ranked; None: not there."""

    day: date
    rated: Ratings | None


_UNRATED: tuple[None, None, None] = (None, None, None)


def rank_moves(past: Past, since: date) -> tuple[RankMove, ...]:
    """The items that are ranked now and were at the end of an earlier day, those that moved furthest first.

    Among equal ones those that stand further up now. Those that kept their rank come last.
    """
    then, now = _rated_on(past, since), _rated_on(past, past.today)
    rank_then, rank_now = _ranks(Counter(then.values())), _ranks(Counter(now.values()))
    moves = [
        RankMove(
            id=life.id,
            before=then[place],
            after=rated,
            rank_before=rank_then(then[place]),
            rank_after=rank_now(rated),
        )
        for place, rated in now.items()
        for life in [past.lives[place]]
        if place in then and life.item is not None
    ]
    return tuple(sorted(moves, key=lambda move: (-abs(move.places), move.rank_after, move.id)))


def rank_changes(past: Past) -> dict[str, tuple[RankChange, ...]]:
    """The changes of ratings of each item that is there, oldest first, and what they did to its rank.

    The first rating of an item is a change (from None); several changes on one day are one.
    """
    ranked = _ranked_statuses(past)
    standings = [tuple(_standings(past, life, ranked)) for life in past.lives]
    changes = [tuple(_changes(life)) if life.item is not None else () for life in past.lives]
    asked = {day for found in changes for day, _, _, _ in found}
    before, after = _ranks_of_days(standings, asked)
    return {
        life.id: tuple(
            RankChange(
                day=day,
                at=last.at,
                commit=last.commit,
                before=old,
                after=new,
                rank_before=_rank_of(before[day], _last_before(held, day, strictly=True)),
                rank_after=_rank_of(after[day], _last_before(held, day, strictly=False)),
            )
            for day, old, new, last in found
        )
        for life, found, held in zip(past.lives, changes, standings, strict=True)
        if found
    }


def _changes(life: Life) -> Iterator[tuple[date, Ratings | None, Ratings | None, Rating]]:
    """Day, ratings before and after, and the last version of the day, for each day that changed them."""
    known: Ratings | None = None
    ratings = life.ratings
    for number, rating in enumerate(ratings):
        if number + 1 < len(ratings) and ratings[number + 1].day == rating.day:
            continue
        rated = _complete(rating)
        if rated != known:
            yield rating.day, known, rated, rating
        known = rated


def _complete(rating: Rating) -> Ratings | None:
    return _RATED.get((rating.impact, rating.confidence, rating.effort))


def _standings(past: Past, life: Life, ranked: frozenset[str]) -> Iterator[_Standing]:
    """How an item stood among the ranked ones, from its first rating on, day by day that changed it."""
    if not life.ratings:
        return
    rated = [(rating.day, rating.recheck, _complete(rating)) for rating in life.ratings]
    moves = life.timeline.moves
    days = {day for day, _, _ in rated} | {move.day for move in moves} | {past.today}
    days |= {recheck for _, recheck, _ in rated if recheck is not None}
    ratings_known = moves_known = 0
    held: Ratings | None = None
    for day in sorted(days):
        if day > past.today:
            break
        while ratings_known < len(rated) and rated[ratings_known][0] <= day:
            ratings_known += 1
        while moves_known < len(moves) and moves[moves_known].day <= day:
            moves_known += 1
        _, recheck, now = rated[ratings_known - 1] if ratings_known else _UNRATED
        if now is not None:
            status = moves[moves_known - 1].status if moves_known else None
            there = life.kind.ranked if day == past.today else status in ranked
            now = now if there and not (recheck and recheck > day) else None
        if now != held:
            yield _Standing(day, now)
        held = now


def _rated(past: Past, life: Life, day: date, ranked: frozenset[str]) -> Ratings | None:
    """The ratings with which an item is ranked at the end of a day; None where it is not."""
    place = bisect_right(life.ratings, day, key=_day)
    if not place:
        return None
    rating = life.ratings[place - 1]
    if rating.recheck is not None and rating.recheck > day:
        return None
    there = life.kind.ranked if day >= past.today else life.status_on(day) in ranked
    return _complete(rating) if there else None


def _ranked_statuses(past: Past) -> frozenset[str]:
    """The statuses whose items are ranked; one that nobody configured is none of them."""
    return frozenset(status for status, kind in past.columns.kinds.items() if kind.ranked)


def _rated_on(past: Past, day: date) -> dict[int, Ratings]:
    """The ratings of whatever is ranked at the end of a day, by place among the lives."""
    ranked = _ranked_statuses(past)
    return {
        place: rated
        for place, life in enumerate(past.lives)
        if life.ratings and (rated := _rated(past, life, day, ranked)) is not None
    }


def _ranks(counts: Mapping[Ratings, int]) -> Callable[[Ratings], int]:
    """A function from ratings to their rank among so many of each."""
    numbers = [0] * len(_SCORES)
    for rated, count in counts.items():
        numbers[_PLACE[rated]] += count
    ahead = _ahead(numbers)
    return lambda rated: ahead[_PLACE[rated]]


def _ahead(numbers: list[int]) -> tuple[int, ...]:
    """The rank of each place: one more than all that stand before it."""
    return tuple(accumulate(numbers, initial=1))


def _ranks_of_days(
    standings: list[tuple[_Standing, ...]], asked: set[date]
) -> tuple[dict[date, tuple[int, ...]], dict[date, tuple[int, ...]]]:
    """The rank of each place on the days asked for: at the end of the day before, and of the day."""
    shifts: dict[date, list[tuple[int, int]]] = {day: [] for day in asked}
    for held in standings:
        last: Ratings | None = None
        for day, rated in held:
            changed = shifts.setdefault(day, [])
            if last is not None:
                changed.append((_PLACE[last], -1))
            if rated is not None:
                changed.append((_PLACE[rated], 1))
            last = rated
    before: dict[date, tuple[int, ...]] = {}
    after: dict[date, tuple[int, ...]] = {}
    numbers = [0] * len(_SCORES)
    for day in sorted(shifts):
        if day in asked:
            before[day] = _ahead(numbers)
        for place, step in shifts[day]:
            numbers[place] += step
        if day in asked:
            after[day] = _ahead(numbers)
    return before, after


def _last_before(held: tuple[_Standing, ...], day: date, *, strictly: bool) -> Ratings | None:
    """The ratings with which an item stood at the end of a day, or (`strictly`) of the day before."""
    found = None
    for standing in held:
        if standing.day > day or (strictly and standing.day == day):
            break
        found = standing.rated
    return found


def _rank_of(ahead: tuple[int, ...], rated: Ratings | None) -> int | None:
    return ahead[_PLACE[rated]] if rated is not None else None


def _day(rating: Rating) -> date:
    return rating.day
