"""The ranking: what comes next, how far capacity reaches, and what is not ranked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.language import N_
from backlog.site.charts.impact import CORNERS, impact_map, lie_of
from backlog.site.collecting import groups
from backlog.site.page import Page
from backlog.site.scales import scale, scales

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backlog.report import Card, Report

# So many rows stand in full; the others follow in fewer words, folded away, up to so many in all.
SHOWN = 60
MOST = 1_000
BEFORE_START = frozenset({Kind.BACKLOG, Kind.PLANNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the ranking; `last_in_reach` says that capacity ends below it."""

    card: Card
    last_in_reach: bool


def rows(ranked: Sequence[Card], cut: int) -> tuple[Row, ...]:
    """The ranked cards with the place where capacity ends.

    Capacity is counted in items that have not begun; what is in work already takes none of it. Where it
    is enough for all of them, or for none, no row is the last one in reach.
    """
    waiting = [card.item.id for card in ranked if card.item.kind in BEFORE_START]
    last = waiting[cut - 1] if 0 < cut < len(waiting) else None
    return tuple(Row(card=card, last_in_reach=card.item.id == last) for card in ranked)


def _values(report: Report) -> Mapping[str, object]:
    waiting = [card for card in report.ranked if card.item.kind in BEFORE_START]
    lines = rows(report.ranked, report.cut)
    chart = impact_map(report.ranked)
    wins, bets, _, poor = (lie_of(chart, name, BEFORE_START) for _, _, name in CORNERS)
    return {
        "chart": chart,
        "wins": wins,
        "bets": bets,
        "poor": poor,
        "effort": scale(report.config, "effort"),
        "confidence": scale(report.config, "confidence"),
        "rows": lines[:SHOWN],
        "rest": lines[SHOWN:MOST],
        "more": len(lines[MOST:]),
        "places": {status.id: place for place, status in enumerate(report.config.workflow)},
        "waiting": len(waiting),
        "reach": min(report.cut, len(waiting)),
        "line_at": next((line.card.order for line in lines if line.last_in_reach), None),
        "first": next((card for card in waiting if card.ready), None),
        "parked": tuple(sorted(report.parked, key=lambda card: (str(card.item.recheck), card.item.id))),
        "scales": scales(report.config),
        "groups": groups(report),
    }


def pages(report: Report) -> tuple[Page, ...]:
    """The one ranking."""
    return (
        Page(
            path="ranking.html", template="ranking.html", values=partial(_values, report), label=N_("Ranking")
        ),
    )
