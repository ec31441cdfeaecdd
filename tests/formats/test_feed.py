"""`feed.xml`: valid Atom, of what went live."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from backlog.config.sections import Site
from backlog.formats.feed import feed_xml, summary
from backlog.language import language
from backlog.model import Outcome, Result
from backlog.report import Origin, Report
from backlog.report.compute import report_of
from tests.make import TODAY, backlog, config, day, goal, item, people

if TYPE_CHECKING:
    from backlog.model import Item

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = Site(base_url="https://example.org/backlog/")


def done(id_: str, on: str | None, **values: Any) -> Item:
    return item(id_, "done", done=day(on) if on else None, **values)


def reported(*items: Item, **values: Any) -> Report:
    given = {"title": "Example Ltd", "people": people("anna"), **values}
    return report_of(backlog(items, [goal()], config=config(**given)), (), TODAY, Origin())


def checked(report: Report, code: str = "en") -> ET.Element:
    """The feed, after the rules of RFC 4287, sections 4.1.1 and 4.1.2."""
    feed = ET.fromstring(feed_xml(report, language(code)))  # noqa: S314 - our own
    assert feed.tag == ATOM + "feed"
    for element in (feed, *feed.findall(ATOM + "entry")):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(ATOM + name)
            assert found.text
        moment = element.findtext(ATOM + "updated")
        assert datetime.fromisoformat(str(moment)).tzinfo
        links = element.findall(ATOM + "link")
        kinds = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in links]
        assert len(kinds) == len(set(kinds))
        assert all(str(link.get("href")).startswith(("https://", "http://")) for link in links)
        if element is not feed and not element.findall(ATOM + "content"):
            assert "alternate" in {link.get("rel") for link in links}
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    ids = [element.text for element in feed.iter(ATOM + "id")]
    assert len(ids) == len(set(ids))
    return feed


def test_the_latest_comes_first_and_dates_are_midnights_of_the_zone() -> None:
    """Winter and summer time of Berlin; what has no day, and what is not done, is left out."""
    feed = checked(
        reported(done("a", "2025-07-01"), done("b", "2026-02-10"), done("c", None), item("d", "in-review"))
    )
    entries = [
        (one.findtext(ATOM + "title"), one.findtext(ATOM + "updated")) for one in feed.findall(ATOM + "entry")
    ]
    assert entries == [
        ("Title of b", "2026-02-10T00:00:00+01:00"),
        ("Title of a", "2025-07-01T00:00:00+02:00"),
    ]
    assert feed.findtext(ATOM + "updated") == "2026-02-10T00:00:00+01:00"
    assert feed.findtext(ATOM + "title") == "What went live – Example Ltd"


def test_links_and_ids_come_from_the_address_of_the_site() -> None:
    feed = checked(reported(done("a", "2026-02-10"), site=SITE))
    assert feed.findtext(ATOM + "id") == "https://example.org/backlog/feed.xml"
    assert feed.findtext(f"{ATOM}entry/{ATOM}id") == "https://example.org/backlog/items/a.html"
    assert [link.get("rel") for link in feed.findall(ATOM + "link")] == ["self", "alternate"]


def test_without_an_address_an_entry_says_what_it_has_to_say() -> None:
    feed = checked(reported(done("a", "2026-02-10", goal="leads")))
    assert not list(feed.iter(ATOM + "link"))
    assert feed.findtext(f"{ATOM}entry/{ATOM}content") == "For “Goal leads”. No result yet."
    assert str(feed.findtext(f"{ATOM}entry/{ATOM}id")).startswith("urn:uuid:")


def test_the_latest_fifty() -> None:
    many = [done(f"a{n}", (TODAY - timedelta(days=n)).isoformat()) for n in range(60)]
    feed = checked(reported(*many))
    ids = [one.findtext(ATOM + "title") for one in feed.findall(ATOM + "entry")]
    assert ids == [f"Title of a{n}" for n in range(50)]


def test_nothing_finished_is_a_feed_too() -> None:
    feed = checked(reported())
    assert feed.findtext(ATOM + "updated") == "2026-02-16T00:00:00+01:00"
    assert not feed.findall(ATOM + "entry")


def test_a_sentence_says_what_came_of_it() -> None:
    met = Result(value="11 leads", outcome=Outcome.ABOVE)
    cards = {
        card.item.id: summary(card, language("en"))
        for card in reported(
            done("a", "2026-02-10", goal="leads", result=met, expected="8 leads"),
            done("b", "2026-02-10", result=Result(value="11")),
            done("c", "2026-02-10", result=Result(outcome=Outcome.NONE)),
            done("d", "2026-02-10", result=met),
        ).cards
    }
    assert cards == {
        "a": "For “Goal leads”. Result: 11 leads, expected: 8 leads – exceeded.",
        "b": "Without a goal. Result: 11.",
        "c": "Without a goal. Result: no effect.",
        "d": "Without a goal. Result: 11 leads – exceeded.",
    }


def test_whatever_a_title_says_is_text() -> None:
    """T27: markup, control characters, the end of a section."""
    hostile = "<script>alert(1)</script> & ]]> \x01\x0b\ufffe\ud800 \u202e"
    feed = checked(reported(done("a", "2026-02-10", title=hostile), title=hostile, site=SITE))
    title = feed.findtext(f"{ATOM}entry/{ATOM}title")
    assert title == "<script>alert(1)</script> & ]]>  \u202e"


def test_nobody_is_named() -> None:
    """The author is the site."""
    for audience in ("internal", "public"):
        named = done("a", "2026-02-10", owner="anna", reviewer="anna", requested_by="anna")
        raw = feed_xml(reported(named, site=Site(audience=audience)), language("en"))
        assert b"anna" not in raw.lower()
