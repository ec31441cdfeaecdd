"""The main pages look as they did when somebody last looked at them and meant it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw

from tests.browser.looks import FOLDER, PAGES, TOLERANCE, difference, looks
from tests.browser.pictures import VIEWS, View

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.conftest import Sites


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_pages_look_as_they_were_meant(browser: Browser, sites: Sites, tmp_path: Path, view: View):
    changed = []
    for name, actual in looks(browser, sites["own"], view):
        meant = FOLDER / name
        share, where = difference(Image.open(meant), actual) if meant.exists() else (1.0, actual)
        if share > TOLERANCE:
            actual.save(tmp_path / name)
            where.convert("RGB").save(tmp_path / f"difference-{name}")
            changed.append(
                f"\n  {meant.relative_to(FOLDER.parents[2])}: {share:.2%} differs, {TOLERANCE:.2%} may;"
                f" as it is: {tmp_path / name}; where: {tmp_path / f'difference-{name}'}"
            )
    assert not changed, "".join(changed) + "\n  If that is meant: make looks, look at them, and commit them."


def test_there_is_a_picture_of_every_view_and_no_other():
    taken = sorted(FOLDER.glob("*.png"))
    assert {path.name for path in taken} == {
        f"{page.replace('/', '-')}.{view.name}.png" for page in PAGES for view in VIEWS
    }
    assert sum(path.stat().st_size for path in taken) < 1_500_000


@pytest.mark.parametrize("page", PAGES)
def test_a_part_that_is_gone_is_seen(page: str):
    """A card's worth of a page, painted over."""
    meant = Image.open(FOLDER / f"{page.replace('/', '-')}.desktop.png").convert("RGB")
    without = meant.copy()
    ground = meant.getpixel((1, 1))
    left, top = meant.width // 8, 30
    ImageDraw.Draw(without).rectangle((left, top, left + 90, top + 45), fill=ground)
    assert difference(meant, meant)[0] == 0
    assert difference(meant, without)[0] > TOLERANCE


def test_a_page_that_grew_is_seen():
    meant = Image.open(FOLDER / "index.phone.png")
    assert difference(meant, meant.crop((0, 0, meant.width, meant.height - 20)))[0] > TOLERANCE
