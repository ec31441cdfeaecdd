"""What meetings carry over, and what planning works out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from backlog.config.sections import Absence, Kind, Person
from backlog.metrics.meeting_days import MeetingDay
from backlog.model import Action, Block, Decision, Hindrance
from backlog.report import Origin, Report
from backlog.report.agenda import PLANNING, REVIEW, agenda
from backlog.report.compute import report_of
from backlog.report.meetings import next_review, obstacles, tasks, view_of
from backlog.report.planning import planning_of
from tests.make import TODAY, backlog, config, day, goal, history, item, meeting, people, ready_item


def on(text: str, *, on_file: bool = True) -> MeetingDay:
    return MeetingDay(
        day=day(text), since=day("2026-01-01"), types=("review",), on_file=on_file, cancelled=False
    )


class TestActions:
    def test_stand_in_every_review_until_they_are_done(self):
        act = Action("Ask the printer", "anna", due=day("2026-02-04"), done=day("2026-02-10"))
        held = [meeting("2026-01-26", actions=(act,))]
        (noted,) = tasks(held, on("2026-01-26"))
        assert (noted.fresh, noted.days, noted.overdue, noted.done) == (True, 0, False, day("2026-02-10"))
        (open_,) = tasks(held, on("2026-02-02"))
        assert (open_.fresh, open_.days, open_.overdue) == (False, 7, False)
        (late,) = tasks(held, on("2026-02-09"))
        assert (late.days, late.overdue) == (14, True)
        assert tasks(held, on("2026-02-10")) == ()  # done on the day
        assert tasks(held, on("2026-01-25")) == ()  # nobody had noted it yet

    def test_noted_again_they_are_the_same_and_as_old_as_ever(self):
        held = [
            meeting("2026-01-26", actions=(Action("Ask the printer", "anna"), Action("Count", "ben"))),
            meeting("2026-02-02", "planning", actions=(Action("ask the  printer", "ben", done=day("2026-02-05")),)),
        ]  # fmt: skip
        again, other = tasks(held, on("2026-02-02"))
        assert (again.text, again.owner, again.days, again.fresh) == ("ask the  printer", "ben", 7, True)
        assert (other.text, other.days, other.fresh) == ("Count", 7, False)
        assert [one.text for one in tasks(held, on("2026-02-09"))] == ["Count"]

    def test_noted_again_after_they_were_done_they_are_new(self):
        held = [
            meeting("2026-01-12", actions=(Action("Report", "anna", done=day("2026-01-20")),)),
            meeting("2026-01-26", actions=(Action("Report", "anna"),)),
        ]
        assert [one.days for one in tasks(held, on("2026-02-02"))] == [7]

    def test_two_of_one_meeting_are_two(self):
        held = [meeting("2026-01-26", actions=(Action("Call", "anna"), Action("Call", "ben")))]
        assert [one.owner for one in tasks(held, on("2026-02-02"))] == ["anna", "ben"]

    def test_without_a_text_there_is_nothing_to_do(self):
        assert tasks([meeting("2026-01-26", actions=(Action(None, "anna"),))], on("2026-02-02")) == ()


class TestBlockers:
    def test_are_one_by_item_and_age_from_the_first_minutes(self):
        held = [
            meeting("2026-01-26", blockers=(Hindrance("page", "No texts", "Ask Ben", "ben"),)),
            meeting("2026-02-02", blockers=(Hindrance("Page", "Still none", "Write them", "anna"),)),
        ]
        (found,) = obstacles(held, on("2026-02-09", on_file=False))
        assert (found.note, found.action, found.owner) == ("Still none", "Write them", "anna")
        assert (found.since, found.days, found.fresh) == (day("2026-01-26"), 14, False)

    def test_of_the_day_itself_stand_there_though_they_are_solved(self):
        held = [meeting("2026-02-02", blockers=(Hindrance("page", "x", "y", "ben", day("2026-02-02")),))]
        (found,) = obstacles(held, on("2026-02-02"))
        assert (found.fresh, found.resolved) == (True, day("2026-02-02"))
        assert obstacles(held, on("2026-02-03")) == ()


def reported(*items: Any, meetings: Any = (), **values: Any) -> Report:
    settings = config(people=people("anna", "ben"), **values)
    return report_of(backlog(items, [goal()], [], meetings, config=settings), (), TODAY, Origin())


class TestViews:
    def test_the_next_review_looks_back_to_the_last_one(self):
        done = item("a", "done", history=history("2026-02-01 in-progress", "2026-02-10 done"))
        report = reported(done, meetings=[meeting("2026-02-09")])
        view = view_of(report, next_review(report))
        assert (view.review.since, view.review.day) == (day("2026-02-09"), TODAY)
        assert [one.id for one in view.review.done] == ["a"]
        assert (view.numbers.finished, view.numbers.per_week, view.numbers.p85) == (1, None, None)

    def test_after_the_review_of_the_day_nothing_has_happened_since(self):
        done = item("a", "done", history=history("2026-02-01 in-progress", "2026-02-16 done"))
        report = reported(done, meetings=[meeting("2026-02-16")])
        assert view_of(report, next_review(report)).review.done == ()
        assert [one.id for one in view_of(report, report.meeting_days[-1]).review.done] == ["a"]

    def test_decisions_are_those_of_all_minutes_of_the_day(self):
        held = [meeting("2026-02-09", decisions=(Decision("One"), Decision(None))),
                meeting("2026-02-09", "planning", decisions=(Decision("Two"),))]  # fmt: skip
        report = reported(meetings=held)
        view = view_of(report, report.meeting_days[-1])
        assert [one.text for one in view.decisions] == ["Two", "One"]

    def test_a_day_without_minutes_has_no_minutes(self):
        report = reported(item("a", "backlog", history=history("2026-02-03 backlog")))
        view = view_of(report, report.meeting_days[-1])
        assert (view.day.day, view.day.on_file, view.meetings) == (day("2026-02-09"), False, ())


@pytest.mark.parametrize("points", [REVIEW, PLANNING])
@pytest.mark.parametrize("minutes", [5, 15, 30, 45, 60, 7])
def test_an_agenda_takes_as_long_as_its_meeting(points: Any, minutes: int):
    assert sum(share for _, share in agenda(points, minutes)) == minutes


def test_the_agenda_of_half_an_hour():
    assert [share for _, share in agenda(REVIEW, 30)] == [5, 5, 10, 5, 5]
    assert [share for _, share in agenda(PLANNING, 45)] == [5, 20, 10, 5, 5]


def limited(limit: int | None) -> Any:
    """The default workflow with this limit on its active column."""
    return tuple(
        replace(status, wip_limit=limit) if status.kind is Kind.ACTIVE else status
        for status in config().workflow
    )


def running(count: int) -> list[Any]:
    return [ready_item(f"r{number}", "in-progress", owner="ben") for number in range(count)]


class TestCapacity:
    """Without data two a week are agreed; the column in progress has five places."""

    @pytest.mark.parametrize(
        ("in_progress", "limit", "least", "most"),
        [
            (0, 5, 2, 2),  # more places than are finished in a week
            (4, 5, 1, 2),  # one has a place now, one when the first is finished
            (5, 5, 0, 2),
            (6, 5, 0, 1),  # one has to be finished first without another one beginning
            (8, 5, 0, 0),
            (8, None, 2, 2),
        ],
    )
    def test_is_what_is_finished_as_far_as_there_is_a_place(self, in_progress, limit, least, most):
        capacity = planning_of(reported(*running(in_progress), workflow=limited(limit))).capacity
        assert (capacity.least, capacity.most, capacity.running) == (least, most, in_progress)
        assert (capacity.per_week, capacity.measured, capacity.limit) == (2, False, limit)

    def test_is_measured_from_ten_finished_items_on(self):
        """Twelve finished in the two complete weeks from 2 to 15 February: six a week."""
        done = [
            item(f"d{number}", "done", history=history("2026-02-02 in-progress", f"2026-02-{3 + number:02} done"))
            for number in range(12)
        ]  # fmt: skip
        capacity = planning_of(reported(*done)).capacity
        assert (capacity.per_week, capacity.measured, capacity.most) == (6, True, 6)

    @pytest.mark.parametrize(("rhythm", "most"), [("weekly", 2), ("biweekly", 4), ("monthly", 8)])
    def test_lasts_until_the_planning_after(self, rhythm: str, most: int):
        cadence = replace(config().cadence, planning=replace(config().cadence.planning, rhythm=rhythm))
        assert planning_of(reported(cadence=cadence)).capacity.most == most

    def test_goes_to_planned_items_first_if_they_could_begin(self):
        blocked = ready_item("p2", "planned", blocked=(Block(day("2026-02-10"), "content"),))
        capacity = planning_of(reported(ready_item("p1", "planned"), blocked)).capacity
        assert (capacity.planned, capacity.most, capacity.room) == (1, 2, 1)


class TestCandidates:
    def test_stand_in_order_and_the_line_counts_those_that_could_begin(self):
        """Room for two: the first one lacks criteria, so the line stands below the third."""
        items = [
            item("a", "backlog", owner="anna", goal="leads", impact=5, confidence=5, effort=1),
            ready_item("b", impact=5), ready_item("c", impact=4), ready_item("d", impact=3),
            item("unscored", "backlog"),
        ]  # fmt: skip
        planning = planning_of(reported(*items))
        assert [(one.card.item.id, one.last_in_reach) for one in planning.candidates] == [
            ("a", False), ("b", False), ("c", True), ("d", False),
        ]  # fmt: skip
        assert [card.item.id for card in planning.unscored] == ["unscored"]

    def test_say_who_is_away_in_the_two_weeks_from_the_planning_on(self):
        """The next planning is on Monday 16 February: its two weeks end on Sunday 1 March."""
        away = {
            "ends": (Absence(first=day("2026-02-09"), last=day("2026-02-16")),),
            "begins": (Absence(first=day("2026-03-01"), last=day("2026-03-20")),),
            "one": (Absence(first=day("2026-02-20")),),
            "over": (Absence(first=day("2026-02-02"), last=day("2026-02-15")),),
            "later": (Absence(first=day("2026-03-02")),),
        }
        persons = {id_: Person(name=id_.title(), absences=absences) for id_, absences in away.items()}
        settings = config(people=persons)
        report = report_of(
            backlog([ready_item(f"of-{id_}", owner=id_) for id_ in away], [goal()], config=settings), (), TODAY, Origin()
        )  # fmt: skip
        found = {one.card.item.owner: one.away for one in planning_of(report).candidates}
        assert found == {
            "ends": (day("2026-02-16"), day("2026-02-16")),
            "begins": (day("2026-03-01"), day("2026-03-01")),
            "one": (day("2026-02-20"), day("2026-02-20")),
            "over": None,
            "later": None,
        }

    def test_say_whose_owner_is_at_the_limit(self):
        report = reported(*running(3), ready_item("a", owner="ben"), ready_item("b", owner="anna"))
        found = {one.card.item.id: one.full for one in planning_of(report).candidates}
        assert found == {"a": True, "b": False}

    def test_parked_items_come_due_within_the_two_weeks(self):
        parked = [ready_item(id_, recheck=day(on)) for id_, on in (("a", "2026-03-01"), ("b", "2026-03-02"))]
        planning = planning_of(reported(*parked))
        assert [card.item.id for card in planning.due] == ["a"]
        assert planning.candidates == ()
