"""Everybody can read it: axe finds nothing by WCAG 2.2 AA, and no text with less contrast than AAA wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.paths import listed, main_pages

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.conftest import Sites

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# On colours alone the dark scheme differs from the light one.
LIGHT = {
    "runOnly": TAGS,
    "rules": {"color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations"],
}
DARK = {"runOnly": {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]},
        "resultTypes": ["violations"]}  # fmt: skip
# Text in charts, which axe leaves out: its colour against that of the page, and where it lies on a mark, against that.
LETTERING = """() => {
  const channels = (colour) => {
    const box = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    box.fillStyle = colour; box.fillRect(0, 0, 1, 1);
    return [...box.getImageData(0, 0, 1, 1).data];
  };
  const light = (colour) => {
    const [red, green, blue] = channels(colour).slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (channels(colour)[3] === 255) return colour;
    }
    return "white";
  };
  const found = [];
  for (const text of document.querySelectorAll("svg text")) {
    if (!text.getClientRects().length) continue;
    const [one, two] = [light(getComputedStyle(text).fill), light(ground(text))].sort((a, b) => b - a);
    const contrast = (one + 0.05) / (two + 0.05);
    if (contrast < 7) found.push(`${contrast.toFixed(2)} ${text.textContent.trim().slice(0, 40)}`);
  }
  return found;
}"""


@pytest.mark.parametrize(
    ("name", "scheme"),
    [("own", "light"), ("own", "dark"), ("foreign", "light"), ("foreign", "dark"), ("nothing", "light")],
)
def test_everybody_can_read_it(browser: Browser, sites: Sites, name: str, scheme: str):
    page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme=scheme)
    axe = Axe()
    wrong = {}
    for path in main_pages(sites[name]):
        page.goto(f"{sites[name].as_uri()}/{path}")
        # The policy of the page forbids scripts; axe is put in by the browser itself, which it allows.
        results = axe.run(page, options=LIGHT if scheme == "light" else DARK)
        found = {
            violation["id"]: [node["html"][:160] for node in violation["nodes"][:3]]
            for violation in results.response["violations"]
        }
        lettering = page.evaluate(LETTERING)
        if found or lettering:
            wrong[path] = (found, lettering)
    page.close()
    assert not wrong, listed(wrong)


def test_axe_and_the_lettering_find_what_is_wrong(browser: Browser, tmp_path: Path):
    (tmp_path / "bad.html").write_text(
        '<!doctype html><html lang="en"><title>Bad</title><main><h1>Bad</h1><img src="x.png">'
        '<p style="color:#777;background:#fff">Enough for nobody</p><p style="color:#666;background:#fff">Not for all</p>'
        '<svg width="90" height="30"><text y="20" fill="#777">Grey</text></svg></main>',
        "utf-8",
    )
    page = browser.new_page()
    page.goto((tmp_path / "bad.html").as_uri())
    results = Axe().run(page, options=LIGHT)
    found = {violation["id"]: len(violation["nodes"]) for violation in results.response["violations"]}
    assert found == {"image-alt": 1, "color-contrast": 1, "color-contrast-enhanced": 1}
    assert page.evaluate(LETTERING) == ["4.48 Grey"]
    page.close()
