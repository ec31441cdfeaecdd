"""Whether there is a repository around a folder that git is willing to read, and what it is."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from backlog import fs
from backlog.git.program import Program, ask, failed, find_git

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from backlog.model.past import Absence

# What git says of a repository that belongs to somebody else (up to 2.37 in the second form).
_REFUSALS: Final = (b"dubious ownership", b"unsafe repository")
_NONE: Final = b"not a git repository"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A repository, seen from the backlog's root: that folder may lie below its top.

    `head` is the commit that is checked out, None where nothing is committed yet. `prefix` leads from the
    top to the root, with a slash at its end, empty where they are one. `is_shallow`: its history was cut off.
    """

    git: Program
    head: str | None
    prefix: str
    is_shallow: bool


def open_repository(root: Path, environment: Mapping[str, str] | None) -> Repository | Absence:
    """The repository around the backlog's root, or why there is none.

    `environment` is the one in which git is looked for and run; None: git is not to be used. Without a
    `.git` at the root or above it, git is not started either. `Stop` says that git fails.
    """
    if environment is None:
        return "off"
    here = fs.real(root)
    if all(fs.kind(folder / ".git") is None for folder in (here, *here.parents)):
        return "no-repository"
    git = find_git(here, environment)
    return _opened(git) if git is not None else "no-program"


def _opened(git: Program) -> Repository | Absence:
    answer = ask(git, "rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix")
    if answer.code:
        if any(refusal in answer.errors for refusal in _REFUSALS):
            return "refused"
        if _NONE in answer.errors:
            return "no-repository"
        raise failed(git, answer.reason)
    inside, shallow, prefix = answer.output.split(b"\n", 2)
    if inside != b"true":
        return "no-repository"
    git = replace(git, environment={**git.environment, **_without_filters(git)})
    head = ask(git, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if head.code and not ask(git, "rev-parse", "--verify", "--quiet", "HEAD").code:
        raise failed(git, ask(git, "rev-list", "-1", "HEAD").reason)  # its commit is lost, not yet to come
    return Repository(
        git=git,
        head=head.output.decode().strip() or None,
        prefix=prefix[:-1].decode("utf-8", "surrogateescape"),
        is_shallow=shallow == b"true",
    )


def _without_filters(git: Program) -> dict[str, str]:
    """Variables that take away the programs which `git status` would run over files (`filter.*`)."""
    names = ask(git, "config", "--name-only", "-z", "--get-regexp", r"^filter\.").output.split(b"\0")
    count = int(git.environment.get("GIT_CONFIG_COUNT") or 0)
    variables: dict[str, str] = {}
    for name in sorted({os.fsdecode(name) for name in names if name}):
        variables[f"GIT_CONFIG_KEY_{count}"] = name
        variables[f"GIT_CONFIG_VALUE_{count}"] = "false" if name.endswith(".required") else ""
        count += 1
    return {**variables, "GIT_CONFIG_COUNT": str(count)} if variables else {}
