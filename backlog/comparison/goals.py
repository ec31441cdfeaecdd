"""Goals, initiatives and minutes that are new, gone or otherwise, and what a change does to goals."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from backlog.comparison.fields import fields_of
from backlog.comparison.pairing import paired
from backlog.comparison.shapes import GoalChange, InitiativeChange, MeetingChange
from backlog.comparison.unread import is_unread

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from backlog.comparison.shapes import Side
    from backlog.model import Meeting
    from backlog.report import GoalView

T = TypeVar("T")


def goals_of(
    before: Side, after: Side, touched: tuple[Collection[str], Collection[str]], files: frozenset[str]
) -> tuple[GoalChange, ...]:
    """What becomes of each goal, by id.

    `touched` are the goals of which an item is otherwise, before and after; `files` those that cannot be
    read, before or after.
    """
    ours = {view.goal.id: view for view in before.report.goals}
    theirs = {view.goal.id: view for view in after.report.goals}
    pairs = paired(before.backlog.goals, after.backlog.goals)
    found = []
    for was, is_ in _sides(ours, theirs, pairs):
        one = GoalChange(
            before=was,
            after=is_,
            fields=fields_of("goal", was.goal, is_.goal) if was and is_ else (),
            touched=(was is not None and was.goal.id in touched[0])
            or (is_ is not None and is_.goal.id in touched[1]),
            unreadable=not (was and is_) and is_unread(*_place(was or is_), files),
        )
        if not (was and is_) or one.fields or one.touched or _stands(was) != _stands(is_):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.view.goal.id))


def _stands(view: GoalView) -> tuple[str, int | None]:
    return view.stage, view.effort_share


def _place(view: GoalView | None) -> tuple[str, str]:
    return (view.goal.path, view.goal.id) if view else ("", "")


def initiatives_of(before: Side, after: Side, files: frozenset[str]) -> tuple[InitiativeChange, ...]:
    """The initiatives that are new, gone or otherwise, by id."""
    ours = {view.initiative.id: view.initiative for view in before.report.initiatives}
    theirs = {view.initiative.id: view.initiative for view in after.report.initiatives}
    pairs = paired(before.backlog.initiatives, after.backlog.initiatives)
    found = []
    for was, is_ in _sides(ours, theirs, pairs):
        fields = fields_of("initiative", was, is_) if was and is_ else ()
        if not (was and is_) or fields:
            one = was or is_
            unreadable = not (was and is_) and one is not None and is_unread(one.path, one.id, files)
            found.append(InitiativeChange(before=was, after=is_, fields=fields, unreadable=unreadable))
    return tuple(sorted(found, key=lambda one: one.value.id))


def _sides(
    ours: Mapping[str, T], theirs: Mapping[str, T], pairs: Mapping[str, str]
) -> Iterator[tuple[T | None, T | None]]:
    """Each entry as it is before and after, None where it is not there."""
    for id_, value in ours.items():
        yield value, theirs.get(pairs.get(id_, ""))
    known = set(pairs.values())
    for id_, value in theirs.items():
        if id_ not in known:
            yield None, value


def meetings_of(before: Sequence[Meeting], after: Sequence[Meeting]) -> tuple[MeetingChange, ...]:
    """Minutes that are new, gone or otherwise, by day; the same ones have one day and type, or one path."""
    left = {_key(meeting): meeting for meeting in before}
    paths = {meeting.path: _key(meeting) for meeting in before}
    found = []
    taken = {_key(meeting) for meeting in after}
    for meeting in after:
        key = _key(meeting)
        if key not in left and paths.get(meeting.path) not in taken:
            key = paths.get(meeting.path, key)
        was = left.pop(key, None)
        if was is None or _minutes(was) != _minutes(meeting):
            found.append(MeetingChange(before=was, after=meeting))
    found += [MeetingChange(before=was, after=None) for was in left.values()]
    return tuple(sorted(found, key=lambda one: (str(one.value.date), str(one.value.type), one.value.path)))


def _key(meeting: Meeting) -> tuple[str, str, str]:
    known = meeting.date is not None and meeting.type is not None
    return (str(meeting.date), str(meeting.type), "" if known else meeting.path)


def _minutes(meeting: Meeting) -> tuple[object, ...]:
    body = meeting.body
    return (
        meeting.date, meeting.type, meeting.attendees, meeting.decisions, meeting.blockers, meeting.actions,
        meeting.cancelled, body.digest, [(criterion.text, criterion.done) for criterion in body.criteria],
    )  # fmt: skip
