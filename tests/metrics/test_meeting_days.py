"""Which past days have a page, and since when each looks back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlog.config.sections import Cadence, Rhythm
from backlog.metrics.cadence import occasions, past_days
from backlog.metrics.meeting_days import MOST, meeting_days
from backlog.metrics.working_days import holidays_of
from tests.make import day, meeting

if TYPE_CHECKING:
    from backlog.model import Meeting

BERLIN = holidays_of("DE-BE", 2025, 2028)
NEVER = Rhythm(rhythm="none")
WEEKLY = Rhythm()
BIWEEKLY = Rhythm(rhythm="biweekly", weekday="thursday")


def days(
    *meetings: Meeting, first: str | None = None, today: str = "2026-02-16", rhythm: Rhythm = WEEKLY
) -> list[tuple[str, str]]:
    """Each day, and since when it looks back."""
    cadence = Cadence(review=rhythm, planning=NEVER, strategy=NEVER, intake=NEVER)
    found = meeting_days(cadence, meetings, day(first) if first else None, day(today), BERLIN)
    return [(one.day.isoformat(), one.since.isoformat()) for one in found]


def test_without_history_and_minutes_there_is_no_past():
    assert days() == []


def test_every_monday_from_the_first_move_on_but_not_today():
    assert days(first="2026-01-28") == [("2026-02-02", "2026-01-26"), ("2026-02-09", "2026-02-02")]


def test_the_report_day_has_a_page_when_its_minutes_are_on_file():
    assert days(meeting("2026-02-16"), first="2026-02-10") == [("2026-02-16", "2026-02-09")]


def test_a_review_held_a_day_late_takes_the_place_of_the_day_that_was_due():
    assert days(meeting("2026-02-10"), first="2026-01-28") == [
        ("2026-02-02", "2026-01-26"),
        ("2026-02-10", "2026-02-02"),
    ]


def test_a_review_held_earlier_in_its_week_does_so_too():
    fridays = Rhythm(weekday="friday")
    assert days(meeting("2026-02-12"), first="2026-02-09", rhythm=fridays) == [("2026-02-12", "2026-02-05")]


def test_a_day_moved_by_a_holiday_has_one_page_and_leaves_the_next_one_alone():
    """Friday 1 May is a holiday: held on Monday 4 May. Friday 8 May was due as well."""
    fridays = Rhythm(weekday="friday")
    held = meeting("2026-05-04")
    assert days(held, first="2026-04-28", today="2026-05-11", rhythm=fridays) == [
        ("2026-05-04", "2026-04-27"),
        ("2026-05-08", "2026-05-04"),
    ]


def test_two_reviews_in_one_week_have_a_page_each():
    assert days(meeting("2026-02-09"), meeting("2026-02-11"), first="2026-02-09") == [
        ("2026-02-09", "2026-02-02"),
        ("2026-02-11", "2026-02-09"),
    ]


def test_after_a_cancelled_review_one_looks_back_to_the_one_before():
    held = [meeting("2026-01-26"), meeting("2026-02-02", cancelled="Snow"), meeting("2026-02-09")]
    assert days(*held) == [
        ("2026-01-26", "2026-01-19"),
        ("2026-02-02", "2026-01-26"),
        ("2026-02-09", "2026-01-26"),
    ]


def test_another_meeting_looks_back_to_the_last_of_its_kind_or_else_to_the_review():
    found = days(
        meeting("2026-01-26"), meeting("2026-01-27", "planning"), meeting("2026-02-10", "planning"),
        meeting("2026-02-11", "strategy"), rhythm=NEVER,
    )  # fmt: skip
    assert found == [
        ("2026-01-26", "2026-01-19"),
        ("2026-01-27", "2026-01-26"),
        ("2026-02-10", "2026-01-27"),
        ("2026-02-11", "2026-01-26"),
    ]


def test_another_meeting_looks_back_one_round_at_most():
    """Plannings take place every week: that of the weeks before had no minutes, but was not in November."""
    weekly = Cadence(review=NEVER, planning=WEEKLY, strategy=NEVER, intake=NEVER)
    held = [meeting("2025-11-18", "planning"), meeting("2026-02-10", "planning")]
    found = meeting_days(weekly, held, None, day("2026-02-16"), BERLIN)
    assert [one.since.isoformat() for one in found] == ["2025-11-11", "2026-02-03"]
    monthly = Cadence(review=NEVER, planning=NEVER, strategy=Rhythm(rhythm="monthly"), intake=NEVER)
    held = [
        meeting("2025-10-31", "strategy"),
        meeting("2025-11-28", "strategy"),
        meeting("2026-01-30", "strategy"),
    ]
    found = meeting_days(monthly, held, None, day("2026-02-16"), BERLIN)
    assert [one.since.isoformat() for one in found] == ["2025-10-24", "2025-10-31", "2025-12-26"]


def test_two_meetings_of_one_day_share_it():
    cadence = Cadence(review=WEEKLY, planning=NEVER, strategy=NEVER, intake=NEVER)
    minutes = [meeting("2026-02-09", "planning"), meeting("2026-02-09")]
    (found,) = meeting_days(cadence, minutes, None, day("2026-02-16"), BERLIN)
    assert (found.types, found.on_file, found.cancelled) == (("review", "planning"), True, False)


def test_a_day_that_was_due_shares_its_page_with_the_minutes_of_another_meeting():
    cadence = Cadence(review=WEEKLY, planning=NEVER, strategy=NEVER, intake=NEVER)
    (found,) = meeting_days(cadence, [meeting("2026-02-09", "intake")], None, day("2026-02-16"), BERLIN)
    assert found.types == ("review", "intake")


def test_minutes_of_days_to_come_have_no_page():
    assert days(meeting("2026-02-17")) == []


def test_the_last_sixty_days_have_a_page():
    found = days(first="2023-01-02")
    assert len(found) == MOST == 60
    assert found[-1][0] == "2026-02-09"
    assert found[0] == ("2024-12-23", "2024-12-16")


@pytest.mark.parametrize(
    ("held", "due"),
    [
        ([], ["2026-01-15", "2026-01-29", "2026-02-12"]),  # even weeks counted from 1 January 2024
        (["2026-01-22"], ["2026-01-22", "2026-02-05"]),  # the first minutes set the weeks before them too
        (["2026-01-15", "2026-02-05"], ["2026-01-15", "2026-01-29", "2026-02-05"]),  # a shift is a new count
    ],
)
def test_two_week_rhythms_count_from_the_minutes(held: list[str], due: list[str]):
    found = past_days(BIWEEKLY, [day(one) for one in held], day("2026-01-12"), day("2026-02-15"), BERLIN)
    assert [one.isoformat() for one in found] == due


@given(
    st.dates(date(2025, 3, 1), date(2027, 9, 1)),
    st.sampled_from([WEEKLY, BIWEEKLY, Rhythm(rhythm="monthly", weekday="friday")]),
)
def test_what_was_to_come_is_past_the_day_after(today: date, rhythm: Rhythm):
    """The next review of a day is the first past one from there, once the day is over."""
    cadence = Cadence(review=rhythm, planning=NEVER, strategy=NEVER, intake=NEVER)
    (coming,) = occasions(cadence, (), today, BERLIN)
    past = past_days(rhythm, [], today, today + timedelta(days=60), BERLIN)
    assert min(past) == coming.day
