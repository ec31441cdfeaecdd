"""From words to changes: `owner=anna`, `wirkung = 4`, `tags+=seo`, `blocked=content: Texte fehlen`.

A value that the field does not take is refused with the sentence that `check` would say of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from backlog.content.field import Type
from backlog.content.lines import clipped
from backlog.editing.accepted import Asked, checked
from backlog.editing.blocking import blocking, unblocking
from backlog.editing.changes import Add, Change, Drop, Put, Take
from backlog.editing.names import inner_rows, top_rows
from backlog.editing.unknown import unknown
from backlog.errors import Exit, Stop
from backlog.language import N_
from backlog.model import Item
from backlog.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from backlog.config.sections import Config
    from backlog.content.field import Field
    from backlog.editing.known import Known
    from backlog.model import Goal, Initiative

_WISH = re.compile(r"\s*([^=]*?)\s*(\+=|-=|=)(?!>)\s*(.*?)\s*", re.DOTALL)
_NOTHING = frozenset({"no", "nein", "false", "frei", "-", "–"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants: a field as they call it, what to do with it, a value; an empty one drops it."""

    field: str
    operation: Literal["=", "+=", "-="]
    value: str


def wish(text: str) -> Wish:
    """The wish in a text; `Stop` (exit 2) where it is none.

    >>> wish("tags += seo")
    Wish(field='tags', operation='+=', value='seo')
    """
    found = _WISH.fullmatch(text)
    if not found or not found[1]:
        raise Stop(
            Exit.WRONG_USE, N_('"{value}" says no field and value.'), "owner=anna", value=clipped(text)
        )
    value = found[3]
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = value[1:-1]
    operation = cast('Literal["=", "+=", "-="]', found[2])
    return Wish(field=found[1], operation=operation, value=value)


def changes_of(wished: Wish, thing: Item | Goal | Initiative, known: Known, day: date) -> tuple[Change, ...]:
    """What a wish changes in the file of an item, a goal or an initiative on a day; nothing where it is so.

    `Stop` (exit 2) for a field that there is not, and for a value that it does not take.
    """
    kind = type(thing).__name__.lower()
    name, row = field_called(wished.field, kind, known.backlog.config)
    said, value = wished.field.strip(), wished.value
    if row.type is Type.LIST:
        return tuple(_of_a_list(wished, row, thing, known))
    if name == "blocked" and isinstance(thing, Item):
        is_over = wished.operation == "-=" or not value or fold(value) in _NOTHING
        return unblocking(thing, day) if is_over else blocking(thing, value, day, known)
    if wished.operation != "=":
        lists = ", ".join(_lists(kind, known.backlog.config))
        message = N_('"{field}" has one value; += and -= are for lists: {known}.')
        raise Stop(Exit.WRONG_USE, message, "{field}={value}", field=said, value=value, known=lists)
    if not value:
        return (Drop(name),)
    if row.of and row.type is not Type.PERIOD:
        raise _of_its_own(row, said)
    read = checked(row, Asked(said=said, name=name, thing=thing, known=known), value)
    if read.value is None:  # `~` and `null` say nothing
        return (Drop(name),)
    there = "." not in name and name in thing.source.values
    return () if there and getattr(thing, name) == read.value else (Put(name, read.text),)


def _of_its_own(row: Field, said: str) -> Stop:
    inside = ", ".join(f"{said}.{inner}" for inner in _inner_names(row, said))
    message = N_('"{field}" has fields of its own: {known}.')
    return Stop(Exit.WRONG_USE, message, field=said, known=inside)


def field_called(word: str, kind: str, config: Config) -> tuple[str, Field]:
    """The field that is called this: our name for it, dotted inside another, and what it is.

    In either language and any case; `Stop` (exit 2) with the nearest name where there is none.
    """
    rows = top_rows(kind, config)
    parts = [part.strip() for part in word.strip().split(".")]
    top = _nearest_row(parts[0], rows, word, config)
    names, row, rest = [top.name], top, parts[1:]
    if rest and rest[0].isdigit() and top.type in {Type.LIST, Type.MAPPINGS}:
        names.append(rest.pop(0))
        row = top.of[0] if top.type is Type.LIST else top
    if rest:
        row = _nearest_row(rest[0], inner_rows(top), word, config)
        names.append(row.name)
    if len(rest) > 1:
        raise _no_field(word, "", rows, config)
    return ".".join(names), row


def _nearest_row(word: str, rows: dict[str, Field], whole: str, config: Config) -> Field:
    if word in rows:
        return rows[word]
    folded = {fold(name): row for name, row in rows.items()}
    if fold(word) not in folded:
        raise _no_field(whole, word, rows, config)
    return folded[fold(word)]


def _no_field(whole: str, word: str, rows: dict[str, Field], config: Config) -> Stop:
    german = config.language == "de"
    shown = (row.german if german else row.name for row in rows.values())
    return unknown(N_('There is no field "{value}".'), whole, rows if word else (), word=word, shown=shown)


def _of_a_list(wished: Wish, row: Field, thing: Item | Goal | Initiative, known: Known) -> Iterator[Change]:
    """The changes of a list; its values stand with commas between them."""
    now = tuple(getattr(thing, row.name, ()))
    said = [part.strip() for part in wished.value.split(",") if part.strip()]
    asked = Asked(said=wished.field.strip(), name=f"{row.name}.0", thing=thing, known=known)
    read = [checked(row.of[0], asked, text) for text in said]
    values = list(dict.fromkeys(one.text for one in read))
    if wished.operation == "=":
        if not values:
            yield Drop(row.name)
        elif tuple(values) != now:
            yield Put(row.name, tuple(values))
    elif wished.operation == "+=":
        yield from (Add(row.name, text) for text in values if text not in now)
    else:
        meant = {fold(text) for text in (*values, *said)}
        yield from (Take(row.name, text) for text in now if fold(text) in meant)


def _lists(kind: str, config: Config) -> Iterable[str]:
    german = config.language == "de"
    rows = dict.fromkeys(row for row in top_rows(kind, config).values() if row.type is Type.LIST)
    return (config.fields.get(row.name) or (row.german if german else row.name) for row in rows)


def _inner_names(row: Field, said: str) -> Iterable[str]:
    german = fold(said.split(".", maxsplit=1)[0]) == fold(row.german) != fold(row.name)
    return (inner.german if german else inner.name for inner in row.of)
