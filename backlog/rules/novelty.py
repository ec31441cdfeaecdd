"""Which findings a change brings: those of files that it touches, and those that were not there before."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from backlog.findings import Severity
from backlog.rules.baseline import entries_of, taken
from backlog.rules.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from backlog.findings import Finding

SOMEWHERE = "~"
"""Stands for what the change gave another name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """What the change set out from: its findings, and the paths that the change touches.

    `renamed` are names (paths, ids) that the change took away or brought: a finding elsewhere that says one
    instead of another is the same finding. `moved` says where files stand now that were elsewhere before.
    """

    findings: tuple[Finding, ...] = ()
    touched: frozenset[str] = frozenset()
    renamed: frozenset[str] = frozenset()
    moved: Mapping[str, str] = field(default_factory=dict)


def told_apart(findings: Iterable[Finding], former: Former | None) -> tuple[Finding, ...]:
    """The findings, each with whether the change brings it; without anything to compare all are new.

    An error that was a warning before is new; a warning that was an error is not.
    """
    if former is None:
        return tuple(replace(finding, new=True) for finding in findings)
    left = Counter(_known(finding, former) for finding in former.findings)
    return tuple(replace(finding, new=_is_new(finding, former, left)) for finding in findings)


def tolerated_anew(
    findings: Iterable[Finding], before: Iterable[Finding], moved: Mapping[str, str]
) -> tuple[Finding, ...]:
    """The tolerated findings that were not there before: a longer baseline keeps them from being errors.

    `moved` says where files stand now that were elsewhere before.
    """
    left = Counter(
        (moved.get(entry.path, entry.path), entry.code, entry.cause)
        for finding in before
        for entry in entries_of(finding)
    )
    return tuple(
        finding
        for finding in findings
        if finding.tolerated and not taken(Counter(entry.key for entry in entries_of(finding)), left)
    )


def _is_new(finding: Finding, former: Former, left: Counter[tuple[str, bool]]) -> bool:
    if finding.location.path in former.touched:
        return True
    name, is_error = _known(finding, former)
    for key in [(name, True)] if is_error else [(name, False), (name, True)]:
        if left[key]:
            left[key] -= 1
            return False
    return True


def _known(finding: Finding, former: Former) -> tuple[str, bool]:
    values = {name: _unnamed(value, former.renamed) for name, value in finding.values.items()}
    return fingerprint(replace(finding, values=values)), finding.severity is Severity.ERROR


def _unnamed(value: object, renamed: frozenset[str]) -> object:
    if isinstance(value, str):
        return SOMEWHERE if value in renamed else value
    return tuple(_unnamed(entry, renamed) for entry in value) if isinstance(value, tuple) else value


def names_changed(
    before: Mapping[str, str], after: Mapping[str, str], touched: frozenset[str]
) -> frozenset[str]:
    """Paths and ids that only one of the two states has, of the files touched; both map paths to ids."""
    gone = {(path, before[path]) for path in touched & before.keys() - after.keys()}
    come = {(path, after[path]) for path in touched & after.keys() - before.keys()}
    return frozenset(name for pair in (*gone, *come) for name in pair)
