"""The strategy meeting as Markdown to mail; its first ten lines stand alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.formats import strategy_sections as sections
from backlog.formats.mail import Markdown, bullets, heading, joined, parts, pen
from backlog.report.strategy import strategy_of
from backlog.report.strategy_words import POINTS, course_of
from backlog.site.terms import SPELLED

if TYPE_CHECKING:
    from backlog.formats.mail import Pen
    from backlog.language import Language
    from backlog.report import Report
    from backlog.report.strategy import Strategy


def strategy_mail(report: Report, language: Language) -> str:
    """The strategy meeting of a report, with links where the site has an address."""
    strategy = strategy_of(report)
    write = pen(language, report.config.site.base_url)
    return parts(
        heading(
            write.text("Monthly strategy: {title}, {day}", title=report.config.title, day=report.today), 1
        ),
        _lead(strategy, write),
        _meeting(strategy, write),
        _to_decide(strategy, write),
        heading(write.text("Agenda")),
        bullets(_agenda(strategy, write)),
        heading(write.text("Goals")),
        sections.goals(strategy, write),
        heading(write.text("Initiatives")),
        sections.initiatives(strategy, write),
        heading(write.text("Ratings")),
        sections.ratings(strategy, report, write),
        heading(write.text("The month in figures")),
        sections.month(strategy, write),
        heading(write.text("Clean up")),
        sections.clean_up(strategy, write),
    )


def _lead(strategy: Strategy, write: Pen) -> Markdown:
    most, gap = strategy.most, strategy.gap
    some = _spelled(strategy.on_course, write)
    return joined(
        write.text(
            course_of(strategy.running, any_goal=bool(strategy.goals)),
            some=some[:1].upper() + some[1:],
            total=_spelled(len(strategy.running), write),
        ),
        write.text(
            "Most of the effort goes to “{goal}” ({percent} %).",
            goal=most.goal.title,
            percent=most.effort_share,
        )
        if most
        else "",
        write.text(
            "“{goal}” gets {actual} %, {wanted} % is wanted.",
            goal=gap.goal.title,
            actual=gap.effort_share,
            wanted=gap.goal.share,
        )
        if gap
        else "",
    )


def _spelled(count: int, write: Pen) -> str:
    return write.text(SPELLED[count]) if count < len(SPELLED) else write.language.number(count)


def _meeting(strategy: Strategy, write: Pen) -> Markdown:
    if strategy.occasion is None:
        return write.text("No strategy meeting is in the calendar; [cadence] sets its rhythm.")
    day = write.day(strategy.occasion.day, "full")
    return joined(
        write.text("Next meeting: {day}, {minutes} minutes.", day=day, minutes=strategy.minutes),
        write.link(write.text("The page for it"), "strategy.html") if write.site else "",
    )


def _to_decide(strategy: Strategy, write: Pen) -> Markdown:
    """Up to four lines: what the meeting has to decide."""
    inflation = joined(write.text("Priority inflation:"), sections.inflated(strategy, write))
    lines = [_portfolio(strategy, write), inflation]
    if strategy.moves.known:
        lines.append(
            write.plural(
                "{count} item has another rank than on {day}.",
                "{count} items have another rank than on {day}.",
                strategy.moves.changed,
                day=strategy.moves.since,
            )
        )
    if strategy.clean_up:
        lines.append(
            write.plural(
                "{count} item is to be dropped, parked or rated anew.",
                "{count} items are to be dropped, parked or rated anew.",
                len(strategy.clean_up),
            )
        )
    return bullets(lines)


def _portfolio(strategy: Strategy, write: Pen) -> Markdown:
    portfolio = strategy.portfolio
    counts = [
        write.plural("{count} to start", "{count} to start", len(portfolio.start)) if portfolio.start else "",
        write.plural("{count} to pause or stop", "{count} to pause or stop", len(portfolio.pause))
        if portfolio.pause
        else "",
        write.plural(
            "{count} done that nothing follows",
            "{count} done that nothing follows",
            len(portfolio.followed_by_nothing),
        )
        if portfolio.followed_by_nothing
        else "",
    ]
    said = [words for words in counts if words]
    if not said:
        return write.text("No initiative asks for a decision.")
    return write.text("Initiatives: {counts}.", counts=write.list(said))


def _agenda(strategy: Strategy, write: Pen) -> list[Markdown]:
    return [
        write.text("{minutes} min: {point}", minutes=minutes, point=write.text(POINTS[point]))
        for point, minutes in strategy.agenda
    ]
