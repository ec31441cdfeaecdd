"""One build at a time: a lock that is free the moment its holder ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from typing import TYPE_CHECKING, Final

from backlog import fs
from backlog.errors import Exit, Stop
from backlog.faults import call, close, or_stop
from backlog.language import N_

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_OPEN: Final = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
_PAUSE_SECONDS: Final = 0.05
_LONGEST_PID: Final = 20

_held: set[int] = set()


@contextlib.contextmanager
def held(path: Path, wait_seconds: float) -> Iterator[None]:
    """Hold the lock file at `path`, which is there only meanwhile.

    Waits for another holder, then raises `Stop` with its process id.
    """
    deadline = time.monotonic() + wait_seconds
    while (descriptor := _take(path)) is None:
        if time.monotonic() >= deadline:
            message = N_("Another build (pid {pid}) is running and holds {path}.")
            hint = N_("Wait until it is done, or end it, and run this again.")
            raise Stop(Exit.ENVIRONMENT, message, hint, pid=_holder(path), path=str(path))
        time.sleep(_PAUSE_SECONDS)
    try:
        yield
    finally:
        _release(path, descriptor)


def _take(path: Path) -> int | None:
    with or_stop(N_("{path} cannot be locked: {reason}."), path):
        descriptor = call(os.open, path, _OPEN, 0o644)
        try:
            call(_hold, descriptor)
            # Its last holder removes the file: whoever waited may hold one that is no longer there.
            current = os.path.samestat(call(os.fstat, descriptor), call(os.stat, path))
        except (BlockingIOError, FileNotFoundError):
            current = False
        except BaseException:
            close(descriptor)
            raise
        if not current:
            close(descriptor)
            return None
        _held.add(descriptor)
        try:
            call(os.ftruncate, descriptor, 0)
            call(os.write, descriptor, b"%d\n" % os.getpid())
        except BaseException:
            _release(path, descriptor)
            raise
        return descriptor


def _hold(descriptor: int) -> None:
    if sys.platform == "win32":
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError(error.errno, error.strerror) from error
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _release(path: Path, descriptor: int) -> None:
    # A lock file that stays is no harm, it is the hold on it that counts: so nothing here stops a build.
    with contextlib.suppress(OSError):
        call(os.unlink, path)
    _held.discard(descriptor)
    with contextlib.suppress(OSError):
        close(descriptor)


def _holder(path: Path) -> str:
    written = (fs.load(path, _LONGEST_PID) or b"").strip()
    return written.decode() if written.isdigit() else "?"


def _let_go() -> None:
    # A forked process shares the hold: where it outlived the build, nobody could build until it ended.
    for descriptor in _held:
        with contextlib.suppress(OSError):
            os.close(descriptor)
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
