"""The commit that a command makes of what it changed, the branch for it, and the command that comes next."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.cli import output
from backlog.cli.history import opened
from backlog.cli.session import in_shell
from backlog.content.characters import visible
from backlog.errors import Exit, Stop
from backlog.git.repository import Repository
from backlog.git.writing import commit, dirty, has_branch, switch, worktree
from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.cli.session import Session
    from backlog.git.writing import Worktree

_LONGEST_TITLE = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Where a commit goes: `branch` is None for the one that is checked out, empty for one to be named.

    `left` is the branch that was checked out before, where another one that was there already is now.
    """

    at: Worktree
    branch: str | None
    left: str | None = None


def begin(here: Session, branch: str | None) -> Record:
    """Find out whether a commit can be made, and go to the branch where there is one of this name.

    `Stop` (exit 3) where it cannot; nothing has changed then.
    """
    repository = opened(here.root)
    if not isinstance(repository, Repository):
        raise Stop(
            Exit.ENVIRONMENT,
            N_("There is no git repository to commit to, or git is not to be used."),
            N_("Leave --commit and --branch out, or run it in a clone of the repository."),
        )
    at = worktree(repository, dict(os.environ))
    if branch and has_branch(at, branch) and branch != at.branch:
        switch(at, branch, create=False)
        return Record(at=at, branch=branch, left=at.branch)
    return Record(at=at, branch=branch)


def go_back(record: Record) -> None:
    """Be where we were before `begin`."""
    if record.left:
        switch(record.at, record.left, create=False)


def dirty_before(record: Record, paths: Sequence[str]) -> list[str]:
    """Which of the paths have changes already, so that the commit takes them along."""
    return dirty(record.at, paths)


def branched(record: Record, proposed: str) -> str | None:
    """Be on the branch that was asked for, made now where it is new; its name, None without a branch."""
    if record.branch is None:
        return None
    name = record.branch
    if not name:
        names = [proposed, *(f"{proposed}-{number}" for number in range(2, 100))]
        name = next(one for one in names if not has_branch(record.at, one))
    if record.left is None and name != record.at.branch:
        switch(record.at, name, create=True)
    return name


def committed(here: Session, record: Record, paths: Sequence[str], title: str, branch: str | None) -> None:
    """Commit these paths, say so, and print the command that comes next."""
    line = " ".join(visible(title).split())
    short = line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1] + "…"
    body = f"\n\n{line}" if short != line else ""
    made = commit(record.at, paths, f"{short}{body}\n")
    speak = here.language
    where = branch or record.at.branch
    if where:
        output.note(
            speak.text("Commit {id} on branch {branch}: {title}", id=made[:7], branch=where, title=short)
        )
    else:
        output.note(speak.text("Commit {id}: {title}", id=made[:7], title=short))
    _tell_next(here, record.at, branch, where)


def _tell_next(here: Session, at: Worktree, branch: str | None, where: str | None) -> None:
    speak = here.language
    if not at.remote or where is None:
        return
    told = f"{at.address} {here.config.repository}".lower()
    push = f"git push -u {at.remote} {in_shell(where)}" if branch else "git push"
    commands = [push]
    if branch and "github" in told:
        commands.append("gh pr create --fill")
    elif branch and "gitlab" in told:
        commands = [f"{push} -o merge_request.create"]
    output.note(speak.text("Next:") + "".join(f"\n  {one}" for one in commands))
