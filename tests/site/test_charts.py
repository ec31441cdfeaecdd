"""The geometry of charts: everything inside, words apart from each other, whatever the figures."""

from __future__ import annotations

import itertools
import re
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlog.metrics.figures import Spread
from backlog.site.charts import (
    WIDTH,
    Bars,
    Layer,
    Level,
    Series,
    band_chart,
    bar_chart,
    length,
    line_chart,
    scatter,
    spread,
    strip,
)
from backlog.site.charts.scale import axis, day_stops, place

FIRST = date(2026, 1, 5)
figures = st.integers(-(10**12), 10**12) | st.decimals(-1000, 1000, places=2, allow_nan=False)
counts = st.integers(0, 10**9)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def points_of(path: str) -> list[tuple[int, int]]:
    """The corners of a path of the commands M, L, H and V."""
    x = y = 0
    found = []
    for command, numbers in re.findall(r"([MLHV])([\d ]+)", path):
        values = [int(number) for number in numbers.split()]
        if command == "H":
            x = values[0]
        elif command == "V":
            y = values[0]
        else:
            x, y = values
        found.append((x, y))
    return found


def check_inside(chart) -> None:
    assert all(0 <= tick.y <= chart.base for tick in chart.ticks)
    assert all(0 <= stop.x <= WIDTH for stop in chart.stops)
    for one in (*getattr(chart, "traces", ()), *getattr(chart, "bands", ())):
        for x, y in points_of(one.path):
            assert 0 <= x <= WIDTH
            assert chart.top <= y <= chart.base
    for dot in getattr(chart, "dots", ()):
        assert 0 < dot.x < WIDTH
        assert chart.top <= dot.y <= chart.base
    ends = sorted(end.y for end in getattr(chart, "ends", ()))
    assert all(0 <= y <= chart.height for y in ends)
    assert all(
        after - before >= min(16, 156 // (len(ends) - 1)) for before, after in itertools.pairwise(ends)
    )


@given(st.lists(figures, min_size=1, max_size=30), st.booleans(), st.booleans())
def test_an_axis_holds_its_values_with_few_round_ticks(values, whole, zero):
    scale = axis(values, whole=whole, zero=zero)
    assert scale.low <= min(Fraction(value) for value in values)
    assert scale.high >= max(Fraction(value) for value in values)
    assert scale.low < scale.high
    assert 2 <= len(scale.ticks) <= 5
    steps = {
        Fraction(after.value) - Fraction(before.value)
        for before, after in zip(scale.ticks, scale.ticks[1:], strict=False)
    }
    assert len(steps) == 1
    assert str(int(steps.pop() * 10**6)).rstrip("0") in {"1", "2", "5"}
    if whole:
        assert all(Fraction(tick.value).denominator == 1 for tick in scale.ticks)


def test_ticks_by_hand():
    assert [(tick.value, tick.y) for tick in axis([17]).ticks] == [
        (0, 160),
        (5, 125),
        (10, 90),
        (15, 55),
        (20, 20),
    ]
    assert [tick.value for tick in axis([0, 0]).ticks] == [0, 1]
    assert [tick.value for tick in axis([1]).ticks] == [0, 1]
    assert [tick.value for tick in axis([1900, 2800], zero=False).ticks] == [1500, 2000, 2500, 3000]
    assert [str(tick.value) for tick in axis([Decimal("0.3")], whole=False).ticks] == [
        "0",
        "0.1",
        "0.2",
        "0.3",
    ]
    assert [tick.value for tick in axis([-3, 4]).ticks] == [-4, -2, 0, 2, 4]
    assert place(50, 0, 100) == 90
    assert (place(-5, 0, 100), place(500, 0, 100)) == (160, 20)


@given(st.lists(st.integers(-50, 400), max_size=30), st.integers(1, 40))
def test_labels_stand_apart_in_their_order(wanted, gap):
    places = spread(wanted, 10, 300, gap)
    assert len(places) == len(wanted)
    assert all(10 <= y <= 300 for y in places)
    order = sorted(range(len(wanted)), key=lambda number: (wanted[number], number))
    ordered = [places[number] for number in order]
    least = min(gap, 290 // max(1, len(wanted) - 1))
    assert all(after - before >= least for before, after in itertools.pairwise(ordered))


def test_labels_stay_where_they_are_wanted_if_they_can():
    assert spread([20, 60, 140], 0, 200) == (20, 60, 140)
    assert spread([60, 60], 0, 200) == (52, 68)
    assert spread([5, 5, 5], 0, 200) == (0, 16, 32)
    assert spread([], 0, 200) == ()
    assert spread([7], 0, 200) == (7,)


@given(
    st.lists(st.lists(st.none() | figures, max_size=20), min_size=1, max_size=4),
    st.lists(figures, max_size=3),
    st.booleans(),
    st.booleans(),
)
def test_lines_stay_inside(rows, levels, step, zero):
    series = [
        Series(name=str(number), points=[(day(at * 3), value) for at, value in enumerate(row)], step=step)
        for number, row in enumerate(rows)
    ]
    chart = line_chart(
        series,
        FIRST,
        day(40),
        levels=[Level(name="level", value=value) for value in levels],
        marks=[(day(7), "today")],
        zero=zero,
    )
    check_inside(chart)
    assert len(chart.ends) == len(levels) + sum(any(value is not None for value in row) for row in rows)


def test_a_line_by_hand():
    chart = line_chart([Series(name="done", points=[(FIRST, 0), (day(5), 2), (day(10), 4)])], FIRST, day(10))
    assert [trace.path for trace in chart.traces] == ["M12 160L500 90L988 20"]
    assert [(end.name, end.value, end.at) for end in chart.ends] == [("done", 4, 20)]
    steps = line_chart(
        [Series(name="done", points=[(FIRST, 0), (day(5), 2), (day(10), 4)], step=True)], FIRST, day(10)
    )
    assert steps.traces[0].path == "M12 160H500V90H988V20"


def test_a_line_breaks_where_nothing_is_known():
    values = [1, None, 3, 4, None, None]
    chart = line_chart(
        [Series(name="a", points=[(day(at), value) for at, value in enumerate(values)])], FIRST, day(5)
    )
    assert chart.traces[0].path.count("M") == 2
    assert len(chart.traces[0].dots) == 1  # the one that stands alone; the other two are a line
    early = line_chart([Series(name="a", points=[(FIRST, 1), (day(2), 3)])], FIRST, day(8))
    assert early.traces[0].dots == ((256, 20),)  # the highest tick is 3, and day 2 of 8 a quarter of the way


@given(
    st.lists(st.tuples(counts, counts), max_size=60),
    st.sets(st.integers(0, 59)),
)
def test_bars_stay_inside_and_apart(rows, partial):
    chart = bar_chart(
        [
            Bars(label=day(7 * number), values=row, partial=number in partial)
            for number, row in enumerate(rows)
        ]
    )
    check_inside(chart)
    assert len(chart.bars) == 2 * len(rows)
    for before, after in zip(chart.bars, chart.bars[1:], strict=False):
        assert before.x + before.width <= after.x
    for bar in chart.bars:
        assert bar.y + bar.height == chart.base
        assert bar.y >= chart.top
        assert bar.x + bar.width <= WIDTH
        assert bar.height > 0 or bar.value < 10**9


def test_bars_by_hand():
    chart = bar_chart(
        [Bars(label=day(7 * number), values=(value,)) for number, value in enumerate([0, 2, 4, 1])]
    )
    assert [bar.height for bar in chart.bars] == [0, 70, 140, 35]
    assert [bar.shown for bar in chart.bars] == [False, True, True, True]
    assert chart.ticks == ()
    many = bar_chart(
        [Bars(label="x", values=(1 if number % 7 else 5,), partial=number == 19) for number in range(20)]
    )
    assert [number for number, bar in enumerate(many.bars) if bar.shown] == [0, 18]
    assert many.ticks
    assert len(many.stops) == 4


@given(st.lists(st.tuples(st.integers(0, 89), st.integers(1, 10**6)), max_size=80))
def test_dots_stay_inside_and_none_is_lost(pairs):
    chart = scatter([(day(at), value) for at, value in pairs], FIRST, day(89), [Level(name="85 %", value=12)])
    check_inside(chart)
    assert sum(dot.count for dot in chart.dots) == len(pairs)
    assert all(dot.over == (dot.value > 12) for dot in chart.dots)


def test_dots_of_one_place_are_one_larger_dot():
    chart = scatter([(FIRST, 1)] * 3 + [(day(2), 1)], FIRST, day(2))
    assert [(dot.x, dot.count, dot.radius) for dot in chart.dots] == [(12, 3, 6), (988, 1, 4)]
    assert not any(dot.over for dot in chart.dots)


@st.composite
def layers(draw):
    """Layers that never cross and never fall, with some that went back."""
    days = draw(st.integers(1, 30))
    found = []
    above = None
    for number in range(draw(st.integers(1, 8))):
        steps = draw(st.lists(st.integers(0, 10**6), min_size=days, max_size=days))
        reached = [sum(steps[: at + 1]) for at in range(days)]
        if above is not None:
            reached = [min(one, most) for one, most in zip(reached, above, strict=True)]
        found.append((f"layer {number}", reached))
        above = reached
    bands = [
        [
            one - (found[number + 1][1][at] if number + 1 < len(found) else found[-1][1][0])
            for at, one in enumerate(reached)
        ]
        for number, (_, reached) in enumerate(found)
    ]
    return [
        Layer(name=name, reached=reached, slipped=[one // 2 for one in band])
        for (name, reached), band in zip(found, bands, strict=True)
    ]


@given(layers())
def test_bands_stay_inside_and_sum_up(made):
    days = [day(number) for number in range(len(made[0].reached))]
    chart = band_chart(days, made)
    check_inside(chart)
    assert sum(end.value for end in chart.ends) == made[0].reached[-1] - chart.before


def test_bands_by_hand():
    chart = band_chart(
        [FIRST, day(1)],
        [
            Layer(name="backlog", reached=[6, 9], slipped=[0, 1]),
            Layer(name="done", reached=[5, 7], slipped=[0, 0]),
        ],
    )
    assert chart.before == 5
    assert [(end.name, end.value) for end in chart.ends] == [("backlog", 2), ("done", 2)]
    assert chart.bands[0].slipped
    assert not chart.bands[1].slipped
    assert chart.bands[0].path == "M12 192L988 20L988 135L12 250Z"  # 1 of 4 above 0, then 4 above 2


def test_days_below_the_plot():
    assert [(stop.label, stop.anchor) for stop in day_stops(FIRST, day(10))] == [
        (FIRST, "start"),
        (day(5), "middle"),
        (day(10), "end"),
    ]
    assert [(stop.label, stop.x) for stop in day_stops(FIRST, FIRST)] == [(FIRST, 500)]
    assert len(day_stops(FIRST, day(1))) == 2
    weeks = day_stops(FIRST, day(11 * 7), 7)
    assert [(stop.label - FIRST).days % 7 for stop in weeks] == [0] * 3
    assert len(day_stops(FIRST, day(7), 7)) == 2


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_lengths_stay_inside(value, whole):
    assert (value > 0) == (length(value, whole) > 0)
    assert length(value, whole) <= WIDTH


@pytest.mark.parametrize(("days", "over"), [(1, False), (9, False), (10, True), (400, True)])
def test_a_strip_shows_what_is_beyond_most(days, over):
    made = strip(days, 400, Spread(n=12, p50=4, p70=6, p85=9, p95=20))
    assert made.over is over
    assert 12 <= made.x <= 988
    assert (made.half, made.most) == (10, 22)
    assert strip(days, 400, None).most is None
