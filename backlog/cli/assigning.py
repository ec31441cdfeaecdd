"""Values put into the files of items, goals and initiatives, in a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.cli.changing import moved, named_item
from backlog.cli.editing import changed, content
from backlog.editing import edited
from backlog.editing.accepted import written_now
from backlog.editing.known import known
from backlog.editing.made import Made, Sentence, sentence
from backlog.editing.moving import named_status
from backlog.editing.wishes import Wish, changes_of, field_called, wish
from backlog.language import N_
from backlog.model import Item
from backlog.spelling import fold, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.cli.editing import Draft
    from backlog.editing.changes import Change
    from backlog.model import Backlog, Goal, Initiative

    Thing = Item | Goal | Initiative


def named_thing(backlog: Backlog, name: str) -> Thing:
    """The goal or initiative of this id or title, else the item; `Stop` (exit 2) where none is."""
    others: tuple[Thing, ...] = (*backlog.goals, *backlog.initiatives)
    taken = {same(item.id) for item in backlog.items}
    found = [one for one in others if same(one.id) == same(name)]
    if not found and same(name) not in taken:
        found = [one for one in others if fold(one.title) == fold(name)]
    return found[0] if len(found) == 1 else named_item(backlog, name)


def assigned(now: Draft, thing: Thing, texts: Sequence[str]) -> tuple[Draft, Made]:
    """The draft with these wishes fulfilled (`owner=anna`); a status of an item is a move to it."""
    kind = type(thing).__name__.lower()
    wishes = [wish(text) for text in texts]
    words = known(now.backlog)
    status = ""
    changes: list[Change] = []
    done: list[Sentence] = []
    for one in wishes:
        name, row = field_called(one.field, kind, now.here.config)
        if name == "status" and isinstance(thing, Item) and one.operation == "=" and one.value:
            status = one.value
            continue
        wanted = changes_of(one, thing, words, now.day)
        changes += wanted
        done += [_words(one, written_now(thing, name) if not row.of else "")] * bool(wanted)
    then = now
    if changes:
        raw = edited(content(now, thing.path), kind, thing.path, changes, now.here.config)
        then = changed(now, {thing.path: raw})
    notes: tuple[Sentence, ...] = ()
    if status:
        after = named_status(now.here.config, status)
        then, made = moved(then, named_item(then.backlog, thing.id), after)
        done, notes = [*made.done, *done], made.notes
    if not done and not notes:
        notes = (sentence(N_("That is how it stands already; nothing changes.")),)
    return then, Made(path=thing.path, name=thing.id, title=thing.title, done=tuple(done), notes=notes)


def _words(wished: Wish, former: str) -> Sentence:
    """A value that was put, added or taken out, and the one that was there before."""
    field, value = wished.field.strip(), wished.value
    if not value:
        return sentence(N_("{field} taken out"), field=field)
    if wished.operation != "=":
        return sentence("{field} {sign} {value}", field=field, sign=wished.operation, value=value)
    if former:
        return sentence(N_("{field} = {value} (it was {former})"), field=field, value=value, former=former)
    return sentence("{field} = {value}", field=field, value=value)
