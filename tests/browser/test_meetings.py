"""The pages of meetings on paper: two sheets at most, with everything that is shown on the screen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.mark.parametrize("name", ["own", "english"])
def test_each_meeting_takes_two_pages_of_paper_at_most(browser: Browser, sites: dict[str, Path], name: str):
    site = sites[name]
    paths = [
        "planning.html",
        "reviews.html",
        *sorted(f"reviews/{path.name}" for path in site.glob("reviews/*.html")),
    ]
    assert len(paths) > 10
    page = browser.new_page()
    for path in paths:
        page.goto(f"{site.as_uri()}/{path}")
        count = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
        assert count <= 2, f"{path}: {count} pages"
    page.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_no_review_is_wider_than_the_screen(browser: Browser, sites: dict[str, Path], width: int):
    page = browser.new_page(viewport={"width": width, "height": 740})
    for path in sorted(sites["own"].glob("reviews/*.html")):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name
    page.close()
