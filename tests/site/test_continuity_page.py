"""What the page of continuity, the alerts' links, the overview's pace and the old cards say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from backlog.config.figures import Flow
from backlog.config.sections import Absence, Channel, Person, Site, Wip
from backlog.metrics.continuity import calendar_of
from backlog.rules import check
from backlog.site.alerts import address
from backlog.site.pages.continuity import balance, known_weeks, row
from tests import make
from tests.building import built
from tests.conftest import EXAMPLES
from tests.site.sites import rendered, reported, settings
from tests.site.test_planning_pages import said

CHANNELS = {"social": Channel(name="LinkedIn"), "seo": Channel(name="Search")}
ANNA = Person(name="Anna Schmidt", absences=(Absence(first=date(2026, 2, 23), last=date(2026, 2, 27)),))


def live(id_: str, on: str, channel: str = "social", **values):
    return make.item(
        id_, "done", channel=channel, history=make.history(f"{on} done"), **{"title": id_.upper(), **values}
    )


def report(*items, code: str = "en", **values):
    given = {"channels": CHANNELS, "people": {"anna": ANNA, "ben": Person(name="Ben")}, **values}
    whole = make.backlog(items, [make.goal("leads", title="More leads")], config=settings(code, **given))
    return reported(whole, check(whole, make.TODAY))


def page(*items, path: str = "continuity.html", code: str = "en", **values) -> str:
    return rendered(report(*items, code=code, **values), code)[path]


def block(text: str, mark: str, end: str) -> str:
    """From an id to what ends its element."""
    return text[text.index(f'id="{mark}"') :].partition(end)[0]


def test_the_first_line_says_where_it_is_silent():
    text = said(page(live("a", "2026-01-09"), live("b", "2026-02-10", "seo")))
    assert text.startswith("Continuity Nothing has appeared on LinkedIn for 5 weeks.")
    assert "Search Nothing" not in text
    german = said(page(live("a", "2026-01-09"), live("b", "2026-02-10", "seo"), code="de"))
    assert german.startswith("Kontinuität Auf LinkedIn ist seit 5 Wochen nichts erschienen.")


def test_no_silence_says_so():
    text = said(page(live("a", "2026-01-20"), live("b", "2026-02-10", "seo")))
    assert text.startswith("Continuity No channel has been silent for more than 3 weeks.")


def test_nothing_is_said_to_appear_where_nothing_ever_did():
    """Search is not silent for longer than agreed, as it has never begun; LinkedIn is."""
    text = said(page(live("a", "2026-02-03")))
    assert text.startswith(
        "Continuity No channel has been silent for more than 3 weeks. "
        "Nothing has gone live on Search since 3 February 2026, the first day that is known."
    )
    assert "No channel is silent for longer than agreed." in text
    german = said(page(live("a", "2026-02-03"), code="de"))
    assert "Auf jedem Kanal erscheint etwas" not in german
    fresh = said(page(make.item("a", history=make.history("2026-02-10 backlog"))))
    assert fresh.startswith(
        "Continuity Nothing has gone live since 10 February 2026, the first day that is known."
    )


def test_weeks_before_anything_is_known_are_no_weeks_of_arrivals():
    fresh = report(make.item("a", history=make.history("2026-02-16 backlog")))
    assert balance(fresh) is None
    young = balance(report(make.item("a", history=make.history("2026-02-03 backlog"))))
    assert young is not None
    assert (young.weeks, young.came) == (2, 1)


def test_what_hangs_on_one_person_does_so_since_something_is_known():
    items = [
        make.item(
            f"i{n}",
            "in-progress",
            channel="seo",
            owner="anna",
            history=make.history("2026-01-05 in-progress"),
        )
        for n in range(3)
    ]
    assert "Search: all 3 items since January 2026 by one person" in said(page(*items))


def test_without_git_nothing_is_said_of_days_that_nobody_knows():
    """One is done and its file does not say when: no alarm, no empty week, and nothing to compare."""
    weeks = ("2026-01-06", "2026-01-13", "2026-01-20", "2026-01-27", "2026-02-03", "2026-02-10")
    new = [make.item(f"n{n}", history=make.history(f"{on} backlog")) for n, on in enumerate(weeks)]
    done = make.item("done", "done", channel="seo", created=date(2026, 1, 6))
    found = report(*new, done, live("a", "2026-01-06"))
    assert found.past.absent
    assert not found.flow.departures_known
    assert (found.flow.arrivals_lead, balance(found)) == (0, None)
    social, seo = found.continuity.channels
    assert (social.alarm, seo.alarm, seo.undated) == (True, False, True)
    assert not any(cell.empty for cell in row(seo, found.continuity).cells)
    assert {alert.code for alert in found.alerts} & {"channel-silent", "arrivals-lead"} == {"channel-silent"}
    text = said(page(*new, done, live("a", "2026-01-06")))
    assert "nobody knows when anything went live" in text
    assert "Nobody knows when items left, so there is nothing to compare." in text
    told = report(*new, replace(done, done=date(2026, 2, 10)), live("a", "2026-01-06"))
    assert told.flow.departures_known
    assert told.flow.arrivals_lead == 0 != balance(told)


def test_a_channel_of_old_items_is_never_said_to_have_had_nothing():
    """Git tells, and one came as done with the first commit: silence since then, and not since ever."""
    whole = make.backlog(
        [make.item("old", "done", channel="seo"), live("a", "2026-01-06")],
        [make.goal("leads", title="More leads")],
        config=settings("en", channels=CHANNELS),
    )
    found = reported(whole, check(whole, make.TODAY))
    calendar = calendar_of(replace(found.past, absent=""), found.config)
    text = said(rendered(replace(found, continuity=calendar))["continuity.html"])
    assert "Nothing has appeared on Search since 6 January 2026, as far as is known." in text
    assert "Nothing has ever appeared on Search" not in text


def test_without_any_day_it_says_what_is_missing():
    text = said(page(make.item("a", "done", channel="social")))
    assert "neither the files nor git tell of any day" in text
    assert "Of 1 finished item nobody knows when it went live." in text


def test_many_silent_channels_are_counted_and_the_longest_is_named():
    channels = {f"c{number}": Channel(name=f"Channel {number}") for number in range(4)}
    items = (
        live("a", "2026-02-10", "c0"),
        live("b", "2025-12-01", "c1"),
        live("c", "2026-01-09", "c2"),
        live("d", "2026-01-08", "c3"),
    )
    text = said(page(*items, channels=channels))
    assert "Three of 4 channels are silent. Nothing has appeared on Channel 1 for 10 weeks." in text


def test_a_cell_counts_its_items_and_leads_to_them():
    text = page(live("a", "2026-02-09"), live("b", "2026-02-11"), live("c", "2026-02-01"))
    assert '<td class="is-live"><a href="#live-social-2026-W07">2</a></td>' in text
    cell = block(text, "live-social-2026-W07", "</li>")
    assert re.findall(r'href="items/(\w+)\.html"', cell) == ["a", "b"]


def test_weeks_before_anything_is_known_are_left_out_or_empty():
    """Known from W06: 13 weeks are shown, two of them (W06, W07) are over and known, W08 is running."""
    found = report(live("a", "2026-02-03"))
    assert known_weeks(found.continuity) == 13
    cells = row(found.continuity.channels[1], found.continuity).cells
    assert [cell.week.name for cell in cells if cell.empty] == ["2026-W06", "2026-W07"]
    old = report(live("a", "2025-10-06"))
    assert known_weeks(old.continuity) == 20
    first, *rest = row(old.continuity.channels[0], old.continuity).cells
    assert (first.ids, first.older, [cell.older for cell in rest].count(True)) == (("a",), True, 6)


def test_arrivals_and_departures_of_the_last_complete_weeks():
    """Four weeks from 19 January: three came, one of them in each of the last three; one left in the first."""
    new = [
        make.item(f"n{number}", history=make.history(f"{on} backlog"))
        for number, on in enumerate(("2026-01-26", "2026-02-02", "2026-02-15"))
    ]
    gone = make.item("gone", "done", history=make.history("2025-12-01 backlog", "2026-01-19 done"))
    found = balance(report(*new, gone))
    assert found is not None
    assert (found.weeks, found.came, found.left, found.lead) == (4, 3, 1, 3)
    assert found.arrived == ("n2", "n1", "n0")
    text = said(page(*new, gone))
    assert "In the last 4 complete weeks 3 items came in; 1 left, finished or dropped." in text
    assert "For 3 weeks more has come in than left." in text


def test_what_hangs_on_one_person_names_nobody():
    items = [make.item(f"i{number}", "in-progress", channel="seo", owner="anna") for number in range(3)]
    text = said(page(*items))
    assert "Search: all 3 items since November 2025 by one person" in text
    hanging = text[text.index("What hangs on one person") : text.index("Nobody stands in")]
    assert "Anna" not in hanging


def test_deputies_and_work_at_risk_stand_here_and_on_the_page_of_people():
    item = make.item("spring", "in-progress", owner="anna", title="Spring mailing")
    for path in ("continuity.html", "people.html"):
        text = said(page(item, path=path))
        assert "Nobody stands in for Anna Schmidt." in text
        assert (
            "Anna Schmidt is away from 23 February to 27 February, and nobody stands in: Spring mailing"
            in text
        )


def test_roles_stand_for_names_where_names_are_not_to_be_shown():
    item = make.item("spring", "in-progress", owner="anna")
    people = {"anna": Person(name="Anna Schmidt", roles=("Editor",), absences=ANNA.absences)}
    text = page(item, people=people, show_people="roles")
    assert "Editor is away" in said(text)
    assert "Schmidt" not in text


def test_the_public_sees_channels_and_no_people():
    items = [make.item(f"i{number}", "in-progress", channel="seo", owner="anna") for number in range(3)]
    text = page(*items, live("a", "2026-01-09", owner="anna"), site=Site(audience="public"))
    assert "Nothing has appeared on LinkedIn for 5 weeks." in said(text)
    for word in ("Anna", "one person", "stands in", "away", "on the desk"):
        assert word not in text


def test_public_alerts_about_the_whole_stay():
    found = report(live("a", "2026-01-09"), site=Site(audience="public"))
    assert "channel-silent" in {alert.code for alert in found.alerts}
    assert "review-overdue" not in {alert.code for alert in found.alerts}


def test_a_site_without_channels_has_no_such_page():
    whole = make.backlog([make.item("a")], config=make.config())
    assert "continuity.html" not in rendered(reported(whole, ()))


def test_every_alert_leads_to_exactly_what_it_counts():
    """Of an item alone: its page; else the list that has as many entries as the alert has findings."""
    new = [
        make.item(f"n{number}", history=make.history(f"{on} backlog"), channel="seo", due=date(2026, 2, 13))
        for number, on in enumerate(("2026-01-26", "2026-02-02", "2026-02-15"))
    ]
    over = [make.item(f"o{number}", "in-progress", owner="anna") for number in range(6)]
    found = report(*new, *over, live("a", "2026-01-09"), wip=Wip(per_person=5))
    pages = rendered(found)
    seen = {}
    for alert in found.alerts:
        path, _, anchor = address(alert, found.card_by_id).partition("#")
        seen[alert.code] = path
        if path.startswith("items/"):
            assert path == f"items/{alert.items[0]}.html"
        elif anchor == "silent":
            assert block(pages[path], anchor, "</section>").count("<li>") == len(alert.findings)
        elif anchor == "arrivals":
            listed = re.findall(r'href="items/(\w+)\.html"', block(pages[path], anchor, "</section>"))
            assert sorted(listed) == list(alert.items)
        else:
            part = block(pages[path], anchor, "</details>")
            assert len(re.findall(r"<li>", part)) == len(alert.findings), alert.code
            assert set(alert.items) <= set(re.findall(r'href="items/([\w-]+)\.html"', part)), alert.code
    assert {"channel-silent", "arrivals-lead", "overdue", "wip-over-column", "wip-over-person"} <= set(seen)


@pytest.mark.parametrize("name", ["english", "german"])
def test_links_of_signals_hold_in_the_examples(name, example):
    root = example(name)
    assert built(root).pages
    text = (root / "site/index.html").read_text("utf-8")
    signals = (
        text[text.index('aria-labelledby="signals"') :].partition("</section>")[0]
        if "signals" in text
        else ""
    )
    for target in re.findall(r'href="([^"]+)"', signals):
        path, _, anchor = target.partition("#")
        assert not anchor or f'id="{anchor}"' in (root / "site" / path).read_text("utf-8")
    assert (EXAMPLES / name).is_dir()


def finished(count: int, last: date, days: int):
    for number in range(count):
        done = last - timedelta(days=number)
        moves = make.history(f"{done - timedelta(days=days - 1)} in-progress", f"{done} done")
        yield make.item(f"d{last:%m}{number}", "done", history=moves, channel="seo")


def test_the_overview_says_the_pace_and_how_it_changed():
    """Windows of 28 days to Monday: 12 items in 3 whole weeks; before, 10 in the 2 whole weeks known then."""
    items = [*finished(12, date(2026, 2, 15), 3), *finished(10, date(2026, 1, 18), 6)]
    text = said(page(*items, path="index.html", flow=Flow(window=28)))
    assert "The team finishes about 4 items a week; 85 % are done within 3 days." in text
    assert "4 items a week worse than before (5)" in text
    assert "3 days for 85 % better than before (6)" in text
    running = [
        make.item(f"r{day}", "in-review", history=make.history(f"2026-02-{day} in-review"))
        for day in (10, 11, 12)
    ]
    busy = said(page(*items, *running, path="index.html", flow=Flow(window=28)))
    assert "3 items in work at once more than usual (2)" in busy
    quiet = said(page(*finished(12, date(2026, 2, 15), 3), path="index.html", flow=Flow(window=28)))
    assert "no comparison yet with the 28 days before" in quiet
    few = said(page(*finished(9, date(2026, 2, 15), 3), path="index.html", flow=Flow(window=28)))
    assert "The team finishes" not in few


def test_a_goal_says_its_forecast_on_the_overview():
    ready = make.ready_item("next", owner="ben")
    text = said(page(*finished(12, date(2026, 2, 15), 3), ready, path="index.html"))
    assert re.search(r"forecast \d+ (February|March)", text)


def test_old_cards_say_so_on_the_board():
    """In progress since 1 February: 15 days without a step are more than 14; the agreed level are 10 days."""
    old = make.item("old", "in-progress", history=make.history("2026-02-01 in-progress"))
    new = make.item("new", "in-progress", history=make.history("2026-02-10 in-progress"))
    text = page(old, new, path="board.html", flow=Flow(sle=10))
    assert '<strong class="stale">here for 15 days</strong>' in text
    assert '<strong class="stale">in work for 16 days, longer than usual</strong>' in text
    assert "<span>here for 6 days</span>" in text
