"""What every page can do with scripts: say how old it is, print, change its scheme."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.building import built

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

DAY = date(2026, 2, 16)


@pytest.fixture(scope="module")
def aged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small German site of 16 February 2026 whose day nobody has fixed."""
    root = tmp_path_factory.mktemp("aged")
    (root / "backlog.toml").write_text('language = "de"\n', "utf-8")
    (root / "items/goals").mkdir(parents=True)
    (root / "items/goals/mehr.md").write_text(
        "---\ntitle: Mehr Anfragen\nperiod: 2026-Q1\nmetric: Anfragen\ntarget: 40\n---\n", "utf-8"
    )
    assert built(root, today=DAY).pages
    return root / "site"


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2026-02-16T12:00:00Z", ""),
        ("2026-02-17T22:59:59Z", ""),
        ("2026-02-17T23:00:00Z", "Achtung: Diese Seite ist 2 Tage alt."),
        ("2026-03-29T22:30:00Z", "Achtung: Diese Seite ist 42 Tage alt."),
        ("2029-02-16T12:00:00Z", "Achtung: Diese Seite ist 1.096 Tage alt."),
    ],
    ids=["today", "yesterday", "midnight in Berlin", "after the clocks changed", "after years"],
)
@pytest.mark.parametrize("path", ["index.html", "goals/mehr.html"])
def test_a_page_says_how_old_it_is(browser: Browser, aged: Path, path: str, now: str, said: str) -> None:
    """Days are counted in the configured zone, wherever the reader is."""
    context = browser.new_context(timezone_id="Pacific/Auckland")
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.clock.set_fixed_time(now)
    page.goto(f"{aged.as_uri()}/{path}")
    line = page.locator("#age")
    assert line.is_visible() is bool(said)
    assert line.inner_text() == said
    assert heard == []
    context.close()


def test_the_overview_prints_when_asked(browser: Browser, aged: Path) -> None:
    """Its button is there where the script runs, and the keyboard reaches it."""
    page = browser.new_page()
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(f"{aged.as_uri()}/index.html")
    page.get_by_role("button", name="Drucken").press("Enter")
    assert page.evaluate("window.printed") is True
    page.close()


@pytest.mark.parametrize("way", ["file", "http"])
def test_a_link_is_copied(browser: Browser, sites: dict[str, Path], served: str, way: str) -> None:
    """By keyboard; the button says so for a while."""
    base = served if way == "http" else sites["own"].as_uri()
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"] if way == "http" else [])
    page = context.new_page()
    path = min(sites["own"].glob("items/*.html")).relative_to(sites["own"]).as_posix()
    page.goto(f"{base}/{path}")
    button = page.locator("[data-do=copy]")
    assert button.inner_text() == "Link kopieren"
    button.press("Enter")
    page.get_by_role("button", name="Kopiert").wait_for()
    assert page.evaluate("document.activeElement.dataset.do") == "copy"
    page.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
    page.locator("main textarea").press("Control+v")
    assert page.locator("main textarea").input_value() == f"{base}/{path}"
    page.get_by_role("button", name="Link kopieren").wait_for()
    context.close()


def test_without_scripts_it_says_nothing(browser: Browser, aged: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{aged.as_uri()}/index.html")
    assert not page.locator("#age").is_visible()
    assert not page.get_by_role("button", name="Drucken").is_visible()
    context.close()


def test_a_demonstration_has_no_age(sites: dict[str, Path]) -> None:
    """Its day is fixed in the configuration."""
    assert 'id="age"' not in (sites["own"] / "index.html").read_text("utf-8")


def test_another_day_of_a_demonstration_has_one(example: Callable[[str], Path]) -> None:
    root = example("english")
    assert built(root, today=date(2026, 2, 9)).pages
    text = (root / "site/index.html").read_text("utf-8")
    assert 'data-day="2026-02-09"' in text


def test_the_scheme_is_chosen_and_kept(browser: Browser, sites: dict[str, Path]) -> None:
    """By keyboard, on every page from then on, before the first paint; and back to what the system says."""
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    ground = "getComputedStyle(document.body).backgroundColor"
    page.goto(f"{sites['own'].as_uri()}/index.html")
    light = page.evaluate(ground)
    page.get_by_role("button", name="dunkel").press("Enter")
    dark = page.evaluate(ground)
    assert dark != light
    page.goto(f"{sites['own'].as_uri()}/board.html")
    assert page.evaluate(ground) == dark
    assert page.get_by_role("button", name="dunkel").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="wie das Gerät").press("Enter")
    assert page.evaluate(ground) == light
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    context.close()
