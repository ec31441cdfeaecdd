"""Agenda: how the minutes of a meeting are shared out among its points."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def shared_out(minutes: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Whole minutes in the proportion of the weights, summing to `minutes` exactly.

    The largest remainders are rounded up, the earlier of two equal ones first.

    >>> shared_out(30, (1, 1, 2, 1, 1)), shared_out(25, (1, 1, 2, 1, 1))
    ((5, 5, 10, 5, 5), (4, 4, 9, 4, 4))
    """
    whole = sum(weights)
    parts = [minutes * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: (-(minutes * weights[place] % whole), place))
    for place in order[: minutes - sum(parts)]:
        parts[place] += 1
    return tuple(parts)
