"""What a reviewer has to look at: points that a change brings, each a sentence, the weightiest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.findings import Severity
from backlog.metrics.coverage import STAGES
from backlog.site.terms import term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backlog.comparison.shapes import Comparison, GoalChange, LimitChange, StatusMove
    from backlog.findings import Finding
    from backlog.formats.diff_words import Names, Words
    from backlog.formats.mail import Markdown

_FEW = 3  # so many moves past a column are told one by one


def points(comparison: Comparison, names: tuple[Names, Names]) -> Iterator[Markdown]:
    """Errors that it tolerates, limits passed, unexpected moves, items below the cut, goals falling back."""
    words = names[1].words
    if comparison.findings.tolerated and not comparison.founded:
        yield words.plural(
            "{count} new error counts as a warning only because this change puts it into the baseline.",
            "{count} new errors count as warnings only because this change puts them into the baseline.",
            comparison.findings.tolerated,
        )
    for limit in comparison.limits:
        if limit.worse:
            yield _passed(limit, names[1])
    yield from _skipping([move for move in comparison.moves if not move.expected], names[1])
    for card in comparison.cut:
        better = comparison.after.card_by_id.get(card.below_cut_for or "")
        yield words.text(
            "“{title}” now lies beyond the capacity: “{other}” is ready and ranks higher.",
            title=card.item.title,
            other=better.item.title if better else "",
        )
    yield from _goals(comparison, words)
    for setting in comparison.settings:
        if setting.key.startswith("rules.") and setting.after == "off":
            yield words.text("The rule “{name}” is switched off.", name=setting.key.removeprefix("rules."))


def _skipping(moves: Sequence[StatusMove], names: Names) -> Iterator[Markdown]:
    """Moves past a column: a few one by one, of many how many there are and the first."""
    said = (
        names.words.text(
            "“{title}” skips columns: from “{before}” to “{after}”.",
            title=move.change.after.item.title,
            before=names.status(move.before),
            after=names.status(move.after),
        )
        for move in moves
    )
    if len(moves) <= _FEW:
        yield from said
    else:
        yield names.words.text(
            "{count} items skip columns, the first of them is this: {first}",
            count=len(moves),
            first=next(said),
        )


def _passed(limit: LimitChange, names: Names) -> Markdown:
    if limit.kind == "column":
        return names.words.plural(
            "“{status}” then holds {count} item; the limit is {limit}.",
            "“{status}” then holds {count} items; the limit is {limit}.",
            limit.after,
            status=names.status(limit.id),
            limit=limit.limit,
        )
    return names.words.plural(
        "{name} then has {count} item in progress or in review; the limit is {limit}.",
        "{name} then has {count} items in progress or in review; the limit is {limit}.",
        limit.after,
        name=names.person(limit.id) or names.words.text("Somebody"),
        limit=limit.limit,
    )


def _goals(comparison: Comparison, words: Words) -> Iterator[Markdown]:
    for change in comparison.goals:
        was, is_ = change.before, change.after
        if was is None or is_ is None:
            continue
        if _falls_back(change):
            yield words.text(
                "The goal “{title}” falls back: from “{before}” to “{after}”.",
                title=is_.goal.title,
                before=words.text(term("stage", was.stage)),
                after=words.text(term("stage", is_.stage)),
            )


def _falls_back(change: GoalChange) -> bool:
    was, is_ = change.before, change.after
    if was is None or is_ is None or is_.goal.status != "active":
        return False
    return STAGES.index(is_.stage) < STAGES.index(was.stage)


def new_findings(comparison: Comparison) -> tuple[Finding, ...]:
    """The new findings that no point tells already."""
    told = {
        ("move-unexpected", move.change.after.item.path) for move in comparison.moves if not move.expected
    }
    told |= {("below-cut", card.item.path) for card in comparison.cut}
    told |= {
        ("goal-uncovered", one.after.goal.path) for one in comparison.goals if one.after and _falls_back(one)
    }
    passed = {f"wip-over-{limit.kind}" for limit in comparison.limits if limit.worse}
    return tuple(
        finding
        for finding in comparison.findings.new
        if finding.severity is Severity.ERROR
        or (finding.slug not in passed and (finding.slug, finding.location.path) not in told)
    )


def error_count(comparison: Comparison) -> int:
    """How many new findings keep the change from being taken over."""
    shown = sum(finding.severity is Severity.ERROR for finding in comparison.findings.new)
    return shown + comparison.findings.untold_errors
