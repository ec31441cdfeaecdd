"""What the public sees: no names, absences, costs, partners or minutes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from backlog.config.sections import Absence, Channel, Config, Decisions, Metric, Partner, Person, Site
from backlog.model import Action, Backlog, Block, Body, Cost, Decision
from backlog.report import Origin, Report
from backlog.report.audience import NOBODY, findings_for_audience, for_audience
from backlog.report.compute import report_of
from backlog.source import Location, Source
from tests.make import TODAY, backlog, config, day, finding, goal, history, initiative, meeting, ready_item

if TYPE_CHECKING:
    from backlog.findings import Finding

CANARIES = (
    "anna",
    "schmidt",
    "ben",
    "klara",
    "oslo agency",
    "oslo",
    "4711",
    "2026-08-03",
    "chairwoman",
    "handshake",
    "whispered",
    "kurier",
)


def settings(audience: str) -> Config:
    return config(
        site=Site(audience=audience),
        people={
            "anna": Person(
                name="Anna Schmidt",
                roles=("Content", "SEO"),
                deputy="ben",
                absences=(Absence(first=day("2026-08-03")),),
            ),
            "ben": Person(name="Ben"),
        },
        partners={"oslo": Partner(name="Oslo Agency", owner="ben")},
        channels={"website": Channel(name="Website", owner="anna")},
        metrics={"leads": Metric(name="Leads", owner="ben")},
        decisions=Decisions(decides=("anna", "the chairwoman")),
    )


def whole(audience: str = "public") -> Backlog:
    task = ready_item(
        "page",
        "in-review",
        owner="anna",
        reviewer="ben",
        requested_by="klara",
        partner="oslo",
        cost=Cost(4711, 4711),
        blocked=(Block(day("2026-02-10"), "approval", None, "whispered"),),
        source=Source(path="items/page.md", lines=("owner: anna",)),
        extra=(("courier", "kurier"),),
        history=history("2026-02-02 in-progress", "2026-02-10 in-review"),
    )
    other = ready_item("text", "planned", owner="mia")
    minutes = meeting(
        attendees=("anna",),
        decisions=(Decision("handshake"),),
        actions=(Action("call", "ben"),),
        body=Body(html="<p>handshake</p>"),
    )
    return backlog(
        [task, other],
        [goal(owner="anna", sponsor="chairwoman", extra=(("a", "kurier"),))],
        [initiative(owner="ben")],
        [minutes],
        config=settings(audience),
        settings=Source(path="backlog.toml", lines=('name = "Anna Schmidt"',)),
    )


FINDINGS = (
    finding(
        "stalled",
        "items/page.md",
        values={"days": 20},
        location=Location("items/page.md", 3, text="status: in-review"),
    ),
    finding("person-left", "items/page.md", values={"who": "Anna Schmidt"}),
    finding("wip-over-person", "backlog.toml"),
    finding("person-unknown", "items/page.md", field="owner"),
    finding(
        "blocked-too-long", "items/page.md", location=Location("items/page.md", 9, text="note: ask Anna")
    ),
    finding("unknown-field", "items/page.md", paste="owner: ben"),
    finding("cost-odd", "items/page.md", field="cost.planned"),
    finding("action-late", "items/meetings/2026-02-09-review.md"),
)


def reported(audience: str = "public", findings: tuple[Finding, ...] = FINDINGS) -> Report:
    return report_of(whole(audience), findings, TODAY, Origin())


def test_the_team_sees_everything() -> None:
    shown = whole("internal")
    assert for_audience(shown) is shown
    assert findings_for_audience(FINDINGS, shown) == FINDINGS
    told = repr(reported("internal")).casefold()
    assert all(word in told.replace("datetime.date(2026, 8, 3)", "2026-08-03") for word in CANARIES)


def test_nothing_in_the_report_of_the_public_names_anybody() -> None:
    told = repr(reported()).casefold().replace("datetime.date(2026, 8, 3)", "2026-08-03")
    assert [word for word in CANARIES if word in told] == []


def test_an_owner_is_a_role_or_nobody_in_particular() -> None:
    report = reported()
    page, text = report.cards
    assert (page.item.owner, page.owner) == (
        "Content, SEO",
        Person(name="Content, SEO", roles=("Content, SEO",)),
    )
    assert (text.item.owner, text.owner) == (NOBODY, None)
    assert report.people == ()
    assert report.goals[0].hangs_on is None


def test_figures_are_the_same_for_every_audience() -> None:
    def figures(report: Report) -> list[Any]:
        return [(card.rank, card.order, card.ready, card.missing, card.timeline) for card in report.cards]

    assert figures(reported("public")) == figures(reported("internal"))
    assert reported("public").live_since == reported("internal").live_since == day("2026-02-09")


def test_findings_keep_their_place_and_lose_names() -> None:
    shown = reported().findings
    assert [one.slug for one in shown] == ["stalled", "blocked-too-long"]
    assert [one.location.text for one in shown] == ["status: in-review", ""]


def test_findings_name_nobody_where_roles_are_shown() -> None:
    shown = whole("internal")
    roles = replace(shown, config=replace(shown.config, show_people="roles"))
    assert [one.slug for one in findings_for_audience(FINDINGS, roles)] == ["stalled", "blocked-too-long"]


def test_a_backlog_without_people_is_fine() -> None:
    plain = backlog([ready_item("a", owner=None)], config=config(site=Site(audience="public")))
    assert report_of(plain, FINDINGS[:1], TODAY, Origin()).findings == FINDINGS[:1]
