"""The preview in a browser: what is wrong stands where it belongs, and a save shows by itself."""

from __future__ import annotations

import re
import shutil
import signal
import time
from typing import TYPE_CHECKING

import pytest

from tests.cli.room import started
from tests.conftest import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

ITEM = "items/descaling-guide.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLES / "english", tmp_path / "english")
    return tmp_path / "english"


@pytest.fixture
def address(root: Path) -> Iterator[str]:
    process = started("--no-git", "serve", "--port", "0", "--no-open", root=root)
    assert process.stdout is not None
    yield process.stdout.readline().decode().strip()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)


def listened(page: Page) -> list[str]:
    """What the console says, as it happens; a page that reloads leaves requests behind."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    return heard


def changed(root: Path, path: str, before: str, after: str) -> None:
    text = (root / path).read_text("utf-8")
    assert re.search(before, text)
    (root / path).write_text(re.sub(before, after, text, count=1), "utf-8")


def test_what_is_wrong_stands_where_it_belongs(browser: Browser, root: Path, address: str):
    """A save that breaks a value shows on every page that is open, by itself, and the policy holds."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    heard = listened(page)
    page.goto(f"{address}items/descaling-guide.html")
    assert page.locator(".preview-bar").count() == 0
    began = time.monotonic()
    changed(root, ITEM, "owner: .*", "owner: alle")
    note = page.locator('[data-field~="owner"] .preview-note')
    note.wait_for(timeout=20_000)
    assert time.monotonic() - began < 10  # a second on a machine with time
    assert "so nobody in particular" in note.inner_text()
    assert note.locator("mark").inner_text() == "alle"
    assert page.locator('a.preview-jump[href="#preview-note-0"]').is_visible()
    assert page.locator("#findings").count() == 0

    page.goto(f"{address}board.html")
    mark = page.locator('[data-id="descaling-guide"] .preview-mark.is-error').first
    assert mark.inner_text() == "1 error"
    page.locator(".preview-bar summary").click()
    page.locator(".preview-bar a").first.click()
    page.wait_for_url("**/items/descaling-guide.html")

    goal = min((root / "items/goals").glob("*.md"))
    changed(root, goal.relative_to(root).as_posix(), "target: .*", "target: 3,5")
    page.locator(".preview-bar:has-text('2 errors')").wait_for(timeout=20_000)
    page.goto(f"{address}goals/{goal.stem}.html")
    assert page.locator('[data-field~="target"] .preview-note.is-error').is_visible()
    page.goto(f"{address}goals.html")
    assert page.locator(".preview-mark.is-error").inner_text() == "1 error"
    assert heard == []
    page.close()


def test_a_file_that_cannot_be_read_says_so_at_its_address(browser: Browser, root: Path, address: str):
    """The page of an item turns into what is wrong with its file, and back."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    heard = listened(page)
    page.goto(f"{address}items/descaling-guide.html")
    title = page.locator("h1").inner_text()
    changed(root, ITEM, "status: .*", "status: in progres")
    page.locator("h1:has-text('items/descaling-guide.md')").wait_for(timeout=20_000)
    assert page.locator(".preview-note mark").inner_text() == "in progres"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator(".top .navigation").is_visible()
    changed(root, ITEM, "status: .*", "status: in progress")
    page.locator(f"h1:has-text({title!r})").wait_for(timeout=20_000)
    assert heard == []
    page.close()
