"""A folder of our own in the system's place for such, gone when its work is done; doors as those of `fs`."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from backlog import fs
from backlog.errors import Stop
from backlog.faults import call, or_stop
from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """Give an empty folder that only we may enter, and take it away with all that is in it."""
    place = Path(tempfile.gettempdir())
    with or_stop(N_("{path} cannot be written: {reason}."), place):
        made = Path(call(tempfile.mkdtemp, prefix="backlog-", dir=place))
    try:
        yield fs.real(made)
    finally:
        with contextlib.suppress(Stop):  # what comes of the work counts, not what is left of it
            _remove(made)


def link(path: Path, target: bytes) -> None:
    """Make a symbolic link, whatever it leads to."""
    with or_stop(N_("{path} cannot be made: {reason}."), path):
        call(os.symlink, os.fsdecode(target), path)


def _remove(top: Path) -> None:
    for entry in reversed(list(fs.scan(top))):  # what stands in a folder comes after it
        clear = fs.remove_folder if entry.kind is fs.Kind.DIR else fs.remove
        clear(top / entry.path)
    fs.remove_folder(top)
