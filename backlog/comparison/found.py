"""Findings that a change brings, and those that it mends."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from backlog.comparison.shapes import Findings
from backlog.findings import Severity
from backlog.report.audience import findings_for_audience
from backlog.rules.baseline import entries_of
from backlog.rules.novelty import tolerated_anew

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from backlog.comparison.shapes import Side
    from backlog.findings import Finding

Keys = Counter[tuple[str, str, str]]


def findings_of(before: Side, after: Side, paths: Mapping[str, str]) -> Findings:
    """What is new and what is mended, as far as the audience of each state may see it.

    `paths` says where files stand that were elsewhere before. New is also what was a warning and is an
    error now; of a finding with several missing fields, one of them.
    """
    was = [_placed(finding, paths) for finding in before.findings]
    new = _beyond(after.findings, was)
    mended = _beyond(was, after.findings, weighed=False)
    told = findings_for_audience(new, after.backlog)
    return Findings(
        new=_errors_first(told),
        mended=_errors_first(findings_for_audience(mended, before.backlog)),
        tolerated=len(tolerated_anew(after.findings, before.findings, paths)),
        untold=len(new) - len(told),
        untold_errors=_errors(new) - _errors(told),
        remaining_errors=_errors(after.findings) - _errors(new),
    )


def _placed(finding: Finding, paths: Mapping[str, str]) -> Finding:
    moved = paths.get(finding.location.path)
    return finding if moved is None else replace(finding, location=replace(finding.location, path=moved))


def _beyond(findings: Sequence[Finding], others: Sequence[Finding], *, weighed: bool = True) -> list[Finding]:
    """The findings that are not among the others; an error needs an error there, where they are weighed."""
    left: Keys = Counter()
    errors: Keys = Counter()
    for finding in others:
        keys = _keys(finding)
        left.update(keys)
        if _is_error(finding):
            errors.update(keys)
    found = []
    for finding in findings:
        wanted = Counter(_keys(finding))
        strict = weighed and _is_error(finding)
        if _has(left, wanted) and (not strict or _has(errors, wanted)):
            left.subtract(wanted)
            errors.subtract(wanted)
        else:
            found.append(finding)
    return found


def _has(left: Keys, wanted: Keys) -> bool:
    return all(left[key] >= count for key, count in wanted.items())


def _keys(finding: Finding) -> list[tuple[str, str, str]]:
    return [entry.key for entry in entries_of(finding)]


def _is_error(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR


def _errors(findings: Iterable[Finding]) -> int:
    return sum(map(_is_error, findings))


def _errors_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (not _is_error(finding), finding.order)))
