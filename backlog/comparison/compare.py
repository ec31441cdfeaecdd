"""Compare two states of a backlog: what is new, gone and otherwise, and what follows from it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from backlog.comparison.fields import fields_of
from backlog.comparison.found import findings_of
from backlog.comparison.goals import goals_of, initiatives_of, meetings_of
from backlog.comparison.limits import limits_of
from backlog.comparison.pairing import moved, paired
from backlog.comparison.settings import settings_of
from backlog.comparison.shapes import Comparison, ItemChange, Push, StatusMove
from backlog.comparison.unread import is_unread, unread
from backlog.metrics.readiness import READY_KINDS
from backlog.report.audience import is_public
from backlog.rules.moves import skips

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backlog.comparison.shapes import Side
    from backlog.model import Backlog
    from backlog.report import Card

Both = tuple["Card", "Card"]


def compare(before: Side, after: Side, *, founded: bool = False) -> Comparison:
    """What leads from one state to the other; `founded`: there was nothing before that could be read.

    Neither has anything private, and what is private in one is hidden in the other (`veil.py`); both are
    for one audience, on one day.
    """
    pairs = paired(before.backlog.items, after.backlog.items)
    ours, theirs = before.report.card_by_id, after.report.card_by_id
    both = sorted(
        ((ours[id_], theirs[other]) for id_, other in pairs.items()), key=lambda two: two[1].item.id
    )
    known = set(pairs.values())
    gone = [card for id_, card in ours.items() if id_ not in pairs]
    new = [card for id_, card in theirs.items() if id_ not in known]
    changed = tuple(_changed(both))
    moves = tuple(_move(change, after.report.backlog) for change in changed if change.moved)
    lost, regained = unread(after.backlog), unread(before.backlog)
    removed, unreadable = _split(gone, lost)
    added, readable = _split(new, regained)
    touched = {change.after.item.id for change in changed if change.touched}
    config = after.report.config
    return Comparison(
        before=before.report,
        after=after.report,
        founded=founded,
        added=added,
        removed=removed,
        changed=changed,
        unreadable=unreadable,
        readable=readable,
        moves=moves,
        pushes=_pushes([two for two in both if two[1].item.id not in touched]),
        cut=tuple(is_ for was, is_ in both if is_.below_cut and not was.below_cut),
        uncut=tuple(is_ for was, is_ in both if was.below_cut and not is_.below_cut),
        readied=tuple(is_ for was, is_ in _waiting(both) if is_.ready and not was.ready),
        unreadied=tuple(is_ for was, is_ in _waiting(both) if was.ready and not is_.ready),
        limits=limits_of(before.report, after.report),
        goals=goals_of(
            before,
            after,
            (
                _goals([*gone, *(change.before for change in changed if change.touched)]),
                _goals([*new, *(change.after for change in changed if change.touched)]),
            ),
            lost | regained,
        ),
        initiatives=initiatives_of(before, after, lost | regained),
        meetings=meetings_of(before.report.meetings, after.report.meetings),
        settings=settings_of(
            () if founded else before.backlog.settings.lines,
            () if founded else after.backlog.settings.lines,
            named=not is_public(config) and config.show_people == "names",
        ),
        findings=findings_of(before, after, moved(before.backlog, after.backlog)),
    )


def _changed(both: Iterable[Both]) -> Iterable[ItemChange]:
    for was, is_ in both:
        fields = fields_of("item", was.item, is_.item)
        if fields:
            yield ItemChange(before=was, after=is_, fields=fields)


def _move(change: ItemChange, backlog: Backlog) -> StatusMove:
    was, is_ = change.before.item.status, change.after.item.status
    return StatusMove(change=change, before=was, after=is_, expected=not skips(backlog.config, was, is_))


def _split(cards: Sequence[Card], files: frozenset[str]) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
    """Cards without and with a file that the other state has and cannot read, each by id."""
    ordered = sorted(cards, key=lambda card: card.item.id)
    there = {card.item.id for card in ordered if is_unread(card.item.path, card.item.id, files)}
    return (
        tuple(card for card in ordered if card.item.id not in there),
        tuple(card for card in ordered if card.item.id in there),
    )


def _pushes(both: Iterable[Both]) -> tuple[Push, ...]:
    """Whoever has another rank, by how far it moved; those that move furthest down first."""
    grouped: defaultdict[int, list[Card]] = defaultdict(list)
    for was, is_ in both:
        if was.rank is not None and is_.rank is not None and was.rank != is_.rank:
            grouped[is_.rank - was.rank].append(is_)
    return tuple(
        Push(by=by, cards=tuple(sorted(grouped[by], key=lambda card: (card.order or 0, card.item.id))))
        for by in sorted(grouped, reverse=True)
    )


def _waiting(both: Iterable[Both]) -> list[Both]:
    """Those that wait to be begun, before and after."""
    return [two for two in both if {card.item.kind for card in two} <= READY_KINDS]


def _goals(cards: Iterable[Card]) -> frozenset[str]:
    return frozenset(card.goal.id for card in cards if card.goal is not None)
