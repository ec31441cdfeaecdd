"""What stands in the way of an item, from a day on or no longer."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, cast

from backlog.content.choices import GERMAN_CHOICES
from backlog.content.fields import ITEM
from backlog.content.values import spellings
from backlog.editing.accepted import Asked, checked
from backlog.editing.changes import Add, Change, Drop, Put
from backlog.editing.made import Sentence, sentence
from backlog.editing.scalars import meant
from backlog.language import N_
from backlog.model import REASONS
from backlog.rules.naming import is_german
from backlog.site.terms import term
from backlog.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backlog.config.sections import Config
    from backlog.editing.changes import Fields
    from backlog.editing.known import Known
    from backlog.language import Language
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


def blocking_told(changes: Sequence[Change], config: Config, language: Language) -> tuple[Sentence, ...]:
    """What these changes say of what is in the way of an item; nothing where only a note changes."""
    choices = spellings("reason", (*REASONS, *config.reasons))
    for change in changes:
        if isinstance(change, Add) and change.field == "blocked":
            said = dict(cast("Fields", change.value))
            reason = choices[fold(said["reason"])]
            values = {
                "day": date.fromisoformat(said["since"]),
                "reason": language.text(term("reason", reason)) if reason in REASONS else reason,
                "note": said.get("note", ""),
            }
            with_note, without = (
                N_("blocked since {day}: {reason} ({note})"),
                N_("blocked since {day}: {reason}"),
            )
            return (Sentence(with_note if values["note"] else without, values),)
    for change in changes:
        if isinstance(change, Put) and re.fullmatch(r"blocked\.\d+\.until", change.field):
            day = date.fromisoformat(str(change.value))
            return (sentence(N_("no longer blocked since {day}"), day=day),)
    return ()


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
