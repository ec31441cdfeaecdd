"""The style of the site: the parts of the theme, in the order in which they hold, as one small sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rcssmin import cssmin  # type: ignore[import-untyped]  # it has no types of its own

if TYPE_CHECKING:
    from collections.abc import Callable

STYLE = "static/style.css"
ONLY_SINGLE = "style/single.css"  # for the site in one file
WITHOUT_SCRIPTS = "style/noscript.css"  # for the same, where no scripts run
# Tokens first, then what stands on every page, components, pages, paper.
PARTS = (
    "tokens",
    "ground",
    "frame",
    "layout",
    "controls",
    "state",
    "callout",
    "table",
    "board",
    "people",
    "chart",
    "overview",
    "goals",
    "item",
    "body",
    "channels",
    "meetings",
    "records",
    "handbook",
    "search",
    "filter",
    "collect",
    "form",
    "pictures",
    "print",
)


def joined(source: Callable[[str], str]) -> str:
    """The one style sheet, made of `style/<part>.css` as `source` gives them: UTF-8 text, one line."""
    return small("\n".join(source(f"style/{part}.css") for part in PARTS))


def small(sheet: str) -> str:
    """A style sheet without what only its authors read."""
    return str(cssmin(sheet))
