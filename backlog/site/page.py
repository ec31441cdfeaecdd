"""Page: one HTML file of the site before it is rendered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: where it stands, which template draws it, and what the template needs.

    `path` is relative to the site and at most one folder deep. `values` is called when the page is
    rendered, not before, so that ten thousand pages are cheap to list and workers compute only
    their own. `label` is the message id of its entry in the navigation (empty: it has none);
    `within` is the path of the page whose entry is marked while one reads this one.
    """

    path: str
    template: str
    values: Callable[[], Mapping[str, object]]
    label: str = ""
    within: str = ""

    @property
    def root(self) -> str:
        """The way from the page to the top of the site: nothing, or `../`."""
        return "../" * self.path.count("/")
