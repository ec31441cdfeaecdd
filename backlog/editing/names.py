"""Fields by the names that a file may use, and the name that it would use for one more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.content.field import Type
from backlog.content.fields import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from backlog.config.sections import Config
    from backlog.content.field import Field
    from backlog.editing.tree import Pair, Piece


def top_rows(kind: str, config: Config) -> dict[str, Field]:
    """The fields of a kind of file by every name that it may use, as the parser has them."""
    table = TABLES[kind]
    names = {word: row for row in table for word in (row.german, row.name)}
    return names | {config.fields[row.name]: row for row in table if row.name in config.fields}


def inner_rows(row: Field) -> dict[str, Field]:
    """The fields inside a field, by their names in either language."""
    if row.type is Type.LIST:
        return {}
    return {word: inner for inner in row.of for word in (inner.german, inner.name)}


def is_german(pairs: Iterable[Pair], rows: Mapping[str, Field]) -> bool | None:
    """Whether keys are German ones; None where none of them tells."""
    known = [(rows[pair.key], pair.key) for pair in pairs if pair.key in rows]
    told = [
        key == row.german for row, key in known if row.german != row.name and key in {row.german, row.name}
    ]
    return any(told) if told else None


def key_for(row: Field, config: Config, root: Piece, rows: Mapping[str, Field]) -> str:
    """What a file would call a field: by the repository's own name, else by that of the file's language."""
    return config.fields.get(row.name) or (row.german if speaks_german(config, root, rows) else row.name)


def speaks_german(config: Config, root: Piece, rows: Mapping[str, Field]) -> bool:
    """Whether the fields of a file have German names, or would get them."""
    told = is_german(root.pairs, rows)
    return config.language == "de" if told is None else told


def pair_of(piece: Piece, row: Field, rows: Mapping[str, Field]) -> Pair | None:
    """The pair of a field: the first one, as the parser takes it."""
    return next((pair for pair in piece.pairs if rows.get(pair.key) == row), None)
