"""Pages as a browser sees them: the policy holds, nothing is wider than the screen, everybody can read."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.building import built
from tests.conftest import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page


def main_pages(site: Path) -> list[str]:
    """Every page at the top, and one of each kind below."""
    top = sorted(path.name for path in site.glob("*.html"))
    below = [
        min(site.glob(f"{folder}/*.html")).relative_to(site).as_posix()
        for folder in ("items", "goals", "initiatives", "reviews")
    ]
    longest = max(site.glob("items/*.html"), key=lambda path: path.stat().st_size)
    return [*top, *below, longest.relative_to(site).as_posix()]


def listened(page: Page) -> list[str]:
    """What the console says and what is asked of others, as it happens."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    page.on(
        "requestfailed",
        lambda request: (
            heard.append(f"failed: {request.url}") if request.failure != "net::ERR_ABORTED" else None
        ),
    )
    return heard


@pytest.mark.parametrize("name", ["own", "english"])
@pytest.mark.parametrize("way", ["file", "http"])
def test_the_policy_holds(browser: Browser, sites: dict[str, Path], served: str, name: str, way: str):
    """T71: from a folder and over http, no message, no violation, no request elsewhere; the style is there."""
    if (name, way) == ("english", "http"):
        name = "own"
    site = sites[name]
    page = browser.new_page()
    heard = listened(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    base = site.as_uri() if way == "file" else served
    for path in main_pages(site):
        page.goto(f"{base}/{path}")
        assert heard == [], path
        family = page.evaluate("getComputedStyle(document.body).fontFamily")
        assert "sans" in family or "system-ui" in family, path
    assert all(url.startswith(base) for url in asked)
    page.close()


@pytest.mark.parametrize("name", ["own", "english"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_nothing_is_wider_than_the_screen(browser: Browser, sites: dict[str, Path], name: str, width: int):
    """Tables scroll within themselves; the page never does sideways."""
    page = browser.new_page(viewport={"width": width, "height": 740})
    for path in main_pages(sites[name]):
        page.goto(f"{sites[name].as_uri()}/{path}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is {wide} wide"
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["own", "english"])
def test_everybody_can_read_it(browser: Browser, sites: dict[str, Path], name: str, scheme: str):
    """axe finds nothing by WCAG 2.2 AA, light and dark."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme=scheme)
    axe = Axe()
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    for path in main_pages(sites[name]):
        page.goto(f"{sites[name].as_uri()}/{path}")
        # The policy of the page forbids scripts; axe is put in by the browser itself, which it allows.
        results = axe.run(page, options=options)
        wrong = {
            violation["id"]: [node["html"][:160] for node in violation["nodes"][:3]]
            for violation in results.response["violations"]
        }
        assert wrong == {}, path
    page.close()


def test_the_index_is_read_with_two_swipes(browser: Browser, sites: dict[str, Path]):
    """At 360 px leadership's page is read with at most two swipes."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{sites['own'].as_uri()}/index.html")
    assert page.evaluate("document.documentElement.scrollHeight") <= 2.4 * 740
    page.close()


def test_the_flow_uses_a_wide_screen(browser: Browser, sites: dict[str, Path]):
    """Two columns of charts side by side on a desktop, one on a phone."""
    beside = (
        "[...document.querySelectorAll('.charts > .flow')].map(part => part.getBoundingClientRect().left)"
    )
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{sites['own'].as_uri()}/flow.html")
    assert len(set(page.evaluate(beside))) == 2
    page.set_viewport_size({"width": 360, "height": 740})
    assert len(set(page.evaluate(beside))) == 1
    page.close()


def test_printing_the_index_takes_one_page(browser: Browser, sites: dict[str, Path]):
    """A page of paper for the board room."""
    page = browser.new_page()
    page.goto(f"{sites['own'].as_uri()}/index.html")
    pdf = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    page.close()


@pytest.mark.parametrize(("path", "most"), [("flow.html", 3), ("continuity.html", 2), ("people.html", 2)])
def test_printing_what_the_team_looks_at_is_short(
    browser: Browser, sites: dict[str, Path], path: str, most: int
):
    """Both sides of one sheet; the flow of a backlog without git says so and takes a third."""
    page = browser.new_page()
    page.goto(f"{sites['own'].as_uri()}/{path}")
    pdf = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= most
    page.close()


def test_every_link_of_the_site_leads_somewhere(sites: dict[str, Path]):
    """Within the site no link is dead, neither page nor fragment."""
    for site in sites.values():
        texts = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}
        ids = {path: set(re.findall(r'\sid="([^"]+)"', text)) for path, text in texts.items()}
        for path, text in texts.items():
            for target in re.findall(r'\shref="([^"]+)"', text):
                if re.match(r"[a-z]+:", target):
                    continue
                place, _, fragment = target.partition("#")
                place = place.partition("?")[0]
                there = (site / path).parent / place if place else site / path
                found = there.resolve().relative_to(site.resolve()).as_posix()
                assert there.is_file(), f"{path}: {target}"
                if fragment and found in ids:
                    assert fragment in ids[found], f"{path}: {target}"


def test_long_names_of_columns_stay_within_a_phone(browser: Browser, tmp_path: Path):
    """Where the name of a column is longer than a line, it goes on in the next."""
    shutil.copytree(EXAMPLES / "english", tmp_path / "long")
    file = tmp_path / "long" / "backlog.toml"
    kinds = {"idea": "intake", "backlog": "backlog", "planned": "planned", "in-progress": "active"}
    kinds |= {"in-review": "review", "done": "done", "dropped": "dropped"}
    columns = [
        f'\n[[workflow]]\nid = "{name}"\nkind = "{kind}"\nname = "Waits for what the management has to say of {name}"\n'
        for name, kind in kinds.items()
    ]
    file.write_text(file.read_text("utf-8") + "".join(columns), "utf-8")
    assert built(tmp_path / "long").pages
    page = browser.new_page(viewport={"width": 360, "height": 740})
    for path in main_pages(tmp_path / "long" / "site"):
        page.goto((tmp_path / "long" / "site" / path).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    page.close()
