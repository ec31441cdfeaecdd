"""What a change does, for other programs: everything, however much; `diff.schema.json` describes it.

Keys are never translated, days are ISO dates, scores texts with two decimals; people, goals and statuses are
ids. What is not there, or cannot be computed, is null.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from backlog.formats.backlog_json import escaped, score_text
from backlog.formats.diff_verdict import first_words, verdict
from backlog.formats.diff_words import Words
from backlog.formats.flow_json import goal_forecast_json
from backlog.report.audience import is_public
from backlog.rules.wording import record, word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from backlog.comparison.shapes import (
        Comparison,
        FieldChange,
        GoalChange,
        InitiativeChange,
        ItemChange,
        MeetingChange,
    )
    from backlog.language import Language
    from backlog.report import Card, GoalView, Report

SCHEMA_VERSION = 1


def schema() -> dict[str, Any]:
    """The JSON Schema (draft-07) of what `diff --format json` prints."""
    loaded: dict[str, Any] = json.loads((files("backlog.formats") / "diff.schema.json").read_text("utf-8"))
    return loaded


def diff_json(comparison: Comparison, language: Language, compared: tuple[str, str | None]) -> str:
    """The comparison as JSON; `compared` are the names that people gave the two states."""
    return escaped(json.dumps(contents(comparison, language, compared), ensure_ascii=False, indent=1)) + "\n"


def contents(comparison: Comparison, language: Language, compared: tuple[str, str | None]) -> dict[str, Any]:
    """What stands in the JSON, in its order."""
    before, after = comparison.before, comparison.after
    shares = before.effort_share_without_goal, after.effort_share_without_goal
    return {
        "schema_version": SCHEMA_VERSION,
        "report_day": after.today.isoformat(),
        "language": language.code,
        "base": _state(before, compared[0]),
        "head": _state(after, compared[1]),
        "founded": comparison.founded,
        "verdict": verdict(comparison),
        "summary": first_words(comparison, Words(language=language)),
        "items": {
            "added": _cards(comparison.added, after),
            "removed": _cards(comparison.removed, before),
            "changed": [_item(change, comparison) for change in comparison.changed],
            "unreadable": _cards(comparison.unreadable, before),
            "readable": _cards(comparison.readable, after),
        },
        "moves": [
            {
                "id": move.change.after.item.id,
                "from": move.before,
                "to": move.after,
                "expected": move.expected,
            }
            for move in comparison.moves
        ],
        "pushed": [{"by": push.by, "items": _ids(push.cards)} for push in comparison.pushes],
        "below_cut": {"now": _ids(comparison.cut), "no_longer": _ids(comparison.uncut)},
        "ready": {"now": _ids(comparison.readied), "no_longer": _ids(comparison.unreadied)},
        "limits": [
            {
                "kind": limit.kind,
                "id": limit.id,
                **_two("count", limit.before, limit.after),
                **_two("limit", limit.limit_before, limit.limit),
                "over": limit.is_over,
            }
            for limit in comparison.limits
        ],
        "goals": [_goal(change) for change in comparison.goals],
        **_two("effort_share_without_goal", *shares),
        "initiatives": [_initiative(change) for change in comparison.initiatives],
        "meetings": [_meeting(change) for change in comparison.meetings],
        "settings": [
            {"key": one.key, "before": _plain(one.before), "after": _plain(one.after)}
            for one in comparison.settings
        ],
        "findings": {
            "new": [record(word(finding, language)) for finding in comparison.findings.new],
            "mended": [record(word(finding, language)) for finding in comparison.findings.mended],
            "not_shown": comparison.findings.untold,
            "errors_from_before": comparison.findings.remaining_errors,
            "newly_tolerated": comparison.findings.tolerated,
        },
    }


def _state(report: Report, name: str | None) -> dict[str, Any]:
    return {"name": name, "commit": report.origin.commit, "dirty": report.origin.dirty}


def _two(name: str, before: object, after: object) -> dict[str, Any]:
    return {name: {"before": _plain(before), "after": _plain(after)}}


def _ids(cards: Iterable[Card]) -> list[str]:
    return [card.item.id for card in cards]


def _cards(cards: Iterable[Card], report: Report) -> list[dict[str, Any]]:
    return [
        {
            "id": card.item.id,
            "path": card.item.path,
            "title": card.item.title,
            "status": card.item.status,
            "kind": card.item.kind.value,
            "goal": card.goal.id if card.goal else None,
            "owner": None if is_public(report.config) else card.item.owner,
            "score": _score(card),
            "rank": card.rank,
            "ready": card.ready,
            "missing": list(card.missing),
        }
        for card in cards
    ]


def _score(card: Card) -> str | None:
    return score_text(card.score) if card.score is not None else None


def _item(change: ItemChange, comparison: Comparison) -> dict[str, Any]:
    was, is_ = change.before, change.after
    public = is_public(comparison.after.config)
    people = {"owner", "reviewer"} if public else set()  # a role is no id
    return {
        "id": is_.item.id,
        "former_id": was.item.id,
        "path": is_.item.path,
        "former_path": was.item.path,
        "title": is_.item.title,
        "fields": _fields([one for one in change.fields if one.field not in people]),
        **_two("score", _score(was), _score(is_)),
        **_two("rank", was.rank, is_.rank),
        **_two("ready", was.ready, is_.ready),
    }


def _fields(changes: Iterable[FieldChange]) -> list[dict[str, Any]]:
    return [{"field": one.field, "before": _plain(one.before), "after": _plain(one.after)} for one in changes]


def _goal(change: GoalChange) -> dict[str, Any]:
    def two(name: str, value: Callable[[GoalView], object]) -> dict[str, Any]:
        return _two(name, *(value(view) if view else None for view in (change.before, change.after)))

    return {
        "id": change.view.goal.id,
        "title": change.view.goal.title,
        "change": _how(change.before, change.after, change.fields),
        "unreadable": change.unreadable,
        "fields": _fields(change.fields),
        **two("stage", lambda view: view.stage),
        **two("effort_share", lambda view: view.effort_share),
        **two("open", lambda view: view.open),
        "forecast": {
            "before": goal_forecast_json(change.before.forecast) if change.before else None,
            "after": goal_forecast_json(change.after.forecast) if change.after else None,
        }
        if change.touched
        else None,
    }


def _how(before: object, after: object, changes: object) -> str:
    if before is None:
        return "added"
    if after is None:
        return "removed"
    return "changed" if changes else "affected"


def _initiative(change: InitiativeChange) -> dict[str, Any]:
    return {
        "id": change.value.id,
        "title": change.value.title,
        "change": _how(change.before, change.after, change.fields),
        "unreadable": change.unreadable,
        "fields": _fields(change.fields),
    }


def _meeting(change: MeetingChange) -> dict[str, Any]:
    meeting = change.value
    return {
        "path": meeting.path,
        "date": _plain(meeting.date),
        "type": meeting.type,
        "change": _how(change.before, change.after, changes=True),
        "decisions": len(meeting.decisions),
        "actions": len(meeting.actions),
    }


def _plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON has
    """A value of a field as JSON has it; an exact figure as text, a group of fields by their names."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple | list):
        return [_plain(entry) for entry in value]
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return str(value)
