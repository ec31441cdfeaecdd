"""`--base`: which findings the change here brings, compared with the commit that it set out from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from backlog.cli import output
from backlog.cli.states import base_commit, repository_of, state_at, touched
from backlog.comparison.pairing import moved
from backlog.errors import Stop
from backlog.language import N_
from backlog.rules.novelty import Former, names_changed, told_apart, tolerated_anew

if TYPE_CHECKING:
    from datetime import date

    from backlog.cli.session import Session
    from backlog.examine import Examined
    from backlog.findings import Finding
    from backlog.model import Backlog

CUT_OFF = N_("This clone was cut off, so that nobody can tell what is new: every finding counts as new.")
PERHAPS = N_("This clone was cut off: what others changed meanwhile may count as new.")
NOBODY = "0" * 40
"""What a host gives for the commit before the first one of a branch."""


def told_by_base(here: Session, read: Examined, name: str, day: date, workers: int) -> tuple[Finding, ...]:
    """The findings, each with whether it is new since the commit of that name.

    All are new where that commit has no backlog that can be read, and in a clone that does not reach back
    so far, which is said on stderr. `Stop` where there is no such commit (exit 2), or no repository (exit 3).
    What the change itself puts into the baseline was not there before: it is told like any other warning.
    """
    former = _former(here, read, name, day, workers)
    found = told_apart(read.findings, former)
    if former is None:
        return found
    if anew := set(map(id, tolerated_anew(found, former.findings, former.moved))):
        told = here.language.plural(
            "{count} new error counts as a warning only because this change puts it into the baseline.",
            "{count} new errors count as warnings only because this change puts them into the baseline.",
            len(anew),
        )
        output.note(f"backlog: {told}")
    return tuple(replace(one, tolerated=False, new=True) if id(one) in anew else one for one in found)


def _former(here: Session, read: Examined, name: str, day: date, workers: int) -> Former | None:
    if name == NOBODY:
        return None
    repository = repository_of(here)
    try:
        base = base_commit(repository, name)
    except Stop:
        if not repository.is_shallow:
            raise
        _note(here, CUT_OFF)
        return None
    if repository.is_shallow:
        _note(here, PERHAPS)
    state = state_at(here, base, day, workers)
    if state is None:
        return None
    changed = touched(repository, base)
    before, after = _ids(state.examined.backlog), _ids(read.backlog)
    return Former(
        findings=state.examined.findings,
        touched=changed,
        renamed=names_changed(before, after, changed),
        moved=moved(state.examined.backlog, read.backlog),
    )


def _ids(backlog: Backlog) -> dict[str, str]:
    found = {item.path: item.id for item in backlog.items} | {goal.path: goal.id for goal in backlog.goals}
    return found | {one.path: one.id for one in backlog.initiatives}


def _note(here: Session, message: str) -> None:
    output.note(f"backlog: {here.language.text(message)}")  # what to do about it is said with the history
