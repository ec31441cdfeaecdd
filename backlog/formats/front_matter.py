"""JSON Schema (draft-07) of front matter, so that editors complete and check fields while one types.

It follows from the table of fields and the configuration: both names of each field, ids and names of
what is configured, and what an item needs by its status. `check` remains the judge: it takes names in
any case, and a list of one for a single value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from backlog.config.sections import Kind
from backlog.content.choices import GERMAN_CHOICES
from backlog.content.fields import TABLES, Type
from backlog.rules.missing import is_wanted
from backlog.spelling import ID, LONGEST_ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from backlog.config.sections import Config
    from backlog.content.fields import Field
    from backlog.language import Language

    Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
DAY = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2})?$"}
PERIOD = {"type": "string", "pattern": r"^[0-9]{4}(-[Qq][1-4]|-(0[1-9]|1[0-2]))?$"}
TEXT = {"type": ["string", "number", "boolean"]}
IDENTIFIER = {"type": "string", "pattern": f"^{ID.pattern}$", "maxLength": LONGEST_ID}


def front_matter_schema(
    kind: str, config: Config, language: Language, ids: Mapping[str, Sequence[str]] | None = None
) -> Schema:
    """The schema of a kind of file: item, goal, initiative or meeting.

    `ids` are those of the backlog by what a reference leads to (goal, initiative, item); any id is taken
    where none are given. Help texts are in the language.
    """
    rows = TABLES[kind]
    known = {**_configured(config), **{to: list(given) for to, given in (ids or {}).items()}}
    properties: Schema = {}
    for row in rows:
        value = _schema(row, config, language, known)
        value = value if row.required else {"anyOf": [value, {"type": "null"}]}
        described = {**value, "description": language.text(row.help)}
        properties.update(dict.fromkeys(_names(row, config), described))
    properties.update({name: {} for name in config.content.extra_fields if name not in properties})
    rules = [rule for row in rows for rule in _once(_names(row, config))]
    rules += _required_by_status(rows, config) if kind == "item" else _required_always(rows, config)
    return {
        "$schema": DRAFT,
        "title": kind,
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "allOf": rules,
    }


def _names(row: Field, config: Config) -> tuple[str, ...]:
    """Every name that files may use for a field: ours, the German one, the configured one."""
    return tuple(dict.fromkeys((row.name, row.german, *filter(None, (config.fields.get(row.name),)))))


def _any_of(names: Iterable[str]) -> Schema:
    return {"anyOf": [{"required": [name]} for name in names]}


def _once(names: Sequence[str]) -> list[Schema]:
    """No two names of one field in one file."""
    pairs = [(one, other) for place, one in enumerate(names) for other in names[place + 1 :]]
    return [{"not": {"required": list(pair)}} for pair in pairs]


def _required_always(rows: Iterable[Field], config: Config) -> list[Schema]:
    return [_any_of(_names(row, config)) for row in rows if row.required is not None and not row.lenient]


def _required_by_status(rows: Sequence[Field], config: Config) -> list[Schema]:
    """What an item needs in each status. The goal may come from the initiative."""
    by_name = {row.name: row for row in rows}
    status_names = _names(by_name["status"], config)
    rules = [_any_of(_names(row, config)) for row in rows if row.required is Kind.INTAKE]
    for row in rows:
        if row.required in {None, Kind.INTAKE} or row.lenient:
            continue
        wanting = [
            word
            for status in config.workflow
            if is_wanted(row, status.kind)
            for word in (status.id, status.name, *status.aliases)
            if word
        ]
        names = _names(row, config)
        if row.name == "goal":
            names += _names(by_name["initiative"], config)
        if wanting:
            is_there = {
                "anyOf": [
                    {"properties": {name: {"enum": wanting}}, "required": [name]} for name in status_names
                ]
            }
            rules.append({"if": is_there, "then": _any_of(names)})
    return rules


def _configured(config: Config) -> dict[str, list[str]]:
    """Ids and names by what a reference leads to, as far as it has a table with entries."""
    tables: dict[str, Mapping[str, Any]] = {
        "person": config.people,
        "channel": config.channels,
        "metric": config.metrics,
        "partner": config.partners,
    }
    return {
        to: list(dict.fromkeys([*table, *(entry.name for entry in table.values() if entry.name)]))
        for to, table in tables.items()
        if table
    }


def _schema(row: Field, config: Config, language: Language, known: Mapping[str, list[str]]) -> Schema:
    """The schema of a field's value."""
    inner = [(entry, _schema(entry, config, language, known)) for entry in row.of]
    match row.type:
        case Type.LIST:
            one = inner[0][1]
            return {"anyOf": [{"type": "array", "items": one}, one]}
        case Type.MAPPING | Type.MAPPINGS | Type.PERIOD:
            return _composed(row, _mapping(row, language, inner))
        case Type.STATUS | Type.CHOICE:
            return {"enum": _statuses(config) if row.type is Type.STATUS else _choices(row, config)}
        case Type.REFERENCE:
            return _reference(row, known.get(row.to, []))
        case _:
            return _plain(row)


def _composed(row: Field, value: Schema) -> Schema:
    """A mapping where one is wanted, one or several of them, or a period by its name or by its days."""
    if row.type is Type.PERIOD:
        return {"anyOf": [PERIOD, value]}
    if row.name == "decisions":  # a text stands for a decision with nothing but the text
        value = {"anyOf": [TEXT, value]}
    return {"anyOf": [{"type": "array", "items": value}, value]} if row.type is Type.MAPPINGS else value


def _mapping(row: Field, language: Language, inner: Sequence[tuple[Field, Schema]]) -> Schema:
    properties = {
        name: {**value, "description": language.text(entry.help)}
        for entry, value in inner
        for name in (entry.name, entry.german)
    }
    wanted = [entry for entry in row.of if entry.required is not None or row.type is Type.PERIOD]
    rules = [rule for entry in row.of for rule in _once(tuple(dict.fromkeys((entry.name, entry.german))))]
    rules += [_any_of(dict.fromkeys((entry.name, entry.german))) for entry in wanted]
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "allOf": rules} if rules else schema


def _statuses(config: Config) -> list[str]:
    words = (word for status in config.workflow for word in (status.id, status.name, *status.aliases))
    return list(dict.fromkeys(filter(None, words)))


def _choices(row: Field, config: Config) -> list[str]:
    choices: tuple[str, ...] = row.choices
    if row.to == "purposes":
        choices = config.purposes
    elif row.name == "reason":
        choices = (*choices, *config.reasons)
    german = [GERMAN_CHOICES[choice] for choice in choices if choice in GERMAN_CHOICES]
    return list(dict.fromkeys([*map(str, choices), *german]))


def _reference(row: Field, known: list[str]) -> Schema:
    if row.to == "metric":  # a text is as good as a configured metric
        return {"anyOf": [{"enum": known}, TEXT]} if known else TEXT
    if not known:
        return TEXT
    if row.to == "person":
        words = "|".join(re.escape(word) for word in known)
        return {"anyOf": [{"enum": known}, {"type": "string", "pattern": f"^@({words})$"}]}
    return {"enum": known}


def _plain(row: Field) -> Schema:
    match row.type:
        case Type.ID:
            return IDENTIFIER
        case Type.RATING | Type.INTEGER:
            limits = {"minimum": row.least, "maximum": row.most}
            return {"type": "integer", **{name: limit for name, limit in limits.items() if limit is not None}}
        case Type.NUMBER:
            return {"type": "number"}
        case Type.DATE:
            return DAY
        case Type.BOOLEAN:
            return {"type": "boolean"}
        case _:
            lengths = {"minLength": row.shortest, "maxLength": row.longest}
            return {**TEXT, **{name: length for name, length in lengths.items() if length}}
