"""Which rules the form judges while somebody types, and why it leaves the others to `check`.

A rule is judged where one file and what the site knows of the backlog decide it, with the same result to
the letter; where that is not so the form says nothing. Every rule is in one of the two tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.findings import Severity
from backlog.report.audience import is_public
from backlog.rules import RULES, severities_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.config.sections import Config
    from backlog.rules.rule import Rule

JUDGED = frozenset(
    {
        "text-too-short", "text-too-long", "choice-unknown", "period-unreadable",
        "number-ambiguous", "number-not-whole", "number-out-of-range", "not-a-number",
        "date-impossible", "date-german", "date-short", "date-out-of-range", "not-a-date",
        "id-missing", "id-reserved", "id-too-long", "id-duplicate", "id-collides",
        "field-required", "field-missing", "entry-incomplete", "metric-missing",
        "description-missing", "criteria-missing", "criteria-open", "title-similar",
        "unscored", "rating-incomplete", "evidence-missing", "score-stale", "recheck-due",
        "goal-differs-from-initiative", "figure-missing", "figure-stale", "goal-closed", "initiative-closed",
        "goal-unknown", "initiative-unknown", "channel-unknown", "partner-unknown", "item-unknown",
        "metric-similar", "depends-on-itself", "depends-in-circle",
        "owner-is-nobody", "owner-several", "person-unknown", "person-ambiguous", "person-left",
        "wip-over-person", "status-unknown", "day-in-the-future", "days-run-backwards", "wip-over-column",
        "blocked-too-long", "overdue", "starts-before-dependency", "depends-on-dropped", "learning-missing",
        "meeting-twice", "action-overdue",
        "id-off-pattern", "tag-off-pattern", "campaign-off-pattern", "metric-unavailable",
    }
)  # fmt: skip

ABOUT_PEOPLE = frozenset(
    {"owner-several", "person-unknown", "person-ambiguous", "person-left", "wip-over-person"}
)
"""Judged only where the site names people."""

_FORM_WRITES = "the form writes files in which this cannot come about"
_FORM_OFFERS = "the form offers nothing that could be taken for something else"
_HISTORY = "only the history of the repository can tell"
_WHOLE = "it is about the backlog as a whole, not about this file"
_AFTERWARDS = "what follows a goal or an initiative is written after it"
_TEXT = "only the reader of Markdown and the files beside it can tell"
_CONFIGURATION = "it is about the configuration"

LEFT_TO_CHECK: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "file-unreadable", "file-not-plain", "path-not-text", "file-too-large", "empty-file",
            "git-lfs-pointer", "not-utf-8", "other-encoding", "no-front-matter", "front-matter-not-first",
            "fence-misspelt", "toml-front-matter", "unclosed-front-matter", "front-matter-too-large",
            "front-matter-empty", "front-matter-not-a-mapping", "forbidden-character", "no-break-space",
            "duplicate-key", "yaml-anchor", "yaml-alias", "yaml-merge", "yaml-tag", "yaml-second-document",
            "yaml-too-deep", "yaml-too-many", "key-not-text", "tab-indent", "colon-in-value",
            "colon-without-space", "line-without-colon", "bad-indent", "quote-not-closed",
            "text-after-value", "bracket-not-closed", "value-beginning", "unknown-escape", "yaml-syntax",
            "unknown-field", "field-twice", "text-swallowed", "not-one-value", "not-a-list",
            "list-with-commas", "not-a-mapping", "blocked-is-bare", "id-unreadable",
        ),
        _FORM_WRITES,
    ),
    **dict.fromkeys(
        (
            "boolean-ambiguous", "not-a-boolean", "rating-out-of-range", "rating-not-whole", "rating-quoted",
            "rating-not-a-number", "date-with-time-zone",
        ),
        _FORM_OFFERS,
    ),
    **dict.fromkeys(
        (
            "history-out-of-order", "history-in-the-future", "move-unexpected", "stalled",
            "request-undecided", "service-level-passed", "result-missing", "decision-unknown",
        ),
        _HISTORY,
    ),
    **dict.fromkeys(
        (
            "below-cut", "arrivals-lead", "backlog-untouched", "strategy-stale", "review-overdue",
            "channel-silent", "priority-inflated",
        ),
        _WHOLE,
    ),
    **dict.fromkeys(("goal-uncovered", "initiative-without-items"), _AFTERWARDS),
    **dict.fromkeys(
        (
            "conflict-marker", "body-too-deep", "body-too-large", "link-dead", "link-outside",
            "image-too-large", "image-of-other-kind",
        ),
        _TEXT,
    ),
    "former-id-taken": "an earlier id is written where a file is renamed, which the form does not do",
    "private-linked": "what is private is unknown to the site",
    **dict.fromkeys((rule.slug for rule in RULES if rule.code.startswith("C")), _CONFIGURATION),
}  # fmt: skip


def judged(config: Config) -> dict[str, tuple[Rule, Severity]]:
    """The rules that the form judges in a backlog, by slug, with how much each weighs there."""
    severities = severities_of(config)
    named = not is_public(config) and config.show_people == "names"
    return {
        rule.slug: (rule, severities[rule.slug])
        for rule in RULES
        if rule.slug in JUDGED
        and severities[rule.slug] is not Severity.OFF
        and (named or rule.slug not in ABOUT_PEOPLE)
    }
