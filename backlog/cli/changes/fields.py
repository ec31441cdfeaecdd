"""Fields set in many files at once, in a draft: which files are meant, what changed in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.cli.changes.draft import changed, content
from backlog.cli.changes.goals import parts
from backlog.content.lines import clipped
from backlog.editing import edited
from backlog.editing.blocking import blocking_told
from backlog.editing.differences import differences
from backlog.editing.known import known
from backlog.editing.made import Made, Sentence, sentence
from backlog.editing.moving import named_status, step
from backlog.editing.rating import rated
from backlog.editing.wishes import changes_of, field_called
from backlog.errors import Exit, Stop
from backlog.language import N_
from backlog.model import Item
from backlog.spelling import fold, nearest, same, stem_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.cli.changes.draft import Draft
    from backlog.cli.changes.goals import Thing
    from backlog.editing.changes import Change
    from backlog.editing.differences import Difference
    from backlog.editing.known import Known
    from backlog.editing.wishes import Wish
    from backlog.language import Language
    from backlog.model import Backlog


def named(backlog: Backlog, name: str) -> Thing:
    """The item, goal or initiative of this id (or an earlier one), else of this title.

    `Stop` (exit 2) unless exactly one is; (exit 4) where its file cannot be read.
    """
    things: list[Thing] = [*backlog.items, *backlog.goals, *backlog.initiatives]
    wanted = same(name)
    found = [one for one in things if same(one.id) == wanted]
    found = found or [one for one in backlog.items if any(same(former) == wanted for former in one.formerly)]
    found = found or [one for one in things if fold(one.title) == fold(name)]
    if len(found) == 1:
        return found[0]
    if found:
        message = N_('"{value}" is the title of several: {known}.')
        ids = ", ".join(one.id for one in found)
        hint = N_("Write the id of the one that is meant.")
        raise Stop(Exit.WRONG_USE, message, hint, value=clipped(name), known=ids)
    refused = next((one for one in backlog.refused if same(one.id or stem_of(one.path)) == wanted), None)
    if refused is not None:
        message = N_("{path} cannot be read as it is, so nothing in it is changed.")
        raise Stop(Exit.REFUSED, message, N_("`backlog check` says why."), path=refused.path)
    titles = {one.title: one.id for one in things}
    guess = nearest(name, [one.id for one in things]) or titles.get(nearest(name, titles), "")
    raise Stop(
        Exit.WRONG_USE,
        N_('No item, goal or initiative is called "{value}".'),
        N_('Did you mean "{guess}"?') if guess else N_("`backlog list` shows the ids of all items."),
        value=clipped(name),
        guess=guess,
    )


def set_in(now: Draft, things: Sequence[Thing], wishes: Sequence[Wish]) -> tuple[Draft, tuple[Made, ...]]:
    """The draft with the wishes done in each of these files, and what changed in each.

    `Stop` where one of them cannot be done: then none is. A status of an item is a move to it, with its days;
    a rating that changes is one of today.
    An item and its initiative work for one goal: which of them change is for `parts` to say.
    """
    words, config = known(now.backlog), now.here.config
    contents: dict[str, bytes] = {}
    made = []
    for part in list(parts(words, things, wishes)):
        thing, kind = part.thing, type(part.thing).__name__.lower()
        changes = [change for wished in part.wishes for change in _changes(wished, thing, words, now)]
        if isinstance(thing, Item):
            said = {field_called(wished.field, kind, config)[0] for wished in part.wishes}
            changes += rated(thing, changes, said, now.day)
        before = content(now, thing.path)
        after = edited(before, kind, thing.path, changes, config) if changes else before
        done = part.done
        if after != before:
            contents[thing.path] = after
            blocked = blocking_told(changes, config, now.here.language)
            different = [
                one for one in differences(before, after, kind, config) if not blocked or one.row != "blocked"
            ]
            done = (*done, *blocked, *told(different, now.here.language))
        made.append(made_of(thing.path, thing.id, thing.title, done, part.notes))
    return (changed(now, contents) if contents else now), tuple(made)


def _changes(wished: Wish, thing: Thing, words: Known, now: Draft) -> tuple[Change, ...]:
    config = now.here.config
    if isinstance(thing, Item) and wished.operation == "=" and wished.value:
        name, _ = field_called(wished.field, "item", config)
        if name == "status":
            return step(thing, named_status(config, wished.value), now.day, config).changes
    return changes_of(wished, thing, words, now.day)


def made_of(
    path: str, name: str, title: str, done: tuple[Sentence, ...], notes: tuple[Sentence, ...] = ()
) -> Made:
    """What was done to a file, or that nothing was to be done."""
    if not done and not notes:
        notes = (sentence(N_("That is how it stands already; nothing changes.")),)
    return Made(path=path, name=name, title=title, done=done, notes=notes)


def of_the_past(backlog: Backlog, where: Sequence[str], made: Sequence[Made]) -> tuple[Sentence, ...]:
    """That conditions hold for what is done or dropped as well, and how to leave that alone."""
    if not where or any(fold(condition.partition("=")[0]) == "status" for condition in where):
        return ()
    items = {item.path: item for item in backlog.items}
    over = [one for one in made if one.done and one.path in items and not items[one.path].kind.open]
    if not over or len(over) == sum(bool(one.done) for one in made):
        return ()
    message = N_(
        "Some of them are done or dropped: {items}. With status=open as well those stay as they were."
    )
    names = tuple(one.name for one in over)
    return (
        sentence(message, items=names if len(names) <= _MOST_NAMED else (*names[: _MOST_NAMED - 1], "…")),
    )


_MOST_NAMED = 8


def told(found: Sequence[Difference], language: Language) -> tuple[Sentence, ...]:
    """What changed in a file, as `impact 3 → 5`."""
    return tuple(_told(one, language) for one in found)


def _told(one: Difference, language: Language) -> Sentence:
    values = {
        "field": one.field,
        "before": _shown(one.before, language) if one.before else "",
        "after": _shown(one.after, language) if one.after else "",
    }
    if one.entry:
        message = N_("{field} + {after}") if one.after else N_("{field} − {before}")
    elif one.before and one.after:
        message = N_("{field} {before} → {after}")
    else:
        message = N_("{field} → {after}") if one.after else N_("{field} taken out")
    return Sentence(message, values)


def _shown(text: str, language: Language) -> str:
    """A value in a sentence: in quotes where it is more than a word, and no longer than somebody reads."""
    short = clipped(" ".join(text.split()))
    return short if " " not in short else language.text(N_('"{value}"'), value=short)
