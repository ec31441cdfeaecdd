"""Which file is what: the patterns of `[content]`, the more specific ones first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.config.sections import Content

_KINDS = {"items": "item", "goals": "goal", "initiatives": "initiative", "meetings": "meeting"}
_TOKEN = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_WILD = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern: the kind of file (a key of TABLES) that it finds, below which folder."""

    kind: str
    folder: str
    expression: re.Pattern[str]

    def finds(self, path: str) -> bool:
        """Whether a path of the repository fits."""
        return self.expression.fullmatch(path) is not None and not is_hidden(path, self.folder)

    def may_find_below(self, path: str) -> bool:
        """Whether a file in the folder at the path could fit."""
        return self.finds(f"{path}/x.md") or self.folder == path or self.folder.startswith(f"{path}/")


def patterns_of(content: Content) -> tuple[Pattern, ...]:
    """All patterns, so that the first one that fits decides: the one with more fixed text."""
    found = [(pattern, kind) for plural, kind in _KINDS.items() for pattern in getattr(content, plural)]
    order = sorted(found, key=lambda entry: (*_vagueness(entry[0]), entry[1], entry[0]))
    return tuple(Pattern(kind, _folder(pattern), _expression(pattern)) for pattern, kind in order)


def _vagueness(pattern: str) -> tuple[int, int, int]:
    """Longer fixed folders first, then more fixed text in the whole, then fewer `**`."""
    fixed = sum(len(token) for token in _TOKEN.findall(pattern) if token not in _WILD)
    return -len(_folder(pattern)), -fixed, pattern.count("**")


def _folder(pattern: str) -> str:
    """The folders that a pattern begins with before its first wildcard."""
    parts = pattern.split("/")[:-1]
    wild = next((number for number, part in enumerate(parts) if "*" in part or "?" in part), len(parts))
    return "/".join(parts[:wild])


def _expression(pattern: str) -> re.Pattern[str]:
    """`**` stands for any folders, `*` and `?` for anything within a name; `.md` in any case."""
    out = "".join(_WILD.get(token) or re.escape(token) for token in _TOKEN.findall(pattern))
    if out.endswith(r"\.md"):
        out = out[: -len(r"\.md")] + r"\.[mM][dD]"
    return re.compile(out, re.DOTALL)


def tops_of(patterns: Sequence[Pattern]) -> list[str]:
    """The folders to look into, without those that lie in another one of them; empty for the root."""
    tops: list[str] = []
    for folder in sorted({pattern.folder for pattern in patterns}):
        if not any(_is_within(folder, top) for top in tops):
            tops.append(folder)
    return tops


def _is_within(folder: str, top: str) -> bool:
    inside = not top or folder == top or folder.startswith(f"{top}/")
    return inside and not is_hidden(folder, top)


def is_hidden(path: str, folder: str = "") -> bool:
    """Whether a path is no content: hidden below the folder that a pattern names, a copy, a README.

    >>> is_hidden("items/.cache/a.md"), is_hidden("items/a.md~"), is_hidden("items/Readme.MD")
    (True, True, True)
    >>> is_hidden(".backlog/tasks/a.md", ".backlog/tasks")
    False
    """
    below = path[len(folder) + 1 :] if folder else path
    name = path.rpartition("/")[2]
    return below.startswith(".") or "/." in below or name.endswith("~") or name.lower() == "readme.md"
