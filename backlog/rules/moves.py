"""Moves on the board that its workflow does not expect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.config.sections import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.config.sections import Config
    from backlog.history import Transition
    from backlog.model import Item
    from backlog.rules.scene import Scene


def unexpected_moves(scene: Scene, item: Item) -> Iterator[tuple[Transition, int | None]]:
    """Transitions that skip columns, each with the number of its entry in `history:` where it has one.

    Expected are one column on, any column back, dropped from anywhere, and what `from` names. Moves that
    were made up from the dates of a file tell nothing about columns.
    """
    for move in scene.timelines[item.id].transitions:
        if (
            move.source != "dates"
            and move.before is not None
            and skips(scene.config, move.before, move.after)
        ):
            entries = ((entry.date, entry.status) for entry in item.history)
            yield move, next((n for n, entry in enumerate(entries) if entry == (move.day, move.after)), None)


def skips(config: Config, before: str, after: str) -> bool:
    """Whether a move between two known statuses leaves out columns that nobody allowed to leave out."""
    columns = [status.id for status in config.workflow if status.kind is not Kind.DROPPED]
    if before not in columns or after not in columns:
        return False
    named = next(status.enters_from for status in config.workflow if status.id == after)
    return columns.index(after) - columns.index(before) > 1 and before not in named
