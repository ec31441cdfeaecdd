"""The ways that items took through the columns: which moves were made in a window, and how often."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backlog.history import Past
    from backlog.metrics.figures import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Moves from one status to another, with the id of the item for each of them, sorted."""

    before: str
    after: str
    ids: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many moves."""
        return len(self.ids)


def ways_of(past: Past, window: Window) -> tuple[Way, ...]:
    """The moves of the window between configured statuses, those of items that vanished too, by status ids.

    Moves that were made up from the dates of a file tell nothing about columns, and a status that nobody
    configured is no column.
    """
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for life in past.lives:
        for move in life.timeline.transitions:
            known = move.before in past.columns.kinds and move.after in past.columns.kinds
            if known and move.before is not None and move.source != "dates" and window.holds(move.day):
                found[move.before, move.after].append(life.id)
    return tuple(
        Way(before=before, after=after, ids=tuple(sorted(ids)))
        for (before, after), ids in sorted(found.items())
    )
