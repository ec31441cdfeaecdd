"""What a published site says of itself: every file with its sha256, and which commit it was built from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

import backlog
from backlog import fs
from backlog.errors import Exit, Stop
from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

NAME: Final = "manifest.json"
_GENERATOR: Final = "backlog-site"
_LONGEST: Final = 1 << 28
_LONGEST_FILE: Final = 1 << 31


class Change(StrEnum):
    """How a file of a site differs from what its manifest says."""

    MISSING = "missing"
    CHANGED = "changed"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One file (POSIX path within the site) that is not as the manifest says."""

    path: str
    change: Change


def text(files: Mapping[str, str], source: Mapping[str, object]) -> bytes:
    """Word the manifest of `files` (POSIX path to sha256 in hex), built from `source`, without itself."""
    content = {
        "schema_version": 1,
        "generator": f"{_GENERATOR} {backlog.__version__}",
        "source": source,
        "files": files,
    }
    return json.dumps(content, indent=1, sort_keys=True).encode() + b"\n"


def files(folder: Path) -> dict[str, str] | None:
    """Read which files a build wrote into a folder; nothing where it holds no manifest of a build.

    Another program's manifest.json (web apps have one) is none. Raises `Stop` where it cannot be read.
    """
    if fs.kind(folder / NAME) is not fs.Kind.FILE:
        return None
    try:
        content = json.loads(fs.load(folder / NAME, _LONGEST) or b"")
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict) or not str(content.get("generator")).startswith(f"{_GENERATOR} "):
        return None
    listed = content.get("files")
    if not isinstance(listed, dict) or not all(isinstance(digest, str) for digest in listed.values()):
        return None
    return listed


def entries(folder: Path, *, below: bool = True) -> list[fs.Entry]:
    """List what is in a folder, sorted, and what is `below`; raises `Stop` where that cannot be listed."""
    found = list(fs.scan(folder, enter=lambda _: below))
    for entry in found:
        if entry.reason:
            message = N_("{path} cannot be listed: {reason}.")
            hint = N_("Put that right and run it again.")
            raise Stop(Exit.ENVIRONMENT, message, hint, path=str(folder / entry.path), reason=entry.reason)
    return found


def folders(listed: Iterable[str]) -> set[str]:
    """Collect the folders in which the listed files stand."""
    return {str(parent) for path in listed for parent in PurePosixPath(path).parents} - {"."}


def strangers(found: Iterable[fs.Entry], listed: Mapping[str, str] | None) -> list[str]:
    """Name what no build wrote: anything but a listed file, the manifest and the folders these stand in.

    Where there is no manifest (`listed` is None) everything.
    """
    if listed is None:
        return [entry.path for entry in found]
    ours = {(path, fs.Kind.FILE) for path in (*listed, NAME)}
    ours |= {(path, fs.Kind.DIR) for path in folders(listed)}
    return [entry.path for entry in found if (entry.path, entry.kind) not in ours]


def verify(site: Path) -> list[Difference]:
    """Compare a published site with its manifest, byte by byte; nothing differs in one as it was built."""
    listed = files(site)
    if listed is None:
        message = N_("{path} holds no manifest.json of a build, so there is nothing to compare it with.")
        raise Stop(Exit.WRONG_USE, message, "Name the folder that a build wrote.", path=str(site))
    found = entries(site)
    standing = {entry.path for entry in found if entry.kind is not fs.Kind.DIR}
    plain = {entry.path for entry in found if entry.kind is fs.Kind.FILE}
    differences = [Difference(path, Change.EXTRA) for path in strangers(found, listed) if path not in listed]
    for path, digest in listed.items():
        if path not in standing:
            differences.append(Difference(path, Change.MISSING))
        elif path not in plain or _digest(site / path) != digest:
            differences.append(Difference(path, Change.CHANGED))
    return sorted(differences)


def _digest(path: Path) -> str:
    return hashlib.sha256(fs.load(path, _LONGEST_FILE) or b"").hexdigest()
