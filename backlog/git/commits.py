"""Commits by the names people give them, where two of them parted, and what differs between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.git.program import ask, tell

if TYPE_CHECKING:
    from backlog.git.repository import Repository


def named_commit(repository: Repository, name: str) -> str | None:
    """The id of the commit that a branch, a tag or an id leads to; None where none does."""
    answer = ask(repository.git, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return answer.output.decode("ascii").strip() if not answer.code else None


def common_ancestor(repository: Repository, one: str, other: str) -> str | None:
    """The last commit that both have; None where they share none, or where the history was cut off before."""
    answer = ask(repository.git, "merge-base", one, other)
    return answer.output.decode("ascii").split("\n", 1)[0] or None


def differing(repository: Repository, one: str, other: str) -> list[str]:
    """The paths below the backlog's root that two commits do not have alike, sorted.

    A rename counts with both its sides.
    """
    told = tell(
        repository.git, "diff-tree", "-r", "-z", "--name-only", "--no-renames", "--relative", one, other
    )
    return sorted(path for path in told.decode("utf-8", "surrogateescape").split("\0") if path)
