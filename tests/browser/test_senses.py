"""For eyes that need other colours, and for those that no motion is good for."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.browser.paths import listed, main_pages

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Sites

# A picture with more in it than letters and the lines behind them.
DRAWN = "svg:has(:is(path, rect, circle, line):not(.grid, .track))"
# Marks that say something: by page, those that have to be there.
MARKS = {
    "board.html": [".state-planned", ".state-active", ".state-review", ".state-done", ".state-dropped"],
    "goals.html": [".steps .is-reached", DRAWN],
    "people.html": [".boxes"],
    "continuity.html": [".is-gap"],
    "ranking.html": [".map b"],
    "flow.html": [DRAWN],
    "goals/q1-anfragen.html": [DRAWN],
}
# Letters would hide that a mark has gone.
WITHOUT_LETTERS = """(selector) => {
  for (const element of document.querySelectorAll(selector)) {
    for (const part of [element, ...element.querySelectorAll("*")]) {
      part.style.textDecoration = "none";
      if (part.matches(".grid")) part.style.visibility = "hidden";
      for (const node of part.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) node.data = node.data.replace(/\\S/g, "\\u00a0");
      }
    }
  }
}"""
MOVING = """() => {
  const moving = [];
  const long = (times) => times.split(",").some((time) => parseFloat(time) * (time.includes("ms") ? 1 : 1000) > 17);
  if (getComputedStyle(document.documentElement).scrollBehavior === "smooth") moving.push("smooth scrolling");
  for (const element of document.querySelectorAll("*")) {
    for (const pseudo of [null, "::before", "::after"]) {
      const style = getComputedStyle(element, pseudo);
      if (long(style.transitionDuration) || (style.animationName !== "none" && long(style.animationDuration))) {
        moving.push(`${element.localName}.${element.className} ${pseudo ?? ""}`);
      }
    }
  }
  return moving;
}"""


def light(colour: tuple[int, ...]) -> float:
    """Relative luminance as WCAG has it."""
    parts = [value / 255 for value in colour[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(picture: bytes) -> float:
    """Between the lightest and the darkest colour that takes more than a few pixels."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    colours = [light(colour) for count, colour in image.getcolors(1 << 24) if count >= 4]
    return (max(colours) + 0.05) / (min(colours) + 0.05)


def faint(page: Page, selector: str, most: int = 8) -> list[str]:
    """Marks that do not stand out from their ground by 3 : 1."""
    page.evaluate(WITHOUT_LETTERS, selector)
    found = page.locator(f"main {selector} >> visible=true")
    assert found.count(), f"no {selector} on {page.url}"
    return [
        f"{selector} no. {place + 1}: {now:.1f}"
        for place in range(min(found.count(), most))
        if (now := contrast(found.nth(place).screenshot())) < 3
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_are_seen_in_forced_colours(browser: Browser, sites: Sites, scheme: str):
    """The system's own few colours, as in Windows' contrast themes."""
    page = browser.new_page(
        viewport={"width": 1280, "height": 800}, forced_colors="active", color_scheme=scheme
    )
    wrong = {}
    for path, selectors in MARKS.items():
        page.goto(f"{sites['own'].as_uri()}/{path}")
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        if lost := [one for selector in selectors for one in faint(page, selector)]:
            wrong[path] = lost
    page.close()
    assert not wrong, listed(wrong)


def test_columns_can_be_told_apart_in_forced_colours(browser: Browser, sites: Sites):
    """Each kind of status has a mark that no other has."""
    page = browser.new_page(forced_colors="active")
    page.goto(f"{sites['own'].as_uri()}/board.html")
    kinds = ("intake", "backlog", "planned", "active", "review", "done", "dropped")
    page.evaluate(WITHOUT_LETTERS, ".state")
    pictures = set()
    for kind in kinds:
        box = page.locator(f"main h2 .state-{kind}").first.bounding_box()
        clip = {"x": box["x"], "y": box["y"], "width": 14, "height": box["height"]}
        pictures.add(page.screenshot(clip=clip, full_page=True))
    page.close()
    assert len(pictures) == len(kinds)


@pytest.mark.parametrize("name", ["own", "nothing"])
def test_nothing_moves_where_no_motion_is_wanted(browser: Browser, sites: Sites, name: str):
    page = browser.new_page(reduced_motion="reduce")
    wrong = {}
    for path in main_pages(sites[name]):
        page.goto(f"{sites[name].as_uri()}/{path}")
        if moving := page.evaluate(MOVING):
            wrong[path] = moving[:5]
    page.close()
    assert not wrong, listed(wrong)


def test_what_is_lost_or_moves_is_found(browser: Browser, tmp_path: Path):
    (tmp_path / "bad.html").write_text(
        "<!doctype html><main><p class=bar style='background:#0a0;width:90px;height:9px'></p>"
        "<p class=mark style='background:#0a0;width:90px;height:9px;forced-color-adjust:none'></p>"
        "<p style='transition:color 1s'>Moving</p></main>",
        "utf-8",
    )
    page = browser.new_page(forced_colors="active")
    page.goto((tmp_path / "bad.html").as_uri())
    assert faint(page, ".bar") == [".bar no. 1: 1.0"]
    assert page.evaluate(MOVING) == ["p. "]
    page.close()
