"""Where an alert leads: to a page, or a part of one, that lists exactly what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.rules import RULE_BY_NAME

if TYPE_CHECKING:
    from collections.abc import Container

    from backlog.report.shapes import Alert

# Pages that list what a rule found, with what belongs to it; the others stand among the findings.
PLACES = {
    "channel-silent": "continuity.html#silent",
    "arrivals-lead": "continuity.html#arrivals",
}


def address(alert: Alert, items: Container[str]) -> str:
    """The one item that it is about, a part of a page of its own, or its rule among the findings.

    `items` are the ids that have a page.
    """
    if len(alert.findings) == 1 and len(alert.items) == 1 and alert.items[0] in items:
        return f"items/{alert.items[0]}.html"
    return PLACES.get(alert.code) or f"quality.html#{RULE_BY_NAME[alert.code].code}"
