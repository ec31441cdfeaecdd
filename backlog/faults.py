"""How the product calls the system: counted, so that a test can make any call fail, and told when it does."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from backlog.errors import Exit, Stop
from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

P = ParamSpec("P")
T = TypeVar("T")


_SPACE: Final = N_("Free some space on that disk and run it again.")
_RIGHTS: Final = N_("Allow the user who runs this to read and write there, or name another folder.")
_HANDLES: Final = N_("Raise the limit of open files (ulimit -n) or close other programs, and run it again.")
_MOUNT: Final = N_(
    "If that is a mount point or part of a container image, name a folder inside it or another one."
)
_ANYTHING: Final = N_("Put that right and run it again.")
_WAYS_OUT: Final = {
    errno.ENOSPC: _SPACE,
    errno.EDQUOT: _SPACE,
    errno.EFBIG: N_("Raise the limit of the size of a file (ulimit -f) and run it again."),
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EROFS: _RIGHTS,
    errno.EMFILE: _HANDLES,
    errno.ENFILE: _HANDLES,
    errno.ENAMETOOLONG: N_("Name a folder with a shorter path."),
    errno.EIO: N_("Check the disk or the network drive and run it again."),
    errno.EBUSY: _MOUNT,
    errno.EXDEV: _MOUNT,
}


@dataclass(slots=True)
class _Fault:
    """Which call fails, counted from 1 (0: none), with which errno (0: the process is killed)."""

    calls: int = 0
    call: int = 0
    number: int = 0
    lasting: bool = False


_fault = _Fault()


def arm(order: str) -> None:
    """Count calls from 1 again and make the N-th fail.

    `order` is `kill:N` (the process gets SIGKILL), an errno's name as in `ENOSPC:N`, with a `+` behind it
    (`EIO:N+`) for the N-th and every later call, or empty for none. Each forked process counts on its own.
    """
    name, _, count = order.partition(":")
    number = 0 if name in {"", "kill"} else getattr(errno, name, -1)
    if order and (number < 0 or not count.removesuffix("+").isdecimal()):
        message = N_("BACKLOG_FAULT is “{order}”, which names no call to fail.")
        raise Stop(Exit.WRONG_USE, message, "Write kill:7 or ENOSPC:7, or leave it out.", order=order)
    _fault.calls = 0
    _fault.call = int(count.removesuffix("+") or 0)
    _fault.number = number
    _fault.lasting = count.endswith("+")


def calls() -> int:
    """Count the calls that went to the system since `arm`."""
    return _fault.calls


def tick() -> None:
    """Count a call that is about to be made, and fail where it is the one that has to.

    Raises OSError as the system would.
    """
    _fault.calls += 1
    if _fault.call and (_fault.calls == _fault.call or (_fault.lasting and _fault.calls > _fault.call)):
        if not _fault.number and sys.platform != "win32":
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(_fault.number, os.strerror(_fault.number))


def call(function: Callable[P, T], *arguments: P.args, **options: P.kwargs) -> T:
    """Call the system: the only way in which `fs` and `lock` do."""
    tick()
    return function(*arguments, **options)


def close(descriptor: int) -> None:
    """Close an open file; closed even where the system has to say something about it (as Linux has it)."""
    try:
        tick()
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def or_stop(message: str, path: Path) -> Iterator[None]:
    """Turn what the system refuses into a `Stop` with the path, the system's reason and a way out."""
    try:
        yield
    except OSError as error:
        hint = _WAYS_OUT.get(error.errno or 0, _ANYTHING)
        reason = error.strerror or str(error)
        raise Stop(Exit.ENVIRONMENT, message, hint, path=str(path), reason=reason) from error
