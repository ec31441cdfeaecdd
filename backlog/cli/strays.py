"""Files among the content that nobody reads: saved by a word processor, or with another ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.content.characters import visible
from backlog.reader import strays

if TYPE_CHECKING:
    from pathlib import Path

    from backlog.config.sections import Config
    from backlog.language import Language


def strays_in_words(root: Path, config: Config, speak: Language) -> str:
    """How many such files there are and the first one; nothing where there is none."""
    found = strays(root, config.content)
    if not found:
        return ""
    return speak.plural(
        "{count} file among the items is not read, because its name does not end in .md: {path}",
        "{count} files among the items are not read, because their names do not end in .md; one is {path}",
        len(found),
        path=visible(found[0].encode("utf-8", "replace").decode()),
    )
