"""Who has what on the desk, by team: open work only, for planning. Nothing here measures a person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from backlog.language import N_
from backlog.site.page import Page
from backlog.site.people import naming

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.config.sections import Absence
    from backlog.report import PersonView, Report

# So many days ahead are absences worth knowing.
AHEAD = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A person's open work and coming absences (first and last day each)."""

    view: PersonView
    absences: tuple[Absence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """The people of one team, those with work first; `name` is empty for those without a team."""

    name: str
    desks: tuple[Desk, ...]

    @property
    def open(self) -> int:
        """How many open items its people own."""
        views = [desk.view for desk in self.desks]
        return sum(len(view.active) + len(view.planned) + len(view.waiting) for view in views)


def teams(report: Report) -> tuple[Team, ...]:
    """Everybody who is with the team or still has open work, by team; teams with most open work first."""
    desks = [
        Desk(view=view, absences=_coming(report, view))
        for view in report.people
        if view.person.until is None or view.person.until >= report.today or _has_work(view)
    ]
    by_team: dict[str, list[Desk]] = {}
    for desk in desks:
        by_team.setdefault(desk.view.team, []).append(desk)
    found = [Team(name=name, desks=tuple(sorted(some, key=_order))) for name, some in by_team.items()]
    return tuple(sorted(found, key=lambda team: (not team.name, -team.open, team.name.casefold(), team.name)))


def _order(desk: Desk) -> tuple[bool, str, str]:
    return (not _has_work(desk.view), desk.view.person.name.casefold(), desk.view.id)


def _has_work(view: PersonView) -> bool:
    return bool(view.active or view.planned or view.waiting or view.reviewing)


def _coming(report: Report, view: PersonView) -> tuple[Absence, ...]:
    """Absences that are not over and begin within AHEAD days."""
    return tuple(
        sorted(
            (
                absence
                for absence in view.person.absences
                if absence.first is not None
                and (absence.last or absence.first) >= report.today
                and (absence.first - report.today).days <= AHEAD
            ),
            key=lambda absence: (str(absence.first), str(absence.last)),
        )
    )


def _values(report: Report) -> Mapping[str, object]:
    named = naming(report.config)
    over = [named(view.id) for view in report.people if view.over]
    alone = [named(id_) for id_ in report.dependence.without_deputy]
    return {
        "teams": teams(report),
        "over": tuple(name for name in over if name),
        "alone": tuple(name for name in alone if name),
    }


def pages(report: Report) -> tuple[Page, ...]:
    """The one page of people; a public site has none, and so has a backlog that names nobody."""
    if report.config.site.audience == "public" or not report.people:
        return ()
    return (
        Page(path="people.html", template="people.html", values=partial(_values, report), label=N_("People")),
    )
