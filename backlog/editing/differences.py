"""What differs between two states of a file, value by value, by the names that the file uses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from backlog.editing.meaning import meaning
from backlog.editing.names import inner_rows, top_rows
from backlog.editing.tree import tree_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from backlog.config.sections import Config
    from backlog.content.field import Field
    from backlog.editing.tree import Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A value that changed: empty where there was none, or is none any more. `entry`: one of a list.

    `field` is what the file calls it, `row` our name of the field at the top.
    """

    field: str
    row: str = ""
    before: str = ""
    after: str = ""
    entry: bool = False


def differences(before: bytes, after: bytes, kind: str, config: Config) -> tuple[Difference, ...]:
    """What changed in the front matter of a file, in the order in which the file has its fields now."""
    rows = top_rows(kind, config)
    old, new = tree_of(before).root, tree_of(after).root
    names = _names(old, rows) | _names(new, rows)
    was, now = meaning(old, rows), meaning(new, rows)
    order = dict.fromkeys((*now, *was))
    return tuple(
        replace(found, row=name)
        for name in order
        for found in _of(name, was.get(name, ""), now.get(name, ""), names)
    )


def _names(root: Piece, rows: Mapping[str, Field]) -> dict[str, str]:
    """What a file calls its fields and those inside them, by our names."""
    names: dict[str, str] = {}
    for pair in root.pairs:
        row = rows.get(pair.key)
        if row is None:
            continue
        names.setdefault(row.name, pair.key)
        nodes = pair.node.items if pair.node.shape == "sequence" else (pair.node,)
        inner = inner_rows(row)
        for key in (inside.key for node in nodes for inside in node.pairs):
            if key in inner:
                names.setdefault(f"{row.name}.{inner[key].name}", f"{pair.key}.{key}")
    return names


def _of(name: str, was: Any, now: Any, names: Mapping[str, str]) -> Iterator[Difference]:  # noqa: ANN401 - as said
    called = names.get(name, name)
    if was == now:
        return
    if isinstance(was, list) or isinstance(now, list):
        yield from _of_lists(name, was or [], now or [], names)
    elif isinstance(was, dict) or isinstance(now, dict):
        inside = (was if isinstance(was, dict) else {}), (now if isinstance(now, dict) else {})
        for key in dict.fromkeys((*inside[1], *inside[0])):
            yield from _of(f"{name}.{key}", inside[0].get(key, ""), inside[1].get(key, ""), names)
    else:
        yield Difference(field=called, before=was, after=now)


def _of_lists(name: str, was: list[Any], now: list[Any], names: Mapping[str, str]) -> Iterator[Difference]:
    if any(isinstance(entry, dict) for entry in (*was, *now)):
        gone = [entry for entry in was if entry not in now]
        come = [entry for entry in now if entry not in was]
        for number in range(max(len(gone), len(come))):
            old = gone[number] if number < len(gone) else ""
            new = come[number] if number < len(come) else ""
            yield from _of(name, old, new, names)
        return
    called = names.get(name, name)
    yield from (Difference(field=called, before=entry, entry=True) for entry in was if entry not in now)
    yield from (Difference(field=called, after=entry, entry=True) for entry in now if entry not in was)
