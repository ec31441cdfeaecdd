"""The next review with what it will look at, and a page for each past meeting."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from backlog.language import N_
from backlog.report.agenda import REVIEW, agenda
from backlog.report.meetings import next_review, view_of
from backlog.site.collecting import groups
from backlog.site.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from backlog.metrics.meeting_days import MeetingDay
    from backlog.report import Report
    from backlog.report.meetings import MeetingView

    Views = Callable[[MeetingDay], MeetingView]

# So many entries of a list are shown; more of them are folded, and what is beyond is a number.
SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What the list says of a past meeting."""

    day: MeetingDay
    done: int
    stuck: int
    dropped: int
    decisions: int


def _line(view: MeetingView) -> Line:
    return Line(
        day=view.day,
        done=len(view.review.done),
        stuck=len(view.review.stuck),
        dropped=len(view.review.dropped),
        decisions=len(view.decisions),
    )


def _list(report: Report, views: Views) -> Mapping[str, object]:
    occasion = next((one for one in report.next_meetings if one.type == "review"), None)
    return {
        "occasion": occasion,
        "agenda": agenda(REVIEW, occasion.minutes) if occasion is not None else (),
        "view": view_of(report, next_review(report)),
        "past": tuple(_line(views(day)) for day in reversed(report.meeting_days)),
        "shown": SHOWN,
        "groups": groups(report),
    }


def _meeting(report: Report, views: Views, number: int) -> Mapping[str, object]:
    days = report.meeting_days
    return {
        "view": views(days[number]),
        "before": days[number - 1] if number else None,
        "after": days[number + 1] if number + 1 < len(days) else None,
        "shown": SHOWN,
    }


def pages(report: Report) -> tuple[Page, ...]:
    """The next review and the list of past meetings, and one page for each day of them."""
    views = cache(partial(view_of, report))  # the list asks for what the pages ask for again
    return (
        Page(
            path="reviews.html",
            template="reviews.html",
            values=partial(_list, report, views),
            label=N_("Reviews"),
        ),
        *(
            Page(
                path=f"reviews/{day.day}.html",
                template="review.html",
                values=partial(_meeting, report, views, number),
                within="reviews.html",
            )
            for number, day in enumerate(report.meeting_days)
        ),
    )
