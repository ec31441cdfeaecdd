"""Where the entries of a list stand: reading drops empty and repeated ones, so numbers may be off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.spelling import same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backlog.rules.scene import Thing


def places_of_entries(thing: Thing, name: str, values: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The values of a list field, each with the address (`depends_on.2`) of the entry that says it.

    A value that no entry says as it is, such as an id that a former one stands for, has the address of its
    number.
    """
    numbers = _numbers(thing, name) if values else {}
    for number, value in enumerate(values):
        yield f"{name}.{numbers.get(same(value), number)}", value


def _numbers(thing: Thing, name: str) -> dict[str, int]:
    """The number of the first entry of the file that says a text, whatever its case."""
    source = thing.source
    numbers: dict[str, int] = {}
    count = 0
    while (mark := source.values.get(f"{name}.{count}")) is not None:
        text = source.line(mark.line)[mark.column - 1 : mark.column - 1 + mark.length]
        numbers.setdefault(same(text.strip("\"'@")), count)
        count += 1
    return numbers
