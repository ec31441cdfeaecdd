"""Changes that people ask for, made in a draft: which item is meant, what was done, what is to be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.cli.editing import changed, content
from backlog.config.sections import Kind
from backlog.content.lines import clipped
from backlog.editing import edited
from backlog.editing.made import Made, Sentence, sentence
from backlog.editing.moving import crossed, step
from backlog.errors import Exit, Stop
from backlog.formats.item_file import name_of
from backlog.language import N_
from backlog.rules.workflow import ROWS
from backlog.spelling import fold, nearest, same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backlog.cli.editing import Draft
    from backlog.config.sections import Status
    from backlog.editing.moving import Step
    from backlog.model import Backlog, Item

TOLD_HERE = frozenset({"wip-over-column", "wip-over-person", "move-unexpected"})
"""Rules whose findings the sentences below tell in fewer words."""

_MOST_NAMED = 8


def named_item(backlog: Backlog, name: str) -> Item:
    """The item of this id (or an earlier one), else of this title; `Stop` (exit 2) unless exactly one is."""
    wanted = same(name)
    for item in backlog.items:
        if same(item.id) == wanted:
            return item
    former = [item for item in backlog.items if any(same(one) == wanted for one in item.formerly)]
    found = former or [item for item in backlog.items if fold(item.title) == fold(name)]
    if len(found) == 1:
        return found[0]
    if found:
        message = N_('"{value}" is the title of several items: {known}.')
        hint = N_("Write the id of the one that is meant.")
        raise Stop(Exit.WRONG_USE, message, hint, value=clipped(name), known=", ".join(_ids(found)))
    guess = _guess(backlog, name)
    raise Stop(
        Exit.WRONG_USE,
        N_('No item is called "{value}".'),
        N_('Did you mean "{guess}"?') if guess else N_("`backlog list --all` shows the ids of all items."),
        value=clipped(name),
        guess=guess,
    )


def _guess(backlog: Backlog, name: str) -> str:
    """The id that was probably meant: the nearest one, or that of the nearest title."""
    id_ = nearest(name, [item.id for item in backlog.items])
    if id_:
        return id_
    title = nearest(name, [item.title for item in backlog.items])
    return next((item.id for item in backlog.items if item.title == title), "") if title else ""


def moved(now: Draft, item: Item, after: Status) -> tuple[Draft, Made]:
    """The draft with an item moved; nothing was done where it stands in that column already."""
    planned = step(item, after, now.day, now.here.config)
    made = Made(path=item.path, name=item.id, title=item.title)
    if not planned.changes:
        note = sentence(N_('"{status}" is where it stands already; nothing changes.'), status=after.name)
        return now, Made(path=item.path, name=item.id, title=item.title, notes=(note,))
    raw = edited(content(now, item.path), "item", item.path, planned.changes, now.here.config)
    before = now.backlog.status_by_id[item.status]
    then = changed(now, {item.path: raw})
    made = Made(
        path=item.path,
        name=item.id,
        title=item.title,
        done=(
            sentence(N_('"{before}" → "{after}"'), before=before.name, after=after.name),
            *_days(now, planned),
        ),
        notes=tuple(_notes(now, item, after, planned)),
    )
    return then, made


def _days(now: Draft, planned: Step) -> list[Sentence]:
    days = []
    if planned.began:
        days.append(sentence(N_("begun on {day}"), day=now.day))
    if planned.ended:
        days.append(sentence(N_("done on {day}"), day=now.day))
    names = [name_of(ROWS[name], now.here.config) for name in planned.forgotten]
    return [*days, *(sentence(N_("{field} taken out"), field=name) for name in names)]


def _notes(now: Draft, item: Item, after: Status, planned: Step) -> Iterable[Sentence]:
    before = now.backlog.status_by_id[item.status]
    if planned.skipped:
        yield sentence(
            N_('From "{before}" straight to "{after}": the workflow expects {columns} in between.'),
            before=before.name,
            after=after.name,
            columns=tuple(f'"{status.name}"' for status in planned.skipped),
        )
    if planned.untold:
        yield sentence(
            N_("Its {field} ends in another column, so no entry is added: git tells when it moved."),
            field=name_of(ROWS["history"], now.here.config),
        )
    if after.kind is Kind.DONE and item.kind is not Kind.DONE and item.result is None:
        yield sentence(
            N_("What came of it can follow within {days} days, as {result} and {learning}."),
            days=now.here.config.freshness.result,
            result=name_of(ROWS["result"], now.here.config),
            learning=name_of(ROWS["learning"], now.here.config),
        )


def limits(before: Draft, after: Draft) -> list[Sentence]:
    """The limits of work in progress that a change passes, with the items that count."""
    backlog = after.backlog
    public = [item for item in backlog.items if not item.private]
    found = []
    for one in crossed(before.backlog, backlog):
        values: dict[str, object] = {"count": one.count, "limit": one.limit}
        if one.status is not None:
            message = N_('"{status}" then holds {count} items, and its limit is {limit}: {items}.')
            items = [item for item in public if item.status == one.status.id]
            values["status"] = one.status.name
        else:
            message = N_(
                "{person} then has {count} items in work at once, and the limit is {limit}: {items}."
            )
            items = [item for item in public if item.owner == one.person and item.kind.started]
            known = after.here.config.people.get(one.person)
            values["person"] = (known.name if known else "") or one.person
        found.append(Sentence(message, {**values, "items": _ids(items)}))
    return found


def _ids(items: Iterable[Item]) -> tuple[str, ...]:
    ids = tuple(item.id for item in items)
    return ids if len(ids) <= _MOST_NAMED else (*ids[: _MOST_NAMED - 1], "…")
