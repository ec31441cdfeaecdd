"""Days and transitions of items, from what their files tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlog.config.sections import Kind, Status
from backlog.history import UNKNOWN, Timeline, Transition, columns_of, given_of, moves_of, past_of, timeline
from backlog.model import Item, Moved
from tests.make import KINDS, TODAY, backlog, config, day, history, item

COLUMNS = columns_of(config().workflow)
STATUSES = tuple(KINDS)


def told(task: Item, today: date = TODAY) -> Timeline:
    return timeline(task.status, moves_of(task, COLUMNS, today), COLUMNS, today, given_of(task))


def past(status: str, *entries: str) -> Timeline:
    return told(item(status=status, history=history(*entries)))


class TestMoves:
    def test_the_first_entry_is_the_birth_and_no_transition(self) -> None:
        timeline = past("planned", "2026-01-05 idea", "2026-01-07 backlog", "2026-01-09 planned")
        assert timeline.created == day("2026-01-05")
        assert timeline.transitions == (
            Transition(
                at=None, day=day("2026-01-07"), before="idea", after="backlog", commit=None, source="history"
            ),
            Transition(
                at=None,
                day=day("2026-01-09"),
                before="backlog",
                after="planned",
                commit=None,
                source="history",
            ),
        )

    def test_without_history_and_dates_everything_is_unknown(self) -> None:
        assert told(item()) == UNKNOWN == Timeline()
        assert UNKNOWN.returns is None
        assert UNKNOWN.time_in_status_days is None

    def test_dates_make_one_transition_each_and_created_is_the_birth(self) -> None:
        timeline = told(
            item(status="done", created=day("2026-01-05"), started=day("2026-01-08"), done=day("2026-01-14"))
        )
        assert [(move.day.day, move.before, move.after, move.source) for move in timeline.transitions] == [
            (8, "backlog", "in-progress", "dates"),
            (14, "in-progress", "done", "dates"),
        ]
        assert timeline.lead_time_days == 10
        assert timeline.cycle_time_days == 7
        assert timeline.time_in_status_days == {"in-progress": 7}

    def test_done_alone_tells_no_birth(self) -> None:
        timeline = told(item(status="done", done=day("2026-01-14")))
        assert [(move.before, move.after) for move in timeline.transitions] == [(None, "done")]
        assert (timeline.created, timeline.finished) == (None, day("2026-01-14"))
        assert (timeline.lead_time_days, timeline.cycle_time_days) == (None, None)

    def test_written_down_after_the_work_is_no_return(self) -> None:
        timeline = told(item(status="in-progress", started=day("2026-01-08"), created=day("2026-01-10")))
        assert timeline.returns == 0
        assert (timeline.created, timeline.started) == (day("2026-01-10"), day("2026-01-08"))

    def test_dates_beside_history_change_days_and_no_transition(self) -> None:
        entries = history("2026-01-05 backlog", "2026-01-07 in-progress", "2026-01-09 done")
        plain = told(item(status="done", history=entries))
        dated = told(
            item(
                status="done",
                history=entries,
                created=day("2025-12-01"),
                started=day("2026-01-06"),
                done=day("2026-01-12"),
            )
        )
        assert dated.transitions == plain.transitions
        assert (dated.created, dated.started, dated.finished) == (
            day("2025-12-01"),
            day("2026-01-06"),
            day("2026-01-12"),
        )
        assert (plain.cycle_time_days, dated.cycle_time_days) == (3, 7)
        assert dated.time_in_status_days == {"in-progress": 7}

    def test_out_of_order_is_sorted(self) -> None:
        entries = ("2026-01-09 done", "2026-01-05 backlog", "2026-01-07 in-progress")
        assert past("done", *entries) == past("done", *sorted(entries))

    def test_entries_of_one_day_keep_the_order_of_the_file(self) -> None:
        timeline = past("done", "2026-01-05 backlog", "2026-01-05 in-progress", "2026-01-05 done")
        assert [move.after for move in timeline.transitions] == ["in-progress", "done"]

    def test_future_entries_are_left_out(self) -> None:
        timeline = past("in-progress", "2026-01-05 backlog", "2026-02-16 in-progress", "2026-02-17 done")
        assert [move.after for move in timeline.transitions] == ["in-progress"]
        assert timeline.age_days == 1

    def test_only_future_entries_tell_nothing(self) -> None:
        assert past("planned", "2026-02-17 planned") == UNKNOWN

    def test_future_dates_are_left_out(self) -> None:
        assert told(item(status="done", done=day("2026-02-17"))) == UNKNOWN
        known = told(item(status="done", created=day("2026-02-02"), done=day("2026-02-17")))
        assert (known.created, known.finished, known.lead_time_days) == (day("2026-02-02"), None, None)

    def test_entries_without_a_day_or_status_are_left_out(self) -> None:
        task = item(
            history=(Moved(None, "idea"), Moved(day("2026-01-05"), None), *history("2026-01-06 backlog"))
        )
        assert told(task).created == day("2026-01-06")

    def test_another_spelling_is_no_transition(self) -> None:
        """The file's names of one status arrive as one id; `To do` and `To Do` are one column."""
        timeline = past("backlog", "2026-01-05 backlog", "2026-01-07 backlog")
        assert timeline.transitions == ()
        assert timeline.status_since == day("2026-01-05")

    def test_a_workflow_without_a_done_column_has_no_transition_to_it(self) -> None:
        columns = columns_of((Status(id="todo", kind=Kind.BACKLOG),))
        task = item(status="todo", kind=Kind.BACKLOG, created=day("2026-01-05"), done=day("2026-01-09"))
        assert moves_of(task, columns, TODAY) == moves_of(replace(task, done=None), columns, TODAY)


class TestStartAndFinish:
    def test_on_one_day(self) -> None:
        timeline = past("done", "2026-01-05 backlog", "2026-01-07 in-progress", "2026-01-07 done")
        assert timeline.cycle_time_days == 1
        assert timeline.time_in_status_days == {"in-progress": 1}

    def test_reopened_twice_keeps_the_start(self) -> None:
        timeline = past(
            "done",
            "2026-01-01 backlog",
            "2026-01-05 in-progress",
            "2026-01-08 done",
            "2026-01-12 in-progress",
            "2026-01-14 done",
            "2026-01-20 in-review",
            "2026-01-22 done",
        )
        assert (timeline.started, timeline.finished) == (day("2026-01-05"), day("2026-01-22"))
        assert (timeline.reopened, timeline.returns) == (2, 0)
        assert timeline.cycle_time_days == 18
        assert timeline.time_in_status_days == {"in-progress": 15, "in-review": 3}

    def test_back_to_backlog_and_again_is_a_new_start(self) -> None:
        timeline = past(
            "in-progress",
            "2026-01-01 backlog",
            "2026-01-05 in-progress",
            "2026-01-08 backlog",
            "2026-02-10 in-progress",
        )
        assert timeline.started == day("2026-02-10")
        assert (timeline.returns, timeline.reopened) == (1, 0)
        assert timeline.age_days == 7

    def test_done_then_back_to_planned_is_a_return(self) -> None:
        timeline = past(
            "planned", "2026-01-01 backlog", "2026-01-05 in-progress", "2026-01-08 done", "2026-01-09 planned"
        )
        assert (timeline.started, timeline.finished) == (None, None)
        assert (timeline.returns, timeline.reopened) == (1, 0)
        assert timeline.time_in_status_days == {}

    def test_columns_skipped(self) -> None:
        timeline = past("in-review", "2026-02-01 idea", "2026-02-10 in-review")
        assert timeline.started == day("2026-02-10")
        assert timeline.time_in_status_days == {"in-review": 7}

    def test_straight_to_done_has_no_start(self) -> None:
        timeline = past("done", "2026-01-05 backlog", "2026-01-09 done")
        assert (timeline.started, timeline.finished) == (None, day("2026-01-09"))
        assert (timeline.cycle_time_days, timeline.lead_time_days) == (None, 5)
        assert timeline.time_in_status_days is None

    def test_created_in_done(self) -> None:
        timeline = past("done", "2026-01-09 done")
        assert (timeline.transitions, timeline.finished) == ((), day("2026-01-09"))
        assert timeline.lead_time_days == 1

    def test_created_in_progress_starts_on_that_day(self) -> None:
        assert past("in-progress", "2026-02-16 in-progress").started == TODAY

    def test_dropped_after_start_has_no_cycle_time(self) -> None:
        timeline = past("dropped", "2026-01-05 in-progress", "2026-01-09 dropped")
        assert (timeline.finished, timeline.cycle_time_days, timeline.age_days) == (None, None, None)
        assert timeline.started == day("2026-01-05")
        assert timeline.time_in_status_days == {}

    def test_dropped_and_revived_keeps_the_start_and_counts_as_dropped(self) -> None:
        timeline = past(
            "done", "2026-01-05 in-progress", "2026-01-09 dropped", "2026-01-19 in-review", "2026-01-20 done"
        )
        assert timeline.started == day("2026-01-05")
        assert (timeline.returns, timeline.reopened) == (0, 0)
        assert timeline.time_in_status_days == {"dropped": 10, "in-progress": 4, "in-review": 2}
        assert timeline.cycle_time_days == 16

    def test_dropped_and_back_to_backlog_is_no_return_and_forgets_the_start(self) -> None:
        timeline = past("backlog", "2026-01-05 in-progress", "2026-01-09 dropped", "2026-01-19 backlog")
        assert (timeline.started, timeline.returns) == (None, 0)

    def test_done_then_dropped_is_not_finished(self) -> None:
        timeline = past("dropped", "2026-01-05 in-progress", "2026-01-09 done", "2026-01-10 dropped")
        assert timeline.finished is None

    def test_finish_is_the_last_entry_into_done_not_a_move_between_done_columns(self) -> None:
        workflow = (
            Status(id="todo", kind=Kind.BACKLOG),
            Status(id="doing", kind=Kind.ACTIVE),
            Status(id="live", kind=Kind.DONE),
            Status(id="archived", kind=Kind.DONE),
        )
        columns = columns_of(workflow)
        task = item(
            status="archived",
            kind=Kind.DONE,
            history=history("2026-01-05 doing", "2026-01-09 live", "2026-01-30 archived"),
        )
        timeline_ = timeline(task.status, moves_of(task, columns, TODAY), columns, TODAY, given_of(task))
        assert timeline_.finished == day("2026-01-09")
        assert timeline_.status_since == day("2026-01-30")

    def test_a_status_nobody_configured_counts_as_before_the_start(self) -> None:
        timeline = past(
            "in-progress", "2026-01-05 in-progress", "2026-01-09 On hold", "2026-02-12 in-progress"
        )
        assert timeline.started == day("2026-02-12")
        assert timeline.returns == 1
        assert [move.after for move in timeline.transitions] == ["On hold", "in-progress"]

    def test_finished_before_started_has_no_cycle_time(self) -> None:
        timeline = told(
            item(status="done", created=day("2026-01-10"), started=day("2026-01-12"), done=day("2026-01-09"))
        )
        assert (timeline.cycle_time_days, timeline.lead_time_days, timeline.time_in_status_days) == (
            None,
            None,
            None,
        )

    @pytest.mark.parametrize(
        ("status", "start", "finish", "age", "since"),
        [
            ("in-review", "2026-01-05", None, 43, None),
            ("planned", None, None, None, None),
            ("done", "2026-01-05", None, None, None),
            ("in-progress", "2026-01-05", None, 43, "2026-01-05"),
        ],
    )
    def test_a_status_newer_than_the_history_leaves_its_day_unknown(
        self, status: str, start: str | None, finish: str | None, age: int | None, since: str | None
    ) -> None:
        timeline = past(status, "2026-01-02 backlog", "2026-01-05 in-progress")
        assert timeline.started == (day(start) if start else None)
        assert timeline.finished == (day(finish) if finish else None)
        assert timeline.age_days == age
        assert timeline.status_since == (day(since) if since else None)

    def test_a_start_that_the_history_does_not_know_is_none(self) -> None:
        timeline = past("in-progress", "2026-01-05 backlog")
        assert (timeline.started, timeline.age_days, timeline.time_in_status_days) == (None, None, None)


class TestTimeInStatus:
    def test_the_finish_day_belongs_to_the_last_status_before_done(self) -> None:
        timeline = past(
            "done", "2026-01-01 backlog", "2026-01-05 in-progress", "2026-01-08 in-review", "2026-01-10 done"
        )
        assert timeline.time_in_status_days == {"in-progress": 3, "in-review": 3}

    def test_days_before_the_first_known_status_go_to_the_first_active_one(self) -> None:
        task = item(status="in-review", started=day("2026-02-01"), history=history("2026-02-11 in-review"))
        assert told(task).time_in_status_days == {"in-progress": 10, "in-review": 6}

    def test_a_finish_day_given_before_the_move_to_done(self) -> None:
        task = item(
            status="done",
            done=day("2026-01-09"),
            history=history("2026-01-05 in-progress", "2026-01-08 in-review", "2026-01-20 done"),
        )
        assert told(task).time_in_status_days == {"in-progress": 3, "in-review": 2}

    def test_without_an_active_column_review_takes_the_unknown_days(self) -> None:
        columns = columns_of((Status(id="check", kind=Kind.REVIEW), Status(id="done", kind=Kind.DONE)))
        task = item(status="done", started=day("2026-01-05"), done=day("2026-01-06"))
        assert timeline(
            task.status, moves_of(task, columns, TODAY), columns, TODAY, given_of(task)
        ).time_in_status_days == {"check": 2}


class TestCalendar:
    def test_leap_day(self) -> None:
        task = item(status="done", history=history("2024-02-28 in-progress", "2024-03-01 done"))
        assert told(task).cycle_time_days == 3

    def test_iso_week_53(self) -> None:
        """2026 has 53 weeks: from its last Monday to the next one are eight days, both included."""
        today = date(2027, 1, 4)
        task = item(status="in-progress", history=history("2026-12-28 in-progress"))
        assert day("2026-12-28").isocalendar().week == 53
        assert told(task, today).age_days == 8

    @pytest.mark.parametrize("night", ["2026-03-29", "2025-10-26"])
    def test_a_night_of_changed_clocks_is_a_day(self, night: str) -> None:
        before = day(night) - timedelta(days=1)
        task = item(status="in-progress", history=(Moved(before, "in-progress"),))
        assert told(task, day(night) + timedelta(days=1)).age_days == 3

    def test_every_item_of_a_backlog_has_a_timeline(self) -> None:
        told_ = past_of(
            backlog([item("a", history=history("2026-01-05 backlog")), item("b")]), TODAY
        ).timelines
        assert {id_: timeline.created for id_, timeline in told_.items()} == {
            "a": day("2026-01-05"),
            "b": None,
        }


entries = st.lists(
    st.builds(
        Moved,
        st.dates(date(2025, 12, 1), date(2026, 3, 1)),
        st.sampled_from([*STATUSES, "On hold"]),
    ),
    max_size=9,
)
maybe = st.none() | st.dates(date(2025, 12, 1), date(2026, 3, 1))
pasts = st.builds(
    item,
    status=st.sampled_from(STATUSES),
    history=entries.map(tuple),
    created=maybe,
    started=maybe,
    done=maybe,
)


@given(pasts)
def test_time_in_status_sums_to_cycle_time_or_age(task: Item) -> None:
    timeline = told(task)
    length = timeline.cycle_time_days or timeline.age_days
    if timeline.time_in_status_days:
        assert sum(timeline.time_in_status_days.values()) == length
        assert all(days > 0 for days in timeline.time_in_status_days.values())
    else:
        assert length is None


@given(pasts)
def test_time_in_status_is_what_counting_day_by_day_gives(task: Item) -> None:
    timeline = told(task)
    end = timeline.finished if task.kind is Kind.DONE else TODAY
    if not timeline.time_in_status_days or timeline.started is None or end is None:
        return
    moves = moves_of(task, COLUMNS, TODAY)
    counted: dict[str, int] = {}
    for number in range((end - timeline.started).days + 1):
        on = timeline.started + timedelta(days=number)
        at_end = [move.status for move in moves if move.day <= on]
        if timeline.finished and on == end:
            at_end = [status for status in at_end if status != "done"]
        status = at_end[-1] if at_end else ""
        status = status if status in {"in-progress", "in-review", "dropped"} else "in-progress"
        counted[status] = counted.get(status, 0) + 1
    assert timeline.time_in_status_days == counted


@given(pasts)
def test_figures_are_positive_or_unknown_and_no_day_is_in_the_future(task: Item) -> None:
    timeline = told(task)
    assert all(
        days is None or days >= 1
        for days in (timeline.lead_time_days, timeline.cycle_time_days, timeline.age_days)
    )
    known = (timeline.created, timeline.started, timeline.finished, timeline.status_since)
    assert all(on is None or on <= TODAY for on in known)
    assert all(move.day <= TODAY and move.before != move.after for move in timeline.transitions)


@given(pasts, st.randoms(use_true_random=False))
def test_the_order_of_days_in_the_file_does_not_matter(task: Item, random: object) -> None:
    by_day = {entry.date: entry for entry in task.history}
    once_a_day = sorted(by_day.values(), key=lambda entry: str(entry.date))
    shuffled = list(once_a_day)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert told(replace(task, history=tuple(shuffled))) == told(replace(task, history=tuple(once_a_day)))


@given(pasts.filter(lambda task: bool(task.history)))
def test_started_items_of_each_day_change_by_entries_minus_exits(task: Item) -> None:
    """WIP(d) - WIP(d-1) = entries into minus exits from started kinds on d."""
    moves = moves_of(task, COLUMNS, TODAY)
    started = {"in-progress", "in-review"}
    for on in {move.day for move in moves}:
        at_end = [move.status in started for move in moves if move.day <= on][-1]
        before = ([False] + [move.status in started for move in moves if move.day < on])[-1]
        transitions = [change for change in told(task).transitions if change.day == on]
        entries_ = sum(
            1 for change in transitions if change.after in started and change.before not in started
        )
        exits = sum(1 for change in transitions if change.before in started and change.after not in started)
        birth = moves[0].day == on and moves[0].status in started
        assert at_end - before == entries_ - exits + birth
