"""What a proposed change does to the entries of the backlog, for pages to mark it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from backlog.comparison.columns import with_columns_of
from backlog.comparison.fields import fields_of
from backlog.comparison.goals import meetings_of
from backlog.comparison.pairing import paired
from backlog.comparison.unread import is_unread, unread
from backlog.comparison.veil import veiled
from backlog.model.whole import configured
from backlog.private import without_private
from backlog.report.audience import for_audience

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from backlog.comparison.shapes import FieldChange
    from backlog.model import Backlog, Goal, Initiative, Item, Meeting

T = TypeVar("T", "Item", "Goal", "Initiative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """From what a change set out: `backlog` is None where there was none that could be read.

    `touched` are the paths that the change touches, both sides of a rename.
    """

    commit: str
    backlog: Backlog | None
    touched: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Ids of entries of a kind that are new, or changed and in which fields; titles of those removed.

    One of which no field is told could not be read before.
    """

    new: frozenset[str] = frozenset()
    changed: Mapping[str, tuple[FieldChange, ...]] = field(default_factory=dict)
    removed: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.new) + len(self.changed) + len(self.removed)

    def mark(self, id_: str) -> str:
        """`new`, `changed`, or nothing for an entry that is as it was."""
        return "changed" if id_ in self.changed else "new" if id_ in self.new else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the site of a proposed change tells of it; `commit` is the one it set out from.

    `has_base`: there was a backlog that could be read; else everything is new, and marked nowhere. `meetings`
    are minutes that are new or changed. `settings`: the configuration has changed.
    """

    commit: str
    has_base: bool = True
    items: Changes = Changes()
    goals: Changes = Changes()
    initiatives: Changes = Changes()
    meetings: tuple[Meeting, ...] = ()
    settings: bool = False

    @property
    def others(self) -> int:
        """How many changes are about no item."""
        return len(self.goals) + len(self.initiatives) + len(self.meetings) + self.settings


def preview_of(before: Before, everything: Backlog, shown: Backlog) -> Preview:
    """What differs between two states for the audience of the site, entry by entry.

    `everything` still has what is private, of which nothing is told in either state; `shown` is what the
    site is made of. Entries are compared as they were read: a comment or the end of a line is no change.
    """
    if before.backlog is None:
        return Preview(commit=before.commit, has_base=False)
    called = with_columns_of(before.backlog, everything.config)
    then = without_private(veiled(called, everything)[0])
    then = for_audience(configured(then, shown.config))
    now = for_audience(shown)
    told = _Told(touched=before.touched, unread_then=unread(then), unread_now=unread(now))
    meetings = (one.after for one in meetings_of(then.meetings, now.meetings) if one.after)
    return Preview(
        commit=before.commit,
        items=_changes("item", then.items, now.items, told),
        goals=_changes("goal", then.goals, now.goals, told),
        initiatives=_changes("initiative", then.initiatives, now.initiatives, told),
        meetings=tuple(one for one in meetings if one.path in before.touched),
        settings=shown.settings.path in before.touched,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """Paths that a change touches, and files that cannot be read: what they hold is neither new nor gone."""

    touched: Collection[str]
    unread_then: frozenset[str]
    unread_now: frozenset[str]


def _changes(kind: str, then: Sequence[T], now: Sequence[T], told: _Told) -> Changes:
    pairs = paired(then, now)
    former = {pairs[old.id]: old for old in then if old.id in pairs}
    new: list[str] = []
    changed: dict[str, tuple[FieldChange, ...]] = {}
    for entry in now:
        old = former.get(entry.id)
        if old is None and is_unread(entry.path, entry.id, told.unread_then):
            changed[entry.id] = ()
        elif old is None:
            new.append(entry.id)
        elif entry.path in told.touched or old.path in told.touched:
            found = tuple(one for one in fields_of(kind, old, entry) if one.field != "path")
            if found:
                changed[entry.id] = found
    gone = (old for old in then if old.id not in pairs)
    removed = (old.title for old in gone if not is_unread(old.path, old.id, told.unread_now))
    return Changes(new=frozenset(new), changed=changed, removed=tuple(sorted(removed)))
