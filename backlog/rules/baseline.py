"""What is tolerated: findings that the baseline names weigh as warnings, until somebody mends them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from backlog.content.baseline import NOWHERE
from backlog.findings import Severity
from backlog.model.baseline import Entry
from backlog.rules.fingerprint import cause

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backlog.findings import Finding
    from backlog.model.baseline import Baseline

OURS = "C"
"""The family of the configuration, of which nothing is tolerated."""


def entries_of(finding: Finding) -> tuple[Entry, ...]:
    """The entries that stand for a finding: one, or one for each field that it misses.

    So whoever fills in one of three missing fields is not told of the other two as if they were new.
    """
    missing = finding.values.get("fields")
    if not isinstance(missing, tuple) or not missing:
        return (_entry(finding, finding.field),)
    return tuple(
        _entry(replace(finding, field=None, values={"fields": (name,)}), str(name)) for name in missing
    )


def _entry(finding: Finding, field: str | None) -> Entry:
    return Entry(
        path=finding.location.path,
        code=finding.code,
        slug=finding.slug,
        field="_".join((field or NOWHERE).split()) or NOWHERE,
        cause=cause(finding),
    )


def tolerate(findings: Iterable[Finding], baseline: Baseline) -> tuple[Finding, ...]:
    """The findings, those of severity error that the baseline has as tolerated warnings; in their order."""
    left = Counter(entry.key for entry in baseline.entries)
    return tuple(_weighed(finding, left) for finding in findings)


def _weighed(finding: Finding, left: Counter[tuple[str, str, str]]) -> Finding:
    if finding.severity is not Severity.ERROR or not may_be_tolerated(finding):
        return finding
    wanted = Counter(entry.key for entry in entries_of(finding))
    if not taken(wanted, left):
        return finding
    return replace(finding, severity=Severity.WARNING, tolerated=True)


def taken(wanted: Counter[tuple[str, str, str]], left: Counter[tuple[str, str, str]]) -> bool:
    """Whether all that is wanted is left; then it is so no longer. `<=` would look at everything left."""
    if any(left[key] < count for key, count in wanted.items()):
        return False
    left.subtract(wanted)
    return True


def may_be_tolerated(finding: Finding) -> bool:
    """Whether a baseline may have it: what is wrong with the configuration is mended at once."""
    return not finding.code.startswith(OURS)


def still_needed(baseline: Baseline, findings: Iterable[Finding]) -> tuple[Entry, ...]:
    """The entries that tolerate something; the others are mended."""
    used = Counter(entry.key for finding in findings if finding.tolerated for entry in entries_of(finding))
    needed = []
    for entry in baseline.entries:
        if used[entry.key]:
            used[entry.key] -= 1
            needed.append(entry)
    return tuple(needed)
