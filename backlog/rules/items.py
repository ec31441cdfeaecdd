"""Items as such: their ids, what has to be filled in, and the text below."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.content.fields import ITEM, MEETING, Field, Type
from backlog.findings import Severity
from backlog.metrics.readiness import SHORTEST_DESCRIPTION
from backlog.model import Item, Meeting
from backlog.pasting import Edit
from backlog.rules.gaps import gap
from backlog.rules.ids import free_instead, renamed
from backlog.rules.missing import is_missing, missing_fields
from backlog.rules.naming import called, written
from backlog.rules.paste import lines_for
from backlog.rules.rule import Place, rule
from backlog.rules.scene import Scene, at, below_front_matter, every, shown, things
from backlog.rules.titles import similar_titles
from backlog.source import Location
from backlog.spelling import same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.rules.scene import Thing

ROWS = {row.name: row for row in ITEM}
ENTRY_ROWS: dict[type, tuple[Field, ...]] = {
    Item: tuple(row for row in ITEM if row.type is Type.MAPPINGS),
    Meeting: tuple(row for row in MEETING if row.type is Type.MAPPINGS),
}


@rule("I101", severity=Severity.ERROR)
def id_unreadable(scene: Scene) -> Iterator[Place]:
    """ "{value}" is no id.

    The id is the address of the page and what other files point to; spaces, umlauts and signs break both.

    Write letters a to z and digits, with single hyphens or dots between them, beginning with a letter.
    """
    yield from free_instead(scene, "id-unreadable")


@rule("I102", severity=Severity.ERROR)
def id_missing(scene: Scene) -> Iterator[Place]:
    """The file name "{value}" makes no id, and the file gives none.

    The id is the address of the page and what other files point to; spaces, umlauts and signs break both.

    Give it an id in the front matter, or rename the file: letters, digits, hyphens and dots.
    """
    yield from free_instead(scene, "id-missing")


@rule("I103", severity=Severity.ERROR)
def id_reserved(scene: Scene) -> Iterator[Place]:
    """ "{value}" is a name that computers keep for themselves.

    Windows cannot store a file of this name, and "index" is the first page of the site.

    Give it another id.
    """
    yield from free_instead(scene, "id-reserved")


@rule("I104", severity=Severity.ERROR)
def id_too_long(scene: Scene) -> Iterator[Place]:
    """The id has more than {limit} characters: "{value}".

    Some systems cannot store files of such names, and nobody can type the address.

    Shorten it; the title says the rest.
    """
    yield from free_instead(scene, "id-too-long")


@rule("I105", severity=Severity.ERROR)
def id_duplicate(scene: Scene) -> Iterator[Place]:
    """The id "{value}" belongs to {path} already.

    What points to this id could mean either file, so this one is left out of the site.

    Give one of the two another id, or delete the one that is a copy.
    """
    yield from renamed(scene, "id-duplicate")


@rule("I106", severity=Severity.ERROR)
def id_collides(scene: Scene) -> Iterator[Place]:
    """The id "{value}" differs from "{other}" in {path} by upper and lower case or the form of a letter only.

    Many computers take both for the same file, and one page would replace the other.

    Give one of the two another id.
    """
    yield from renamed(scene, "id-collides")


@rule("I107", severity=Severity.ERROR)
def former_id_taken(scene: Scene) -> Iterator[Place]:
    """The former id "{value}" belongs to {path} as well.

    A link to this id could lead to either of the two.

    Delete the former id here, or in the other file.
    """
    holders: dict[str, str] = {same(thing.id): thing.path for thing in things(scene)}
    for item in scene.backlog.items:
        for number, former in enumerate(item.formerly):
            holder = holders.setdefault(same(former), item.path)
            if holder != item.path:
                yield at(item, f"formerly.{number}", value=former, path=holder)


@rule("I201", severity=Severity.ERROR)
def field_required(scene: Scene) -> Iterator[Place]:
    """Needed and missing: {fields}.

    What is not filled in here is guessed later, or asked for when it is too late.

    Fill it in, with values of your own.
    """
    yield from _gaps(scene, lenient=False)


@rule("I202", severity=Severity.WARNING)
def field_missing(scene: Scene) -> Iterator[Place]:
    """Wanted and missing: {fields}.

    Nothing stops without it, but the item is missing from the pages that group by it.

    Fill it in, with values of your own.
    """
    yield from _gaps(scene, lenient=True)


def _gaps(scene: Scene, *, lenient: bool) -> Iterator[Place]:
    """One place for each file with fields missing: it is not filled in, which is one cause."""
    for thing in every(scene):
        rows = [row for row in missing_fields(scene, thing) if row.lenient is lenient]
        if rows:
            names = tuple(called(row, thing.source, scene.config) for row in rows)
            yield gap(scene, thing, rows, "status" if isinstance(thing, Item) else "", fields=names)


@rule("I203", severity=Severity.ERROR)
def entry_incomplete(scene: Scene) -> Iterator[Place]:
    """An entry of "{field}" lacks: {fields}.

    Half an entry says that there is something, and not what: nobody can act on it.

    Add below the entry what is missing.
    """
    for thing in every(scene):
        for row in ENTRY_ROWS.get(type(thing), ()):
            entries = getattr(thing, row.name)
            if not entries or row.name in scene.faulty.get(thing.path, ()):
                continue
            for number, entry in enumerate(entries):
                rows = [inner for inner in row.of if inner.required and getattr(entry, inner.name) is None]
                if rows:
                    names = tuple(called(inner, thing.source, scene.config) for inner in rows)
                    place = at(thing, f"{row.name}.{number}", fields=names)
                    values = {**place.values, "field": written(thing.source, row.name)}
                    edits = _within(thing, place.location, lines_for(scene, thing, rows))
                    paste = "\n".join(edit.text for edit in edits)
                    yield dataclasses.replace(place, values=values, edits=edits, paste=paste)


def _within(thing: Thing, entry: Location, lines: str) -> tuple[Edit, ...]:
    """Lines in the column of an entry's keys, below its first one.

    None where the entry stands in braces, or where its first value goes on below it.
    """
    lead, below = " " * (entry.column - 1), thing.source.line(entry.line + 1)
    deeper = below.startswith(f"{lead} ") or not below.strip()
    if entry.text[entry.column - 1 : entry.column] == "{" or deeper or not lines:
        return ()
    return (Edit(entry.line + 1, 0, "\n".join(lead + line for line in lines.split("\n"))),)


@rule("I204", severity=Severity.WARNING)
def metric_missing(scene: Scene) -> Iterator[Place]:
    """Nothing says which number this should move.

    Whoever names the number before the work begins can tell afterwards whether it was worth it.

    Name a metric that stands in backlog.toml, or write the number in words.
    """
    for item in scene.backlog.items:
        if item.kind is Kind.BACKLOG and is_missing(scene, item, "metric"):
            yield gap(scene, item, [ROWS["metric"]], "status")


@rule("I205", severity=Severity.ERROR)
def description_missing(scene: Scene) -> Iterator[Place]:
    """The description is missing, or says too little: {count} characters of at least {least}.

    Whoever takes the item on or decides about it has only this text to go by.

    Say below the front matter what is to be done, and what is there in the end.
    """
    for item in _described(scene):
        if item.body.visible < SHORTEST_DESCRIPTION:
            yield Place(
                location=below_front_matter(item),
                values={"count": item.body.visible, "least": SHORTEST_DESCRIPTION},
                field="description",
            )


@rule("I206", severity=Severity.ERROR)
def criteria_missing(scene: Scene) -> Iterator[Place]:
    """Nothing says when this is done.

    Without acceptance criteria an item is done when somebody is tired of it.

    List below the front matter what has to be true in the end, each on a line of its own behind "- [ ]".
    """
    for item in _described(scene):
        if not item.body.criteria:
            yield Place(location=below_front_matter(item), field="criteria")


def _described(scene: Scene) -> Iterator[Item]:
    """Items whose body has to say something, unless it is at fault as a whole."""
    for item in scene.backlog.items:
        if (
            Kind.BACKLOG.position <= item.kind.position <= Kind.DONE.position
            and item.path not in scene.bodiless
        ):
            yield item


@rule("I207", severity=Severity.ERROR)
def criteria_open(scene: Scene) -> Iterator[Place]:
    """The item is done, and not all is ticked: {criteria}.

    Either something is left to do, or the criterion was none.

    Tick what is done by an x in its box, or say under "{learning}" why the rest stayed open.
    """
    for item in scene.backlog.items:
        open_ones = [criterion for criterion in item.body.criteria if not criterion.done]
        if item.kind is Kind.DONE and open_ones and item.learning is None:
            first = open_ones[0]
            yield Place(
                location=Location(item.path, first.line, 1, 0, f"- [ ] {first.text}"),
                values={
                    "criteria": shown(tuple(criterion.text for criterion in open_ones)),
                    "learning": called(ROWS["learning"], item.source, scene.config),
                },
                field="criteria",
            )


@rule("I208", severity=Severity.WARNING)
def title_similar(scene: Scene) -> Iterator[Place]:
    """ "{title}" is almost the title of {others}.

    Two items for the same work are done twice, or each is left to the other.

    Merge them, or let the titles say what is different.
    """
    for item, others in similar_titles(scene.public):
        names = tuple(other.id for other in others)
        yield at(item, "title", items=tuple(sorted((item.id, *names))), title=item.title, others=shown(names))
