"""Bands one upon the other over days: cumulative flow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.site.charts.lettering import shortened
from backlog.site.charts.lines import End
from backlog.site.charts.scale import HEIGHT, LINE, PLOT, TOP, across, axis, day_stops, place, spread

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from backlog.site.charts.scale import Stop, Tick

TALL = 230  # bands are many, and some of them thin
NAME = 102  # so wide is the name of a band at most
PALEST, DARKEST = 12, 92  # how much of the colour the first and the last band have, in percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What has come at least so far, for each day; `slipped` of those in its own band went back since."""

    name: str
    reached: Sequence[int]
    slipped: Sequence[int] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A band as an SVG path, how dark it is in percent, and the path of what went back, empty for none."""

    path: str
    shade: int
    slipped: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BandChart:
    """Everything to draw; the bands from the first layer (on top) to the last. `before` is not drawn."""

    height: int
    top: int
    base: int
    ticks: tuple[Tick, ...]
    stops: tuple[Stop, ...]
    bands: tuple[Band, ...]
    ends: tuple[End, ...]
    before: int


def band_chart(days: Sequence[date], layers: Sequence[Layer]) -> BandChart:
    """Bands between each layer and the next; none of them may be above the one before it on any day.

    What had reached the last layer before the first day would press everything flat and is left out. The
    figure beside a band is what stands in it on the last day.
    """
    before = layers[-1].reached[0]
    scale = axis((value - before for layer in layers for value in layer.reached), plot=TALL)
    places = [across(number, len(days) - 1) for number in range(len(days))]
    floor = [before] * len(days)

    def y(value: int) -> int:
        return place(value - before, scale.low, scale.high, TALL)

    bands, names, middles = [], [], []
    for number, layer in enumerate(layers):
        below = layers[number + 1].reached if number + 1 < len(layers) else floor
        went_back = layer.slipped or [0] * len(days)
        inner = [reached - back for reached, back in zip(layer.reached, went_back, strict=True)]
        shade = PALEST + (DARKEST - PALEST) * number // max(1, len(layers) - 1)
        slipped = _path(places, [y(value) for value in layer.reached], [y(value) for value in inner])
        path = _path(places, [y(value) for value in layer.reached], [y(value) for value in below])
        bands.append(Band(path=path, shade=shade, slipped=slipped if any(went_back) else ""))
        names.append((shortened(layer.name, NAME), layer.reached[-1] - below[-1]))
        middles.append((y(layer.reached[-1]) + y(below[-1])) // 2)
    words = spread(middles, TOP - LINE // 2, TOP + TALL + LINE // 2)
    return BandChart(
        height=HEIGHT - PLOT + TALL,
        top=TOP,
        base=TOP + TALL,
        ticks=scale.ticks,
        stops=day_stops(days[0], days[-1]),
        bands=tuple(bands),
        ends=tuple(
            End(name=name, value=value, at=at, y=place_)
            for (name, value), at, place_ in zip(names, middles, words, strict=True)
        ),
        before=before,
    )


def _path(places: Sequence[int], upper: Sequence[int], lower: Sequence[int]) -> str:
    """The area between two lines: along the upper one, and back along the lower one."""
    there = [f"{x} {y}" for x, y in zip(places, upper, strict=True)]
    back = [f"{x} {y}" for x, y in zip(places, lower, strict=True)]
    return "M" + "L".join([*there, *reversed(back)]) + "Z"
