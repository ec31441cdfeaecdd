"""Lines over days: straight or in steps, with their names where they end."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from backlog.site.charts.scale import (
    HEIGHT,
    INSET,
    LINE,
    PLOT,
    TOP,
    WIDTH,
    across,
    anchor_at,
    axis,
    day_stops,
    place,
    spread,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from backlog.site.charts.scale import Anchor, Axis, Number, Stop, Tick

Stroke = Literal["solid", "dashed", "dotted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A line: days, in order, with their figures; None breaks it. `step` keeps a figure until the next."""

    name: str
    points: Sequence[tuple[date, Number | None]]
    stroke: Stroke = "solid"
    step: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A figure as a line across the whole plot: a target, a percentile."""

    name: str
    value: Number
    stroke: Stroke = "dashed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A line as an SVG path, and the dots of figures that stand alone or end it early."""

    path: str
    stroke: Stroke
    dots: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The name of a line and its last figure: `at` is the y of the figure, `y` that of the words."""

    name: str
    value: Number
    at: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A day as a line from top to bottom: today, the end of a period."""

    name: str
    x: int
    anchor: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart:
    """Everything to draw: ticks across, days below, lines, and their names beside the plot."""

    height: int
    top: int
    base: int
    ticks: tuple[Tick, ...]
    stops: tuple[Stop, ...]
    traces: tuple[Trace, ...]
    ends: tuple[End, ...]
    marks: tuple[Mark, ...] = ()


def line_chart(
    series: Sequence[Series],
    first: date,
    last: date,
    *,
    levels: Sequence[Level] = (),
    marks: Sequence[tuple[date, str]] = (),
    zero: bool = True,
    every: int = 1,
) -> LineChart:
    """Lines over the days from first to last. `zero` begins the axis at 0, as whatever is counted does.

    `every` is the number of days from one point to the next, 7 where each stands for a week. Points
    outside of the days stand at their edge. `marks` are days with a name.
    """
    shown = [value for one in series for _, value in one.points if value is not None]
    values = [*shown, *(level.value for level in levels)]
    scale = axis(values, whole=all(Fraction(value).denominator == 1 for value in values), zero=zero)
    days = (last - first).days
    traces = [_trace(one, first, days, scale) for one in series]
    crossing = tuple(
        Trace(path=f"M0 {y}H1000", stroke=level.stroke)
        for level in levels
        for y in [place(level.value, scale.low, scale.high)]
    )
    named = [(one.name, known[-1]) for one in series if (known := _known(one))]
    return LineChart(
        height=HEIGHT,
        top=TOP,
        base=TOP + PLOT,
        ticks=scale.ticks,
        stops=day_stops(first, last, every),
        traces=(*crossing, *traces),
        ends=ends_of([*named, *((level.name, level.value) for level in levels)], scale),
        marks=tuple(
            Mark(name=name, x=x, anchor=anchor_at(x))
            for day, name in marks
            for x in [across((day - first).days, days)]
        ),
    )


def ends_of(named: Sequence[tuple[str, Number]], scale: Axis) -> tuple[End, ...]:
    """Names and figures beside the plot, as near to their lines as they fit."""
    at = [place(value, scale.low, scale.high) for _, value in named]
    places = spread(at, TOP - LINE // 2, TOP + PLOT + LINE // 2)
    return tuple(
        End(name=name, value=value, at=y, y=words)
        for (name, value), y, words in zip(named, at, places, strict=True)
    )


def _known(series: Series) -> list[Number]:
    return [value for _, value in series.points if value is not None]


def _trace(series: Series, first: date, days: int, scale: Axis) -> Trace:
    parts: list[str] = []
    dots: list[tuple[int, int]] = []
    pen = 0  # how many figures stand in the line that is being drawn
    at = (0, 0)
    for day, value in series.points:
        if value is None:
            dots += [at] if pen == 1 else []
            pen = 0
            continue
        x, y = across((day - first).days, days), place(value, scale.low, scale.high)
        if not pen:
            parts.append(f"M{x} {y}")
        else:
            parts.append(f"H{x}V{y}" if series.step else f"L{x} {y}")
        pen += 1
        at = x, y
    if pen == 1 or (pen and at[0] < WIDTH - INSET):
        dots.append(at)  # stands alone, or ends before the plot does
    return Trace(path="".join(parts), stroke=series.stroke, dots=tuple(dots))
