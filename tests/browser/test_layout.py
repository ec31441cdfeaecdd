"""Nothing is wider than the screen, nothing is cut off and nothing lies on something else: on a small phone, at 200 %
zoom, and with letters twice as large."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.paths import busy_pages, every_page, listed, main_pages

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Sites

# How wide the page is, what text is cut off by a box around it that cannot be scrolled, and which texts lie on others.
LAYOUT = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  const cut = new Set(), over = new Set(), texts = [], boxes = new Map();
  const around = (element) => { // what cuts or scrolls its content, from the inside out
    if (!element || element === document.body) return [];
    if (!boxes.has(element)) {
      const {overflowX, overflowY, clipPath} = getComputedStyle(element);
      const box = {overflowX, overflowY, unseen: clipPath === "inset(50%)", edge: element.getBoundingClientRect()};
      const own = overflowX === "visible" ? [] : [box];
      boxes.set(element, [...own, ...around(element.parentElement)]);
    }
    return boxes.get(element);
  };
  const outside = (rect, {overflowX, overflowY, edge}) =>
    (/hidden|clip/.test(overflowX) && (rect.left < edge.left - 1 || rect.right > edge.right + 1)) ||
    (/hidden|clip/.test(overflowY) && (rect.top < edge.top - 4 || rect.bottom > edge.bottom + 4));
  const seen = (rect, {edge}) =>
    rect.left < edge.right && rect.right > edge.left && rect.top < edge.bottom && rect.bottom > edge.top;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("svg") || !parent.checkVisibility({visibilityProperty: true})) continue;
    const within = around(parent);
    if (within.some(({edge, unseen}) => unseen || edge.width <= 2 || edge.height <= 2)) continue; // to be heard only
    const range = document.createRange();
    range.selectNodeContents(node);
    const name = node.data.trim().replace(/\\s+/g, " ").slice(0, 40);
    for (const rect of range.getClientRects()) {
      if (rect.width < 1 || rect.height < 1 || rect.bottom <= 0) continue;
      const scrolls = within.findIndex((box) => !/hidden|clip/.test(box.overflowX));
      if ((scrolls < 0 ? within : within.slice(0, scrolls)).some((box) => outside(rect, box))) cut.add(name);
      if (within.every((box) => seen(rect, box))) texts.push({rect, name});
    }
  }
  texts.sort((one, two) => one.rect.top - two.rect.top);
  texts.forEach((one, place) => {
    for (let next = place + 1; next < texts.length && texts[next].rect.top < one.rect.bottom - 2; next++) {
      const two = texts[next];
      const across = Math.min(one.rect.right, two.rect.right) - Math.max(one.rect.left, two.rect.left);
      const down = Math.min(one.rect.bottom, two.rect.bottom) - two.rect.top;
      if (across > 3 && down > Math.min(one.rect.height, two.rect.height) * 0.4) over.add(`${one.name} × ${two.name}`);
    }
  });
  return {wide, cut: [...cut].slice(0, 5), over: [...over].slice(0, 5)};
}"""


def wrong_on(page: Page, site: Path, paths: list[str], letters: str = "") -> dict[str, object]:
    """By page, what is wrong with its layout."""
    wrong = {}
    for path in paths:
        page.goto(f"{site.as_uri()}/{path}")
        if letters:
            page.evaluate(f"document.documentElement.style.fontSize = '{letters}'")
        found = page.evaluate(LAYOUT)
        if found["wide"] > 0 or found["cut"] or found["over"]:
            wrong[path] = found
    page.close()
    return wrong


@pytest.mark.parametrize("name", ["own", "english", "foreign", "nothing"])
def test_every_page_on_the_smallest_phone(browser: Browser, sites: Sites, name: str):
    """Tables scroll within themselves; the page never does sideways."""
    page = browser.new_page(viewport={"width": 320, "height": 640})
    wrong = wrong_on(page, sites[name], every_page(sites[name]))
    assert not wrong, listed(wrong)


@pytest.mark.parametrize(("name", "width"), [("400 items", 320), ("400 items", 1280), ("3000 items", 320)])
def test_pages_of_large_backlogs(browser: Browser, sites: Sites, name: str, width: int):
    page = browser.new_page(viewport={"width": width, "height": 740})
    wrong = wrong_on(page, sites[name], busy_pages(sites[name]))
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("name", ["own", "english", "foreign"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_on_usual_screens(browser: Browser, sites: Sites, name: str, width: int):
    page = browser.new_page(viewport={"width": width, "height": 740})
    wrong = wrong_on(page, sites[name], main_pages(sites[name]))
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("name", ["own", "foreign"])
def test_zoomed_to_twice_the_size(browser: Browser, sites: Sites, name: str):
    """A desktop of 1280 x 800 at 200 %."""
    page = browser.new_page(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    wrong = wrong_on(page, sites[name], main_pages(sites[name]))
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("name", ["own", "foreign"])
@pytest.mark.parametrize("width", [360, 1280])
def test_letters_twice_as_large(browser: Browser, sites: Sites, name: str, width: int):
    """Only the text grows, as browsers of phones do it."""
    page = browser.new_page(viewport={"width": width, "height": 740})
    wrong = wrong_on(page, sites[name], main_pages(sites[name]), letters="200%")
    assert not wrong, listed(wrong)


def test_what_is_cut_or_covered_is_found(browser: Browser, tmp_path: Path):
    (tmp_path / "bad.html").write_text(
        "<!doctype html><style>p { margin: 0; width: 5em; white-space: nowrap }</style><p style='width:999px'>Wide"
        "<p style='overflow:hidden'>Cut off on its right side<p>Below<p style='margin-top:-1em'>Above",
        "utf-8",
    )
    page = browser.new_page(viewport={"width": 320, "height": 640})
    found = wrong_on(page, tmp_path, ["bad.html"])["bad.html"]
    assert found == {"wide": 687, "cut": ["Cut off on its right side"], "over": ["Below × Above"]}
