"""How the backlog was on a day: the commit of the main line by then, laid out in a folder for itself."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final, NamedTuple

from backlog import fs, scratch
from backlog.errors import Exit, Stop
from backlog.git.blobs import blob_contents
from backlog.git.log import main_line
from backlog.git.moments import moments
from backlog.git.program import tell
from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from backlog.git.repository import Repository

_LINK: Final = "120000"
_SUBMODULE: Final = "160000"
_LARGEST: Final = 1 << 40
# Names that git itself checks out nowhere; who writes trees by hand can still put them there.
_NOWHERE: Final = frozenset({"", ".", "..", ".git"})


class _Entry(NamedTuple):
    """What a commit has at a path: mode as git writes it, id of the blob or of a submodule's commit."""

    path: str
    mode: str
    id: str


def commit_by(opened: Repository, day: date, zone: ZoneInfo) -> str:
    """The last commit of the main line that had landed by the end of the day in the zone.

    `Stop` where there is none yet, naming the first day that has one.
    """
    line = (main_line(opened, opened.head) or []) if opened.head is not None else []
    days = [at.astimezone(zone).date() for at in moments(line)]
    count = sum(landed <= day for landed in days)
    if count:
        return line[count - 1].id
    if not line:
        raise Stop(
            Exit.ENVIRONMENT,
            N_("Nothing is committed yet, so nobody knows how it was on {day}."),
            day=day.isoformat(),
        )
    raise Stop(
        Exit.ENVIRONMENT,
        N_("There is no commit by {day}; the first one landed on {first}."),
        "--as-of {first}",
        day=day.isoformat(),
        first=days[0].isoformat(),
    )


@contextlib.contextmanager
def laid_out(opened: Repository, commit: str) -> Iterator[Path]:
    """Give a folder with the files that a commit has below the backlog's root, as they are in git.

    Symbolic links are made as such, submodules as empty folders; no attribute (line ends, filters) applies.
    The folder is gone afterwards, and nothing in `.git` has changed.
    """
    entries = _entries(opened, commit)
    with scratch.folder() as top:
        made = {top}
        for entry in entries:
            path = top / entry.path
            _make_folders(path if entry.mode == _SUBMODULE else path.parent, made)
        files: dict[str, list[_Entry]] = {}
        for entry in entries:
            if entry.mode != _SUBMODULE:
                files.setdefault(entry.id, []).append(entry)
        links: list[tuple[Path, bytes]] = []
        for blob, content in blob_contents(opened, list(files), _LARGEST):
            for entry in files[blob]:
                if entry.mode == _LINK:
                    links.append((top / entry.path, content))
                else:
                    fs.write(top / entry.path, content)
        for path, target in links:  # last, so that no file is written through one
            scratch.link(path, target)
        yield top


def _entries(opened: Repository, commit: str) -> list[_Entry]:
    told = tell(opened.git, "ls-tree", "-r", "-z", commit)
    found = []
    for row in told.decode("utf-8", "surrogateescape").split("\0"):
        head, _, path = row.partition("\t")
        if path and _NOWHERE.isdisjoint(path.lower().split("/")):
            mode, _, id_ = head.split(" ")
            found.append(_Entry(path, mode, id_))
    return found


def _make_folders(folder: Path, made: set[Path]) -> None:
    if folder not in made:
        _make_folders(folder.parent, made)
        fs.make_folder(folder)
        made.add(folder)
