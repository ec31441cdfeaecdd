"""What the public sees: no names, absences, costs, partners or minutes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from backlog.config.sections import Absence, Channel, Config, Decisions, Metric, Partner, Person, Site
from backlog.history import past_of
from backlog.language import language
from backlog.model import Action, Backlog, Block, Body, Cost, Decision
from backlog.report import Origin, Report
from backlog.report.audience import NOBODY, findings_for_audience, for_audience
from backlog.report.compute import report_of
from backlog.rules.wording import word
from backlog.source import Location, Source
from tests.make import TODAY, backlog, config, day, finding, goal, history, initiative, meeting, ready_item
from tests.rules.repositories import CASES, read_cases, write
from tests.rules.repositories import findings as found_in

if TYPE_CHECKING:
    from pathlib import Path

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
        values={"field": "status", "days": 20},
        field="status",
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


def test_a_status_of_the_past_that_names_somebody_is_not_told() -> None:
    """T27: an old version may say anything for its status, and nobody mends what is committed."""
    page = replace(
        whole().item_by_id["page"],
        history=history(
            "2026-01-05 backlog", "2026-01-07 waits for Anna", "2026-01-09 parked", "2026-01-12 planned"
        ),
    )

    def told(audience: str) -> list[str]:
        made = backlog([page], config=settings(audience))
        past = past_of(made, TODAY)
        report = report_of(made, (), TODAY, Origin(), past)
        assert sorted(report.past.unknown.values()) == [1, 1]
        (life,) = report.past.lives
        assert [one.after for one in life.timeline.transitions] == [
            one.status for one in life.timeline.moves
        ][1:]
        return [move.status for move in life.timeline.moves]

    assert told("internal")[1:3] == ["waits for Anna", "parked"]
    assert told("public")[1:3] == ["…", "parked"]


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


LINE = "cost: {planned: 98765"
NEVER = ("98765", "mustermann", "ceo", "0171")


def shown(audience: str = "public", **values: Any) -> Finding:
    made = finding("said", "items/page.md", **values)
    return findings_for_audience([made], whole(audience))[0]


def test_a_line_that_cannot_be_read_is_told_by_its_place() -> None:
    """T25: a file that is refused, or a field nobody knows, may hold any name or cost."""
    at = Location("items/page.md", 7, 6, 1, LINE)
    broken = shown(location=at, values={"bracket": "{", "value": LINE, "last": 3}, paste=LINE + "}")
    assert broken.values == {"bracket": "…", "value": "…", "last": 3}
    assert (broken.location, broken.paste) == (Location("items/page.md", 7, 6, 1, ""), "")
    key = "requested_by: Max Mustermann"
    unknown = shown(field=key, location=at, values={"field": key, "guess": "CEO", "notes": ((key, {}),)})
    assert (unknown.field, unknown.values) == (None, {"field": "…", "guess": "", "notes": ()})


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("title", "{title: x, owner: Max Mustermann}"),
        ("title", "title: x  # Max Mustermann says"),
        ("blocked", "blocked: {note: Max Mustermann}"),
        ("depends_on", "cost: 98765"),
    ],
)
def test_an_excerpt_shows_the_field_alone(field: str, line: str) -> None:
    told = shown(field=field, location=Location("items/page.md", 7, text=line), values={"field": field})
    assert (told.field, told.location.text) == (field, "")


def test_what_is_no_date_is_not_told() -> None:
    assert shown(field="due", values={"field": "due", "value": "21.11.2026"}).values["value"] == "21.11.2026"
    assert shown(field="due", values={"field": "due", "value": "ask Mustermann"}).values["value"] == "…"
    assert shown(field="title", values={"field": "title", "value": "LP?"}).values["value"] == "LP?"


def test_what_a_comment_says_is_not_told() -> None:
    made = finding(
        "text-swallowed",
        "items/page.md",
        field="expected",
        values={"field": "expected", "value": "Fix", "lost": "#Max Mustermann"},
        paste='expected: "Fix #Max Mustermann"',
    )
    told = findings_for_audience([made], whole())[0]
    assert "Mustermann" not in repr(told)


@pytest.mark.parametrize("path", sorted(CASES.glob("[FL]*.md")), ids=lambda path: path.stem)
def test_every_finding_about_a_file_can_be_told_without_its_words(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentences of what reading comes upon hold without the values, in both languages."""
    case = next(case for case in read_cases(path) if case.fires)
    write(tmp_path, case.files, monkeypatch)
    found, _ = found_in(tmp_path)
    for told in findings_for_audience(found, whole()):
        for code in ("en", "de"):
            assert word(told, language(code)).message


def test_a_build_for_the_public_tells_nothing_of_broken_files(tmp_path: Path) -> None:
    """T25, from the files to the report."""
    fields = "status: backlog\ngoal: leads\n"
    texts = {
        "backlog.toml": 'report_day = 2026-02-16\n[site]\naudience = "public"\n[rules]\nunknown-field = "warning"\n',
        "items/a.md": f"---\ntitle: One\n{fields}{LINE}\n---\n",
        "items/b.md": f"---\ntitle: Two\n{fields}requested_by: Max Mustermann: CEO\n---\n",
        "items/c.md": f"---\ntitle: Three\n{fields}ansprechpartner: Max Mustermann, 0171 555\n---\n",
        "items/d.md": f"---\ntitle: Four\n{fields}cots: {{planned: 98765}}\n---\n",
    }
    (tmp_path / "items").mkdir()
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    found, speaking = found_in(tmp_path)
    assert {"bracket-not-closed", "colon-in-value", "unknown-field"} <= {one.slug for one in found}
    told = findings_for_audience(found, whole())
    assert {one.slug for one in told} >= {"bracket-not-closed", "unknown-field"}
    words = repr([told, *(word(one, speaking) for one in told)]).casefold()
    assert [canary for canary in NEVER if canary in words] == []
