"""A language that needs 40 % more room: nothing is cut off, lies over something else, or scrolls sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.paths import main_pages

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

# What is wider than the page, what is cut by its own box, and entries of bars and heads that touch.
LOOK = """() => {
  const named = (element) => `${element.tagName.toLowerCase()}.${element.className} ${element.textContent.trim().slice(0, 60)}`;
  const seen = (element) => element.checkVisibility() && element.getClientRects().length > 0;
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push(`page is ${document.documentElement.scrollWidth} wide`);
  for (const element of document.body.querySelectorAll("*")) {
    if (!seen(element) || element.closest("svg")) continue;
    const style = getComputedStyle(element);
    const hidden = ["hidden", "clip"].includes(style.overflowX) && style.clipPath === "none" && element.clientWidth > 2;
    if (hidden && element.scrollWidth > element.clientWidth + 1) found.push(`cut: ${named(element)}`);
    if (["hidden", "clip"].includes(style.overflowY) && style.clipPath === "none" && element.clientHeight > 2 && element.scrollHeight > element.clientHeight + 2)
      found.push(`cut below: ${named(element)}`);
  }
  const boxes = (selector) => [...document.querySelectorAll(selector)].filter(seen).flatMap((element) => [...element.getClientRects()].map((box) => [element, box]));
  for (const selector of [".top a, .top summary, .top button", ".foot a, .foot button", "h1, h2, h3", ".choice > *"]) {
    const all = boxes(selector);
    all.forEach(([one, a], at) => all.slice(at + 1).forEach(([other, b]) => {
      if (one.contains(other) || other.contains(one)) return;  // also the lines of one text
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left), high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 1) found.push(`overlap: ${named(one)} | ${named(other)}`);
    }));
  }
  for (const [element, box] of boxes("a, button, summary, h1, h2, h3, dt, dd, th, td, label, p"))
    if (!element.closest(".scroll, pre, [tabindex], details:not([open]), .skip") && (box.right > innerWidth + 1 || box.left < -1)) found.push(`outside: ${named(element)}`);
  return found;
}"""


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("name", ["own", "english"])
def test_words_that_are_longer_have_room(browser: Browser, abroad: dict[str, Path], name: str, width: int):
    """All kinds of pages, at the widths of phones and of a desktop."""
    site = abroad[name] / "site"
    page = browser.new_page(viewport={"width": width, "height": 740})
    found = {}
    for path in main_pages(site):
        page.goto(f"{site.as_uri()}/{path}")
        if wrong := page.evaluate(LOOK):
            found[path] = wrong[:6]
    page.close()
    assert found == {}


def test_the_look_sees_what_is_wrong(browser: Browser, abroad: dict[str, Path]):
    """What is cut, lies over something, or is too wide is seen."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{(abroad['own'] / 'site').as_uri()}/index.html")
    page.evaluate("""() => {
      const put = (text, style) => {
        const element = document.createElement("h2");
        element.textContent = text;
        Object.assign(element.style, style);
        document.querySelector("main").append(element);
      };
      put("CutCutCutCut", { width: "3rem", overflow: "hidden", whiteSpace: "nowrap" });
      put("Over", { position: "absolute", top: "0", left: "0" });
      put("Over", { position: "absolute", top: "2px", left: "2px" });
      put("Wide", { width: "900px" });
    }""")
    kinds = {line.partition(":")[0].partition(" is ")[0] for line in page.evaluate(LOOK)}
    assert {"cut", "overlap", "outside", "page"} <= kinds
    page.close()
