"""The map of impact and effort: five by five cells, and which items each of them names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.language import N_
from backlog.metrics.ice import HIGH_IMPACT, LEAST, LITTLE_EFFORT, MOST, MUCH_EFFORT, ratings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.config.sections import Kind
    from backlog.report import Card

SCALE = range(LEAST, MOST + 1)
# So many items a cell names at once, so many more where it is opened; the ranking below has all of them.
SHOWN = 4
OPENED = 12
LITTLE_IMPACT = 2

# The corners of the map, two by two cells each: impact and effort from … to, and what they are called.
CORNERS: tuple[tuple[range, range, str], ...] = (
    (range(HIGH_IMPACT, MOST + 1), range(LEAST, LITTLE_EFFORT + 1), N_("Quick wins")),
    (range(HIGH_IMPACT, MOST + 1), range(MUCH_EFFORT, MOST + 1), N_("Big bets")),
    (range(LEAST, LITTLE_IMPACT + 1), range(LEAST, LITTLE_EFFORT + 1), N_("Little things")),
    (range(LEAST, LITTLE_IMPACT + 1), range(MUCH_EFFORT, MOST + 1), N_("Much effort for little")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What has one impact and one effort, in the order of the ranking.

    `shown` are named, `more` where it is opened, `rest` only in the ranking. `corner` is the message id of
    the corner it lies in, empty for the cross between them.
    """

    impact: int
    effort: int
    corner: str
    shown: tuple[Card, ...]
    more: tuple[Card, ...]
    rest: tuple[Card, ...]

    @property
    def hidden(self) -> int:
        """How many are not named at first sight."""
        return len(self.more) + len(self.rest)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactMap:
    """The rows of the map from the highest impact down, each from the least effort on."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lie:
    """What a corner holds: how many items, how many of them wait for their begin and how many are blocked."""

    count: int
    waiting: int
    blocked: int


def impact_map(ranked: Sequence[Card]) -> ImpactMap:
    """The map of ranked cards, which come in the order of the ranking."""
    found: defaultdict[tuple[int, int], list[Card]] = defaultdict(list)
    for card in ranked:
        rated = ratings(card.item)
        if rated is not None:
            found[rated.impact, rated.effort].append(card)
    return ImpactMap(
        rows=tuple(
            tuple(_cell(impact, effort, found[impact, effort]) for effort in SCALE)
            for impact in reversed(SCALE)
        )
    )


def corner_of(impact: int, effort: int) -> str:
    """The message id of the corner of a cell, empty between them.

    >>> corner_of(5, 1), corner_of(3, 1)
    ('Quick wins', '')
    """
    return next((name for high, wide, name in CORNERS if impact in high and effort in wide), "")


def lie_of(chart: ImpactMap, corner: str, before_start: frozenset[Kind]) -> Lie:
    """How many items a corner holds; those of these kinds have not begun."""
    cards = [
        card
        for row in chart.rows
        for cell in row
        if cell.corner == corner
        for card in (*cell.shown, *cell.more, *cell.rest)
    ]
    return Lie(
        count=len(cards),
        waiting=sum(1 for card in cards if card.item.kind in before_start),
        blocked=sum(1 for card in cards if card.blocks),
    )


def _cell(impact: int, effort: int, cards: Sequence[Card]) -> Cell:
    # One that would stand alone behind "+1" takes no more room than the button.
    shown = SHOWN if len(cards) > SHOWN + 1 else SHOWN + 1
    return Cell(
        impact=impact,
        effort=effort,
        corner=corner_of(impact, effort),
        shown=tuple(cards[:shown]),
        more=tuple(cards[shown : shown + OPENED]),
        rest=tuple(cards[shown + OPENED :]),
    )
