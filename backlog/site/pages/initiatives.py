"""The initiatives, and each initiative's page: its goal and the items it bundles."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.language import N_
from backlog.site.charts.initiative import needs_of
from backlog.site.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.config.sections import Status
    from backlog.report import Card, InitiativeView, Report

# A status shows so many items; the others are folded.
SHOWN = 50


def by_status(report: Report, view: InitiativeView) -> tuple[tuple[Status, tuple[Card, ...]], ...]:
    """The items of an initiative by status: what runs first, then what comes, then what is over."""
    place = {status.id: number for number, status in enumerate(report.config.workflow)}

    def order(card: Card) -> tuple[bool, bool, int]:
        kind = card.item.kind
        return (kind is Kind.DROPPED, kind is Kind.DONE, -place[card.status.id])

    cards = sorted(view.cards, key=lambda card: (*order(card), card.order or len(report.cards), card.item.id))
    return tuple((group[0].status, group) for _, some in groupby(cards, order) for group in [tuple(some)])


def counts(view: InitiativeView) -> Mapping[str, int]:
    """How many items are open, running, finished and blocked."""
    kinds = [card.item.kind for card in view.cards]
    return {
        "open": sum(1 for kind in kinds if kind.open),
        "running": sum(1 for kind in kinds if kind.started),
        "done": kinds.count(Kind.DONE),
        "blocked": sum(1 for card in view.cards if card.item.kind.open and card.blocks),
    }


def _is_idle(view: InitiativeView) -> bool:
    """Active, though no open item is left: nothing follows."""
    return view.initiative.status == "active" and not counts(view)["open"]


def _list(report: Report) -> Mapping[str, object]:
    def order(view: InitiativeView) -> tuple[bool, str]:
        return (view.goal is None, view.goal.id if view.goal is not None else "")

    active = [view for view in report.initiatives if view.initiative.status == "active"]
    grouped = groupby(sorted(active, key=order), order)
    return {
        "groups": tuple(
            (group[0].goal, tuple((view, counts(view)) for view in group))
            for _, some in grouped
            for group in [list(some)]
        ),
        "others": tuple(
            (view, counts(view)) for view in report.initiatives if view.initiative.status != "active"
        ),
        "active": len(active),
        "items": sum(counts(view)["open"] for view in active),
        "idle": tuple(view.initiative.id for view in active if _is_idle(view)),
    }


def _initiative(report: Report, view: InitiativeView) -> Mapping[str, object]:
    return {
        "view": view,
        "counts": counts(view),
        "idle": _is_idle(view),
        "needs": needs_of(view.cards, report.card_by_id),
        "groups": by_status(report, view),
        "shown": SHOWN,
    }


def pages(report: Report) -> tuple[Page, ...]:
    """The list of initiatives and one page each; none where there is none."""
    if not report.initiatives:
        return ()
    return (
        Page(
            path="initiatives.html",
            template="initiatives.html",
            values=partial(_list, report),
            label=N_("Initiatives"),
        ),
        *(
            Page(
                path=f"initiatives/{view.initiative.id}.html",
                template="initiative.html",
                values=partial(_initiative, report, view),
                within="initiatives.html",
            )
            for view in report.initiatives
        ),
    )
