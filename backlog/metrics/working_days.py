"""Working days: Monday to Friday without the public holidays of the configured country and region."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

DAY = timedelta(days=1)
SATURDAY = 5


@lru_cache(maxsize=64)
def holidays_of(code: str, first_year: int, last_year: int) -> frozenset[date]:
    """The public holidays of a country and region (`DE-BE`) in these years; none for an empty code."""
    if not code:
        return frozenset()
    from holidays import country_holidays  # noqa: PLC0415 - half a second, and only where it is configured

    country, _, region = code.partition("-")
    return frozenset(country_holidays(country, subdiv=region or None, years=range(first_year, last_year + 1)))


def holidays_around(code: str, day: date) -> frozenset[date]:
    """The public holidays from the year before a day to two years after it."""
    return holidays_of(code, day.year - 1, day.year + 2)


def is_working_day(day: date, holidays: frozenset[date]) -> bool:
    """Whether it is a day from Monday to Friday and no holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def working_day_from(day: date, holidays: frozenset[date]) -> date:
    """The day itself where it is a working day, else the next one."""
    while not is_working_day(day, holidays):
        day += DAY
    return day


def last_of_working_days(today: date, count: int, holidays: frozenset[date]) -> date:
    """The last of so many working days from a day on; the day itself counts where it is one.

    >>> last_of_working_days(date(2026, 2, 2), 15, frozenset())
    datetime.date(2026, 2, 20)
    """
    last = working_day_from(today, holidays)
    for _ in range(count - 1):
        last = working_day_from(last + DAY, holidays)
    return last
