"""Work handed over: whatever somebody stands in that is not over gets another name, in a draft."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from backlog.cli.changes.configuration import configured
from backlog.cli.changes.draft import changed, content
from backlog.cli.changes.fields import made_of, set_in, told
from backlog.cli.changes.fields import named as named_file
from backlog.editing import edited
from backlog.editing.changes import Put
from backlog.editing.differences import differences
from backlog.editing.known import known
from backlog.editing.made import sentence
from backlog.editing.settings import table_called
from backlog.editing.wishes import Wish, wish
from backlog.errors import Exit, Stop
from backlog.language import N_
from backlog.rules.duties import duties, renamed
from backlog.spelling import fold, nearest, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.cli.changes.draft import Draft
    from backlog.cli.changes.goals import Thing
    from backlog.editing.made import Made, Sentence
    from backlog.editing.orders import Move, Told
    from backlog.editing.settings import Keys
    from backlog.model import Goal, Initiative
    from backlog.rules.duties import Duty


def handed_over(now: Draft, person: str, to: str, wishes: Sequence[Wish]) -> tuple[Draft, tuple[Made, ...]]:
    """The draft with all that a person (an id) stands in given to somebody else, and wishes for the person.

    What is done or dropped, and minutes of what is settled, stay as they were. `Stop` (exit 2) where nobody
    is called like that.
    """
    other = _called(now, to)
    if other == person:
        raise Stop(Exit.WRONG_USE, N_('"{value}" has it already.'), value=to)
    made: list[Made] = []
    found = duties(now.backlog, person)
    for step in (_things, _minutes, _settings):
        now, more = step(now, found, person, other)
        made += more
    if wishes:
        now, own = configured(now, [("people", person)], wishes)
        made += own
    if not made:
        nothing = sentence(N_("Nothing that is not over names them; nothing changes."))
        made.append(made_of(now.here.source.path, f"people.{person}", f"people.{person}", (), (nothing,)))
    return now, tuple(made)


def person_called(now: Draft, word: str) -> str:
    """The id of the person whose id or name this is; nothing where nobody is called like that."""
    found = known(now.backlog).targets["person"].meant(word.removeprefix("@"))
    return found if found in now.here.config.people else ""


def table_meant(now: Draft, told: Told) -> Keys | None:
    """The table of the settings that a line is about: `people.anna`, or a person by name."""
    table = table_called(told.name)
    if table is None and told.name and not _has_file(now, told.name):
        person = person_called(now, told.name)
        return ("people", person) if person else None
    return table


def moved_beside(now: Draft, order: Move) -> tuple[Draft, tuple[Made, ...]] | None:
    """A move of what is no item: from a person to another, a goal or initiative into a status; else None."""
    wishes = [wish(text) for text in order.wishes]
    table = table_meant(now, order.told)
    if table is not None and table[0] == "people":
        if table[1] not in now.here.config.people:
            configured(now, [table], ())  # which says what there is
        return handed_over(now, table[1], order.status, wishes)
    things: list[Goal | Initiative] = [*now.backlog.goals, *now.backlog.initiatives]
    said = order.told.name
    thing = next((one for one in things if same(one.id) == same(said)), None)
    alike = [one for one in things if fold(one.title) == fold(said)]
    items = {fold(item.title) for item in now.backlog.items}
    if thing is None and len(alike) == 1 and fold(said) not in items:
        thing = alike[0]
    if not said or thing is None:
        return None
    status = Wish(field="status", operation="=", value=order.status)
    return set_in(now, [thing], [status, *wishes])


def _has_file(now: Draft, name: str) -> bool:
    """Whether an item, goal or initiative is called like that."""
    try:
        named_file(now.backlog, name)
    except Stop:
        return False
    return True


def leaving(before: Draft, after: Draft) -> list[Sentence]:
    """What is still in the name of somebody whose last day a change sets, and the line that hands it over."""
    told_of = []
    former, people = before.here.config.people, after.here.config.people
    for id_, person in people.items():
        was = former[id_].until if id_ in former else None
        left = tuple(dict.fromkeys(duty.name for duty in duties(after.backlog, id_)))
        if person.until is None or person.until == was or person.until < after.day or not left:
            continue
        there = [other for other, one in people.items() if one.until is None and other != id_]
        line = f"people.{id_} → {person.deputy if person.deputy in there else (*there, '…')[0]}"
        message = N_("{person} is still named here: {items}. One line hands it over: {line}")
        shown = left if len(left) <= _MOST_NAMED else (*left[: _MOST_NAMED - 1], "…")
        told_of.append(sentence(message, person=person.name or id_, items=shown, line=line))
    return told_of


_MOST_NAMED = 8


def _called(now: Draft, word: str) -> str:
    found = person_called(now, word)
    if found:
        return found
    people = now.here.config.people
    names = {one.name: id_ for id_, one in people.items() if one.name}
    guess = nearest(word, people) or names.get(nearest(word, names), "")
    raise Stop(
        Exit.WRONG_USE,
        N_('Nobody in the configuration is called "{value}".'),
        N_('Did you mean "{guess}"?') if guess else N_("There are: {known}."),
        value=word,
        guess=guess,
        known=", ".join(people),
    )


def _things(now: Draft, found: Sequence[Duty], _: str, other: str) -> tuple[Draft, list[Made]]:
    """Items, goals and initiatives: first whose they are, then who approves them."""
    made: dict[str, Made] = {}
    for field in ("owner", "reviewer"):
        paths = {one.path for one in found if one.field == field and one.kind not in {"meeting", "setting"}}
        things = [thing for thing in _all(now) if thing.path in paths]
        if things:
            now, more = set_in(now, things, [Wish(field=field, operation="=", value=other)])
            for one in more:
                former = made.get(one.path)
                made[one.path] = replace(one, done=(*former.done, *one.done)) if former else one
    for thing in _all(now):
        if thing.path in made and thing.owner == getattr(thing, "reviewer", None) == other:
            made[thing.path] = replace(made[thing.path], notes=(sentence(_BOTH),))
    return now, list(made.values())


def _all(now: Draft) -> list[Thing]:
    return [*now.backlog.items, *now.backlog.goals, *now.backlog.initiatives]


_BOTH = N_("Owner and reviewer are the same person then.")


def _minutes(now: Draft, found: Sequence[Duty], _: str, other: str) -> tuple[Draft, list[Made]]:
    """What somebody took home from meetings, and has not done yet."""
    puts: dict[str, list[Put]] = {}
    for duty in found:
        if duty.kind == "meeting":
            puts.setdefault(duty.path, []).append(Put(duty.field, other))
    config, made = now.here.config, []
    contents: dict[str, bytes] = {}
    for path, changes in puts.items():
        before = content(now, path)
        contents[path] = after = edited(before, "meeting", path, changes, config)
        name = path.rpartition("/")[2].rpartition(".")[0]
        done = told(differences(before, after, "meeting", config), now.here.language)
        made.append(made_of(path, name, name, done))
    return (changed(now, contents) if contents else now), made


def _settings(now: Draft, found: Sequence[Duty], person: str, other: str) -> tuple[Draft, list[Made]]:
    """Who owns channels, metrics and the like, who stands in for others, and who decides what."""
    config = now.here.config
    there = [duty for duty in found if duty.kind == "setting"]
    tables = [
        (one.name.partition(".")[0], one.name.partition(".")[2]) for one in there if one.field == "owner"
    ]
    asked = [(tables, [wish(f"owner={other}")])] if tables else []
    for duty in there:
        table, _, id_ = duty.name.partition(".")
        if duty.field == "deputy":  # nobody stands in for themselves
            asked.append(([(table, id_)], [wish(f"deputy={other if other != id_ else ''}")]))
    made: list[Made] = []
    for names, wishes in asked:
        now, more = configured(now, names, wishes)
        made += more
    for duty in there:
        if duty.name == "decisions":
            texts = getattr(config.decisions, duty.field)
            kept = [renamed(text, person, other, config) for text in texts]
            now, more = configured(
                now, [("decisions",)], [wish(f"{duty.field}={', '.join(dict.fromkeys(kept))}")]
            )
            made += more
    return now, made
