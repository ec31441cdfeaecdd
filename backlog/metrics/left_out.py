"""Left out: the items that figures of flow cannot use, each with the reason that tells most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.metrics.figures import Left

if TYPE_CHECKING:
    from backlog.history import Columns, Life, Past
    from backlog.metrics.figures import Reason, Window


def left_out(past: Past, window: Window) -> tuple[Left, ...]:
    """What a figure of the window leaves out, by id; what was finished before the window is not asked for."""
    reasons = ((life.id, _reason(life, window, past.columns)) for life in past.lives)
    return tuple(sorted((Left(id=id_, reason=reason) for id_, reason in reasons if reason), key=_by_id))


def _by_id(left: Left) -> tuple[str, str]:
    return left.id, left.reason


def _reason(life: Life, window: Window, columns: Columns) -> Reason | None:
    known = life.timeline
    if life.vanished is not None:
        return "vanished-done" if life.kind is Kind.DONE else "vanished"
    if known.finished is not None and not window.holds(known.finished):
        return None
    if _runs_backwards(life):
        return "runs-backwards"
    if known.finished is not None and known.started is None and _went_past(life, columns):
        return "went-past"
    if _is_unknown(life):
        return "baseline" if life.born_in_bulk else "no-history"
    return None


def _runs_backwards(life: Life) -> bool:
    known = life.timeline
    if known.finished is None:
        return False
    return any(day is not None and day > known.finished for day in (known.created, known.started))


def _went_past(life: Life, columns: Columns) -> bool:
    """Whether it came to done without a started status since it was last before the start."""
    for move in reversed(life.timeline.moves):
        kind = columns.kind(move.status)
        if kind.started:
            return False
        if kind.position < Kind.ACTIVE.position:
            return True
    return not life.born_in_bulk


def _is_unknown(life: Life) -> bool:
    known = life.timeline
    begun = life.kind.started or life.kind is Kind.DONE
    return (
        known.created is None
        or (begun and known.started is None)
        or (life.kind is Kind.DONE and known.finished is None)
    )
