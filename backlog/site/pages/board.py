"""The board: the columns of the workflow with their cards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.language import N_
from backlog.site.collecting import groups
from backlog.site.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.config.sections import Status
    from backlog.report import Card, Column, Report

# A column shows so many cards; the others follow as a plain list, which costs a line each.
SHOWN = 50
LATEST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardColumn:
    """A column as the board shows it: `shown` as cards, `rest` as lines, folded away."""

    status: Status
    count: int
    shown: tuple[Card, ...]
    rest: tuple[Card, ...]

    @property
    def over(self) -> int:
        """How many items more than its limit allows; 0 within it."""
        return max(0, self.count - self.status.wip_limit) if self.status.wip_limit is not None else 0

    @property
    def full(self) -> bool:
        """Its limit is reached exactly."""
        return self.status.wip_limit is not None and self.count == self.status.wip_limit


def _column(column: Column) -> BoardColumn:
    most = {Kind.DONE: LATEST, Kind.DROPPED: 0}.get(column.status.kind, SHOWN)
    return BoardColumn(
        status=column.status, count=len(column.cards), shown=column.cards[:most], rest=column.cards[most:]
    )


def _values(report: Report) -> Mapping[str, object]:
    columns = tuple(_column(column) for column in report.columns)
    return {
        "columns": columns,
        "groups": groups(report),
        "over": tuple(column for column in columns if column.over),
        "full": tuple(column for column in columns if column.full),
    }


def pages(report: Report) -> tuple[Page, ...]:
    """The one board."""
    return (
        Page(path="board.html", template="board.html", values=partial(_values, report), label=N_("Board")),
    )
