"""Moves: the days they write are those that a history of the same moves tells, and limits are told."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlog.config.sections import Kind
from backlog.editing import Add, Drop, Put
from backlog.editing.moving import crossed, named_status, step
from backlog.errors import Stop
from backlog.history.moves import Move, columns_of, given_of, moves_of_file
from backlog.history.timeline import timeline
from backlog.model import Moved, backlog_of
from backlog.source import Location
from tests.make import TODAY, config, item, people

CONFIG = config()
BY_ID = {status.id: status for status in CONFIG.workflow}
STATUSES = list(BY_ID)


def after(before, status: str, day: date):
    """The item as its file is after a move."""
    values = {"status": status, "kind": BY_ID[status].kind}
    for change in step(before, BY_ID[status], day, CONFIG).changes:
        if change == Put("status", status):
            continue
        if isinstance(change, Put):
            values[change.field] = date.fromisoformat(change.value)
        elif isinstance(change, Drop):
            values[change.field] = None
        else:
            assert isinstance(change, Add)
            entry = dict(change.value)
            values["history"] = (*before.history, Moved(date.fromisoformat(entry["date"]), entry["status"]))
    return dataclasses.replace(before, **values)


@pytest.mark.parametrize(
    ("now", "then"), [("planned", "in-progress"), ("Planned", "In progress"), ("todo", "in-progress")]
)
def test_the_status_is_written_as_the_one_that_it_replaces(now, then):
    """By its id or its name, as `set` would; else as new files do."""
    before = item(status="planned")
    line = f"status: {now}"
    source = dataclasses.replace(
        before.source, lines=("---", line), values={"status": Location("items/a.md", 2, 9, len(now), line)}
    )
    planned = step(dataclasses.replace(before, source=source), BY_ID["in-progress"], TODAY, CONFIG)
    assert planned.changes[0] == Put("status", then)


@pytest.mark.parametrize("first", STATUSES)
@pytest.mark.parametrize("second", STATUSES)
@pytest.mark.parametrize("known", [True, False])
def test_every_pair_of_columns(first, second, known):
    """Which days come and go, whether or not the file had them."""
    then = TODAY - timedelta(days=30)
    begun = then if known and BY_ID[first].kind.position >= 3 else None
    ended = then if known and first == "done" else None
    moved = after(item(status=first, started=begun, done=ended), second, TODAY)
    kinds = BY_ID[first].kind, BY_ID[second].kind
    if first == second:
        assert (moved.started, moved.done) == (begun, ended)
    elif kinds[1].position < 3:
        assert (moved.started, moved.done) == (None, None)
    else:
        comes = kinds[0].position < 3 and kinds[1].started
        assert moved.started == (TODAY if comes else begun)
        assert moved.done == (TODAY if second == "done" else None)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.integers(0, 5)), max_size=12))
def test_the_days_are_those_that_history_tells(way):
    """Start and end by the file's days are start and end by the moves alone, after every move."""
    day = date(2026, 1, 5)
    thing = item(status="idea")
    moves = [Move(day=day, status="idea", source="git")]
    for status, days in way:
        day += timedelta(days=days)
        if status == thing.status:
            continue
        thing = after(thing, status, day)
        moves.append(Move(day=day, status=status, source="git"))
        columns = columns_of(CONFIG.workflow)
        alone = timeline(status, moves, columns, day)
        told = timeline(status, moves, columns, day, given_of(thing))
        assert (told.started, told.finished) == (alone.started, alone.finished)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.integers(0, 5)), max_size=12))
def test_a_history_in_the_file_goes_on(way):
    """Each move is an entry, and the entries tell the whole way."""
    day = date(2026, 1, 5)
    thing = item(status="idea", history=(Moved(day, "idea"),))
    statuses = ["idea"]
    for status, days in way:
        day += timedelta(days=days)
        if status != thing.status:
            thing = after(thing, status, day)
            statuses.append(status)
    assert [move.status for move in moves_of_file(thing, columns_of(CONFIG.workflow), day)] == statuses
    assert (thing.started, thing.done) == (None, None)


def test_a_history_that_ends_elsewhere_is_left_to_git():
    """An entry of today would hide the move that git knows of after the last entry."""
    thing = item(
        status="in-progress", history=(Moved(date(2026, 1, 5), "backlog"),), started=date(2026, 1, 5)
    )
    planned = step(thing, BY_ID["backlog"], TODAY, CONFIG)
    assert planned.untold
    assert planned.changes == (Put("status", "backlog"), Drop("started"))


def test_columns_left_out_are_named():
    planned = step(item(status="backlog"), BY_ID["in-review"], TODAY, CONFIG)
    assert [status.id for status in planned.skipped] == ["planned", "in-progress"]
    assert not step(item(status="done"), BY_ID["idea"], TODAY, CONFIG).skipped
    assert not step(item(status="idea"), BY_ID["dropped"], TODAY, CONFIG).skipped


def test_from_allows_a_column_to_be_left_out():
    workflow = tuple(
        dataclasses.replace(one, enters_from=("backlog",)) if one.kind is Kind.REVIEW else one
        for one in CONFIG.workflow
    )
    chosen = config(workflow=workflow)
    assert not step(item(status="backlog"), workflow[4], TODAY, chosen).skipped


@pytest.mark.parametrize("word", ["in-progress", "In Progress", "IN_PROGRESS", "In Arbeit", "inprogress"])
def test_a_status_has_many_names(word):
    assert named_status(CONFIG, word).id == "in-progress"


def test_a_status_that_is_none_gets_the_nearest():
    with pytest.raises(Stop) as stopped:
        named_status(CONFIG, "In progres")
    assert stopped.value.values["guess"] == "In progress"
    with pytest.raises(Stop) as stopped:
        named_status(CONFIG, "xyz")
    assert stopped.value.values["known"].startswith("idea, backlog")


def test_limits_are_crossed_once_and_further():
    """A limit that was passed before and is not passed further is none of this change; private items count in none."""
    chosen = config(people=people("anna"))
    running = [item(f"i{number}", "in-progress", owner="anna") for number in range(3)]
    hidden = item("h", "in-progress", owner="anna", private=True)
    waiting = [item(f"w{number}", "planned", owner="anna") for number in range(3)]

    def backlog(count: int):
        now = [dataclasses.replace(one, status="in-progress", kind=Kind.ACTIVE) for one in waiting[:count]]
        return backlog_of(chosen, (*running, hidden, *now, *waiting[count:]))

    assert crossed(backlog(0), backlog(0)) == ()
    (person,) = crossed(backlog(0), backlog(1))
    assert (person.person, person.count, person.limit) == ("anna", 4, 3)
    assert crossed(backlog(1), backlog(1)) == ()
    column, person = crossed(backlog(1), backlog(3))
    assert (column.status.id, column.count, column.limit, person.count) == ("in-progress", 6, 5, 6)
    assert crossed(backlog(3), backlog(2)) == ()
