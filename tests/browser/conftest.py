"""A real browser: Debian's chromium, driven by playwright, and built sites to look at."""

from __future__ import annotations

import fcntl
import functools
import shutil
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from tests.bench.corpus import generate
from tests.browser.foreign import write_foreign
from tests.browser.pictures import chromium
from tests.building import built
from tests.conftest import EXAMPLES, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; its absence is an error, not a reason to skip."""
    with chromium() as running:
        yield running


def _own(folder: Path) -> None:
    """Our own backlog, in German."""
    shutil.copytree(ROOT / "items", folder / "items")
    shutil.copy(ROOT / "backlog.toml", folder)


def _nothing(folder: Path) -> None:
    """The day after a repository was made: no item, no goal, nobody."""
    folder.mkdir()
    (folder / "backlog.toml").write_text('title = "Neu"\nlanguage = "de"\nreport_day = 2026-02-16\n', "utf-8")


def _english(folder: Path) -> None:
    shutil.copytree(EXAMPLES / "english", folder)


WRITTEN: dict[str, Callable[[Path], None]] = {
    "own": _own,
    "english": _english,
    "foreign": write_foreign,
    "nothing": _nothing,
    "400 items": functools.partial(generate, count=400),
    "3000 items": functools.partial(generate, count=3_000),
}


class Sites:
    """The site of each backlog of WRITTEN, built when first asked for, and once for all workers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __getitem__(self, name: str) -> Path:
        """The folder of the site."""
        root = self.folder / name
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (root / "site").exists():
                WRITTEN[name](root)
                assert built(root, keep_going=True).pages
        return root / "site"


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Sites:
    """Sites to look at; workers of one run share them."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "sites"
    folder.mkdir(exist_ok=True)
    return Sites(folder)


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def address(sites: Sites) -> Iterator[Callable[[str], str]]:
    """The address of a site over http; it lies in a folder of its server, as on GitHub Pages."""
    handler = functools.partial(_Silent, directory=str(sites.folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def of(name: str) -> str:
        there = sites[name].relative_to(sites.folder).as_posix()
        return f"http://127.0.0.1:{server.server_address[1]}/{there.replace(' ', '%20')}"

    yield of
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def served(address: Callable[[str], str]) -> str:
    """Address of our own site over http."""
    return address("own")
