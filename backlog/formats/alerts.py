"""Alerts for the terminal and for machines: each sentence with exactly the items that it counts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from backlog.report.alerts import words
from backlog.rules.wording import word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from backlog.language import Language
    from backlog.model import Item
    from backlog.report.shapes import Alert

SCHEMA_VERSION = 1


def as_text(alerts: Sequence[Alert], items: Mapping[str, Item], language: Language) -> str:
    """Each alert in a line with its code, below it what was found: an item's file and title, or the place."""
    lines = []
    for alert in alerts:
        lines.append(f"{words(alert, language)} ({alert.code})")
        lines += [f"  {line}" for line in _below(alert, items, language)]
    count = len(alerts)
    if not count:
        return language.text("No alert.")
    return "\n".join([*lines, "", language.plural("{count} alert.", "{count} alerts.", count)])


def _below(alert: Alert, items: Mapping[str, Item], language: Language) -> list[str]:
    """The items it is about, where every finding is about one of its own; else what was found, and where."""
    if all(len(finding.items) == 1 and finding.items[0] in items for finding in alert.findings):
        return [f"{items[id_].path}  {items[id_].title}" for id_ in alert.items]
    found = (word(finding, language) for finding in alert.findings)
    return [f"{one.path}:{one.line}  {one.message}" for one in found]


def as_concise(alerts: Sequence[Alert], language: Language) -> str:
    """Each alert in a line."""
    return "\n".join(f"{alert.code}: {words(alert, language)}" for alert in alerts)


def as_json(alerts: Sequence[Alert], language: Language, day: date) -> str:
    """The alerts as `data/backlog.json` has them."""
    return json.dumps(
        {
            "schema_version": SCHEMA_VERSION,
            "report_day": day.isoformat(),
            "language": language.code,
            "alerts": [
                {
                    "code": alert.code,
                    "severity": str(alert.severity),
                    "message": words(alert, language),
                    "items": list(alert.items),
                }
                for alert in alerts
            ],
        },
        ensure_ascii=False,
        indent=2,
    )
