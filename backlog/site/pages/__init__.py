"""The pages of the site, in the order of the navigation. Pages know nothing of each other.

To add a page:

1. `pages/<name>.py` with one pure function `pages(report: Report) -> tuple[Page, ...]`. Each `Page`
   names its path, its template and a function (mostly a `functools.partial`) that gives the values
   of the template when it is rendered: cheap to list, computed late. Give it a `label` to put it
   into the navigation (a message id, wrapped in `N_` so that it is found for translation), or
   `within="goals.html"` to mark another page's entry. No pages, no entry.
2. `templates/<name>.html`, which extends `base.html` and fills the blocks `title`, `description` and
   `main`. Every template has, beside its own values: `report`, `config`, `today`, `build`, and the
   functions of `render.py` and `speech.py`: `_`, `n_`, `url`, `exists`, `date`, `number`, `listing`,
   `spelled`, `person`, `term`, `body`.
   Partials are macros: `{% from "partials/card.html" import card %}`. Nothing is `|safe`.
3. Its place in `PAGES` below. The first five entries stand in the bar, the rest under "More".

Sentences are message ids in English inside `_("…", name=value)` and `n_("one", "many", count)`.
Links go through `url("items/" ~ id ~ ".html")`; ids of elements are unique on their page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.site.pages import (
    board,
    channels,
    continuity,
    decisions,
    flow,
    focus,
    goals,
    handbook,
    index,
    initiatives,
    intake,
    items,
    learnings,
    missing,
    new,
    people,
    planning,
    quality,
    ranking,
    reviews,
    strategy,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from backlog.report import Report
    from backlog.site.page import Page

PAGES: tuple[Callable[[Report], tuple[Page, ...]], ...] = (
    index.pages,
    board.pages,
    goals.pages,
    ranking.pages,
    focus.pages,
    planning.pages,
    reviews.pages,
    flow.pages,
    strategy.pages,
    initiatives.pages,
    people.pages,
    channels.pages,
    continuity.pages,
    intake.pages,
    learnings.pages,
    decisions.pages,
    new.pages,
    quality.pages,
    handbook.pages,
    items.pages,
    missing.pages,
)
