"""Paths that somebody names on the command line, and the files that they mean."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from backlog import fs
from backlog.errors import Exit, Stop

if TYPE_CHECKING:
    from collections.abc import Collection


def repository_paths(root: Path, given: tuple[str, ...]) -> tuple[str, ...]:
    """Paths as typed here, as the repository calls them: relative to its root, POSIX; the root is ``.

    A file that was deleted is no path: whoever names it has mistyped it.
    """
    found = []
    for name in given:
        path = Path(os.path.abspath(name))  # noqa: PTH100 - a symbolic link is content by its own name
        inside = next(
            (path.relative_to(top) for top in (root, fs.real(root)) if path.is_relative_to(top)), None
        )
        if inside is None:
            real = fs.real(path)
            inside = real.relative_to(root) if real.is_relative_to(root) else None
        if inside is None:
            raise Stop(
                Exit.WRONG_USE,
                "{path} is outside of this backlog, which is {root}.",
                path=name,
                root=str(root),
            )
        if fs.kind(path) is None:
            raise Stop(Exit.WRONG_USE, "There is nothing at {path}.", path=name)
        found.append("" if inside == Path() else inside.as_posix())
    return tuple(found)


def within(path: str, chosen: Collection[str]) -> bool:
    """Whether a path is one of these, or below one; any is where none is chosen."""
    return not chosen or any(not name or path == name or path.startswith(f"{name}/") for name in chosen)
