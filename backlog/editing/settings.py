"""Editing the configuration: a key of `[people.anna]` and the like, every other byte as it was."""

from __future__ import annotations

import codecs
import dataclasses
import json
import re
import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

from backlog.config.places import places
from backlog.config.sections import Channel, Decisions, Metric, Partner, Person, Tool
from backlog.content.dates import known_day
from backlog.content.lines import clipped
from backlog.editing.differences import Difference
from backlog.errors import Exit, Stop
from backlog.language import N_
from backlog.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from backlog.editing.wishes import Wish

TABLES: Mapping[str, type] = {
    "people": Person, "channels": Channel, "metrics": Metric, "partners": Partner, "tools": Tool,
    "decisions": Decisions,
}  # fmt: skip
"""The tables of named things, each with its keys; `decisions` is one by itself."""

_ALONE = frozenset({"decisions"})
_GERMAN = {
    "bis": "until", "vertretung": "deputy", "rollen": "roles", "kanaele": "channels", "kanäle": "channels",
    "verantwortlich": "owner", "einheit": "unit", "quelle": "source", "ziel": "goal",
    "plant": "plans", "priorisiert": "prioritises", "entscheidet": "decides", "misst": "measures",
    "lernt": "learns",
}  # fmt: skip

Keys = tuple[str, ...]


def table_called(word: str) -> Keys | None:
    """The table and the id that `people.anna` names, or a table by itself; None for what names none."""
    table, _, id_ = word.partition(".")
    if table in _ALONE:
        return None if id_ else (table,)
    return (table, id_) if table in TABLES and id_ else None


_DOTTED = re.compile(
    rf"((?:{'|'.join(sorted({*TABLES} - _ALONE))})\.[\w-]+|{'|'.join(_ALONE)})\.(?=\w+\s*[+-]?=)"
)


def parted(text: str) -> str:
    """`people.anna.until=…` as `people.anna until=…`: that is how reports name a setting."""
    match = _DOTTED.match(text)
    return f"{match[1]} {text[match.end() :]}" if match else text


def setting_edited(raw: bytes, path: str, name: Keys, wishes: Iterable[Wish]) -> bytes:
    """The bytes of a configuration that can be read, after the wishes for a table such as `people.anna`.

    `Stop` (exit 2) for a table or key that there is not and a value that is none; (exit 4) where the file is
    written so that the change would make something else of it.
    """
    for wished in wishes:
        raw = _edited(raw, path, name, wished)
    return raw


def _edited(raw: bytes, path: str, name: Keys, wished: Wish) -> bytes:
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    text = raw[len(mark) :].decode()
    said = tomllib.loads(text)
    now = _table(said, name)
    key = _key_called(name[0], wished.field.strip())
    value = _value(name[0], key, wished, now.get(key))
    if value == now.get(key):
        return raw
    expected = {**said, name[0]: _with(said[name[0]], (*name[1:], key), value)}
    made = _placed(text, (*name, key), value)
    if made is None or not _says(made, expected):
        raise Stop(
            Exit.REFUSED,
            N_("{path} is written in a way in which {field} cannot be changed without touching more."),
            N_("Change it there by hand."),
            path=path,
            field=".".join((*name, key)),
        )
    return mark + made.encode()


def _nothing_called(whole: str, id_: str, known: Iterable[str]) -> Stop:
    guess = nearest(id_, known)
    return Stop(
        Exit.WRONG_USE,
        N_('There is nothing called "{value}" in the configuration.'),
        N_('Did you mean "{guess}"?') if guess else N_("There are: {known}."),
        value=clipped(whole),
        guess=f"{whole.partition('.')[0]}.{guess}" if guess and "." in whole else guess,
        known=", ".join(known) or "–",
    )


def _key_called(table: str, word: str) -> str:
    keys = [one.name for one in dataclasses.fields(TABLES[table])]
    word = _GERMAN.get(word.lower(), word)
    if word in keys:
        return word
    guess = nearest(word, keys)
    raise Stop(
        Exit.WRONG_USE,
        N_('There is no field "{value}".'),
        N_('Did you mean "{guess}"?') if guess else N_("There are: {known}."),
        value=clipped(word),
        guess=guess,
        known=", ".join(keys),
    )


def _value(table: str, key: str, wished: Wish, now: object) -> Any:  # noqa: ANN401 - any value that TOML has
    """The value that a wish means; None where the key goes."""
    default = next(one.default for one in dataclasses.fields(TABLES[table]) if one.name == key)
    text = wished.value.strip()
    if isinstance(default, tuple):
        parts = [part.strip() for part in text.split(",") if part.strip()]
        former = list(now) if isinstance(now, list) else []
        kept = [one for one in former if one not in parts]
        return {"=": parts, "+=": kept + parts, "-=": kept}[wished.operation] or None
    if wished.operation != "=":
        message = N_('"{field}" has one value; += and -= are for lists.')
        raise Stop(Exit.WRONG_USE, message, "{field}={value}", field=key, value=text)
    if not text:
        return None
    if default is None:
        return _day(key, text)
    if isinstance(default, bool):
        return {"true": True, "false": False}.get(text, text)  # what it takes is told when it is read again
    return text


def _day(key: str, text: str) -> date:
    day = known_day(text)
    if day is None:
        raise Stop(
            Exit.WRONG_USE, N_('"{value}" is no day.'), "{field}=2026-12-31", value=clipped(text), field=key
        )
    return day


def _table(said: Mapping[str, Any], name: Keys) -> Mapping[str, Any]:
    """What a configuration says in a table; `Stop` (exit 2) where it has none of this name."""
    if name[0] not in said and len(name) == 1:
        raise _nothing_called(name[0], name[0], said)
    found = said.get(name[0], {})
    for id_ in name[1:]:
        if id_ not in found:
            raise _nothing_called(".".join(name), id_, found)
        found = found[id_]
    return found  # type: ignore[no-any-return]  # a table, as the configuration was read with it


def _with(table: Mapping[str, Any], keys: Keys, value: object) -> dict[str, Any]:
    """A table with a value at the end of these keys, or without any."""
    first, *rest = keys
    if rest:
        return {**table, first: _with(table[first], tuple(rest), value)}
    return {name: one for name, one in {**table, first: value}.items() if name != first or value is not None}


def _says(text: str, expected: Mapping[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == expected
    except tomllib.TOMLDecodeError:
        return False


def _written(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_written(one) for one in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _placed(text: str, keys: Keys, value: object) -> str | None:
    """The text with a key changed, put in, or taken out; None where nobody knows where it goes."""
    plain = text.replace("\r\n", "\n")
    found = places(plain)
    ends = [match.start() for match in re.finditer(r"\r\n", text)]
    shifts = [end - number for number, end in enumerate(ends)]  # where the LF of each stands in `plain`

    def place(offset: int) -> int:
        return offset + sum(shift < offset for shift in shifts)

    span = found.values.get(keys)
    if span is not None and value is not None:
        return text[: place(span[0])] + _written(value) + text[place(span[1]) :]
    if span is not None:
        start, end = found.keys[keys][0], span[1]
        begin, after = plain.rfind("\n", 0, start) + 1, plain.find("\n", end)
        if plain[begin:start].strip() or plain[end : after if after >= 0 else None].partition("#")[0].strip():
            return None  # in braces, with others
        return text[: place(begin)] + text[place(after + 1) if after >= 0 else len(text) :]
    return _put_in(text, plain, keys, f"{keys[-1]} = {_written(value)}", place)


def _put_in(text: str, plain: str, keys: Keys, line: str, place: Any) -> str | None:  # noqa: ANN401 - a function
    """The text with a line more at the end of what a table says itself, or behind the last key in braces."""
    found = places(plain)
    siblings = [span for name, span in found.values.items() if name[:-1] == keys[:-1]]
    inline = found.values.get(keys[:-1])
    if inline is not None and siblings:
        end = place(max(span[1] for span in siblings))
        return f"{text[:end]}, {line}{text[end:]}"
    header = found.keys.get(keys[:-1])
    if header is None:
        return None
    last = max([header, *siblings], key=lambda span: span[1])
    after = plain.find("\n", last[1])
    begin = plain.rfind("\n", 0, last[0]) + 1
    indent = re.match(r"[ \t]*", plain[begin:])
    line = (indent[0] if indent else "") + line
    if after < 0:
        return f"{text}\n{line}\n"
    at = place(after)
    ending = "\r\n" if text[at : at + 2] == "\r\n" or text[at - 1 : at + 1] == "\r\n" else "\n"
    at = place(after + 1)
    return text[:at] + line + ending + text[at:]


def setting_differences(before: bytes, after: bytes, name: Keys) -> tuple[Difference, ...]:
    """What changed in a table such as `people.anna`, key by key."""
    was, now = (_table(tomllib.loads(raw.decode("utf-8-sig")), name) for raw in (before, after))
    found: list[Difference] = []
    for key in dict.fromkeys((*now, *was)):
        old, new = was.get(key), now.get(key)
        if isinstance(old, list) or isinstance(new, list):
            found += [
                Difference(field=key, before=str(one), entry=True)
                for one in old or ()
                if one not in (new or ())
            ]
            found += [
                Difference(field=key, after=str(one), entry=True)
                for one in new or ()
                if one not in (old or ())
            ]
        elif old != new:
            found.append(Difference(field=key, before=_said(old), after=_said(new)))
    return tuple(found)


def _said(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
