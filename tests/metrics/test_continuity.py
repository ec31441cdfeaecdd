"""Weeks × channels: what went live, gaps, and alarms."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from backlog.config.sections import Channel, Kind
from backlog.history import Life, Past, Timeline, columns_of, past_of, past_on
from backlog.history.moves import Move
from backlog.metrics.continuity import WEEKS, Calendar, Silence, calendar_of, monday
from tests.make import backlog, config, day, history, item

if TYPE_CHECKING:
    from backlog.model import Item
    from backlog.model.past import Absence

TODAY = date(2026, 2, 16)  # the Monday of 2026-W08
CHANNELS = {"social": Channel(name="LinkedIn"), "seo": Channel(), "paid": Channel()}
SETTINGS = config(channels=CHANNELS)


def live(id_: str, on: str, channel: str | None = "social") -> Item:
    """A finished item with its day."""
    return item(id_, "done", channel=channel, history=history(f"{on} done"))


def calendar(*items: Item, settings: Any = SETTINGS, today: date = TODAY, absent: Absence = "") -> Calendar:
    """The calendar of a backlog of these items."""
    return calendar_of(past_of(backlog(items, config=settings), today, absent=absent), settings)


def test_what_went_live_stands_in_its_iso_week() -> None:
    """Sunday, 8 February 2026, is W06; Monday, the 9th, W07."""
    found = calendar(live("b", "2026-02-08"), live("a", "2026-02-08"), live("c", "2026-02-09"))
    assert [week.name for week in found.weeks][-3:] == ["2026-W06", "2026-W07", "2026-W08"]
    assert len(found.weeks) == WEEKS
    social = found.channels[0]
    assert (social.name, social.cells[-3:]) == ("LinkedIn", (("a", "b"), ("c",), ()))
    assert social.count == 3


def test_weeks_run_over_the_year_by_iso() -> None:
    """2020 has a week 53; 1 January 2021 lies in it."""
    found = calendar(live("a", "2021-01-01"), today=date(2021, 1, 5))
    assert [week.name for week in found.weeks][-2:] == ["2020-W53", "2021-W01"]
    assert found.channels[0].cells[-2:] == (("a",), ())


def test_the_running_week_is_not_complete_until_it_is_over() -> None:
    sunday = calendar(live("a", "2026-01-01"), today=date(2026, 2, 15))
    assert (sunday.weeks[-1].name, sunday.weeks[-1].complete) == ("2026-W07", False)
    assert sunday.weeks[-2].complete


def test_a_gap_counts_complete_weeks_after_the_one_in_which_something_went_live() -> None:
    """Live on 14 January (W03): W04, W05, W06 and W07 are empty on Monday of W08; more than 3 is an alarm."""
    found = calendar(live("a", "2026-01-14")).channels[0]
    assert (found.last_live, found.gap, found.alarm) == (day("2026-01-14"), 4, True)
    assert found.longest == Silence(first=date(2026, 1, 19), weeks=4)
    a_day_before = calendar(live("a", "2026-01-14"), today=date(2026, 2, 15)).channels[0]
    assert (a_day_before.gap, a_day_before.alarm) == (3, False)


def test_the_longest_gap_may_be_an_old_one() -> None:
    """W45 of 2025, then W51, then W07: W46 to W50 are 5 weeks, W52 to W06 are 7."""
    days = ("2025-11-05", "2025-12-17", "2026-02-10")
    found = calendar(*(live(f"a{number}", on) for number, on in enumerate(days))).channels[0]
    assert found.longest == Silence(first=date(2025, 12, 22), weeks=7)
    assert (found.gap, found.alarm) == (0, False)


def test_a_channel_on_which_nothing_ever_went_live() -> None:
    """It is silent since anything went live at all, else since anything is known; an alarm if configured."""
    first = item("x", "backlog", history=history("2026-01-14 backlog"))
    paid = calendar(first).channels[2]
    assert (paid.last_live, paid.since, paid.gap, paid.alarm) == (None, day("2026-01-14"), 4, True)
    assert paid.longest is None
    for absent in ("shallow", "off"):  # what went live there may have gone with its file
        assert not calendar(first, absent=absent).channels[2].alarm
        assert calendar(live("a", "2026-01-14"), absent=absent).channels[0].alarm
    other = calendar(first, live("a", "2026-01-21", "seo")).channels[2]
    assert (other.since, other.gap, other.alarm) == (day("2026-01-21"), 3, False)
    young = calendar(item("x", "backlog", history=history("2026-02-02 backlog"))).channels[2]
    assert (young.gap, young.alarm) == (1, False)
    used = calendar(
        item("x", "backlog", channel="tv", history=history("2026-01-01 backlog")), settings=config()
    )
    assert [(channel.id, channel.alarm) for channel in used.channels] == [("tv", False)]


def test_without_any_history_nothing_is_silent() -> None:
    found = calendar(item("x", "done", channel="social"))
    assert [(channel.since, channel.gap, channel.alarm) for channel in found.channels] == [
        (None, 0, False)
    ] * 3
    assert (found.undated, found.known_from) == (("x",), None)


def test_channels_stand_as_they_are_configured_else_by_id() -> None:
    items = [live("a", "2026-02-02", "web"), live("b", "2026-02-02", "ads"), live("c", "2026-02-02", None)]
    found = calendar(*items, settings=config())
    assert [channel.id for channel in found.channels] == ["ads", "web"]
    assert found.without_channel == ("c",)
    assert [channel.id for channel in calendar(*items).channels] == ["social", "seo", "paid"]
    assert calendar(*items).without_channel == ("a", "b", "c")


def test_items_that_vanished_while_done_count_by_the_name_of_their_channel() -> None:
    life = Life(
        id="gone",
        status="done",
        kind=Kind.DONE,
        channel="linkedin",
        timeline=Timeline(moves=(Move(day=TODAY, status="done", source="git"),), finished=TODAY),
        vanished=TODAY,
    )
    found = calendar_of(Past(today=TODAY, columns=columns_of(SETTINGS.workflow), lives=(life,)), SETTINGS)
    assert found.channels[0].cells[-1] == ("gone",)


def test_on_an_earlier_day_it_is_as_it_was_known() -> None:
    past = past_of(backlog([live("a", "2026-01-14"), live("b", "2026-02-10")], config=SETTINGS), TODAY)
    assert calendar_of(past, SETTINGS).channels[0].gap == 0
    assert calendar_of(past_on(past, date(2026, 2, 9)), SETTINGS).channels[0].gap == 3


@given(st.lists(st.integers(0, 400), max_size=12), st.integers(0, 6))
def test_every_item_stands_in_one_cell_and_no_gap_is_longer_than_the_longest(ago: list[int], later: int):
    """By brute force: a week of the current gap holds nothing, and each item stands in the week of its day."""
    today = TODAY + timedelta(days=later)
    days = [today - timedelta(days=number) for number in ago]
    items = [live(f"a{number}", on.isoformat()) for number, on in enumerate(days)]
    found = calendar(*items, today=today)
    social = found.channels[0]
    assert social.count == sum(on >= found.weeks[0].first for on in days)
    for week, cell in zip(found.weeks, social.cells, strict=True):
        assert len(cell) == sum(monday(on) == week.first for on in days)
    if days:
        assert social.gap <= (social.longest.weeks if social.longest else 0)
        empty = [monday(today) - timedelta(weeks=number) for number in range(1, social.gap + 1)]
        assert not {monday(on) for on in days} & set(empty)
        assert social.gap == 0 or monday(max(days)) == min(empty) - timedelta(weeks=1)
