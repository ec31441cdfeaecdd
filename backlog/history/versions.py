"""What the versions of a track say one after the other: ratings, blockers, figures, and when it changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from backlog.history.tracks import Track, Version
    from backlog.model import Block
    from backlog.model.past import Facts

_RATED = attrgetter("impact", "confidence", "effort", "recheck")
_MEASURED = attrgetter("baseline", "target", "current", "measured")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """What an item was rated from a moment on; None where a rating is missing. `recheck` parks it."""

    day: date
    at: datetime | None
    commit: str | None
    impact: int | None
    confidence: int | None
    effort: int | None
    recheck: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Blockers:
    """What an item's file said of its blockers from a day on, without their notes."""

    day: date
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What a goal's file said of its figure from a day on. `measured` is the day of `current`."""

    day: date
    baseline: Decimal | None
    target: Decimal | None
    current: Decimal | None
    measured: date | None


def known_of(track: Track, today: date) -> Sequence[Version]:
    """The versions up to the report day."""
    return [version for version in track.versions if version.day <= today]


def changes_of(track: Track, today: date) -> tuple[date, ...]:
    """The days up to the report day on which there was a new version."""
    return tuple(sorted({version.day for version in known_of(track, today)}))


def ratings_of(track: Track, today: date) -> Iterator[Rating]:
    """Each rating that differs from the one before it."""
    for version, said in _different(track, today, _RATED):
        impact, confidence, effort, recheck = said
        yield Rating(
            day=version.day,
            at=version.at,
            commit=version.commit,
            impact=impact,
            confidence=confidence,
            effort=effort,
            recheck=recheck,
        )


def blockers_of(track: Track, today: date) -> tuple[Blockers, ...]:
    """All that the versions said of blockers, what differs from the one before it; nothing if never any."""
    found: list[Blockers] = []
    for version in known_of(track, today):
        if version.facts.readable and (not found or version.facts.blocked != found[-1].blocks):
            found.append(Blockers(day=version.day, blocks=version.facts.blocked))
    return tuple(found) if any(one.blocks for one in found) else ()


def taken_out(told: Sequence[Blockers]) -> tuple[Block, ...]:
    """The blockers that the last version does not tell of any more; they held until they were taken out.

    One that has another reason or another end by now is the same while its `since` is.
    """
    known = {block.since for block in told[-1].blocks} if told else frozenset()
    gone: dict[date | None, Block] = {}
    for before, after in pairwise(told):
        here = {block.since for block in after.blocks}
        for block in before.blocks:
            if block.since not in here and block.since not in known:
                until = min(block.until, after.day) if block.until is not None else after.day
                gone[block.since] = replace(block, until=until)
    return tuple(gone.values())


def figures_of(track: Track, today: date) -> Iterator[Figure]:
    """Each figure that differs from the one before it."""
    for version, said in _different(track, today, _MEASURED):
        baseline, target, current, measured = said
        yield Figure(day=version.day, baseline=baseline, target=target, current=current, measured=measured)


def _different(
    track: Track, today: date, asked: Callable[[Facts], tuple[Any, ...]]
) -> Iterator[tuple[Version, tuple[Any, ...]]]:
    """The readable versions up to the report day that answer otherwise than the one before them."""
    last: tuple[Any, ...] | None = None
    for version in track.versions:
        if version.day > today or not version.facts.readable:
            continue
        said = asked(version.facts)
        if said != last:
            last = said
            yield version, said
