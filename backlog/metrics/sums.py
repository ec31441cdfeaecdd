"""Sums of days: the distribution of how many items are finished in so many days, drawn from a sample.

Probabilities are whole multiples of 1/ONE, rounded down. A convolution is one multiplication of two
numbers that hold the distributions digit by digit: `decimal` does it in C, in n log n and exactly, so
that it is the same everywhere.
"""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from functools import lru_cache
from itertools import accumulate

PLACES = 18
ONE: int = 10**PLACES

Histogram = tuple[tuple[int, int], ...]
"""How many days of a sample brought so many items: (items, days), sorted."""

Row = tuple[int, list[int]]
"""Probabilities of a sum of offset, offset + 1, …; those of every other sum are 0."""

_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


@lru_cache(maxsize=256)
def sums(histogram: Histogram, days: int, limit: int) -> Row:
    """The probabilities of the sums below the limit, of so many days (none: surely 0)."""
    if not days:
        return 0, [ONE]
    if days == 1:
        whole = sum(count for _, count in histogram)
        first, last = histogram[0][0], histogram[-1][0]
        known = dict(histogram)
        return _trimmed(first, [ONE * known.get(n, 0) // whole for n in range(first, min(last + 1, limit))])
    # The lowest bit alone: so the numbers of days that a search by bits comes upon share their work.
    some = days & -days
    if some == days:
        some = days // 2
    return _convolved(sums(histogram, days - some, limit), sums(histogram, some, limit), limit)


@lru_cache(maxsize=256)
def cumulated(histogram: Histogram, days: int, limit: int) -> Row:
    """The probabilities of at most so much, from the first possible sum on."""
    offset, parts = sums(histogram, days, limit)
    return offset, list(accumulate(parts))


def _convolved(one: Row, other: Row, limit: int) -> Row:
    if not one[1] or not other[1]:
        return 0, []
    shorter = min(len(one[1]), len(other[1]))
    size = 2 * PLACES + len(str(shorter))  # digits that a sum of products of two parts needs
    product = _EXACT.multiply(_packed(one[1], size), _packed(other[1], size))
    length = len(one[1]) + len(other[1]) - 1
    digits = format(product, "f").zfill(length * size)
    kept = size - PLACES  # leaving off the last digits of a part rounds it down
    offset = one[0] + other[0]
    parts = [
        int(digits[end - size : end - size + kept])
        for end in range(length * size, 0, -size)[: max(limit - offset, 0)]
    ]
    return _trimmed(offset, parts)


def _packed(parts: list[int], size: int) -> Decimal:
    return Decimal("".join(f"{part:0{size}d}" for part in reversed(parts)))


def _trimmed(offset: int, parts: list[int]) -> Row:
    """Without the zeros at both ends."""
    first = next((place for place, part in enumerate(parts) if part), len(parts))
    last = len(parts)
    while last > first and not parts[last - 1]:
        last -= 1
    return offset + first, parts[first:last]
