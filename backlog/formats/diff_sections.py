"""What a change does beside items and ranking: what to mend, goals, limits, minutes, settings."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from backlog.comparison.shapes import FieldChange
from backlog.findings import Severity
from backlog.formats.diff_goals import goal_name, meeting_counts, meeting_name
from backlog.formats.diff_points import error_count, new_findings, points
from backlog.formats.diff_tables import Section, listed
from backlog.formats.diff_words import ARROW, NOTHING, both_names, told
from backlog.formats.mail import Markdown
from backlog.rules.wording import word
from backlog.site.terms import term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from backlog.comparison.shapes import Comparison, GoalChange
    from backlog.findings import Finding
    from backlog.formats.diff_words import Words
    from backlog.report import Card, GoalView


_ALIKE = 3  # so many findings of a rule are told one by one
_PLACES = 5  # so many places of others like them are named
_SLIGHT = 5  # by so many percent the share of a goal may differ before it is worth a line


def finding_sections(comparison: Comparison, words: Words) -> Iterator[Section]:
    """What has to be mended first, and what is worth a look unless the first words tell it alone."""
    found = new_findings(comparison)
    errors = [finding for finding in found if finding.severity is Severity.ERROR]
    others = [finding for finding in found if finding.severity is not Severity.ERROR]
    if errors:
        yield _bullets(words.text("To mend first"), list(_findings(errors, words)), words)
    told = list(points(comparison, both_names(comparison.before, comparison.after, words)))
    lines = [*told, *_findings(others, words)]
    if comparison.findings.untold:
        lines.append(
            words.plural(
                "{count} new finding is about what a public site leaves out; `backlog check` tells it.",
                "{count} new findings are about what a public site leaves out; `backlog check` tells them.",
                comparison.findings.untold,
            )
        )
    if lines and not (lines == told and len(told) == 1 and not error_count(comparison)):
        yield _bullets(words.text("Worth a look"), lines, words)


def _findings(findings: Sequence[Finding], words: Words) -> Iterator[Markdown]:
    """A line each; of a rule that finds more than a few, one line with the places of the others."""
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.slug, []).append(finding)
    for several in grouped.values():
        if len(several) <= _ALIKE:
            yield from (_finding(finding, words) for finding in several)
        else:
            places = [words.shown(finding.location.path) for finding in several[1 : _PLACES + 1]]
            more = Markdown(", ".join(places) + (" …" if len(several) > _PLACES + 1 else ""))
            yield words.plural(
                "{first} The same in {count} more place: {places}",
                "{first} The same in {count} more places: {places}",
                len(several) - 1,
                first=_finding(several[0], words),
                places=more,
            )


def _finding(finding: Finding, words: Words) -> Markdown:
    said = word(finding, words.language)
    return Markdown(f"{words.sentence(said.path)}:{said.line}: {words.sentence(said.message)}")


def _bullets(title: Markdown, lines: Sequence[Markdown], words: Words) -> Section:
    shown = lines[: max(words.rows, 1)]
    listing = Markdown("\n".join(f"- {line}" for line in shown))
    return Section(title=title, text=listing, left_out=len(lines) - len(shown))


def limit_section(comparison: Comparison, words: Words) -> Section | None:
    """How much is in work where a limit is passed, before or after."""
    before, after = both_names(comparison.before, comparison.after, words)
    rows = []
    for limit in comparison.limits:
        names = after if limit.limit is not None else before
        name = names.status(limit.id) if limit.kind == "column" else names.person(limit.id)
        limits = words.both(words.number(limit.limit_before), words.number(limit.limit))
        said = words.text("over the limit") if limit.is_over else words.text("within the limit again")
        counts = words.both(words.number(limit.before), words.number(limit.after))
        rows.append([name or words.text("Somebody"), counts, limits, said])
    head = [
        words.text("Column or person"),
        words.text("In work at once"),
        words.text("Limit"),
        words.text("After"),
    ]
    return listed(words.text("Limits"), head, rows, words) if rows else None


def goal_section(comparison: Comparison, words: Words) -> Section | None:
    """Stage, share of the effort, open items and forecast of each goal that a change is about."""
    if not comparison.goals:
        return None
    today = comparison.after.today

    def likely(view: GoalView) -> Markdown:
        return _likely(view, today, words)

    forecast = any(
        likely(view) != NOTHING
        for change in comparison.goals
        if change.touched
        for view in (change.before, change.after)
        if view is not None
    )
    head = [
        words.text("Goal"),
        words.text("Coverage"),
        words.text("Share of effort"),
        words.text("Open items"),
    ]
    if forecast:
        head.append(words.text("Done by (85 % certain)"))
    rows = []
    names = both_names(comparison.before, comparison.after, words)
    for change in comparison.goals:
        sides = change.before, change.after
        row = [
            goal_name(change, names),
            _both(sides, lambda view: words.text(term("stage", view.stage)), words),
            _both(sides, lambda view: _percent(view.effort_share, words), words),
            _both(sides, lambda view: words.number(view.open), words),
        ]
        if forecast:
            row.append(_both(sides, likely, words) if change.touched else NOTHING)
        if any(ARROW in cell for cell in row[1:]) and not _slight(change):
            rows.append(row)
    return listed(words.text("Goals"), head, rows, words) if rows else None


def _slight(change: GoalChange) -> bool:
    """Whether nothing of a goal is otherwise but its share, and that by little."""
    was, is_ = change.before, change.after
    if was is None or is_ is None or change.touched or was.stage != is_.stage or was.open != is_.open:
        return False
    return abs((was.effort_share or 0) - (is_.effort_share or 0)) < _SLIGHT


def _both(
    sides: tuple[GoalView | None, GoalView | None], said: Callable[[GoalView], Markdown], words: Words
) -> Markdown:
    before, after = (said(view) if view else NOTHING for view in sides)
    return words.both(before, after)


def _percent(share: int | None, words: Words) -> Markdown:
    return NOTHING if share is None else words.text("{count} %", count=share)


def _likely(view: GoalView, today: date, words: Words) -> Markdown:
    """When its open items are done with 85 % certainty, where anybody can tell."""
    forecast = view.forecast
    if forecast is None or forecast.lack or not forecast.items:
        return NOTHING
    days = forecast.days.get(85)
    if days is None:
        return words.text("later than in two years")
    return Markdown(words.language.date(today + timedelta(days=days), "digits"))


def entry_section(comparison: Comparison, words: Words) -> Section | None:
    """What the files of goals and initiatives say otherwise."""
    names = both_names(comparison.before, comparison.after, words)
    rows = []
    entries = [("goal", goal_name(one, names), one.fields or _new_fields(one)) for one in comparison.goals]
    entries += [("initiative", words.shown(one.value.title), one.fields) for one in comparison.initiatives]
    for kind, title, fields in entries:
        for number, one in enumerate(fields):
            before, after = told(one, names, kind)
            shown = title if not number else Markdown("")
            rows.append([shown, words.field(one.field, kind), before, after])
    head = [
        words.text("Goal or initiative"),
        words.text("What changes"),
        words.text("Before"),
        words.text("After"),
    ]
    return listed(words.text("Goals and initiatives"), head, rows, words) if rows else None


def _new_fields(change: GoalChange) -> tuple[FieldChange, ...]:
    """What a new goal is about."""
    if change.before is not None or change.after is None:
        return ()
    goal = change.after.goal
    said = ((name, getattr(goal, name)) for name in ("period", "metric", "baseline", "target", "owner"))
    return tuple(FieldChange(field=name, after=value) for name, value in said if value is not None)


def ready_section(comparison: Comparison, words: Words) -> Section | None:
    """What can be begun now and could not before, and the other way round."""
    lines = [
        words.text("“{title}” is ready to start now.", title=card.item.title) for card in comparison.readied
    ]
    lines += [_unready(card, words) for card in comparison.unreadied]
    return _bullets(words.text("Ready to start"), lines, words) if lines else None


def _unready(card: Card, words: Words) -> Markdown:
    title = {"title": card.item.title}
    if card.missing:
        fields = Markdown(", ".join(words.field(name) for name in card.missing))
        return words.text(
            "“{title}” is not ready to start any more; missing: {fields}.", fields=fields, **title
        )
    if card.blocked:
        return words.text("“{title}” is not ready to start any more: it is blocked.", **title)
    return words.text("“{title}” is not ready to start any more: it waits for another item.", **title)


def meeting_section(comparison: Comparison, words: Words) -> Section | None:
    """Minutes that are new, changed or removed."""
    if not comparison.meetings:
        return None
    rows = []
    for change in comparison.meetings:
        how = words.text("changed")
        if change.before is None:
            how = words.text("new")
        elif change.after is None:
            how = words.text("removed")
        rows.append([meeting_name(change, words), how, meeting_counts(change, words) or NOTHING])
    head = [words.text("Meeting"), words.text("Minutes"), words.text("Decisions and actions")]
    return listed(words.text("Meetings"), head, rows, words)


def setting_section(comparison: Comparison, words: Words) -> Section | None:
    """Keys of the configuration that say something else."""
    rows = [
        [words.shown(one.key), _setting(one.before, words), _setting(one.after, words)]
        if (one.before, one.after) != (None, None)
        else [words.shown(one.key), Markdown(""), words.text("changed")]
        for one in comparison.settings
    ]
    head = [words.text("Setting"), words.text("Before"), words.text("After")]
    return listed(words.text("Settings"), head, rows, words) if rows else None


def _setting(value: object, words: Words) -> Markdown:
    if value is None:
        return NOTHING
    if isinstance(value, tuple):
        return words.shown(", ".join(value)) or NOTHING
    return words.shown(words.language.readable(value)) or NOTHING


def mended_section(comparison: Comparison, words: Words) -> Section | None:
    """Findings that are there no more; what is said of the same place in other words now is not mended."""
    still = {_place(finding) for finding in comparison.findings.new}
    lines = [
        _finding(finding, words) for finding in comparison.findings.mended if _place(finding) not in still
    ]
    return _bullets(words.text("Mended"), lines, words) if lines else None


def _place(finding: Finding) -> tuple[str, str, str | None]:
    return (finding.slug, finding.location.path, finding.field)
