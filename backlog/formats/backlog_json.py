"""`data/backlog.json`: the report for other programs; `backlog.schema.json` describes it.

Keys are never translated, days are ISO dates, shares and percentiles integers, a score is a text with
two decimals. What cannot be computed is null. Each entry of a list stands on a line of its own, so that
two versions can be compared.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from backlog.formats.flow_json import flow_json, goal_forecast_json
from backlog.metrics.wip import count_by_status
from backlog.report.alerts import words
from backlog.report.audience import is_public
from backlog.rules.wording import record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from backlog.history import Transition
    from backlog.language import Language
    from backlog.report import Card, GoalView, Report
    from backlog.rules.wording import Worded

SCHEMA_VERSION = 1
# Nothing may end a script element that the text is pasted into, nor a line of JavaScript; a file name
# may hold bytes that are no text (lone surrogates), which no encoding takes.
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def backlog_json(report: Report, language: Language, findings: Sequence[Worded]) -> str:
    """The report as JSON; `findings` are those of the report, worded in the language."""
    return _written(contents(report, language, findings))


def schema() -> dict[str, Any]:
    """The JSON Schema (draft-07) of `data/backlog.json`."""
    loaded: dict[str, Any] = json.loads((files("backlog.formats") / "backlog.schema.json").read_text("utf-8"))
    return loaded


def contents(report: Report, language: Language, findings: Sequence[Worded]) -> dict[str, Any]:
    """What stands in the file, in its order."""
    backlog = report.backlog
    counts = count_by_status(backlog)
    return {
        "schema_version": SCHEMA_VERSION,
        "report_day": report.today.isoformat(),
        "language": language.code,
        "source": {
            "commit": report.origin.commit,
            "branch": report.config.branch,
            "dirty": report.origin.dirty,
            "files_found": report.origin.files_found,
            "files_read": report.origin.files_read,
            "files_refused": report.origin.files_refused,
        },
        "counts": {
            "items": len(backlog.items),
            "goals": len(backlog.goals),
            "initiatives": len(backlog.initiatives),
            "meetings": len(backlog.meetings),
        },
        "workflow": [
            {
                "id": status.id,
                "kind": status.kind.value,
                "name": status.name,
                "wip_limit": status.wip_limit,
                "count": counts[status.id],
            }
            for status in report.config.workflow
        ],
        "items": [_item(card, public=is_public(report.config)) for card in report.cards],
        "goals": [_goal(view) for view in report.goals],
        "effort_share_without_goal": report.effort_share_without_goal,
        "flow": flow_json(report),
        "alerts": [
            {
                "code": alert.code,
                "severity": alert.severity.value,
                "message": words(alert, language),
                "items": list(alert.items),
            }
            for alert in report.alerts
        ],
        "findings": [record(finding) for finding in findings],
    }


def score_text(score: Fraction) -> str:
    """A score with two decimals, halves rounded up.

    >>> from fractions import Fraction
    >>> score_text(Fraction(20, 3)), score_text(Fraction(1, 8))
    ('6.67', '0.13')
    """
    hundredths = int((score * 200 + 1) // 2)
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _item(card: Card, *, public: bool) -> dict[str, Any]:
    item, timeline = card.item, card.timeline
    return {
        "id": item.id,
        "path": item.path,
        "title": item.title,
        "status": item.status,
        "kind": item.kind.value,
        "goal": card.goal.id if card.goal else None,
        "initiative": card.initiative.id if card.initiative else None,
        "owner": None if public else item.owner,
        "channel": item.channel,
        "impact": item.impact,
        "confidence": item.confidence,
        "effort": item.effort,
        "score": score_text(card.score) if card.score is not None else None,
        "rank": card.rank,
        "rank_best": card.rank_best,
        "rank_worst": card.rank_worst,
        "order": card.order,
        "ready": card.ready,
        "missing": list(card.missing),
        "blocked": card.blocked,
        "depends_on": list(item.depends_on),
        "due": _day(item.due),
        "created": _day(timeline.created),
        "started": _day(timeline.started),
        "finished": _day(timeline.finished),
        "status_since": _day(timeline.status_since),
        "lead_time_days": timeline.lead_time_days,
        "cycle_time_days": timeline.cycle_time_days,
        "age_days": timeline.age_days,
        "time_in_status_days": timeline.time_in_status_days,
        "returns": timeline.returns,
        "reopened": timeline.reopened,
        "url": f"items/{item.id}.html",
        "transitions": [_transition(transition) for transition in timeline.transitions],
    }


def _transition(transition: Transition) -> dict[str, Any]:
    return {
        "at": transition.at.isoformat() if transition.at is not None else None,
        "day": transition.day.isoformat(),
        "from": transition.before,
        "to": transition.after,
        "commit": transition.commit,
        "source": transition.source,
    }


def _goal(view: GoalView) -> dict[str, Any]:
    period = view.goal.period
    return {
        "id": view.goal.id,
        "title": view.goal.title,
        "period": {"from": _day(period.first), "to": _day(period.last), "text": period.text}
        if period
        else None,
        "status": view.goal.status,
        "stage": view.stage,
        "items": sorted(card.item.id for card in view.cards),
        "counts": dict(view.counts),
        "effort_share": view.effort_share,
        "done_share": {"count": view.done_share_count, "effort": view.done_share_effort},
        "forecast": goal_forecast_json(view.forecast),
    }


def _written(content: dict[str, Any]) -> str:
    members = [f"{json.dumps(key)}: {_member(value)}" for key, value in content.items()]
    return escaped("{\n" + ",\n".join(members) + "\n}\n")


def _member(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(_dumped(entry) for entry in value) + "\n]"
    return _dumped(value)


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def escaped(written: str) -> str:
    """JSON without a character that a page, a script or an encoding could take for its own."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", written)
