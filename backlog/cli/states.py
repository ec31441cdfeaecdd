"""Two states of the repository: the backlog at a commit beside the one that is here, and what differs."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.checkout import laid_out
from backlog.chronicle import Wanted, read_chronicle
from backlog.cli.history import cache_folder, opened
from backlog.cli.reading import examined
from backlog.cli.session import Session, holds_backlog, home, settings
from backlog.errors import Exit, Stop
from backlog.examine import Examined, examine
from backlog.git.commits import common_ancestor, differing, named_commit
from backlog.git.repository import Repository
from backlog.git.status import uncommitted
from backlog.language import N_
from backlog.reader import read_backlog
from backlog.site.preview import Before

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The backlog at a commit, judged by its own configuration; `commit` is None for the working folder."""

    commit: str | None
    here: Session
    examined: Examined


def repository_of(here: Session) -> Repository:
    """The repository around the session; `Stop` (exit 3) where there is none to compare with."""
    repository = opened(here.root)
    if not isinstance(repository, Repository):
        raise Stop(
            Exit.ENVIRONMENT,
            N_("What a change does stands in the git history, and there is none to read."),
            N_("Run it in a clone of the repository, with git and without --no-git."),
        )
    return repository


def base_commit(repository: Repository, name: str, head: str | None = None) -> str:
    """The commit from which a change set out: where `head` and the named commit were last one.

    `head` is None for the commit that is checked out. A branch that went on meanwhile changes nothing
    then: what others did there is no part of the change. `Stop` (exit 2) where there is no such commit.
    """
    base = _commit(repository, name)
    tip = _commit(repository, head) if head is not None else repository.head
    return (tip and common_ancestor(repository, base, tip)) or base


def state_at(here: Session, commit: str, day: date, workers: int = 1) -> State | None:
    """The backlog at a commit on a day; None where there was none yet, or its configuration has errors.

    Its history goes up to that commit; where the clone was cut off, nothing needs it.
    """
    repository = repository_of(here)
    with _at(here, repository, commit) as then:
        if then is None:
            return None
        root, config = then.root, then.config
        wanted = Wanted(
            root=root, config=config, today=day, head=commit, cache=cache_folder(), workers=workers
        )
        chronicle = read_chronicle(wanted, repository)
        found = examine(root, config, day, chronicle=chronicle, settings=then.source, workers=workers)
        return State(commit=commit, here=then, examined=found)


def before(here: Session, name: str, workers: int = 1) -> Before:
    """What the change that is here set out from, compared with the commit of that name.

    `Stop` where there is no repository (exit 3), or no such commit (exit 2).
    """
    repository = repository_of(here)
    base = base_commit(repository, name)
    with _at(here, repository, base) as then:
        backlog = read_backlog(then.root, then.config, workers=workers) if then else None
    return Before(commit=base, backlog=backlog, touched=touched(repository, base))


@contextlib.contextmanager
def _at(here: Session, repository: Repository, commit: str) -> Iterator[Session | None]:
    """A session in the files of a commit; None where no backlog in them can be read."""
    with laid_out(repository, commit) as folder:
        read = settings(here.language.code, folder)
        if read.faults or not holds_backlog(read):
            yield None
            return
        yield Session(
            root=folder, source=read.source, config=read.config, language=read.language, home=home()
        )


def state_here(here: Session, day: date, workers: int = 1) -> State:
    """The backlog as it stands in the working folder, changes that are not committed included."""
    return State(commit=None, here=here, examined=examined(here, day, workers))


def touched(repository: Repository, base: str, head: str | None = None) -> frozenset[str]:
    """The paths below the backlog's root that differ between two commits, both sides of a rename.

    `head` is None for the working folder: then with what is not committed and what git does not know yet.
    """
    tip = head or repository.head
    paths = set(differing(repository, base, tip)) if tip else set()
    return frozenset(paths if head else {*paths, *uncommitted(repository, ("",))})


def _commit(repository: Repository, name: str) -> str:
    found = named_commit(repository, name)
    if found is None:
        hint = (
            N_("This clone was cut off. In a workflow, below actions/checkout: with: fetch-depth: 0")
            if repository.is_shallow
            else N_("`git fetch` brings what others have pushed; `git branch --all` lists the branches.")
        )
        raise Stop(Exit.WRONG_USE, N_('There is no commit "{name}" in this repository.'), hint, name=name)
    return found
