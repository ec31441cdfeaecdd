"""One value of the front matter by the type of its field: a Python value, or a fault and None.

Nothing is guessed: what could mean two things is a fault with the line to paste.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from backlog.content.choices import GERMAN_CHOICES
from backlog.content.dates import read_date, read_period
from backlog.content.fields import Field, Type
from backlog.content.nodes import Mapping, Node, Scalar, Sequence
from backlog.content.numbers import read_integer, read_number, read_rating
from backlog.content.sheet import Sheet, is_empty, quoted
from backlog.pasting import Edit, swapped
from backlog.spelling import fold, is_slip, nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from backlog.config.sections import Config, Status

_NEEDED = frozenset({"id", "status"})  # without which nobody knows where a file belongs
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_SEVERAL = re.compile(r"[,;/&+\n]| (?:und|and|or|oder) ")
_MEANS_YES = frozenset({"true", "yes", "on", "1", "y", "ja", "j", "wahr"})
_MEANS_NO = frozenset({"false", "no", "off", "0", "n", "nein", "falsch"})


def read_value(sheet: Sheet, row: Field, name: str, node: Node) -> object:
    """The value of a field that is a single one; None where it is missing or at fault."""
    if isinstance(node, Sequence) and len(node.items) == 1:  # a list of one is that one
        node = node.items[0]
        if is_empty(node):
            sheet.values.pop(name, None)
            return None
        sheet.values[name] = node.mark
    if row.type is Type.PERIOD and isinstance(node, Mapping):
        return read_period(sheet, row, name, node)
    if not isinstance(node, Scalar):
        _not_one(sheet, row, name, node)
        return None
    if node.text in _NULLS and node.style == "plain" and row.type is not Type.TEXT:
        sheet.values.pop(name, None)
        return None
    return _READERS[row.type](sheet, row, name, node)


def _not_one(sheet: Sheet, row: Field, name: str, node: Sequence | Mapping) -> None:
    """A list or fields where one value is wanted."""
    if isinstance(node, Mapping):
        sheet.fault("not-one-value", node.mark, name, refuses=name in _NEEDED, value="…")
        return
    values = tuple(entry.text if isinstance(entry, Scalar) else "…" for entry in node.items)
    slug = "owner-several" if row.name == "owner" else "not-one-value"
    is_word = isinstance(node.items[0], Scalar) and re.fullmatch(r"[\w.-]+(?: [\w.-]+)*", values[0])
    edits = _first_alone(sheet, name, node) if slug == "owner-several" and is_word else ()
    sheet.fault(slug, node.mark, name, edits=edits, refuses=name in _NEEDED, value=values)


def _first_alone(sheet: Sheet, name: str, node: Sequence) -> tuple[Edit, ...]:
    """The line of a list with its first entry alone, in the place of all its lines."""
    key, (first, *_, last) = sheet.place(sheet.keys[name]), node.items
    if not isinstance(first, Scalar) or not isinstance(last, Scalar) or key.text[: key.column - 1].strip():
        return ()
    if node.mark.line == key.line and not node.mark.more:
        return swapped(sheet.place(node.mark), first.text)
    text = f"{key.text[: key.column - 1 + key.length]}: {first.text}"
    is_block = not key.text[key.column - 1 + key.length :].strip(" :") and not last.mark.more
    return (Edit(key.line, last.mark.line - key.line + 1, text),) if is_block else ()


def read_text(sheet: Sheet, row: Field, name: str, node: Scalar) -> str | None:
    """A text as it stands in the file, whatever it looks like."""
    text = node.text.strip()
    if node.comment and node.style == "plain":
        place = sheet.place(node.mark)
        place = replace(place, length=len(place.text.rstrip()) - place.column + 1)
        edits = swapped(place, quoted(f"{node.text} {node.comment}"))
        sheet.fault("text-swallowed", node.mark, name, edits=edits, value=node.text, lost=node.comment)
    elif not text:
        sheet.values.pop(name, None)
        return None
    elif len(text) < row.shortest:
        sheet.fault("text-too-short", node.mark, name, value=text, least=row.shortest)
    elif row.longest and len(text) > row.longest:
        shown = text[:40] + "…"
        sheet.fault("text-too-long", node.mark, name, value=shown, longest=row.longest, length=len(text))
    return text or None


def _reference(sheet: Sheet, row: Field, name: str, node: Scalar) -> str | None:
    text = node.text.strip()
    if row.to == "metric":
        return read_text(sheet, row, name, node)  # a metric may be any text
    if row.to == "person":
        text = text.removeprefix("@")
        if row.name == "owner" and _SEVERAL.search(text) and fold(text) not in sheet.words.people:
            people = tuple(part.strip() for part in _SEVERAL.split(text) if part.strip())
            if len(people) > 1 and fold(text) != "n/a":
                sheet.fault("owner-several", node.mark, name, people[0].removeprefix("@"), value=people)
                return None
    if not text:
        sheet.values.pop(name, None)
    return text or None


def _identifier(sheet: Sheet, row: Field, name: str, node: Scalar) -> str | None:  # noqa: ARG001 - one signature
    return node.text.strip() or None


def _status(sheet: Sheet, row: Field, name: str, node: Scalar) -> str | None:  # noqa: ARG001 - one signature
    words = sheet.words
    found = words.statuses.get(fold(node.text))
    if found is None:
        names = tuple(status.name for status in words.config.workflow)
        called = {word: one.id for one in words.config.workflow for word in (one.id, one.name)}
        guess = nearest(node.text, called)
        meant = words.statuses.get(fold(guess)) if guess else None
        paste = next((status_word(one, words.config) for one in words.config.workflow if one.id == meant), "")
        is_own = name == "status"
        sheet.fault(
            "status-unknown",
            node.mark,
            name,
            paste,
            sure=is_slip(node.text, guess, called),
            refuses=is_own,
            value=node.text[:40],
            known=names,
            guess=paste or guess,
        )
        return None if is_own else node.text
    return found


def status_word(status: Status, config: Config) -> str:
    """How files write a status: by its name in a German backlog, where no sign in it asks for quotes."""
    is_plain = re.fullmatch(r"[^\W\d_][\w /.-]*", status.name)
    return status.name if config.language == "de" and is_plain else status.id


@lru_cache(maxsize=64)
def spellings(name: str, choices: tuple[str, ...]) -> dict[str, str]:
    """The choices of a field by every spelling that stands for one: its own and the German one."""
    german = {fold(_in_german(name, choice)): choice for choice in choices}
    return {
        folded: str(choice)
        for folded, choice in {**german, **{fold(choice): choice for choice in choices}}.items()
    }


def _in_german(name: str, choice: str) -> str:
    """The German word for a choice of a field."""
    return GERMAN_CHOICES.get(f"{name}.{choice}") or GERMAN_CHOICES.get(choice, choice)


def _choice(sheet: Sheet, row: Field, name: str, node: Scalar) -> str | None:
    choices = row.choices
    if row.to == "purposes":
        choices = sheet.words.config.purposes
    elif row.name == "reason":
        choices = (*choices, *sheet.words.config.reasons)
    found = spellings(row.name, choices).get(fold(node.text))
    if found is None:
        ids = tuple(str(choice) for choice in choices)
        known = (
            tuple(_in_german(row.name, one) for one in ids) if sheet.words.config.language == "de" else ids
        )
        names = tuple(dict.fromkeys((*known, *ids)))
        guess = nearest(node.text, names)
        sheet.fault(
            "choice-unknown",
            node.mark,
            name,
            guess,
            sure=is_slip(node.text, guess, names),
            value=node.text[:40],
            known=known,
            guess=guess,
        )
    return found


def _boolean(sheet: Sheet, row: Field, name: str, node: Scalar) -> bool | None:  # noqa: ARG001 - one signature
    text = node.text
    if node.style == "plain" and text in {"true", "false"}:
        return text == "true"
    word = text.strip().lower()
    meant = "true" if word in _MEANS_YES else "false" if word in _MEANS_NO else ""
    sheet.fault("boolean-ambiguous" if meant else "not-a-boolean", node.mark, name, meant, value=text[:40])
    return None


_READERS: dict[Type, Callable[[Sheet, Field, str, Scalar], object]] = {
    Type.TEXT: read_text,
    Type.ID: _identifier,
    Type.STATUS: _status,
    Type.REFERENCE: _reference,
    Type.CHOICE: _choice,
    Type.RATING: read_rating,
    Type.INTEGER: read_integer,
    Type.NUMBER: read_number,
    Type.DATE: read_date,
    Type.BOOLEAN: _boolean,
    Type.PERIOD: read_period,
}
