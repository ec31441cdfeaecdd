"""What files point to: by id in a field, by a link or an image in the text."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from backlog.content.addresses import by_path, leads_to
from backlog.findings import Severity
from backlog.model import Item
from backlog.pasting import shown as shown_edits
from backlog.pasting import swapped
from backlog.rules.guess import guess as guess_of
from backlog.rules.references import to_goals, to_items, to_metrics, unknown, ways_round
from backlog.rules.rule import Place, rule
from backlog.rules.scene import Scene, at, every, shown
from backlog.rules.targets import nearest_file, stem_of, stems
from backlog.spelling import same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.model import Link
    from backlog.pasting import Edit
    from backlog.rules.scene import Thing
    from backlog.source import Location

LARGEST_IMAGE = 2 * 1024 * 1024
IMAGES = ("png", "jpg", "jpeg", "gif", "webp")


@rule("L101", severity=Severity.ERROR, mends=True)
def goal_unknown(scene: Scene) -> Iterator[Place]:
    """There is no goal "{value}".

    The item counts for no goal: it is missing where the goal is looked at.

    Write the id or the title of a goal, or add a file for it to the goals.
    """
    for thing, name, value in to_goals(scene):
        yield from unknown(scene, thing, name, value, kind="goal", known=scene.backlog.goal_by_id)


@rule("L102", severity=Severity.ERROR, mends=True)
def initiative_unknown(scene: Scene) -> Iterator[Place]:
    """There is no initiative "{value}".

    The item stands alone: it is missing where the initiative is looked at.

    Write the id or the title of an initiative, or add a file for it to the initiatives.
    """
    for item in scene.backlog.items:
        if item.initiative is not None:
            known = scene.backlog.initiative_by_id
            yield from unknown(scene, item, "initiative", item.initiative, kind="initiative", known=known)


@rule("L103", severity=Severity.ERROR, mends=True)
def channel_unknown(scene: Scene) -> Iterator[Place]:
    """There is no channel "{value}".

    The item is missing from the page of its channel.

    Write the id or name of a channel that stands in backlog.toml under [channels], or add it there.
    """
    for item in scene.backlog.items if scene.config.channels else ():
        if item.channel is not None:
            yield from unknown(
                scene, item, "channel", item.channel, kind="channel", known=scene.config.channels
            )


@rule("L104", severity=Severity.ERROR, mends=True)
def partner_unknown(scene: Scene) -> Iterator[Place]:
    """There is no partner "{value}".

    Nobody can tell which work lies outside the team.

    Write the id or name of a partner that stands in backlog.toml under [partners], or add it there.
    """
    for item in scene.backlog.items if scene.config.partners else ():
        if item.partner is not None:
            yield from unknown(
                scene, item, "partner", item.partner, kind="partner", known=scene.config.partners
            )


@rule("L105", severity=Severity.ERROR, mends=True)
def item_unknown(scene: Scene) -> Iterator[Place]:
    """There is no item "{value}".

    Whoever waits for something that does not exist waits forever.

    Write the id of an item, which is its file name without .md, or delete the entry.
    """
    for thing, name, value in to_items(scene):
        yield from unknown(scene, thing, name, value, kind="item", known=scene.backlog.item_by_id)


@rule("L106", severity=Severity.WARNING)
def metric_similar(scene: Scene) -> Iterator[Place]:
    """ "{value}" is almost the metric "{guess}", and is taken as a text of its own.

    Items with two spellings of one metric are not found together.

    Write the id of the metric, or a text that cannot be mistaken for it.
    """
    metrics = scene.config.metrics
    for thing, name, value in to_metrics(scene):
        guess = "" if value in metrics else guess_of(scene.guesses, value, "metric", metrics)
        if guess:
            edits = swapped(thing.source.at(name), guess, value)
            yield at(thing, name, edits=edits, value=value, guess=guess)


@rule("L201", severity=Severity.ERROR)
def depends_on_itself(scene: Scene) -> Iterator[Place]:
    """ "{value}" waits for itself.

    It would never be its turn.

    Delete the entry, or name the item that was meant.
    """
    for thing, name, value in to_items(scene):
        if isinstance(thing, Item) and value == thing.id:
            yield at(thing, name, value=value)


@rule("L202", severity=Severity.ERROR)
def depends_in_circle(scene: Scene) -> Iterator[Place]:
    """These items wait for each other: {way}.

    None of them could ever be the first.

    Take one of these dependencies out.
    """
    edges = {item.id: item.depends_on for item in scene.backlog.items if item.depends_on}
    places = {(thing.path, value): (thing, name) for thing, name, value in to_items(scene)}
    for way in ways_round(edges):
        first = scene.backlog.item_by_id[way[0]]
        thing, name = places[first.path, way[1]]
        yield at(thing, name, items=tuple(sorted(way[1:])), way=" → ".join(shown(way)))


@rule("L203", severity=Severity.WARNING)
def private_linked(scene: Scene) -> Iterator[Place]:
    """ "{value}" is private, and this file is not.

    The page that this would lead to is never published, so readers find nothing there.

    Take the reference out, or make this item private as well.
    """
    for thing, name, value in to_items(scene):
        if value in scene.private and not getattr(thing, "private", False):
            yield at(thing, name, items=_concerned(thing, value), value=value)
    files = by_path(scene.backlog)
    for thing, link in links(scene):
        other = files.get(leads_to(thing.path, link.target) or "")
        if isinstance(other, Item) and other.private and not getattr(thing, "private", False):
            values = {"value": link.target}
            yield Place(location=link.location, values=values, items=_concerned(thing, other.id))


def _concerned(thing: Thing, private: str) -> tuple[str, ...]:
    return (thing.id, private) if isinstance(thing, Item) else (private,)


def links(scene: Scene) -> Iterator[tuple[Thing, Link]]:
    """Every link and image in a text that does not lead to another host."""
    for thing in every(scene):
        for link in thing.body.links:
            yield thing, link


@rule("L301", severity=Severity.ERROR)
def link_dead(scene: Scene) -> Iterator[Place]:
    """ "{value}" leads nowhere.

    Whoever follows the link finds nothing.

    Correct the path, counted from the folder of this file, or take the link out.
    """
    known = {*by_path(scene.backlog), *(file.path for file in scene.backlog.refused)}
    former = {same(old) for item in scene.backlog.items for old in item.formerly}
    candidates = stems(scene.backlog)
    for thing, link in links(scene):
        path = leads_to(thing.path, link.target)
        if path is None or path in known or scene.backlog.assets.get(path) is not None:
            continue
        if not link.image and same(stem_of(path)) in former:
            continue
        guess = nearest_file(scene, thing.path, path, candidates)
        edits = _led_to(link.location, link.target, guess)
        values = {"value": link.target, "guess": guess}
        yield Place(location=link.location, values=values, edits=edits, paste=shown_edits(edits))


def _led_to(place: Location, target: str, guess: str) -> tuple[Edit, ...]:
    """The line of a link that leads elsewhere; only the link that is marked, where the line has several."""
    return swapped(place if place.length else replace(place, length=len(place.text)), guess, target)


@rule("L302", severity=Severity.ERROR)
def link_outside(scene: Scene) -> Iterator[Place]:
    """ "{value}" leads out of the repository.

    What lies outside exists on one computer only; the site cannot show it.

    Copy the file into the repository and link to it from the folder of this file, without a leading slash.
    """
    for thing, link in links(scene):
        if leads_to(thing.path, link.target) is None:
            yield Place(location=link.location, values={"value": link.target})


@rule("L303", severity=Severity.ERROR)
def image_too_large(scene: Scene) -> Iterator[Place]:
    """ "{value}" has {size} MB; images have {limit} MB at most.

    On a phone the page would take longer to load than anybody waits.

    Save a smaller copy of the image and link to that.
    """
    for thing, link in links(scene):
        size = scene.backlog.assets.get(leads_to(thing.path, link.target) or "") or 0
        if link.image and size > LARGEST_IMAGE:
            megabytes = round(size / 1024 / 1024 + 0.05, 1)
            values = {"value": link.target, "size": Decimal(str(megabytes)), "limit": 2}
            yield Place(location=link.location, values=values)


@rule("L304", severity=Severity.ERROR)
def image_of_other_kind(scene: Scene) -> Iterator[Place]:
    """ "{value}" is no image that the site shows.

    Other kinds of files can carry programs or are not shown by every browser.

    Save it as one of these: {kinds}. Or link to it without the exclamation mark.
    """
    for thing, link in links(scene):
        path = leads_to(thing.path, link.target) if link.image else None
        is_there = path is not None and scene.backlog.assets.get(path) is not None
        if is_there and path and path.rpartition(".")[2].lower() not in IMAGES:
            values = {"value": link.target, "kinds": ("png", "jpg", "gif", "webp")}
            yield Place(location=link.location, values=values)
