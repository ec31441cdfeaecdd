"""What the flow page says, of a lot of data and of little."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from backlog.metrics.figures import Left
from backlog.model import Block
from backlog.site.charts import flow as charts
from backlog.site.pages.flow import ABSENT, REASONS, wrong
from tests import make
from tests.site.sites import drawing, reported, seen, settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.model import Item
    from backlog.report import Report

MONDAY = make.day("2026-01-12")


def finished(count: int) -> list[Item]:
    """One finished on every second day from the first Monday on: number 0 takes 1 day, number 1 takes 2, …"""
    found = []
    for number in range(count):
        end = MONDAY + timedelta(days=2 * number)
        begin = end - timedelta(days=number)
        moves = make.history(f"{begin} backlog", f"{begin} in-progress", f"{end} done")
        found.append(make.item(f"done-{number:02}", "done", title=f"Work {number}", history=moves))
    return found


def started(id_: str, day: str, status: str = "in-progress", **values: Any) -> Item:
    return make.item(id_, status, history=make.history("2025-12-01 backlog", f"{day} {status}"), **values)


def report_of(items: Sequence[Item], code: str = "en", **values: Any) -> Report:
    return reported(make.backlog(items, config=settings(code, **values)), ())


def drawn(report: Report, code: str = "en") -> str:
    """The flow page; its parts stay together as long as nothing is left open."""
    draw = drawing(report, code)
    page = next(page for page in draw.entries if page.path == "flow.html")
    text = draw.render(page).decode()
    assert seen(text).faults == []
    return text


def said(text: str) -> str:
    """The text of the page's main part."""
    inside = re.search(r"<main.*</main>", text, re.DOTALL)
    assert inside
    words = " ".join(seen(inside[0]).text.replace("\u00a0", " ").split())
    return re.sub(r"\s+([.,:;)])", r"\1", words)


def part(text: str, id_: str) -> str:
    """One section of the page."""
    found = re.search(rf'<section class="section" aria-labelledby="{id_}">.*?</section>', text, re.DOTALL)
    assert found
    return found[0]


@pytest.fixture(scope="module")
def much() -> Report:
    """Twelve are finished in 1 to 12 days, three are in work: for 28, 5 and 3 days."""
    items = [
        *finished(12),
        started("old", "2026-01-20", title="Old & slow"),
        started("young", "2026-02-12", title="Young"),
        started("asked", "2026-02-14", "in-review", title="Asked"),
    ]
    return report_of(items)


def test_the_first_lines_say_pace_and_what_is_wrong(much: Report):
    """Nearest rank of 1 to 12 days: p85 is the eleventh. 28 days in work are more than that."""
    text = said(drawn(much))
    assert much.flow.cycle_time.p85 == 11
    assert re.search(r"^Flow The team finishes about \d items? a week; 85 % are done within 11 days\.", text)
    assert "1 item in work takes longer than expected." in text
    assert "The last 90 days: 19 November to 16 February 2026" in text
    assert "12 items finished" in text


def test_ages_are_named_linked_and_oldest_first(much: Report):
    """All twelve were only ever in progress, so only that column has a pace: half had left at 6 days."""
    section = part(drawn(much), "ages")
    assert "3 items are in work. 1 is older than 85 %" in said(f"<main>{section}</main>")
    assert "left this column within 6 days of their start, 85 % within 11 days." in said(
        f"<main>{section}</main>"
    )
    assert re.findall(r'<li>.*?href="items/(\w+)\.html"', section) == ["old", "young", "asked"]
    assert section.count('class="stale"') == 1
    assert "Old &amp; slow" in section
    assert "28 days" in section


def test_the_tables_hold_the_figures_of_the_charts(much: Report):
    text = drawn(much)
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", part(text, "cycle"), re.DOTALL)
    assert [re.findall(r"<td[^>]*>([^<]*)</td>", row)[-1] for row in rows] == [
        str(one.days) for one in much.flow.finishes
    ]
    weeks = re.findall(r"<tr><th scope=\"row\">.*?</tr>", part(text, "traffic"), re.DOTALL)
    assert [[int(cell) for cell in re.findall(r"<td[^>]*>(\d+)</td>", row)] for row in weeks] == [
        [week.count, came.count, left.count]
        for week, came, left in zip(
            much.flow.throughput, much.flow.arrivals, much.flow.departures, strict=True
        )
        if week.last >= make.day("2025-12-01")  # the first move that is known
    ]
    last = re.findall(r"<tr><th scope=\"row\">16.Feb.*?</tr>", part(text, "cumulative"), re.DOTALL)[0]
    assert re.findall(r"<td[^>]*>(\d+)</td>", last) == ["15", "15", "15", "15", "13", "12"]


def test_every_chart_has_words_for_those_who_do_not_see_it(much: Report):
    text = drawn(much)
    charts = re.findall(
        r'<svg[^>]*role="img"[^>]*aria-labelledby="(\S+) (\S+)">(.*?)</desc>', text, re.DOTALL
    )
    assert [title.removesuffix("-title") for title, _, _ in charts] == [
        "weeks-chart",
        "traffic-chart",
        "cumulative-chart",
        "cycle-chart",
    ]
    for title, description, inside in charts:
        assert f'<title id="{title}">' in inside
        words = inside.split(f'<desc id="{description}">')[1]
        assert len(words) > 20
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert "style=" not in text


def test_too_little_data_says_what_is_there_and_what_is_missing():
    """Four of ten; nothing speaks of percentiles, nor of a bottleneck in the first lines."""
    report = report_of([*finished(4), started("one", "2026-02-10")])
    text = said(drawn(report))
    assert text.startswith("Flow Too little is finished yet to tell a pace: 4 of 10 items.")
    assert "Too little to tell yet: 4 of 10 finished items." in said(
        f"<main>{part(drawn(report), 'cycle')}</main>"
    )
    assert report.flow.wanting is not None
    if report.flow.wanting.from_day:
        assert "At this pace there are enough from about" in text
    assert "Too little is finished yet to say which of them are slow." in text
    assert "items were finished on 4 days only, and five are needed" in text
    assert "half: day" not in drawn(report)


def test_a_short_past_is_drawn_from_where_it_begins():
    """Nothing is known before the 5th of January; the figures are of the whole window all the same."""
    report = report_of([started("one", "2026-01-20")])
    begun = replace(report.flow, begin=make.day("2025-12-15"))
    assert charts.shown_from(begun) == make.day("2025-12-15")
    assert charts.shown_from(replace(begun, begin=make.day("2026-02-10"))) == make.day("2026-01-05")
    assert charts.shown_from(replace(begun, begin=make.day("2024-02-10"))) == report.flow.window.first
    assert charts.shown_from(replace(begun, begin=None)) == report.flow.window.first
    assert charts.drawn_from(begun) == make.day("2025-12-15")
    assert charts.drawn_from(replace(begun, begin=make.day("2026-01-28"))) == make.day("2026-01-28")
    assert charts.drawn_from(replace(begun, begin=make.day("2026-02-15"))) == make.day("2026-02-09")
    assert charts.drawn_from(replace(begun, begin=make.day("2024-02-10"))) == report.flow.window.first
    assert charts.drawn_from(replace(begun, begin=None)) == report.flow.window.first
    young = charts.cumulative(replace(begun, begin=make.day("2026-01-28")), report.config.workflow)
    assert young is not None
    assert young.stops[0].label == make.day("2026-01-28")
    chart = charts.cumulative(begun, report.config.workflow)
    assert chart is not None
    assert chart.stops[0].label == make.day("2025-12-15")
    assert "first known move: 15 December" in said(drawn(replace(report, flow=begun)))


def test_a_young_backlog_says_nothing_of_days_that_nobody_knows():
    """Everything begins on the 3rd of February: no row is older, and what was in work is said of that day."""
    items = [
        make.item("one", "in-progress", history=make.history("2026-02-03 in-progress")),
        make.item("two", "done", history=make.history("2026-02-03 in-progress", "2026-02-10 done")),
    ]
    text = drawn(report_of(items))
    assert "In work on 3 February: 2, today: 1. More was finished than begun." in said(text)
    weeks = re.findall(r'<tr><th scope="row">([^<]+?)\s*<', part(text, "traffic"))
    assert [week.replace("\u00a0", " ") for week in weeks] == ["2 Feb", "9 Feb", "16 Feb"]
    days = re.findall(r'<tr><th scope="row">([^<]+)<', part(text, "cumulative"))
    assert [day.replace("\u00a0", " ") for day in days] == ["9 Feb", "16 Feb"]
    assert "0 of 0" not in said(text)


def test_on_the_first_day_nothing_is_said_to_have_moved():
    planned = make.item("one", "planned", history=make.history("2026-02-15 backlog", "2026-02-16 planned"))
    text = said(drawn(report_of([planned])))
    assert "Nothing has been in work or finished in these days." in text
    assert "As much was begun" not in text
    assert "There is no forecast yet: nothing was finished since 15 February 2026." in text
    assert "0 of 0" not in text


def test_a_pace_that_is_too_slow_says_which_setting_looks_further_back():
    moves = make.history("2025-10-01 backlog", "2026-01-05 in-progress", "2026-01-07 done")
    text = said(drawn(report_of([make.item("one", "done", history=moves)])))
    assert "1 of 10 finished items. At this pace 90 days never hold as many" in text
    assert "never hold" not in said(drawn(report_of([])))


def test_by_when_counts_upwards_and_leaves_out_none():
    """Nothing is rated, so that all open ranked items are none; they have no row."""
    many = finished(12)
    assert re.findall(r'<th scope="row">(\d+)</th><td class="figure">\d+\s\w+<', drawn(report_of(many))) == [
        "5",
        "10",
        "20",
    ]
    rated = [make.item(f"r{n:02}", "backlog", impact=3, confidence=3, effort=n % 5 + 1) for n in range(7)]
    assert re.findall(
        r'<th scope="row">(\d+)</th><td class="figure">\d+\s\w+<', drawn(report_of([*many, *rated]))
    ) == ["5", "7", "10", "20"]


def test_without_git_nothing_is_said_not_to_have_been_finished():
    """Two are done on days that nobody knows: the page says so instead of counting none."""
    done = [make.item(f"d{n}", "done", created=make.day("2026-01-05")) for n in range(2)]
    new = make.item("new", history=make.history("2026-02-03 backlog"))
    text = said(drawn(report_of([*done, new])))
    assert text.count("Of 2 finished items nobody knows when they went live.") == 3
    for word in ("Nothing was finished", "nothing was finished", "more has come in than left"):
        assert word not in text


def test_many_are_finished_but_of_few_it_is_known_how_long_they_took():
    """Eleven went past, and one took a day: a pace there is, a duration there is not."""
    items = finished(1) + [
        make.item(
            f"past-{number}",
            "done",
            history=make.history("2026-01-05 backlog", f"2026-02-{number + 2:02} done"),
        )
        for number in range(11)
    ]
    text = said(drawn(report_of(items)))
    assert "a week; how long an item takes is known of too few of them: 1, and 10 are needed." in text
    assert "The day on which work began is known of 1 of 12 finished items." in text
    assert "11 items went past all columns of work in one change" in text


def test_nothing_at_all():
    text = said(drawn(report_of([])))
    assert "Too little is finished yet to tell a pace: 0 of 10 items." in text
    assert "Nothing is in work." in text
    assert "Nothing was finished in these days." in text
    assert "There is no forecast yet: nothing was finished since" in text
    assert "No move of an item is known." in text
    assert "Nothing was blocked in these 90 days, nor in the 90 before." in text
    assert 'role="img"' not in drawn(report_of([]))


def test_waiting_is_unknown_where_no_status_waits(much: Report):
    assert "work was going on in" in said(drawn(much))
    workflow = tuple(replace(status, waiting=False) for status in much.config.workflow)
    text = drawn(report_of(finished(12), workflow=workflow))
    assert "<code>waiting = true</code>" in text
    assert "work was going on in" not in text


def test_blocked_days_of_this_window_and_the_last():
    """From the 1st of February to the 16th are 16 days; from the 1st of November to the day before the 10th 9."""
    now = Block(make.day("2026-02-01"), "content")
    then = Block(make.day("2025-11-01"), "approval", make.day("2025-11-10"))
    one = started("one", "2025-10-01", blocked=(then, now))
    moved = replace(one, history=make.history("2025-09-01 backlog", "2025-10-01 in-progress"))
    section = said(f"<main>{part(drawn(report_of([moved])), 'blocked')}</main>")
    assert "Items were blocked for 16 days in all, in the 90 days before for 9." in section
    assert "Most often: content is missing." in section
    assert section.index("content is missing 16 days (before: 0)") < section.index(
        "approval is pending 0 days (before: 9)"
    )


def test_items_that_went_past_say_the_lines_to_paste():
    """The lines have the day of finishing and the words of the file's language; none of a day that is there."""
    past = make.item(
        "past", "done", title="Past", history=make.history("2026-01-05 backlog", "2026-02-03 done")
    )
    text = part(drawn(report_of([past])), "known")
    assert "1 item went past all columns of work in one change" in text
    assert '<pre class="line paste" tabindex="0">started: 2026-02-03\ndone: 2026-02-03</pre>' in text
    assert "https://github.com/example/backlog/edit/main/items/past.md" in text
    german = part(drawn(report_of([past], "de"), "de"), "known")
    assert ">begonnen: 2026-02-03\nerledigt: 2026-02-03</pre>" in german
    dated = part(drawn(report_of([replace(past, done=make.day("2026-02-04"))])), "known")
    assert ">started: 2026-02-04</pre>" in dated


def test_what_is_left_out_stands_by_reason_and_gone_items_by_id(much: Report):
    flow = replace(
        much.flow,
        excluded=(Left(id="gone-1", reason="vanished"), Left(id="old", reason="baseline")),
    )
    text = part(drawn(replace(much, flow=flow)), "known")
    assert "<li><code>gone-1</code></li>" in text
    assert 'href="items/old.html"' in text
    assert 'href="items/gone-1.html"' not in text
    assert f"1 item left out: {REASONS['vanished']}" in said(f"<main>{text}</main>")


def test_words_of_the_past_that_are_no_status(much: Report):
    report = replace(much, past=replace(much.past, unknown={"<wip>": 3}))
    assert '<code>&lt;wip&gt;</code> <span class="quiet">3 items</span>' in drawn(report)


@pytest.mark.parametrize("absent", sorted(ABSENT))
def test_without_git_the_page_says_so_above_all_sections(much: Report, absent: Any):
    text = said(drawn(replace(much, past=replace(much.past, absent=absent))))
    assert ABSENT[absent] in text.split("What can be promised")[0]
    whole = drawn(replace(much, past=replace(much.past, absent=absent)))
    assert whole.count("Without the git history.") == 1
    assert '<a href="handbook.html#history">What that means</a>' in whole
    assert 'id="absent"' not in drawn(replace(much, past=replace(much.past, absent="")))


def test_at_most_two_things_are_said_to_be_wrong(much: Report):
    flow = replace(much.flow, arrivals_lead=3, bottleneck="in-progress")
    assert wrong(flow) == ("over", "arrivals")
    assert wrong(replace(flow, arrivals_lead=2)) == ("over",)  # one column only is no bottleneck
    assert "For 3 weeks more has come in than left." in said(drawn(replace(much, flow=flow)))


def test_names_of_columns_are_the_team_s_own_words(much: Report):
    """They are neither translated nor cut within a character, and long ones end early."""
    names = {"planned": "Planned", "in-progress": "A & B & C & D & E & F"}
    workflow = tuple(
        replace(status, name=names.get(status.id, status.name)) for status in much.config.workflow
    )
    text = part(drawn(report_of(much.backlog.items, "de", workflow=workflow), "de"), "cumulative")
    ends = re.findall(r'<text x="12"[^>]*>(.*?) <tspan', text)
    assert ends[2:4] == ["Planned", "A &amp; B &amp; C…"]


def test_nobody_is_named(much: Report):
    """Whoever does the work: the page speaks of items only."""
    items = [replace(item, owner="anna") for item in much.backlog.items]
    assert "Anna" not in said(drawn(report_of(items)))
