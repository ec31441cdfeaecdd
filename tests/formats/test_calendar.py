"""`calendar.ics`: what a calendar reads in it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from icalendar import Calendar

from backlog.config.sections import Cadence, Rhythm, Site
from backlog.formats.calendar import calendar_ics
from backlog.language import language
from backlog.report import Origin, Report
from backlog.report.compute import report_of
from tests.make import TODAY, backlog, config, meeting

NEVER = Rhythm(rhythm="none")
MONDAYS = Cadence(review=Rhythm(), planning=NEVER, strategy=NEVER, intake=NEVER)
PAGES = frozenset({"reviews.html"})


def reported(**values: object) -> Report:
    given = {"cadence": MONDAYS, "title": "Example Ltd", **values}
    meetings = [meeting("2026-02-23", cancelled="Anna is ill"), meeting("2026-02-25", "intake")]
    return report_of(backlog(meetings=meetings, config=config(**given)), (), TODAY, Origin())


def events(report: Report, code: str = "en", pages: frozenset[str] = PAGES) -> list:
    calendar = Calendar.from_ical(calendar_ics(report, language(code), pages))
    assert not calendar.errors
    return list(calendar.walk("VEVENT"))


def test_three_months_of_meetings_are_events_of_whole_days() -> None:
    """From Monday 16 February, 90 days reach to Sunday 17 May: 13 Mondays, and one intake on file."""
    found = events(reported())
    assert len(found) == 14
    first = found[0]
    assert (first.decoded("DTSTART"), first.decoded("DTEND")) == (date(2026, 2, 16), date(2026, 2, 17))
    assert first["SUMMARY"] == "Weekly review · Example Ltd"
    assert first["DESCRIPTION"] == "30 minutes"
    assert first["TRANSP"] == "TRANSPARENT"
    assert first.decoded("DTSTAMP") == datetime(2026, 2, 16, tzinfo=UTC)
    assert found[2]["SUMMARY"] == "Intake slot · Example Ltd"
    assert found[-1].decoded("DTSTART") == date(2026, 5, 11)


def test_what_is_cancelled_says_so_and_not_why() -> None:
    for audience in ("internal", "public"):
        raw = calendar_ics(reported(site=Site(audience=audience)), language("en"), PAGES)
        second = list(Calendar.from_ical(raw).walk("VEVENT"))[1]
        assert second["STATUS"] == "CANCELLED"
        assert second["SUMMARY"] == "Cancelled: Weekly review · Example Ltd"
        assert b"Anna" not in raw


def test_ids_stay_and_differ() -> None:
    """The same meeting has the same id on the next day; no two have one id, nor two backlogs."""
    now = [event["UID"] for event in events(reported())]
    assert len(set(now)) == len(now)
    later = report_of(backlog(config=reported().config), (), date(2026, 2, 17), Origin())
    assert [event["UID"] for event in events(later)][:1] == now[1:2]  # 23 February
    assert not set(now) & {event["UID"] for event in events(reported(repository="https://example.org/o/r"))}


def test_links_need_the_address_of_the_site_and_the_page() -> None:
    assert not any("URL" in event for event in events(reported()))
    there = reported(site=Site(base_url="https://example.org/backlog"))
    assert events(there)[0]["URL"] == "https://example.org/backlog/reviews.html"
    assert "URL" not in events(there)[2]  # no intake.html among these pages
    assert not any("URL" in event for event in events(reported(site=Site(base_url="javascript:alert(1)"))))


def test_lines_are_as_the_format_wants_them() -> None:
    raw = calendar_ics(reported(title="Ümläut; Komma, " * 9), language("de"), PAGES)
    lines = raw.split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\n" in line or len(line) > 75 for line in lines)
    assert calendar_ics(reported(title="Ümläut; Komma, " * 9), language("de"), PAGES) == raw


def test_a_title_is_a_text_and_nothing_else() -> None:
    """T27: signs that mean something in the format are escaped wherever the title stands."""
    raw = calendar_ics(reported(title="A; B, C\\nD\r\nEND:VCALENDAR"), language("en"), PAGES)
    rows = raw.replace(b"\r\n ", b"").split(b"\r\n")
    told = {row.partition(b":")[2] for row in rows if row.startswith((b"NAME:", b"X-WR-CALNAME:"))}
    assert told == {b"A\\; B\\, C\\\\nD\\nEND:VCALENDAR"}
    assert rows.count(b"END:VCALENDAR") == 1


def test_an_address_is_masked_even_where_the_line_is_folded() -> None:
    """T68"""
    raw = calendar_ics(reported(title="x" * 30 + " jo.doe@example.org"), language("en"), PAGES)
    assert b"example.org" not in raw.replace(b"\r\n ", b"")


def test_no_meeting_no_calendar() -> None:
    report = report_of(
        backlog(config=config(cadence=Cadence(review=NEVER, planning=NEVER, strategy=NEVER, intake=NEVER))),
        (),
        TODAY,
        Origin(),
    )
    assert calendar_ics(report, language("en"), PAGES) == b""
