"""A new goal or initiative that a line of changes asks for, in a draft."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from backlog.cli.changes.draft import changed
from backlog.cli.changes.fields import set_in
from backlog.content.fields import TABLES
from backlog.editing.made import sentence
from backlog.editing.wishes import field_called, wish
from backlog.errors import Exit, Stop
from backlog.formats.item_file import free_id, name_of
from backlog.formats.scaffold import quoted
from backlog.language import N_
from backlog.site.form.plan import STEM, place_of
from backlog.spelling import ID, LONGEST_ID, fold, id_of, same

if TYPE_CHECKING:
    from backlog.cli.changes.draft import Draft
    from backlog.editing.made import Made
    from backlog.editing.orders import New
    from backlog.editing.wishes import Wish
    from backlog.model import Goal, Initiative

SHORTEST, LONGEST = 3, 120
_WHAT = {"goal": N_("new, as a goal"), "initiative": N_("new, as an initiative")}


def begun(now: Draft, order: New) -> tuple[Draft, tuple[Made, ...]]:
    """The draft with a new goal or initiative; `Stop` (exit 2) for a title or a value that it does not take.

    Its id is what `id = …` says, else comes from the title, with the period where another one has it.
    """
    title = " ".join(order.title.split())
    if not SHORTEST <= len(title) <= LONGEST:
        message = N_("The title has {count} characters; it takes {least} to {most}.")
        raise Stop(Exit.WRONG_USE, message, count=len(title), least=SHORTEST, most=LONGEST)
    called = [(_field(one, order.kind, now), one) for one in map(wish, order.wishes)]
    said = {name: one.value for name, one in called}
    id_ = _own_id(now, said["id"]) if "id" in said else _id_of(now, title, said.get("period", ""))
    path = place_of(order.kind, now.here.config).replace(STEM, id_)
    row = next(row for row in TABLES[order.kind] if row.name == "title")
    text = f"---\n{name_of(row, now.here.config)}: {quoted(title)}\n---\n"
    namesake = _namesake(now, order.kind, title)
    then = changed(now, {path: text.encode()})
    then, (made,) = set_in(then, [_thing(then, path)], [one for name, one in called if name != "id"])
    notes = (sentence(_SAME, known=namesake, id=id_),) if namesake else ()
    return then, (replace(made, title=title, done=(sentence(_WHAT[order.kind]), *made.done), notes=notes),)


_SAME = N_("{known} has the same title, so lines name this one by its id: {id}")


def _field(wished: Wish, kind: str, now: Draft) -> str:
    """Our name of the field; the pages call the id by a German word."""
    word = wished.field.strip()
    return "id" if word.lower() == "kennung" else field_called(word, kind, now.here.config)[0]


def _thing(now: Draft, path: str) -> Goal | Initiative:
    things: list[Goal | Initiative] = [*now.backlog.goals, *now.backlog.initiatives]
    return next(one for one in things if one.path == path)


def _namesake(now: Draft, kind: str, title: str) -> str:
    things: list[Goal | Initiative] = [*now.backlog.goals, *now.backlog.initiatives]
    alike = (one for one in things if type(one).__name__.lower() == kind)
    return next((one.id for one in alike if fold(one.title) == fold(title)), "")


def _own_id(now: Draft, said: str) -> str:
    backlog = now.backlog
    taken = {same(one.id) for things in (backlog.items, backlog.goals, backlog.initiatives) for one in things}
    if not ID.fullmatch(said) or len(said) > LONGEST_ID or same(said) in taken:
        message = N_(
            '"{value}" cannot be an id here: it is taken, or has other signs than letters, digits and -.'
        )
        raise Stop(Exit.WRONG_USE, message, value=said)
    return said


def _id_of(now: Draft, title: str, period: str) -> str:
    """An id that is free: of the title, else of the title and the period."""
    free = free_id(title, now.backlog, now.day)
    if free == id_of(title) or not re.fullmatch(r"[\w-]{4,10}", period):
        return free
    return free_id(f"{title[: LONGEST_ID - 12]} {period}", now.backlog, now.day)
