"""The tables of `backlog.toml` as frozen sections: every value by the type of its attribute."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from backlog.config import sections
from backlog.config.places import locate
from backlog.findings import Fault
from backlog.pasting import Edit, shown, swapped
from backlog.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Row = dataclasses.Field[Any]
    Keys = tuple[str, ...]

TYPE_NAMES = {
    "str": "a text in quotes",
    "Kind": "a text in quotes",
    "int": "a whole number",
    "int | None": "a whole number",
    "bool": "true or false",
    "date | None": "a date such as 2026-02-16",
    "tuple[str, ...]": "a list of texts",
    "Mapping[str, str]": "a table of texts",
}
PLAIN_TABLES = {"rules": "severities"}
"""Tables whose unknown keys are the entries of one mapping."""

MOST = 36_500
"""Days, items, minutes: more than a hundred years of days is a slip, and no calendar goes on forever."""

_WRONG = object()
_YES = {"true": "true", "yes": "true", "on": "true", "ja": "true"}
_NO = {"false": "false", "no": "false", "off": "false", "nein": "false"}


@dataclass(slots=True)
class Reading:
    """What is gathered while the file is read: its lines and the faults so far."""

    path: str
    lines: tuple[str, ...]
    faults: list[Fault]

    def fault(
        self, slug: str, keys: Keys, paste: str = "", *, value_at: bool = True, **values: object
    ) -> None:
        """Note a fault at a value, or at its key; `paste` is what is to stand there.

        Of a key that is missing it is the line, which comes below the head of its table.
        """
        place = locate(self.path, self.lines, keys, value=value_at)
        name = ".".join(keys)
        edits: tuple[Edit, ...] = swapped(place, paste)
        if slug == "config-key-missing":
            edits = (Edit(place.line + 1, 0, paste),) if place.text.lstrip().startswith("[") else ()
        self.faults.append(
            Fault(
                slug=slug,
                location=place,
                values={"key": name, **values},
                field=name,
                paste=shown(edits),
                edits=edits,
            )
        )

    def wrong_type(self, keys: Keys, value: object, kind: str) -> object:
        """Note that a value is of another type than the attribute; the mark of a wrong value."""
        meant = _meant(kind, value)
        self.fault(
            "config-wrong-type", keys, meant, value=_shown(value), wanted=TYPE_NAMES.get(kind, "a table")
        )
        return _WRONG

    def is_table(self, value: object, keys: Keys) -> bool:
        """Whether a value is a table; a fault where it is none."""
        if not isinstance(value, dict):
            self.wrong_type(keys, value, "table")
        return isinstance(value, dict)


def section(reading: Reading, given: Any, table: Mapping[str, Any], keys: Keys) -> Any:  # noqa: ANN401 - any section
    """The section `given`, which holds the defaults, with what the table says instead."""
    rows = {row.metadata["key"] or row.name: row for row in dataclasses.fields(given)}
    values: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    entries = PLAIN_TABLES.get(".".join(keys))
    for key, value in table.items():
        row = rows.get(key)
        if row is not None and row.name != entries:
            values[row.name] = _value(reading, row, value, (*keys, *key.split(".")))  # people.show
        elif entries is not None:
            rest[key] = value
        else:
            _unknown(reading, (*keys, key), [name for name in rows if "." not in name])
    for key, row in rows.items():
        if row.metadata["example"] and key not in table:
            paste = f"{key} = {row.metadata['example']}"
            reading.fault("config-key-missing", (*keys, key), paste, value_at=False)
    if entries is not None:
        values[entries] = _texts(reading, rows[entries], rest, keys)
    return dataclasses.replace(
        given, **{name: value for name, value in values.items() if value is not _WRONG}
    )


def _unknown(reading: Reading, keys: Keys, known: Iterable[str]) -> None:
    guess = nearest(keys[-1], known)
    reading.fault("config-unknown-key", keys, guess, value_at=False, guess=guess)


def _value(reading: Reading, row: Row, value: Any, keys: Keys) -> Any:  # noqa: ANN401 - of any type
    """The value of a key, or `_WRONG` after a fault."""
    kind = str(row.type)
    read = _READERS.get(kind)
    if read is not None:
        return read(reading, row, value, keys)
    found = re.fullmatch(r"(Mapping\[str, |tuple\[|)(\w+)(?:, \.\.\.)?\]?", kind)
    container, name = (found[1], found[2]) if found else ("", "")
    inner = getattr(sections, name)
    if container.startswith("tuple"):
        if not isinstance(value, list):
            return reading.wrong_type(keys, value, kind)
        numbered = [((*keys, str(number)), entry) for number, entry in enumerate(value)]
        return tuple(
            section(reading, inner(), entry, at) for at, entry in numbered if reading.is_table(entry, at)
        )
    if not reading.is_table(value, keys):
        return _WRONG
    if not container:
        return section(reading, row.default, value, keys)
    named = [((*keys, str(key)), entry) for key, entry in value.items()]
    return {
        at[-1]: section(reading, inner(), entry, at) for at, entry in named if reading.is_table(entry, at)
    }


def _text(reading: Reading, row: Row, value: object, keys: Keys) -> object:
    choices = row.metadata["choices"]
    if not isinstance(value, str):
        return reading.wrong_type(keys, value, "str")
    if choices and value not in choices:
        paste = f'"{nearest(value, choices) or choices[0]}"'
        known = tuple(str(choice) for choice in choices)
        reading.fault("config-choice", keys, paste, value=value, known=known)
        return _WRONG
    return value


def _kind(reading: Reading, row: Row, value: object, keys: Keys) -> object:
    read = _text(reading, row, value, keys)
    return sections.Kind(read) if isinstance(read, str) else read


def _boolean(reading: Reading, row: Row, value: object, keys: Keys) -> object:
    return value if isinstance(value, bool) else reading.wrong_type(keys, value, str(row.type))


def _number(reading: Reading, row: Row, value: object, keys: Keys) -> object:
    if not isinstance(value, int) or isinstance(value, bool):
        return reading.wrong_type(keys, value, str(row.type))
    if not 0 <= value <= MOST:
        reading.fault("config-out-of-range", keys, value=_shown(value), least=0, most=MOST)
        return _WRONG
    return value


def _date(reading: Reading, row: Row, value: object, keys: Keys) -> object:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return reading.wrong_type(keys, value, str(row.type))
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return reading.wrong_type(keys, value, str(row.type))


def _list(reading: Reading, row: Row, value: object, keys: Keys) -> object:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list):
        return reading.wrong_type(keys, value, str(row.type))
    read = tuple(_text(reading, row, entry, (*keys, str(number))) for number, entry in enumerate(value))
    return _WRONG if _WRONG in read else read


def _texts(reading: Reading, row: Row, value: object, keys: Keys) -> object:
    if not isinstance(value, dict):
        return reading.wrong_type(keys, value, str(row.type))
    read = {key: _text(reading, row, entry, (*keys, key)) for key, entry in value.items()}
    return {key: entry for key, entry in read.items() if entry is not _WRONG}


def _meant(kind: str, value: object) -> str:
    """The value as it would stand in the file were its type the right one; nothing where nobody knows."""
    if kind in {"str", "Kind"} and isinstance(value, bool | int | float | date):
        return f'"{_shown(value)}"'
    if kind.startswith("int") and isinstance(value, str) and re.fullmatch(r"[0-9]{1,5}", value):
        return str(int(value))
    if kind == "bool" and isinstance(value, str):
        return {**_YES, **_NO}.get(value.lower(), "")
    if kind.startswith("date") and isinstance(value, datetime):
        return value.date().isoformat()
    return ""


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) >= 10**20:  # Python refuses to print the largest
        return "…"
    return "…" if isinstance(value, list | dict) else str(value)


_READERS: dict[str, Callable[[Reading, Row, object, Keys], object]] = {
    "str": _text,
    "Kind": _kind,
    "bool": _boolean,
    "int": _number,
    "int | None": _number,
    "date | None": _date,
    "tuple[str, ...]": _list,
    "Mapping[str, str]": _texts,
}
