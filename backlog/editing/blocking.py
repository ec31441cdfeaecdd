"""What stands in the way of an item, from a day on or no longer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backlog.content.choices import GERMAN_CHOICES
from backlog.content.fields import ITEM
from backlog.content.values import spellings
from backlog.editing.accepted import Asked, checked
from backlog.editing.changes import Add, Change, Drop, Put
from backlog.editing.scalars import meant
from backlog.model import REASONS
from backlog.rules.naming import is_german
from backlog.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from backlog.editing.changes import Fields
    from backlog.editing.known import Known
    from backlog.model import Block, Item

_ROW = next(row for row in ITEM if row.name == "blocked")
_REASON = next(row for row in _ROW.of if row.name == "reason")
_SEPARATOR = re.compile(r"\s*[:,;–]\s*|\s+-\s+")


def blocking(item: Item, told: str, day: date, known: Known) -> tuple[Change, ...]:
    """The changes that block an item since a day: `told` is the reason, behind `:` or `,` what is missing.

    The same reason again changes the note alone; another one ends what was in the way before.
    `Stop` (exit 2) for a reason that there is not.
    """
    reason, note = _taken_apart(told, item, known)
    choices = (*REASONS, *known.backlog.config.reasons)
    meant_reason = spellings("reason", choices)[fold(reason)]
    changes: list[Change] = []
    for number, block in reversed(_in_the_way(item, day)):
        if block.reason == meant_reason:
            same_note = not note or block.note == note
            return () if same_note else (Put(f"blocked.{number}.note", note),)
        changes += _ended(number, block, day)
    word = (
        GERMAN_CHOICES.get(meant_reason, meant_reason)
        if is_german(item.source, known.backlog.config)
        else meant_reason
    )
    fields: Fields = (("since", day.isoformat()), ("reason", word), *((("note", note),) if note else ()))
    return (*changes, Add("blocked", fields))


def unblocking(item: Item, day: date) -> tuple[Change, ...]:
    """The changes that end what is in the way of an item; nothing where nothing is."""
    found = list(_in_the_way(item, day))
    return tuple(change for number, block in reversed(found) for change in _ended(number, block, day))


def _ended(number: int, block: Block, day: date) -> Iterator[Change]:
    if block.since is not None and block.since > day:
        yield Drop(f"blocked.{number}")
    else:
        yield Put(f"blocked.{number}.until", day.isoformat())


def _in_the_way(item: Item, day: date) -> list[tuple[int, Block]]:
    """The blockers that hold on the day or will, by their number in the file."""
    numbers = sorted(
        {int(name.split(".")[1]) for name in item.source.values if re.fullmatch(r"blocked\.\d+", name)}
    )
    found = zip(numbers, item.blocked, strict=False)
    return [(number, block) for number, block in found if block.until is None or block.until > day]


def _taken_apart(told: str, item: Item, known: Known) -> tuple[str, str]:
    """The reason and the note; a reason may have a colon itself."""
    told = meant(told)
    choices = spellings("reason", (*REASONS, *known.backlog.config.reasons))
    ends = [
        (len(told), len(told)),
        *((found.start(), found.end()) for found in reversed(list(_SEPARATOR.finditer(told)))),
    ]
    for end, start in ends:
        if fold(told[:end]) in choices:
            return told[:end], told[start:]
    first = ends[-1][0]
    asked = Asked(said="blocked", name="blocked.reason", thing=item, known=known)
    checked(_REASON, asked, told[:first])  # stops, and says which reasons there are
    return told[:first], ""
