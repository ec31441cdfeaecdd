"""People: whose an item is, whether they are still there, and how much they have at once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from backlog.findings import Severity
from backlog.language import N_
from backlog.metrics.wip import over_limit_people
from backlog.model import Item
from backlog.pasting import swapped
from backlog.rules.duties import duties
from backlog.rules.entries import places_of_entries
from backlog.rules.guess import guess as guess_of
from backlog.rules.guess import is_sure
from backlog.rules.paste import first_known
from backlog.rules.references import PLAIN, those_known
from backlog.rules.rule import Place, rule
from backlog.rules.scene import Scene, at, ids, in_settings, latest, shown, things, told
from backlog.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.rules.scene import Thing

NOBODY = frozenset(
    fold(word)
    for word in (
        *("alle", "jeder", "alle zusammen", "wir", "niemand", "keiner", "offen", "unbekannt", "das Team"),
        *(
            "all",
            "team",
            "the team",
            "everyone",
            "everybody",
            "anyone",
            "someone",
            "nobody",
            "no one",
            "none",
            "us",
        ),
        *("tbd", "tba", "n/a", "na", "n.n.", "nn", "unassigned", "unknown", "?", "???", "xxx"),
    )
)


def is_nobody(text: str) -> bool:
    """Whether a text in place of a person means everybody or nobody."""
    return fold(text) in NOBODY or not fold(text)


@rule("O101", severity=Severity.ERROR)
def owner_is_nobody(scene: Scene) -> Iterator[Place]:
    """{field} is "{value}", so nobody in particular.

    What belongs to everybody is done by nobody; one name means that somebody can be asked.

    Name one person: the one you would ask on Monday.
    """
    for thing, name, value in references_to_people(scene):
        if is_nobody(value) and not name.startswith("attendees"):
            edits = swapped(thing.source.at(name), first_known(scene, "person"))
            yield at(thing, name, edits=edits, value=value)


@rule("O102", severity=Severity.ERROR)
def owner_several(scene: Scene) -> Iterator[Place]:
    """{field} names several people: {value}.

    Two owners wait for each other; the one who is asked first is the owner.

    Keep one name; the others can stand in the description or take items of their own.
    """
    yield from told(scene, "owner-several")


@rule("O103", severity=Severity.ERROR, mends=True)
def person_unknown(scene: Scene) -> Iterator[Place]:
    """{field} is "{value}", and nobody is called that here.

    Work of somebody unknown stands in no list of a person, so nobody feels asked.

    Write the id or name of somebody who stands in backlog.toml under [people], or add the person there.
    """
    people = scene.config.people
    if not people:
        return
    known = {word: id_ for id_, person in people.items() for word in (id_, person.name) if word}
    several = _namesakes(scene)
    for thing, name, value in references_to_people(scene):
        if value in people or fold(value) in several:
            continue
        if is_nobody(value) and not name.startswith("attendees"):
            continue
        guess = guess_of(scene.guesses, value, "person", known)
        said = guess if PLAIN.fullmatch(guess) else known.get(guess, "")
        edits = swapped(thing.source.at(name), said, value)
        sure = is_sure(scene.guesses, value, guess, "person", known)
        yield at(thing, name, edits=edits, sure=sure, value=value, guess=guess, notes=those_known(people))


@rule("O104", severity=Severity.ERROR)
def person_ambiguous(scene: Scene) -> Iterator[Place]:
    """{field} is "{value}", and several people are called that.

    The work would stand in nobody's list, because it could be in each of theirs.

    Write one of these ids: {known}.
    """
    several = _namesakes(scene)
    for thing, name, value in references_to_people(scene) if several else ():
        if value not in scene.config.people and fold(value) in several:
            yield at(thing, name, value=value, known=several[fold(value)])


def _namesakes(scene: Scene) -> dict[str, tuple[str, ...]]:
    """The ids of people who share a name, by the name as names are compared."""
    called: defaultdict[str, list[str]] = defaultdict(list)
    for id_, person in scene.config.people.items():
        called[fold(person.name or id_)].append(id_)
    return {name: tuple(sorted(people)) for name, people in called.items() if len(people) > 1}


def references_to_people(scene: Scene) -> Iterator[tuple[Thing, str, str]]:
    """Every place that names a person: whose it is, the field (or entry) and what it says."""
    for thing in things(scene):
        if thing.owner is not None:
            yield thing, "owner", thing.owner
        if isinstance(thing, Item) and thing.reviewer is not None:
            yield thing, "reviewer", thing.reviewer
    for meeting in scene.backlog.meetings:
        for name, person in places_of_entries(meeting, "attendees", meeting.attendees):
            yield meeting, name, person
        for number, blocker in enumerate(meeting.blockers):
            if blocker.owner is not None:
                yield meeting, f"blockers.{number}.owner", blocker.owner
        for number, action in enumerate(meeting.actions):
            if action.owner is not None:
                yield meeting, f"actions.{number}.owner", action.owner


@rule("O201", severity=Severity.WARNING)
def person_left(scene: Scene) -> Iterator[Place]:
    """ "{value}" was with the team until {day} and is still named here: {items}.

    Nobody works on what belongs to somebody who has left.

    Give it to somebody who is there.
    """
    for id_, person in scene.config.people.items():
        if person.until is None or person.until >= scene.today:
            continue
        left = [duty for duty in duties(scene.backlog, id_) if duty.name not in scene.private]
        names = tuple(dict.fromkeys(duty.name for duty in left))
        if left:
            line = f"people.{id_} → {_successor(scene, id_)}"
            yield Place(
                location=in_settings(scene, "people", id_, "until"),
                values={
                    "value": person.name or id_,
                    "day": person.until,
                    "items": shown(names),
                    "notes": ((ONE_LINE, {"line": line}),),
                },
                items=tuple(dict.fromkeys(duty.name for duty in left if duty.kind == "item")),
            )


ONE_LINE = N_("One line in the form for many changes, or for `backlog apply`, does it: {line}")


def _successor(scene: Scene, left: str) -> str:
    """Who could take over: the deputy, else the first who is there."""
    there = [id_ for id_, one in scene.config.people.items() if one.until is None and id_ != left]
    deputy = scene.config.people[left].deputy
    return deputy if deputy in there else there[0] if there else "…"


@rule("O202", severity=Severity.WARNING)
def wip_over_person(scene: Scene) -> Iterator[Place]:
    """ "{value}" has {count} items in progress or in review at once; {limit} are agreed. They are: {items}.

    Who does many things at once finishes each of them later.

    Finish one of them first, hand one over, or put the latest back.
    """
    for owner, (count, limit) in over_limit_people(scene.published).items():
        if is_nobody(owner):
            continue
        items = [item for item in scene.public if item.kind.started and item.owner == owner]
        person = scene.config.people.get(owner)
        name = person.name or owner if person else owner
        yield at(latest(scene, items), "owner", items=ids(items), value=name, count=count, limit=limit)
