"""Every page keeps to itself: no message, no violation of the policy, no request elsewhere."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.browser.paths import busy_pages, every_page, listed, main_pages
from tests.building import built
from tests.conftest import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Request

    from tests.browser.conftest import Sites

# Put in by the browser itself, which no policy of a page forbids; what it says is heard as the console's.
TELLING = """addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});"""


def left(request: Request) -> bool:
    """Whether it was given up because one went on to the next page before the picture of the tab was there."""
    return request.failure == "net::ERR_ABORTED"


def heard_on(browser: Browser, base: str, paths: list[str]) -> dict[str, list[str]]:
    """By page: console, errors, violations, failed or refused requests, and requests elsewhere."""
    heard: dict[str, list[str]] = {}
    page = browser.new_page()
    page.add_init_script(TELLING)
    page.on("console", lambda message: now.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: now.append(f"error: {error}"))
    page.on("requestfailed", lambda request: left(request) or now.append(f"failed: {request.url}"))
    page.on("request", lambda request: request.url.startswith(base) or now.append(f"asked: {request.url}"))
    page.on("response", lambda answer: answer.status < 400 or now.append(f"{answer.status}: {answer.url}"))
    for path in paths:
        now: list[str] = []
        page.goto(f"{base}/{path}")
        style = page.evaluate("getComputedStyle(document.body).fontFamily")
        if now or "sans-serif" not in style:
            heard[path] = [*now, f"style: {style}"]
    page.close()
    return heard


@pytest.mark.parametrize("name", ["own", "english", "foreign", "nothing"])
def test_every_page_from_a_folder(browser: Browser, sites: Sites, name: str):
    """T71: opened from a disk."""
    heard = heard_on(browser, sites[name].as_uri(), every_page(sites[name]))
    assert not heard, listed(heard)


@pytest.mark.parametrize("name", ["own", "foreign"])
def test_every_page_over_http(browser: Browser, sites: Sites, address: Callable[[str], str], name: str):
    heard = heard_on(browser, address(name), every_page(sites[name]))
    assert not heard, listed(heard)


@pytest.mark.parametrize("name", ["400 items", "3000 items"])
def test_pages_of_large_backlogs(browser: Browser, sites: Sites, name: str):
    heard = heard_on(browser, sites[name].as_uri(), busy_pages(sites[name]))
    assert not heard, listed(heard)


def test_the_listening_hears(browser: Browser, tmp_path: Path):
    """A page that does all that is forbidden is told of."""
    (tmp_path / "bad.html").write_text(
        "<!doctype html><meta http-equiv=Content-Security-Policy content=\"script-src 'none'; style-src 'none'\">"
        '<script>alert(1)</script><p style="color:red"><img src="http://127.0.0.1:9/x.png"><img src="none.png">',
        "utf-8",
    )
    told = " ".join(heard_on(browser, tmp_path.as_uri(), ["bad.html"])["bad.html"])
    for sign in (
        "policy: script-src",
        "policy: style-src",
        "asked: http://127.0.0.1:9/x.png",
        "failed: file:",
        "style: ",
    ):
        assert sign in told


@pytest.mark.parametrize("name", ["pki", "podkit"])
def test_every_page_of_a_real_foreign_backlog(browser: Browser, shared: Path, tmp_path: Path, name: str):
    """T71 for backlogs that nobody here wrote, where they lie beside the checkout; and none is wider than a phone."""
    root = tmp_path / name
    bundle = shared / "history" / f"{name}.bundle"
    subprocess.run(["git", "clone", "-q", str(bundle), str(root)], check=True)
    (root / "backlog.toml").write_bytes((EXAMPLES / "adopt" / name / "backlog.toml").read_bytes())
    assert built(root, keep_going=True).pages
    pages = every_page(root / "site") if name == "pki" else main_pages(root / "site")
    heard = heard_on(browser, (root / "site").as_uri(), pages)
    assert not heard, listed(heard)
    page = browser.new_page(viewport={"width": 320, "height": 740})
    wide = {}
    for path in pages:
        page.goto(f"{(root / 'site').as_uri()}/{path}")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[path] = width
    page.close()
    assert not wide, listed(wide)
