"""What learnings, decisions and findings say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from backlog.config.sections import Decisions
from backlog.findings import Severity
from backlog.model import Decision, Outcome, Refused, Result
from backlog.rules import check
from backlog.site.pages import quality
from backlog.site.pages.decisions import sessions
from backlog.site.pages.learnings import learned, still_missing
from backlog.site.pages.quality import weights
from backlog.source import Location
from tests import make
from tests.site.sites import rendered, reported, seen, settings
from tests.site.test_escaping import TEXTS
from tests.site.test_planning_pages import said


def finished(id_: str, on: str, outcome: Outcome | None = None, value: str | None = None, **values):
    result = Result(value=value, outcome=outcome) if outcome or value else None
    given = {"title": id_.upper(), "result": result, "history": make.history(f"{on} done"), **values}
    return make.item(id_, "done", **given)


def report_of_items(*items, goals=()):
    return reported(make.backlog(items, goals, config=settings()), ())


def test_learnings_stand_goal_by_goal_latest_first():
    goals = (make.goal("leads", title="More leads"), make.goal("jobs", title="More applications"))
    items = (
        finished(
            "first",
            "2026-01-10",
            Outcome.MET,
            "8 leads",
            goal="leads",
            expected="0 → 8",
            learning="Short wins.",
        ),
        finished("later", "2026-02-01", Outcome.BELOW, "2 leads", goal="leads"),
        finished("latest", "2026-02-10", Outcome.NONE, "0", goal="jobs"),
        finished("alone", "2026-02-12", Outcome.UNMEASURED, learning="No access to the figures."),
        finished("silent", "2026-01-03", goal="leads"),
        finished("told", "2026-01-02", goal="leads", learning="Nobody asked."),
    )
    report = report_of_items(*items, goals=goals)
    found = [
        (group.goal.id if group.goal else None, [card.item.id for card in group.shown])
        for group in learned(report)
    ]
    assert found == [("jobs", ["latest"]), ("leads", ["later", "first", "told"]), (None, ["alone"])]
    assert [card.item.id for card in still_missing(report)] == ["told", "silent"]
    text = said(rendered(report)["learnings.html"])
    assert (
        "1 of 3 measured items reached or exceeded what was expected. 2 finished items still lack their result."
        in text
    )
    assert "1 met 1 below expectation 1 no effect 1 not measurable" in text
    assert "FIRST met Expected: 0 → 8 → 8 leads Short wins." in text
    assert re.search(r"Results still missing 2 .*TOLD.*SILENT", text)


def test_nothing_learnt_yet_says_how_to():
    text = said(rendered(report_of_items(make.item()))["learnings.html"])
    assert "No result has been measured yet." in text
    assert "Result and learning are two fields of a finished item." in text


def meetings():
    return (
        make.meeting(
            "2025-11-03", "strategy", decisions=(Decision("A stand at the fair."), Decision("Three goals."))
        ),
        make.meeting("2025-12-01", "review", decisions=(Decision("Mail at seven."),)),
        make.meeting(
            "2026-01-12",
            "strategy",
            decisions=(
                Decision("No stand this year.", supersedes="a stand at  the fair."),
                Decision("Mail at six.", supersedes="2025-12-01"),
                Decision("No poster.", supersedes="What nobody decided"),
                Decision("Both.", supersedes="2025-11-03"),
            ),
        ),
        make.meeting("2026-01-19", "review"),
    )


def test_a_decision_replaces_an_earlier_one_by_its_text_or_its_day():
    """A day stands for a decision only where the meeting took exactly one that day."""
    latest, second, first = sessions(meetings())
    assert [ruling.text for ruling in latest.rulings] == [
        "No stand this year.",
        "Mail at six.",
        "No poster.",
        "Both.",
    ]
    assert latest.rulings[0].replaces == first.rulings[0].anchor
    assert first.rulings[0].replaced_by == latest.rulings[0].anchor
    assert second.rulings[0].replaced_by == latest.rulings[1].anchor
    assert first.rulings[1].replaced_by == ""
    assert [ruling.replaces for ruling in latest.rulings[2:]] == ["", ""]


def test_a_decision_never_replaces_a_later_one():
    early = make.meeting("2025-11-03", decisions=(Decision("Old.", supersedes="New."),))
    late = make.meeting("2025-11-10", decisions=(Decision("New."),))
    assert all(not ruling.replaced_by for session in sessions((early, late)) for ruling in session.rulings)


def test_decisions_are_listed_latest_first_and_say_who_decides():
    config = settings(decisions=Decisions(plans=("anna",), decides=("The board", "ben")))
    text = said(rendered(reported(make.backlog(meetings=meetings(), config=config), ()))["decisions.html"])
    assert "5 decisions hold. The latest is of 12 January 2026. 2 have been replaced." in text
    assert "Plans Anna Decides The board, Ben" in text
    assert "A stand at the fair. replaced on 12 January 2026" in text
    assert "No stand this year. replaces the decision of 3 November 2025" in text
    assert "No poster. replaces: What nobody decided" in text
    assert text.index("12 January 2026 Monthly strategy") < text.index("1 December 2025 Weekly review")


def test_earlier_decisions_are_folded_away_and_still_there():
    many = tuple(
        make.meeting(
            f"2025-{1 + number // 28:02}-{1 + number % 28:02}", decisions=(Decision(f"Decision {number}."),)
        )
        for number in range(80)
    )
    page = rendered(reported(make.backlog(meetings=many, config=settings()), ()))["decisions.html"]
    shown, folded = page.split("<details", 2)[0], page
    assert shown.count("Decision ") < 80
    assert all(f"Decision {number}." in folded for number in range(80))
    assert "20 earlier meetings" in page


def test_without_decisions_the_page_says_where_they_come_from():
    text = said(rendered(reported(make.backlog(config=settings()), ()))["decisions.html"])
    assert "No decision is on file." in text


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_decisions_are_text(text: str):
    """Whatever a decision, its former one or whoever decides is called."""

    def page(word: str) -> str:
        config = settings(decisions=Decisions(plans=(word,)))
        held = make.meeting("2026-01-12", decisions=(Decision(word, supersedes=f"{word} of old"),))
        return rendered(reported(make.backlog(meetings=(held,), config=config), ()))["decisions.html"]

    assert [tag for tag, _ in seen(page(text)).tags] == [tag for tag, _ in seen(page("plain")).tags]
    assert not seen(page(text)).faults


def broken(count: int):
    """A backlog of items that lack everything, and what the rules find."""
    items = [
        make.item(f"item-{number:04}", "backlog", owner="nobody-known" if number % 2 else None)
        for number in range(count)
    ]
    made = make.backlog(items, config=settings())
    return reported(made, check(made, make.TODAY))


def test_findings_are_grouped_by_weight_and_rule():
    report = broken(3)
    groups = weights(report)
    assert [weight.severity for weight in groups] == sorted({finding.severity for finding in report.findings})
    assert sum(rule.count for weight in groups for rule in weight.rules) == len(report.findings)
    for weight in groups:
        codes = [rule.rule.code for rule in weight.rules]
        assert codes == sorted(set(codes))
        assert all(finding.severity is weight.severity for rule in weight.rules for finding in rule.shown)


def test_a_finding_says_title_place_line_and_what_to_paste():
    item = make.item("page", "backlog", title="A page")
    finding = make.finding(
        "stalled",
        item.path,
        code="W202",
        values={"status": "In progress", "day": date(2026, 1, 5), "limit": 14},
    )
    location = replace(finding.location, line=7, text="status: in-progress")
    report = reported(
        make.backlog([item], config=settings()), (replace(finding, location=location, paste="status: done"),)
    )
    page = rendered(report)["quality.html"]
    text = said(page)
    assert "There is no error. 1 warning is worth a look." in text
    assert 'A page: In "In progress" since 5 January 2026, and no step further: longer than 14 days.' in text
    assert "items/page.md:7" in text
    assert "It says status: in-progress To paste status: done" in text
    assert 'href="https://github.com/example/backlog/edit/main/items/page.md"' in page
    assert 'href="handbook-rules.html#rule-W202"' in page


def test_of_many_findings_of_a_rule_some_are_told_and_all_counted():
    report = broken(400)
    page = rendered(report)["quality.html"]
    assert len(report.findings) > 2000
    assert len(page) < 150_000
    rules = [rule for weight in weights(report) for rule in weight.rules]
    assert sum(rule.count for rule in rules) == len(report.findings)
    for rule in rules:
        for finding in (*rule.shown, *rule.rest):
            assert f"{finding.location.path}:{finding.location.line}" in page
    longest = max(rules, key=lambda rule: rule.count)
    assert f"{longest.count - quality.SHOWN} more" in said(page)
    assert (
        f"{longest.count - quality.SHOWN - quality.BRIEF} more are not listed here; all of them are told by "
        "backlog check and stand in data/backlog.json."
    ) in said(page)
    assert "<details" in page
    assert '<details class="fold" id="S201" open>' not in page
    assert not seen(page).faults


def test_files_that_were_refused_are_named_and_private_ones_counted():
    made = make.backlog(
        config=settings(),
        found=5,
        refused=(Refused(path="items/bad.md"), Refused(path="items/secret.md", private=True)),
    )
    report = reported(made, (), refused_private=1)
    text = said(rendered(report)["quality.html"])
    assert "5 files found = 3 read + 2 refused" in text
    assert re.search(r"Files that could not be read 2 .*items/bad\.md 1 private file", text)
    assert "secret" not in text


def test_a_clean_backlog_says_that_all_is_well():
    made = make.backlog([make.item()], config=settings())
    text = said(rendered(reported(made, ()))["quality.html"])
    assert "All is well: nothing to say about the 1 file." in text


@pytest.mark.parametrize(
    ("text", "column", "shown"),
    [
        ("  due: soon", 8, "due: soon"),
        ("x" * 200, 1, "x" * 200),
        ("a" * 50 + "b" * 200, 1, "a" * 50 + "b" * 150 + "…"),
        ("a" * 50 + "b" * 200, 251, "…" + "b" * 200),
        ("  " + "a" * 500 + "HERE" + "b" * 500, 503, "…" + "a" * 100 + "HERE" + "b" * 96 + "…"),
        ("a" * 300, 9000, "…" + "a" * 200),
    ],
)
def test_of_a_long_line_the_page_shows_what_stands_around_the_place(text: str, column: int, shown: str):
    assert quality.excerpt(Location("items/a.md", 2, column, 1, text)) == shown


def test_a_long_line_with_many_findings_makes_no_large_page():
    """A line of a megabyte with twenty findings made eighteen."""
    line = "x " * 400_000
    finding = make.finding("stalled", "items/a.md", code="W202", paste="p" * 50_000)
    finding = replace(finding, values={"status": "A", "day": date(2026, 2, 1), "limit": 3})
    many = tuple(
        replace(finding, location=Location("items/a.md", 2, 1 + place, 1, line)) for place in range(20)
    )
    page = rendered(reported(make.backlog(config=settings()), many))["quality.html"]
    assert page.count("p" * quality.PASTE + "…</pre>") == quality.SHOWN
    assert page.count("x…</pre>") + page.count("x …</pre>") == quality.SHOWN
    assert len(page) < 100_000


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_lines_of_files_are_text(text: str):
    """The line a finding points into, what is to be pasted and the path of the file are text."""

    def page(word: str) -> str:
        finding = make.finding(
            "stalled", f"items/{word}.md", code="W202", severity=Severity.ERROR, values={}, paste=word
        )
        located = replace(
            finding,
            values={"status": word, "day": word, "limit": word},
            location=replace(finding.location, text=word),
        )
        made = make.backlog(config=settings(), found=1, refused=(Refused(path=f"items/{word}.md"),))
        return rendered(reported(made, (located,)))["quality.html"]

    assert [tag for tag, _ in seen(page(text)).tags] == [tag for tag, _ in seen(page("plain")).tags]
    assert not seen(page(text)).faults


def test_a_rule_is_headed_by_what_it_found_and_items_by_their_titles():
    items = [make.item(f"page-{number}", title=f"Page {number}") for number in (1, 2)]
    values = {"status": "In progress", "count": 2, "limit": 1, "items": ("page-1", "page-2")}
    crowded = make.finding("wip-over-column", items[0].path, code="W201", values=values)
    late = [
        make.finding("overdue", item.path, code="W204", values={"day": date(2026, 2, 1)}) for item in items
    ]
    backlog = make.backlog(items, config=settings())
    text = said(rendered(reported(backlog, (crowded, *late)))["quality.html"])
    assert 'Page 1: "In progress" holds 2 items, and its limit is 1: “Page 1” and “Page 2”.' in text
    assert "W204 Page 1: Promised for 1 February 2026, and not done. and 1 more" in text
    assert "…" not in text


def test_a_figure_of_a_finding_keeps_its_sign_on_the_line():
    """On the page of the item, among the findings and in the handbook; in the data it is a plain space."""
    items = [
        make.item(f"done-{number}", "done", history=make.history("2026-02-01 in-progress", "2026-02-02 done"))
        for number in range(10)
    ]
    slow = make.item("slow", "in-progress", history=make.history("2026-01-05 in-progress"))
    whole = make.backlog([*items, slow], [make.goal()], config=settings())
    report = reported(whole, check(whole, make.TODAY))
    assert "service-level-passed" in {finding.slug for finding in report.card_by_id["slow"].findings}
    pages = rendered(report)
    said_so = "85\u00a0% of items are finished within 2 days"
    assert said_so in pages["items/slow.html"]
    assert said_so in pages["quality.html"]
    assert "…\u00a0% of items are finished within … days" in pages["handbook.html"]
    for page in ("items/slow.html", "quality.html", "handbook.html"):
        assert not re.search(r"[\d…] %", seen(pages[page]).text)
