"""ICE: score, rank, rank interval and order of the open items."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from backlog.metrics.precedence import in_precedence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from backlog.model import Item

LEAST, MOST = 1, 5
HIGH_IMPACT = 4
LITTLE_EFFORT = 2
MUCH_EFFORT = 4


class Ratings(NamedTuple):
    """The three numbers an item is rated by, each from 1 to 5."""

    impact: int
    confidence: int
    effort: int

    @property
    def score(self) -> Fraction:
        """Impact x confidence / effort, exactly."""
        return Fraction(self.impact * self.confidence, self.effort)

    @property
    def neighbours(self) -> tuple[Ratings, ...]:
        """The up to six cases in which one rating is one step off."""
        return tuple(
            self._replace(**{name: value + step})
            for name, value in self._asdict().items()
            for step in (-1, 1)
            if LEAST <= value + step <= MOST
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an item stands: equal scores share a rank, and `order` 1 to n respects what depends on what.

    `rank_best` and `rank_worst` are the ranks it would have if one of its ratings were one step off. Where
    all three are at their best or all at their worst, `rank` itself may lie outside.
    """

    score: Fraction
    rank: int
    rank_best: int
    rank_worst: int
    order: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The standing of each ranked item by id, and the ids by rank (ties in their order) and by `order`."""

    standings: Mapping[str, Standing]
    by_rank: tuple[str, ...] = ()
    by_order: tuple[str, ...] = ()


def ratings(item: Item) -> Ratings | None:
    """The item's ratings; None (it is unscored) unless all three are there."""
    if item.impact is None or item.confidence is None or item.effort is None:
        return None
    return Ratings(item.impact, item.confidence, item.effort)


def is_parked(item: Item, today: date) -> bool:
    """Whether the open item is not to be ranked before a later day."""
    return item.kind.open and item.recheck is not None and item.recheck > today


def is_unscored(item: Item, today: date) -> bool:
    """Whether it would be ranked if it were rated."""
    return item.kind.ranked and ratings(item) is None and not is_parked(item, today)


def is_quick_win(item: Item) -> bool:
    """Much impact for little effort."""
    rated = ratings(item)
    return rated is not None and rated.impact >= HIGH_IMPACT and rated.effort <= LITTLE_EFFORT


def is_big_bet(item: Item) -> bool:
    """Much impact for much effort."""
    rated = ratings(item)
    return rated is not None and rated.impact >= HIGH_IMPACT and rated.effort >= MUCH_EFFORT


def ranking(items: Iterable[Item], today: date, created: Mapping[str, date | None]) -> Ranking:
    """Rank the open items of kind backlog to review that have all three ratings and are not parked.

    `created` are the days on which items were created, by id. Among equal scores come first: higher
    confidence, lower effort, higher impact, created earlier (unknown last), id.
    """
    ranked: dict[str, Ratings] = {}
    depends_on: dict[str, tuple[str, ...]] = {}
    for item in items:
        rated = ratings(item)
        if item.kind.ranked and rated is not None and not is_parked(item, today):
            ranked[item.id] = rated
            depends_on[item.id] = item.depends_on

    def tie(id_: str) -> tuple[int, bool, int, str]:
        day = created.get(id_)
        return (places[ranked[id_]], day is None, day.toordinal() if day else 0, id_)

    # At most 125 different ratings: whatever hangs on them alone is worked out once for each.
    counts = Counter(ranked.values())
    places = {rated: place for place, rated in enumerate(sorted(counts, key=_preference))}
    rank_of = _ranks(counts)
    intervals = {rated: _interval(rated, rank_of) for rated in counts}
    by_rank = sorted(ranked, key=tie)
    by_order = in_precedence(by_rank, depends_on)
    orders = {id_: order for order, id_ in enumerate(by_order, 1)}
    standings = {
        id_: Standing(
            score=ranked[id_].score,
            rank=rank_of(ranked[id_], None),
            rank_best=intervals[ranked[id_]][0],
            rank_worst=intervals[ranked[id_]][1],
            order=orders[id_],
        )
        for id_ in sorted(ranked)
    }
    return Ranking(standings=standings, by_rank=tuple(by_rank), by_order=tuple(by_order))


def _preference(rated: Ratings) -> tuple[Fraction, int, int, int]:
    return (-rated.score, -rated.confidence, rated.effort, -rated.impact)


def _ranks(counts: Mapping[Ratings, int]) -> Callable[[Ratings, Ratings | None], int]:
    """A function from ratings to the rank they have, instead of others (`held`) if the item changed."""
    numbers: Counter[Fraction] = Counter()
    for rated, count in counts.items():
        numbers[rated.score] += count
    scores = sorted(numbers, reverse=True)
    falling = [-score for score in scores]
    ahead = [0, *accumulate(numbers[score] for score in scores)]

    def rank(rated: Ratings, held: Ratings | None) -> int:
        better = ahead[bisect_left(falling, -rated.score)]
        return 1 + better - (held is not None and held.score > rated.score)

    return rank


def _interval(rated: Ratings, rank_of: Callable[[Ratings, Ratings | None], int]) -> tuple[int, int]:
    ranks = [rank_of(other, rated) for other in rated.neighbours]
    return min(ranks), max(ranks)
