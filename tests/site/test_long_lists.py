"""Lists of a large backlog: each names so many, says how many more there are, and where all of them stand."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from backlog.metrics.figures import Left
from backlog.site.pages import continuity, flow
from tests import make
from tests.site.sites import rendered, reported, settings

if TYPE_CHECKING:
    from backlog.report import Report

COUNT = 130
BUDGET = 150_000
MONDAY = make.day("2026-01-12")
WHERE = "all of them stand in <code>data/backlog.json</code>"


def much() -> Report:
    """130 each: finished, went past the columns of work, in work, come in of late; all for one goal."""
    moves = {
        "past": lambda number: ("2026-01-05 backlog", f"{MONDAY + timedelta(days=number % 28)} done"),
        "done": lambda number: (
            "2026-01-05 backlog",
            f"{MONDAY - timedelta(days=number % 5)} in-progress",
            f"{MONDAY + timedelta(days=number % 28)} done",
        ),
        "work": lambda number: ("2026-01-05 backlog", f"{MONDAY + timedelta(days=number % 9)} in-progress"),
        "came": lambda number: (f"{MONDAY + timedelta(days=7 + number % 21)} backlog",),
    }
    items = [
        make.item(
            f"{kind}-{number:03}",
            told(number)[-1].split()[1],
            title=f"Work of {kind} {number}",
            goal="leads",
            channel="website",
            history=make.history(*told(number)),
        )
        for kind, told in moves.items()
        for number in range(COUNT)
    ]
    return reported(make.backlog(items, [make.goal("leads")], config=settings()), ())


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return rendered(much())


def folded(page: str, name: str) -> str:
    """What is folded away under a name."""
    found = re.search(rf"<details[^>]*><summary>[^<]*{re.escape(name)}.*?</details>", page, re.DOTALL)
    assert found
    return found[0]


@pytest.mark.parametrize("path", ["flow.html", "continuity.html", "planning.html", "goals/leads.html"])
def test_a_page_of_many_items_keeps_to_the_budget(pages: dict[str, str], path: str):
    assert len(pages[path].encode()) < BUDGET


def test_items_that_went_past_are_named_latest_first(pages: dict[str, str]):
    text = folded(pages["flow.html"], "130 items went past all columns")
    assert text.count("<li>") == flow.MOST
    assert re.findall(r"Work of past (\d+)<", text)[:2] == ["27", "55"]
    assert f"80 more are not listed here; {WHERE} (<code>flow.excluded</code>)." in text


def test_what_is_left_out_is_counted_beyond_the_limit():
    report = much()
    gone = tuple(Left(id=f"gone-{number:03}", reason="vanished") for number in range(COUNT))
    page = rendered(replace(report, flow=replace(report.flow, excluded=gone)))["flow.html"]
    text = folded(page, "130 items left out")
    assert text.count("<li>") == flow.MOST
    assert f"80 more are not listed here; {WHERE} (<code>flow.excluded</code>)." in text


def test_items_in_work_are_named_oldest_first(pages: dict[str, str]):
    ages = pages["flow.html"].split('id="ages"')[1].split("</section>")[0]
    assert ages.count("<li>") == flow.MOST
    assert "120 more" in ages
    assert f"80 more are not listed here; {WHERE}." in ages


def test_the_table_of_cycle_times_has_the_longest(pages: dict[str, str]):
    table = folded(pages["flow.html"].split('id="cycle"')[1], "As a table")
    days = [int(row) for row in re.findall(r'<td class="figure">(\d+)</td></tr>', table)]
    assert len(days) == flow.MOST
    assert days == sorted(days, reverse=True)
    assert f"80 more are not listed here; {WHERE} (<code>cycle_time_days</code>)." in pages["flow.html"]


def test_a_week_of_a_channel_names_some_and_counts_all(pages: dict[str, str]):
    week = pages["continuity.html"].split('<li id="live-website-2026-W04">')[1].split("</li>")[0]
    assert week.count("<a ") == continuity.IN_A_WEEK
    assert re.search(r"and \d+ more$", week)


def test_what_came_in_is_named_latest_first(pages: dict[str, str]):
    text = folded(pages["continuity.html"], "130 items that came in")
    assert text.count("<li>") == continuity.MOST
    assert text.index("Work of came 20<") < text.index("Work of came 6<")
    assert f"30 more are not listed here; {WHERE}." in text


def test_cards_of_a_goal_and_of_the_planning(pages: dict[str, str]):
    goal = pages["goals/leads.html"].split('id="in-progress-name"')[1].split("</section>")[0]
    assert goal.count("<li data-id=") == 100
    assert "80 more" in goal
    running = pages["planning.html"].split('id="running"')[1].split("</section>")[0]
    assert running.count("<li data-id=") == 100
    for text in (goal, running):
        assert f"30 more are not listed here; {WHERE}." in text
