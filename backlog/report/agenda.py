"""Agendas: the points of a meeting, each with its minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.language import N_
from backlog.metrics.agenda import shared_out

if TYPE_CHECKING:
    from collections.abc import Sequence

# The points of a meeting as message ids, each with its share in the time.
REVIEW = (
    (N_("Results of finished work: what do we know now?"), 1),
    (N_("Done since the last review"), 1),
    (N_("Stuck: what is in the way, and who clears it?"), 2),
    (N_("Actions and blockers from earlier meetings"), 1),
    (N_("Decisions, and who does what until when"), 1),
)
PLANNING = (
    (N_("How much can begin?"), 1),
    (N_("Candidates from the backlog, in order"), 4),
    (N_("What is in the way: dependencies, absences, missing details"), 2),
    (N_("What is planned already, and does it still hold?"), 1),
    (N_("Parked items that come due"), 1),
)


def agenda(points: Sequence[tuple[str, int]], minutes: int) -> tuple[tuple[str, int], ...]:
    """The points with their minutes, which sum to those of the meeting exactly."""
    shares = shared_out(minutes, [weight for _, weight in points])
    return tuple((name, share) for (name, _), share in zip(points, shares, strict=True))
