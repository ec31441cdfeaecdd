"""What a phone in a corridor has to load: bytes of pages, styles and scripts."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from backlog.site import ASSETS
from tests.browser.paths import every_page, listed

if TYPE_CHECKING:
    from tests.browser.conftest import Sites

PAGE, STYLE, SCRIPTS = 150_000, 30_000, 40_000


@pytest.mark.parametrize("name", ["own", "400 items"])
def test_every_page_is_below_its_budget(sites: Sites, name: str):
    sizes = {path: (sites[name] / path).stat().st_size for path in every_page(sites[name])}
    heavy = {path: f"{size:,} bytes" for path, size in sizes.items() if size >= PAGE}
    assert not heavy, listed(heavy)


def test_the_style_is_below_its_budget(sites: Sites):
    """All of it together, as it is sent."""
    sizes = {path.name: path.stat().st_size for path in sites["own"].rglob("*.css")}
    assert "style.css" in sizes
    assert sum(sizes.values()) < STYLE, sizes


def test_all_scripts_are_below_their_budget(sites: Sites):
    """All of them, though no page loads all; compressed each by itself, as servers do it. Data are no scripts."""
    sizes = {
        path.relative_to(sites["own"]).as_posix(): len(gzip.compress(path.read_bytes(), mtime=0))
        for path in sites["own"].rglob("*.js")
        if path.relative_to(sites["own"]).parts[0] != "data"
    }
    assert sizes.keys() == {name for name in ASSETS if name.endswith(".js")}
    assert sum(sizes.values()) < SCRIPTS, listed(sizes)
