"""What the items of an initiative need first: which of them are drawn, and the chain that decides."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.metrics.chain import held_up, longest_chain, steps, without_circles
from backlog.site.charts.dependencies import PADDING, Drawing, Node, drawing
from backlog.site.charts.lettering import lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backlog.report import Card

MOST_COLUMNS = 4
WIDE = {1: 320, 2: 300, 3: 260, 4: 200}  # how wide boxes are, by how many stand side by side
NARROW = 244  # on a phone one stands below the other, and arrows run beside them
STATE = "mm "  # takes as much room as the mark of a status


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What is drawn of an initiative, as boxes beside each other and one below the other.

    `cards` are those drawn, by id, in the order of the drawing; `outside` the ids that belong elsewhere.
    `needs` is what each needs first. `chain` are the open items that come one after the other for longest,
    `links` the dependencies between them where they are more than one, `held` how many open items wait for
    the first of them. `circle` are items that need each other, between which no arrow is drawn. `free` open
    items have no arrow.
    """

    cards: Mapping[str, Card]
    outside: frozenset[str]
    needs: Mapping[str, Sequence[str]]
    chain: tuple[Card, ...]
    links: frozenset[tuple[str, str]]
    held: int
    circle: tuple[Card, ...]
    free: int
    wide: Drawing
    narrow: Drawing


def needs_of(cards: Sequence[Card], known: Mapping[str, Card]) -> Needs | None:
    """The picture of these cards, which are items of one initiative; None where nothing needs anything.

    `known` are all cards by id. Of other items only those that are not done are drawn, and only where an
    open item waits for them; of dropped ones only what an open item waits for.
    """
    inside = {card.item.id: card for card in cards}
    found = {
        card.item.id: _first(card, inside, known) for card in cards if card.item.kind is not Kind.DROPPED
    }
    everything = {
        **found,
        **{other: () for others in found.values() for other in others if other not in found},
    }
    needs = without_circles(everything)
    circle = sorted(
        {id_ for id_ in found for other in found[id_] if other not in needs[id_]}
        | {other for id_ in found for other in found[id_] if other not in needs[id_]}
    )
    drawn = {id_ for id_ in needs if needs[id_]} | {other for others in needs.values() for other in others}
    if not drawn and not circle:
        return None
    order = [id_ for id_ in needs if id_ in drawn]
    needs = {id_: needs[id_] for id_ in order}
    waiting = {
        id_: tuple(other for other in needs[id_] if known[other].item.kind.open)
        for id_ in order
        if known[id_].item.kind.open
    }
    chain = longest_chain(waiting)
    columns = min(MOST_COLUMNS, _most_at_once(needs))
    return Needs(
        cards={id_: known[id_] for id_ in order},
        outside=frozenset(id_ for id_ in order if id_ not in inside),
        needs=needs,
        chain=tuple(known[id_] for id_ in chain),
        links=frozenset(pairwise(chain) if len(chain) > 2 else ()),  # noqa: PLR2004 - one link is no chain
        held=len(held_up(waiting)[chain[0]]) if chain else 0,
        circle=tuple(known[id_] for id_ in circle),
        free=sum(1 for id_ in found if id_ not in drawn and id_ not in circle and known[id_].item.kind.open),
        wide=_drawn(order, needs, known, inside, columns, WIDE[columns]),
        narrow=_drawn(order, needs, known, inside, 1, NARROW),
    )


def _first(card: Card, inside: Mapping[str, Card], known: Mapping[str, Card]) -> tuple[str, ...]:
    """What an item needs first, as far as it is drawn."""
    waiting = card.item.kind.open
    return tuple(
        other
        for other in dict.fromkeys(card.item.depends_on)
        if other in known
        and (
            (other in inside and (waiting or known[other].item.kind is not Kind.DROPPED))
            or (waiting and known[other].item.kind is not Kind.DONE)
        )
    )


def _most_at_once(needs: Mapping[str, Sequence[str]]) -> int:
    step = list(steps(needs).values())
    return max((step.count(one) for one in set(step)), default=1)


def _drawn(  # noqa: PLR0917 - what a drawing is made of
    order: Sequence[str],
    needs: Mapping[str, Sequence[str]],
    known: Mapping[str, Card],
    inside: Mapping[str, Card],
    columns: int,
    wide: int,
) -> Drawing:
    def below(card: Card) -> int:
        state = lines_of(STATE + (card.status.name or card.status.id), wide - 2 * PADDING)
        return state + (card.item.kind.open and bool(card.blocks)) + (card.item.id not in inside)

    nodes = [Node(id=id_, title=known[id_].item.title, below=below(known[id_])) for id_ in order]
    return drawing(nodes, needs, columns, wide)
