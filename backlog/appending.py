"""A file that others write to as well, such as the page of a job: what we have to say comes at its end."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from backlog.faults import call, close, or_stop
from backlog.language import N_

if TYPE_CHECKING:
    from pathlib import Path

_APPEND: Final = (
    os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)


def append(path: Path, data: bytes) -> None:
    """Add to a file, which is made where it is not there yet; `Stop` where it takes nothing."""
    with or_stop(N_("{path} cannot be written: {reason}."), path):
        descriptor = call(os.open, path, _APPEND, 0o644)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[call(os.write, descriptor, rest) :]
        finally:
            close(descriptor)
