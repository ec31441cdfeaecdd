"""`calendar.ics`: the meetings to come, for everybody's own calendar.

A meeting has a day and a length but no time of day: it is an event of the whole day that makes nobody
busy. Its UID follows from its type and its day, so that a calendar which subscribed to the file moves
nothing and doubles nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from backlog.language import N_
from backlog.site.addresses import masked
from backlog.site.terms import term

if TYPE_CHECKING:
    from collections.abc import Container

    from icalendar import Calendar, Event

    from backlog.language import Language
    from backlog.metrics.cadence import Occasion
    from backlog.report import Report

PAGES = {
    "review": "reviews.html",
    "planning": "planning.html",
    "strategy": "strategy.html",
    "intake": "intake.html",
}
"""The page that a meeting of each type is held over."""

MAKER = "-//backlog-site//backlog//EN"


def calendar_ics(report: Report, language: Language, pages: Container[str]) -> bytes:
    """The meetings of a report as iCalendar (RFC 5545); nothing where none is to come.

    `pages` are the paths of the site's pages: an event links to its own where `base_url` says where
    that is.
    """
    if not report.coming:
        return b""
    from icalendar import Calendar, vText  # noqa: PLC0415 - takes as long as a fifth of a small build

    calendar = Calendar()
    calendar.add("PRODID", MAKER)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    for name in ("NAME", "X-WR-CALNAME"):  # the standard's name, and the one that calendars read
        # Neither is known to the library, which would leave signs of the format as they are.
        calendar.add(name, vText(_clean(report.config.title or language.text("Backlog"))))
    for occasion in report.coming:
        calendar.add_component(_event(report, language, pages, occasion))
    return _bytes(calendar)


def _event(report: Report, language: Language, pages: Container[str], occasion: Occasion) -> Event:
    from icalendar import Event  # noqa: PLC0415 - as above

    config = report.config
    event = Event()
    event.add("UID", str(uuid5(NAMESPACE_URL, f"{home(report)}#{occasion.type}-{occasion.day}")))
    event.add("DTSTAMP", datetime.combine(report.today, time(), UTC))
    event.add("DTSTART", occasion.day)
    event.add("DTEND", occasion.day + timedelta(days=1))
    event.add("TRANSP", "TRANSPARENT")
    event.add("STATUS", "CANCELLED" if occasion.cancelled else "CONFIRMED")
    name = language.text(term("meeting", occasion.type))
    if occasion.cancelled:
        name = language.text(N_("Cancelled: {name}"), name=name)
    event.add("SUMMARY", _clean(f"{name} · {config.title}" if config.title else name))
    event.add("DESCRIPTION", language.plural("{count} minute", "{count} minutes", occasion.minutes))
    address = site_address(report)
    if address and PAGES[occasion.type] in pages:
        event.add("URL", address + PAGES[occasion.type])
    return event


def site_address(report: Report) -> str:
    """Where the site stands, with a slash at its end; empty where `base_url` tells no address of the web."""
    base = report.config.site.base_url
    return base.rstrip("/") + "/" if base.startswith(("https://", "http://")) else ""


def home(report: Report) -> str:
    """What tells this backlog from every other one, for ids that stay the same from build to build."""
    return site_address(report) or report.config.repository or report.config.title


def _bytes(calendar: Calendar) -> bytes:
    return bytes(calendar.to_ical())


def _clean(text: str) -> str:
    """A text without e-mail addresses: the file folds its lines, and a folded address is not seen."""
    return masked(text.encode()).decode()
