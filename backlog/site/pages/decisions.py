"""The decisions of all meetings, latest first, and who decides what."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import partial
from typing import TYPE_CHECKING

from backlog.language import N_
from backlog.site.page import Page
from backlog.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backlog.model import Meeting
    from backlog.report import Report

# The meetings of so many decisions stand open; earlier ones are folded away.
SHOWN = 60

ROLES = {
    "plans": N_("Plans"),
    "prioritises": N_("Sets priorities"),
    "decides": N_("Decides"),
    "measures": N_("Measures"),
    "learns": N_("Writes down what was learnt"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A decision with its anchor, the anchor of what replaced it, and of what it replaces.

    Anchors are empty where there is nothing; `instead_of` is the file's text of what it replaces.
    """

    text: str
    anchor: str
    replaced_by: str
    replaces: str
    instead_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A meeting with the decisions it took."""

    meeting: Meeting
    rulings: tuple[Ruling, ...]


def sessions(meetings: Sequence[Meeting]) -> tuple[Session, ...]:
    """The meetings that decided something, latest first.

    `supersedes` is the text of an earlier decision (case and spaces do not matter), or the date of a
    meeting that took exactly one.
    """
    held = sorted(
        (meeting for meeting in meetings if meeting.decisions and meeting.date is not None),
        key=lambda meeting: (str(meeting.date), str(meeting.type), meeting.path),
    )
    by_text: dict[str, str] = {}
    by_day: dict[str, list[str]] = {}
    replaces: dict[str, str] = {}
    entries = []
    for place, meeting in enumerate(held):
        found = []
        for number, decision in enumerate(meeting.decisions, 1):
            if not decision.text:
                continue
            anchor = f"d-{place + 1}-{number}"
            target = _target(decision.supersedes, by_text, by_day)
            if target:
                replaces[anchor] = target
            found.append((anchor, decision.text, decision.supersedes or ""))
        for anchor, text, _ in found:  # only later meetings can replace what this one decided
            by_text[fold(text)] = anchor
            by_day.setdefault(str(meeting.date), []).append(anchor)
        entries.append((meeting, found))
    replaced = {old: new for new, old in replaces.items()}
    return tuple(
        Session(
            meeting=meeting,
            rulings=tuple(
                Ruling(
                    text=text,
                    anchor=anchor,
                    replaced_by=replaced.get(anchor, ""),
                    replaces=replaces.get(anchor, ""),
                    instead_of=instead_of,
                )
                for anchor, text, instead_of in found
            ),
        )
        for meeting, found in reversed(entries)
        if found
    )


def _target(supersedes: str | None, by_text: Mapping[str, str], by_day: Mapping[str, list[str]]) -> str:
    """The anchor of the decision that is meant; nothing where none or several could be."""
    if not supersedes:
        return ""
    of_day = by_day.get(supersedes.strip(), [])
    return by_text.get(fold(supersedes)) or (of_day[0] if len(of_day) == 1 else "")


def _values(report: Report) -> Mapping[str, object]:
    taken = sessions(report.meetings)
    decisions = report.config.decisions
    days = {ruling.anchor: session.meeting.date for session in taken for ruling in session.rulings}
    shown, count = 0, 0
    for session in taken:
        if count >= SHOWN:
            break
        shown, count = shown + 1, count + len(session.rulings)
    return {
        "sessions": taken[:shown],
        "earlier": taken[shown:],
        "days": days,
        "valid": sum(1 for session in taken for ruling in session.rulings if not ruling.replaced_by),
        "replaced": sum(1 for session in taken for ruling in session.rulings if ruling.replaced_by),
        "roles": tuple(
            (ROLES[row.name], getattr(decisions, row.name))
            for row in fields(decisions)
            if getattr(decisions, row.name)
        ),
    }


def pages(report: Report) -> tuple[Page, ...]:
    """The one page of decisions; a public site has none, because minutes are not published."""
    if report.config.site.audience == "public":
        return ()
    return (
        Page(
            path="decisions.html",
            template="decisions.html",
            values=partial(_values, report),
            label=N_("Decisions"),
        ),
    )
