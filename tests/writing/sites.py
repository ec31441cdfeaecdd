"""Small sites to publish, and what must be true of them afterwards."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Final

from backlog import faults, manifest, writer
from backlog.errors import Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

OLD: Final = {
    "index.html": b"old",
    "items/a.html": b"a, old",
    "items/b.html": b"b",
    "data/x/deep.json": b"{}",
}
NEW: Final = {
    "index.html": b"new",
    "items/a.html": b"a, new",
    "items/b.html": b"b",
    "goals/c.html": b"c" * 70000,
}
SOURCES: Final = ("items", "templates", ".git", "backlog.toml")


def repository(folder: Path) -> Path:
    """Make a repository with sources, in a folder that is empty but for it."""
    root = folder / "repository"
    for name in ("items/goals", "templates", ".git/objects"):
        (root / name).mkdir(parents=True)
    (root / "items/one.md").write_text("one")
    (root / "items/goals/two.md").write_text("two")
    (root / "templates/brand.html").write_text("brand")
    (root / ".git/HEAD").write_text("ref: refs/heads/main")
    (root / "backlog.toml").write_text("title = 'Ours'")
    return root


def publish(
    root: Path, pages: Mapping[str, bytes], output: Path | None = None, wait_seconds: float = 10
) -> None:
    """Publish pages to `site` in a repository, or to another output."""
    with stage(root, output, wait_seconds) as site:
        site.commit({path: site.write(path, data) for path, data in pages.items()}, {"commit": "0" * 40})


def half(root: Path, output: Path | None = None, *, cause: BaseException | None = None) -> writer.Stage:
    """Begin a site and leave it without a commit, for a cause or for none."""
    with stage(root, output) as site:
        site.write("deep/er/index.html", b"half")
        if cause is not None:
            raise cause
    return site


def faulty(root: Path, pages: Mapping[str, bytes], order: str) -> tuple[Stop | None, int]:
    """Publish with a call that fails; give what stopped it, if anything did, and how many calls there were."""
    faults.arm(order)
    try:
        publish(root, pages, wait_seconds=0)
    except Stop as stop:
        return stop, faults.calls()
    else:
        return None, faults.calls()
    finally:
        faults.arm("")


def stage(
    root: Path, output: Path | None = None, wait_seconds: float = 10
) -> AbstractContextManager[writer.Stage]:
    """Open the context in which a site of a repository is published."""
    return writer.publishing(
        root / "site" if output is None else output,
        root=root,
        sources=[root / name for name in SOURCES],
        home=root.parent / "home",
        wait_seconds=wait_seconds,
    )


def tree(folder: Path) -> dict[str, tuple[str, bytes]]:
    """Everything below a folder, with mode and content."""
    found = {}
    for path in sorted(folder.rglob("*")):
        mode = path.lstat().st_mode
        content = b""
        if stat.S_ISLNK(mode):
            content = os.fsencode(path.readlink())
        elif stat.S_ISREG(mode):
            content = path.read_bytes()
        found[path.relative_to(folder).as_posix()] = (stat.filemode(mode), content)
    return found


def stands(site: Path, pages: Mapping[str, bytes]) -> bool:
    """Whether exactly these pages stand there, whole, and the manifest says so too."""
    found = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path.name != manifest.NAME
    }
    return found == dict(pages) and manifest.verify(site) == []


def left_over(site: Path) -> list[str]:
    """Name what a build left beside the site."""
    return sorted(path.name for path in site.parent.glob(f".{site.name}.*"))


def in_child(work: Callable[[], object]) -> int:
    """Do something in a forked process and give its exit code, as `subprocess` would: negative for a signal."""
    child = os.fork()
    if not child:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
