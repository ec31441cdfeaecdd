"""What is not filled in: where the place for it is, and the lines that this backlog knows values for."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from backlog.language import N_
from backlog.pasting import Edit, filled
from backlog.rules.naming import called
from backlog.rules.paste import line_for, nothing_known
from backlog.rules.scene import at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.content.fields import Field
    from backlog.rules.rule import Note, Place
    from backlog.rules.scene import Scene, Thing

ADD_LINE = N_("Add this line among the fields:")
ADD_LINES = N_("Add these lines among the fields:")
REPLACED = N_("The lines that are there are replaced; these are added among the fields: {new}.")


def gap(
    scene: Scene, thing: Thing, rows: Sequence[Field], beside: str, fields: tuple[str, ...] = ()
) -> Place:
    """The place of fields that are missing: the first line that is there and empty, else the one `beside`.

    Offers the lines for which there are values; where a line is to be added, it says so.
    """
    lines = {row.name: line for row in rows if (line := line_for(scene, thing, row))}
    notes = nothing_known(scene, [row for row in rows if row.name not in lines])
    empty = empty_lines(thing, rows)
    source = thing.source
    into = {name: source.key(name) if name in source.keys else None for name in lines}
    puts = {name: filled(source.lines, into[name], line) for name, line in lines.items()}
    edits = tuple(edit for put in puts.values() for edit in put) if all(puts.values()) else ()
    if edits:
        notes += _told(thing, lines, scene, rows)
    place = empty[0] if empty else beside
    found = at(thing, place, notes=notes, fields=fields)
    paste = "\n".join(lines.values()) if edits else ""
    return dataclasses.replace(found, edits=_together(edits), paste=paste)


def _together(edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """The edits with the lines that come at one place as one, in the order in which they are offered."""
    at_line: dict[int, Edit] = {}
    for edit in edits:
        before = at_line.get(edit.line) if edit.count == 0 else None
        at_line[edit.line] = Edit(edit.line, 0, f"{before.text}\n{edit.text}") if before else edit
    return tuple(at_line.values())


def empty_lines(thing: Thing, rows: Sequence[Field]) -> list[str]:
    """Fields whose line is there without a value, in the order of the file."""
    keys, values = thing.source.keys, thing.source.values
    return sorted(
        (row.name for row in rows if row.name in keys and row.name not in values), key=keys.__getitem__
    )


def _told(thing: Thing, lines: dict[str, str], scene: Scene, rows: Sequence[Field]) -> tuple[Note, ...]:
    """Which of the lines are new: those that replace an empty one are shown bare."""
    new = [row for row in rows if row.name in lines and row.name not in thing.source.keys]
    if not new:
        return ()
    if len(new) < len(lines):
        names = tuple(called(row, thing.source, scene.config) for row in new)
        return ((REPLACED, {"new": names}),)
    return ((ADD_LINE if len(new) == 1 else ADD_LINES, {}),)
