"""Two states of the backlog made comparable: nothing private in either, one audience, one day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from backlog.comparison.columns import with_columns_of
from backlog.comparison.compare import compare
from backlog.comparison.shapes import Side
from backlog.comparison.veil import veiled
from backlog.config.sections import Site
from backlog.findings import Severity
from backlog.model.whole import backlog_of, configured
from backlog.private import without_private
from backlog.report import Origin
from backlog.report.audience import is_public
from backlog.report.compute import report_of
from backlog.rules import check

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from backlog.cli.states import State
    from backlog.comparison.shapes import Comparison
    from backlog.findings import Finding
    from backlog.model import Backlog


def comparison(before: State | None, after: State, day: date) -> Comparison:
    """What leads from one state to the other; without the first one, everything is new.

    Where the site of either state is for the public, the comparison is too.
    """
    later = after.examined
    earlier = before.examined if before else replace(later, backlog=backlog_of(later.backlog.config))
    called = with_columns_of(earlier.backlog, later.backlog.config)
    was, is_ = veiled(called, later.backlog)
    public = is_public(was.config) or is_public(is_.config)
    side = _side(after, is_, day, public=public)
    told = compare(
        _side(before, was, day, public=public) if before else _nothing(side, day),
        side,
        founded=before is None,
    )
    withheld = _errors(later.findings) > _errors(side.findings)
    return replace(told, findings=replace(told.findings, withheld=withheld))


def _errors(findings: Iterable[Finding]) -> int:
    return sum(finding.severity is Severity.ERROR for finding in findings)


def _side(state: State, backlog: Backlog, day: date, *, public: bool) -> Side:
    found, chronicle = replace(state.examined, backlog=backlog), state.examined.chronicle
    shown = without_private(backlog)
    past = found.past(shown, day)
    findings = found.findings if shown is state.examined.backlog else check(shown, day, past)
    if public:
        shown = configured(shown, replace(shown.config, site=Site(audience="public")))
    origin = Origin(commit=state.commit or chronicle.head, dirty=None if state.commit else chronicle.dirty)
    return Side(report=report_of(shown, findings, day, origin, past), backlog=shown, findings=findings)


def _nothing(side: Side, day: date) -> Side:
    backlog = backlog_of(side.backlog.config)
    return Side(report=report_of(backlog, (), day, Origin()), backlog=backlog, findings=())
