"""Requests: what is undecided and for how long, when it is decided, and how to hand one in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from backlog.config.load import home_of
from backlog.config.sections import Kind
from backlog.content.fields import ITEM
from backlog.language import N_
from backlog.site.collecting import groups
from backlog.site.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from backlog.config.sections import Config
    from backlog.report import Card, Report

# So many rows are a table; the others follow as one line each, folded away.
SHOWN = 100
# A name that YAML reads as the text it is, without quotes.
PLAIN = re.compile(r"[^\W\d_][\w /-]*\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An undecided request: since when, for how many days (None: unknown), and whether that is too long."""

    card: Card
    since: date | None
    days: int | None
    late: bool


def requests(report: Report) -> tuple[Request, ...]:
    """The requests, longest undecided first, those of unknown age last; parked ones have their day."""
    found = []
    for card in report.requests:
        if card.parked:
            continue
        since = card.timeline.created or card.item.created or card.timeline.status_since
        days = max(0, (report.today - since).days) if since is not None else None
        late = days is not None and days > report.config.freshness.intake
        found.append(Request(card=card, since=since, days=days, late=late))
    return tuple(sorted(found, key=lambda one: (one.days is None, -(one.days or 0), one.card.item.id)))


def sample(config: Config) -> tuple[str, ...]:
    """The field names and values of a new request, as lines; the rest is left to whoever asks."""
    status = next((status for status in config.workflow if status.kind is Kind.INTAKE), config.workflow[0])
    written = {row.name: row.german if config.language == "de" else row.name for row in ITEM}
    written.update(config.fields)
    name = status.name if config.language == "de" and PLAIN.fullmatch(status.name) else status.id
    return (f"{written['title']}: …", f"{written['status']}: {name}", f"{written['requested_by']}: …")


def _values(report: Report) -> Mapping[str, object]:
    undecided = requests(report)
    return {
        "requests": undecided[:SHOWN],
        "rest": tuple(request.card for request in undecided[SHOWN:]),
        "count": len(undecided),
        "late": sum(1 for request in undecided if request.late),
        "parked": tuple(card for card in report.requests if card.parked),
        "groups": groups(report),
        "slot": next((meeting for meeting in report.next_meetings if meeting.type == "intake"), None),
        "sample": sample(home_of(report.config)),
        "folder": report.config.content.folder.replace("{year}", str(report.today.year)),
    }


def pages(report: Report) -> tuple[Page, ...]:
    """The one page of requests."""
    return (
        Page(
            path="intake.html", template="intake.html", values=partial(_values, report), label=N_("Requests")
        ),
    )
