"""The story of an item: what its page says of how it came here."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from backlog.history import past_of
from backlog.history.tracks import Track, Tracks, Version
from backlog.metrics.figures import Finish
from backlog.model import Block
from backlog.model.past import Facts
from backlog.report import Origin, Report
from backlog.report.compute import report_of
from backlog.site.story import older_than, parts_of, story
from tests.make import TODAY, backlog, config, day, history, item
from tests.site.sites import rendered, seen

if TYPE_CHECKING:
    from backlog.model import Item

SHA = "4f2a91c0" + "0" * 32


def reported(*items: Item, versions: tuple[tuple[str, str, int], ...] = (), dated: bool = True) -> Report:
    """`versions` are day, status and impact of the item `a` in git; the last one is not committed."""
    made = backlog(items)
    known = [
        Version(
            at=None,
            day=day(on),
            commit=SHA if number + 1 < len(versions) or number == 0 else None,
            path="items/a.md",
            facts=Facts(id="a", status=status, impact=impact, confidence=3, effort=2),
            dated=dated or number > 0,
        )
        for number, (on, status, impact) in enumerate(versions)
    ]
    by_path = {"items/a.md": Track(kind="item", versions=tuple(known))} if known else {}
    past = past_of(made, TODAY, Tracks(by_path=by_path), absent="" if known else "off")
    return report_of(made, (), TODAY, Origin(), past)


def told(report: Report) -> list[tuple[object, ...]]:
    events = story(report, report.card_by_id["a"])
    return [(one.day.isoformat()[5:], one.what, one.before, one.after, one.days, one.lasts) for one in events]


def page(report: Report, code: str = "en") -> str:
    return " ".join(seen(rendered(report, code)["items/a.html"]).text.split())


def test_moves_say_how_long_it_stayed_and_where_it_is() -> None:
    """Two moves on one day: it stayed for less than a day; today is the 16th."""
    report = reported(
        item("a", "in-review", history=history("2026-02-02 backlog", "2026-02-05 planned", "2026-02-05 in-progress", "2026-02-13 in-review"))
    )  # fmt: skip
    assert told(report) == [
        ("02-13", "moved", "in-progress", "in-review", 3, True),
        ("02-05", "moved", "planned", "in-progress", 8, False),
        ("02-05", "moved", "backlog", "planned", 0, False),
        ("02-02", "born", None, "backlog", 3, False),
    ]
    text = page(report)
    assert "In progress → In review · for 3 days now · history" in text
    assert "Backlog → Planned · less than a day · history" in text
    assert "Created: Backlog · 3 days" in text
    assert "Without the git history nobody knows how its ratings changed." in text


def test_what_is_over_stays_for_ever_and_started_alone_is_no_birth() -> None:
    """`started` and `done` do not tell where the item came from."""
    report = reported(item("a", "done", started=day("2026-02-02"), done=day("2026-02-06")))
    assert told(report) == [
        ("02-06", "moved", "in-progress", "done", None, True),
        ("02-02", "moved", None, "in-progress", 4, False),
    ]
    text = page(report)
    assert "It took 5 days from start to finish." in text
    assert "From the idea on" not in text
    assert "dates of the file" in text


def test_blockers_stand_in_the_same_list() -> None:
    """One that has ended, one that goes on, one that begins tomorrow."""
    blocks = (
        Block(day("2026-02-03"), "content", day("2026-02-06"), "Photos"),
        Block(day("2026-02-12"), "approval"),
        Block(day("2026-02-17"), "other"),
    )
    report = reported(item("a", "in-progress", blocked=blocks, history=history("2026-02-01 in-progress")))
    assert told(report) == [
        ("02-12", "blocked", None, None, 4, True),
        ("02-06", "freed", None, None, None, False),
        ("02-03", "blocked", None, None, 3, False),
        ("02-01", "born", None, "in-progress", 15, True),
    ]
    text = page(report)
    assert "Blocked: approval is pending · for 4 days now" in text
    assert "Blocked: content is missing (Photos) · 3 days" in text


def test_a_blocker_that_was_taken_out_of_the_file_is_told() -> None:
    blocks = {"2026-02-03": (Block(day("2026-02-03"), "content"),), "2026-02-06": ()}
    versions = tuple(
        Version(
            at=None,
            day=day(on),
            commit=SHA,
            path="items/a.md",
            facts=Facts(id="a", status="in-progress", blocked=blocked),
        )
        for on, blocked in blocks.items()
    )
    tracks = Tracks(by_path={"items/a.md": Track(kind="item", versions=versions)})
    made = backlog([item("a", "in-progress")])
    report = report_of(made, (), TODAY, Origin(), past_of(made, TODAY, tracks, absent=""))
    assert [row[:2] for row in told(report)] == [("02-06", "freed"), ("02-03", "blocked"), ("02-03", "born")]


def test_a_blocker_that_nobody_ended_ends_with_the_item() -> None:
    report = reported(
        item("a", "done", blocked=(Block(day("2026-02-03"), "content"),), done=day("2026-02-10"))
    )
    assert ("02-03", "blocked", None, None, None, False) in told(report)


def test_ratings_say_what_changed_and_what_that_did_to_the_rank() -> None:
    """a: 3 × 3 ÷ 2 = 4.5 behind b (nothing is known of b's past), then 5 × 3 ÷ 2 = 7.5."""
    report = reported(
        item("a", "planned", impact=5, confidence=3, effort=2),
        versions=(("2026-02-02", "backlog", 3), ("2026-02-09", "backlog", 5), ("2026-02-16", "planned", 5)),
    )
    events = story(report, report.card_by_id["a"])
    assert [(one.what, one.ratings and one.ratings[0]) for one in events] == [
        ("moved", ()),
        ("rated", ("impact", 3, 5)),
        ("rated", ("impact", None, 3)),
        ("born", ()),
    ]
    text = page(report)
    assert "Impact 3 → 5 · Rank 1 as before · 4f2a91c" in text
    assert "Impact 3, Confidence 3, Effort 2 · Rank 1 · 4f2a91c" in text
    assert "Backlog → Planned · since today · not committed yet" in text
    assert "nobody knows how its ratings changed" not in text


def test_what_came_in_bulk_was_there_already() -> None:
    text = page(reported(item("a"), versions=(("2026-02-02", "backlog", 3),), dated=False))
    assert "Already there: Backlog" in text


def test_commits_are_links_where_the_host_is_known() -> None:
    report = reported(item("a"), versions=(("2026-02-02", "backlog", 3),))
    assert not [link for link in seen(rendered(report)["items/a.html"]).all("a", "href") if SHA in link]
    made = report_of(
        backlog(report.backlog.items, config=config(repository="https://github.com/o/r")),
        (),
        TODAY,
        Origin(),
        report.past,
    )
    links = seen(rendered(made)["items/a.html"]).all("a", "href")
    assert f"https://github.com/o/r/commit/{SHA}" in links


def test_a_long_story_is_folded_after_twelve_lines() -> None:
    moves = [f"2026-01-{n + 1:02} {'planned' if n % 2 else 'backlog'}" for n in range(20)]
    html = rendered(reported(item("a", "planned", history=history(*moves))))["items/a.html"]
    assert html.split('<details class="rest">')[1].count("<time") == 8


@pytest.mark.parametrize(
    ("days", "parts"),
    [
        (None, []),
        ({}, []),
        ({"in-review": 3}, [("in-review", 0, 300)]),
        ({"dropped": 1, "in-progress": 1, "in-review": 1}, [("in-progress", 0, 100), ("in-review", 100, 100), ("dropped", 200, 100)]),
        ({"in-progress": 6, "odd": 1}, [("in-progress", 0, 257), ("odd", 257, 43)]),
    ],
)  # fmt: skip
def test_parts_fill_the_bar(days, parts) -> None:
    found = parts_of(days, [status.id for status in backlog().config.workflow], 300)
    assert [(one.status, one.x, one.width) for one in found] == parts


def test_older_than_needs_ten_to_compare_with() -> None:
    """Of cycle times 1 to 10, eight are below 9."""
    report = reported(item("a"))
    flow = report.flow
    finishes = tuple(
        Finish(id=str(n), started=day("2026-02-01"), finished=day("2026-02-10"), days=n) for n in range(1, 11)
    )
    assert older_than(replace(flow, finishes=finishes), 9, 10) == 80
    assert older_than(replace(flow, finishes=finishes[1:]), 9, 10) is None
    assert older_than(replace(flow, finishes=finishes), None, 10) is None


def compared(age: int) -> str:
    """The page of an item in work for so many days, where ten others took 1 to 10 days."""
    since = TODAY - timedelta(days=age - 1)
    others = [
        item(f"b{n}", "done", started=day("2026-02-01"), done=day("2026-01-31") + timedelta(days=n))
        for n in range(1, 11)
    ]
    return page(reported(item("a", "in-progress", history=history(f"{since} in-progress")), *others))


def test_the_age_is_compared_with_what_was_finished() -> None:
    """The 85th percentile of 1 to 10 is 9."""
    assert "In work for 9 days. 80 % of what was finished in the last 90 days took less." in compared(9)
    assert "Expected: 85 % in at most 9 days." in compared(9)
    assert "Everything that was finished in the last 90 days took less." in compared(11)
    assert "Nothing that was finished in the last 90 days took less." in compared(1)


def test_too_few_to_compare_with_are_counted() -> None:
    text = page(reported(item("a", "in-progress", history=history("2026-02-10 in-progress"))))
    assert "Nobody can tell yet whether that is long: 0 of 10 finished items to compare it with." in text


def test_a_story_in_german() -> None:
    report = reported(item("a", "in-progress", history=history("2026-02-10 in-progress")))
    assert "Angelegt: In progress · seit 6 Tagen · history" in page(report, "de")
