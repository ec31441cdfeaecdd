"""The next planning: free capacity, candidates in order, and what is in the way."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from backlog.language import N_
from backlog.report.agenda import PLANNING, agenda
from backlog.report.planning import planning_of
from backlog.site.collecting import groups
from backlog.site.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.report import Report

# So many candidates are shown in full; the ranking has the others.
SHOWN = 20
# So many entries of the lists below are shown; the others are folded.
BRIEF = 12


def _values(report: Report) -> Mapping[str, object]:
    planning = planning_of(report)
    occasion = planning.occasion
    return {
        "planning": planning,
        "capacity": planning.capacity,
        "agenda": agenda(PLANNING, occasion.minutes) if occasion is not None else (),
        "candidates": planning.candidates[:SHOWN],
        "more": len(planning.candidates[SHOWN:]),
        "out_of_sight": any(one.last_in_reach for one in planning.candidates[SHOWN:]),
        "shown": BRIEF,
        "groups": groups(report),
    }


def pages(report: Report) -> tuple[Page, ...]:
    """The one page of the next planning."""
    return (
        Page(
            path="planning.html",
            template="planning.html",
            values=partial(_values, report),
            label=N_("Planning"),
        ),
    )
