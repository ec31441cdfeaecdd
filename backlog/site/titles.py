"""Findings with the titles of items where their sentences would list ids."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.findings import Finding
    from backlog.language import Language
    from backlog.report import Report

# Values of rules that list ids of items and goals.
LISTS = ("items", "others", "users")
# A rule whose `other` is the id of one item; its sentence has quotation marks around it.
ONE = "below-cut"


def titled(finding: Finding, report: Report, language: Language) -> Finding:
    """The finding with titles for the ids in its values; what the report does not show keeps its id."""
    values = dict(finding.values)
    for name in LISTS:
        value = values.get(name)
        if isinstance(value, tuple):
            values[name] = tuple(
                language.text("“{title}”", title=title) if (title := _title(id_, report)) else id_
                for id_ in value
            )
    if finding.slug == ONE and (title := _title(values.get("other"), report)):
        values["other"] = title
    return finding if values == finding.values else replace(finding, values=values)


def _title(id_: object, report: Report) -> str:
    known: tuple[Mapping[str, object], ...] = (report.backlog.item_by_id, report.backlog.goal_by_id)
    thing = next((things[id_] for things in known if isinstance(id_, str) and id_ in things), None)
    return str(getattr(thing, "title", ""))
