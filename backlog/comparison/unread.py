"""Files that are there and of which no value can be made: what they hold is neither gone nor new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.spelling import same

if TYPE_CHECKING:
    from backlog.model import Backlog


def unread(backlog: Backlog) -> frozenset[str]:
    """Paths and ids of the refused files of a backlog."""
    files = [file for file in backlog.refused if not file.private]
    return frozenset({file.path for file in files} | {same(file.id) for file in files if file.id})


def is_unread(path: str, id_: str, files: frozenset[str]) -> bool:
    """Whether what was at a path, or had an id, is among these."""
    return path in files or same(id_) in files
