"""The site in one file to send: read back as it was written, page by page, and put together."""

from __future__ import annotations

import zlib
from base64 import b64encode
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from backlog import fs
from backlog.site.addresses import masked
from backlog.site.page import Page
from backlog.site.single import SINGLE, Places, Reader, scripts, section
from backlog.site.single_frame import framed
from backlog.site.style import ONLY_SINGLE, STYLE, WITHOUT_SCRIPTS, small
from backlog.workers import spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backlog.site.render import Renderer
    from backlog.writer import Stage

LARGEST_MAIL: Final = 18_000_000  # most mailboxes take 25 MB, and what is sent grows by a third on its way
LEFT_OUT: Final = ("404.html",)
SITE: Final = "static/site.js"
ROUTER: Final = "static/single.js"  # runs at once after it: the others find things in the page that is shown
_LARGEST: Final = 1 << 28
_TYPES: Final = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sendable:
    """A site in one file as one sends it: its path in the output, and how many bytes it has.

    `packed` is about how many a ZIP of it has, where it is larger than most mailboxes take.
    """

    path: str
    size: int
    packed: int | None = None

    @classmethod
    def of(cls, path: str, content: bytes) -> Sendable:
        """The file with this content."""
        packed = len(zlib.compress(content)) if len(content) > LARGEST_MAIL else None
        return cls(path=path, size=len(content), packed=packed)


def single_file(
    stage: Stage, pages: Sequence[Page], draw: Renderer, *, files: Iterable[str], home: str, workers: int
) -> bytes:
    """Every page of the site, but for those that only a host shows, as one document.

    All other files of the site are written already; the scripts among `files` are put into it. `home` is
    where the site is published, with a slash at its end; without it, what would lead to other files of
    the site leads nowhere.
    """
    pages = [page for page in pages if page.path not in LEFT_OUT]
    places = Places(pages=frozenset(page.path for page in pages), home=home, held=partial(_held, stage))
    frame = Reader(masked(draw.render(Page(path=SINGLE, template="single.html", values=dict))).decode())
    asked = dict.fromkeys(scripts(frame, SINGLE))
    sections: list[str] = []
    for done, wanted in spread(partial(_sections, stage=stage, places=places), pages, workers):
        sections += done
        asked.update(dict.fromkeys(wanted))
    early = scripts(frame, SINGLE, late=False)
    fetched = [path for path in sorted(files) if path.endswith(".js") and path not in {*asked, *early}]
    # First what all others use; what a site of files fetches is there before anybody asks for it.
    codes = {path: _read(stage, path).decode() for path in dict.fromkeys([SITE, *fetched, *asked])}
    codes[SITE] += draw.source(ROUTER).decode()
    bare = small(draw.source(WITHOUT_SCRIPTS).decode())
    before, after = framed(frame, places, partial(_source, draw), list(codes.values()), bare)
    return "".join([before, *sections, after]).encode()


def _sections(pages: Sequence[Page], *, stage: Stage, places: Places) -> tuple[list[str], list[str]]:
    """The pages as sections, and the scripts that they ask for."""
    done: list[str] = []
    asked: dict[str, None] = {}
    for page in pages:
        read = Reader(_read(stage, page.path).decode())
        within = page.path if page.label else page.within
        done.append(section(read, page.path, within, places))
        asked.update(dict.fromkeys(scripts(read, page.path)))
    return done, list(asked)


def _source(draw: Renderer, path: str) -> str:
    """A style or script of the theme; the style with what only this file needs."""
    text = draw.source(path).decode()
    return text + small(draw.source(ONLY_SINGLE).decode()) if path == STYLE else text


def _held(stage: Stage, path: str) -> str:
    """A picture of the site as an address that holds it."""
    kind = _TYPES[path.rpartition(".")[2].lower()]
    return f"data:{kind};base64,{b64encode(_read(stage, path)).decode()}"


def _read(stage: Stage, path: str) -> bytes:
    """A file of the site that is being written; a page may well be large."""
    return fs.load(stage.folder / (stage.within + path), _LARGEST) or b""
