"""The history of the backlog around us: the repository, where what was read of it is kept, what it tells."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backlog.chronicle import SHALLOW, UNSHALLOW, Wanted, read_chronicle
from backlog.cli import output
from backlog.errors import Exit, Stop
from backlog.git.repository import open_repository
from backlog.language import N_

if TYPE_CHECKING:
    from datetime import date

    from backlog.cli.session import Session
    from backlog.git.repository import Repository
    from backlog.model.past import Absence, Chronicle

WITHOUT = N_("What needs the history is left out.")


def opened(root: Path) -> Repository | Absence:
    """The repository around a folder, or why there is none; `--no-git` says that git is not to be used."""
    context = click.get_current_context(silent=True)
    given = context.find_root().obj if context is not None else None
    return open_repository(root, None if given and given.get("git") == "off" else dict(os.environ))


def cache_folder() -> Path | None:
    """Where a user's caches are, by the custom of the system; None where it has no such place."""
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    home = os.environ.get("HOME")
    if named and Path(named).is_absolute():
        return Path(named) / "backlog-site"
    return Path(home) / ".cache" / "backlog-site" if home else None


def chronicle_of(here: Session, day: date, workers: int = 1, *, needed: bool = False) -> Chronicle:
    """What git tells of the backlog.

    A clone that was cut off tells nothing: that is said on stderr, or stops a command that needs it.
    """
    wanted = Wanted(root=here.root, config=here.config, today=day, cache=cache_folder(), workers=workers)
    chronicle = read_chronicle(wanted, opened(here.root))
    if chronicle.absent == "shallow":
        if needed:
            raise Stop(Exit.ENVIRONMENT, SHALLOW, UNSHALLOW)
        speak = here.language
        output.note(f"backlog: {speak.text(SHALLOW)} {speak.text(WITHOUT)}\n  {speak.text(UNSHALLOW)}")
    return chronicle
