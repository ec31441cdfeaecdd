"""Names that pages give to values which are no free text: stages, outcomes, reasons, fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


STAGES = ("uncovered", "linked", "ready", "in-work", "live", "measured")

TERMS: Mapping[str, Mapping[str, str]] = {
    "stage": {
        "uncovered": N_("no items"),
        "linked": N_("items linked"),
        "ready": N_("ready to start"),
        "in-work": N_("in work"),
        "live": N_("live"),
        "measured": N_("effect measured"),
    },
    "outcome": {
        "above": N_("exceeded"),
        "met": N_("met"),
        "below": N_("below expectation"),
        "none": N_("no effect"),
        "unmeasured": N_("not measurable"),
    },
    "again": {
        "repeat": N_("Do it again the same way"),
        "adapt": N_("Do it again, differently"),
        "stop": N_("Not again"),
    },
    "reason": {
        "content": N_("content is missing"),
        "approval": N_("approval is pending"),
        "tracking": N_("tracking is unclear"),
        "sales": N_("sales has not answered"),
        "other": N_("other reason"),
        "stalled": N_("no movement"),
    },
    "goal status": {
        "active": N_("Active"),
        "paused": N_("Paused"),
        "achieved": N_("Achieved"),
        "finished": N_("Finished"),
        "dropped": N_("Dropped"),
    },
    "meeting": {
        "review": N_("Weekly review"),
        "planning": N_("Planning"),
        "strategy": N_("Monthly strategy"),
        "intake": N_("Intake slot"),
    },
    "rhythm": {
        "weekly": N_("every week"),
        "biweekly": N_("every two weeks"),
        "monthly": N_("every month"),
    },
    "week": {
        "first": N_("on the first"),
        "second": N_("on the second"),
        "third": N_("on the third"),
        "fourth": N_("on the fourth"),
        "last": N_("on the last"),
    },
    "weekday": {
        "monday": N_("Monday"),
        "tuesday": N_("Tuesday"),
        "wednesday": N_("Wednesday"),
        "thursday": N_("Thursday"),
        "friday": N_("Friday"),
        "saturday": N_("Saturday"),
        "sunday": N_("Sunday"),
    },
    "purpose": {
        "visibility": N_("Visibility"),
        "sales": N_("Sales"),
        "recruiting": N_("Recruiting"),
        "brand": N_("Brand"),
    },
    "severity": {
        "error": N_("Error"),
        "warning": N_("Warning"),
    },
    "field": {
        "title": N_("Title"),
        "status": N_("Status"),
        "goal": N_("Goal"),
        "initiative": N_("Initiative"),
        "owner": N_("Owner"),
        "channel": N_("Channel"),
        "impact": N_("Impact"),
        "confidence": N_("Confidence"),
        "effort": N_("Effort"),
        "evidence": N_("Evidence"),
        "scored": N_("Last rated"),
        "metric": N_("Metric"),
        "expected": N_("Expected"),
        "start": N_("Start"),
        "due": N_("Due"),
        "cost": N_("Cost"),
        "campaign": N_("Campaign"),
        "depends_on": N_("Depends on"),
        "blocked": N_("Blocked"),
        "reviewer": N_("Reviewer"),
        "requested_by": N_("Requested by"),
        "expedite": N_("Expedite"),
        "partner": N_("External partner"),
        "result": N_("Result"),
        "learning": N_("Learning"),
        "created": N_("Created"),
        "started": N_("Started"),
        "done": N_("Finished on"),
        "history": N_("History"),
        "recheck": N_("Parked until"),
        "tags": N_("Tags"),
        "formerly": N_("Formerly"),
        "description": N_("Description"),
        "criteria": N_("Acceptance criteria"),
        "private": N_("Private"),
        "cost.planned": N_("Planned"),
        "cost.actual": N_("Spent"),
        "blocked.since": N_("Since"),
        "blocked.reason": N_("Reason"),
        "blocked.until": N_("Until"),
        "note": N_("Note"),
        "result.value": N_("Figure or text"),
        "outcome": N_("Outcome"),
        "measured": N_("Measured on"),
        "result.again": N_("Would you do it again?"),
        "period": N_("Period"),
        "from": N_("First day"),
        "to": N_("Last day"),
        "target": N_("Target"),
        "baseline": N_("Baseline"),
        "current": N_("Figure now"),
        "sponsor": N_("Sponsor"),
        "share": N_("Share of the effort, in percent"),
        "purpose": N_("Purpose"),
        "meeting.date": N_("Date"),
        "meeting.type": N_("Meeting"),
        "attendees": N_("Attendees"),
        "decisions": N_("Decisions"),
        "decisions.text": N_("Decision"),
        "decisions.supersedes": N_("Replaces the earlier decision"),
        "blockers": N_("Blockers"),
        "blockers.item": N_("Item"),
        "blockers.note": N_("What is stuck"),
        "blockers.action": N_("What is done about it"),
        "blockers.resolved": N_("Solved on"),
        "actions": N_("Actions"),
        "actions.text": N_("Action"),
        "cancelled": N_("Why it did not take place"),
    },
}


# Numbers that a sentence spells out.
SPELLED = (
    N_("none"), N_("one"), N_("two"), N_("three"), N_("four"), N_("five"), N_("six"),
    N_("seven"), N_("eight"), N_("nine"), N_("ten"), N_("eleven"), N_("twelve"),
)  # fmt: skip


def term(group: str, value: str) -> str:
    """The message id of a value's name; the value itself where it has none (configured ones)."""
    return TERMS[group].get(value, value)
