"""The channels: what is to be estimated, what comes, what is blocked, and when something last went live."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from backlog.language import N_
from backlog.site.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.report import Card, ChannelView, Report

# A channel shows so many items of a list; the others are folded.
SHOWN = 12


def silent_days(report: Report, view: ChannelView) -> int | None:
    """Days since something last went live; None where nothing has, or nobody knows when."""
    live: Card | None = view.last_live
    day = live.timeline.finished if live is not None else None
    return (report.today - day).days if day is not None else None


def _values(report: Report) -> Mapping[str, object]:
    views = tuple((view, silent_days(report, view)) for view in report.channels)
    return {
        "views": views,
        "open": sum(len(view.cards) for view, _ in views),
        "busiest": max(
            (view for view, _ in views if view.cards), key=lambda view: len(view.cards), default=None
        ),
        "idle": tuple(view for view, _ in views if not view.cards),
        "unscored": sum(len(view.unscored) for view, _ in views),
        "blocked": sum(len(view.blocked) for view, _ in views),
        "shown": SHOWN,
    }


def pages(report: Report) -> tuple[Page, ...]:
    """The one page of channels; none where no item names one and none is configured."""
    if not report.channels:
        return ()
    return (
        Page(
            path="channels.html",
            template="channels.html",
            values=partial(_values, report),
            label=N_("Channels"),
        ),
    )
