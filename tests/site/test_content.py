"""What single pages say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from backlog.content.markdown import read_body
from backlog.model import Block, Outcome, Result
from backlog.site import site
from backlog.site.bodies import addresses, body_html
from backlog.site.host import edit_address, history_address
from backlog.site.pages.board import SHOWN
from backlog.site.pages.index import passed_words
from tests import make
from tests.site.sites import drawing, everything, rendered, reported, seen, settings


def said(page: str) -> str:
    """The text of a page's main part, without superfluous space."""
    inside = re.search(r"<main.*</main>", page, re.DOTALL)
    assert inside
    return re.sub(r"\s+([.,:;)])", r"\1", " ".join(seen(inside[0]).text.replace("\u00a0", " ").split()))


def index(*items, goals=(), code: str = "en", **values) -> str:
    backlog = make.backlog(items, goals, config=settings(code), **values)
    return said(rendered(reported(backlog), code)["index.html"])


def goal(id_: str, current: int | None, **values):
    return make.goal(id_, target=Decimal(40), current=None if current is None else Decimal(current), **values)


def test_the_headline_counts_goals_on_course():
    """On the report day half of the quarter has passed: 30 of 40 is on course, 5 of 40 is not."""
    work = [make.item(f"work-{id_}", "in-progress", goal=id_) for id_ in ("a", "b", "c")]
    goals = [goal("a", 30), goal("b", 5), goal("c", 39)]
    assert "Two of three goals are on course." in index(*work, goals=goals)
    assert "Both goals are on course." in index(*work[::2], goals=goals[::2])
    assert "One of two goals is on course." in index(*work[:2], goals=goals[:2])
    assert "All three goals are on course." in index(
        *work, goals=[goal("a", 30), goal("b", 40), goal("c", 39)]
    )
    assert "None of the three goals is on course." in index(
        *work, goals=[goal("a", 3), goal("b", 4), goal("c", 9)]
    )
    assert "Neither goal is on course." in index(*work[:2], goals=[goal("a", 3), goal("b", 4)])
    assert "The goal is not on course." in index(work[1], goals=goals[1:2])
    assert "The goal is on course." in index(work[0], goals=goals[:1])
    assert "cannot be said" in index(work[0], goals=[goal("a", None)])
    rests = index(goals=[goal("a", 30, status="paused")])
    assert rests.count("No goal is running.") == 1
    assert "1 goal rests, is over or has yet to begin." in rests
    assert index().count("There is no goal yet.") == 1
    assert "No goal is running." not in index()


def test_the_headline_names_goals_nobody_works_for():
    text = index(
        make.item("one", "in-progress", goal="a"), goals=[goal("a", 30), goal("b", 5, title="More jobs")]
    )
    assert "Nobody works for “More jobs” yet." in text


def test_needs_you_names_the_oldest_approval():
    one = make.item(
        "one", "in-review", title="Landing page", reviewer="ben", history=make.history("2026-02-07 in-review")
    )
    two = make.item("two", title="Mailing", blocked=(Block(date(2026, 2, 12), "approval"),))
    assert "No approval is waiting." in index()
    assert "1 approval is waiting: Landing page, for 9 days with Ben." in index(one)
    assert "2 approvals are waiting. The oldest: Landing page, for 9 days with Ben." in index(one, two)


def test_needs_you_names_whom_the_others_wait_for():
    def waiting(id_: str, reviewer: str | None, day: str):
        return make.item(id_, "in-review", reviewer=reviewer, history=make.history(f"{day} in-review"))

    others = [waiting("two", "anna", "2026-02-08"), waiting("three", "ben", "2026-02-09")]
    again = [waiting("four", "anna", "2026-02-10"), waiting("five", None, "2026-02-11")]
    text = index(waiting("one", "ben", "2026-02-07"), *others, *again)
    assert "The oldest: Title of one, for 9 days with Ben. 4 more: Anna and Ben" in text


def test_stuck_says_why_and_since_when():
    item = make.item("one", title="Newsletter", owner="anna", blocked=(Block(date(2026, 2, 4), "content"),))
    assert "1 item cannot go on. Newsletter – content is missing, for 12 days (Anna)" in index(item)
    assert "Nothing is stuck." in index()


def test_what_waits_for_an_approval_is_said_alike_above_and_below():
    item = make.item(
        "one",
        "in-review",
        title="Prices",
        owner="anna",
        reviewer="ben",
        history=make.history("2026-02-06 in-review"),
        blocked=(Block(date(2026, 2, 12), "approval"),),
    )
    text = index(item)
    assert "1 approval is waiting: Prices, for 10 days with Ben." in text
    assert "Prices – approval is pending, for 10 days with Ben" in text
    assert "for 4 days" not in text


def test_what_holds_up_a_goal_that_is_behind_comes_first():
    behind = goal("jobs", 1, title="More jobs")
    items = [
        make.item("old", title="Old", goal="leads", blocked=(Block(date(2026, 1, 2), "content"),)),
        make.item("page", title="Page", goal="jobs", blocked=(Block(date(2026, 2, 14), "content"),)),
    ]
    text = index(*items, goals=[goal("leads", 30), behind])
    assert "Page – content is missing, for 2 days holds up “More jobs”" in text
    assert text.index("Page – content") < text.index("Old – content")


def test_an_old_figure_is_called_old():
    old = goal("jobs", 5, measured=date(2026, 1, 12))
    new = replace(old, measured=date(2026, 2, 12))
    assert "5 of 40 as of 12 Jan – 35 days old" in index(goals=[old])
    assert "5 of 40 (as of 12 Feb)" in index(goals=[new])


def test_a_goal_says_what_is_next_for_it():
    ranked = [make.ready_item(f"item-{number}", effort=number, goal="jobs") for number in range(1, 5)]
    waits = replace(ranked[0], reviewer="ben", blocked=(Block(date(2026, 2, 12), "approval"),))
    done = make.item("over", "done", goal="jobs", result=Result("3 leads", Outcome.MET, date(2026, 2, 14)))
    backlog = make.backlog([waits, *ranked[1:], done], [goal("jobs", 5)], config=settings())
    page = rendered(reported(backlog))["goals/jobs.html"]
    section = seen(page[page.index('<h2 id="next"') : page.index('<aside class="side"')]).text
    assert re.search(r"Rank 1 ?Backlog ?Anna ?approval is pending, for 4 days with Ben", section)
    assert [f"Title of item-{number}" in section for number in range(1, 5)] == [True, True, True, False]
    assert "Furthest along: effect measured (1 item). 4 items are still open, 1 is finished." in said(page)


def test_open_items_of_an_unbegun_goal():
    items = [make.item(f"item-{number}", goal="jobs") for number in range(2)]
    assert "2 open, none begun yet" in index(*items, goals=[goal("jobs", 5)])
    assert "1 open, not begun yet" in index(items[0], goals=[goal("jobs", 5)])


def test_live_says_what_came_of_it():
    item = make.item(
        "one",
        "done",
        title="Ads",
        expected="8 leads",
        result=Result("11 leads", Outcome.ABOVE, date(2026, 2, 14)),
        history=make.history("2026-01-12 in-progress", "2026-02-12 done"),
    )
    text = index(item, meetings=[make.meeting("2026-02-09")])
    assert (
        "1 item went live since the review on 9 February. Ads: 11 leads (expected: 8 leads) – exceeded"
        in text
    )
    assert "Of 1 measured item, 1 reached or exceeded what was expected." in text
    assert "Nothing went live in the last 7 days." in index()


def test_next_says_until_when():
    item = make.item("one", "planned", title="Mailing", due=date(2026, 2, 20))
    assert "Planned until Friday, 6 March: 1 item. 1 of them has a fixed date: Mailing, 20 February" in index(
        item
    )


def test_the_index_speaks_german():
    work = make.item(
        "one",
        "in-progress",
        goal="a",
        owner="anna",
        title="Newsletter",
        blocked=(Block(date(2026, 2, 4), "content"),),
    )
    text = index(work, goals=[goal("a", 30), goal("b", 5, title="Mehr Bewerbungen")], code="de")
    assert "Stand: Montag, 16. Februar 2026" in text
    assert "Eines von zwei Zielen ist auf Kurs. Für „Mehr Bewerbungen“ arbeitet noch niemand." in text
    assert "1 Aufgabe steckt fest. Newsletter – Inhalte fehlen, seit 12 Tagen (Anna)" in text


def test_no_score_and_no_count_of_findings_on_the_index():
    text = said(rendered(reported(everything(settings())))["index.html"])
    assert not re.search(r"ICE|WIP|KPI|\bscore|finding", text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("percent", "words"),
    [(None, ""), (0, "the time has just begun"), (15, ""), (26, "a quarter of the time has passed"), (98, "the time is almost over"), (100, "the time is over")],
)  # fmt: skip
def test_time_that_has_passed_in_words(percent, words):
    assert passed_words(percent) == words


def test_an_item_says_why_it_stands_where_it_stands():
    items = [
        make.ready_item("one", impact=4, confidence=3, effort=2),
        make.ready_item("two", impact=5, confidence=5, effort=1),
    ]
    text = said(
        rendered(reported(make.backlog(items, [goal("leads", 1)], config=settings())))["items/one.html"]
    )
    assert "4 × 3 ÷ 2 = 6.00" in text
    assert "Rank 2 of 2; the same if one rating were off by one" in text


def test_the_best_ratings_can_only_be_off_in_one_direction():
    items = [make.ready_item(name, impact=5, confidence=5, effort=1) for name in ("one", "two")]
    pages = rendered(reported(make.backlog(items, [goal("leads", 1)], config=settings())))
    assert "Rank 1 of 2; rank 2 if one rating were off by one" in said(pages["items/one.html"])
    assert "= 25.00 1 rank 2 if one rating were off by one" in said(pages["ranking.html"])


def test_an_item_says_what_is_missing_and_what_it_waits_for():
    items = [
        make.item("one", title="One", depends_on=("two",)),
        make.item("two", title="Two", depends_on=("three",)),
        make.item("three", "done", title="Three"),
    ]
    pages = rendered(reported(make.backlog(items, config=settings())))
    assert "Waits for Two (Backlog)" in said(pages["items/one.html"])
    assert re.search(r"Still missing: Goal, .*Owner", said(pages["items/one.html"]))
    assert "Needed by One" in said(pages["items/two.html"])
    assert "Waits for" not in said(pages["items/two.html"])


def test_a_column_says_its_load_in_words():
    items = [make.item(f"item-{number}", "in-review") for number in range(4)]
    text = said(rendered(reported(make.backlog(items, config=settings())))["board.html"])
    assert "In review 4 of 3 Too much at once: 1 more than agreed" in text
    assert "Limit reached" in said(
        rendered(reported(make.backlog(items[:3], config=settings())))["board.html"]
    )


def test_a_board_of_a_thousand_cards_stays_usable():
    """A column shows fifty cards, done ones the latest ten, dropped ones none; all others are lines."""
    items = [
        make.item(f"item-{number:04}", status)
        for number, status in enumerate(["backlog", "done", "dropped"] * 400)
    ]
    page = rendered(reported(make.backlog(items, config=settings())))["board.html"]
    assert page.count('<li class="card') == SHOWN + 10
    assert "350 more" in said(page)
    assert "390 more" in said(page)
    assert "Show all 400 items" in said(page)
    assert len(set(re.findall(r'href="items/(item-\d+)\.html"', page))) == 1200
    assert len(page) < 400_000


def test_a_goal_says_how_far_it_is():
    made = goal(
        "leads",
        18,
        baseline=Decimal(12),
        title="More leads",
        metric="leads",
        measured=date(2026, 2, 1),
        share=50,
    )
    pages = rendered(reported(make.backlog([make.ready_item()], [made], config=settings())))
    text = said(pages["goals/leads.html"])
    assert "Qualified leads: 18, from 12 to 40 (as of 1 Feb)" in text
    assert "21 % of the way to the target; 51 % of the time has passed" in text
    assert "Baseline12" in text
    assert "wanted 50 %" in text
    assert "Nobody works for this goal yet. At least one item is ready to start." in text
    assert text.count("(reached)") == 2
    assert "behind" in said(pages["goals.html"])


def test_bodies_link_within_the_site():
    """Items and images that are there are linked, also by fragment; what is not there is text."""
    text = "[a](other.md) [b](other.md#what) [c](gone.md) [d](../../etc/passwd) ![e](../pictures/e.png) ![f](f.png) [g](archive/Once.md)"
    body, _ = read_body(text, "items/one.md", 1, "one", html=True)
    report = reported(make.backlog([make.item("one"), make.item("other", formerly=("once",))]))
    places = addresses(report, {"pictures/e.png": "assets/abc.png"})
    html = str(body_html(body, "items/one.md", places, "../"))
    assert '<a href="../items/other.html">a</a>' in html
    assert '<a href="../items/other.html#h-other-what">b</a>' in html
    assert "<a>c</a> <a>d</a>" in html
    assert '<a href="../items/other.html">g</a>' in html
    assert '<img src="../assets/abc.png" alt="e"' in html
    assert html.count("<img") == 1


@pytest.mark.parametrize(
    ("repository", "edit", "history"),
    [
        ("https://github.com/o/r", "https://github.com/o/r/edit/main/items/%C3%BC%20b.md", "https://github.com/o/r/commits/main/items/%C3%BC%20b.md"),
        ("git@gitlab.com:o/r.git", "https://gitlab.com/o/r/-/edit/main/items/%C3%BC%20b.md", "https://gitlab.com/o/r/-/commits/main/items/%C3%BC%20b.md"),
        ("https://codeberg.org/o/r/", "https://codeberg.org/o/r/_edit/main/items/%C3%BC%20b.md", "https://codeberg.org/o/r/commits/branch/main/items/%C3%BC%20b.md"),
        ("https://git.example.org/o/r", "", ""),
        ("javascript:alert(1)//github.com", "", ""),
        ("", "", ""),
    ],
)  # fmt: skip
def test_addresses_on_the_host(repository, edit, history):
    assert edit_address(repository, "main", "items/ü b.md") == edit
    assert history_address(repository, "main", "items/ü b.md") == history


def test_without_a_repository_there_is_nothing_to_edit():
    page = rendered(reported(make.backlog([make.item("one")], config=settings(repository=""))))[
        "items/one.html"
    ]
    assert "Earlier versions" not in said(page)
    assert "Open the file" not in said(page)
    assert "items/one.md" in said(page)


def test_an_item_page_is_quick():
    """Ten thousand pages need the frame to be made once: 0.4 ms a page on a quiet core, here ten times that."""
    import time

    report = reported(everything(settings()))
    draw = drawing(report)
    pages = [page for page in site(report) if page.template == "item.html"]
    best = 1.0
    for _ in range(5):
        start = time.perf_counter()
        for page in pages:
            draw.render(page)
        best = min(best, (time.perf_counter() - start) / len(pages))
    assert best < 0.004


def test_an_approval_is_waited_for_since_one_day_on_every_page():
    """In review for ten days, and blocked for the approval for four: it waits for ten. The texts came later."""
    waiting = make.ready_item(
        "page", "in-review", title="Price page", reviewer="ben", blocked=(
            Block(make.day("2026-02-12"), "approval"), Block(make.day("2026-02-13"), "content"),
        ), history=make.history("2026-01-12 in-progress", "2026-02-06 in-review"),
    )  # fmt: skip
    whole = make.backlog([waiting], [make.goal()], config=settings())
    pages = {path: said(page) for path, page in rendered(reported(whole)).items() if path.endswith(".html")}
    assert "Blocked: approval is pending, for 10 days" in pages["board.html"]
    assert "Blocked: content is missing, for 3 days" in pages["board.html"]
    assert "approval is pending, for 10 days" in pages["items/page.html"]
    for path in ("index.html", "reviews.html", "planning.html"):
        assert "for 10 days" in pages[path]
    for path in ("board.html", "index.html", "reviews.html", "planning.html"):
        assert "for 4 days" not in pages[path]
