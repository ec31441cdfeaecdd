"""The way of a goal's figure from baseline to target, with today's place in the period."""

from __future__ import annotations

from dataclasses import dataclass

WIDTH = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A bar in units of WIDTH: how far it is filled, where the target is, where the period stands.

    `expected` is where the figure would be if it grew evenly; None outside the period.
    """

    filled: int
    target: int
    expected: int | None


def way(progress: int | None, passed: int | None) -> Way:
    """The bar of a progress and a share of the period that has passed, both in percent.

    >>> way(50, 25)
    Way(filled=150, target=300, expected=75)
    >>> way(150, None)
    Way(filled=300, target=200, expected=None)
    """
    reached = max(0, progress or 0)
    whole = max(100, reached)
    return Way(
        filled=WIDTH * reached // whole,
        target=WIDTH * 100 // whole,
        expected=None if passed is None else WIDTH * passed // whole,
    )
