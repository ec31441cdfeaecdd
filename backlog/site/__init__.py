"""The site in memory: which pages there are, and the files they link to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.site.pages import PAGES

if TYPE_CHECKING:
    from backlog.report import Report
    from backlog.site.page import Page

# Text files of the theme that pages link to; `Renderer.source` gives their bytes.
ASSETS = (
    "static/favicon.svg",
    "static/form.js",
    "static/lists.js",
    "static/search.js",
    "static/site.js",
    "static/style.css",
    "static/theme.js",
    "static/vendor/uFuzzy-1.0.19/LICENSE",
    "static/vendor/uFuzzy-1.0.19/uFuzzy.iife.min.js",
)


def site(report: Report) -> tuple[Page, ...]:
    """All pages, those of the navigation in its order."""
    return tuple(page for pages in PAGES for page in pages(report))
