"""Where a relative link of a body leads, within the repository."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.model import Backlog, Goal, Initiative, Item, Meeting


def leads_to(path: str, target: str) -> str | None:
    """The repository's path that a link in the file at `path` leads to; None where it leaves it.

    >>> leads_to("items/a.md", "../images/x.png#top"), leads_to("items/a.md", "b %231.md")
    ('images/x.png', 'items/b #1.md')
    >>> leads_to("items/a.md", "../../etc/passwd") is None
    True
    """
    plain = unquote(re.split(r"[?#]", target, maxsplit=1)[0])
    if not plain:
        return path
    if plain.startswith("/") or "\\" in plain or "\0" in plain:
        return None
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), plain))
    return None if joined in {".", ".."} or joined.startswith("../") else joined


def by_path(backlog: Backlog) -> Mapping[str, Item | Goal | Initiative | Meeting]:
    """Everything that was read, by its path: what a link to a file of the backlog leads to."""
    everything: tuple[Item | Goal | Initiative | Meeting, ...] = (
        *backlog.items, *backlog.goals, *backlog.initiatives, *backlog.meetings,
    )  # fmt: skip
    return {value.path: value for value in everything}
