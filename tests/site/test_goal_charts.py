"""A goal's page: its figure through time, its burn-up, its forecast."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from backlog.history import Figure, past_of
from backlog.metrics.figures import GoalForecast
from backlog.report import Origin, Report
from backlog.report.compute import report_of
from backlog.site.charts.goal import burning, course, forecast_day
from tests.make import TODAY, backlog, day, goal, history, item
from tests.site.sites import rendered, seen

if TYPE_CHECKING:
    from backlog.history import Past
    from backlog.model import Goal, Item

LEADS = goal(baseline=Decimal(10), target=Decimal(100), current=Decimal(40), measured=day("2026-02-10"))


def past(*items: Item, one: Goal = LEADS, measured: tuple[tuple[str, int], ...] = ()) -> Past:
    figures = tuple(
        Figure(day=day(on), baseline=None, target=None, current=Decimal(value), measured=day(on))
        for on, value in measured
    )
    return replace(past_of(backlog(items, [one]), TODAY), figures={"leads": figures} if figures else {})


def page(report: Report, code: str = "en") -> str:
    return " ".join(seen(rendered(report, code)["goals/leads.html"]).text.split())


def reported(known: Past, one: Goal = LEADS) -> Report:
    items = [life.item for life in known.lives if life.item is not None]
    return report_of(backlog(items, [one]), (), TODAY, Origin(), known)


WORK = (
    item("a", "done", goal="leads", history=history("2025-12-01 backlog", "2026-01-20 done")),
    item("b", "planned", goal="leads", history=history("2026-01-10 planned")),
    item("c", "planned", goal="leads"),
)


def test_the_burn_up_begins_with_the_period_and_ends_today() -> None:
    """From 1 January to 16 February; weeks end on Sundays: seven of them, and today, a Monday."""
    found = burning(past(*WORK), LEADS)
    assert found is not None
    assert (found.first.scope, found.first.done, found.last.scope, found.last.done) == (1, 0, 2, 1)
    assert [week.day.isoformat() for week in found.weeks][::7] == ["2026-01-04", "2026-02-16"]
    assert found.undated == 1
    assert [mark.name for mark in found.chart.marks] == ["today"]


def test_its_page_says_it_in_words() -> None:
    text = page(reported(past(*WORK)))
    assert "1 of 2 items are done; on 1 January it was 0 of 1." in text
    assert "1 item is left out, because nobody knows its days." in text
    assert "No forecast yet: it needs five days on which something was finished." in text


def test_no_burn_up_before_the_period_or_without_items() -> None:
    later = replace(LEADS, period=replace(LEADS.period, first=day("2026-03-01")))
    assert burning(past(*WORK), later) is None
    assert burning(past(*WORK), replace(LEADS, period=None)) is None
    assert burning(past(), LEADS) is None


def test_the_figure_runs_beside_an_even_way() -> None:
    """From 10 to 100 in 90 days, 31 March less 1 January is 89: on day 46, 10 + 90 × 46 ÷ 89 = 56.5."""
    found = course(past(measured=(("2026-01-12", 15), ("2026-02-02", 30))), LEADS)
    assert found is not None
    assert found.chart is not None
    assert found.even == Decimal(57)
    assert [(one.day.isoformat(), int(one.value)) for one in found.readings] == [
        ("2026-01-12", 15),
        ("2026-02-02", 30),
        ("2026-02-10", 40),
    ]
    known = past(measured=(("2026-01-12", 15), ("2026-02-02", 30)))
    text = page(reported(known))
    assert "Measured 3 times in this period: 15 on 12 January, 40 on 10 February." in text
    assert "On an even way it would be 57 today." in text


def test_a_short_way_is_told_in_tenths() -> None:
    """From 2 to 5: 2 + 3 × 46 ÷ 89 = 3.55."""
    found = course(past(), replace(LEADS, baseline=Decimal(2), target=Decimal(5)))
    assert found is not None
    assert found.even == Decimal("3.6")


def test_one_figure_is_no_line_and_says_what_is_missing() -> None:
    found = course(past(), LEADS)
    assert found is not None
    assert found.chart is None
    text = page(reported(past()))
    assert "A line through time needs two measured figures; 1 is known in this period." in text
    assert "Earlier ones come from the git history of the file, which is not there." in text


def test_figures_outside_of_the_period_are_not_drawn() -> None:
    found = course(past(measured=(("2025-12-01", 3), ("2026-01-12", 15))), LEADS)
    assert found is not None
    assert [one.day.isoformat() for one in found.readings] == ["2026-01-12", "2026-02-10"]


def forecast_words(forecast: GoalForecast) -> str:
    report = reported(past(*WORK))
    views = tuple(replace(view, forecast=forecast) for view in report.goals)
    return page(replace(report, goals=views))


def test_a_forecast_says_the_day_the_chance_and_what_it_counts() -> None:
    """From Monday 16 February, 10 days are 26 February and 40 are 28 March."""
    days = {50: 10, 70: 20, 85: 40, 95: 60}
    text = forecast_words(GoalForecast(items=5, ahead=3, days=days, chance=88))
    assert "Done by 28 March 2026 with 85 % certainty, by 26 February with 50 %." in text
    assert "The chance to be done by the end of the period on 31 March is 88 %." in text
    assert "It counts its 5 open items and 3 ranked before them that the same people work on." in text
    sure = forecast_words(GoalForecast(items=1, ahead=0, days=days, chance=97))
    assert "is above 95 %. It counts its 1 open item." in sure
    late = forecast_words(GoalForecast(items=1, ahead=0, days=days, chance=0))
    assert "The chance to be done by the end of the period on 31 March is below 1 %." in late


def test_a_forecast_that_cannot_be_made_says_why() -> None:
    nothing = GoalForecast(items=5, ahead=3, lack="nothing-finished")
    assert "No forecast: nothing was finished in the last 90 days." in forecast_words(nothing)
    far = GoalForecast(items=5, ahead=0, days={50: 700, 70: None, 85: None, 95: None})
    assert "With 85 % certainty it takes longer than two years." in forecast_words(far)
    assert "Nothing is open." in forecast_words(GoalForecast(items=0, ahead=0, days={50: 0, 85: 0}))
    assert forecast_day(far, 85, TODAY) is None
