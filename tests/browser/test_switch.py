"""The switch of languages: by keyboard, with the place on the page, and without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.building import built
from tests.test_editions import own

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own backlog in German and English."""
    folder = own(tmp_path_factory.mktemp("switch") / "own")
    assert built(folder).pages
    return folder / "site"


def test_the_switch_keeps_the_place(browser: Browser, site: Path):
    """What is filtered and where one stands goes along, there and back."""
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/board.html?owner=anna#planned")
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hreflang ?? ''"):
            break
    assert page.evaluate("[document.activeElement.textContent, document.activeElement.lang]") == [
        "English", "en",
    ]  # fmt: skip
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/board.html*")
    assert page.url == f"{site.as_uri()}/en/board.html?owner=anna#planned"
    assert page.evaluate("document.documentElement.lang") == "en"
    page.locator("a[hreflang=de]").click()
    page.wait_for_url(f"{site.as_uri()}/board.html?owner=anna#planned")
    page.close()


def test_without_scripts_it_is_a_link(browser: Browser, site: Path):
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{site.as_uri()}/en/items/azubi-videos.html")
    page.locator("a[hreflang=de]").click()
    assert page.url == f"{site.as_uri()}/items/azubi-videos.html"
    page.close()
