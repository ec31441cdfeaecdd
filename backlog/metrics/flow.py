"""The flow of work as it is known on a day: every figure of it, once."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.history import is_reopening, is_return
from backlog.metrics.draws import draws_of
from backlog.metrics.figures import LEAST, Finish, Flow, Wanting, Window
from backlog.metrics.forecast import forecast_of, sample_window
from backlog.metrics.left_out import left_out
from backlog.metrics.level import aging_of, level_of, pace_of
from backlog.metrics.percentile import spread_of
from backlog.metrics.series import cumulative_flow, left_out_of_flow, wip_series
from backlog.metrics.stays import blocking_of, bottleneck_of, efficiency_of, stays_of
from backlog.metrics.weeks import mean_per_week, weeks_in_lead, weeks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from backlog.config.sections import Config
    from backlog.history import Columns, Life, Past, Transition
    from backlog.metrics.draws import Draws


def flow_of(past: Past, config: Config, today: date, ranked: int = 0, draws: Draws | None = None) -> Flow:
    """The flow of the configured window that ends on the day, as of the past's day.

    `ranked` is the number of open ranked items, for which there is a forecast of its own. `draws` are what
    forecasts draw from; without them every day of the window, holidays or not.
    """
    columns, workflow = past.columns, config.workflow
    days = max(config.flow.window, 1)
    window = Window(first=today - timedelta(days=days - 1), last=today)
    finished = [life for life in past.lives if window.holds(life.timeline.finished)]
    measured = [life for life in finished if life.timeline.cycle_time_days is not None]
    finishes = _finishes(measured)
    cycle_time = spread_of(finish.days for finish in finishes)
    level = level_of(finishes, cycle_time, config.flow.sle)
    stays = stays_of(measured, workflow)
    throughput = weeks_of(window, ((life.timeline.finished, life.id) for life in finished))
    arrivals = weeks_of(window, ((life.timeline.created, life.id) for life in past.lives))
    departures = weeks_of(window, ((_left(life, columns), life.id) for life in past.lives))
    known = departures_known(past)
    begin = first_day(past)
    excluded = left_out(past, window)
    return Flow(
        window=window,
        finished=tuple(sorted(life.id for life in finished)),
        finishes=finishes,
        cycle_time=cycle_time,
        lead_time=spread_of(
            life.timeline.lead_time_days for life in finished if life.timeline.lead_time_days is not None
        ),
        throughput=throughput,
        arrivals=arrivals,
        departures=departures,
        arrivals_lead=weeks_in_lead(arrivals, departures) if known else 0,
        departures_known=known,
        wip=wip_series(past, window),
        cfd=cumulative_flow(past, window),
        left_out_of_cfd=left_out_of_flow(past),
        aging=aging_of(past.lives, level),
        pace=pace_of(measured, workflow, columns),
        stays=stays,
        bottleneck=bottleneck_of(stays),
        efficiency=efficiency_of(measured, workflow, columns),
        blocking=blocking_of(past, window),
        level=level,
        forecast=forecast_of(
            draws or draws_for(past, config, today), sample_window(today, days), ranked, begin
        ),
        wanting=_wanting(len(finishes), window, begin),
        returns=_moves(past, window, is_return),
        reopened=_moves(past, window, is_reopening),
        went_past=tuple(left.id for left in excluded if left.reason == "went-past"),
        excluded=excluded,
        per_week=mean_per_week(throughput, begin) if len(finished) >= LEAST else None,
        begin=begin,
    )


def draws_for(past: Past, config: Config, today: date, holidays: frozenset[date] = frozenset()) -> Draws:
    """What forecasts draw from: the items finished on each of the last complete days that are no holiday."""
    finished = (life.timeline.finished for life in past.lives)
    window = sample_window(today, max(config.flow.window, 1))
    return draws_of((day for day in finished if day is not None), window, today, holidays)


def first_day(past: Past) -> date | None:
    """The day of the first move of any item that is known."""
    return min((life.timeline.moves[0].day for life in past.lives if life.timeline.moves), default=None)


def _finishes(lives: Sequence[Life]) -> tuple[Finish, ...]:
    found = (
        Finish(id=life.id, started=known.started, finished=known.finished, days=known.cycle_time_days)
        for life in lives
        if (known := life.timeline).started is not None
        and known.finished is not None
        and known.cycle_time_days is not None
    )
    return tuple(sorted(found, key=lambda finish: (finish.finished, finish.id)))


def departures_known(past: Past) -> bool:
    """Whether git tells when items left; without it, whether the file of each that is gone does."""
    gone = (life for life in past.lives if life.kind in {Kind.DONE, Kind.DROPPED})
    return not past.absent or all(_left(life, past.columns) is not None for life in gone)


def _left(life: Life, columns: Columns) -> date | None:
    """The day on which it was finished or dropped, if it is now and the day is known."""
    if life.kind is not Kind.DROPPED:
        return life.timeline.finished
    dropped: date | None = None
    for move in reversed(life.timeline.moves):
        if columns.kind(move.status) is not Kind.DROPPED:
            break
        dropped = move.day if move.dated else None
    return dropped or life.vanished


def _moves(past: Past, window: Window, counts: Callable[[Kind, Kind], bool]) -> int:
    kind = past.columns.kind
    return sum(
        counts(kind(change.before), kind(change.after))
        for life in past.lives
        for change in life.timeline.transitions
        if change.before is not None and window.holds(change.day) and not _is_vanishing(life, change, past)
    )


def _is_vanishing(life: Life, change: Transition, past: Past) -> bool:
    """Whether the move stands for its file being gone, in a workflow that has no column for it."""
    return life.vanished == change.day and change.after not in past.columns.kinds


def _wanting(have: int, window: Window, begin: date | None) -> Wanting | None:
    if have >= LEAST:
        return None
    first = max(begin, window.first) if begin is not None else window.first
    needed = -(-Fraction(LEAST, have) * ((window.last - first).days + 1) // 1) if have else None
    enough = needed is not None and needed <= window.days
    return Wanting(
        have=have,
        need=LEAST,
        from_day=first + timedelta(days=int(needed) - 1) if enough and needed is not None else None,
    )
