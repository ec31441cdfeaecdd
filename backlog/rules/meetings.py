"""Minutes: one file a meeting, decisions that replace others, and what somebody took home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.findings import Severity
from backlog.rules.rule import Place, rule
from backlog.rules.scene import Scene, at, told
from backlog.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RHYTHM_DAYS: Mapping[str, int] = {"weekly": 7, "biweekly": 14, "monthly": 31}
LATE_DAYS = 3
"""A holiday, or a day on which nobody could, makes a meeting late, not forgotten."""


@rule("M101", severity=Severity.ERROR)
def meeting_twice(scene: Scene) -> Iterator[Place]:
    """The minutes of this meeting are on file already, in {path}.

    Meetings are known by their day and type; of two files nobody knows which one holds.

    Put both into one file, or correct the day or the type.
    """
    yield from told(scene, "meeting-twice")


@rule("M102", severity=Severity.ERROR)
def decision_unknown(scene: Scene) -> Iterator[Place]:
    """No earlier decision is called "{value}".

    Readers of the old decision would never learn that it was replaced.

    Write the text of the earlier decision as it stands in its minutes, or the day of that meeting.
    """
    known: set[str] = set()
    for meeting in scene.backlog.meetings:  # by day
        known.update(fold(decision.text) for decision in meeting.decisions if decision.text)
        for number, decision in enumerate(meeting.decisions):
            if decision.supersedes is not None and fold(decision.supersedes) not in known:
                yield at(meeting, f"decisions.{number}.supersedes", value=decision.supersedes)
        known.add(fold(str(meeting.date)))


@rule("M201", severity=Severity.WARNING)
def action_overdue(scene: Scene) -> Iterator[Place]:
    """ "{text}" was to be done by {day} and is open.

    What was agreed in a meeting and never asked about again teaches everybody not to agree on anything.

    Enter the day on which it was done, or agree on a new one.
    """
    for meeting in scene.backlog.meetings:
        for number, action in enumerate(meeting.actions):
            if action.due is not None and action.due < scene.today and action.done is None and action.text:
                yield at(meeting, f"actions.{number}.due", text=action.text, day=action.due)


@rule("M202", severity=Severity.WARNING)
def strategy_stale(scene: Scene) -> Iterator[Place]:
    """The last strategy meeting was on {day}: longer than {limit} days ago.

    Goals that nobody compares with the work drift away from it.

    Hold the meeting, or write down why it was cancelled.
    """
    held = [
        meeting
        for meeting in scene.backlog.meetings
        if meeting.type == "strategy" and meeting.date is not None and meeting.date <= scene.today
    ]
    limit = scene.config.freshness.strategy
    if held and held[-1].date and (scene.today - held[-1].date).days > limit:
        yield at(held[-1], "date", day=held[-1].date, limit=limit)


@rule("M203", severity=Severity.WARNING)
def review_overdue(scene: Scene) -> Iterator[Place]:
    """The last review was on {day}: longer than {limit} days ago.

    What nobody looks at together is stuck for as long as nobody complains.

    Hold the review, or write down why it was cancelled.
    """
    rhythm = RHYTHM_DAYS.get(scene.config.cadence.review.rhythm)
    held = [
        meeting
        for meeting in scene.backlog.meetings
        if meeting.type == "review" and meeting.date is not None and meeting.date <= scene.today
    ]
    if rhythm is None or not held or held[-1].date is None:
        return
    limit = rhythm + LATE_DAYS
    if (scene.today - held[-1].date).days > limit:
        yield at(held[-1], "date", day=held[-1].date, limit=limit)
