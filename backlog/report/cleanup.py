"""The clean-up list: what has waited long, ranks low and never began, with the lines that decide it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.content.fields import ITEM
from backlog.content.values import status_word
from backlog.rules.naming import called

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from backlog.config.sections import Config
    from backlog.model import Item
    from backlog.report.shapes import Card

OLD = timedelta(days=90)
PARKED_FOR = timedelta(days=90)
WAITING = frozenset({Kind.BACKLOG, Kind.PLANNED})
FIELDS = {row.name: row for row in ITEM}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearing:
    """An item to drop, to park or to rate anew, with the lines for its file.

    `days` since it was created; where nobody knows when that was, since it is known, and `at_least` says so.
    """

    card: Card
    days: int
    at_least: bool
    drop: str
    park: str
    rate: str


def clean_up(
    cards: Sequence[Card], by_rank: Sequence[str], config: Config, today: date
) -> tuple[Clearing, ...]:
    """Items of backlog and plan, older than OLD, in the lower third of the ranking, that never began.

    `by_rank` are the ids of all ranked items; the last one comes first.
    """
    lower = {id_: place for place, id_ in enumerate(by_rank) if 3 * place >= 2 * len(by_rank)}
    found = [
        clearing
        for card in cards
        if card.item.id in lower and card.item.kind in WAITING and not _ever_began(card, config)
        for clearing in _clearing(card, config, today)
    ]
    return tuple(sorted(found, key=lambda one: -lower[one.card.item.id]))


def _ever_began(card: Card, config: Config) -> bool:
    kinds = {status.id: status.kind for status in config.workflow}
    moves = (kinds.get(move.status, Kind.INTAKE) for move in card.timeline.moves)
    return card.item.started is not None or any(kind.started or kind is Kind.DONE for kind in moves)


def _clearing(card: Card, config: Config, today: date) -> tuple[Clearing, ...]:
    timeline = card.timeline
    known = timeline.moves[0].day if timeline.moves else None
    day = timeline.created or known
    if day is None or today - day <= OLD:
        return ()
    item = card.item
    dropped = next((status for status in config.workflow if status.kind is Kind.DROPPED), None)
    return (
        Clearing(
            card=card,
            days=(today - day).days,
            at_least=timeline.created is None,
            drop=_line(item, "status", status_word(dropped, config), config) if dropped else "",
            park=_line(item, "recheck", (today + PARKED_FOR).isoformat(), config),
            rate=_rated(item, config, today),
        ),
    )


def _line(item: Item, name: str, value: object, config: Config) -> str:
    return f"{called(FIELDS[name], item.source, config)}: {value}"


def _rated(item: Item, config: Config, today: date) -> str:
    """The ratings as they are, to be changed, and today as the day of the rating."""
    names = ("impact", "confidence", "effort")
    values = [_line(item, name, getattr(item, name), config) for name in names]
    return "\n".join([*values, _line(item, "scored", today.isoformat(), config)])
