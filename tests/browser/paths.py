"""Which pages of a site a test looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def every_page(site: Path) -> list[str]:
    """All of them."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def main_pages(site: Path) -> list[str]:
    """Every page at the top, and of each folder the first and the one with the most in it."""
    pages = [path for path in every_page(site) if "/" not in path]
    for folder in sorted(path for path in site.iterdir() if path.is_dir()):
        inside = sorted(folder.glob("*.html"))
        if inside:
            longest = max(inside, key=lambda path: path.stat().st_size)
            pages += [path.relative_to(site).as_posix() for path in dict.fromkeys([inside[0], longest])]
    return pages


def busy_pages(site: Path) -> list[str]:
    """Those that grow with the number of items."""
    names = ("index", "board", "ranking", "focus", "goals", "people", "planning", "quality")
    return [f"{name}.html" for name in names if (site / f"{name}.html").exists()]


def listed(wrong: Mapping[str, object]) -> str:
    """What is wrong, page by page, for a message that is read whole."""
    return "".join(f"\n  {path}: {what}" for path, what in wrong.items())
