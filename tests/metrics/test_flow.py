"""All figures of flow together, as they are known on a day."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from backlog.config.figures import Flow as Settings
from backlog.history import past_on
from backlog.metrics.figures import Finish, Flow, Spread, Wanting
from backlog.metrics.flow import flow_of
from backlog.site.charts.flow import whole
from tests.make import TODAY, config, day, item
from tests.metrics.lives import moved_items, past, went

if TYPE_CHECKING:
    from backlog.model import Item


def flow(*items: Item, on: str = "2026-02-16", ranked: int = 0, **settings: Any) -> Flow:
    configured = config(flow=replace(Settings(), **settings))
    return flow_of(past(*items, today=day(on), settings=configured), configured, day(on), ranked)


def finished(count: int, first: str = "2026-02-02") -> list[Item]:
    """One finished on each day from the first on, each begun the day before and born that day."""
    begin = day(first)
    return [
        went(
            f"a{number:02}",
            f"{begin + timedelta(days=number - 1)} backlog",
            f"{begin + timedelta(days=number - 1)} in-progress",
            f"{begin + timedelta(days=number)} done",
        )
        for number in range(count)
    ]


def test_of_three_items() -> None:
    found = flow(
        went(
            "late", "2026-01-05 backlog", "2026-01-20 in-progress", "2026-01-28 in-review", "2026-02-02 done"
        ),
        went("quick", "2026-01-30 backlog", "2026-02-02 in-progress", "2026-02-02 done"),
        went("past", "2026-02-01 backlog", "2026-02-03 done"),
    )
    assert (found.window.first, found.window.last, found.window.days) == (day("2025-11-19"), TODAY, 90)
    assert found.finished == ("late", "past", "quick")
    assert found.finishes == (
        Finish(id="late", started=day("2026-01-20"), finished=day("2026-02-02"), days=14),
        Finish(id="quick", started=day("2026-02-02"), finished=day("2026-02-02"), days=1),
    )
    assert found.cycle_time == Spread(n=2, p50=1, p70=14, p85=14, p95=14)
    assert found.lead_time == Spread(n=3, p50=4, p70=29, p85=29, p95=29)
    assert {week.name: week.ids for week in found.throughput if week.count} == {
        "2026-W06": ("late", "past", "quick")
    }
    assert {week.name: week.count for week in found.arrivals if week.count} == {"2026-W02": 1, "2026-W05": 2}
    assert found.departures == found.throughput
    assert (found.bottleneck, found.went_past) == ("in-progress", ("past",))
    assert found.begin == day("2026-01-05")
    assert (found.level, found.per_week, found.forecast.lack) == (None, None, "too-few-days")


def test_the_window_ends_on_the_report_day_and_has_so_many_days() -> None:
    items = finished(10, "2026-02-07")  # finished on 7 to 16 February
    assert len(flow(*items, window=10).finished) == 10
    assert len(flow(*items, window=9).finished) == 9
    assert flow(*items, window=9).forecast.completions == 9  # 7 to 15 February: ends yesterday
    assert flow(*items, window=8).forecast.completions == 8


def test_returns_and_reopenings_are_those_of_the_window() -> None:
    found = flow(
        went("a", "2026-01-20 in-progress", "2026-02-05 backlog", "2026-02-10 in-progress"),
        went("b", "2026-01-20 in-progress", "2026-02-09 done", "2026-02-10 in-review", "2026-02-12 backlog"),
        went("c", "2026-01-20 in-progress", "2026-01-21 backlog"),
        window=14,
    )
    assert (found.returns, found.reopened) == (2, 1)


def test_what_was_dropped_leaves_too() -> None:
    found = flow(went("a", "2026-01-05 backlog", "2026-01-26 dropped"), *finished(1))
    assert [(week.name, week.ids) for week in found.departures if week.count] == [
        ("2026-W05", ("a",)),
        ("2026-W06", ("a00",)),
    ]
    assert found.left_out_of_cfd == ("a",)


class TestWanting:
    def test_ten_measured_items_are_enough(self) -> None:
        assert flow(*finished(10)).wanting is None
        assert flow(*finished(10)).per_week == 5  # seven in the week of the 2nd, three in that of the 9th

    def test_says_from_when_at_this_pace(self) -> None:
        """Four in the 14 days from the 3rd on: the tenth falls on the 35th day."""
        begun = went("a", "2026-02-03 backlog")
        found = flow(begun, *finished(4, "2026-02-10"))
        assert found.wanting == Wanting(have=4, need=10, from_day=day("2026-02-03") + timedelta(days=34))

    def test_a_pace_that_never_gets_there(self) -> None:
        """The window forgets as fast as items are finished."""
        old = went("a", "2025-06-01 backlog")
        assert flow(old, *finished(4)).wanting == Wanting(have=4, need=10, from_day=None)
        assert flow().wanting == Wanting(have=0, need=10, from_day=None)

    def test_what_went_past_is_no_measured_item(self) -> None:
        went_past = [replace(went(f"p{number}", "2026-02-03 done")) for number in range(20)]
        found = flow(*went_past, *finished(3))
        assert found.wanting is not None
        assert (found.wanting.have, len(found.finished)) == (3, 23)


def test_of_nothing() -> None:
    found = flow()
    assert (found.finished, found.cfd, found.bottleneck, found.begin, found.excluded) == (
        (),
        None,
        None,
        None,
        (),
    )
    assert found.forecast.lack == "nothing-finished"


def test_of_files_without_any_day() -> None:
    found = flow(item("a", "done"), item("b", "in-progress"))
    assert (found.cfd, found.wip, found.arrivals_lead) == (None, ((TODAY, 1),), 0)
    assert [left.reason for left in found.excluded] == ["no-history", "no-history"]


@settings(max_examples=40, deadline=None)
@given(moved_items())
def test_is_what_was_known_on_an_earlier_day(items: list[Item]) -> None:
    """Cut off at a day, the past gives the figures that a report of that day gave."""
    on = TODAY - timedelta(days=30)
    then = [
        replace(one, history=kept, status=str(kept[-1].status))
        for one in items
        if (kept := tuple(entry for entry in one.history if entry.date is not None and entry.date <= on))
    ]
    kinds = {one.id: one.kind for one in config().workflow}
    then = [replace(one, kind=kinds[one.status]) for one in then]
    assert flow_of(past_on(past(*items), on), config(), on) == flow_of(past(*then, today=on), config(), on)


PROGRAM = """
import contextlib, locale
with contextlib.suppress(locale.Error):  # where the machine does not have it
    locale.setlocale(locale.LC_ALL, "")
from backlog.metrics.flow import flow_of
from tests.make import TODAY, config
from tests.metrics.test_flow import finished, went
from tests.metrics.lives import past
items = [*finished(12), went("i", "2026-01-05 idea", "2026-02-03 in-review"), went("ı", "2026-02-11 dropped")]
print(ascii(flow_of(past(*items), config(), TODAY, 25)))
"""


@pytest.mark.parametrize(
    ("zone", "locale"),
    [
        ("Pacific/Auckland", "C.UTF-8"),
        ("America/Los_Angeles", "de_DE.UTF-8"),
        ("Asia/Kathmandu", "tr_TR.UTF-8"),
    ],
)
def test_is_the_same_in_every_zone_and_locale(zone: str, locale: str) -> None:
    def told(zone: str, locale: str) -> str:
        environment = {**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": str(len(zone))}
        return subprocess.run(
            [sys.executable, "-c", PROGRAM],
            cwd=Path(__file__).parents[2],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
            encoding="ascii",
        ).stdout

    here = told("UTC", "C")
    assert "Forecast(" in here
    assert told(zone, locale) == here


def test_the_weeks_that_are_counted_out_loud_are_those_of_the_mean() -> None:
    """Known from a Wednesday on: that week is no complete one, neither in the mean nor in the sentence."""
    items = [went(f"a{number}", "2026-01-07 in-progress", "2026-01-08 done") for number in range(4)]
    items += [went(f"b{number}", "2026-01-12 in-progress", "2026-01-13 done") for number in range(10)]
    known = flow_of(past(*items), config(), TODAY)
    weeks = whole(known, known.throughput)
    assert [week.name for week in weeks] == ["2026-W03", "2026-W04", "2026-W05", "2026-W06", "2026-W07"]
    assert known.per_week == sum(week.count for week in weeks) // len(weeks) == 2
