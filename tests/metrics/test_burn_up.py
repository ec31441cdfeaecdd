"""Burn-up of a goal, with days counted by hand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from backlog.config.sections import Kind
from backlog.history import Figure, Past, past_of
from backlog.history.tracks import Track, Tracks, Version
from backlog.metrics.burn_up import BurnDay, Reading, burn_up, readings
from backlog.model.past import Facts
from tests.make import TODAY, backlog, day, goal, history, item

if TYPE_CHECKING:
    from backlog.model import Item

FIRST, LAST = date(2026, 2, 9), date(2026, 2, 28)


def past(*items: Item, tracks: Tracks | None = None) -> Past:
    return past_of(backlog(items, [goal()]), TODAY, tracks or Tracks())


def counts(known: Past, first: date = FIRST) -> list[tuple[int, int]]:
    return [(one.scope, one.done) for one in burn_up(known, "leads", first, LAST).days]


def test_scope_grows_and_shrinks_and_what_is_done_adds_up() -> None:
    """From Monday 9 to Monday 16 February: eight days, ending on the report day."""
    known = past(
        item("a", "done", goal="leads", history=history("2026-01-05 backlog", "2026-02-11 done")),
        item("b", "backlog", goal="leads", history=history("2026-02-10 backlog")),
        item("c", "dropped", goal="leads", history=history("2026-01-05 backlog", "2026-02-12 dropped")),
        item("d", "backlog", goal="jobs", history=history("2026-01-05 backlog")),
    )
    assert counts(known) == [(2, 0), (3, 0), (3, 1), (2, 1), (2, 1), (2, 1), (2, 1), (2, 1)]
    assert burn_up(known, "leads", FIRST, LAST).days[-1] == BurnDay(day=TODAY, scope=2, done=1)


def test_what_is_reopened_is_not_done_for_a_while() -> None:
    known = past(
        item(
            "a",
            "done",
            goal="leads",
            history=history(
                "2026-02-01 backlog", "2026-02-10 done", "2026-02-12 in-progress", "2026-02-14 done"
            ),
        )
    )
    assert [done for _, done in counts(known)] == [0, 1, 1, 0, 0, 1, 1, 1]


def test_the_day_of_the_file_counts() -> None:
    """`created` and `done` take precedence over the days of the moves."""
    known = past(
        item("a", "done", goal="leads", created=day("2026-02-10"), done=day("2026-02-13")),
        item(
            "b",
            "done",
            goal="leads",
            done=day("2026-02-12"),
            history=history("2026-02-10 backlog", "2026-02-14 done"),
        ),
    )
    assert counts(known) == [(0, 0), (2, 0), (2, 0), (2, 1), (2, 2), (2, 2), (2, 2), (2, 2)]


def test_what_was_done_before_the_period_is_done_on_its_first_day() -> None:
    known = past(item("a", "done", goal="leads", done=day("2025-12-01")))
    assert counts(known)[0] == (1, 1)


def test_items_without_days_are_left_out_and_counted() -> None:
    """Nothing is known of a; of b not when it was done; c left the scope, whenever that was."""
    known = past(
        item("a", "planned", goal="leads"),
        item("b", "done", goal="leads", history=history("2026-02-01 in-progress")),
        item("c", "dropped", goal="leads"),
        item("d", "planned", goal="leads", created=day("2026-02-01")),
    )
    found = burn_up(known, "leads", FIRST, LAST)
    assert (found.undated, found.days[-1].scope, found.days[-1].done) == (2, 1, 0)


def track(path: str, vanished: str | None, *versions: tuple[str, str]) -> Track:
    return Track(
        kind="item",
        versions=tuple(
            Version(at=None, day=day(on), commit="0" * 40, path=path, facts=Facts(id=path[6:-3], status=status, goal="leads"))
            for on, status in versions
        ),
        vanished=day(vanished) if vanished else None,
    )  # fmt: skip


def test_what_vanished_leaves_the_scope_unless_it_was_done() -> None:
    gone = track("items/a.md", "2026-02-12", ("2026-02-10", "backlog"))
    done = track("items/b.md", "2026-02-13", ("2026-02-01", "backlog"), ("2026-02-11", "done"))
    known = past(tracks=Tracks(vanished=(gone, done)))
    assert counts(known) == [(1, 0), (2, 0), (2, 1), (1, 1), (1, 1), (1, 1), (1, 1), (1, 1)]


def test_nothing_before_the_period_begins() -> None:
    assert burn_up(past(), "leads", date(2026, 3, 1), LAST).days == ()


STATUSES = ("idea", "backlog", "planned", "in-progress", "in-review", "done", "dropped")


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 40), st.sampled_from(STATUSES)), min_size=1, max_size=6), max_size=6
    )
)
def test_done_is_part_of_the_scope_and_the_last_day_is_today(lives: list[list[tuple[int, str]]]) -> None:
    """On each day 0 ≤ done ≤ scope; on the report day both are what the items say."""
    items = []
    for number, moves in enumerate(lives):
        told = sorted(moves, key=lambda move: move[0])
        days = [f"{TODAY - timedelta(days=40 - at)} {status}" for at, status in told]
        items.append(item(f"i{number}", told[-1][1], goal="leads", history=history(*days)))
    found = burn_up(past(*items), "leads", FIRST - timedelta(days=20), LAST)
    assert all(0 <= one.done <= one.scope for one in found.days)
    kept = [one for one in items if one.kind is not Kind.DROPPED]
    assert (found.days[-1].scope, found.days[-1].done) == (
        len(kept),
        sum(one.kind is Kind.DONE for one in kept),
    )
    assert found.undated == 0


def figure(on: str, current: int | None, measured: str | None = None) -> Figure:
    return Figure(
        day=day(on),
        baseline=None,
        target=None,
        current=None if current is None else Decimal(current),
        measured=day(measured) if measured else None,
    )


def test_readings_are_of_the_day_they_were_measured() -> None:
    """A correction counts from its day on; the file as it is has the last word."""
    written = [
        figure("2026-01-05", None),
        figure("2026-01-12", 4, "2026-01-10"),
        figure("2026-01-13", 5, "2026-01-10"),
        figure("2026-01-20", 9),
        figure("2026-02-02", 12, "2026-02-01"),
    ]
    now = goal(current=Decimal(14), measured=day("2026-02-15"))
    assert readings(now, written) == (
        Reading(day=day("2026-01-10"), value=Decimal(5)),
        Reading(day=day("2026-01-20"), value=Decimal(9)),
        Reading(day=day("2026-02-01"), value=Decimal(12)),
        Reading(day=day("2026-02-15"), value=Decimal(14)),
    )
    assert readings(goal(), ()) == ()
