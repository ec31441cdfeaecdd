"""Where the entries of a list stand: reading drops empty and repeated ones, so numbers may be off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.spelling import same

if TYPE_CHECKING:
    from backlog.rules.scene import Thing


def place_of_entry(thing: Thing, name: str, number: int, value: str) -> str:
    """The address (`depends_on.2`) of the entry of a list that says this, else of the one with the number."""
    source = thing.source
    count = 0
    while (mark := source.values.get(f"{name}.{count}")) is not None:
        text = source.line(mark.line)[mark.column - 1 : mark.column - 1 + mark.length]
        if same(text.strip("\"'@")) == same(value):
            return f"{name}.{count}"
        count += 1
    return f"{name}.{number}"
