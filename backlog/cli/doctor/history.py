"""What git offers: looked up in its folder, without running it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog import fs
from backlog.cli.doctor.case import SMALL, Remark, Verdict
from backlog.cli.doctor.place import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from backlog.cli.doctor.case import Case


def look(case: Case) -> Iterator[Remark]:
    """Whether there is a history, the whole of it, and the branch that is meant."""
    speak, git = case.speak, case.git
    if git is None:
        message = speak.text(
            "There is no git repository here: no history, no proposed changes, no publishing."
        )
        yield Remark(Verdict.LOOK, message, "git init && git add . && git commit -m Backlog")
        return
    if fs.kind(git.shared / "shallow") is not None:
        message = speak.text("The git history was cut off (shallow clone), so old moves are missing.")
        advice = [speak.text("In CI: fetch-depth: 0")]
        yield Remark(
            Verdict.LOOK, message, "\n".join(advice if case.is_job else ["git fetch --unshallow", *advice])
        )
    else:
        yield Remark(Verdict.FINE, speak.text("git repository with its whole history"))
    head = text_of(git.own / "HEAD").strip()
    branch = head.removeprefix("ref: refs/heads/")
    wanted = case.read.config.branch
    if head.startswith("ref: ") and branch != wanted and not _has_branch(git.shared, wanted):
        message = speak.text(
            "`branch` is {configured}, and there is no such branch; this is {branch}.",
            configured=wanted,
            branch=branch,
        )
        yield Remark(Verdict.LOOK, message, f'branch = "{branch}"')


def _has_branch(folder: Path, branch: str) -> bool:
    packed = text_of(folder / "packed-refs", SMALL * 100)
    return fs.kind(folder / "refs" / "heads" / branch) is not None or f" refs/heads/{branch}\n" in packed
