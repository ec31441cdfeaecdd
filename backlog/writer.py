"""Publishes a site whole or not at all.

Beside the output `site` stand, hidden and only while a build runs or after one was killed:

- `.site.lock`: held by the build that runs;
- `.site.tmp-<token>`: the site that is being written; all of it is ours;
- `.site.new-<token>`: the new site on its way in; after the exchange, the former one on its way out;
- `.site.old-<token>`: the former site where a system cannot exchange two folders, to be put back from;
- `.site.gone-<token>`: the same once the new one stands.

From the latter three only what their manifest lists is ever deleted.

Pages are not synced to the disk one by one. A kill or a fault cannot tear them, only a loss of power can,
and a build makes them again (`manifest.verify` tells). Measured with 10,000 pages of 12 kB on ext4: 0.1 s
to write them, 0.8 s with fsync where a flush costs nothing (a virtual disk), 1 to 10 s more where it takes
the 0.1 to 1 ms of a solid-state disk. Besides, what never reached the disk is cheap to delete: 0.1 s
against 2 to 10 s on a disk mounted with `discard`. For the same reason a page whose bytes are those of the
site that stands gets that file by a second name (0.07 s for 10,000, no slower than writing); its time of
change stays, so that rsync sends only what changed.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import secrets
from dataclasses import dataclass, replace
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Final

from backlog import fs, guard, lock, manifest
from backlog.errors import Stop

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_WAIT_SECONDS: Final = 10.0
_CONTROL: Final = re.compile(r"[\\\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A site that is being written, to stand at `output`; may be handed to other processes.

    `within` is the folder of the part of the site to which paths are relative: nothing, or `en/`.
    """

    output: Path
    token: str
    within: str = ""

    @property
    def folder(self) -> Path:
        """Where the files are written until all of them are there."""
        return _beside(self.output, f"tmp-{self.token}")

    def write(self, path: str, data: bytes) -> str:
        """Write one file and give its sha256 in hex, for `commit`.

        `path` is POSIX text within the site, or within the part of it that this stage is for. Any
        process that has the stage may write, each path once.
        Raises `Stop` where the disk refuses and ValueError for a path that leads elsewhere.
        """
        path = self.within + path
        target = self.folder / _within_site(path)
        _make_folders(target.parent, top=self.folder)
        if not fs.link_same(self.output / path, target, data):
            fs.write(target, data)
        return hashlib.sha256(data).hexdigest()

    def part(self, folder: str) -> Stage:
        """The stage for a part of the site that is complete in a folder of its own: `en/`."""
        return replace(self, within=folder)

    def commit(self, files: Mapping[str, str], source: Mapping[str, object]) -> None:
        """Put the written files in the place of the former site, in one step.

        `files` maps every path that was written, by whichever process, to its sha256; `source` is what the
        site was built from. Raises `Stop`; the former site then stands as it did.
        """
        written = {entry.path for entry in manifest.entries(self.folder) if entry.kind is not fs.Kind.DIR}
        if written != files.keys():
            raise ValueError(f"written and listed files differ: {sorted(written ^ files.keys())[:5]}")
        fs.write(self.folder / manifest.NAME, manifest.text(files, source))
        guard.contents(self.output)
        whole = _beside(self.output, f"new-{self.token}")
        fs.rename(self.folder, whole)
        if fs.kind(self.output) is None:
            fs.rename(whole, self.output)
        else:
            fs.exchange(whole, self.output, _beside(self.output, f"old-{self.token}"))


@contextlib.contextmanager
def publishing(
    output: Path,
    *,
    root: Path,
    sources: Iterable[Path] = (),
    home: Path | None = None,
    wait_seconds: float = _WAIT_SECONDS,
) -> Iterator[Stage]:
    """Give a stage to write a site to; whoever leaves without `commit` leaves the former site as it was.

    `output` is absolute or relative to the current folder; for the others see `guard.place`.
    Waits for another build of the same output. Raises `Stop`: refused, or the disk, or that other build.
    """
    here = guard.place(output, root=root, sources=sources, home=home)
    _make_folders(here.parent, top=Path(here.anchor))
    with lock.held(_beside(here, "lock"), wait_seconds):
        _sweep(here)
        guard.contents(here)
        stage = Stage(output=here, token=secrets.token_hex(4))
        try:
            fs.make_folder(stage.folder)
            yield stage
        finally:
            # By now one of the two sites stands. What cannot be cleared away now, the next build clears
            # away or says why it cannot.
            with contextlib.suppress(Stop):
                _sweep(here)


def _beside(output: Path, name: str) -> Path:
    return output.with_name(f".{output.name}.{name}")


def _within_site(path: str) -> str:
    windows = PureWindowsPath(path)
    odd = any(part in {"", ".", ".."} for part in path.split("/")) or _CONTROL.search(path)
    if odd or windows.drive or windows.root or path == manifest.NAME:
        raise ValueError(f"no path of a page: {path!r}")
    return path


def _make_folders(folder: Path, *, top: Path) -> None:
    # Never `top` itself: a worker that outlived its build finds no stage, and makes none.
    if folder != top and fs.kind(folder) is None:
        _make_folders(folder.parent, top=top)
        fs.make_folder(folder)


def _sweep(output: Path) -> None:
    """Clear away what a build left beside the output, and put the former site back where none stands."""
    ours = re.compile(re.escape(f".{output.name}.") + r"(tmp|new|old|gone)-([0-9a-f]{8})")
    for entry in manifest.entries(output.parent, below=False):
        match = ours.fullmatch(entry.path)
        if match is None or entry.kind is not fs.Kind.DIR:
            continue
        folder = output.with_name(entry.path)
        if match[1] == "old" and fs.kind(output) is None:
            fs.rename(folder, output)
            continue
        if match[1] == "old":
            # Half deleted it must never be put back.
            fs.rename(folder, _beside(output, f"gone-{match[2]}"))
            folder = _beside(output, f"gone-{match[2]}")
        _erase(folder, unfinished=match[1] == "tmp")


def _erase(folder: Path, *, unfinished: bool) -> None:
    """Delete a site: all of one never finished, else what its manifest lists, and the manifest last."""
    found = manifest.entries(folder)
    kept = set() if unfinished else set(manifest.strangers(found, manifest.files(folder)))
    kept.add(manifest.NAME)
    for entry in reversed(found):  # what stands in a folder comes before the folder
        if entry.path not in kept:
            clear = fs.remove_folder if entry.kind is fs.Kind.DIR else fs.remove
            clear(folder / entry.path)
    if unfinished or manifest.files(folder) is not None:
        fs.remove(folder / manifest.NAME)
    fs.remove_folder(folder)
