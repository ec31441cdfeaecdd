"""`backlog.toml`: text in, configuration and faults out."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from backlog.config import sections
from backlog.config.defaults import default_workflow
from backlog.config.sections import Config
from backlog.config.validate import wrongs
from backlog.findings import Fault
from backlog.source import Location
from backlog.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

TYPE_NAMES = {
    "str": "a text in quotes",
    "int": "a whole number",
    "int | None": "a whole number",
    "bool": "true or false",
    "date | None": "a date such as 2026-02-16",
    "tuple[str, ...]": "a list of texts",
    "Mapping[str, str]": "a table of texts",
}
PLAIN_TABLES = {"rules": "severities"}  # tables whose unknown keys are entries of one mapping


@dataclass(slots=True)
class _Reading:
    """What is gathered while the file is read: its lines and the faults so far."""

    path: str
    lines: tuple[str, ...]
    faults: list[Fault]

    def fault(self, slug: str, keys: tuple[str, ...], paste: str = "", **values: object) -> None:
        place = locate(self.path, self.lines, keys)
        name = ".".join(keys)
        self.faults.append(Fault(slug=slug, location=place, values={"key": name, **values}, field=name, paste=paste))

    def is_table(self, value: object, keys: tuple[str, ...]) -> bool:
        if not isinstance(value, dict):
            self.fault("config-wrong-type", keys, value=_shown(value), wanted="a table")
        return isinstance(value, dict)


def locate(path: str, lines: tuple[str, ...], keys: tuple[str, ...]) -> Location:
    """Where a key stands: tomllib gives no positions, so its table and line are looked for.

    Entries of arrays of tables are addressed by their number. The best known place is given where
    a key is written in a way that a line scan does not see (dotted or inline).
    """
    table: list[str] = []
    counts: dict[tuple[str, ...], int] = {}
    best, depth = Location(path, 1, 1, 0, lines[0] if lines else ""), 0
    for number, line in enumerate(lines, 1):
        head = re.match(r"\s*\[(\[?)\s*([^\]]+?)\s*\]", line)
        pair = re.match(r"\s*([A-Za-z0-9_.\"'-]+)\s*=\s*", line)
        if head:
            table = [part.strip(" \"'") for part in head[2].split(".")]
            if head[1]:
                counts[tuple(table)] = counts.get(tuple(table), -1) + 1
                table.append(str(counts[tuple(table)]))
            here, column, length = table, line.index("[") + 1, len(line.strip())
        elif pair:
            here = [*table, *(part.strip("\"'") for part in pair[1].split("."))]
            column, length = pair.start(1) + 1, len(pair[1])
        else:
            continue
        shared = len(here) if tuple(here) == keys[: len(here)] else 0
        if shared > depth:
            best, depth = Location(path, number, column, length, line), shared
    return best


def load_config(path: str, raw: bytes | None, *, language: str | None = None, rules: Collection[str] = ()) -> tuple[Config, tuple[Fault, ...]]:
    """The configuration in the file, and what is wrong with it; None stands for no file.

    `language` replaces the one that the file names, so that defaults speak it too. With faults the
    configuration is good for nothing but choosing the language in which to tell them. `rules` are
    the codes and slugs of all rules.
    """
    try:
        text = (raw or b"").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = (raw or b"").count(b"\n", 0, error.start) + 1
        place = Location(path, line, 1)
        return Config(), (Fault(slug="config-syntax", location=place, values={"reason": "not UTF-8"}),)
    lines = tuple(text.splitlines())
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(found[1]), int(found[2])) if found else (max(len(lines), 1), 1)
        reason = re.sub(r" \(at .*\)$", "", str(error))
        place = Location(path, line, column, 1, lines[line - 1] if line <= len(lines) else "")
        return Config(), (Fault(slug="config-syntax", location=place, values={"reason": reason}),)
    reading = _Reading(path=path, lines=lines, faults=[])
    people = table.get("people")
    if isinstance(people, dict) and isinstance(people.get("show"), str):
        table = {**table, "people.show": people["show"], "people": {key: value for key, value in people.items() if key != "show"}}
    config: Config = _section(reading, Config, table, ())
    if language is not None:
        config = dataclasses.replace(config, language=language)
    config = _completed(config)
    if not reading.faults:
        for slug, keys, values in wrongs(config, rules):
            reading.fault(slug, keys, "", **values)
    order = sorted(reading.faults, key=lambda fault: (fault.location.line, fault.location.column, fault.slug))
    return config, tuple(order)


def _completed(config: Config) -> Config:
    workflow = config.workflow or default_workflow(config.language)
    named = tuple(dataclasses.replace(status, name=status.name or status.id) for status in workflow)
    return dataclasses.replace(config, workflow=named, languages=config.languages or (config.language,))


def _section(reading: _Reading, kind: Any, table: Mapping[str, Any], keys: tuple[str, ...]) -> Any:  # noqa: ANN401 - any section class
    rows = {row.metadata["key"] or row.name: row for row in dataclasses.fields(kind)}
    values: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    entries = PLAIN_TABLES.get(".".join(keys))
    for key, value in table.items():
        row = rows.get(key)
        if row is not None and row.name != entries:
            values[row.name] = _value(reading, row, value, (*keys, key))
        elif entries is not None:
            rest[key] = value
        else:
            guess = nearest(key, [name for name in rows if "." not in name])
            reading.fault("config-unknown-key", (*keys, key), guess=guess)
    if entries is not None:
        choices = rows[entries].metadata["choices"]
        values[entries] = {key: value for key, value in rest.items() if _chosen(reading, value, choices, (*keys, key))}
    return kind(**{name: value for name, value in values.items() if value is not _WRONG})


_WRONG = object()


def _chosen(reading: _Reading, value: object, choices: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    if not isinstance(value, str):
        reading.fault("config-wrong-type", keys, value=_shown(value), wanted=TYPE_NAMES["str"])
    elif choices and value not in choices:
        paste = f'{keys[-1]} = "{nearest(value, choices) or choices[0]}"'
        reading.fault("config-choice", keys, paste, value=value, known=tuple(str(choice) for choice in choices))
    else:
        return True
    return False


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "…" if isinstance(value, list | dict) else str(value)


def _value(reading: _Reading, row: dataclasses.Field[Any], value: Any, keys: tuple[str, ...]) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912 - one case a type, in one place
    kind = str(row.type)
    inner = re.fullmatch(r"(?:Mapping\[str, |tuple\[)([A-Z]\w+)(?:, \.\.\.)?\]", kind)
    match value:
        case dict() if inner and kind.startswith("Mapping"):
            section = getattr(sections, inner[1])
            return {
                str(key): _section(reading, section, entry, (*keys, key))
                for key, entry in value.items()
                if reading.is_table(entry, (*keys, key))
            }
        case list() if inner:
            section = getattr(sections, inner[1])
            return tuple(
                _section(reading, section, entry, (*keys, str(number)))
                for number, entry in enumerate(value)
                if reading.is_table(entry, keys)
            )
        case dict() if kind == "Mapping[str, str]":
            return {key: entry for key, entry in value.items() if _chosen(reading, entry, row.metadata["choices"], (*keys, key))}
        case dict() if hasattr(sections, kind) and dataclasses.is_dataclass(getattr(sections, kind)):
            return _section(reading, getattr(sections, kind), value, keys)
        case str() if kind == "Kind":
            return sections.Kind(value) if _chosen(reading, value, row.metadata["choices"], keys) else _WRONG
        case str() if kind == "str":
            return value if _chosen(reading, value, row.metadata["choices"], keys) else _WRONG
        case bool() if kind == "bool":
            return value
        case int() if kind in {"int", "int | None"} and not isinstance(value, bool):
            if value >= 0:
                return value
            reading.fault("config-out-of-range", keys, value=value)
            return _WRONG
        case date() if kind == "date | None" and not isinstance(value, datetime):
            return value
        case str() if kind == "date | None" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) and (day := _day(value)):
            return day
        case list() if kind == "tuple[str, ...]" and all(isinstance(entry, str) for entry in value):
            return tuple(value)
        case str() if kind == "tuple[str, ...]":
            return (value,)
    wanted = TYPE_NAMES.get(kind, "a table")
    reading.fault("config-wrong-type", keys, value=_shown(value), wanted=wanted)
    return _WRONG


def documented(kind: Any = Config, keys: str = "", given: object = None) -> Iterable[tuple[str, object, str]]:  # noqa: ANN401 - any section class
    """Every key with its default and help line, in the order of the file: for handbook and tests.

    `given` is the section that holds where the file has none: its values are the defaults.
    """
    for row in dataclasses.fields(kind):
        name = (keys + "." if keys else "") + str(row.metadata["key"] or row.name)
        inner = re.search(r"([A-Z]\w+)(?:, \.\.\.)?\]?$", str(row.type))
        section = getattr(sections, inner[1], None) if inner else None
        default = row.default if row.default is not dataclasses.MISSING else {}
        default = getattr(given, row.name, default)
        if PLAIN_TABLES.get(keys) == row.name:
            name = f"{keys}.<rule>"
        yield name, default, row.metadata["help"]
        if section is not None and dataclasses.is_dataclass(section):
            middle = ".<id>" if "Mapping" in str(row.type) else "[]" if "tuple" in str(row.type) else ""
            yield from documented(section, name + middle, default if not middle else None)
