"""All findings by severity and rule, and the files that could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from backlog.findings import Severity
from backlog.language import N_
from backlog.rules import RULE_BY_NAME
from backlog.site.page import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.findings import Finding
    from backlog.report import Report
    from backlog.rules.rule import Rule
    from backlog.source import Location

# A rule shows so many findings with line and mend; of so many others it says place and message.
SHOWN = 10
BRIEF = 40
# So few findings stand open; of more, one opens what one wants to see.
FEW = 20

# Of a line so many characters stand there, around the place; of what to paste its beginning.
LINE = 200
PASTE = 1000

HEADS = {Severity.ERROR: N_("Errors"), Severity.WARNING: N_("Warnings")}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFindings:
    """What one rule found, in the order of places: `shown` in full, `rest` briefly, `more` not at all."""

    rule: Rule
    shown: tuple[Finding, ...]
    rest: tuple[Finding, ...]
    more: int = 0

    @property
    def count(self) -> int:
        """How many findings there are."""
        return len(self.shown) + len(self.rest) + self.more


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """The findings of one severity by rule; `head` is a message id."""

    severity: Severity
    head: str
    count: int
    rules: tuple[RuleFindings, ...]


def weights(report: Report) -> tuple[Weight, ...]:
    """Errors, then warnings; in each the rules by code, in each the findings by place."""
    found = []
    for severity, head in HEADS.items():
        by_rule: dict[str, list[Finding]] = {}
        for finding in sorted(report.findings, key=lambda finding: finding.order):
            if finding.severity is severity:
                by_rule.setdefault(finding.code, []).append(finding)
        rules = tuple(
            RuleFindings(
                rule=RULE_BY_NAME[code],
                shown=tuple(some[:SHOWN]),
                rest=tuple(some[SHOWN : SHOWN + BRIEF]),
                more=len(some[SHOWN + BRIEF :]),
            )
            for code, some in sorted(by_rule.items())
        )
        if rules:
            count = sum(rule.count for rule in rules)
            found.append(Weight(severity=severity, head=head, count=count, rules=rules))
    return tuple(found)


def excerpt(place: Location) -> str:
    """The line of a place, of a long one what stands around the column, with … for what is left out."""
    text = place.text.strip()
    if len(text) <= LINE:
        return text
    column = place.column - 1 - (len(place.text) - len(place.text.lstrip()))
    first = max(0, min(column - LINE // 2, len(text) - LINE))
    end = first + LINE
    return "…" * (first > 0) + text[first:end] + "…" * (end < len(text))


def pasted(paste: str) -> str:
    """What to paste, of a long one the beginning."""
    return paste if len(paste) <= PASTE else paste[:PASTE] + "…"


def _values(report: Report) -> Mapping[str, object]:
    found = weights(report)
    return {
        "weights": found,
        "excerpt": excerpt,
        "pasted": pasted,
        "open": len(report.findings) <= FEW,
        "errors": sum(weight.count for weight in found if weight.severity is Severity.ERROR),
        "warnings": sum(weight.count for weight in found if weight.severity is Severity.WARNING),
        "titles": {
            **{item.path: (item.title, f"items/{item.id}.html") for item in report.backlog.items},
            **{goal.path: (goal.title, f"goals/{goal.id}.html") for goal in report.backlog.goals},
            **{one.path: (one.title, f"initiatives/{one.id}.html") for one in report.backlog.initiatives},
        },
        "refused": tuple(file.path for file in report.backlog.refused if not file.private),
    }


def pages(report: Report) -> tuple[Page, ...]:
    """The one page of findings."""
    return (
        Page(
            path="quality.html",
            template="quality.html",
            values=partial(_values, report),
            label=N_("Findings"),
        ),
    )
