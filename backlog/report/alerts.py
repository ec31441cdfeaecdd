"""Alerts: the findings of a rule, grouped, and said in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.findings import Severity
from backlog.report.shapes import Alert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.findings import Finding
    from backlog.language import Language

# What a leader hears of first stands first: a rule's slug, what one finding of it says, what several say.
# What one finding says may use its values.
ALERTS: dict[str, tuple[str, str]] = {
    "goal-uncovered": ("One goal has no items.", "{count} goals have no items."),
    "channel-silent": (
        "Nothing has appeared on {value} for {weeks} weeks.",
        "On {count} channels nothing has appeared for weeks.",
    ),
    "arrivals-lead": (
        "For {weeks} weeks requests have come in faster than items are finished.",
        "For {weeks} weeks requests have come in faster than items are finished.",
    ),
    "blocked-too-long": (
        "One item has been blocked for too long.",
        "{count} items have been blocked for too long.",
    ),
    "overdue": ("One item is overdue.", "{count} items are overdue."),
    "stalled": ("One item is not moving.", "{count} items are not moving."),
    "service-level-passed": (
        "One item takes longer than almost all others.",
        "{count} items take longer than almost all others.",
    ),
    "wip-over-column": (
        "Too much is going on at once in one column.",
        "Too much is going on at once in {count} columns.",
    ),
    "wip-over-person": (
        "One person has too much to do at once.",
        "{count} people have too much to do at once.",
    ),
    "review-overdue": ("The review is overdue.", "The review is overdue."),
    "strategy-stale": (
        "It is long since the last strategy meeting.",
        "It is long since the last strategy meeting.",
    ),
    "backlog-untouched": (
        "Nothing in the backlog has changed since {day}.",
        "Nothing in the backlog has changed since {day}.",
    ),
    "priority-inflated": (
        "Everything comes first: the ratings hardly tell items apart.",
        "Everything comes first: the ratings hardly tell items apart.",
    ),
    "below-cut": (
        "One item is planned although a better one is ready.",
        "{count} items are planned although a better one is ready.",
    ),
    "initiative-without-items": (
        "Nothing follows in one initiative.",
        "Nothing follows in {count} initiatives.",
    ),
    "starts-before-dependency": (
        "One item is planned or begun before what it waits for is done.",
        "{count} items are planned or begun before what they wait for is done.",
    ),
    "request-undecided": ("One request waits for a decision.", "{count} requests wait for a decision."),
    "figure-missing": ("One goal has no current figure.", "{count} goals have no current figure."),
    "figure-stale": ("The figure of one goal is old.", "The figures of {count} goals are old."),
    "result-missing": ("One finished item has no result.", "{count} finished items have no result."),
    "action-overdue": (
        "One action from a meeting is overdue.",
        "{count} actions from meetings are overdue.",
    ),
    "score-stale": ("One item was rated long ago.", "{count} items were rated long ago."),
}


def alerts_of(findings: Sequence[Finding]) -> tuple[Alert, ...]:
    """The alerts of these findings, in the order of ALERTS."""
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.slug in ALERTS:
            grouped.setdefault(finding.slug, []).append(finding)
    return tuple(_alert(slug, grouped[slug]) for slug in ALERTS if slug in grouped)


def _alert(slug: str, findings: Sequence[Finding]) -> Alert:
    errors = any(finding.severity is Severity.ERROR for finding in findings)
    return Alert(
        code=slug,
        severity=Severity.ERROR if errors else Severity.WARNING,
        items=tuple(sorted({id_ for finding in findings for id_ in finding.items})),
        findings=tuple(findings),
    )


def words(alert: Alert, language: Language) -> str:
    """The alert as a sentence."""
    one, many = ALERTS[alert.code]
    values = {name: value for name, value in alert.findings[0].values.items() if name != "count"}
    return language.plural(one, many, len(alert.findings), **values)
