"""`--as-of`: the backlog as it was on a day, out of the history."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from backlog.checkout import commit_by, laid_out
from backlog.chronicle import SHALLOW, UNSHALLOW
from backlog.cli.history import opened
from backlog.cli.session import Session, holds_backlog, report_day, session, settings
from backlog.errors import Exit, Stop
from backlog.git.repository import Repository
from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A session in what was checked out of a commit, for the day that was asked for."""

    here: Session
    day: date
    head: str
    repository: Repository


@contextlib.contextmanager
def known(here: Session, given: str, code: str | None) -> Iterator[Known]:
    """The backlog as it was at the end of the day, in the zone of the configuration as it is now.

    `Stop` (exit 3) where there is no history, none by then, or no backlog in it yet.
    """
    try:
        day = report_day(here.config, given)
    except Stop as stop:
        raise Stop(Exit.WRONG_USE, stop.message, "--as-of 2026-02-16", **stop.values) from stop
    repository = opened(here.root)
    if not isinstance(repository, Repository):
        raise Stop(
            Exit.ENVIRONMENT,
            N_("How it was on {day} stands in the git history, and there is none to read."),
            N_("Leave --as-of out, or run it in a clone of the repository, with git and without --no-git."),
            day=day.isoformat(),
        )
    if repository.is_shallow:
        raise Stop(Exit.ENVIRONMENT, SHALLOW, UNSHALLOW)
    head = commit_by(repository, day, ZoneInfo(here.config.timezone))
    with laid_out(repository, head) as folder:
        if not holds_backlog(settings(code, folder)):
            raise Stop(
                Exit.ENVIRONMENT,
                N_("On {day} there was no backlog yet: commit {commit} has no configuration and no items."),
                N_(
                    "Files and configuration are those of that day. With that of today it is:\n"
                    "backlog --config backlog.toml build --as-of {day}"
                ),
                day=day.isoformat(),
                commit=head[:7],
            )
        yield Known(here=session(code, root=folder), day=day, head=head, repository=repository)
