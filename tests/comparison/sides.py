"""Two states to compare, of values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.comparison.compare import compare
from backlog.comparison.shapes import Side
from backlog.history import past_of
from backlog.report import Origin
from backlog.report.compute import report_of
from backlog.rules import check
from tests.make import TODAY, backlog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.comparison.shapes import Comparison
    from backlog.model import Backlog, Item


def side(of: Backlog) -> Side:
    """A state as the command makes it."""
    past = past_of(of, TODAY)
    findings = check(of, TODAY, past)
    return Side(report=report_of(of, findings, TODAY, Origin(), past), backlog=of, findings=findings)


def between(before: Backlog | Sequence[Item], after: Backlog | Sequence[Item]) -> Comparison:
    """What leads from one backlog, or one of these items alone, to another."""
    made = [one if hasattr(one, "items") else backlog(list(one)) for one in (before, after)]
    return compare(side(made[0]), side(made[1]))
