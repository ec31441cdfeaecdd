"""Cards: every item with everything that is computed of it, and the orders they are shown in."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from backlog.config.defaults import default_channels
from backlog.config.sections import Channel, Kind, Person
from backlog.metrics.cut import below_cut
from backlog.metrics.ice import is_big_bet, is_parked, is_quick_win, ranking, ratings
from backlog.metrics.readiness import is_ready, missing, waits_for
from backlog.report.audience import NOBODY
from backlog.report.shapes import Card

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from backlog.config.sections import Config
    from backlog.findings import Finding
    from backlog.history import Timeline
    from backlog.metrics.ice import Ranking
    from backlog.model import Backlog


def person_of(config: Config, id_: str | None) -> Person | None:
    """What the configuration says of a person, or one with nothing but the name the file gives."""
    if id_ is None or id_ == NOBODY:
        return None
    return config.people.get(id_) or Person(name=id_)


def channel_of(known: Mapping[str, Channel], id_: str | None) -> Channel | None:
    """The known channel of an id, or one with nothing but a name."""
    return None if id_ is None else known.get(id_) or Channel(name=id_)


def known_channels(config: Config) -> Mapping[str, Channel]:
    """The configured channels, else the default ones."""
    return config.channels or default_channels(config.language)


def by_path(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    """The findings of each file."""
    grouped: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        grouped[finding.location.path].append(finding)
    return {path: tuple(found) for path, found in grouped.items()}


def cards_of(
    backlog: Backlog,
    today: date,
    timelines: Mapping[str, Timeline],
    findings: Mapping[str, tuple[Finding, ...]],
    window: tuple[date, date],
) -> tuple[tuple[Card, ...], Ranking]:
    """A card for every item, by id, and the ranking; `window` is the focus window (first, last day)."""
    created = {id_: timeline.created for id_, timeline in timelines.items()}
    ranked = ranking(backlog.items, today, created)
    ready = frozenset(item.id for item in backlog.items if is_ready(item, backlog, today))
    below = below_cut(backlog, ranked, ready, window)
    needed_by: defaultdict[str, list[str]] = defaultdict(list)
    for item in backlog.items:
        if item.kind.open:
            for id_ in dict.fromkeys(item.depends_on):
                needed_by[id_].append(item.id)
    config, channels = backlog.config, known_channels(backlog.config)
    cards = []
    for item in backlog.items:
        standing = ranked.standings.get(item.id)
        rated = ratings(item)
        timeline = timelines[item.id]
        cards.append(
            Card(
                item=item,
                status=backlog.status_by_id[item.status],
                goal=backlog.goal_by_id.get(backlog.goal_of(item) or ""),
                initiative=backlog.initiative_by_id.get(item.initiative or ""),
                owner=person_of(config, item.owner),
                reviewer=person_of(config, item.reviewer),
                channel=channel_of(channels, item.channel),
                score=rated.score if rated else None,
                rank=standing.rank if standing else None,
                rank_best=standing.rank_best if standing else None,
                rank_worst=standing.rank_worst if standing else None,
                order=standing.order if standing else None,
                ready=item.id in ready,
                missing=missing(item, backlog),
                blocks=item.blocks(today),
                waits_for=waits_for(item, backlog),
                needed_by=tuple(needed_by.get(item.id, ())),
                criteria_done=sum(criterion.done for criterion in item.body.criteria),
                criteria=len(item.body.criteria),
                parked=is_parked(item, today),
                quick_win=standing is not None and is_quick_win(item),
                big_bet=standing is not None and is_big_bet(item),
                below_cut_for=below.get(item.id),
                days_in_status=(today - timeline.status_since).days if timeline.status_since else None,
                timeline=timeline,
                findings=findings.get(item.path, ()),
            )
        )
    return tuple(cards), ranked


def in_board_order(cards: Iterable[Card]) -> tuple[Card, ...]:
    """Open items first: ranked ones by order, then the others by id; then done ones, then dropped ones.

    Of the finished the latest comes first, of the dropped the one dropped last; unknown days come last.
    """
    return tuple(sorted(cards, key=_place))


def _place(card: Card) -> tuple[int, float, str]:
    if card.item.kind.open:
        return 0, card.order if card.order is not None else float("inf"), card.item.id
    day = card.timeline.finished if card.item.kind is Kind.DONE else card.timeline.status_since
    return card.item.kind.position, -day.toordinal() if day else 0, card.item.id
