"""Forecasts: the vector, the guards, exact fractions, properties, and a seeded simulation."""

from __future__ import annotations

import random
from bisect import bisect_left
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backlog.metrics import sums
from backlog.metrics.draws import FURTHEST, Draws, draws_of
from backlog.metrics.figures import ALMOST_SURE
from backlog.metrics.forecast import (
    chance,
    forecast_of,
    how_many,
    lack_of,
    sample_window,
    when,
)
from backlog.metrics.percentile import PERCENTS
from tests.make import TODAY, day

VECTOR = (0, 0, 1, 0, 2, 0, 0, 1, 0, 0, 3, 0, 1, 0)
WINDOW = sample_window(TODAY, 14)


def drawn(sample: tuple[int, ...], *holidays: str) -> Draws:
    return Draws(sample=sample, today=TODAY, holidays=frozenset(map(day, holidays)))


SAMPLES = st.lists(st.sampled_from([0, 0, 0, 1, 2, 5]), min_size=1, max_size=30).filter(any)


def distribution(sample: list[int] | tuple[int, ...], days: int) -> dict[int, Fraction]:
    """The sum of so many days, without any rounding."""
    whole = {0: Fraction(1)}
    for _ in range(days):
        after: dict[int, Fraction] = {}
        for total, probability in whole.items():
            for count in sample:
                after[total + count] = after.get(total + count, Fraction(0)) + probability / len(sample)
        whole = after
    return whole


class TestHolidays:
    """They move the calendar and are not sampled."""

    def test_the_sample_leaves_them_out(self) -> None:
        finished = [day("2026-02-02"), day("2026-02-04"), day("2026-02-04")]
        assert draws_of(finished, WINDOW, TODAY).sample == (1, 0, 2, *[0] * 11)
        free = frozenset({day("2026-02-03"), day("2026-02-04")})
        assert draws_of(finished, WINDOW, TODAY, free).sample == (1, *[0] * 11)

    def test_a_forecast_takes_as_many_days_longer_as_holidays_lie_in_it(self) -> None:
        """The vector's 18 and 21 days end on 6 and 9 March, one of which lies behind the two holidays."""
        found = forecast_of(drawn(VECTOR, "2026-03-07", "2026-03-10"), WINDOW, 10, None)
        assert found.when[1].days == {50: 18, 70: 23, 85: 27, 95: 33}

    def test_so_many_calendar_days_have_fewer_to_draw(self) -> None:
        """14 days of which two are holidays bring what 12 days bring."""
        found = forecast_of(drawn(VECTOR, "2026-02-20", "2026-03-02", "2026-03-03"), WINDOW, 10, None)
        assert found.how_many[1].items == how_many(VECTOR, 12)

    def test_today_and_the_past_draw_nothing(self) -> None:
        assert drawn(VECTOR, "2026-02-16", "2026-01-01").within(7) == 7

    def test_two_years_are_counted_on_the_calendar(self) -> None:
        draws = drawn(VECTOR, "2026-12-25")
        assert (draws.after(FURTHEST - 1), draws.after(FURTHEST), draws.after(None)) == (FURTHEST, None, None)

    @given(st.sets(st.integers(-5, 60)), st.integers(1, 90))
    def test_after_is_the_first_day_within_which_so_many_are_drawn(
        self, places: set[int], count: int
    ) -> None:
        holidays = frozenset(TODAY + timedelta(days=place) for place in places)
        draws = Draws(sample=VECTOR, today=TODAY, holidays=holidays)
        days = draws.after(count)
        assert days is not None
        assert (draws.within(days), draws.within(days - 1)) == (count, count - 1)


class TestVector:
    def test_when(self) -> None:
        assert when(VECTOR, 10) == {50: 18, 70: 21, 85: 25, 95: 31}

    def test_how_many(self) -> None:
        assert how_many(VECTOR, 14) == {50: 8, 70: 6, 85: 5, 95: 3}

    def test_as_a_whole(self) -> None:
        found = forecast_of(drawn(VECTOR), WINDOW, 10, day("2026-02-05"))
        assert (WINDOW.first, WINDOW.last) == (day("2026-02-02"), day("2026-02-15"))
        assert (found.completions, found.days_with_completion, found.before_history) == (8, 5, 3)
        assert [one.items for one in found.when] == [5, 10, 20, 10]
        assert found.when[1].days == {50: 18, 70: 21, 85: 25, 95: 31}
        assert [one.days for one in found.how_many] == [7, 14, 30]
        assert found.how_many[1].items == {50: 8, 70: 6, 85: 5, 95: 3}


class TestGuards:
    def test_nothing_left_is_done(self) -> None:
        assert when(VECTOR, 0) == dict.fromkeys(PERCENTS, 0)
        assert chance(VECTOR, 0, 0) == 100

    def test_nothing_finished_forecasts_nothing(self) -> None:
        found = forecast_of(drawn((0,) * 14), WINDOW, 10, None)
        assert (found.lack, found.when, found.how_many) == ("nothing-finished", (), ())

    def test_four_days_with_a_completion_are_too_few(self) -> None:
        assert lack_of((9, 9, 9, 9, 0)) == "too-few-days"
        assert lack_of((1, 1, 1, 1, 1)) == ""

    def test_beyond_two_years_is_unknown(self) -> None:
        """One every day: 730 items take 730 days, for sure."""
        assert when((1,), FURTHEST) == dict.fromkeys(PERCENTS, FURTHEST)
        assert when((1,), FURTHEST + 1) == dict.fromkeys(PERCENTS)

    def test_no_chance_above_95_is_told_while_work_is_left(self) -> None:
        assert chance((1,), 5, 5) == 99
        assert chance((1,), 6, 5) == 0
        assert chance((1,), 1, 0) == 0
        assert chance((0, 1), 1, 4) == 93  # 15 of 16
        assert chance((0, 1), 1, 5) == 97  # 31 of 32: above 95 %
        assert chance((0, *[1] * 19), 1, 1) == ALMOST_SURE  # 19 of 20: exactly, and not more

    def test_a_probability_that_is_met_exactly_is_met(self) -> None:
        assert when((0, 1), 1)[50] == 1
        assert when([0, 0, 0, *[1] * 17], 1)[85] == 1
        assert how_many((0, 1), 1)[50] == 1
        third = when((0, 0, 1), 1)  # nothing for D days in (2/3)^D
        assert third == {50: 2, 70: 3, 85: 5, 95: 8}


class TestProperties:
    @given(SAMPLES, st.integers(1, 60))
    def test_more_items_and_more_safety_take_no_fewer_days(self, sample: list[int], items: int) -> None:
        few, many = when(sample, items), when(sample, items + 1)
        rows = [*pairwise(few.values()), *zip(few.values(), many.values(), strict=True)]
        assert all((less or FURTHEST + 1) <= (more or FURTHEST + 1) for less, more in rows)

    @given(SAMPLES, st.integers(1, 60))
    def test_more_days_bring_no_fewer_items_and_more_safety_no_more(
        self, sample: list[int], days: int
    ) -> None:
        short, long = how_many(sample, days), how_many(sample, days + 1)
        assert all(short[percent] <= long[percent] for percent in PERCENTS)
        assert list(short.values()) == sorted(short.values(), reverse=True)

    @given(SAMPLES, st.integers(1, 30), st.integers(1, 60))
    def test_chances_rise_with_days_and_fall_with_items(
        self, sample: list[int], items: int, days: int
    ) -> None:
        assert chance(sample, items, days) <= chance(sample, items, days + 1)
        assert chance(sample, items + 1, days) <= chance(sample, items, days)

    @given(SAMPLES, st.integers(1, 40))
    def test_both_questions_agree(self, sample: list[int], items: int) -> None:
        for percent, days in when(sample, items).items():
            assume(days is not None)
            assert how_many(sample, days or 0)[percent] >= items
            assert days == 1 or how_many(sample, (days or 0) - 1)[percent] < items

    @settings(max_examples=30, deadline=None)
    @given(SAMPLES, st.integers(1, 45))
    def test_are_those_of_exact_fractions(self, sample: list[int], days: int) -> None:
        exact = distribution(sample, days)
        for percent, found in how_many(sample, days).items():
            assert found == max(
                k for k in range(max(exact) + 1) if 100 * sum(exact[s] for s in exact if s >= k) >= percent
            )


@pytest.mark.parametrize("items", [1, 7, 30])
def test_agree_with_a_simulation(items: int) -> None:
    """20,000 runs with a fixed seed; the share of runs in time is within 1.5 points of what is said.

    Its standard deviation is at most 0.36 points (at a half), so this is four of them.
    """
    runs = 20_000
    chances = random.Random(20260216)  # noqa: S311 - to compare with, and the same every time
    lengths = []
    for _ in range(runs):
        done = days = 0
        while done < items:
            done += chances.choice(VECTOR)
            days += 1
        lengths.append(days)
    lengths.sort()
    for percent, said in when(VECTOR, items).items():
        assert said is not None
        in_time = 100 * bisect_left(lengths, said + 1) / runs
        a_day_less = 100 * bisect_left(lengths, said) / runs
        assert in_time >= percent - 1.5
        assert a_day_less < percent + 1.5
    for end in (10, 40):
        share = 100 * bisect_left(lengths, end + 1) / runs
        assert abs(share - chance(VECTOR, items, end)) < 2.5  # whole percent, rounded down


def test_samples_hold_every_day_of_the_window() -> None:
    finished = [day("2026-02-15"), day("2026-02-15"), day("2026-02-02"), day("2026-02-16"), day("2026-02-01")]
    assert draws_of(finished, WINDOW, TODAY).sample == (1, *[0] * 12, 2)


def test_twenty_thousand_items_are_no_work() -> None:
    """Forty a day: the forecast of a large backlog stays a small part of a build."""
    sample = [number * 37 % 80 for number in range(90)]
    sums.sums.cache_clear()
    sums.cumulated.cache_clear()
    begin = perf_counter()
    found = forecast_of(drawn(sample), sample_window(TODAY, 90), 20_000, None)
    assert perf_counter() - begin < 2  # a tenth of that on the machine of the author
    days = found.when[3].days
    assert days[50] == pytest.approx(20_000 / (sum(sample) / 90), rel=0.02)
