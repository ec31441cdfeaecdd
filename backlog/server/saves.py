"""Which files tell of a save: content, templates and the configuration, however an editor writes them."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from watchfiles import watch

from backlog import fs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_STEP = 50  # milliseconds without a change after which a save is over
_LONGEST = 400  # milliseconds that changes in a row are waited for
_TURN = 500  # milliseconds after which a thread looks whether it is to end


@contextlib.contextmanager
def watching(root: Path, config: Path, folders: Callable[[], tuple[Path, ...]]) -> Iterator[Saves]:
    """Watch the folders and the configuration until the end of the block.

    `folders` are looked up again whenever something appears in the root, so that one that is made later is
    watched as well.
    """
    saves = Saves(folders)
    ended = threading.Event()
    around = threading.Thread(target=_watch_root, args=(root, config, saves, ended), daemon=True)
    around.start()
    saves.look_again()
    try:
        yield saves
    finally:
        ended.set()
        saves.end()
        around.join(5)


class Saves:
    """`saved` is set by every save; the watch over the folders begins anew when these are others."""

    def __init__(self, folders: Callable[[], tuple[Path, ...]]) -> None:
        self.saved = threading.Event()
        self._folders = folders
        self._watched: tuple[Path, ...] = ()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._turn = threading.Lock()

    def names(self) -> frozenset[str]:
        """The names of the folders, there or not."""
        return frozenset(folder.name for folder in self._folders())

    def look_again(self) -> None:
        """Watch what is there now; a watch over the same folders goes on, unless it has ended."""
        there = tuple(folder for folder in self._folders() if fs.kind(folder) is fs.Kind.DIR)
        with self._turn:
            if there == self._watched and self._thread is not None and self._thread.is_alive():
                return
            self._stop()
            self._watched, self._ended = there, threading.Event()
            self._thread = threading.Thread(target=self._watch, args=(there, self._ended), daemon=True)
            self._thread.start()

    def end(self) -> None:
        """Watch nothing any more."""
        with self._turn:
            self._stop()

    def _stop(self) -> None:
        self._ended.set()
        if self._thread is not None:
            self._thread.join(5)

    def _watch(self, folders: tuple[Path, ...], ended: threading.Event) -> None:
        for _ in _changes(*folders, ended=ended, matters=_matters) if folders else ():
            self.saved.set()


def _watch_root(root: Path, config: Path, saves: Saves, ended: threading.Event) -> None:
    def matters(_change: object, path: str) -> bool:
        name = path.replace("\\", "/").rpartition("/")[2]
        return name == config.name or name in saves.names()

    tops = dict.fromkeys((root, config.parent))
    for _ in _changes(*tops, ended=ended, matters=matters, recursive=False):
        saves.look_again()
        saves.saved.set()


def _changes(
    *paths: Path, ended: threading.Event, matters: Callable[[object, str], bool], recursive: bool = True
) -> Iterator[object]:
    with contextlib.suppress(FileNotFoundError):  # gone between the look and the watch: the root tells of it
        yield from watch(
            *paths, watch_filter=matters, debounce=_LONGEST, step=_STEP, stop_event=ended,
            rust_timeout=_TURN, raise_interrupt=False, recursive=recursive,
        )  # fmt: skip


def _matters(_change: object, path: str) -> bool:
    """Whether a file is more than what an editor leaves beside the one it saves."""
    name = path.replace("\\", "/").rpartition("/")[2]
    return not (name.startswith((".", "#")) or name.endswith(("~", ".swp", ".tmp")) or name == "4913")
