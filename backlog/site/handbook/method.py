"""A method: how one figure or mark of the site is worked out, in words."""

from __future__ import annotations

from dataclasses import dataclass

from backlog.language import N_

OUR_OWN = N_("Our own rule")


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A figure or a mark: its anchor, its title, the sentences that define it, and where that comes from.

    All but the anchor are message ids.
    """

    anchor: str
    title: str
    paragraphs: tuple[str, ...]
    source: str = OUR_OWN
