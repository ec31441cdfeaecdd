"""The sections of the strategy mail below its first lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.formats.mail import Markdown, bullets, joined, parts, table
from backlog.metrics.inflation import LEAST_SCORED, LIMITS
from backlog.report.strategy_words import SIGNS, WHY, foretold, rows_of, signed
from backlog.site.terms import term

if TYPE_CHECKING:
    from backlog.formats.mail import Pen
    from backlog.metrics.ice import Ratings
    from backlog.report import Report
    from backlog.report.cleanup import Clearing
    from backlog.report.shapes import Card, InitiativeView
    from backlog.report.strategy import GoalLine, Strategy
    from backlog.report.strategy_words import Row


def goals(strategy: Strategy, write: Pen) -> Markdown:
    """Every goal: coverage, effort, forecast."""
    if not strategy.goals:
        return write.text("A goal is a file in the folder of goals, with a period, a metric and a target.")
    head = [write.text(name) for name in ("Goal", "Goal coverage", "Effort", "Forecast of the open items")]
    return table(head, [_goal(line, write) for line in strategy.goals])


def _goal(line: GoalLine, write: Pen) -> list[Markdown]:
    view = line.view
    effort = write.text("nothing is rated")
    if view.effort_share is not None and view.goal.share is not None:
        effort = write.text("{actual} %, {wanted} % wanted", actual=view.effort_share, wanted=view.goal.share)
    elif view.effort_share is not None:
        effort = write.text("{actual} %", actual=view.effort_share)
    message, values = foretold(line)
    late = ""
    if line.late is not None and line.late > 0:
        late = write.plural(
            "{count} day after the end of the period", "{count} days after the end of the period", line.late
        )
    elif line.late is not None:
        late = write.text("within the period")
    ahead = ""
    if line.day is not None and view.forecast is not None and view.forecast.ahead:
        ahead = write.plural(
            "with {count} item of the same people before them",
            "with {count} items of the same people before them",
            view.forecast.ahead,
        )
    forecast = Markdown(", ".join(words for words in (write.text(message, **values), late, ahead) if words))
    stage = write.text(term("stage", view.stage))
    return [write.link(view.goal.title, f"goals/{view.goal.id}.html"), stage, effort, forecast]


def initiatives(strategy: Strategy, write: Pen) -> Markdown:
    """The initiatives that ask for a decision."""

    def link(view: InitiativeView) -> Markdown:
        return write.link(view.initiative.title, f"initiatives/{view.initiative.id}.html")

    portfolio = strategy.portfolio
    return parts(
        _named(write.text("To start"), [link(view) for view in portfolio.start], write),
        _named(
            write.text("To pause or stop"),
            [
                Markdown(f"{link(pause.view)}: {write.text(WHY[pause.why], count=pause.days or 0)}")
                for pause in portfolio.pause
            ],
            write,
        ),
        _named(
            write.text("Done, nothing follows"), [link(view) for view in portfolio.followed_by_nothing], write
        ),
    )


def _named(name: Markdown, entries: list[Markdown], write: Pen) -> Markdown:
    if not entries:
        return Markdown(f"**{name}:** {write.text('no initiative')}")
    return parts(Markdown(f"**{name}:**"), bullets(entries))


def inflated(strategy: Strategy, write: Pen) -> Markdown:
    """What the signs of priority inflation come to."""
    inflation = strategy.inflation
    if not inflation.enough:
        return write.text(
            "Too few to judge: {count} open items are rated, {least} are needed.",
            count=inflation.scored,
            least=LEAST_SCORED,
        )
    if inflation.alarms:
        return write.plural(
            "One of four signs is an alarm.", "{count} of four signs are alarms.", len(inflation.alarms)
        )
    return write.text("No sign of it: the ratings tell items apart.")


def ratings(strategy: Strategy, report: Report, write: Pen) -> Markdown:
    """Priority inflation and the largest rank moves."""
    signs = []
    for sign in strategy.inflation.signs:
        figures, limit = SIGNS[sign.name]
        words = write.text(figures, count=sign.count, whole=sign.whole)
        alarm = f"**{write.text('Alarm')}**" if sign.alarm else ""
        until = f"({write.text(limit, limit=LIMITS[sign.name])})"
        signs.append(joined(words, alarm, Markdown(until)))
    return parts(
        joined(Markdown(f"**{write.text('Priority inflation')}:**"), inflated(strategy, write)),
        bullets(signs),
        Markdown(f"**{write.text('Largest rank moves')}:**"),
        _moves(strategy, report, write),
    )


def _moves(strategy: Strategy, report: Report, write: Pen) -> Markdown:
    moves = strategy.moves
    if not moves.known and report.past.absent:
        return write.text(
            "Earlier ratings are not known: they come from the git history of the files, and there is none "
            "here."
        )
    if not moves.known:
        return write.text(
            "Earlier ratings are not known: the git history has none from before {day}.", day=report.today
        )
    if not moves.moves:
        return write.text("None of them has another rank.")
    lines = []
    for card, move in moves.moves:
        rank = write.text("Rank {before} → {after}", before=move.rank_before, after=move.rank_after)
        why = write.text("its rating is the same, others came, went or were rated anew")
        if move.rated_anew:
            before, after = _rated(move.before), _rated(move.after)
            why = write.text("rated anew: {before}, now {after}", before=before, after=after)
        lines.append(Markdown(f"{_item(card, write)}: {rank}, {why}"))
    return parts(write.text("Since {day}", day=moves.since), bullets(lines))


def _rated(ratings: Ratings) -> str:
    return f"{ratings.impact} × {ratings.confidence} ÷ {ratings.effort}"


def _item(card: Card, write: Pen) -> Markdown:
    return write.link(card.item.title, f"items/{card.item.id}.html")


def month(strategy: Strategy, write: Pen) -> Markdown:
    """The month against the one before."""
    months = strategy.months
    windows = [months.this.window, months.same_days.window]
    spans = [
        write.text(
            "{first} to {last}", first=write.day(one.first, "brief"), last=write.day(one.last, "brief")
        )
        for one in windows
    ]
    last = [] if months.over else [write.day(months.last.window.first, "month")]

    def number(value: int | None) -> str:
        return "–" if value is None else write.language.number(value)

    return table(
        [write.text("What is counted"), *spans, write.text("Change"), *last],
        [
            [
                _named_row(row, write),
                number(row.this),
                number(row.same_days),
                "–" if row.change is None else Markdown(signed(row.change)),
                *([] if months.over else [number(row.last)]),
            ]
            for row in rows_of(months)
        ],
    )


def _named_row(row: Row, write: Pen) -> Markdown:
    name = write.text(row.name)
    if row.of is None:
        return name
    this, before = row.of
    of = write.text("of {this} and {before} finished items with a known start", this=this, before=before)
    return Markdown(f"{name} ({of})")


def clean_up(strategy: Strategy, write: Pen) -> Markdown:
    """What to drop, park or rate anew, with lines to paste."""
    if not strategy.clean_up:
        return write.text(
            "Nothing to clear away: no item older than 90 days stands in the lower third of the ranking "
            "without ever having begun."
        )

    def cleared(one: Clearing) -> Markdown:
        old = write.text("older than {count} days" if one.at_least else "{count} days old", count=one.days)
        rank = write.text("Rank {rank}", rank=one.card.rank)
        lines = " · ".join(f"`{line}`" for line in (one.drop, one.park) if line)
        return Markdown(f"{_item(one.card, write)}: {rank}, {old}. {lines}")

    return parts(
        write.text(
            "Older than 90 days, in the lower third of the ranking, never begun: drop, park or rate anew."
        ),
        bullets(cleared(one) for one in strategy.clean_up),
    )
