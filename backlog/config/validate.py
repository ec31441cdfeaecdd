"""What a configuration has to be beyond its types: one function a check, each yields its faults."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backlog.spelling import ID, fold, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from backlog.config.sections import Config

    Wrong = tuple[str, tuple[str, ...], dict[str, object]]


def wrongs(config: Config, rules: Collection[str]) -> Iterator[Wrong]:
    """Everything that is wrong: slug of the rule, path of the key, values of the sentences.

    `rules` are the codes and slugs of all rules, which this room cannot know itself.
    """
    yield from _workflow(config)
    yield from _references(config)
    yield from _patterns(config)
    yield from _environment(config)
    yield from _paths(config)
    for name in config.rules.severities:
        if rules and name not in rules:
            yield "config-rule-unknown", ("rules", name), {"value": name, "guess": nearest(name, rules)}


def _workflow(config: Config) -> Iterator[Wrong]:
    before = 0
    spellings: dict[str, str] = {}
    for number, status in enumerate(config.workflow):
        keys = ("workflow", str(number))
        if not ID.fullmatch(status.id):
            yield "config-wrong-type", (*keys, "id"), {"value": status.id, "wanted": "an id of letters, digits and hyphens"}
        if status.kind.position < before:
            yield "config-workflow-order", (*keys, "kind"), {"value": status.id, "kind": status.kind}
        before = max(before, status.kind.position)
        for spelling in dict.fromkeys(fold(name) for name in (status.id, status.name, *status.aliases)):
            if spellings.setdefault(spelling, status.id) != status.id:
                yield "config-status-twice", (*keys, "id"), {"value": spelling, "first": spellings[spelling], "second": status.id}


def _references(config: Config) -> Iterator[Wrong]:
    statuses = {status.id for status in config.workflow}
    for number, status in enumerate(config.workflow):
        for origin in status.enters_from:
            if origin not in statuses:
                yield "config-reference", ("workflow", str(number), "from"), _nowhere(origin, statuses)
    if config.people:
        people = set(config.people)
        for id_, person in config.people.items():
            if person.deputy and person.deputy not in people:
                yield "config-reference", ("people", id_, "deputy"), _nowhere(person.deputy, people)
        owned = {"channels": config.channels, "metrics": config.metrics, "partners": config.partners, "tools": config.tools}
        for table, entries in owned.items():
            for id_, entry in entries.items():
                owner = entry.owner  # type: ignore[attr-defined]
                if owner and owner not in people:
                    yield "config-reference", (table, id_, "owner"), _nowhere(owner, people)
    if config.channels:
        for id_, person in config.people.items():
            for channel in person.channels:
                if channel not in config.channels:
                    yield "config-reference", ("people", id_, "channels"), _nowhere(channel, config.channels)


def _nowhere(value: str, known: Collection[str]) -> dict[str, object]:
    return {"value": value, "known": tuple(sorted(known)), "guess": nearest(value, known)}


def _patterns(config: Config) -> Iterator[Wrong]:
    for key, pattern in (("ids", config.naming.ids), ("tags", config.naming.tags), ("campaign", config.naming.campaign)):
        try:
            re.compile(pattern)
        except re.error as error:
            yield "config-pattern", ("naming", key), {"value": pattern, "reason": str(error)}
    for table, scale in (("impact", config.ice.impact), ("confidence", config.ice.confidence), ("effort", config.ice.effort)):
        for number in scale:
            if number not in {"1", "2", "3", "4", "5"}:
                yield "config-unknown-key", ("ice", table, number), {"guess": ""}


def _environment(config: Config) -> Iterator[Wrong]:
    try:
        ZoneInfo(config.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield "config-timezone", ("timezone",), {"value": config.timezone}
    if config.holidays and not _known_holidays(config.holidays):
        yield "config-holidays", ("holidays",), {"value": config.holidays}
    for code, count in Counter(config.languages).items():
        if code not in {"de", "en"} or count > 1:
            yield "config-language", ("languages",), {"value": code, "known": ("de", "en")}


def _known_holidays(text: str) -> bool:
    from holidays.registry import COUNTRIES  # noqa: PLC0415 - heavy, and only where it is configured

    country, _, region = text.partition("-")
    modules = {codes[1] for codes in COUNTRIES.values()}
    if country not in modules or not region:
        return country in modules
    from holidays import list_supported_countries  # noqa: PLC0415 - as above

    return region in list_supported_countries().get(country, [])


def _paths(config: Config) -> Iterator[Wrong]:
    given = [("site.extra", config.site.extra), ("content.folder", config.content.folder), ("rules.baseline", config.rules.baseline)]
    given += [
        (f"content.{name}", pattern)
        for name in ("items", "goals", "initiatives", "meetings")
        for pattern in getattr(config.content, name)
    ]
    for key, path in given:
        if path.startswith(("/", "~")) or "\\" in path or ".." in path.split("/"):
            yield "config-path", tuple(key.split(".")), {"value": path}
