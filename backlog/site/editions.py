"""The site in several languages: where each stands, and where a page is in the others.

The first language stands at the top; every other one is a complete site of its own in a folder by its
code (`en/index.html`), so that all paths within it are the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.language import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backlog.language import Language
    from backlog.site.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The site in one language; `folder` is where it stands within the whole: nothing, or `en/`."""

    language: Language
    folder: str = ""

    @property
    def top(self) -> str:
        """The way from its own top to the top of the whole."""
        return "../" * self.folder.count("/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A page in one of the languages of the site: its address from the page itself."""

    language: Language
    address: str
    here: bool


def editions(codes: Iterable[str]) -> tuple[Edition, ...]:
    """The sites that make up the whole, by the codes of their languages.

    >>> [edition.folder for edition in editions(("de", "en"))]
    ['', 'en/']
    """
    return tuple(
        Edition(language=language(code), folder=f"{code}/" if place else "")
        for place, code in enumerate(codes)
    )


def translations(page: Page, here: Edition, every: Sequence[Edition]) -> tuple[Translation, ...]:
    """The page in every language, this one included; nothing where there is one language only."""
    if len(every) < 2:  # noqa: PLR2004 - one and others
        return ()
    return tuple(
        Translation(
            language=edition.language,
            address=f"{page.root}{here.top}{edition.folder}{page.path}",
            here=edition == here,
        )
        for edition in every
    )
