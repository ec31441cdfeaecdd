"""What came of finished work, goal by goal, and which results are still missing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.language import N_
from backlog.model import Outcome
from backlog.site.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from backlog.model import Goal
    from backlog.report import Card, Report

# All goals together show about so many results, each goal at least the latest ones; the others follow as
# one line each, folded away.
SHOWN = 60
LATEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """The finished items of a goal (None: of none) that have a result, latest first."""

    goal: Goal | None
    shown: tuple[Card, ...]
    rest: tuple[Card, ...]


def has_result(card: Card) -> bool:
    """Something is said of what came of it: a figure, an outcome or a learning."""
    result = card.item.result
    return bool(card.item.learning or (result is not None and (result.value or result.outcome)))


def _latest(card: Card) -> tuple[int, str]:
    """Latest first, by the day of the measurement, else of the finish; unknown days last."""
    result = card.item.result
    day: date | None = (result.measured if result is not None else None) or card.timeline.finished
    return (-day.toordinal() if day is not None else 0, card.item.id)


def learned(report: Report) -> tuple[Learned, ...]:
    """Goals with results, the one with the latest result first; items without a goal at the end."""
    done = sorted(
        (card for card in report.cards if card.item.kind is Kind.DONE and has_result(card)), key=_latest
    )
    by_goal: dict[str, list[Card]] = {}
    for card in done:
        by_goal.setdefault(card.goal.id if card.goal is not None else "", []).append(card)
    order = sorted(by_goal, key=lambda id_: not id_)
    shown = max(LATEST, SHOWN // max(1, len(by_goal)))
    return tuple(
        Learned(
            goal=by_goal[id_][0].goal, shown=tuple(by_goal[id_][:shown]), rest=tuple(by_goal[id_][shown:])
        )
        for id_ in order
    )


def still_missing(report: Report) -> tuple[Card, ...]:
    """Finished items of which neither figure nor outcome is known, longest finished first."""
    lacking = [
        card
        for card in report.cards
        if card.item.kind is Kind.DONE
        and (card.item.result is None or not (card.item.result.value or card.item.result.outcome))
    ]
    return tuple(sorted(lacking, key=lambda card: (str(card.timeline.finished), card.item.id)))


def _values(report: Report) -> Mapping[str, object]:
    done = [card for card in report.cards if card.item.kind is Kind.DONE]
    counts = [
        (outcome, sum(1 for card in done if card.item.result and card.item.result.outcome is outcome))
        for outcome in Outcome
    ]
    return {
        "groups": learned(report),
        "outcomes": tuple((outcome, count) for outcome, count in counts if count),
        "missing": still_missing(report),
    }


def pages(report: Report) -> tuple[Page, ...]:
    """The one page of learnings."""
    return (
        Page(
            path="learnings.html",
            template="learnings.html",
            values=partial(_values, report),
            label=N_("Learnings"),
        ),
    )
