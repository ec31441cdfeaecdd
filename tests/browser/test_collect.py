"""Collecting changes: ticked on one page after the other, read by `backlog apply`, opened in the host's form."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from backlog.config.load import load_config
from tests.browser.test_readable import DARK, LIGHT
from tests.building import built, program
from tests.conftest import EXAMPLES, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Sites

PAGES = ("board", "ranking", "planning", "reviews", "intake")
LONGEST_ADDRESS = 8192


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own that leaves for no other host; what goes wrong in a script fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.route("https://**", lambda route: route.fulfill(body="the host's page"))
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text))
    yield opened
    context.close()
    assert wrong == []


def began(page: Page, site: Path, name: str = "board") -> None:
    """The page with its boxes, before anything is ticked."""
    page.goto(f"{site.as_uri()}/{name}.html")
    page.click("[data-collect] >> visible=true")
    page.wait_for_function("document.querySelector('.collection strong').textContent")


def ticked(page: Page, *ids: str) -> None:
    for id_ in ids:
        page.check(f"[data-id='{id_}'] .pick input >> nth=0")


def put(page: Page, line: str, note: str = "") -> None:
    """Choose what makes this line, and put it on the list."""
    page.select_option(".collection select", line)
    if note:
        page.fill(".collection input", note)
    page.click("[data-add]")


def collected(page: Page) -> list[str]:
    return page.eval_on_selector(".collection textarea", "field => field.value").splitlines()


def form_of(page: Page) -> dict[str, list[str]]:
    """What the link to the host's form fills in."""
    return parse_qs(urlsplit(page.eval_on_selector(".collection a", "link => link.href")).query)


def test_a_page_is_calm_until_somebody_collects(page: Page, sites: Sites):
    for name in PAGES:
        page.goto(f"{sites['own'].as_uri()}/{name}.html")
        assert not page.locator(".pick").count()
        assert not page.locator(".collection").is_visible()
        assert page.locator("[data-collect]").get_attribute("aria-expanded") == "false"
        page.click("[data-collect]")
        assert page.locator(".pick").count() == page.locator("[data-id]").count() > 0
        page.keyboard.press("Escape")
        assert not page.locator(".pick").count()
        assert not page.locator(".collection").is_visible()
        assert page.evaluate("'collect' in document.activeElement.dataset")


def test_a_meeting_by_keyboard_alone(page: Page, sites: Sites):
    """`c` begins; Space ticks, Enter leads to what changes; what is put on the list stands beside its item."""
    page.goto(f"{sites['own'].as_uri()}/board.html")
    page.keyboard.press("c")
    page.wait_for_selector(".pick")
    first, second = page.locator("#backlog .pick input").all()[:2]
    assert first.get_attribute("aria-label") == page.locator("#backlog .card h3").first.inner_text()
    first.focus()
    page.keyboard.press("Space")
    second.focus()
    page.keyboard.press("Space")
    assert page.inner_text(".collection strong") == "2 Aufgaben angekreuzt"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.localName") == "select"
    page.keyboard.type("Geplant")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    ids = page.eval_on_selector_all("#backlog .card", "all => all.slice(0, 2).map(one => one.dataset.id)")
    assert collected(page) == [f"{id_} → Geplant" for id_ in ids]
    assert page.inner_text(".collection strong") == "2 Änderungen auf der Liste"
    assert page.locator("#backlog .card").first.locator("ins").inner_text() == "→ Geplant"
    assert not page.locator(".pick input:checked").count()
    assert form_of(page) == {
        "template": ["change.yml"],
        "title": ["Änderungen vom 16.\xa0Februar 2026"],
        "changes": ["\n".join(collected(page))],
    }


def test_a_choice_is_replaced_by_a_later_one_of_its_kind(page: Page, sites: Sites):
    began(page, sites["own"])
    id_ = "anruf-tracking"
    for line, note in (
        ("→ Geplant", ""),
        ("wirkung = 4", ""),
        ("→ blockiert: Inhalte fehlen", "Texte, von Paul"),
        ("→ In Arbeit", ""),
        ("wirkung = 5", ""),
        ("→ blockiert: Freigabe steht aus", ""),
    ):
        ticked(page, id_)
        put(page, line, note)
    assert collected(page) == [
        f"{id_} → In Arbeit",
        f"{id_} wirkung = 5",
        f"{id_} → blockiert: Freigabe steht aus",
    ]
    page.click("[data-add]")  # nothing is ticked: nothing happens
    assert len(collected(page)) == 3


def test_the_list_goes_from_page_to_page_and_back(page: Page, sites: Sites):
    """Written further by hand as well, kept until it is emptied; another tab has its own."""
    began(page, sites["own"])
    ticked(page, "anruf-tracking")
    put(page, "→ Geplant")
    page.goto(f"{sites['own'].as_uri()}/planning.html")
    page.wait_for_selector(".pick")
    ticked(page, "karriereseite-servicetechnik")
    put(page, "aufwand = 2")
    page.click(".collection summary")
    page.fill(".collection textarea", "\n".join([*collected(page), "", "+ Neue Idee"]))
    assert form_of(page)["changes"][0].splitlines()[-1] == "+ Neue Idee"
    page.go_back()
    page.wait_for_selector(".pick")
    assert collected(page) == [
        "anruf-tracking → Geplant",
        "karriereseite-servicetechnik aufwand = 2",
        "+ Neue Idee",
    ]
    page.keyboard.press("Escape")
    page.goto(f"{sites['own'].as_uri()}/reviews.html")
    assert not page.locator(".pick").count()  # who left it reads on in peace
    page.click("[data-collect]")
    page.wait_for_function("document.querySelector('.collection textarea').value")
    assert len(collected(page)) == 3
    page.click(".collection summary")
    page.click("[data-clear]")
    assert collected(page) == []
    assert not page.locator("[data-list]").is_visible()
    page.reload()
    page.wait_for_selector(".pick")
    assert collected(page) == []


def test_a_browser_that_keeps_nothing_collects_on_this_page(page: Page, sites: Sites):
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('no') }})")
    began(page, sites["own"])
    ticked(page, "anruf-tracking")
    put(page, "→ Geplant")
    assert collected(page) == ["anruf-tracking → Geplant"]


WHOLE = """---
title: Something of which everything is known
status: {status}
goal: {goal}
owner: anna
reviewer: anna
channel: website
impact: 3
confidence: 3
effort: 3
evidence: measured twice
scored: 2026-02-09
metric: visits
created: 2026-01-12
learning: It works.
result: {{value: 3, outcome: met, measured: 2026-02-12}}
---

It says in more than twenty characters what is to be done.

- [x] It is there
"""


@pytest.mark.parametrize(("folder", "goal"), [(ROOT, "q1-anfragen"), (EXAMPLES / "english", "q1-trials")])
def test_every_choice_makes_a_line_that_is_applied(page: Page, tmp_path: Path, folder: Path, goal: str):
    """Each of them, on the page, through `backlog apply`, into the file: statuses, blockers, ratings, owners, goals."""
    shutil.copytree(folder / "items", tmp_path / "items")
    shutil.copy(folder / "backlog.toml", tmp_path)
    (tmp_path / "items/whole.md").write_text(WHOLE.format(status="idea", goal=goal), "utf-8")
    assert built(tmp_path).pages
    began(page, tmp_path / "site")
    groups = page.eval_on_selector_all(
        ".collection optgroup", "all => all.map(one => [...one.children].map(({value}) => value))"
    )
    moves, blocks, (free,), *fields = groups
    lines = []
    blocking = [line for block in blocks for line in (block, free)]
    for choice in [*moves, *blocking, *(line for field in fields for line in field)]:
        ticked(page, "whole")
        put(page, choice, "Texts, from Ann: soon" if choice in blocks else "")
        lines.append(collected(page)[-1])
    config, _ = load_config("backlog.toml", (tmp_path / "backlog.toml").read_bytes())
    assert len(moves) == len(config.workflow)
    assert len(lines) == len(moves) + 10 + 15 + sum(map(len, fields[3:]))
    (tmp_path / "lines.txt").write_text("\n".join(lines), "utf-8")
    told = program("apply", "lines.txt", root=tmp_path)
    assert told.returncode == 0, told.stdout + told.stderr
    file = (tmp_path / "items/whole.md").read_text("utf-8")
    assert file.count("reason: ") == file.count("note: ") == file.count("until: ") == 5
    for name, line in zip(("impact", "confidence", "effort", "owner", "goal"), fields, strict=True):
        assert f"\n{name}: {line[-1].rpartition(' ')[2]}\n" in file


def test_monday_of_a_product_owner(page: Page, tmp_path: Path):
    """Three to Geplant, four to In Arbeit, one blocked, one rated anew, on two pages: one form, every line applied."""
    shutil.copytree(ROOT / "items", tmp_path / "items")
    shutil.copy(ROOT / "backlog.toml", tmp_path)
    assert built(tmp_path).pages
    began(page, tmp_path / "site")
    backlog, planned = (
        page.eval_on_selector_all(f"#{column} .card", "all => all.map(one => one.dataset.id)")
        for column in ("backlog", "planned")
    )
    ticked(page, *backlog[:3])
    put(page, "→ Geplant")
    ticked(page, *planned[:4])
    put(page, "→ In Arbeit")
    page.goto((tmp_path / "site/ranking.html").as_uri())
    page.wait_for_selector(".pick")
    ticked(page, planned[4])
    put(page, "→ blockiert: Freigabe steht aus", "Claudia fragt nach")
    ticked(page, backlog[3])
    put(page, "wirkung = 5")
    (tmp_path / "lines.txt").write_text(form_of(page)["changes"][0], "utf-8")
    told = program("apply", "lines.txt", root=tmp_path)
    assert len(collected(page)) == 9
    with page.context.expect_page():
        page.click(".collection a")
    assert "Dort auf „Create“ klicken" in page.inner_text(".collection")
    page.click("[data-clear]")
    assert collected(page) == []
    assert told.returncode == 0, told.stdout + told.stderr


def test_what_is_too_long_for_an_address_is_copied(page: Page, sites: Sites):
    """The form opens empty then, and its lines are in the clipboard."""
    began(page, sites["own"])
    lines = [f"anruf-tracking → blockiert: content, {'ä' * length}" for length in range(1, 60)]
    ticked(page, "anruf-tracking")
    put(page, "→ Geplant")
    page.click(".collection summary")
    for count in range(1, len(lines)):
        page.fill(".collection textarea", "\n".join(lines[:count]))
        href = page.eval_on_selector(".collection a", "link => link.href")
        assert len(href) < LONGEST_ADDRESS
        assert page.locator("[data-long]").is_visible() == ("changes=" not in href)
    assert "changes=" not in href
    page.evaluate(
        "document.addEventListener('copy', () => { globalThis.copied = document.activeElement.value })"
    )
    with page.context.expect_page():
        page.click(".collection a")
    assert page.evaluate("globalThis.copied") == "\n".join(lines[:-1])


@pytest.mark.parametrize("repository", ["https://gitlab.com/o/r", "https://codeberg.org/o/r", ""])
def test_where_no_form_can_be_filled_in_lines_are_copied(page: Page, tmp_path: Path, repository: str):
    """Public besides: nobody's name is offered."""
    shutil.copytree(EXAMPLES / "english", tmp_path / "public")
    file = tmp_path / "public" / "backlog.toml"
    extra = f'repository = "{repository}"\n' if repository else ""
    file.write_text(f'{extra}{file.read_text("utf-8")}\n[site]\naudience = "public"\n', "utf-8")
    assert built(tmp_path / "public").pages
    began(page, tmp_path / "public" / "site")
    assert "Owner" not in page.eval_on_selector_all("optgroup", "all => all.map(one => one.label)")
    assert not page.locator(".collection a").count()
    page.locator(".pick input").first.check()
    put(page, "→ planned")
    assert "backlog apply" in page.inner_text(".collection")
    page.evaluate(
        "document.addEventListener('copy', () => { globalThis.copied = document.activeElement.value })"
    )
    page.get_by_role("button", name="Copy lines").click()
    assert page.evaluate("globalThis.copied").endswith(" → planned")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_everybody_can_collect(browser: Browser, sites: Sites, scheme: Literal["light", "dark"], width: int):
    """Axe finds nothing, boxes are as large as a thumb, nothing is wider than the screen, and nothing of it prints."""
    page = browser.new_page(viewport={"width": width, "height": 740}, color_scheme=scheme)
    began(page, sites["own"])
    ticked(page, "anruf-tracking")
    put(page, "→ Geplant")
    page.click(".collection summary")
    for name in PAGES:
        page.goto(f"{sites['own'].as_uri()}/{name}.html")
        page.wait_for_selector(".pick")
        page.wait_for_function("document.querySelector('.collection textarea').value")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        sizes = page.eval_on_selector_all(
            ".pick, .collection :is(a, button, select, summary)",
            "all => all.filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect().toJSON())",
        )
        assert min(size["height"] for size in sizes) >= 44, name
        assert min(size["width"] for size in sizes) >= 44, name
        page.evaluate("scrollTo(0, document.body.scrollHeight)")  # nothing lies below the bar there
        results = Axe().run(page, options=LIGHT if scheme == "light" else DARK)
        found = {one["id"]: [node["html"] for node in one["nodes"]] for one in results.response["violations"]}
        assert not found, name
    page.emulate_media(media="print")
    assert not page.locator(".pick >> visible=true").count()
    assert not page.locator(":is(.collection, [data-collect], ins) >> visible=true").count()
    page.close()


def test_the_focus_is_never_below_the_bar(page: Page, sites: Sites):
    """Who goes on by Tab sees the box that is next."""
    page.set_viewport_size({"width": 360, "height": 740})
    began(page, sites["own"])
    for _ in range(25):
        page.keyboard.press("Tab")
        hidden = page.evaluate("""() => {
          const {left, top, width, height} = document.activeElement.getBoundingClientRect();
          const there = document.elementFromPoint(left + width / 2, top + height / 2);
          return there?.closest('.collection') && !document.activeElement.closest('.collection');
        }""")
        assert not hidden


def test_in_one_file_it_is_the_same(page: Page, tmp_path: Path):
    shutil.copytree(ROOT / "items", tmp_path / "items")
    shutil.copy(ROOT / "backlog.toml", tmp_path)
    assert built(tmp_path, single_file=True).pages
    page.goto(f"{(tmp_path / 'site/backlog.html').as_uri()}#board.html")
    page.click("[data-collect]")
    ticked(page, "anruf-tracking")
    put(page, "→ Geplant")
    page.goto(f"{(tmp_path / 'site/backlog.html').as_uri()}#planning.html")
    page.wait_for_selector(".pick")
    assert collected(page) == ["anruf-tracking → Geplant"]
    page.keyboard.press("Escape")
    assert not page.locator(".pick").count()


def test_without_scripts_there_is_nothing_of_it(browser: Browser, sites: Sites):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for name in PAGES:
        page.goto(f"{sites['own'].as_uri()}/{name}.html")
        assert not page.locator(":is(.collection, [data-collect]) >> visible=true").count()
    context.close()
