"""The figures of flow and the forecasts of goals, as they stand in `data/backlog.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backlog.metrics.percentile import PERCENTS
from backlog.metrics.series import is_known
from backlog.report.audience import is_public

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backlog.metrics.figures import Forecast, GoalForecast, Level, Spread, Week
    from backlog.report import Report


def flow_json(report: Report) -> dict[str, Any]:
    """How work flows; null is what nothing tells, with the items concerned in `excluded`."""
    flow = report.flow
    known = is_known(report.past) or not report.past.lives
    return {
        "window": {"from": flow.window.first.isoformat(), "to": flow.window.last.isoformat()},
        "cycle_time": _spread(flow.cycle_time),
        "lead_time": _spread(flow.lead_time),
        "throughput": [{**_week(week), "complete": week.complete} for week in flow.throughput]
        if known
        else None,
        "wip": {
            "total": report.wip.total,
            "by_status": dict(report.wip.by_status),
            "by_person": None if is_public(report.config) else dict(report.wip.by_person),
        },
        "cfd": [{"day": day.day.isoformat(), "counts": dict(day.counts)} for day in flow.cfd]
        if flow.cfd is not None
        else None,
        "sle": _level(flow.level) if flow.level is not None else None,
        "flow_efficiency": flow.efficiency,
        "forecast": _forecast(flow.forecast) if not flow.forecast.lack else None,
        "arrivals": _weeks(flow.arrivals) if known else None,
        "returns": flow.returns if known else None,
        "reopened": flow.reopened if known else None,
        "excluded": [{"id": left.id, "reason": left.reason} for left in flow.excluded],
        "cfd_left_out": len(flow.left_out_of_cfd),
    }


def goal_forecast_json(forecast: GoalForecast | None) -> dict[str, Any] | None:
    """The forecast of a goal in days from the report day; null where there is none."""
    if forecast is None or forecast.lack:
        return None
    return {
        "items": forecast.items,
        "ahead": forecast.ahead,
        **_percents(forecast.days),
        "chance": forecast.chance,
    }


def _percents(numbers: Mapping[int, int | None]) -> dict[str, int | None]:
    return {f"p{percent}": numbers[percent] for percent in PERCENTS}


def _spread(spread: Spread) -> dict[str, int | None]:
    return {"n": spread.n, "p50": spread.p50, "p70": spread.p70, "p85": spread.p85, "p95": spread.p95}


def _weeks(weeks: Sequence[Week]) -> list[dict[str, Any]]:
    return [_week(week) for week in weeks]


def _week(week: Week) -> dict[str, Any]:
    return {"week": week.name, "count": week.count}


def _level(level: Level) -> dict[str, Any]:
    return {
        "days": level.days,
        "percent": level.percent,
        "source": level.source,
        "attainment": level.attainment,
        "n": level.n,
    }


def _forecast(forecast: Forecast) -> dict[str, Any]:
    return {
        "sample": {
            "from": forecast.sample.first.isoformat(),
            "to": forecast.sample.last.isoformat(),
            "completions": forecast.completions,
            "days_with_completion": forecast.days_with_completion,
        },
        "when": [{"items": one.items, **_percents(one.days)} for one in forecast.when],
        "how_many": [{"days": one.days, **_percents(one.items)} for one in forecast.how_many],
    }
