"""Contact sheets, to be looked at: every page on a phone, on a desktop, in the dark and on paper, as one picture.

`python -m tests.browser.sheets FOLDER [PAGE …]` builds this repository's own backlog in each language. It writes
`FOLDER/<language>/<page>.png`, beside it `<page>.phone.png`, `.desktop.png`, `.dark.png` and `.print.png` in a size
to be read, and `FOLDER/index.html` with all of them. A PAGE is a path without `.html` (`index`, `goals/mehr`);
without any, every page of the site is taken. `--site DIR` looks at a site that is there already.
"""

from __future__ import annotations

import argparse
import tempfile
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw

from tests.browser.pictures import VIEWS, chromium, pictures
from tests.building import built
from tests.conftest import ROOT

LANGUAGES = ("de", "en")
WIDTHS = {"phone": 300, "desktop": 480, "dark": 480, "print": 230}
READABLE = {"phone": (360, 4), "desktop": (1280, 1), "dark": (1280, 1), "print": (500, 3)}
HEIGHT = 1480
GAP = 16


def columns(images: list[Image.Image], width: int, most: int) -> list[Image.Image]:
    """All pictures that wide; what is too high goes on in a column beside, and ends where columns do."""
    cut = []
    for image in images:
        height = image.height * width // image.width
        small = image.resize((width, max(1, height)), Image.Resampling.LANCZOS)
        edges = [*range(0, small.height, HEIGHT), small.height]
        cut += [small.crop((0, top, width, bottom)) for top, bottom in pairwise(edges)]
    return cut[:most]


def stacked(images: list[Image.Image]) -> Image.Image:
    """Pages of paper below each other."""
    whole = Image.new("RGB", (images[0].width, sum(image.height + GAP for image in images) - GAP), "#888")
    for place, image in enumerate(images):
        whole.paste(image, (0, place * (image.height + GAP)))
    return whole


def beside(title: str, parts: list[Image.Image]) -> Image.Image:
    """All parts side by side below the title."""
    width = sum(part.width + GAP for part in parts) + GAP
    whole = Image.new("RGB", (width, max(part.height for part in parts) + 4 * GAP), "#888")
    ImageDraw.Draw(whole).text((GAP, GAP), title, fill="white", font_size=18)
    left = GAP
    for part in parts:
        whole.paste(part, (left, 3 * GAP))
        left += part.width + GAP
    return whole


def made(site: Path, folder: Path, names: list[str]) -> None:
    """Write the sheets of these pages of a site."""
    pages = names or sorted(
        path.relative_to(site).with_suffix("").as_posix() for path in site.rglob("*.html")
    )
    addresses = [(site / f"{page}.html").as_uri() for page in pages]
    small: dict[str, list[Image.Image]] = {page: [] for page in pages}
    sizes: dict[str, list[str]] = {page: [] for page in pages}
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for view in VIEWS:
            for page, images in zip(pages, pictures(browser, addresses, view), strict=True):
                name = page.replace("/", "-")
                small[page] += columns([stacked(images)], WIDTHS[view.name], 1)
                told = f"{len(images)} pages" if view.paper else f"{images[0].width} x {images[0].height}"
                sizes[page].append(f"{view.name} {told}")
                parts = columns(images, *READABLE[view.name])
                beside(f"{page}, {sizes[page][-1]}", parts).save(folder / f"{name}.{view.name}.png")
    for page in pages:
        title = f"{page}: {', '.join(sizes[page])}"
        beside(title, small[page]).save(folder / f"{page.replace('/', '-')}.png")


def own(code: str, folder: Path, names: list[str]) -> None:
    """Build this repository's own backlog in this language, and write its sheets."""
    with tempfile.TemporaryDirectory() as scratch:
        site = Path(scratch) / "site"
        assert built(ROOT, site, code=code).pages
        made(site, folder / code, names)


def main() -> None:
    """Both languages at once: there are two cores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("pages", nargs="*")
    parser.add_argument("--site", type=Path)
    asked = parser.parse_args()
    if asked.site:
        made(asked.site.resolve(), asked.folder, asked.pages)
    else:
        with ProcessPoolExecutor() as workers:
            work = [workers.submit(own, code, asked.folder, asked.pages) for code in LANGUAGES]
            for one in work:
                one.result()
    found = sorted(path.relative_to(asked.folder).as_posix() for path in asked.folder.rglob("*.png"))
    lines = "".join(f'<p><img loading="lazy" src="{path}" alt="{path}">\n' for path in found)
    (asked.folder / "index.html").write_text(
        f"<!doctype html><title>Contact sheets</title>\n{lines}", "utf-8"
    )
    print(f"{len(found)} pictures: {asked.folder / 'index.html'}")


if __name__ == "__main__":
    main()
