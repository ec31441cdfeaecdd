"""A method: how one figure or mark of the site is worked out, in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A figure or a mark: its anchor, its title, and the sentences that define it (message ids)."""

    anchor: str
    title: str
    paragraphs: tuple[str, ...]
