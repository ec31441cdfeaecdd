"""Parsed files in, a backlog out: ids made unique, names of people and things turned into ids."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from backlog.config.defaults import default_channels
from backlog.findings import Fault
from backlog.model import Goal, Initiative, Item, Meeting, Refused, backlog_of
from backlog.pasting import filled, shown, swapped
from backlog.spelling import fold, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from backlog.config.sections import Config
    from backlog.content.parse import Parsed
    from backlog.model import Backlog

# Where a field refers to; `blockers.item` and the like are inside the values of a meeting. Anybody is a
# person, or a text about somebody else.
_REFERENCES = {
    Item: {"goal": "goal", "initiative": "initiative", "owner": "person", "reviewer": "person",
           "requested_by": "anybody", "channel": "channel", "metric": "metric", "partner": "partner"},
    Goal: {"metric": "metric", "owner": "person", "sponsor": "anybody"},
    Initiative: {"goal": "goal", "owner": "person"},
    Meeting: {},
}  # fmt: skip


def assemble(parsed: Iterable[Parsed], config: Config, assets: Mapping[str, int | None]) -> Backlog:
    """The backlog of these files; their order does not matter.

    Of several files with one id the first in the order of paths has it, the others are refused.
    """
    files = sorted(parsed, key=lambda file: file.path)
    faults = [fault for file in files for fault in file.faults]
    refused = [
        Refused(path=file.path, private=file.private, id=file.id, title=file.title)
        for file in files
        if file.value is None
    ]
    kept: list[Any] = []
    taken: dict[str, Any] = {}
    held: dict[tuple[object, object], str] = {}
    for file in files:
        value = file.value
        if isinstance(value, Meeting):
            faults.extend(_twice(value, held))
        elif value is not None:
            first = taken.setdefault(same(value.id), value)
            if first is not value:
                faults.append(_collision(value, first))
                refused.append(_left_out(value))
                continue
        if value is not None:
            kept.append(value)
    names = _names(config, kept)
    kept = [_resolved(value, names) for value in kept]
    return backlog_of(
        config,
        tuple(value for value in kept if isinstance(value, Item)),
        tuple(value for value in kept if isinstance(value, Goal)),
        tuple(value for value in kept if isinstance(value, Initiative)),
        tuple(value for value in kept if isinstance(value, Meeting)),
        faults=tuple(faults),
        found=len(files),
        refused=tuple(sorted(refused, key=lambda file: file.path)),
        assets=assets,
    )


def _left_out(value: Item | Goal | Initiative) -> Refused:
    if isinstance(value, Item) and value.private:
        return Refused(path=value.path, private=True, id=value.id, title=value.title)
    return Refused(path=value.path)


def _collision(value: Item | Goal | Initiative, first: Item | Goal | Initiative) -> Fault:
    slug = "id-duplicate" if value.id == first.id else "id-collides"
    values = {"value": value.id, "other": first.id, "path": first.path}
    place, source = value.source.at("id"), value.source
    key = source.key("id") if "id" in source.keys else None
    line = f"{source.names.get('id', 'id')}: {value.id}"
    edits = swapped(place, value.id) if "id" in source.values else filled(source.lines, key, line)
    return Fault(
        slug=slug, location=place, values=values, field="id", paste=shown(edits), edits=edits, refuses=True
    )


def _twice(meeting: Meeting, held: dict[tuple[object, object], str]) -> list[Fault]:
    key = (meeting.date, meeting.type)
    if None in key:
        return []
    if key in held:
        values = {"day": meeting.date, "type": meeting.type, "path": held[key]}
        return [Fault(slug="meeting-twice", location=meeting.source.at("date"), values=values, field="date")]
    held[key] = meeting.path
    return []


def _names(config: Config, kept: Iterable[Any]) -> dict[str, _Names]:
    """For each kind of target the ids by folded name, where exactly one has that name."""
    found: dict[str, dict[str, set[str]]] = {
        target: defaultdict(set)
        for target in ("goal", "initiative", "item", "person", "channel", "metric", "partner")
    }
    exact: dict[str, dict[str, str]] = {target: {} for target in found}
    tables = {
        "person": config.people,
        "channel": config.channels or default_channels(config.language),
        "metric": config.metrics,
        "partner": config.partners,
    }
    for target, table in tables.items():
        exact[target] |= {id_: id_ for id_ in table}
        for id_, entry in table.items():
            exact[target].setdefault(same(id_), id_)
            found[target][fold(entry.name or id_)].add(id_)  # type: ignore[attr-defined]
    for value in kept:
        if not isinstance(value, Meeting):
            target = type(value).__name__.lower()
            exact[target][same(value.id)] = value.id
            for former in getattr(value, "formerly", ()):
                exact[target].setdefault(same(former), value.id)
            if target != "item":
                found[target][fold(value.title)].add(value.id)
    return {
        target: _Names(exact[target], {name: min(ids) for name, ids in table.items() if len(ids) == 1})
        for target, table in found.items()
    }


@dataclass(frozen=True, slots=True)
class _Names:
    """Ids by what a file says: an id as it is, or in any case, else a name that exactly one has."""

    exact: dict[str, str]
    by_name: dict[str, str]

    def meant(self, said: str) -> str:
        """The id that is meant, else what was said."""
        return self.exact.get(said) or self.exact.get(same(said)) or self.by_name.get(fold(said)) or said


def _meant(names: dict[str, _Names], target: str, said: str) -> str:
    if target != "anybody":
        return names[target].meant(said)
    bare = said.removeprefix("@")
    meant = names["person"].meant(bare)
    return meant if meant in names["person"].exact.values() else said


def _resolved(value: Any, names: dict[str, _Names]) -> Any:  # noqa: ANN401 - one of the four kinds
    changed: dict[str, Any] = {}
    for name, target in _REFERENCES[type(value)].items():
        said = getattr(value, name)
        if said is not None and (meant := _meant(names, target, said)) != said:
            changed[name] = meant
    if isinstance(value, Item) and value.depends_on:
        changed["depends_on"] = tuple(dict.fromkeys(names["item"].meant(said) for said in value.depends_on))
    if isinstance(value, Meeting):
        changed = {
            "attendees": tuple(names["person"].meant(said) for said in value.attendees),
            "blockers": tuple(
                dataclasses.replace(
                    entry, item=_id(names["item"], entry.item), owner=_id(names["person"], entry.owner)
                )
                for entry in value.blockers
            ),
            "actions": tuple(
                dataclasses.replace(entry, owner=_id(names["person"], entry.owner)) for entry in value.actions
            ),
        }
    return dataclasses.replace(value, **changed) if changed else value


def _id(names: _Names, said: str | None) -> str | None:
    return None if said is None else names.meant(said)
