"""The day of a rating: who rates an item anew rates it today, as in the form of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.content.choices import SCALES
from backlog.editing.changes import Change, Drop, Put

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from datetime import date

    from backlog.model import Item

__all__ = ["rated"]


def rated(item: Item, changes: Sequence[Change], said: Container[str], day: date) -> tuple[Change, ...]:
    """What changes of the day besides these changes of an item, made on a day.

    It becomes that day where a rating changes, and goes with the last of them; nothing where somebody
    `said` a day of their own, by the names of fields.
    """
    anew = {change.field: change for change in changes if change.field in SCALES}
    if not anew or "scored" in said:
        return ()
    is_rated = any(
        isinstance(anew[name], Put) if name in anew else getattr(item, name) is not None for name in SCALES
    )
    if is_rated:
        return () if item.scored == day else (Put("scored", day.isoformat()),)
    return (Drop("scored"),)
