"""When the next meetings take place."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlog.config.sections import Cadence, Rhythm
from backlog.metrics.cadence import TYPES, Occasion, diary, occasions
from backlog.metrics.working_days import holidays_of, is_working_day
from tests.make import TODAY, config, day, meeting

if TYPE_CHECKING:
    from backlog.model import Meeting

BERLIN = holidays_of("DE-BE", 2025, 2028)
NEVER = Rhythm(rhythm="none")


def review(rhythm: Rhythm, today: str, *meetings: Meeting) -> str | None:
    cadence = Cadence(review=rhythm, planning=NEVER, strategy=NEVER, intake=NEVER)
    found = occasions(cadence, meetings, day(today), BERLIN)
    return found[0].day.isoformat() if found else None


WEEKLY = Rhythm()
BIWEEKLY = Rhythm(rhythm="biweekly", weekday="thursday")
MONTHLY = Rhythm(rhythm="monthly", weekday="friday")


@pytest.mark.parametrize(
    ("rhythm", "today", "next_"),
    [
        (WEEKLY, "2026-02-16", "2026-02-16"),  # Monday itself
        (WEEKLY, "2026-02-17", "2026-02-23"),
        (WEEKLY, "2026-04-04", "2026-04-07"),  # Easter Monday moves it to Tuesday
        (WEEKLY, "2026-04-07", "2026-04-07"),
        (Rhythm(weekday="sunday"), "2026-02-16", "2026-02-22"),  # moved by holidays only
        (Rhythm(weekday="sunday"), "2026-03-02", "2026-03-09"),  # 8 March is a holiday in Berlin
        (BIWEEKLY, "2026-02-16", "2026-02-26"),  # even weeks counted from 1 January 2024
        (BIWEEKLY, "2026-02-27", "2026-03-12"),
        (MONTHLY, "2026-02-16", "2026-02-27"),
        (MONTHLY, "2026-02-28", "2026-03-27"),
        (Rhythm(rhythm="monthly", weekday="monday", week="first"), "2026-02-03", "2026-03-02"),
        (Rhythm(rhythm="monthly", weekday="monday", week="second"), "2026-02-03", "2026-02-09"),
        (Rhythm(rhythm="monthly", weekday="monday", week="fourth"), "2026-02-03", "2026-02-23"),
        (Rhythm(rhythm="monthly", weekday="friday", week="first"), "2026-04-30", "2026-05-04"),  # 1 May
        (NEVER, "2026-02-16", None),
    ],
)
def test_next_of_a_rhythm(rhythm: Rhythm, today: str, next_: str | None) -> None:
    assert review(rhythm, today) == next_


class TestMinutes:
    def test_of_today_say_that_it_is_over(self) -> None:
        assert review(WEEKLY, "2026-02-16", meeting("2026-02-16")) == "2026-02-23"

    def test_of_a_later_day_announce_it(self) -> None:
        assert review(WEEKLY, "2026-02-17", meeting("2026-02-19")) == "2026-02-19"
        assert review(NEVER, "2026-02-17", meeting("2026-03-19")) == "2026-03-19"

    def test_may_cancel_it(self) -> None:
        assert review(WEEKLY, "2026-02-17", meeting("2026-02-23", cancelled="Carnival")) == "2026-03-02"
        assert review(NEVER, "2026-02-17", meeting("2026-02-23", cancelled="Carnival")) is None

    def test_set_the_two_weeks(self) -> None:
        assert review(BIWEEKLY, "2026-02-16", meeting("2026-02-12")) == "2026-02-26"
        assert review(BIWEEKLY, "2026-02-16", meeting("2026-02-05")) == "2026-02-19"

    def test_of_a_meeting_that_a_holiday_moved_set_them_by_the_day_it_was_due(self) -> None:
        """Friday 1 May was held on Monday 4 May: the next one is on 15 May."""
        fridays = Rhythm(rhythm="biweekly", weekday="friday")
        assert review(fridays, "2026-05-05", meeting("2026-05-04")) == "2026-05-15"

    def test_of_another_type_say_nothing(self) -> None:
        assert review(WEEKLY, "2026-02-16", meeting("2026-02-16", "planning")) == "2026-02-16"


def test_default_cadence() -> None:
    assert occasions(config().cadence, (), TODAY, BERLIN) == (
        Occasion(type="review", day=day("2026-02-16"), minutes=30),
        Occasion(type="planning", day=day("2026-02-16"), minutes=45),
        Occasion(type="intake", day=day("2026-02-26"), minutes=30),
        Occasion(type="strategy", day=day("2026-02-27"), minutes=60),
    )


@given(st.dates(date(2025, 3, 1), date(2027, 9, 1)))
def test_every_type_has_a_next_day_on_a_working_day_soon(today: date) -> None:
    found = occasions(config().cadence, (), today, BERLIN)
    assert sorted(one.type for one in found) == sorted(TYPES)
    for one in found:
        assert today <= one.day <= today + timedelta(days=36)
        assert is_working_day(one.day, BERLIN)


def test_the_diary_has_every_meeting_and_marks_what_is_cancelled() -> None:
    """A weekly review on Mondays: the one of 23 February is cancelled, one on Wednesday is announced."""
    cadence = Cadence(review=WEEKLY, planning=NEVER, strategy=NEVER, intake=NEVER)
    on_file = [
        meeting("2026-02-23", cancelled="Trade fair"),
        meeting("2026-02-25"),
        meeting("2026-02-09"),
        meeting("2026-03-02", "planning", cancelled="No"),
    ]
    found = diary(cadence, on_file, TODAY, BERLIN)
    assert [(one.day.isoformat(), one.type, one.cancelled) for one in found[:5]] == [
        ("2026-02-16", "review", False),
        ("2026-02-23", "review", True),
        ("2026-02-25", "review", False),
        ("2026-03-02", "review", False),
        ("2026-03-02", "planning", True),
    ]
    assert found[-1].day >= TODAY + timedelta(weeks=18)
    assert {one.minutes for one in found} == {30}
