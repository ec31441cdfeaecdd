"""What somebody wrote in the wrong form, kept in the lines to paste."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backlog.content.fields import GOAL, INITIATIVE, ITEM, MEETING, Field, Type
from backlog.model import Goal, Initiative, Item, Meeting
from backlog.pasting import opened
from backlog.rules.paste import line_for, lines_for
from backlog.spelling import fold

if TYPE_CHECKING:
    from backlog.pasting import Edit
    from backlog.rules.rule import Place
    from backlog.rules.scene import Scene, Thing

WANTED_OF: dict[type, tuple[Field, ...]] = {Item: ITEM, Goal: GOAL, Initiative: INITIATIVE, Meeting: MEETING}
BLOCKED = next(row for row in ITEM if row.name == "blocked")
MEANS_YES = frozenset({"true", "yes", "on", "1", "y", "ja", "j", "wahr"})


def field_of(thing: Thing, name: str) -> Field | None:
    """The row of a field that holds others, in the table of its kind of file."""
    return next((row for row in WANTED_OF[type(thing)] if row.name == name and row.of), None)


def below(scene: Scene, thing: Thing, row: Field, place: Place) -> str:
    """A single value as the first of the fields that it should have stood in; nothing where it fits none."""
    mark = place.location
    said = mark.text[mark.column - 1 : mark.column - 1 + mark.length].strip()
    if row.type is Type.INTEGER:
        bare = re.sub(r"\s*(?:€|EUR|Euro)$", "", said.strip("\"'"))
        thousands = re.fullmatch(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+", bare)
        said = bare.replace(".", "") if thousands else bare
        said = said if re.fullmatch(r"0|[1-9][0-9]{0,11}", said) else ""
    elif row.type is not Type.TEXT or said.startswith(("[", "|", ">")):
        return ""
    return line_for(scene, thing, row, said) if said else ""


def blocked(scene: Scene, item: Item, place: Place) -> tuple[Edit, ...]:
    """A blocker of several lines, with what the file says about it as its note."""
    since, reason, _, note = BLOCKED.of
    mark = place.location
    said = mark.text[mark.column - 1 : mark.column - 1 + mark.length]
    lines = [lines_for(scene, item, (since, reason))]
    if fold(said.strip("\"'")) not in MEANS_YES:
        lines.append(line_for(scene, item, note, said))
    return opened(mark, "\n".join(filter(None, lines)))
