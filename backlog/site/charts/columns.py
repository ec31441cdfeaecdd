"""Bars that stand side by side: one or more for each week or word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.site.charts.scale import (
    HEIGHT,
    PLOT,
    TOP,
    WIDTH,
    Stop,
    anchor_at,
    axis,
    place,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from backlog.site.charts.scale import Number, Tick

MOST_VALUES = 16  # so many bars have their figure on them
MOST_STOPS = 4  # so many have their label below


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """What stands at one place: its label, a figure for each series; `partial`: not all of it is in yet."""

    label: date | str
    values: tuple[Number, ...]
    partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar: its rectangle, which series it is of, and the figure; `middle` is the x of its words."""

    x: int
    y: int
    width: int
    height: int
    middle: int
    series: int
    value: Number
    partial: bool
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Everything to draw: labels below, bars, and the line they stand on.

    There are ticks across only where not every bar says its figure.
    """

    height: int
    top: int
    base: int
    ticks: tuple[Tick, ...]
    stops: tuple[Stop, ...]
    bars: tuple[Bar, ...]


def bar_chart(columns: Sequence[Bars]) -> BarChart:
    """Bars of figures from 0 up, in the order given.

    Each has its figure on it where they are few, else the highest of each series and the last whole one.
    """
    scale = axis(max(value, 0) for column in columns for value in column.values)
    slot = WIDTH // max(1, len(columns))
    many = sum(len(column.values) for column in columns) > MOST_VALUES
    shown = _telling(columns) if many else None
    bars = tuple(
        _bar(column, series, slot * number, slot, y, said=shown is None or (number, series) in shown)
        for number, column in enumerate(columns)
        for series in range(len(column.values))
        for y in [place(max(column.values[series], 0), scale.low, scale.high)]
    )
    stride = -(-len(columns) // MOST_STOPS) or 1
    stops = tuple(
        Stop(label=column.label, x=x, anchor=anchor_at(x))
        for number, column in enumerate(columns)
        if number % stride == 0
        for x in [slot * number + slot // 2]
    )
    ticks = scale.ticks if many else ()
    return BarChart(height=HEIGHT, top=TOP, base=TOP + PLOT, ticks=ticks, stops=stops, bars=bars)


def _bar(column: Bars, series: int, left: int, slot: int, y: int, *, said: bool) -> Bar:
    margin = slot // 8
    width = max(1, (slot - 2 * margin) // len(column.values))
    x = left + margin + width * series
    return Bar(
        x=x,
        y=y,
        width=max(1, width - width // 8),
        height=TOP + PLOT - y,
        middle=x + width // 2,
        series=series,
        value=column.values[series],
        partial=column.partial,
        shown=said and column.values[series] != 0,
    )


def _telling(columns: Sequence[Bars]) -> set[tuple[int, int]]:
    """The places (column, series) whose figures are said: the first highest one, and the last whole one."""
    found = set()
    for series in range(max((len(column.values) for column in columns), default=0)):
        values = [
            (column.values[series], -number)
            for number, column in enumerate(columns)
            if series < len(column.values)
        ]
        found.add((-max(values)[1], series))
        whole = [number for number, column in enumerate(columns) if not column.partial]
        if whole:
            found.add((whole[-1], series))
    return found
