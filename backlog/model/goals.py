"""Goals and initiatives: what the work is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.model.items import Body

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from backlog.source import Source


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day of a goal's period, and what the file calls it (`2026-Q1`)."""

    first: date
    last: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What the work is for. Figures are exact decimals in the unit of the metric."""

    id: str
    path: str
    source: Source
    body: Body = Body()
    title: str
    period: Period | None = None
    metric: str | None = None
    target: Decimal | None = None
    baseline: Decimal | None = None
    current: Decimal | None = None
    measured: date | None = None
    owner: str | None = None
    sponsor: str | None = None
    share: int | None = None
    purpose: str | None = None
    status: str = "active"
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """A bundle of items towards one goal."""

    id: str
    path: str
    source: Source
    body: Body = Body()
    title: str
    goal: str | None = None
    owner: str | None = None
    status: str = "active"
    extra: tuple[tuple[str, str], ...] = ()
