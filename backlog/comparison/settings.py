"""Keys of the configuration that say something else."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from backlog.comparison.shapes import SettingChange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Tables that say who somebody is, and keys that name somebody: where names are not shown, not even by key.
_ABOUT_PEOPLE = frozenset({"people", "partners", "decisions"})
_NAMING = frozenset({"owner"})


def settings_of(before: Sequence[str], after: Sequence[str], *, named: bool) -> tuple[SettingChange, ...]:
    """The keys that two configurations, each as its lines, give other values; sorted.

    A list of tables is told by the `id` of its entries. Values are told where they are single ones; where
    people are not to be `named`, what is about them is told as the name of its table alone.
    """
    found: dict[str, SettingChange] = {}
    for change in _changes(_table(before), _table(after), ""):
        table, _, rest = change.key.partition(".")
        if not named and table in _ABOUT_PEOPLE:
            found[table] = SettingChange(key=table)
        elif not named and rest.rpartition(".")[2] in _NAMING:
            found[change.key] = SettingChange(key=change.key)
        else:
            found[change.key] = change
    return tuple(found[key] for key in sorted(found))


def _table(lines: Sequence[str]) -> Mapping[str, Any]:
    """What stands in a configuration; nothing where there is none that can be read."""
    try:
        return tomllib.loads("\n".join(lines))
    except (ValueError, RecursionError):
        return {}


def _changes(before: Mapping[str, Any], after: Mapping[str, Any], keys: str) -> Iterator[SettingChange]:
    for name in sorted({*before, *after}):
        key = f"{keys}.{name}" if keys else name
        was, is_ = _as_table(before.get(name)), _as_table(after.get(name))
        if was == is_:
            continue
        if isinstance(was, dict) or isinstance(is_, dict):
            ours = was if isinstance(was, dict) else {}
            theirs = is_ if isinstance(is_, dict) else {}
            if not (ours and theirs) and keys:  # an entry that is new or gone is told as one
                yield SettingChange(key=key)
            else:
                yield from _changes(ours, theirs, key)
        elif isinstance(was, list) or isinstance(is_, list):
            yield SettingChange(key=key, before=_listed(was), after=_listed(is_))
        else:
            yield SettingChange(key=key, before=was, after=is_)


def _as_table(value: object) -> object:
    """A list of tables as a table by the ids of its entries, in their order; anything else as it is."""
    if (
        isinstance(value, list)
        and value
        and all(isinstance(entry, dict) and "id" in entry for entry in value)
    ):
        return {str(entry["id"]): {**entry, "place": place} for place, entry in enumerate(value, 1)}
    return value


def _listed(value: object) -> object:
    return tuple(map(str, value)) if isinstance(value, list) else value
