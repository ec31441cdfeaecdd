"""The file that a dead link probably meant."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from backlog.content.addresses import by_path
from backlog.rules.guess import guess
from backlog.spelling import same

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.model import Backlog
    from backlog.rules.scene import Scene


def stem_of(path: str) -> str:
    """The name of a file without its folder and its `.md`.

    >>> stem_of("items/goals/leads.md")
    'leads'
    """
    name = path.rpartition("/")[2]
    return name[:-3] if name.lower().endswith(".md") else name


def stems(backlog: Backlog) -> Mapping[str, str]:
    """Where each file of the backlog lies, by its stem; the first path of several."""
    return {same(stem_of(path)): path for path in sorted(by_path(backlog), reverse=True)}


def nearest_file(scene: Scene, path: str, target: str, files: Mapping[str, str]) -> str:
    """The link, from the file at `path`, to the file that `target` probably meant; else nothing.

    A file of the same name elsewhere comes first, then one of a similar name.
    """
    name = same(stem_of(target))
    found = files.get(name) or files.get(guess(scene.guesses, name, "file", files), "")
    return posixpath.relpath(found, posixpath.dirname(path)) if found else ""
