"""What a configuration has to be beyond its types: one function a check, each yields its faults."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backlog.language import CODES
from backlog.spelling import ID, LONGEST_ID, fold, nearest, same

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from backlog.config.sections import Config


REGIONS: Mapping[str, str] = {
    "DE": " BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH ",
    "AT": " 1 2 3 4 5 6 7 8 9 ",
    "CH": " AG AI AR BE BL BS FR GE GL GR JU LU NE NW OW SG SH SO SZ TG TI UR VD VS ZG ZH ",
}
"""Regions that need not be looked up, of the countries that most ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What this room cannot know itself: codes and slugs of all rules, names of fields by kind of file."""

    rules: Collection[str] = ()
    fields: Mapping[str, Collection[str]] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A fault before it has a place: slug of the rule, path of the key, values of the sentences."""

    slug: str
    keys: tuple[str, ...]
    values: dict[str, object]
    paste: str = ""
    at_key: bool = False


def wrongs(config: Config, known: Known) -> Iterator[Wrong]:
    """Everything that is wrong."""
    yield from _workflow(config)
    yield from _twice(config)
    yield from _references(config)
    yield from _patterns(config)
    yield from _environment(config)
    yield from _paths(config)
    yield from _fields(config, known)
    for name in config.rules.severities:
        if known.rules and name not in known.rules:
            values: dict[str, object] = {"value": name, "guess": nearest(name, known.rules)}
            yield Wrong("config-rule-unknown", ("rules", name), values, at_key=True)


def _workflow(config: Config) -> Iterator[Wrong]:
    before = 0
    spellings: dict[str, int] = {}
    for number, status in enumerate(config.workflow):
        keys = ("workflow", str(number))
        if not ID.fullmatch(status.id) or len(status.id) > LONGEST_ID:
            values: dict[str, object] = {"value": status.id, "wanted": "an id of letters, digits and hyphens"}
            yield Wrong("config-wrong-type", (*keys, "id"), values)
        if status.kind.position < before:
            values = {"value": status.id, "kind": str(status.kind)}
            yield Wrong("config-workflow-order", (*keys, "kind"), values)
        before = max(before, status.kind.position)
        for key, spelling in (
            ("id", status.id),
            ("name", status.name),
            *(("aliases", name) for name in status.aliases),
        ):
            first = spellings.setdefault(fold(spelling), number)
            if first != number:
                values = {"value": spelling, "first": config.workflow[first].id, "second": status.id}
                yield Wrong("config-status-twice", (*keys, key), values)
                break


def _twice(config: Config) -> Iterator[Wrong]:
    """Tables whose ids differ by case or the form of a letter only: files may write them in any."""
    for table in ("people", "channels", "metrics", "partners"):
        first: dict[str, str] = {}
        for id_ in getattr(config, table):
            if first.setdefault(same(id_), id_) != id_:
                values: dict[str, object] = {"first": first[same(id_)], "second": id_}
                yield Wrong("config-id-twice", (table, id_), values, at_key=True)


def _references(config: Config) -> Iterator[Wrong]:
    statuses = [status.id for status in config.workflow]
    origins = [
        (("workflow", str(number), "from", str(place)), origin)
        for number, status in enumerate(config.workflow)
        for place, origin in enumerate(status.enters_from)
    ]
    channels = [
        (("people", id_, "channels", str(place)), channel)
        for id_, person in config.people.items()
        for place, channel in enumerate(person.channels)
    ]
    yield from _nowhere(origins, statuses)
    if config.people:
        yield from _nowhere(_people_named(config), config.people)
    if config.channels:
        yield from _nowhere(channels, config.channels)


def _people_named(config: Config) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every key that holds the id of a person; `[decisions]` may hold a text as well."""
    for id_, person in config.people.items():
        if person.deputy:
            yield ("people", id_, "deputy"), person.deputy
    for table in ("channels", "metrics", "partners", "tools"):
        for id_, entry in getattr(config, table).items():
            if entry.owner:
                yield (table, id_, "owner"), entry.owner


def _nowhere(named: Iterable[tuple[tuple[str, ...], str]], known: Collection[str]) -> Iterator[Wrong]:
    """Keys that hold an id of nothing."""
    for keys, value in named:
        if value not in known:
            guess = nearest(value, known)
            values: dict[str, object] = {"value": value, "known": tuple(sorted(known)), "guess": guess}
            paste = f'"{guess}"' if guess else ""
            yield Wrong("config-reference", keys, values, paste)


def _patterns(config: Config) -> Iterator[Wrong]:
    naming = config.naming
    for key, pattern in (("ids", naming.ids), ("tags", naming.tags), ("campaign", naming.campaign)):
        try:
            re.compile(pattern)
        except (re.error, OverflowError, RecursionError) as error:
            yield Wrong("config-pattern", ("naming", key), {"value": pattern, "reason": str(error)})
    scales = {"impact": config.ice.impact, "confidence": config.ice.confidence, "effort": config.ice.effort}
    for table, scale in scales.items():
        for number in scale:
            if number not in {"1", "2", "3", "4", "5"}:
                yield Wrong("config-unknown-key", ("ice", table, number), {"guess": ""}, at_key=True)


def _environment(config: Config) -> Iterator[Wrong]:
    try:
        ZoneInfo(config.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield Wrong("config-timezone", ("timezone",), {"value": config.timezone})
    if config.holidays and not _known_holidays(config.holidays):
        yield Wrong("config-holidays", ("holidays",), {"value": config.holidays})
    seen: Counter[str] = Counter()
    for place, code in enumerate(config.languages):
        seen[code] += 1
        if code not in CODES or seen[code] > 1:
            yield Wrong("config-language", ("languages", str(place)), {"value": code, "known": CODES})


def _known_holidays(text: str) -> bool:
    country, _, region = text.partition("-")
    if region and f" {region} " in REGIONS.get(country, ""):
        return True
    from holidays import list_supported_countries  # noqa: PLC0415 - takes 0.1 s, and few ask

    known = list_supported_countries()
    return country in known and region in ["", *known[country]]


def _paths(config: Config) -> Iterator[Wrong]:
    given: list[tuple[tuple[str, ...], str]] = [
        (("site", "extra"), config.site.extra),
        (("content", "folder"), config.content.folder),
        (("rules", "baseline"), config.rules.baseline),
    ]
    for name in ("items", "goals", "initiatives", "meetings"):
        patterns = getattr(config.content, name)
        given += [(("content", name, str(place)), pattern) for place, pattern in enumerate(patterns)]
    for keys, path in given:
        if path.startswith(("/", "~")) or "\\" in path or ".." in path.split("/") or "\0" in path:
            yield Wrong("config-path", keys, {"value": path})


def _fields(config: Config, known: Known) -> Iterator[Wrong]:
    """`[fields]`: our name on the left, and no name of theirs for two of ours in one kind of file."""
    ours = {name for names in known.fields.values() for name in names}
    if ours:
        for name in config.fields:
            if name not in ours:
                values: dict[str, object] = {"guess": nearest(name, ours)}
                yield Wrong("config-unknown-key", ("fields", name), values, at_key=True)
    told: set[str] = set()
    for names in known.fields.values():
        first: dict[str, str] = {}
        for name, theirs in config.fields.items():
            if name in names and first.setdefault(theirs, name) != name and name not in told:
                told.add(name)
                values = {"value": theirs, "first": first[theirs], "second": name}
                yield Wrong("config-field-twice", ("fields", name), values)
