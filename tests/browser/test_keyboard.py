"""By keyboard alone: Tab goes where the eye goes, and where it is can be seen on every page."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.browser.paths import listed, main_pages

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Sites

# What can be reached: whether one sees that it is (something about it or what it lies in changes), whether something
# else lies on it, and whether a number of its own makes Tab jump.
REACHED = """() => {
  const looks = (element) => {
    const parts = [];
    for (let at = element, up = 0; at && up < 4; at = at.parentElement, up++) {
      const {outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor} = getComputedStyle(at);
      const outline = outlineStyle === "none" || parseFloat(outlineWidth) < 2 ? "" : outlineColor;
      parts.push(`${outline} ${boxShadow} ${borderColor}`);
    }
    return parts.join("|");
  };
  const wrong = [];
  const all = "a[href], button, input, select, textarea, summary, [tabindex]";
  for (const element of document.querySelectorAll(all)) {
    if (element.disabled || element.tabIndex < 0 || !element.checkVisibility({visibilityProperty: true})) continue;
    if (!element.getClientRects().length) continue;
    const name = `${element.localName} ${(element.textContent || element.name || "").trim().slice(0, 40)}`;
    if (element.tabIndex > 0) wrong.push(`${name}: tabindex ${element.tabIndex}`);
    document.activeElement.blur();
    const before = looks(element);
    element.focus();
    if (document.activeElement !== element) { wrong.push(`${name}: takes no focus`); continue; }
    if (!element.matches(":focus-visible") || looks(element) === before) wrong.push(`${name}: looks the same`);
    const seen = [...element.getClientRects()].some((rect) => {
      const top = Math.max(rect.top, 0), bottom = Math.min(rect.bottom, innerHeight);
      const places = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.2], [0.5, 0.8]];
      return places.some(([across, down]) => {
        const there = document.elementFromPoint(rect.left + rect.width * across, top + (bottom - top) * down);
        return there && (element.contains(there) || there.contains(element) || there.htmlFor === element.id);
      });
    });
    if (!seen) wrong.push(`${name}: covered`);
  }
  return wrong;
}"""
WHERE = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const {left, right, top, bottom} = element.getBoundingClientRect();
  return {name: `${element.localName} ${(element.textContent || element.name || "").trim().slice(0, 40)}`,
          left: left + scrollX, right: right + scrollX, top: top + scrollY, bottom: bottom + scrollY};
}"""


def walked(page: Page) -> list[dict]:
    """Where Tab goes, from the top of the page to its end."""
    stops = []
    while len(stops) < 400:
        page.keyboard.press("Tab")
        stop = page.evaluate(WHERE)
        if stop is None or (stops and stop == stops[0]):
            break
        stops.append(stop)
    return stops


def jumps(stops: list[dict]) -> list[str]:
    """Steps up that do not lead into a column further right: no reader goes there next."""
    return [
        f"{one['name']} -> {two['name']}"
        for one, two in pairwise(stops[1:])  # the first is the link past the navigation
        if two["bottom"] <= one["top"] + 2 and two["left"] < one["left"] + 8
    ]


@pytest.mark.parametrize("width", [360, 1280])
def test_tab_goes_where_the_eye_goes(browser: Browser, sites: Sites, width: int):
    item = "items/landingpage-waermepumpen-check.html"
    wrong = {}
    for path in ("index.html", "board.html", "ranking.html", "goals.html", "people.html", "new.html", item):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(f"{sites['own'].as_uri()}/{path}")
        stops = walked(page)
        assert len(stops) > 8, path
        if found := jumps(stops):
            wrong[path] = found
        page.close()
    assert not wrong, listed(wrong)


@pytest.mark.parametrize(
    ("name", "width"), [("own", 360), ("own", 1280), ("foreign", 1280), ("nothing", 360)]
)
def test_one_sees_where_one_is(browser: Browser, sites: Sites, name: str, width: int):
    page = browser.new_page(viewport={"width": width, "height": 800})
    wrong = {}
    for path in main_pages(sites[name]):
        page.goto(f"{sites[name].as_uri()}/{path}")
        page.keyboard.press("Tab")  # from now on the browser knows that a keyboard is used
        if found := page.evaluate(REACHED):
            wrong[path] = found[:5]
    page.close()
    assert not wrong, listed(wrong)


def test_jumps_and_what_looks_the_same_are_found(browser: Browser, tmp_path: Path):
    (tmp_path / "bad.html").write_text(
        "<!doctype html><style>:focus-visible { outline: 0 } body { display: grid }</style><a href='#'>Past</a>"
        "<button style='order: 3'>Last</button><a href='#' style='order: 1'>First</a><a href='#' tabindex=3>Number</a>",
        "utf-8",
    )
    page = browser.new_page()
    page.goto((tmp_path / "bad.html").as_uri())
    stops = walked(page)
    assert [stop["name"] for stop in stops] == ["a Number", "a Past", "button Last", "a First"]
    assert jumps(stops) == ["button Last -> a First"]
    assert {line.partition(": ")[2] for line in page.evaluate(REACHED)} == {"looks the same", "tabindex 3"}
    page.close()
