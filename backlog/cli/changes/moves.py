"""Changes that people ask for, made in a draft: which item is meant, what was done, what is to be said."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from backlog.cli.changes.draft import changed, content
from backlog.cli.changes.fields import named
from backlog.config.sections import Kind
from backlog.editing import edited
from backlog.editing.made import Made, Sentence, sentence
from backlog.editing.moving import crossed, step
from backlog.editing.settings import table_called
from backlog.errors import Exit, Stop
from backlog.formats.item_file import name_of
from backlog.language import N_
from backlog.model import Item
from backlog.rules.workflow import ROWS
from backlog.spelling import same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backlog.cli.changes.draft import Draft
    from backlog.config.sections import Status
    from backlog.editing.moving import Step
    from backlog.language import Language
    from backlog.model import Backlog

TOLD_HERE = frozenset({"wip-over-column", "wip-over-person", "move-unexpected"})
"""Rules whose findings the sentences below tell in fewer words."""

_MOST_NAMED = 8


def named_item(backlog: Backlog, name: str) -> Item:
    """The item of this id (or an earlier one), else of this title; `Stop` (exit 2) unless exactly one is."""
    alone = dataclasses.replace(backlog, goals=(), initiatives=())
    try:
        found = named(alone, name)
    except Stop:
        _stop_beside(backlog, name)
        raise
    assert isinstance(found, Item)  # noqa: S101 - there is nothing else
    return found


def _stop_beside(backlog: Backlog, name: str) -> None:
    """What has a status and no column, or is a person, is told from what there is not."""
    aims = {same(goal.id) for goal in backlog.goals} | {same(one.id) for one in backlog.initiatives}
    if same(name) in aims:
        message = N_('"{value}" is no item: a goal or an initiative stands in no column.')
        raise Stop(Exit.WRONG_USE, message, N_("backlog set {value} status=paused"), value=name)
    if table_called(name):
        message = N_('"{value}" is no item, so `move` does not know it. One line hands over what is open:')
        raise Stop(Exit.WRONG_USE, message, N_('echo "{value} → anna" | backlog apply'), value=name)


def moved(now: Draft, items: Iterable[Item], after: Status) -> tuple[Draft, tuple[Made, ...]]:
    """The draft with these items moved; nothing is done to one that stands in that column already."""
    contents: dict[str, bytes] = {}
    made = []
    for item in items:
        planned = step(item, after, now.day, now.here.config)
        if planned.changes:
            raw = content(now, item.path)
            contents[item.path] = edited(raw, "item", item.path, planned.changes, now.here.config)
        made.append(_made(now, item, after, planned))
    return (changed(now, contents) if contents else now), tuple(made)


def _made(now: Draft, item: Item, after: Status, planned: Step) -> Made:
    if not planned.changes:
        note = sentence(N_('"{status}" is where it stands already; nothing changes.'), status=after.name)
        return Made(path=item.path, name=item.id, title=item.title, notes=(note,))
    before = now.backlog.status_by_id[item.status]
    done = sentence(N_('"{before}" → "{after}"'), before=before.name, after=after.name)
    return Made(
        path=item.path,
        name=item.id,
        title=item.title,
        done=(done, *_days(now, planned)),
        notes=tuple(_notes(now, item, after, planned)),
    )


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
            columns=tuple(status.name for status in planned.skipped),
        )
    if before.kind is Kind.DROPPED:
        yield sentence(N_("It had been dropped, and is taken up again."))
    elif after.kind.position < before.kind.position:
        yield sentence(N_("That is a step back."))
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
        found.append(Sentence(message, {**values, "items": _ids(items, after.here.language)}))
    return found


def _ids(items: Iterable[Item], language: Language) -> tuple[str, ...]:
    ids = tuple(item.id for item in items)
    if len(ids) <= _MOST_NAMED:
        return ids
    left = len(ids) - _MOST_NAMED + 1
    return (*ids[: _MOST_NAMED - 1], language.plural("{count} more", "{count} more", left))
