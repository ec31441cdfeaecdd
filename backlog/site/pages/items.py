"""Each item's page: what it is, why it stands where it stands, what it waits for, how it came here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from backlog.metrics.figures import LEAST
from backlog.site.page import Page
from backlog.site.story import older_than, parts_of, story

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.report import Card, Report

BAR = 300  # units of the bar of time in status


def _values(report: Report, card: Card) -> Mapping[str, object]:
    cards = report.card_by_id
    return {
        "card": card,
        "item": card.item,
        "waits_for": [cards[other] for other in card.waits_for if other in cards],
        "needed_by": [cards[other] for other in card.needed_by if other in cards],
        "story": story(report, card),
        "parts": parts_of(card.timeline.time_in_status_days, report.past.columns.kinds, BAR),
        "older": older_than(report.flow, card.timeline.age_days, LEAST),
    }


def _moved(card: Card) -> Mapping[str, object]:
    return {"card": card}


def pages(report: Report) -> tuple[Page, ...]:
    """One page an item, and one a former id of it that leads there; a former id in use again does not."""
    items = tuple(
        Page(
            path=f"items/{card.item.id}.html",
            template="item.html",
            values=partial(_values, report, card),
            within="board.html",
        )
        for card in report.cards
    )
    taken = {item.id.lower() for item in report.backlog.items}
    former = {old.lower(): (old, card) for card in report.cards for old in card.item.formerly}
    return items + tuple(
        Page(
            path=f"items/{old}.html",
            template="moved.html",
            values=partial(_moved, card),
            within="board.html",
        )
        for lower, (old, card) in sorted(former.items())
        if lower not in taken
    )
