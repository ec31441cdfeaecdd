"""How the main pages look, kept as small pictures: a change of looks is seen, and meant.

`python -m tests.browser.looks` (or `make looks`) takes them anew; git then shows which have changed. They are shrunk
until letters are grey, and compared square by square, so that a letter drawn a little differently does not count and
a missing part does.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageChops

from tests.browser.pictures import VIEWS, View, chromium, pictures
from tests.building import built
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

FOLDER = Path(__file__).with_name("looks")
PAGES = (
    "index", "board", "ranking", "focus", "goals", "goals/q1-anfragen", "items/landingpage-waermepumpen-check", "people",
    "flow", "planning", "reviews/2026-02-09", "strategy", "new",
)  # fmt: skip
SHRUNK = {"phone": 3, "desktop": 4, "dark": 4, "print": 3}
LONGEST = 1_600  # rows of the small picture: what is below is more of the same
COLOURS = 48
SQUARE = 6  # side of a square in the small picture
FAINT = 10  # of 255: what a square may differ by, on average, in its most different colour
# Share of squares that may differ more. Debian's chromium of another half-year on another machine: 0.0005 at most,
# with the fonts of fonts.conf; another radius of all corners, the least change that was tried: 0.02.
TOLERANCE = 0.0025


def small(images: list[Image.Image], view: View) -> Image.Image:
    """The picture that is kept: all sheets below each other, shrunk, with few colours."""
    whole = Image.new("RGB", (images[0].width, sum(image.height for image in images)))
    top = 0
    for image in images:
        whole.paste(image, (0, top))
        top += image.height
    factor = SHRUNK[view.name]
    shrunk = whole.reduce(factor).crop((0, 0, whole.width // factor, min(whole.height // factor, LONGEST)))
    return shrunk.quantize(COLOURS, dither=Image.Dither.NONE)


def looks(browser: Browser, site: Path, view: View) -> Iterator[tuple[str, Image.Image]]:
    """Name and small picture of each main page in this view."""
    addresses = [(site / f"{page}.html").as_uri() for page in PAGES]
    for page, images in zip(PAGES, pictures(browser, addresses, view), strict=True):
        yield f"{page.replace('/', '-')}.{view.name}.png", small(images, view)


def difference(one: Image.Image, two: Image.Image) -> tuple[float, Image.Image]:
    """Share of squares that differ, of the larger picture, and where: the first picture with them in red."""
    size = (max(one.width, two.width), max(one.height, two.height))
    both = []
    for image in (one, two):
        full = Image.new("RGB", size, "#f0f")  # what one of them does not have differs from everything
        full.paste(image.convert("RGB"), (0, 0))
        both.append(full)
    squares = ImageChops.difference(*both).reduce(SQUARE)
    red, green, blue = squares.split()
    worst = ImageChops.lighter(ImageChops.lighter(red, green), blue).point(
        lambda value: 255 * (value > FAINT)
    )
    share = worst.histogram()[255] / (worst.width * worst.height)
    mask = worst.resize((worst.width * SQUARE, worst.height * SQUARE), Image.Resampling.NEAREST)
    shown = Image.blend(both[0], Image.new("RGB", size, "white"), 0.6)
    shown.paste("#d00", (0, 0), mask.crop((0, 0, *size)).point(lambda value: value // 2))
    return share, shown


def main() -> None:
    """Take all of them anew."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        site = Path(scratch) / "site"
        assert built(ROOT, site).pages
        for view in VIEWS:
            for name, image in looks(browser, site, view):
                image.save(FOLDER / name, optimize=True)
    taken = list(FOLDER.glob("*.png"))
    print(
        f"{len(taken)} pictures, {sum(path.stat().st_size for path in taken):,} bytes: git diff --stat {FOLDER}"
    )


if __name__ == "__main__":
    main()
