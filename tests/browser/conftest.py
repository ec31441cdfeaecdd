"""A real browser: Debian's chromium, driven by playwright, and built sites to look at."""

from __future__ import annotations

import functools
import shutil
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from tests.browser.pictures import chromium
from tests.building import built
from tests.conftest import EXAMPLES, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; its absence is an error, not a reason to skip."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Our own backlog in German, and the English example."""
    folder = tmp_path_factory.mktemp("sites")
    own = folder / "own"
    own.mkdir()
    shutil.copytree(ROOT / "items", own / "items")
    shutil.copy(ROOT / "backlog.toml", own)
    shutil.copytree(EXAMPLES / "english", folder / "english")
    for root in (own, folder / "english"):
        assert built(root).pages
    return {"own": own / "site", "english": folder / "english" / "site"}


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def served(sites: dict[str, Path]) -> str:
    """Address of our own site over http."""
    handler = functools.partial(_Silent, directory=str(sites["own"]))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
