"""The charts of the flow page: which figures of flow become which chart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.language import N_
from backlog.metrics.figures import LEAST
from backlog.site.charts.bands import Layer, band_chart
from backlog.site.charts.columns import Bars, bar_chart
from backlog.site.charts.lines import Level, Series, line_chart
from backlog.site.charts.rows import length, strip
from backlog.site.charts.scatter import scatter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from backlog.config.sections import Status
    from backlog.metrics.figures import Aging, Blocking, CfdDay, Flow, Pace, Stay, Week
    from backlog.site.charts.bands import BandChart
    from backlog.site.charts.columns import BarChart
    from backlog.site.charts.lines import LineChart
    from backlog.site.charts.rows import Strip
    from backlog.site.charts.scatter import Scatter

WEEK = timedelta(days=7)
LEAST_SHOWN = 6 * WEEK
# Days can be told apart in any number; fewer than these would be a step rather than a course.
LEAST_DRAWN = WEEK


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """The items that are in a status now, oldest first, each with its strip, and the pace of the past."""

    status: Status
    pace: Pace | None
    rows: tuple[tuple[Aging, Strip], ...]


def ages(flow: Flow, workflow: Sequence[Status]) -> tuple[Ages, ...]:
    """Ages by started status, in the order of the workflow, all on one scale."""
    paces = {pace.status: pace for pace in flow.pace if pace.ages.n >= LEAST}
    known = [pace.ages.p85 or 0 for pace in paces.values()]
    longest = max([1, *(one.days for one in flow.aging), *known])
    found = []
    for status in workflow:
        here = sorted(
            (one for one in flow.aging if one.status == status.id), key=lambda one: (-one.days, one.id)
        )
        pace = paces.get(status.id)
        if status.kind.started and (here or pace):
            rows = tuple((one, strip(one.days, longest, pace.ages if pace else None)) for one in here)
            found.append(Ages(status=status, pace=pace, rows=rows))
    return tuple(found)


def whole(flow: Flow, weeks: Sequence[Week]) -> list[Week]:
    """The complete weeks that began when something was known already, which the mean per week is of too."""
    return [week for week in weeks if week.complete and flow.begin is not None and week.first >= flow.begin]


def shown_from(flow: Flow) -> date:
    """The first day to draw: that of the window, unless nothing is known for weeks after it."""
    if flow.begin is None:
        return flow.window.first
    return max(flow.window.first, min(flow.begin, flow.window.last - LEAST_SHOWN))


def throughput(flow: Flow) -> BarChart | None:
    """What was finished week by week; None where nothing was."""
    if not flow.finished:
        return None
    return bar_chart(
        [
            Bars(label=week.first, values=(week.count,), partial=not week.complete)
            for week in flow.throughput
            if week.last >= shown_from(flow)
        ]
    )


def traffic(flow: Flow) -> LineChart | None:
    """What came and what left in complete weeks; None for fewer than two weeks, or where nothing moved."""
    weeks = list(zip(whole(flow, flow.arrivals), whole(flow, flow.departures), strict=True))
    if len(weeks) < 2 or not any(came.count or left.count for came, left in weeks):  # noqa: PLR2004 - a line has two ends
        return None
    return line_chart(
        [
            Series(name=N_("Came in"), points=[(came.first, came.count) for came, _ in weeks]),
            Series(name=N_("Left"), points=[(left.first, left.count) for _, left in weeks], stroke="dashed"),
        ],
        weeks[0][0].first,
        weeks[-1][0].first,
        every=7,
    )


def drawn_statuses(workflow: Sequence[Status]) -> tuple[Status, ...]:
    """The statuses of cumulative flow: all but dropped."""
    return tuple(status for status in workflow if status.kind is not Kind.DROPPED)


def drawn_from(flow: Flow) -> date:
    """The first day of cumulative flow: before the first known move all counts are 0, and none is true."""
    if flow.begin is None:
        return flow.window.first
    return max(flow.window.first, min(flow.begin, flow.window.last - LEAST_DRAWN))


def cumulative(flow: Flow, workflow: Sequence[Status]) -> BandChart | None:
    """How many items had come how far on each day since anything is known; None where no move is known."""
    days = [day for day in flow.cfd or () if day.day >= drawn_from(flow)]
    if not any(any(day.counts.values()) for day in days):
        return None
    return band_chart(
        [day.day for day in days],
        [
            Layer(
                name=status.name or status.id,
                reached=[day.counts.get(status.id, 0) for day in days],
                slipped=[day.slipped.get(status.id, 0) for day in days],
            )
            for status in drawn_statuses(workflow)
        ],
    )


def weekly(days: Sequence[CfdDay]) -> tuple[CfdDay, ...]:
    """The days of a table: the last one, and each a week before."""
    wanted: set[date] = set()
    if days:
        day = days[-1].day
        while day >= days[0].day:
            wanted.add(day)
            day -= WEEK
    return tuple(one for one in days if one.day in wanted)


def cycle_times(flow: Flow) -> Scatter | None:
    """Each finished item by its day and its days; percentiles from LEAST items on. None without any."""
    if not flow.finishes:
        return None
    spread = flow.cycle_time
    levels = []
    if spread.n >= LEAST and spread.p50 is not None and spread.p85 is not None:
        levels = [
            Level(name=N_("half: day"), value=spread.p50, stroke="dotted"),
            Level(name=N_("85 %: day"), value=spread.p85),
        ]
    points = [(one.finished, one.days) for one in flow.finishes]
    return scatter(points, shown_from(flow), flow.window.last, levels)


def stay_lengths(flow: Flow) -> tuple[tuple[Stay, int], ...]:
    """The statuses with their share of all days, as lengths of a row."""
    most = max((stay.days for stay in flow.stays), default=0)
    return tuple((stay, length(stay.days, most)) for stay in flow.stays)


def blocked_lengths(flow: Flow) -> tuple[tuple[Blocking, int, int], ...]:
    """The reasons, most days first, with this window's and the last one's days as lengths of a row."""
    most = max((max(one.days, one.before) for one in flow.blocking), default=0)
    ordered = sorted(flow.blocking, key=lambda one: (-one.days, -one.before, one.reason))
    return tuple((one, length(one.days, most), length(one.before, most)) for one in ordered)
