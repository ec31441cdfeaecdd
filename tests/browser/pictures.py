"""Pictures of pages as readers have them: on a phone, on a desktop, in the dark, on paper."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# The last three make letters alike on every machine that has the same fonts.
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--force-color-profile=srgb",
         "--font-render-hinting=none", "--disable-lcd-text")  # fmt: skip
FONTS = Path(__file__).with_name("fonts.conf")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One way to look at a page; on paper, width and height are those of a page of A4 at 96 dpi."""

    name: str
    width: int
    height: int
    scheme: str = "light"
    paper: bool = False


VIEWS = (
    View(name="phone", width=360, height=740),
    View(name="desktop", width=1280, height=800),
    View(name="dark", width=1280, height=800, scheme="dark"),
    View(name="print", width=794, height=1123, paper=True),
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's chromium; its absence is an error, not a reason to skip."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    assert path, "The browser tests need chromium: sh tests/browser/prepare.sh"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=path, args=list(QUIET), env={**os.environ, "FONTCONFIG_FILE": str(FONTS)}
        )
        yield running
        running.close()


def pictures(browser: Browser, addresses: list[str], view: View) -> Iterator[list[Image.Image]]:
    """One picture of each address, or one for each of its pages of paper."""
    context = browser.new_context(
        viewport={"width": view.width, "height": view.height},
        color_scheme=view.scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    for address in addresses:
        page.goto(address)
        if view.paper:
            yield sheets_of_paper(page.pdf(format="A4", prefer_css_page_size=True))
        else:
            yield [Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")]
    context.close()


def sheets_of_paper(pdf: bytes) -> list[Image.Image]:
    """Every page of a PDF at 96 dpi."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=96 / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()
