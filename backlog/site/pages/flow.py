"""The flow of work: how long it takes, what ages, what comes and goes, and how well that is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from backlog.content.fields import TABLES
from backlog.language import N_
from backlog.metrics.figures import LEAST
from backlog.metrics.ways import ways_of
from backlog.rules.naming import called
from backlog.site.charts import flow as charts
from backlog.site.charts.workflow import workflow_of
from backlog.site.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from backlog.metrics.figures import Finish, Flow, Left
    from backlog.report import Card, Report

# From so many weeks on it is worth saying that more comes in than leaves.
WEEKS_TO_SAY = 3
# A status shows so many items; the others are folded.
SHOWN = 10
# A list names so many items, those that tell most; `data/backlog.json` has all of them.
MOST = 50

REASONS: Mapping[str, str] = {
    "baseline": N_("came with the first commit or a bulk import, so its days before that are unknown"),
    "no-history": N_("not all of its days are known"),
    "runs-backwards": N_("would have ended before it began: its dates contradict each other"),
    "vanished": N_("its file was removed while it was open; counts as dropped"),
    "vanished-done": N_("its file was removed after it was finished; counts as finished"),
}
# Where the handbook says how a section's figures are worked out.
ANCHORS: Mapping[str, str] = {
    "level": "service-level",
    "forecast": "forecast",
    "age": "work-item-age",
    "throughput": "throughput",
    "arrivals": "arrivals",
    "cumulative": "cumulative-flow",
    "cycle": "cycle-time",
    "stays": "time-in-status",
    "efficiency": "flow-efficiency",
    "blocked": "blocked-days",
    "left_out": "excluded",
    "ways": "ways",
}
ABSENT: Mapping[str, str] = {
    "off": N_("The figures rest on what the files say: reading the git history is switched off."),
    "no-program": N_("The figures rest on what the files say: git is not installed on this machine."),
    "no-repository": N_("The figures rest on what the files say: this folder is no git repository."),
    "refused": N_(
        "The figures rest on what the files say: git refuses to read this folder, because it belongs to "
        "somebody else."
    ),
    "empty": N_("The figures rest on what the files say: nothing is committed yet."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paste:
    """An item whose days are not known, and the lines that would make them known; empty where nobody can."""

    id: str
    card: Card | None
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InWork:
    """How many items were in work at the end of the first day that is known, and are now."""

    first: date
    before: int
    now: int


def wrong(flow: Flow) -> tuple[str, ...]:
    """What a reader has to know first, most important first, at most two things."""
    found = []
    if any(one.over for one in flow.aging):
        found.append("over")
    if flow.arrivals_lead >= WEEKS_TO_SAY:
        found.append("arrivals")
    elsewhere = sum(stay.days for stay in flow.stays if stay.status != flow.bottleneck)
    if flow.bottleneck is not None and elsewhere and len(flow.finishes) >= LEAST:
        found.append("bottleneck")
    return tuple(found[:2])


def to_paste(report: Report, id_: str) -> Paste:
    """The lines with the days on which work began and ended, both with the day on which it landed as done.

    A day that stands in the file already has no line: a second one of it would contradict the first.
    """
    card = report.card_by_id.get(id_)
    if card is None:
        return Paste(id=id_, card=None, lines=())
    day, item = card.timeline.finished, card.item
    given = {"started": item.started, "done": item.done}
    lines = tuple(
        f"{called(row, item.source, report.config)}: {day.isoformat()}"
        for row in TABLES["item"]
        if day is not None and row.name in given and given[row.name] is None
    )
    return Paste(id=id_, card=card, lines=lines)


def left_out(flow: Flow) -> tuple[tuple[str, tuple[Left, ...]], ...]:
    """What figures leave out, by reason, in the order of REASONS; what went past has its own list."""
    return tuple(
        (REASONS[reason], found)
        for reason in REASONS
        if (found := tuple(one for one in flow.excluded if one.reason == reason))
    )


def in_work(flow: Flow) -> InWork | None:
    """Items in work on the first day of the window that is known, and on the last one; None without days."""
    days = [day for day in flow.wip if flow.begin is None or day[0] >= flow.begin] or flow.wip[-1:]
    return InWork(first=days[0][0], before=days[0][1], now=days[-1][1]) if days else None


def longest_first(finishes: Sequence[Finish]) -> tuple[Finish, ...]:
    """What took longest first; of equal ones the last by id."""
    return tuple(sorted(finishes, key=lambda one: (one.days, one.id), reverse=True))


def latest_first(report: Report, ids: Sequence[str]) -> tuple[str, ...]:
    """Finished items by day, the latest first, as what is mended there tells for longest; then by id."""
    days = {
        id_: card.timeline.finished.toordinal()
        for id_ in ids
        if (card := report.card_by_id.get(id_)) is not None and card.timeline.finished is not None
    }
    return tuple(sorted(ids, key=lambda id_: (-days.get(id_, 0), id_)))


def _complete(flow: Flow) -> Mapping[str, int]:
    """The complete weeks since anything is known, counted together."""
    counts = [week.count for week in charts.whole(flow, flow.throughput)]
    return {
        "weeks": len(counts),
        "done": sum(counts),
        "came": sum(week.count for week in charts.whole(flow, flow.arrivals)),
        "left": sum(week.count for week in charts.whole(flow, flow.departures)),
        "least": min(counts, default=0),
        "most": max(counts, default=0),
    }


def _day_in(today: date, days: int) -> date:
    return today + timedelta(days=days)


def _values(report: Report) -> Mapping[str, object]:
    flow = report.flow
    workflow = report.config.workflow
    moves = ways_of(report.past, flow.window)
    return {
        "ways": workflow_of(moves, report.config),
        "moves": sorted(moves, key=lambda way: (-way.count, way.before, way.after)),
        "loads": {column.status.id: len(column.cards) for column in report.columns},
        "flow": flow,
        "status": {status.id: status for status in workflow},
        "anchor": ANCHORS,
        "day_in": partial(_day_in, report.today),
        "since": charts.shown_from(flow),
        "wrong": wrong(flow),
        "over": tuple(one for one in flow.aging if one.over),
        "ages": charts.ages(flow, workflow),
        "shown": SHOWN,
        "most": MOST,
        "finishes": longest_first(flow.finishes) if len(flow.finishes) > MOST else flow.finishes,
        "throughput": charts.throughput(flow),
        "complete": _complete(flow),
        "traffic": charts.traffic(flow) if flow.departures_known else None,
        "cumulative": charts.cumulative(flow, workflow),
        "cumulative_days": charts.weekly(
            [day for day in flow.cfd or () if flow.begin is None or day.day >= flow.begin]
        ),
        "columns": charts.drawn_statuses(workflow),
        "column_names": [status.name or status.id for status in charts.drawn_statuses(workflow)],
        "in_work": in_work(flow),
        "idle": not flow.finished and not any(count for _, count in flow.wip),
        "cycle_times": charts.cycle_times(flow),
        "longest": next(iter(longest_first(flow.finishes)), None),
        "stays": charts.stay_lengths(flow),
        "blocking": charts.blocked_lengths(flow),
        "left_out": left_out(flow),
        "pastes": tuple(to_paste(report, id_) for id_ in latest_first(report, flow.went_past)),
        "absent": ABSENT.get(report.past.absent, ""),
        "unreadable": sum(life.unreadable for life in report.past.lives),
    }


def pages(report: Report) -> tuple[Page, ...]:
    """The one page of flow."""
    return (
        Page(
            path="flow.html",
            template="flow.html",
            values=partial(_values, report),
            label=N_("Flow"),
        ),
    )
