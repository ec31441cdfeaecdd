"""The one room that touches the disk: each function is one door, every call behind it goes through `faults`.

Doors raise `Stop` with the path and the system's reason, except `read`, `scan` and `link_same`, which say so.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import secrets
import stat
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from backlog.faults import arm as arm  # noqa: PLC0414  # this room's own switch, kept beside
from backlog.faults import call, close, or_stop, tick
from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Windows lacks some of these; what is built there does without what they guard against.
_PLAIN: Final = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_READ: Final = os.O_RDONLY | _PLAIN | getattr(os, "O_NONBLOCK", 0)
_CREATE: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN

# The same under every umask, so that the same commit gives the same site on every machine.
_FILE_MODE: Final = 0o644
_FOLDER_MODE: Final = 0o755

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
# What a system answers that cannot exchange, or has no modes (FAT, some network drives), or a sandbox.
_NOT_OFFERED: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM})


class Kind(StrEnum):
    """What stands at a path, symbolic links not followed."""

    FILE = "file"
    DIR = "dir"
    SYMLINK = "symlink"
    OTHER = "other"


_KINDS: Final = {stat.S_IFREG: Kind.FILE, stat.S_IFDIR: Kind.DIR, stat.S_IFLNK: Kind.SYMLINK}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a scan found: POSIX path below the scanned folder, undecodable bytes as surrogates.

    `reason` is the system's word on why a folder could not be listed; empty where it could.
    """

    path: str
    kind: Kind
    reason: str = ""


def kind(path: Path) -> Kind | None:
    """Tell what stands at a path, a symbolic link not followed; nothing where nothing does."""
    found = _look(os.lstat, path)
    return found and _KINDS.get(stat.S_IFMT(found.st_mode), Kind.OTHER)


def identity(path: Path) -> tuple[int, int] | None:
    """Tell what makes a file or folder itself whatever its name (device, inode), links followed."""
    found = _look(os.stat, path)
    return found and (found.st_dev, found.st_ino)


def _look(look: Callable[[Path], os.stat_result], path: Path) -> os.stat_result | None:
    with or_stop(N_("{path} cannot be looked at: {reason}."), path):
        try:
            return call(look, path)
        except (FileNotFoundError, NotADirectoryError):
            return None


def real(path: Path) -> Path:
    """Give the absolute path with every symbolic link followed, whether or not something stands there."""
    with or_stop(N_("{path} cannot be looked at: {reason}."), path):
        return Path(call(os.path.realpath, path))


def scan(root: Path, enter: Callable[[str], bool] = lambda _: True) -> Iterator[Entry]:
    """Everything below a folder, sorted by path; symbolic links and folders that `enter` denies not entered.

    Raises nothing: a folder that cannot be listed is an entry with a `reason`, the root itself as `.`.
    """
    found: list[Entry] = []
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        inside, reason = _listing(root, folder)
        if folder or reason:
            found.append(Entry(folder or ".", Kind.DIR, reason))
        for entry in inside:
            if entry.kind is Kind.DIR and enter(entry.path):
                waiting.append(entry.path)
            else:
                found.append(entry)
    return iter(sorted(found, key=lambda entry: entry.path))


def _listing(root: Path, folder: str) -> tuple[list[Entry], str]:
    try:
        tick()
        with os.scandir(f"{root}/{folder}") as listed:
            return [Entry(f"{folder}/{one.name}" if folder else one.name, _kind(one)) for one in listed], ""
    except OSError as error:
        return [], error.strerror or str(error)


def _kind(entry: os.DirEntry[str]) -> Kind:
    if entry.is_symlink():
        return Kind.SYMLINK
    if entry.is_dir(follow_symlinks=False):
        return Kind.DIR
    return Kind.FILE if entry.is_file(follow_symlinks=False) else Kind.OTHER


def read(path: Path, limit: int) -> bytes:
    """Read the first `limit + 1` bytes of a plain file: more than `limit` says that the file is longer.

    Raises OSError itself, so that the reader can make a finding of it; also for a symbolic link, a folder,
    a pipe or a device, none of which it waits for.
    """
    descriptor = call(os.open, path, _READ)
    try:
        found = call(os.fstat, descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, "Not a plain file", str(path))
        data = bytearray()
        while part := call(os.read, descriptor, min(limit + 1 - len(data), max(found.st_size + 1, 65536))):
            data += part
        return bytes(data)
    finally:
        close(descriptor)


def size(path: Path) -> int:
    """Tell how many bytes a file has; raises OSError itself, as `read` does."""
    return int(call(os.stat, path).st_size)


def load(path: Path, limit: int) -> bytes | None:
    """Read a file of ours: nothing where there is no file, `Stop` where it cannot be read."""
    with or_stop(N_("{path} cannot be read: {reason}."), path):
        try:
            return read(path, limit)
        except (FileNotFoundError, NotADirectoryError):
            return None


def write(path: Path, data: bytes) -> None:
    """Write a file that is not there yet, readable by everyone; one that is there stops it."""
    with or_stop(N_("{path} cannot be written: {reason}."), path):
        _create(path, data, mode=_FILE_MODE, sync=False)


def replace(path: Path, data: bytes, mode: int = _FILE_MODE) -> None:
    """Write a file whole or not at all, its mode kept if it is there; on the disk when this returns.

    For what nobody could make again, such as sources; what a build writes it can (see `writer`).
    """
    beside = path.with_name(f".{path.name}.tmp-{secrets.token_hex(4)}")
    former = _look(os.stat, path)
    mode = stat.S_IMODE(former.st_mode) if former else mode
    with or_stop(N_("{path} cannot be written: {reason}."), path):
        _create(beside, data, mode=mode, sync=True)
        with _or_unlink(beside):
            call(os.replace, beside, path)
        _sync_folder(path.parent)


def _create(path: Path, data: bytes, *, mode: int, sync: bool) -> None:
    descriptor = call(os.open, path, _CREATE, mode)
    with _or_unlink(path):
        try:
            _set_mode(path, mode)
            rest = memoryview(data)
            while rest:
                rest = rest[call(os.write, descriptor, rest) :]
            if sync:
                call(os.fsync, descriptor)
        finally:
            close(descriptor)


@contextlib.contextmanager
def _or_unlink(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            call(os.unlink, path)
        raise


def _set_mode(path: Path, mode: int) -> None:
    try:
        call(os.chmod, path, mode)
    except OSError as error:
        if error.errno not in _NOT_OFFERED:
            raise


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # which neither opens a folder nor needs to
        return
    descriptor = call(os.open, folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        call(os.fsync, descriptor)
    finally:
        close(descriptor)


def link_same(former: Path, path: Path, data: bytes) -> bool:
    """Give a file with exactly these bytes and the usual mode a second name; whether that could be done."""
    try:
        found = call(os.lstat, former)
        usual = found.st_mode == stat.S_IFREG | _FILE_MODE and found.st_size == len(data)
        if not usual or read(former, len(data)) != data:
            return False
        call(os.link, former, path, follow_symlinks=False)
    except (OSError, NotImplementedError):
        return False
    return True


def make_folder(path: Path) -> None:
    """Make a folder that everyone may enter; one that is there already is left as it is."""
    with or_stop(N_("{path} cannot be made: {reason}."), path):
        try:
            call(os.mkdir, path, _FOLDER_MODE)
        except FileExistsError:
            if not stat.S_ISDIR(call(os.stat, path).st_mode):
                raise
        else:
            _set_mode(path, _FOLDER_MODE)


def rename(path: Path, target: Path) -> None:
    """Give a file or folder another name on the same disk."""
    with or_stop(N_("{path} cannot be renamed: {reason}."), path):
        call(os.rename, path, target)


def exchange(folder: Path, other: Path, spare: Path) -> None:
    """Put a folder in the place of another, at once where the system can.

    There `folder` is then the name of what was `other`; elsewhere `spare` is, after two renames. A failure
    leaves both as they were; a kill between the two renames leaves the former `other` at `spare` alone.
    """
    with or_stop(N_("{path} cannot be replaced: {reason}."), other):
        try:
            call(_exchange, folder, other)
        except OSError as error:
            if error.errno not in _NOT_OFFERED:
                raise
            call(os.rename, other, spare)
            try:
                call(os.rename, folder, other)
            except OSError:
                call(os.rename, spare, other)
                raise


def _exchange(folder: Path, other: Path) -> None:
    library = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    renameat2 = getattr(library, "renameat2", None)
    if renameat2 is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    renameat2.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    if renameat2(_AT_FDCWD, os.fsencode(folder), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def remove(path: Path) -> None:
    """Remove a file or a symbolic link (not what it points to); one that is gone is fine."""
    with or_stop(N_("{path} cannot be removed: {reason}."), path), contextlib.suppress(FileNotFoundError):
        call(os.unlink, path)


def remove_folder(path: Path) -> None:
    """Remove a folder if nothing is in it; one that is gone is fine, one that is not empty stays."""
    with or_stop(N_("{path} cannot be removed: {reason}."), path):
        try:
            call(os.rmdir, path)
        except OSError as error:
            if error.errno not in {errno.ENOENT, errno.ENOTEMPTY, errno.EEXIST}:
                raise
