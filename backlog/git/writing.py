"""A commit of exactly these files, and a branch for it: the only things in `.git` that we ever change.

Both happen as if the person had typed them: their name, their hooks, their filters, their signature. What
else is staged stays staged and is in no commit of ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.content.characters import visible
from backlog.errors import Exit, Stop
from backlog.git.program import Answer, Program, ask, find_git_to_write
from backlog.git.status import uncommitted
from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backlog.git.repository import Repository

# What stands in `.git` while something is going on that a commit of a few files would break.
_GOING_ON = {
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "REBASE_HEAD": "rebase",
}
_MOST_REASON = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Worktree:
    """Where somebody writes: git as theirs, the branch (None: none is checked out), and a remote if any.

    `remote` is its name, `address` where it leads.
    """

    git: Program
    repository: Repository
    branch: str | None
    remote: str = ""
    address: str = ""


def worktree(repository: Repository, environment: Mapping[str, str]) -> Worktree:
    """Where to write; `Stop` where git does not know who commits, or is in the middle of something."""
    git = find_git_to_write(repository.git.folder, environment)
    assert git is not None  # noqa: S101 - the repository was opened by the same program
    for name, what in _GOING_ON.items():
        if not ask(git, "rev-parse", "--verify", "--quiet", name).code:
            raise Stop(
                Exit.ENVIRONMENT,
                N_("A {what} is going on in this repository; nothing was changed."),
                "git status",
                what=what,
            )
    for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        if ask(git, "var", who).code:
            raise Stop(
                Exit.ENVIRONMENT,
                N_("git does not know who you are, so it makes no commit; nothing was changed."),
                'git config --global user.name "Anna Beispiel"\n'
                "  git config --global user.email anna@example.org",
            )
    branch = ask(git, "symbolic-ref", "--quiet", "--short", "HEAD")
    remotes = _lines(ask(git, "remote"))
    remote = "origin" if "origin" in remotes else next(iter(remotes), "")
    address = _lines(ask(git, "remote", "get-url", remote)) if remote else []
    return Worktree(
        git=git,
        repository=repository,
        branch=next(iter(_lines(branch)), None) if not branch.code else None,
        remote=remote,
        address=next(iter(address), ""),
    )


def has_branch(at: Worktree, name: str) -> bool:
    """Whether there is a branch of this name here; `Stop` where git takes it for none."""
    if ask(at.git, "check-ref-format", "--branch", name).code or name.startswith("-"):
        raise Stop(
            Exit.WRONG_USE,
            N_('"{name}" is no name for a branch.'),
            "--branch move-landingpage",
            name=name,
        )
    return not ask(at.git, "rev-parse", "--verify", "--quiet", f"refs/heads/{name}").code


def switch(at: Worktree, name: str, *, create: bool) -> None:
    """Go to a branch, which is made where it is to be; `Stop` where git does not go."""
    answer = ask(at.git, "switch", "--quiet", *(("-c", name) if create else (name,)))
    if answer.code:
        raise _refused(answer, N_("git does not go to the branch {name}: {reason}"), name=name)


def dirty(at: Worktree, paths: Sequence[str]) -> list[str]:
    """Which of these paths have changes already that are not committed, so that a commit takes them along."""
    return uncommitted(at.repository, paths)


def commit(at: Worktree, paths: Sequence[str], message: str) -> str:
    """Commit these files as they stand, and nothing else; the id of the commit.

    `Stop` says why git did not: a hook that refuses, or a file that it is told to ignore. The files stay
    written then.
    """
    added = ask(at.git, "add", "--intent-to-add", "--", *paths)
    if added.code:
        raise _refused(added, _NOT_COMMITTED)
    made = ask(
        at.git,
        "commit",
        "--quiet",
        "--only",
        "--file=-",
        "--cleanup=verbatim",
        "--",
        *paths,
        stdin=message.encode(),
    )
    if made.code:
        raise _refused(made, _NOT_COMMITTED)
    return _lines(ask(at.git, "rev-parse", "HEAD"))[0]


_NOT_COMMITTED = N_("The files are written, and git did not commit them: {reason}")


def _refused(answer: Answer, message: str, name: str = "") -> Stop:
    """What git, or a hook of the repository, says against it."""
    said = re.sub(r"(?m)^(?:fatal|error|hint): ", "", answer.errors.decode("utf-8", "replace")).strip()
    said = said or answer.output.decode("utf-8", "replace").strip() or answer.reason
    return Stop(Exit.ENVIRONMENT, message, name=name, reason=visible(said[-_MOST_REASON:]))


def _lines(answer: Answer) -> list[str]:
    return [line for line in answer.output.decode("utf-8", "replace").splitlines() if line]
