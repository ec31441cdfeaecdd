"""Figures as lengths on rows of their own, each with its words beside it: ages, shares, days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.site.charts.scale import INSET, WIDTH

if TYPE_CHECKING:
    from backlog.metrics.figures import Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A row of ages: where the dot stands, and how far half and most of what came before had come.

    `half` and `most` are None where nothing came before; `over` is beyond most.
    """

    x: int
    half: int | None
    most: int | None
    over: bool


def length(value: int, whole: int) -> int:
    """So much of the width is a value of the whole; at least a hair where it is more than 0.

    >>> length(5, 20), length(0, 20), length(1, 100_000)
    (250, 0, 4)
    """
    if value <= 0 or whole <= 0:
        return 0
    return max(4, WIDTH * min(value, whole) // whole)


def strip(days: int, longest: int, pace: Spread | None) -> Strip:
    """The row of an age, on a scale from 0 to `longest` days that it shares with the other rows."""
    return Strip(
        x=min(max(length(days, longest), INSET), WIDTH - INSET),
        half=length(pace.p50, longest) if pace is not None and pace.p50 is not None else None,
        most=length(pace.p85, longest) if pace is not None and pace.p85 is not None else None,
        over=pace is not None and pace.p85 is not None and days > pace.p85,
    )
