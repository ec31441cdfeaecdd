"""What a proposed change does to the entries of the backlog, for pages to mark it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, TypeVar

from backlog.model.whole import configured
from backlog.private import without_private
from backlog.report.audience import for_audience
from backlog.spelling import same

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from backlog.model import Backlog, Body, Goal, Initiative, Item, Meeting

T = TypeVar("T", "Item", "Goal", "Initiative")

_APART = frozenset({"id", "path", "source", "body", "kind", "private"})
_CRITERION = re.compile(r"<label>.*?</label>|</?(?:ul|li)\b[^>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """From what a change set out: `backlog` (with its HTML) is None where there was none to read.

    `touched` are the paths that the change touches, both sides of a rename.
    """

    commit: str
    backlog: Backlog | None
    touched: frozenset[str]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that has another value now. `description` tells no values, `criteria` tells (met, all)."""

    name: str
    before: object = None
    after: object = None


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
    then = for_audience(configured(without_private(before.backlog, everything), shown.config))
    now = for_audience(shown)
    touched = before.touched
    return Preview(
        commit=before.commit,
        items=_changes(then.items, now.items, touched, _Unread.of(then, now)),
        goals=_changes(then.goals, now.goals, touched, _Unread.of(then, now)),
        initiatives=_changes(then.initiatives, now.initiatives, touched, _Unread.of(then, now)),
        meetings=tuple(_meetings(then.meetings, now.meetings, touched)),
        settings=shown.settings.path in touched,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unread:
    """Ids and paths of files that were refused in each of the states: what is there is not gone, or new."""

    then: frozenset[str]
    now: frozenset[str]

    @classmethod
    def of(cls, then: Backlog, now: Backlog) -> _Unread:
        """Those of two states."""
        return cls(then=_refused(then), now=_refused(now))


def _refused(backlog: Backlog) -> frozenset[str]:
    files = backlog.refused
    return frozenset({file.path for file in files} | {same(file.id) for file in files if file.id}) - {""}


def _changes(then: Sequence[T], now: Sequence[T], touched: Collection[str], unread: _Unread) -> Changes:
    former = _former(then, now)
    new: list[str] = []
    changed: dict[str, tuple[FieldChange, ...]] = {}
    for entry in now:
        old = former.get(entry.id)
        if old is None:
            if entry.path in unread.then or same(entry.id) in unread.then:
                changed[entry.id] = ()
            else:
                new.append(entry.id)
        elif {entry.path, old.path} & set(touched) and (found := tuple(_fields(old, entry))):
            changed[entry.id] = found
    kept = {old.id for old in former.values()}
    gone = (old for old in then if old.id not in kept and old.path not in unread.now)
    removed = sorted(old.title for old in gone if same(old.id) not in unread.now)
    return Changes(new=frozenset(new), changed=changed, removed=tuple(removed))


def _former(then: Sequence[T], now: Sequence[T]) -> dict[str, T]:
    """What each entry was before, by its id now: by id, former id, path, or a title that nothing else has."""
    by_id = {same(old.id): old for old in then}
    found = {entry.id: by_id.pop(same(entry.id)) for entry in now if same(entry.id) in by_id}
    for entry in now:
        for id_ in getattr(entry, "formerly", ()):
            if entry.id not in found and same(id_) in by_id:
                found[entry.id] = by_id.pop(same(id_))
    for name in ("path", "title"):
        count = Counter(getattr(old, name) for old in by_id.values())
        left = {word: old for old in by_id.values() if count[word := getattr(old, name)] == 1}
        for entry in now:
            old = left.pop(getattr(entry, name), None) if entry.id not in found else None
            if old is not None:
                found[entry.id] = by_id.pop(same(old.id))
    return found


def _fields(old: T, new: T) -> Iterator[FieldChange]:
    if old.id != new.id:
        yield FieldChange("id", old.id, new.id)
    for name in (one.name for one in fields(new)):
        before, after = getattr(old, name), getattr(new, name)
        if name not in _APART and before != after:
            yield FieldChange(name, before, after)
    if _description(old.body, old.id) != _description(new.body, new.id):
        yield FieldChange("description")
    if _criteria(old.body) != _criteria(new.body):
        yield FieldChange("criteria", _met(old.body), _met(new.body))


def _description(body: Body, anchor: str) -> tuple[str, list[str]]:
    """What a body shows beside its criteria, and where its links lead; `anchor` is the id of its file."""
    html = _CRITERION.sub(" ", body.html).replace(f"h-{anchor}", "h")
    return " ".join(html.split()), [link.target for link in body.links]


def _criteria(body: Body) -> list[tuple[str, bool]]:
    return [(criterion.text, criterion.done) for criterion in body.criteria]


def _met(body: Body) -> tuple[int, int]:
    return sum(criterion.done for criterion in body.criteria), len(body.criteria)


def _meetings(then: Sequence[Meeting], now: Sequence[Meeting], touched: Collection[str]) -> Iterator[Meeting]:
    """Minutes that are new, or say something else."""
    known = {(old.date, old.type): old for old in then}
    for meeting in now:
        old = known.get((meeting.date, meeting.type))
        if old is None or ({meeting.path, old.path} & set(touched) and _minutes(old) != _minutes(meeting)):
            yield meeting


def _minutes(meeting: Meeting) -> list[object]:
    told = [getattr(meeting, one.name) for one in fields(meeting) if one.name not in _APART]
    return [*told, _description(meeting.body, ""), _criteria(meeting.body)]
