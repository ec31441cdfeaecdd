"""Pages of meetings on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.mark.parametrize("name", ["own", "english"])
def test_the_strategy_page_prints_on_two_pages(browser: Browser, sites: dict[str, Path], name: str):
    """Two sides of paper for the meeting."""
    page = browser.new_page()
    page.goto(f"{sites[name].as_uri()}/strategy.html")
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2
    page.close()
