"""What figures leave out, and the reason that tells most."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from backlog.history import past_of
from backlog.history.tracks import Track, Tracks, Version
from backlog.metrics.flow import flow_of
from backlog.metrics.left_out import left_out
from backlog.model.past import Facts
from tests.make import TODAY, backlog, config, day, item
from tests.metrics.lives import past, went, window

if TYPE_CHECKING:
    from backlog.model import Item

WINDOW = window("2026-01-18", "2026-02-16")


def reasons(*items: Item) -> dict[str, str]:
    return {left.id: left.reason for left in left_out(past(*items), WINDOW)}


def track(
    id_: str, *entries: str, bulk: bool = False, vanished: str = "", given: Facts | None = None
) -> Track:
    """The track of a file from `2026-02-02 planned`; in bulk, its first version is not dated."""
    return Track(
        kind="item",
        versions=tuple(
            Version(
                at=None,
                day=day(entry[:10]),
                commit=None,
                path=f"items/{id_}.md",
                facts=replace(given or Facts(id=id_), status=entry[11:]),
                dated=not bulk or number > 0,
            )
            for number, entry in enumerate(entries)
        ),
        born_in_bulk=bulk,
        vanished=day(vanished) if vanished else None,
    )


def in_bulk(*entries: str, **values: Any) -> dict[str, str]:
    task = item("a", entries[-1][11:], **values)
    known = past_of(backlog([task]), TODAY, Tracks(by_path={task.path: track("a", *entries, bulk=True)}), "")
    return {left.id: left.reason for left in left_out(known, WINDOW)}


def test_nothing_tells_of_its_days() -> None:
    assert reasons(item("a", "done"), item("b", "in-progress"), item("c")) == dict.fromkeys(
        "abc", "no-history"
    )


def test_everything_is_known() -> None:
    assert (
        reasons(
            went("a", "2026-01-20 idea", "2026-01-21 in-progress", "2026-02-01 done"),
            went("b", "2026-01-20 backlog"),
            went("c", "2026-01-20 backlog", "2026-02-01 dropped"),
        )
        == {}
    )


def test_went_past_every_started_column() -> None:
    assert reasons(
        went("past", "2026-01-20 backlog", "2026-02-01 done"),
        went("born", "2026-02-01 done"),
        went("long-ago", "2026-01-02 backlog", "2026-01-17 done"),
    ) == {"born": "went-past", "past": "went-past"}


def test_the_day_of_its_file_makes_it_measurable() -> None:
    entries = ("2026-01-20 backlog", "2026-02-01 done")
    assert reasons(went("a", *entries, started=day("2026-01-25"))) == {}


def test_ends_before_it_began() -> None:
    entries = ("2026-01-20 backlog", "2026-01-22 in-progress", "2026-02-01 done")
    assert reasons(went("a", *entries, done=day("2026-01-21"))) == {"a": "runs-backwards"}


def test_came_in_bulk() -> None:
    assert in_bulk("2026-01-20 done") == {"a": "baseline"}
    assert in_bulk("2026-01-20 in-progress", "2026-02-01 done") == {"a": "baseline"}
    assert in_bulk("2026-01-20 backlog") == {"a": "baseline"}
    assert in_bulk("2026-01-20 backlog", "2026-02-01 done") == {"a": "went-past"}
    assert in_bulk("2026-01-20 backlog", "2026-02-01 in-progress", created=day("2026-01-02")) == {}


def test_begun_in_a_commit_that_is_left_out_did_not_go_past() -> None:
    """It stood in a column of work; nobody knows since when."""
    known = track("a", "2026-01-20 backlog", "2026-01-22 in-progress", "2026-02-01 done")
    first, begun, done = known.versions
    known = replace(known, versions=(first, replace(begun, dated=False), done))
    lives = past_of(backlog([item("a", "done")]), TODAY, Tracks(by_path={"items/a.md": known}), "")
    assert [(left.id, left.reason) for left in left_out(lives, WINDOW)] == [("a", "no-history")]


def test_vanished() -> None:
    gone = Tracks(
        vanished=(
            track("open", "2026-01-20 backlog", "2026-01-21 in-progress", vanished="2026-02-01"),
            track("done", "2026-01-20 backlog", "2026-01-21 done", vanished="2026-02-01"),
        )
    )
    known = past_of(backlog(), TODAY, gone, "")
    flow = flow_of(known, config(), TODAY)
    assert {left.id: left.reason for left in flow.excluded} == {"open": "vanished", "done": "vanished-done"}
    assert flow.finished == ("done",)
    assert flow.went_past == ()  # there is no file to write the day into
    assert flow.left_out_of_cfd == ("done", "open")
    assert [week.ids for week in flow.departures if week.count] == [("done",), ("open",)]
    assert sum(count for _, count in flow.wip) == 11  # 21 to 31 January
    assert flow.returns == 0


def test_each_item_once() -> None:
    both = item("a", "done", done=TODAY - timedelta(days=3), started=TODAY)
    assert reasons(both) == {"a": "runs-backwards"}
