"""What a change does as Markdown: complete where it is small, below its limit however large."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backlog.config.sections import Rules, Site
from backlog.formats.diff_json import contents
from backlog.formats.diff_markdown import LARGEST, diff_markdown
from backlog.formats.diff_verdict import verdict
from backlog.language import language
from backlog.model import Action, Block, Cost, Decision, Outcome, Period, Result
from tests.comparison.sides import between
from tests.make import backlog, config, day, goal, initiative, item, meeting, people, ready_item

LONG = {
    "letters": "Größere Übersicht über Wärmepumpen und Heizungen " * 2,
    "emoji": "😀" * 120,
    "escaped": "@#1|`*[]<>" * 12,
}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "count"), [("letters", 5000), ("emoji", 1000), ("escaped", 1000)])
def test_thousands_of_items_with_long_titles_stay_below_the_limit_in_bytes(name: str, count: int) -> None:
    quiet = config(
        rules=Rules(severities={"title-similar": "off", "title-twice": "off"}), people=people("anna", "ben")
    )
    there = [ready_item(f"item-{n}", impact=1 + n % 5, title=f"{n} {LONG[name]}"[:120]) for n in range(count)]
    others = [replace(one, owner="ben", impact=1 + (one.impact or 0) % 5) for one in there]
    found = between(backlog(there, [goal()], config=quiet), backlog(others, [goal()], config=quiet))
    written = diff_markdown(found, language("de"), ("main", None))
    assert len(written.encode()) < LARGEST
    assert written.startswith(f"{language('de').number(count)} Aufgaben gehen von Anna an Ben.")
    assert "backlog diff --format json" in written
    assert len(contents(found, language("de"), ("main", None))["items"]["changed"]) == count


def test_a_change_of_quarter_is_read_at_a_glance() -> None:
    """Goals closed and new, how many items go where, and from whom to whom: a line each, and a row in the table."""
    known = config(people=people("anna", "ben"))
    there = [ready_item(f"item-{n}", goal="leads", owner="anna", title=f"Item number {n}") for n in range(5)]
    heirs = [ready_item(f"heir-{n}", initiative="pages", goal=None, owner="ben") for n in range(2)]
    moved = [replace(one, goal="next", owner="ben") for one in there]
    aims = [initiative("pages", goal="leads")], [initiative("pages", goal="next")]
    old = goal("leads", title="More requests")
    later = Period(day("2026-04-01"), day("2026-06-30"), "2026-Q2")
    new = goal("next", title="More requests", period=later)
    found = between(
        backlog([*there, *heirs], [old], aims[0], config=known),
        backlog([*moved, *heirs], [replace(old, status="achieved"), new], aims[1], config=known),
    )
    written = diff_markdown(found, language("en"), ("main", None))
    listed = next(block for block in written.split("\n\n") if block.startswith("- "))
    assert listed.splitlines() == [
        "- The goal “More requests (2026-Q1)” is closed: achieved.",
        "- The goal “More requests (2026-Q2)” is new.",
        "- The initiative “Initiative pages” gets another goal.",
        "- 7 open items change from the goal “More requests” to “More requests (2026-Q2)”.",
        "- 5 items go from Anna to Ben.",
    ]
    titles = ", ".join(f"“Item number {n}”" for n in range(5))
    assert f"| 5 items: {titles} | Owner | Anna | Ben |" in written
    assert f"| 5 items: {titles} | Goal | More requests | More requests (2026-Q2) |" in written
    assert "| More requests (2026-Q2) | Period | – | 2026-Q2 |" in written


def test_every_field_is_told_in_words() -> None:
    known = config(people=people("anna", "ben"))
    before = ready_item("a", "planned", goal="leads", owner="anna")
    after = replace(
        before,
        title="Another title",
        goal="sales",
        owner="ben",
        due=day("2026-03-02"),
        cost=Cost(planned=500, actual=20),
        depends_on=("b",),
        blocked=(Block(day("2026-02-10"), "content", None, "texts"),),
        result=Result("11 leads", Outcome.MET, None, "repeat"),
        tags=("one", "two"),
        learning="Short is better",
        extra=(("colour", "blue"),),
    )
    entries = [goal("leads"), goal("sales")]
    found = between(
        backlog([before, item("b")], entries, config=known),
        backlog([after, item("b")], entries, config=known),
    )
    told = diff_markdown(found, language("en"), ("main", "HEAD"))
    for row in (
        "| Another title | Title | Title of a | Another title |",
        "|   | Goal | Goal leads | Goal sales |",
        "|   | Owner | Anna | Ben |",
        "|   | Due | – | 2 Mar |",
        "|   | Cost | – | Planned 500 €, Spent 20 € |",
        "|   | Depends on | – | Title of b |",
        "|   | Blocked | – | content is missing (texts) since 10 Feb |",
        "|   | Result | – | 11 leads, met, Do it again the same way |",
        "|   | Tags | – | one, two |",
        "|   | Learning | – | Short is better |",
        "|   | colour | – | blue |",
    ):
        assert row in told, row


def test_roles_stand_in_for_names() -> None:
    person = people("anna")["anna"]
    known = {"anna": replace(person, roles=("Content",)), "ben": replace(person, roles=("Ads",))}
    roles = config(people=known, show_people="roles")
    before = ready_item("a", requested_by="Zoe Zorn")
    found = between(
        backlog([before], [goal()], config=roles),
        backlog([replace(before, owner="ben", requested_by="Xaver")], [goal()], config=roles),
    )
    told = diff_markdown(found, language("en"), ("main", None))
    assert "| Owner | Content | Ads |" in told
    assert "Zoe" not in told
    assert "Xaver" not in told


def test_goals_initiatives_and_minutes_have_their_tables() -> None:
    minutes = meeting(decisions=(Decision("Yes"), Decision("No")), actions=(Action("Do"),))
    one = goal("leads", target=40)
    found = between(
        backlog([ready_item("a")], [one], [initiative("heat")]),
        backlog(
            [ready_item("a", effort=4)],
            [replace(one, target=50)],
            [initiative("heat", status="paused")],
            [minutes],
        ),
    )
    told = diff_markdown(found, language("en"), ("main", None))
    assert "The goal “Goal leads” changes: Target." in told
    assert "| Goal leads | Target | 40 | 50 |" in told
    assert "| Initiative heat | Status | Active | Paused |" in told
    assert "| Weekly review, 9 February 2026 | new | 2 decisions and 1 action |" in told


def test_a_verdict_for_programs() -> None:
    fine = ready_item("a", confidence=2)
    leads = [goal()]
    assert verdict(between(backlog([fine], leads), backlog([replace(fine, impact=5)], leads))) == "fine"
    assert verdict(between(backlog([fine], leads), backlog([replace(fine, confidence=5)], leads))) == "look"
    assert verdict(between(backlog([fine], leads), backlog([replace(fine, owner=None)], leads))) == "mend"
    hidden = {"config": config(site=Site(audience="public"), people=people("anna"))}
    assert (
        verdict(
            between(backlog([fine], leads, **hidden), backlog([replace(fine, owner="x")], leads, **hidden))
        )
        == "mend"
    )


def test_nothing_is_nothing() -> None:
    same = backlog([ready_item("a")], [goal()])
    told = diff_markdown(between(same, same), language("en"), ("main", None))
    assert told.startswith("Nothing of what the backlog says changes.")
    assert "###" not in told


def test_what_is_said_of_the_same_place_in_other_words_is_not_mended() -> None:
    """An item waits for another one, now in the next column: the warning is another, and still there."""
    page = ready_item("page", status="backlog")
    waits = {
        status: ready_item("ads", status=status, depends_on=("page",))
        for status in ("planned", "in-progress")
    }
    told = between([waits["planned"], page], [waits["in-progress"], page])
    assert {"starts-before-dependency"} <= {one.slug for one in told.findings.new} & {
        one.slug for one in told.findings.mended
    }
    shown = diff_markdown(told, language("en"), ("main", None))
    assert "what it waits for is not done" in shown
    assert "### Mended" not in shown
