"""What the script of the form has to know to write a file: names in files, paths, sections, the host."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from backlog.config.load import home_of
from backlog.content.fields import Type
from backlog.report.meetings import next_review, obstacles
from backlog.site.form.controls import choice_word, people
from backlog.site.host import new_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.config.sections import Config
    from backlog.report import Report
    from backlog.site.form.controls import Control
    from backlog.site.form.groups import Form
    from backlog.site.form.scaffolds import Scaffold

STEM = "{name}"
# What a file is called whose title has no letter that an id may have.
FALLBACKS = {
    "de": {"item": "aufgabe", "goal": "ziel", "initiative": "initiative"},
    "en": {"item": "item", "goal": "goal", "initiative": "initiative"},
}
_PLURALS = {"goal": "goals", "initiative": "initiatives", "meeting": "meetings"}


def plan(form: Form, report: Report, scaffold: Scaffold) -> dict[str, Any]:
    """The plan of a form: plain values, to be written as JSON.

    `path` has `{name}` for the stem and perhaps `{year}`; `address` is where the host takes a new file of
    that folder, nothing without a host. `fields` stand in the order of the file. `body` are the sections
    of the text: an item's come from the scaffold. `taken` are names that no new file may have, beside
    those in the data; of minutes, the days and types that are on file.
    """
    config, home = report.config, home_of(report.config)
    path = place_of(form.kind, config)
    is_item = form.kind == "item"
    sections = scaffold.sections if is_item else ()
    folder = path.rpartition("/")[0]
    return {
        "kind": form.kind,
        "path": path,
        "address": new_address(config.repository, config.branch, report.origin.below + folder),
        "fallback": FALLBACKS.get(home.language, FALLBACKS["en"]).get(form.kind, ""),
        "fields": [
            *(_field(control, report) for control in form.controls.values()),
            *({"name": name, "key": name, "type": "text"} for name in extra_fields(form, config)),
        ],
        "front": list(scaffold.front) if is_item else [],
        "body": [{"name": one.name, "heading": one.heading, "text": one.text} for one in sections]
        or [{"name": "description", "heading": "", "text": ""}],
        "taken": _taken(form, report),
        **({"blockers": _blockers(report, home)} if form.kind == "meeting" else {}),
    }


def extra_fields(form: Form, config: Config) -> tuple[str, ...]:
    """Fields that only this repository has; the form takes them as texts."""
    return config.content.extra_fields if form.kind == "item" else ()


def place_of(kind: str, config: Config) -> str:
    """Where a new file of a kind is put, with `{name}` for its stem.

    >>> from backlog.config.sections import Config
    >>> place_of("goal", Config()), place_of("item", Config())
    ('items/goals/{name}.md', 'items/{name}.md')
    """
    if kind == "item":
        folder = config.content.folder.strip("/")
        return f"{folder}/{STEM}.md" if folder else f"{STEM}.md"
    return _fitting(getattr(config.content, _PLURALS[kind]))


def _fitting(patterns: Sequence[str]) -> str:
    """A path that one of the patterns fits: folders without wildcards, a name with one."""
    for pattern in patterns:
        *folders, name = (part for part in pattern.split("/") if part != "**")
        fixed = "/".join((*folders, name.replace("*", "", 1)))
        if "*" in name and not re.search(r"[*?]", fixed):
            return "/".join((*folders, name.replace("*", STEM)))
    return f"{STEM}.md"


def _field(control: Control, report: Report) -> dict[str, Any]:
    field: dict[str, Any] = {"name": control.name, "key": control.key, "type": control.row.type.value}
    words = {one.value: one.written for one in control.options if one.written != one.value}
    if control.name == "requested_by":  # a name is as good as the id, and an id has a page
        words = {name: id_ for id_, name in people(report)}
    if control.row.to == "metric":
        words = {metric.name: id_ for id_, metric in report.config.metrics.items() if metric.name}
    if words:
        field["words"] = words
    if control.parts:
        inner = [_field(part, report) for part in control.parts]
        field |= {"of": inner[0]} if control.row.type is Type.LIST else {"parts": inner}
    return field


def _taken(form: Form, report: Report) -> list[str]:
    if form.kind == "meeting":
        return sorted(f"{one.date}-{one.type}" for one in report.meetings if one.date)
    stems = (refused.path.rpartition("/")[2] for refused in report.backlog.refused if not refused.private)
    return sorted({"index", *(stem.rpartition(".")[0].lower() for stem in stems)})


def _blockers(report: Report, home: Config) -> list[dict[str, str]]:
    """What is stuck on the report day: from earlier minutes, then items that are blocked."""
    noted = [
        {"item": one.item, "note": one.note, "action": one.action, "owner": one.owner}
        for one in obstacles(report.meetings, next_review(report))
        if one.resolved is None
    ]
    told = {one["item"] for one in noted}
    blocked = (card for card in report.cards if card.item.kind.open and card.item.id not in told)
    found: list[dict[str, str | None]] = [
        {"item": card.item.id, "note": block.note or choice_word("reason", block.reason or "", home)}
        for card in blocked
        for block in card.blocks[:1]
    ]
    return [{name: value for name, value in entry.items() if value} for entry in (*noted, *found)]
