"""What a file calls its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.content.fields import TABLES, Field

if TYPE_CHECKING:
    from backlog.config.sections import Config
    from backlog.source import Source

ENGLISH = {row.german: row.name for table in TABLES.values() for row in table}
GERMAN = {row.name: row.german for table in TABLES.values() for row in table if row.german != row.name}


def written(source: Source, name: str) -> str:
    """The name of a field as the file writes it; of an entry (`blocked.0.reason`) the last one."""
    if name in source.names:
        return source.names[name]
    parts = [part for part in name.split(".") if not part.isdigit()]
    return source.names.get(parts[0], parts[0]) if len(parts) == 1 else parts[-1]


def field_called(word: str, config: Config) -> str:
    """The id of the field that a file may call this: by our name, the German one or its own."""
    for name, theirs in config.fields.items():
        if theirs == word:
            return name
    return ENGLISH.get(word, word)


def is_german(source: Source, config: Config) -> bool:
    """Whether new fields of the file take German names.

    They do where it uses one already, and in a German backlog where no field of it tells. A name of
    the team's own tells nothing.
    """
    pairs = [(name, GERMAN[name], written) for name, written in source.names.items() if name in GERMAN]
    telling = [written == german for name, german, written in pairs if written in {name, german}]
    return any(telling) if telling else config.language == "de"


def called(row: Field, source: Source, config: Config) -> str:
    """The name that a field has in the file, or would take there."""
    if row.name in source.names:
        return source.names[row.name]
    if row.name in config.fields:
        return config.fields[row.name]
    return row.german if is_german(source, config) else row.name
