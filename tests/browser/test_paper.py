"""On paper: as many sheets as promised, no card, row or entry on two of them, and no heading parted from what it heads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.paper import on_paper
from tests.browser.paths import listed, main_pages

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.conftest import Sites

# One side for the board room; both sides of one sheet for what is printed for a meeting; the rest as it has to be.
PROMISED = {
    "index.html": 1, "focus.html": 2, "goals.html": 1, "goals/": 2, "items/": 2, "initiatives/": 2, "reviews/": 2,
    "reviews.html": 2, "planning.html": 2, "strategy.html": 2, "people.html": 2, "channels.html": 2, "continuity.html": 2,
    "intake.html": 2, "decisions.html": 2, "board.html": 3, "flow.html": 3, "learnings.html": 3,
}  # fmt: skip


def torn_on(browser: Browser, site: Path, paths: list[str]) -> tuple[dict[str, int], dict[str, object]]:
    """Sheets by page, and what lies on two."""
    sheets, torn = {}, {}
    page = browser.new_page()
    page.emulate_media(media="print")
    for path in paths:
        page.goto(f"{site.as_uri()}/{path}")
        sheets[path], found = on_paper(page)
        if found:
            torn[path] = found[:5]
    page.close()
    return sheets, torn


@pytest.mark.parametrize("name", ["own", "english"])
def test_pages_take_as_many_sheets_as_promised(browser: Browser, sites: Sites, name: str):
    pages = main_pages(sites[name])
    goals = sorted(path.relative_to(sites[name]).as_posix() for path in sites[name].glob("goals/*.html"))
    sheets, torn = torn_on(browser, sites[name], list(dict.fromkeys([*pages, *goals])))
    assert not torn, listed(torn)
    wanted = {path: PROMISED.get(path) or PROMISED.get(f"{path.partition('/')[0]}/") for path in sheets}
    more = {
        path: f"{count} sheets, {wanted[path]} promised"
        for path, count in sheets.items()
        if wanted[path] and count > wanted[path]
    }
    assert not more, listed(more)
    assert {path for path in PROMISED if not path.endswith("/")} <= sheets.keys()


@pytest.mark.parametrize("name", ["foreign", "nothing"])
def test_nothing_is_torn(browser: Browser, sites: Sites, name: str):
    _, torn = torn_on(browser, sites[name], main_pages(sites[name]))
    assert not torn, listed(torn)


def test_nothing_of_a_large_backlog_is_torn(browser: Browser, sites: Sites):
    """On the pages that somebody prints."""
    paths = ["index.html", "board.html", "focus.html", "goals.html", "planning.html"]
    _, torn = torn_on(browser, sites["400 items"], paths)
    assert not torn, listed(torn)


def test_what_is_torn_is_found(browser: Browser, tmp_path: Path):
    cards = "".join(
        f"<p class=card style='height:210px'>Card {number}<br>{'more of it ' * 200}" for number in range(9)
    )
    (tmp_path / "bad.html").write_text(f"<!doctype html><main>{cards}</main>", "utf-8")
    sheets, torn = torn_on(browser, tmp_path, ["bad.html"])
    assert sheets["bad.html"] >= 2
    assert len(torn["bad.html"]) >= 1


def test_the_sheet_for_the_next_review_is_of_the_next_review(browser: Browser, sites: Sites):
    """What past meetings decided stands on the screen, and takes no second sheet."""
    page = browser.new_page()
    page.goto(f"{sites['own'].as_uri()}/reviews.html")
    assert page.locator("#past").is_visible()
    page.emulate_media(media="print")
    assert not page.locator("#past").is_visible()
    assert page.locator("#agenda").is_visible()
    page.close()
