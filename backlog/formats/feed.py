"""`feed.xml`: what went live, latest first, as Atom (RFC 4287)."""

from __future__ import annotations

import re
from datetime import datetime, time
from itertools import islice
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from backlog.config.sections import Kind
from backlog.formats.calendar import home, site_address
from backlog.language import N_
from backlog.report.cards import in_board_order
from backlog.site.terms import term

if TYPE_CHECKING:
    from datetime import date

    from backlog.language import Language
    from backlog.report import Card, Report

ATOM = "http://www.w3.org/2005/Atom"
MOST = 50
# Characters that no XML file can hold.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed_xml(report: Report, language: Language) -> bytes:
    """The latest finished items of a report, of those whose day is known.

    An entry is dated with the midnight on which its finish day began. Links need `base_url`, because an
    Atom file has no relative ones of its own; without it an entry says in itself what it has to say.
    The author is the site: no feed names people.
    """
    finished = [card for card in report.cards if card.item.kind is Kind.DONE and card.timeline.finished]
    entries = list(islice(in_board_order(finished), MOST))
    address = site_address(report)
    latest = max((card.timeline.finished for card in entries if card.timeline.finished), default=report.today)
    title = report.config.site.brand or report.config.title or language.text("Backlog")
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": language.code})
    _tell(feed, "id", address + "feed.xml" if address else _urn(f"{home(report)}#feed"))
    _tell(feed, "title", language.text(N_("What went live – {title}"), title=title))
    _tell(feed, "updated", _moment(report, latest))
    _tell(ET.SubElement(feed, "author"), "name", title)
    if address:
        ET.SubElement(feed, "link", {"rel": "self", "href": address + "feed.xml"})
        ET.SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": address})
    for card in entries:
        _entry(feed, report, language, card)
    ET.indent(feed, "")
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entry(feed: ET.Element, report: Report, language: Language, card: Card) -> None:
    item, address = card.item, site_address(report)
    entry = ET.SubElement(feed, "entry")
    page = f"{address}items/{item.id}.html"
    _tell(entry, "id", page if address else _urn(f"{home(report)}#{item.id}"))
    _tell(entry, "title", item.title or item.id)
    _tell(entry, "updated", _moment(report, card.timeline.finished or report.today))
    if address:
        ET.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": page})
    _tell(entry, "summary" if address else "content", summary(card, language))


def summary(card: Card, language: Language) -> str:
    """One sentence about a finished item: the goal it was for, and what came of it."""
    result = card.item.result
    values: dict[str, object] = {
        "goal": card.goal.title if card.goal else "",
        "value": (result.value if result else None) or "",
        "expected": card.item.expected or "",
        "outcome": language.text(term("outcome", result.outcome)) if result and result.outcome else "",
    }
    aim = N_("For “{goal}”.") if card.goal else N_("Without a goal.")
    if values["value"] and values["expected"] and values["outcome"]:
        came = N_("Result: {value}, expected: {expected} – {outcome}.")
    elif values["value"] and values["outcome"]:
        came = N_("Result: {value} – {outcome}.")
    elif values["value"]:
        came = N_("Result: {value}.")
    elif values["outcome"]:
        came = N_("Result: {outcome}.")
    else:
        came = N_("No result yet.")
    return f"{language.text(aim, **values)} {language.text(came, **values)}"


def _moment(report: Report, day: date) -> str:
    """The beginning of a day in the configured zone, as RFC 3339 has it."""
    return datetime.combine(day, time(), ZoneInfo(report.config.timezone)).isoformat()


def _urn(name: str) -> str:
    return uuid5(NAMESPACE_URL, name).urn


def _tell(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = _UNWRITABLE.sub("", text)
