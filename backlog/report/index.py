"""What the index says of a backlog: what waits for an approval, what is stuck, what went live, its effect."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence
    from datetime import date

    from backlog.config.sections import Person
    from backlog.model import Meeting
    from backlog.report.shapes import Card

STALLED = "stalled"
RECENT = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """An item that waits for somebody's approval, since when, and for how many days (None: unknown)."""

    card: Card
    reviewer: Person | None
    since: date | None
    days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """An item that cannot go on or does not: the blocker's reason, or `stalled`; for how many days.

    Where it waits for an approval, reason and days are those of the approval. `endangers` says that the
    figure of its goal is behind.
    """

    card: Card
    reason: str
    since: date | None
    days: int | None
    endangers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What the measured items came to: finished items whose outcome says so."""

    above: int
    met: int
    below: int
    none: int

    @property
    def measured(self) -> int:
        """How many were measured."""
        return self.above + self.met + self.below + self.none

    @property
    def reached(self) -> int:
        """How many reached what was expected, or more."""
        return self.above + self.met


def approvals_of(cards: Iterable[Card], today: date) -> tuple[Approval, ...]:
    """Items in review, and open ones that are blocked until somebody approves; the oldest first."""
    found = []
    for card in cards:
        if card.needs_approval:
            since = card.approval_since
            found.append(Approval(card=card, reviewer=card.reviewer, since=since, days=_days(since, today)))
    return tuple(sorted(found, key=_oldest))


def stuck_of(
    cards: Iterable[Card], today: date, stalled: int, behind: Container[str] = frozenset()
) -> tuple[Stuck, ...]:
    """Open items that are blocked, or in work for more than `stalled` days without a change of status.

    Those of the goals that are `behind` (ids) come first, then those that wait longest.
    """
    found = []
    for card in cards:
        if card.item.kind.open and card.blocks:
            since, reason = card.blocks[0].since, card.blocks[0].reason or "other"
        elif card.item.kind.started and card.days_in_status is not None and card.days_in_status > stalled:
            since, reason = card.timeline.status_since, STALLED
        else:
            continue
        if card.held_by_approval:
            since, reason = card.approval_since, "approval"
        endangers = card.goal is not None and card.goal.id in behind
        found.append(
            Stuck(card=card, reason=reason, since=since, days=_days(since, today), endangers=endangers)
        )
    return tuple(sorted(found, key=lambda entry: (not entry.endangers, _oldest(entry))))


def _days(since: date | None, today: date) -> int | None:
    return (today - since).days if since is not None else None


def _oldest(entry: Approval | Stuck) -> tuple[bool, int, str]:
    return entry.days is None, -(entry.days or 0), entry.card.item.id


def last_review(meetings: Iterable[Meeting], today: date) -> Meeting | None:
    """The last review that was held before the report day."""
    held = [
        meeting
        for meeting in meetings
        if meeting.type == "review"
        and meeting.date is not None
        and meeting.date < today
        and not meeting.cancelled
    ]
    return max(held, key=lambda meeting: (str(meeting.date), meeting.path), default=None)


def live_since(review: Meeting | None, today: date) -> date:
    """The day after which an item went live to be news: that of the last review, else seven days ago."""
    return review.date if review is not None and review.date is not None else today - RECENT


def live_of(cards: Iterable[Card], since: date) -> tuple[Card, ...]:
    """Items finished after a day, as they come."""
    return tuple(card for card in cards if card.timeline.finished and card.timeline.finished > since)


def measured_of(cards: Iterable[Card]) -> tuple[Card, ...]:
    """Finished items with a result, as they come."""
    return tuple(
        card
        for card in cards
        if card.item.kind is Kind.DONE
        and card.item.result is not None
        and (card.item.result.value is not None or card.item.result.outcome is not None)
    )


def effect_of(measured: Sequence[Card]) -> Effect:
    """How many of the measured items came to what."""
    counts = Counter(card.item.result.outcome for card in measured if card.item.result)
    return Effect(
        above=counts[Outcome.ABOVE],
        met=counts[Outcome.MET],
        below=counts[Outcome.BELOW],
        none=counts[Outcome.NONE],
    )
