"""The sections of `backlog.toml` that the figures rest on: scales, windows, ages, patterns for names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.config.option import option

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """`[naming]`: regular expressions that names have to match as a whole."""

    ids: str = option("", "Pattern for ids of items")
    tags: str = option("", "Pattern for tags")
    campaign: str = option("", "Pattern for names of campaigns")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ice:
    """`[ice]`: what the numbers 1 to 5 stand for; own texts replace single lines."""

    impact: Mapping[str, str] = option({}, "Texts of the scale for impact, by number")
    confidence: Mapping[str, str] = option({}, "Texts of the scale for confidence, by number")
    effort: Mapping[str, str] = option({}, "Texts of the scale for effort, by number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """`[flow]`: how the flow of work is measured."""

    window: int = option(90, "Days that flow figures look back")
    sle: int | None = option(None, "Agreed service level: days within which 85 % of items are finished")
    baseline: int = option(20, "A commit that adds more item files than this is taken as a bulk import")
    capacity_per_week: int = option(2, "Items a week the team expects to finish, until there is data")


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """`[focus]`: the page of the coming weeks."""

    working_days: int = option(15, "Working days that the focus page looks ahead")


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """`[freshness]`: after how many days something counts as old."""

    items: int = option(7, "The whole backlog, since any item changed")
    stalled: int = option(14, "An item in progress or in review, since its status changed")
    intake: int = option(31, "A request, undecided since it was made")
    strategy: int = option(31, "The last strategy meeting")
    score: int = option(90, "The ratings of an item")
    result: int = option(28, "A finished item without a result")
    blocked: int = option(7, "A blocker that is still there")


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuity:
    """`[continuity]`: channels that fall silent."""

    gap_weeks: int = option(3, "Weeks without anything going live before a channel counts as silent")
