"""Time how the history of a flat folder is read: the first time, the second, and after one more commit."""

from __future__ import annotations

import os
import time
from datetime import date
from typing import TYPE_CHECKING

from backlog.chronicle import Wanted, read_chronicle
from backlog.config.load import load_config
from backlog.git.log import main_line
from backlog.git.repository import Repository, open_repository
from tests.repository import Repo, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_STATUSES = ("backlog", "planned", "in-progress", "done")


def measure(folder: Path, size: int) -> None:
    """Print the times for so many items with four commits each, one item a commit."""
    repo = repository(folder / "repository", size)
    config = load_config("backlog.toml", None)[0]
    workers = len(os.sched_getaffinity(0))

    def read() -> int:
        wanted = Wanted(
            root=repo.root, config=config, today=date(2026, 2, 16), cache=folder / "cache", workers=workers
        )
        return len(read_chronicle(wanted, open_repository(repo.root, environment())).commits)

    opened = open_repository(repo.root, environment())
    assert isinstance(opened, Repository)
    assert opened.head is not None
    head = opened.head
    print(f"history of {size:,} items in one folder, {4 * size:,} commits")
    _row("git log alone", lambda: main_line(opened, head, ["items"]))
    _row("first time", read)
    _row("second time", read)
    repo.write("items/item-00000.md", "---\ntitle: One more\nstatus: done\n---\n")
    repo.commit()
    _row("after one more commit", read)


def _row(name: str, work: Callable[[], object]) -> None:
    begin = time.perf_counter()
    work()
    print(f"  {name:<28} {time.perf_counter() - begin:8.2f} s")


def repository(root: Path, size: int) -> Repo:
    """A repository with four commits for each of so many items, made by `git fast-import`."""
    repo = Repo(root)
    repo.git("fast-import", "--quiet", stdin=b"".join(_stream(size)))
    repo.git("checkout", "-q", "main")
    return repo


def _stream(size: int) -> Iterator[bytes]:
    yield b"reset refs/heads/main\n"
    for step, status in enumerate(_STATUSES):
        for number in range(size):
            text = (
                f"---\ntitle: Item number {number}\nstatus: {status}\ngoal: leads\nowner: anna\nchannel: seo\n"
                f"impact: {1 + number % 5}\nconfidence: 3\neffort: 2\n---\n\nWhat is to be done.\n\n- [ ] one\n"
            ).encode()
            seconds = 1_700_000_000 + 60 * (step * size + number)
            yield b"commit refs/heads/main\ncommitter A <a@example.org> %d +0100\ndata 1\nx\n" % seconds
            yield b"M 100644 inline items/item-%05d.md\ndata %d\n%s\n" % (number, len(text), text)
