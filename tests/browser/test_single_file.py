"""The site in one file, opened from a folder: with scripts and without, by links, keys and filters."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_html import said_of
from tests.building import built
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

# The pages that are shown come to be these; of the browser alone nobody can hear when it is done.
SHOWS = """(wanted) => {
  const shown = [...document.querySelectorAll(".page")].filter((page) => page.checkVisibility());
  return shown.map((page) => page.id).join() === wanted;
}"""
BOARD, GOALS = (f".navigation a[href='#{name}.html']" for name in ("board", "goals"))
ITEM = "items/ads-heizperiode.html"


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own backlog in one file, alone in a folder, as it is after it came by mail."""
    root = tmp_path_factory.mktemp("single")
    shutil.copytree(ROOT / "items", root / "items")
    shutil.copy(ROOT / "backlog.toml", root)
    assert built(root, single_file=True).pages
    (root / "mail").mkdir()
    return shutil.copy(root / "site/backlog.html", root / "mail/backlog.html")


@pytest.fixture
def opened(browser: Browser, single: Path) -> Iterator[Callable[..., Page]]:
    """Opens the file; in the end nothing was said in the console, and nothing but the file asked for."""
    contexts, heard, asked = [], [], set()

    def open_(place: str = "", **options: object) -> Page:
        contexts.append(browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options}))
        page = contexts[-1].new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda request: asked.add(request.url.partition("#")[0]))
        page.goto(single.as_uri() + place)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert heard == []
    assert asked == {single.as_uri()}


def shows(page: Page, path: str) -> bool:
    page.wait_for_function(SHOWS, arg=path, timeout=5_000)
    return True


def test_without_scripts_links_lead_from_page_to_page(opened: Callable[..., Page]):
    """A preview in a mailbox runs none: the overview is what is seen first."""
    page = opened(java_script_enabled=False)

    def visible() -> list[str | None]:
        return [one.get_attribute("id") for one in page.query_selector_all(".page") if one.is_visible()]

    assert visible() == ["index.html"]
    assert not page.is_visible(".find")
    page.click(BOARD)
    assert visible() == ["board.html"]
    page.click(".page:visible .card a")
    assert visible() == [page.url.partition("#")[2]]
    page.click(".page:visible a[href^='#board.html:']")
    assert page.url.endswith(("#board.html:idea", "#board.html:backlog"))
    assert visible() == ["board.html"]
    page.go_back()
    assert visible()[0].startswith("items/")
    page.click(".brand")
    assert visible() == ["index.html"]


def test_title_navigation_focus_and_place_follow_the_page(opened: Callable[..., Page]):
    page = opened()
    assert shows(page, "index.html")
    assert page.evaluate("document.activeElement === document.body")
    page.click(BOARD)
    assert shows(page, "board.html")
    assert page.title().startswith("Board · ")
    assert page.evaluate(
        "[...document.querySelectorAll('.navigation [aria-current=page]')].map(one => one.hash)"
    ) == ["#board.html"]
    card = page.locator(f".page:visible a[href='#{ITEM}']").first
    card.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    place = page.evaluate("scrollY")
    assert place > 100
    page.evaluate("(link) => link.click()", card.element_handle())
    assert shows(page, ITEM)
    assert page.evaluate("scrollY") == 0
    assert page.evaluate("document.activeElement === document.querySelector('.page.is-shown h1')")
    page.keyboard.press("Shift")  # who uses keys sees no ring around what cannot be pressed
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "none"
    assert page.locator(BOARD).get_attribute("aria-current") == "true"
    page.go_back()
    assert shows(page, "board.html")
    assert page.evaluate("scrollY") == place
    page.go_forward()
    assert shows(page, ITEM)
    assert page.title().partition(" · ")[0] == page.inner_text(".page.is-shown h1")


def test_only_what_is_shown_stays_in_the_document(opened: Callable[..., Page]):
    """What asks whether the document holds something asks the page; a place in it is the target when it comes."""
    page = opened("#board.html:planned")
    for path, way in (("board.html", None), ("goals.html", GOALS), ("board.html", None)):
        if way:
            page.click(way)
        elif page.url.endswith("goals.html"):
            page.go_back()
        assert shows(page, path)
        assert page.locator(".page").count() == 1
    page.wait_for_selector("[id='board.html:planned']:target")
    assert page.evaluate("document.getElementById('board.html:planned').getBoundingClientRect().top < 200")


@pytest.mark.parametrize(
    ("address", "page_shown"),
    [
        (f"#{ITEM}", ITEM),
        ("#board.html:planned", "board.html"),
        ("#board.html?owner=anna", "board.html"),
        ("#nowhere.html", "index.html"),
        ("#age", "index.html"),
        ("#%E0%A4%A", "index.html"),
        ("#main", "index.html"),
    ],
)
def test_an_address_is_opened(opened: Callable[..., Page], address: str, page_shown: str):
    """Where it names nothing that is there, the overview is shown."""
    page = opened(address)
    assert shows(page, page_shown)
    if ":" in address:
        assert page.evaluate(
            "document.getElementById('board.html:planned').getBoundingClientRect().top < 200"
        )


def test_the_way_past_the_navigation_leaves_the_page(opened: Callable[..., Page]):
    page = opened("#goals.html")
    page.focus(".skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    assert shows(page, "goals.html")
    assert page.url.endswith("#goals.html")


def test_search_by_keyboard(opened: Callable[..., Page]):
    page = opened("#goals.html")
    page.keyboard.press("/")
    page.wait_for_selector("#found [aria-selected=true]")
    page.keyboard.type("heizperiode ads")
    page.wait_for_selector(
        f"#found [aria-selected=true][href='#{ITEM}'], #found [aria-selected=true] [href='#{ITEM}']"
    )
    page.keyboard.press("Enter")
    assert shows(page, ITEM)
    page.go_back()
    assert shows(page, "goals.html")


def test_filters_stand_in_the_address(opened: Callable[..., Page]):
    """A filter holds for its page, comes back with it, and can be sent as an address."""
    page = opened("#board.html")
    visible = "[...document.querySelectorAll('[id=\"board.html\"] [data-id]')].filter(one => one.checkVisibility()).length"
    whole = page.evaluate(visible)
    page.click("[id='board.html'] .filter-bar button")
    page.check("[id='board.html'] .filter-panel input[name=blocked]")
    page.wait_for_function("location.hash.startsWith('#board.html?')")
    blocked = page.evaluate(visible)
    assert 0 < blocked < whole
    address = page.url.partition("#")[2]
    page.click(GOALS)
    assert shows(page, "goals.html")
    page.go_back()
    assert shows(page, "board.html")
    page.wait_for_function(f"{visible} === {blocked}")
    page.click(BOARD)
    page.wait_for_function(f"{visible} === {whole}")
    other = opened("#" + address)
    assert shows(other, "board.html")
    other.wait_for_function(f"{visible} === {blocked}")


def test_links_that_filter_lead_to_the_whole_page_without_scripts(opened: Callable[..., Page]):
    place, link = "#goals/q1-anfragen.html", "a[data-query='goal=q1-anfragen']"
    bare = opened(place, java_script_enabled=False)
    bare.locator(f".page:visible {link}").click()
    assert bare.is_visible("[id='board.html']")
    page = opened(place)
    page.click(link)
    page.wait_for_function("location.hash === '#board.html?goal=q1-anfragen'")
    page.wait_for_selector("[id='board.html'] .chips .chip")


@pytest.mark.parametrize("path", ["index.html", "board.html", ITEM])
def test_paper_takes_the_page_that_is_shown(opened: Callable[..., Page], single: Path, path: str):
    """As many sheets as in the site, with the same words on them."""

    def printed(page: Page) -> list[str]:
        document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
        texts = [sheet.get_textpage().get_text_bounded() for sheet in document]
        document.close()
        return texts

    with_scripts, without = opened(f"#{path}"), opened(f"#{path}", java_script_enabled=False)
    assert shows(with_scripts, path)
    site = with_scripts.context.browser.new_page()
    site.goto((single.parents[1] / "site" / path).as_uri())
    sheets = printed(site)
    site.close()
    assert printed(with_scripts) == sheets
    assert printed(without) == sheets


@pytest.mark.parametrize(
    "path", ["index.html", "board.html", ITEM, "flow.html", "goals/q1-anfragen.html", "new.html"]
)
def test_it_looks_as_the_site_does(opened: Callable[..., Page], single: Path, path: str):
    """Every element of the content is as wide and as high, and stands in the same place."""
    boxes = """(root) => [...document.querySelector(root).querySelectorAll("h1, h2, h3, p, li, table, svg, figure, input")]
      .filter((one) => one.checkVisibility() && !one.closest(".tools")).map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return [one.localName, one.textContent.trim().slice(0, 30), ...[x, y, width, height].map(Math.round)].join(" ");
      })"""
    page = opened(f"#{path}")
    assert shows(page, path)
    here = page.evaluate(boxes, ".page.is-shown")
    site = page.context.new_page()
    site.goto((single.parents[1] / "site" / path).as_uri())
    there = site.evaluate(boxes, "main")
    site.close()
    assert [one for one in here if one not in set(there)] == []
    assert len(here) == len(there) > 3


@pytest.mark.parametrize("path", ["index.html", "board.html", ITEM, "flow.html"])
def test_everybody_can_read_it(opened: Callable[..., Page], path: str):
    page = opened(f"#{path}", color_scheme="dark")
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    results = Axe().run(page, options=options)
    wrong = {
        one["id"]: [node["html"][:160] for node in one["nodes"][:3]] for one in results.response["violations"]
    }
    assert wrong == {}
    page.set_viewport_size({"width": 320, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_it_is_written_as_the_standard_wants(single: Path):
    """The checker knows no hashes in policies."""
    said = [
        message
        for message in said_of("--skip-non-html", single)
        if not re.search(
            r"Inline (script|style) violates Content Security Policy|CSS: “[\w-]+”: Property “[\w-]+” doesn't exist",
            message,
        )
    ]
    assert not said, "\n".join(said)
