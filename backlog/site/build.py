"""What pages say of their own making."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from backlog.site.editions import translations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.site.editions import Edition, Translation
    from backlog.site.page import Page
    from backlog.site.preview import Preview


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What pages say of their own making: the version, and what a reader has to be told first.

    `incomplete`: files with errors were left out (`--keep-going`). `files` tells where in the
    site a local file that bodies show is copied to, by its path in the repository. `editions` are
    the sites in all its languages, of which `edition` is this one. `single`: it stands in one file as well.
    `preview` is what a proposed change does, where this is no site to publish.
    """

    version: str
    incomplete: bool = False
    files: Mapping[str, str] = field(default_factory=dict)
    edition: Edition | None = None
    editions: tuple[Edition, ...] = ()
    single: bool = False
    preview: Preview | None = None

    def translations(self, page: Page) -> tuple[Translation, ...]:
        """The page in every language of the site; nothing where there is one only."""
        return translations(page, self.edition, self.editions) if self.edition else ()
