"""Priority inflation: signs that the ratings no longer tell items apart, or are passed over."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from backlog.metrics.coverage import percent
from backlog.metrics.ice import MOST, ratings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.model import Item

LEAST_SCORED = 5
"""With fewer open rated items no sign is an alarm: one item more or less would turn it."""
LOW = 2

Name = Literal["impact-five", "nobody-low", "same-top", "expedite"]
LIMITS: dict[Name, int] = {"impact-five": 50, "nobody-low": 0, "same-top": 30, "expedite": 20}
"""Alarm above so many percent; `nobody-low` the other way round: only where it is nobody at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """How many of how many items, and which ids; `percent` is None of nothing.

    `impact-five`: open rated items with an impact of 5; `nobody-low`: with an impact of 1 or 2 (too few
    is the alarm); `same-top`: that share the best score; `expedite`: started items that jumped the
    ranking.
    """

    name: Name
    ids: tuple[str, ...]
    whole: int
    alarm: bool

    @property
    def count(self) -> int:
        """How many."""
        return len(self.ids)

    @property
    def percent(self) -> int | None:
        """The same in integer percent."""
        return percent(self.count, self.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inflation:
    """The four signs in the order of LIMITS, of so many open rated items; `enough` to judge by."""

    scored: int
    enough: bool
    signs: tuple[Sign, ...]

    @property
    def alarms(self) -> tuple[Sign, ...]:
        """The signs that are alarms."""
        return tuple(sign for sign in self.signs if sign.alarm)


def inflation_of(items: Sequence[Item]) -> Inflation:
    """The signs of priority inflation among these items."""
    rated = {item.id: one for item in items if item.kind.open and (one := ratings(item)) is not None}
    scores = Counter(one.score for one in rated.values())
    best = max(scores, default=None)
    started = [item for item in items if item.kind.started]
    enough = len(rated) >= LEAST_SCORED
    found: dict[Name, tuple[list[str], int]] = {
        "impact-five": ([id_ for id_, one in rated.items() if one.impact == MOST], len(rated)),
        "nobody-low": ([id_ for id_, one in rated.items() if one.impact <= LOW], len(rated)),
        "same-top": ([id_ for id_, one in rated.items() if one.score == best], len(rated)),
        "expedite": ([item.id for item in started if item.expedite], len(started)),
    }
    return Inflation(
        scored=len(rated),
        enough=enough,
        signs=tuple(
            Sign(name=name, ids=tuple(sorted(ids)), whole=whole, alarm=enough and _alarm(name, ids, whole))
            for name, (ids, whole) in found.items()
        ),
    )


def _alarm(name: Name, ids: Sequence[str], whole: int) -> bool:
    if name == "nobody-low":
        return not ids
    return 100 * len(ids) > LIMITS[name] * whole
