"""Periods that a new goal is likely to have."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

AHEAD = 5


def quarters(today: date) -> tuple[str, ...]:
    """The running quarter and those after it, then this year and the next.

    >>> from datetime import date
    >>> quarters(date(2026, 11, 3))[:2]
    ('2026-Q4', '2027-Q1')
    """
    first = today.year * 4 + (today.month - 1) // 3
    found = (f"{number // 4}-Q{number % 4 + 1}" for number in range(first, first + AHEAD))
    return (*found, str(today.year), str(today.year + 1))
