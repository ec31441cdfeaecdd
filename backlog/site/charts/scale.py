"""Scales: round numbers on the vertical axis, days on the horizontal one, labels that do not touch."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

Number = int | Decimal | Fraction
Anchor = Literal["start", "middle", "end"]

WIDTH = 1000  # x counts thousandths of the width
INSET = 12  # a dot at the first or the last place is whole
TOP = 20  # room for the label of the highest line
PLOT = 140
FOOT = 22  # room for the labels below
HEIGHT = TOP + PLOT + FOOT
LINE = 16  # so far apart are two labels at least
MOST_TICKS = 4
MOST_STOPS = 3  # so many days fit side by side on a phone, beside names at the end of lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A line across the plot, and the number that stands on it."""

    value: Number
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A label below the plot, a day or a word, and which part of it stands at x."""

    label: date | str
    x: int
    anchor: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The vertical axis from low to high, with at most five round ticks."""

    low: Fraction
    high: Fraction
    ticks: tuple[Tick, ...]


def axis(values: Iterable[Number], *, whole: bool = True, zero: bool = True, plot: int = PLOT) -> Axis:
    """An axis that holds all values. `whole` has no ticks between whole numbers, `zero` has one at 0.

    `plot` is how high the plot is.

    >>> [tick.value for tick in axis([3, 17]).ticks]
    [0, 5, 10, 15, 20]
    """
    known = [Fraction(value) for value in values] or [Fraction(0)]
    low, high = min(known), max(known)
    if zero:
        low, high = min(low, Fraction(0)), max(high, Fraction(0))
    for step in _steps(high - low, whole=whole):
        bottom, top = low // step, -(-high // step)
        if top - bottom <= MOST_TICKS:
            break
    top = max(top, bottom + 1)
    floor, ceiling = bottom * step, top * step
    ticks = tuple(
        Tick(value=_plain(number * step), y=place(number * step, floor, ceiling, plot))
        for number in range(bottom, top + 1)
    )
    return Axis(low=floor, high=ceiling, ticks=ticks)


def _steps(span: Fraction, *, whole: bool) -> Iterator[Fraction]:
    """1, 2, 5, 10, 20, … from one that is small enough on."""
    unit = Fraction(1)
    while not whole and 0 < span < unit * MOST_TICKS:
        unit /= 10
    for power in count():
        for factor in (1, 2, 5):
            yield unit * factor * 10**power


def _plain(value: Fraction) -> Number:
    return int(value) if value.denominator == 1 else Decimal(value.numerator) / Decimal(value.denominator)


def place(value: Number, low: Number, high: Number, plot: int = PLOT) -> int:
    """The y of a value, from TOP for high to TOP + `plot` for low; outside of them the nearer one."""
    share = (Fraction(value) - Fraction(low)) / (Fraction(high) - Fraction(low))
    return TOP + plot - round(plot * min(max(share, Fraction(0)), Fraction(1)))


def across(position: int, last: int) -> int:
    """The x of a position from 0 to `last`; in the middle where there is only one."""
    if last <= 0:
        return WIDTH // 2
    return INSET + (WIDTH - 2 * INSET) * min(max(position, 0), last) // last


def day_stops(first: date, last: date, every: int = 1) -> tuple[Stop, ...]:
    """The first and the last day, and as many between them as fit, each a multiple of `every` days on."""
    days = (last - first).days
    parts = min(MOST_STOPS - 1, days // every)
    places = [days * part // parts // every * every for part in range(parts + 1)] if parts else [0]
    return tuple(
        Stop(label=type(first).fromordinal(first.toordinal() + at), x=x, anchor=anchor_at(x))
        for at in places
        for x in [across(at, days)]
    )


def anchor_at(x: int) -> Anchor:
    """Which part of a label stands at x, so that it does not leave the drawing."""
    return "start" if x < WIDTH // 8 else "end" if x > WIDTH - WIDTH // 8 else "middle"


def spread(wanted: Sequence[int], low: int, high: int, gap: int = LINE) -> tuple[int, ...]:
    """Places for labels as near as may be to where they are wanted, in their order, `gap` apart.

    They stay between low and high; where there are too many for that, they stand closer.

    >>> spread([50, 50, 52], 0, 100)
    (34, 50, 66)
    >>> spread([99, 98], 0, 100)
    (100, 84)
    """
    if not wanted:
        return ()
    gap = min(gap, (high - low) // max(1, len(wanted) - 1))
    order = sorted(range(len(wanted)), key=lambda number: (wanted[number], number))
    groups: list[list[int]] = []  # of each block of labels that touch: how many, and the sum of their wishes
    for place_, number in enumerate(order):
        # Without the gaps before it every label of a block wants the same place: their mean.
        groups.append([1, wanted[number] - place_ * gap])
        while len(groups) > 1 and groups[-2][1] * groups[-1][0] >= groups[-1][1] * groups[-2][0]:
            more, wish = groups.pop()
            groups[-1] = [groups[-1][0] + more, groups[-1][1] + wish]
    flat = [wish // size for size, wish in groups for _ in range(size)]
    most = high - gap * (len(wanted) - 1)
    found = [0] * len(wanted)
    for place_, number in enumerate(order):
        found[number] = min(max(flat[place_], low), most) + place_ * gap
    return tuple(found)
