"""`backlog.toml`: text in, configuration and faults out."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from typing import TYPE_CHECKING, Any

from backlog.config import sections
from backlog.config.defaults import default_workflow
from backlog.config.reading import PLAIN_TABLES, Reading, section
from backlog.config.sections import Config
from backlog.config.validate import Known, wrongs
from backlog.findings import Fault
from backlog.language import N_
from backlog.source import Location

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


# What tomllib says, by its beginning, and how we say it.
REASONS = (
    ("Expected '='", N_("behind a name an equals sign is missing")),
    ("Unterminated string|Illegal character '.n'|Expected \"'", N_("a text in quotes is not closed")),
    ("Invalid value", N_("the value is no text in quotes, number, day, list, true or false")),
    ("Cannot overwrite|Duplicate inline", N_("this name stands here a second time")),
    ("Cannot declare|Cannot mutate|Cannot redefine", N_("this table stands here a second time")),
    ("Expected ']", N_("the bracket around the name of the table is not closed")),
    ("Expected newline", N_("behind the value there is more on the line")),
    (
        "Invalid initial character",
        N_("a name is missing, or stands without quotes in spite of special signs"),
    ),
    ("Unclosed array", N_("a list in square brackets is not closed")),
    ("Unclosed inline", N_("a group in curly brackets is not closed")),
    ("Invalid statement", N_("the line is neither a setting nor a table")),
    (
        "Unescaped",
        N_("a backslash in double quotes begins a special character; single quotes leave it as it is"),
    ),
    ("Invalid date", N_("this day does not exist")),
)


def load_config(
    path: str,
    raw: bytes | None,
    *,
    language: str | None = None,
    rules: Collection[str] = (),
    fields: Mapping[str, Collection[str]] | None = None,
) -> tuple[Config, tuple[Fault, ...]]:
    """The configuration in the file, and what is wrong with it; None stands for no file.

    `language` replaces those that the file names, so that defaults speak it too. With faults the
    configuration is good for nothing but choosing the language in which to tell them. `rules` are
    the codes and slugs of all rules, `fields` the names of our fields by kind of file.
    """
    table, lines, fault = _parsed(path, raw or b"")
    if fault is not None:
        return Config(), (fault,)
    reading = Reading(path=path, lines=lines, faults=[])
    config: Config = section(reading, Config(), _with_show(table), ())
    if language is not None:
        config = dataclasses.replace(config, language=language)
    config = _completed(config)
    if not reading.faults:
        for wrong in wrongs(config, Known(rules=rules, fields=fields or {})):
            reading.fault(wrong.slug, wrong.keys, wrong.paste, value_at=not wrong.at_key, **wrong.values)
    others = (
        () if language is not None else tuple(code for code in config.languages if code != config.language)
    )
    config = dataclasses.replace(config, languages=(config.language, *others))
    order = sorted(
        reading.faults,
        key=lambda fault: (fault.location.line, fault.location.column, fault.slug, str(fault.field)),
    )
    return config, tuple(order)


def _parsed(path: str, raw: bytes) -> tuple[dict[str, Any], tuple[str, ...], Fault | None]:
    """The tables of the file and its lines, or why there are none."""
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        shown = raw.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")[line - 1]
        column = shown.find("\ufffd") + 1
        return (
            {},
            (),
            _syntax(Location(path, line, max(column, 1), 1, shown), N_("the file is not saved as UTF-8")),
        )
    lines = tuple(text.split("\n"))
    try:
        return tomllib.loads(text), lines, None
    except tomllib.TOMLDecodeError as error:
        found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", str(error))
        line, column = (int(found[1]), int(found[2])) if found and found[1] else _last(lines)
        reason = str(error)[: found.start()] if found else str(error)
        return {}, lines, _syntax(Location(path, line, column, 1, lines[line - 1]), _in_our_words(reason))
    except RecursionError:
        return {}, lines, _syntax(Location(path, 1, 1, 0, lines[0]), N_("nested too deep"))
    except ValueError:  # Python reads no number of more than 4,300 digits
        return {}, lines, _syntax(Location(path, 1, 1, 0, lines[0]), N_("a number is too long"))


def _in_our_words(reason: str) -> str:
    """What tomllib says, as a message of the catalogues; what it says rarely stays as it is."""
    return next((ours for theirs, ours in REASONS if re.match(theirs, reason)), reason)


def _last(lines: tuple[str, ...]) -> tuple[int, int]:
    """Line and column of the last thing that is written."""
    line = max((number for number, text in enumerate(lines, 1) if text.strip()), default=1)
    return line, max(len(lines[line - 1].rstrip()), 1)


def _syntax(place: Location, reason: str) -> Fault:
    return Fault(slug="config-syntax", location=place, values={"reason": reason})


def _with_show(table: dict[str, Any]) -> dict[str, Any]:
    """`show` of `[people]` as a key of its own: the table's other entries are people.

    A table of this name is a person, too.
    """
    people = table.get("people")
    if not isinstance(people, dict) or "show" not in people or isinstance(people["show"], dict):
        return table
    others = {key: value for key, value in people.items() if key != "show"}
    return {**table, "people.show": people["show"], "people": others}


def _completed(config: Config) -> Config:
    workflow = config.workflow or default_workflow(config.language)
    named = tuple(dataclasses.replace(status, name=status.name or status.id) for status in workflow)
    return dataclasses.replace(config, workflow=named)


def in_language(config: Config, code: str, folder: str = "") -> Config:
    """The configuration for the site in another language, which stands in a folder: nothing, or `en/`.

    Columns that the file does not name are named in that language.
    """
    workflow = (
        default_workflow(code) if config.workflow == default_workflow(config.language) else config.workflow
    )
    address = f"{config.site.base_url.rstrip('/')}/{folder}" if config.site.base_url else ""
    site = dataclasses.replace(config.site, base_url=address) if folder else config.site
    return dataclasses.replace(config, language=code, workflow=workflow, site=site)


def home_of(config: Config) -> Config:
    """The configuration in the repository's own language, in which files are written, whatever the site's."""
    return in_language(config, config.languages[0]) if config.languages else config


def documented(kind: Any = Config, keys: str = "", given: object = None) -> Iterable[tuple[str, object, str]]:  # noqa: ANN401 - any section class
    """Every key with its default and help line, in the order of the file: for handbook and tests.

    `given` is the section that holds where the file has none: its values are the defaults.
    """
    for row in dataclasses.fields(kind):
        name = (keys + "." if keys else "") + str(row.metadata["key"] or row.name)
        inner = re.search(r"([A-Z]\w+)(?:, \.\.\.)?\]?$", str(row.type))
        section_kind = getattr(sections, inner[1], None) if inner else None
        default = row.default if row.default is not dataclasses.MISSING else {}
        default = getattr(given, row.name, default)
        if PLAIN_TABLES.get(keys) == row.name:
            name = f"{keys}.<rule>"
        yield name, default, row.metadata["help"]
        if section_kind is not None and dataclasses.is_dataclass(section_kind):
            middle = ".<id>" if "Mapping" in str(row.type) else "[]" if "tuple" in str(row.type) else ""
            yield from documented(section_kind, name + middle, default if not middle else None)
