"""Which files a change is about when it sets a goal: an item and its initiative work for one goal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.editing.made import sentence
from backlog.editing.wishes import Wish, field_called
from backlog.errors import Exit, Stop
from backlog.language import N_
from backlog.model import Goal, Initiative, Item

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backlog.editing.known import Known
    from backlog.editing.made import Sentence

Thing = Item | Goal | Initiative


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file, what is to be set in it, and what is said of it: as done, or beside that."""

    thing: Thing
    wishes: Sequence[Wish]
    done: tuple[Sentence, ...] = ()
    notes: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aim:
    """The wish for a goal, its id, and the initiatives that get it."""

    wish: Wish
    goal: str
    movers: tuple[Initiative, ...]


def parts(words: Known, things: Sequence[Thing], wishes: Sequence[Wish]) -> Iterator[Part]:
    """What is to be set where; `Stop` (exit 2) for one item alone whose initiative has another goal.

    Where all open items of an initiative get a goal, the initiative gets it; else an item among several keeps
    the goal of its initiative, and that is said. The open items of an initiative follow it; what is done or
    dropped keeps the goal for which it was done.
    """
    aim = _aim(words, things, wishes)
    named = {thing.path for thing in things}
    for mover in aim.movers if aim else ():
        if aim and mover.path not in named:
            yield Part(thing=mover, wishes=(aim.wish,), notes=(sentence(_ALONG),))
            yield from _following(words, mover, aim, named)
    for thing in things:
        if aim and isinstance(thing, Item):
            yield _of_item(words, thing, aim, wishes, alone=len(things) == 1)
        else:
            yield Part(thing=thing, wishes=wishes)
        if aim and isinstance(thing, Initiative):
            yield from _following(words, thing, aim, named)


_ALONG = N_("All of its open items change to this goal, so it does, too.")
_KEPT = N_("It is done or dropped, and still counts for the goal for which it was made.")


def _aim(words: Known, things: Sequence[Thing], wishes: Sequence[Wish]) -> _Aim | None:
    """What is wished of a goal; nothing where no goal is, or the initiative is to change as well."""
    kind = next((type(thing).__name__.lower() for thing in things if not isinstance(thing, Goal)), "")
    called = {field_called(one.field, kind, words.backlog.config)[0]: one for one in wishes} if kind else {}
    wished = called.get("goal")
    goal = words.targets["goal"].meant(wished.value) if wished else ""
    if wished is None or not goal or "initiative" in called:
        return None
    paths = {thing.path for thing in things}
    open_items = [item for item in words.backlog.items if item.kind.open and item.initiative]
    staying = {item.initiative for item in open_items if item.path not in paths}
    leaving = {item.initiative for item in open_items if item.path in paths} - staying
    along = leaving if len(things) > 1 else set()
    movers = [
        one
        for one in words.backlog.initiatives
        if one.goal not in {None, goal} and (one.path in paths or one.id in along)
    ]
    return _Aim(wish=wished, goal=goal, movers=tuple(movers))


def _following(words: Known, initiative: Initiative, aim: _Aim, named: set[str]) -> Iterator[Part]:
    """The items of an initiative that have to say something else when its goal changes."""
    if initiative not in aim.movers:
        return
    for item in words.backlog.items:
        if item.initiative != initiative.id or item.path in named:
            continue
        if item.kind.open and item.goal not in {None, aim.goal}:
            yield Part(thing=item, wishes=(aim.wish,))
        elif not item.kind.open and item.goal is None and initiative.goal in words.backlog.goal_by_id:
            former = Wish(field="goal", operation="=", value=str(initiative.goal))
            yield Part(thing=item, wishes=(former,), notes=(sentence(_KEPT),))


def _of_item(words: Known, item: Item, aim: _Aim, wishes: Sequence[Wish], *, alone: bool) -> Part:
    initiative = words.backlog.initiative_by_id.get(item.initiative or "")
    if initiative is None or initiative.goal in {None, aim.goal}:
        return Part(thing=item, wishes=wishes)
    rest = [one for one in wishes if one is not aim.wish]
    if initiative in aim.movers:
        if item.goal is not None:
            return Part(thing=item, wishes=wishes)
        values = {"initiative": initiative.id, "before": initiative.goal, "after": aim.goal}
        with_it = sentence(N_('with its initiative "{initiative}": {before} → {after}'), **values)
        return Part(thing=item, wishes=rest, done=(with_it,))
    line = f"{initiative.id} {aim.wish.field} = {aim.wish.value}"
    values = {"initiative": initiative.id, "goal": initiative.goal, "line": line}
    note = sentence(
        N_('Its initiative "{initiative}" works for {goal}; the goal of both is set there: {line}'), **values
    )
    if alone:
        wish = f"{aim.wish.field}={aim.wish.value}"
        message = N_('Its initiative "{initiative}" works for {goal}; the goal of both is set there.')
        raise Stop(Exit.WRONG_USE, message, "backlog set {initiative} {wish}", wish=wish, **values)
    return Part(thing=item, wishes=rest, notes=(note,))
