"""Dots over days, with lines across for percentiles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.site.charts.lines import Trace, ends_of
from backlog.site.charts.scale import HEIGHT, PLOT, TOP, across, axis, day_stops, place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from backlog.site.charts.lines import End, Level
    from backlog.site.charts.scale import Number, Stop, Tick

SMALL, LARGE = 4, 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One or more of the same day and figure: a larger dot. `over`: above the highest level."""

    x: int
    y: int
    radius: int
    count: int
    day: date
    value: Number
    over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatter:
    """Everything to draw: ticks across, days below, levels with their names beside the plot, dots."""

    height: int
    top: int
    base: int
    ticks: tuple[Tick, ...]
    stops: tuple[Stop, ...]
    traces: tuple[Trace, ...]
    ends: tuple[End, ...]
    dots: tuple[Dot, ...]


def scatter(
    points: Sequence[tuple[date, Number]], first: date, last: date, levels: Sequence[Level] = ()
) -> Scatter:
    """Dots at a day and a figure, over the days from first to last."""
    scale = axis([*(value for _, value in points), *(level.value for level in levels)])
    days = (last - first).days
    counts: dict[tuple[date, Number], int] = {}
    for point in points:
        counts[point] = counts.get(point, 0) + 1
    highest = max((level.value for level in levels), default=None)
    return Scatter(
        height=HEIGHT,
        top=TOP,
        base=TOP + PLOT,
        ticks=scale.ticks,
        stops=day_stops(first, last),
        traces=tuple(
            Trace(path=f"M0 {y}H1000", stroke=level.stroke)
            for level in levels
            for y in [place(level.value, scale.low, scale.high)]
        ),
        ends=ends_of([(level.name, level.value) for level in levels], scale),
        dots=tuple(
            Dot(
                x=across((day - first).days, days),
                y=place(value, scale.low, scale.high),
                radius=min(LARGE, SMALL - 1 + many),
                count=many,
                day=day,
                value=value,
                over=highest is not None and value > highest,
            )
            for (day, value), many in sorted(counts.items())
        ),
    )
