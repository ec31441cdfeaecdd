"""What ranking, focus, people, channels, requests and initiatives say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from backlog.config.figures import Ice
from backlog.config.sections import Absence, Channel, Kind, Person, Site, Wip
from backlog.model import Block
from backlog.site import site
from backlog.site.host import new_address
from backlog.site.pages import intake, ranking
from backlog.site.pages.channels import silent_days
from backlog.site.pages.focus import weeks
from backlog.site.pages.intake import requests
from backlog.site.pages.people import teams
from backlog.site.scales import scale
from tests import make
from tests.site.sites import rendered, reported, seen, settings

KATHARINA = Person(name="Katharina Maria", team="Events", deputy="anna")


GOALS = (make.goal("leads", title="More leads"),)


def said(page: str) -> str:
    """The text of a page's main part: a space for each tag, and no superfluous ones."""
    inside = re.search(r"<main.*</main>", page, re.DOTALL)
    assert inside
    text = unescape(re.sub(r"<[^>]+>", " ", inside[0])).replace("\u00a0", " ")
    return re.sub(r"([(“]) | +([.,:;)”])", r"\1\2", " ".join(text.split()))


def report(*items, goals=GOALS, initiatives=(), code: str = "en", **values):
    config = settings(code, **values)
    return reported(make.backlog(items, goals, initiatives, config=config), ())


def page(path: str, *items, code: str = "en", **values) -> str:
    return rendered(report(*items, code=code, **values), code)[path]


def rated(id_: str, status: str, impact: int, **values):
    return make.ready_item(id_, status, title=id_.upper(), impact=impact, confidence=3, effort=2, **values)


def limited(limit: int | None):
    """The default workflow with this limit on its planned column."""
    workflow = make.config().workflow
    return tuple(
        replace(status, wip_limit=limit) if status.kind is Kind.PLANNED else status for status in workflow
    )


def rows(text: str) -> list[str]:
    """What stands in the rows of the ranking: titles, and `cut` for the line."""
    body = re.search(r"data-sortable.*?<tbody>(.*?)</tbody>", text, re.DOTALL)
    assert body
    found = re.findall(r'<tr class="cut">|<th scope="row"><a[^>]*><bdi>(.*?)</bdi>', body[1])
    return [title or "cut" for title in found]


def test_the_cut_counts_what_has_not_begun():
    """Capacity 2 ends below the second item that has not begun; what is in work takes none of it."""
    items = (
        rated("a", "in-progress", 5),
        rated("b", "backlog", 4),
        rated("c", "in-review", 3),
        rated("d", "planned", 2),
        rated("e", "planned", 1),
    )
    assert rows(page("ranking.html", *items, workflow=limited(2))) == ["A", "B", "C", "D", "cut", "E"]
    assert rows(page("ranking.html", *items, workflow=limited(1))) == ["A", "B", "cut", "C", "D", "E"]
    assert rows(page("ranking.html", *items)) == ["A", "B", "C", "D", "cut", "E"]  # two are planned
    assert "cut" not in rows(page("ranking.html", *items, workflow=limited(3)))
    assert "Capacity is enough for 2 of the 3 items that have not begun." in said(
        page("ranking.html", *items)
    )


def test_the_ranking_shows_its_calculation_and_its_interval():
    text = said(page("ranking.html", rated("a", "planned", 4), rated("b", "backlog", 2)))
    assert "4 × 3 ÷ 2 = 6.00" in text
    assert "= 6.00 1 certain" in text  # one rating off, and A is still first
    assert "= 3.00 2 between 1 and 2" in text
    assert "Next in line is “A”." in text
    german = said(page("ranking.html", rated("a", "planned", 4), code="de"))
    assert "4 × 3 ÷ 2 = 6,00" in german


def test_the_ranking_puts_aside_what_is_not_ranked():
    text = said(
        page(
            "ranking.html",
            make.item("raw", "backlog", title="Raw idea"),
            rated("late", "backlog", 4, recheck=date(2026, 6, 1)),
            make.ready_item("quick", title="Quick one", impact=5, confidence=3, effort=1),
            make.ready_item("large", title="Large one", impact=5, confidence=3, effort=5),
        )
    )
    assert re.search(r"Quick wins 1 .* Quick one Backlog", text)
    assert re.search(r"Big bets 1 .* Large one Backlog", text)
    assert re.search(r"Unscored 1 .* Raw idea Backlog", text)
    assert re.search(r"Parked 1 .* LATE until 1 June 2026", text)


def test_a_planned_item_below_the_cut_names_the_better_one():
    items = (rated("good", "backlog", 5), rated("poor", "planned", 1), rated("fair", "planned", 2))
    text = said(page("ranking.html", *items, workflow=limited(1)))
    assert text.count("planned, but “GOOD” is ready and stands above it") == 2


def test_a_long_ranking_goes_on_folded_away_in_fewer_words():
    items = [rated(f"item-{number:03}", "backlog", 3) for number in range(ranking.SHOWN + 30)]
    text = page("ranking.html", *items, rated("plan", "planned", 1), workflow=limited(ranking.SHOWN + 10))
    full, folded = text.split('id="list"')[1].split('<details class="rest"')[:2]
    assert len(rows(full)) == ranking.SHOWN
    assert rows(folded)[9:11] == [f"ITEM-{ranking.SHOWN + 9:03}", "cut"]
    assert text.count("This is how far capacity reaches") == 1
    assert not seen(text).faults
    assert all(f"items/item-{number:03}.html" in text for number in range(ranking.SHOWN + 30))


def test_what_stands_far_below_is_counted(monkeypatch):
    monkeypatch.setattr(ranking, "MOST", ranking.SHOWN + 5)
    text = page("ranking.html", *(rated(f"item-{number:03}", "backlog", 3) for number in range(100)))
    assert text.count('<tr data-id="item-') == ranking.SHOWN + 5
    assert f"{100 - ranking.SHOWN - 5} more are not listed here" in said(text)


def test_scales_are_ours_unless_the_configuration_words_them():
    config = make.config(ice=Ice(impact={"3": "good for {a} lead", "2": "a bit"}))
    assert [(step.number, step.text, step.own) for step in scale(config, "impact")] == [
        (1, "hardly noticed", False),
        (2, "a bit", True),
        (3, "good for {a} lead", True),
        (5, "could reach a large part of the goal alone", False),
    ]
    assert "good for {a} lead" in said(page("ranking.html", ice=config.ice))


def focus_report(**values):
    people = {
        "anna": Person(name="Anna", absences=(Absence(first=date(2026, 2, 25), last=date(2026, 3, 3)),))
    }
    return report(
        rated("due", "planned", 3, due=date(2026, 2, 19)),
        rated("run", "in-progress", 3, due=date(2026, 2, 28), owner="ben"),  # a Saturday
        rated("late", "in-review", 3, due=date(2026, 2, 13)),
        rated("begins", "planned", 3, start=date(2026, 3, 2)),
        people={**make.people("ben"), **people},
        **values,
    )


def test_the_focus_goes_week_by_week():
    """Fifteen working days from a Monday are three weeks; a Saturday stands there only with its due item."""
    first, second, third = weeks(focus_report())
    assert (first.first, first.last) == (date(2026, 2, 16), date(2026, 2, 20))
    assert [day.day.day for day in first.days if day.due] == [19]
    assert second.last == date(2026, 2, 28)
    assert [card.item.id for day in second.days for card in day.due] == ["run"]
    assert [card.item.id for day in third.days for card in day.begins] == ["begins"]
    assert first.away == ()
    assert [(away.person, away.first, away.last) for away in second.away] == [
        ("anna", date(2026, 2, 25), date(2026, 2, 28))
    ]
    assert [(away.first, away.last) for away in third.away] == [(date(2026, 3, 2), date(2026, 3, 3))]


def test_holidays_are_named_and_lengthen_the_window():
    """8 March is a Sunday and a holiday in Berlin, Good Friday is 3 April."""
    config = settings(holidays="DE-BE")
    backlog = make.backlog(
        [rated("one", "planned", 3)], config=replace(config, focus=replace(config.focus, working_days=40))
    )
    days = [day for week in weeks(reported(backlog, ())) for day in week.days]
    assert [day.day for day in days if day.holiday] == [date(2026, 4, 3), date(2026, 4, 6)]


def test_the_focus_names_what_is_overdue_and_who_is_away():
    text = said(rendered(focus_report())["focus.html"])
    assert (
        "2 items are in work. Until Friday, 6 March 2 more are planned. 2 items have a promised day." in text
    )
    assert "Overdue: LATE (13 February)" in text
    assert re.search(r"23 February to 28 February Away: Anna \(25 February to 28 February\)", text)


def test_absences_are_not_published():
    public = rendered(focus_report(site=Site(audience="public")))
    assert "Away" not in public["focus.html"]
    assert "people.html" not in public
    assert "decisions.html" not in public
    assert not any("people.html" in text for text in public.values())


def test_people_are_grouped_by_team_with_their_load():
    items = [rated(f"run-{number}", "in-progress", 3, owner="anna") for number in range(3)]
    found = report(
        *items,
        rated("plan", "planned", 3, owner="anna"),
        rated("check", "in-review", 3, owner="anna", reviewer="kathi"),
        people={
            "anna": Person(name="Anna", team="Marketing"),
            "ben": Person(name="Ben"),
            "kathi": KATHARINA,
            "gone": Person(name="Gone", team="Marketing", until=date(2025, 12, 31)),
        },
        wip=Wip(per_person=2),
    )
    assert [(team.name, [desk.view.id for desk in team.desks]) for team in teams(found)] == [
        ("Marketing", ["anna"]),
        ("Events", ["kathi"]),
        ("", ["ben"]),
    ]
    text = said(rendered(found)["people.html"])
    assert text.startswith("People Anna has more on the desk at once than agreed. Nobody stands in for Anna.")
    assert "4 of 2 at once Too much at once" in text
    assert re.search(
        r"Katharina Maria Deputy: Anna On the board 0 of 2 at once Waits for approval here CHECK", text
    )
    assert "Gone" not in text


def test_whoever_has_left_stays_as_long_as_work_is_open():
    found = report(
        rated("a", "planned", 3, owner="gone"), people={"gone": Person(name="Gone", until=date(2025, 12, 31))}
    )
    assert [desk.view.id for team in teams(found) for desk in team.desks] == ["gone"]


def test_absences_that_are_over_or_far_away_are_left_out():
    absences = [
        ("2026-01-05", "2026-02-13"),
        ("2026-02-12", "2026-02-18"),
        ("2026-03-02", None),
        ("2026-08-03", None),
    ]
    person = Person(
        name="Anna",
        absences=tuple(
            Absence(first=make.day(first), last=make.day(last) if last else None) for first, last in absences
        ),
    )
    found = teams(report(rated("a", "planned", 3), people={"anna": person}))
    assert [absence.first for absence in found[0].desks[0].absences] == [date(2026, 2, 12), date(2026, 3, 2)]


def test_roles_stand_in_for_names():
    people = {
        "anna": Person(name="Anna Berg", roles=("Head of marketing",), deputy="ben"),
        "ben": Person(name="Ben Roe"),
    }
    text = page("people.html", rated("a", "in-progress", 3), people=people, show_people="roles")
    assert "Head of marketing" in said(text)
    assert "No role given" in said(text)
    assert "Anna Berg" not in text
    assert "Ben Roe" not in text
    assert ">ben<" not in text


def test_channels_say_what_is_to_be_rated_and_what_was_last_live():
    items = (
        make.item("raw", "backlog", title="Raw idea", channel="website"),
        rated("run", "in-progress", 3, channel="website", blocked=(Block(date(2026, 2, 12), "sales"),)),
        make.item(
            "old", "done", title="Old page", channel="website", history=make.history("2026-01-20 done")
        ),
        make.item(
            "new", "done", title="New page", channel="website", history=make.history("2026-02-06 done")
        ),
        make.item("lost", "backlog", title="Lost one", channel=None),
    )
    found = report(
        *items, channels={"website": Channel(name="Website", owner="anna"), "mail": Channel(name="Mail")}
    )
    assert [(view.id, silent_days(found, view)) for view in found.channels] == [
        ("website", 10),
        ("mail", None),
    ]
    text = said(rendered(found)["channels.html"])
    assert (
        "1 item is still to be rated by the owner of its channel. 1 item is blocked. Nothing is open for Mail."
        in text
    )
    assert re.search(
        r"Website 2 open Owner: Anna 1 blocked On the board last live: New page, 6 February To be rated 1 Raw idea",
        text,
    )
    assert "sales has not answered, for 4 days" in text
    assert "Without a channel 1 Lost one" in text


def test_requests_grow_old():
    items = (
        make.item("young", "idea", created=date(2026, 2, 6), requested_by="Sales"),
        make.item("aged", "idea", created=date(2026, 1, 10), requested_by="anna"),
        make.item("unknown", "idea"),
        make.item("asleep", "idea", created=date(2025, 1, 1), recheck=date(2026, 5, 4)),
    )
    found = report(*items, repository="https://github.com/example/backlog")
    assert [(one.card.item.id, one.days, one.late) for one in requests(found)] == [
        ("aged", 37, True),
        ("young", 10, False),
        ("unknown", None, False),
    ]
    text = said(rendered(found)["intake.html"])
    assert "3 requests are undecided. The oldest has waited for 37 days." in text
    assert "1 request has waited longer than the 31 days agreed." in text
    assert re.search(r"Title of aged for 37 days too long Anna", text)
    assert re.search(r"Title of young for 10 days Sales", text)
    assert "Title of asleep until 4 May 2026" in text


def test_many_requests_are_a_table_and_then_lines():
    items = [
        make.item(f"idea-{number:03}", "idea", created=date(2026, 1, 2)) for number in range(intake.SHOWN + 7)
    ]
    text = page("intake.html", *items)
    assert "107 requests are undecided." in said(text)
    assert text.count("<tr data-id=") == intake.SHOWN
    assert all(f"items/idea-{number:03}.html" in text for number in range(intake.SHOWN + 7))


def test_a_request_begins_with_the_names_of_the_repository():
    assert "titel: … status: Idee angefragt: …" in said(page("intake.html", code="de"))
    assert "summary: … status: idea requested_by: …" in said(page("intake.html", fields={"title": "summary"}))
    assert 'href="https://github.com/example/backlog/new/main/items"' in page("intake.html")


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        ("https://gitlab.com/o/r", "https://gitlab.com/o/r/-/new/main/items"),
        ("https://codeberg.org/o/r", "https://codeberg.org/o/r/_new/main/items"),
        ("https://example.org/o/r", ""),
        ("javascript:alert(1)//github", ""),
    ],
)
def test_a_new_file_is_written_on_the_host(repository: str, address: str):
    assert new_address(repository, "main", "items") == address


def test_an_initiative_without_open_work_says_so():
    items = (rated("a", "done", 3, initiative="spent"), rated("b", "planned", 3, initiative="heating"))
    made = report(
        *items,
        initiatives=[
            make.initiative("heating", title="Heating"),
            make.initiative("spent", title="Spent"),
            make.initiative("over", title="Over", status="finished"),
        ],
    )
    pages = rendered(made)
    listed = said(pages["initiatives.html"])
    assert "2 initiatives are running. 1 item of theirs is open. In 1 of them nothing follows." in listed
    assert re.search(
        r"More leads Heating 1 open Spent 0 open 1 finished nothing follows Not running Over Finished", listed
    )
    assert "Nothing follows:" in said(pages["initiatives/spent.html"])
    assert "Nothing follows:" not in said(pages["initiatives/heating.html"])
    assert "Nothing follows:" not in said(pages["initiatives/over.html"])
    assert "1 item is open." in said(pages["initiatives/heating.html"])


def test_pages_without_content_are_left_out():
    paths = {page.path for page in site(report(people={}, channels={}))}
    assert paths.isdisjoint({"people.html", "initiatives.html"})
    assert {"ranking.html", "focus.html", "intake.html", "handbook.html"} <= paths


def test_channels_say_first_where_the_work_is():
    channels = {"web": Channel(name="Website"), "mail": Channel(name="Newsletter")}
    one = rated("a", "backlog", 4, channel="mail")
    assert "1 item is open, for Newsletter. Nothing is open for Website." in said(
        page("channels.html", one, channels=channels)
    )
    more = (one, rated("b", "backlog", 4, channel="web"), rated("c", "planned", 4, channel="web"))
    assert "3 items are open, Website has the most (2)." in said(
        page("channels.html", *more, channels=channels)
    )
    gone = rated("d", "dropped", 4, channel="web")
    assert "open, " not in said(page("channels.html", gone, channels=channels)).partition("Website 0 open")[0]
