"""What stands in the working folder and not in the commit that is checked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.git.program import tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.git.repository import Repository


def uncommitted(repository: Repository, paths: Sequence[str]) -> list[str]:
    """The files at or below the paths that differ from the commit, by their path below the backlog's root.

    Files that nobody told git about are among them, those that git ignores are not. Sorted.
    """
    told = tell(
        repository.git,
        *(
            "status",
            "--porcelain=v1",
            "-z",
            "--no-renames",
            "--untracked-files=all",
            "--ignore-submodules=all",
        ),
        "--",
        *(path or "." for path in paths),
    )
    entries = [entry[3:].decode("utf-8", "surrogateescape") for entry in told.split(b"\0") if entry]
    prefix = repository.prefix
    return sorted(entry[len(prefix) :] for entry in entries if entry.startswith(prefix))
