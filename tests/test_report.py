"""The report: cards, columns, goals, people, channels, focus, and what the index says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlog.config.figures import Focus
from backlog.config.sections import Absence, Channel, Kind, Metric, Person
from backlog.findings import Finding, Severity
from backlog.language import language
from backlog.model import Backlog, Block, Body, Criterion, Outcome, Period, Result
from backlog.report import Effect, Origin, Report
from backlog.report.alerts import ALERTS, words
from backlog.report.compute import report_of
from backlog.rules import RULE_BY_NAME
from tests.make import (
    KINDS,
    TODAY,
    backlog,
    config,
    day,
    finding,
    goal,
    history,
    initiative,
    item,
    meeting,
    people,
    ready_item,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backlog.report import Card


def reported(*items: Any, findings: tuple[Finding, ...] = (), today: Any = TODAY, **values: Any) -> Report:
    return report_of(backlog(items, **values), findings, today, Origin())


def ids(cards: Iterable[Card]) -> list[str]:
    return [card.item.id for card in cards]


class TestCard:
    def test_holds_everything_about_an_item(self) -> None:
        task = ready_item(
            "page",
            "in-review",
            owner="anna",
            reviewer="claudia",
            initiative="heating",
            depends_on=("text", "photos"),
            body=Body(
                criteria=(Criterion("a", done=True, line=9), Criterion("b", done=False, line=10)), visible=50
            ),
            history=history("2026-01-12 backlog", "2026-02-02 in-progress", "2026-02-10 in-review"),
            blocked=(
                Block(day("2026-02-12"), "approval"),
                Block(day("2026-01-12"), "content", day("2026-01-20")),
            ),
        )
        others = [
            item("text"),
            item("photos", "done"),
            item("mailing", depends_on=("page",)),
            item("old", "done", depends_on=("page",)),
        ]
        report = reported(
            task,
            *others,
            goals=[goal()],
            initiatives=[initiative()],
            config=config(people={"anna": Person(name="Anna Schmidt", team="Marketing")}),
            findings=(finding("stalled", "items/page.md"), finding("overdue", "items/text.md")),
        )
        card = report.card_by_id["page"]
        assert (card.status.name, card.goal, card.initiative) == ("In review", goal(), initiative())
        assert card.owner == Person(name="Anna Schmidt", team="Marketing")
        assert card.reviewer == Person(name="claudia")
        assert card.channel == Channel(name="Website")
        assert (card.score, card.rank, card.order) == (Fraction(6), 1, 1)
        assert (card.waits_for, card.needed_by) == (("text",), ("mailing",))
        assert (card.criteria_done, card.criteria) == (1, 2)
        assert card.blocks == (Block(day("2026-02-12"), "approval"),)
        assert (card.blocked, card.ready, card.missing) == (True, False, ())
        assert (card.days_in_status, card.timeline.age_days) == (6, 15)
        assert [one.slug for one in card.findings] == ["stalled"]

    def test_of_an_item_of_which_nothing_is_known(self) -> None:
        card = reported(item()).cards[0]
        assert (card.goal, card.initiative, card.owner, card.reviewer, card.channel) == (None,) * 5
        assert (card.score, card.rank, card.rank_best, card.rank_worst, card.order) == (None,) * 5
        assert card.days_in_status is None
        assert not (card.quick_win)
        assert not (card.big_bet)
        assert not (card.parked)
        assert not (card.below_cut)

    def test_a_score_is_there_without_a_rank(self) -> None:
        card = reported(ready_item(status="done")).cards[0]
        assert (card.score, card.rank) == (Fraction(6), None)
        assert not card.quick_win

    def test_below_the_cut(self) -> None:
        report = reported(
            ready_item("best", impact=5),
            ready_item("poor", "planned", impact=1),
            goals=[goal()],
            config=config(),
        )
        assert (report.cut, report.card_by_id["poor"].below_cut_for) == (1, "best")
        assert report.card_by_id["poor"].below_cut
        assert not report.card_by_id["best"].below_cut


class TestRankings:
    def test_lists(self) -> None:
        report = reported(
            ready_item("quick", impact=4, effort=1),
            ready_item("big", impact=5, effort=4),
            item("unscored"),
            item("request", "idea", history=history("2026-02-03 idea")),
            item("older", "idea", history=history("2026-02-01 idea")),
            item("undated", "idea"),
            ready_item("parked", recheck=day("2026-03-01")),
            ready_item("sooner", recheck=day("2026-02-20")),
            ready_item("finished", "done"),
        )
        assert ids(report.ranked) == ["quick", "big"]
        assert ids(report.unscored) == ["unscored"]
        assert ids(report.quick_wins) == ["quick"]
        assert ids(report.big_bets) == ["big"]
        assert ids(report.parked) == ["sooner", "parked"]
        assert ids(report.requests) == ["older", "request", "undated"]


class TestColumns:
    def test_open_by_order_then_id_finished_by_day(self) -> None:
        report = reported(
            item("b"),
            item("a"),
            ready_item("poor", impact=1),
            ready_item("good", impact=5),
            item("early", "done", done=day("2026-01-01")),
            item("undated", "done"),
            item("late", "done", done=day("2026-02-01")),
        )
        columns = {column.status.id: ids(column.cards) for column in report.columns}
        assert list(columns) == list(KINDS)
        assert columns["backlog"] == ["good", "poor", "a", "b"]
        assert columns["done"] == ["late", "early", "undated"]

    def test_over_the_limit(self) -> None:
        columns = {
            column.status.id: column
            for column in reported(*[item(f"i{n}", "in-review") for n in range(4)]).columns
        }
        assert columns["in-review"].over
        assert not columns["in-progress"].over
        assert not columns["done"].over


class TestGoals:
    def test_a_goal_with_its_items(self) -> None:
        report = reported(
            ready_item("a", "in-progress", effort=2),
            ready_item("b", "done", effort=1, result=Result(value="11 leads")),
            ready_item("c", "dropped"),
            ready_item("d", goal=None, initiative="heating"),
            item("e", impact=1, confidence=1, effort=4),
            goals=[goal(metric="leads", target=Decimal(40), current=Decimal(18), owner="anna")],
            initiatives=[initiative()],
            config=config(metrics={"leads": Metric(name="Qualified leads", unit="leads")}),
            findings=(finding("figure-stale", "items/goals/leads.md"),),
        )
        view = report.goals[0]
        assert ids(view.cards) == ["a", "d", "b", "c"]
        assert (view.stage, view.open, view.done) == ("measured", 2, 1)
        assert view.counts == {
            "intake": 0,
            "backlog": 1,
            "planned": 0,
            "active": 1,
            "review": 0,
            "done": 1,
            "dropped": 1,
        }
        assert (view.effort_share, report.effort_share_without_goal) == (50, 50)
        assert (view.done_share_count, view.done_share_effort) == (33, 20)
        assert (view.period_passed, view.progress, view.on_track) == (51, 45, False)
        assert (view.metric, view.owner) == (
            Metric(name="Qualified leads", unit="leads"),
            Person(name="anna"),
        )
        assert view.hangs_on == "anna"
        assert view.initiatives == (initiative(),)
        assert [one.slug for one in view.findings] == ["figure-stale"]
        assert ids(report.without_goal) == ["e"]

    @pytest.mark.parametrize(
        ("values", "on_track"),
        [
            ({"current": Decimal(30)}, True),
            ({"current": Decimal(10)}, False),
            ({"current": None}, None),
            ({"status": "achieved"}, True),
            ({"status": "paused", "current": Decimal(30)}, None),
            ({"period": None, "current": Decimal(30)}, None),
            (
                {"period": Period(day("2026-04-01"), day("2026-06-30"), "2026-Q2"), "current": Decimal(30)},
                None,
            ),
        ],
    )
    def test_on_track(self, values: dict[str, Any], on_track: bool | None) -> None:
        assert reported(goals=[goal(target=Decimal(40), **values)]).goals[0].on_track is on_track

    def test_progress_is_a_hundred_only_when_it_is_reached(self) -> None:
        view = reported(goals=[goal(target=Decimal(1000), current=Decimal("999.9"))]).goals[0]
        assert view.progress == 99

    def test_current_goals_worst_first(self) -> None:
        def at(figure: int | None) -> Decimal | None:
            return None if figure is None else Decimal(figure)

        goals = [
            goal("good", target=Decimal(10), current=at(9)),
            goal("bad", target=Decimal(10), current=at(1)),
            goal("unknown", target=Decimal(10), current=at(None)),
            goal("worked-on", target=Decimal(10), current=at(None)),
            goal("later", period=Period(day("2026-04-01"), day("2026-06-30"), "2026-Q2")),
            goal("paused", status="paused"),
            goal("endless", period=None, target=Decimal(10), current=at(None)),
        ]
        report = reported(ready_item(goal="worked-on"), goals=goals)
        assert [view.goal.id for view in report.current_goals] == [
            "unknown",
            "worked-on",
            "bad",
            "endless",
            "good",
        ]

    def test_initiatives(self) -> None:
        report = reported(
            item("a", initiative="heating"), initiatives=[initiative(owner="ben")], goals=[goal()]
        )
        view = report.initiatives[0]
        assert (ids(view.cards), view.goal, view.owner) == (["a"], goal(), Person(name="ben"))


class TestPeople:
    def test_by_team_with_open_work_only(self) -> None:
        persons = people(
            anna=Person(name="Anna", team="Marketing", deputy="ben"),
            ben=Person(name="Ben", team="Marketing"),
            zoe=Person(name="Zoe", team="Design"),
            gone=Person(name="Gone", until=day("2026-02-15")),
            leaver=Person(name="Leaver", until=day("2026-02-16")),
        )
        report = reported(
            item("a", "in-progress", owner="anna"),
            item("b", "planned", owner="anna"),
            item("c", owner="anna"),
            item("d", "done", owner="anna"),
            item("e", "idea", owner="anna"),
            item("f", "in-review", owner="ben", reviewer="anna"),
            item("g", "in-progress", owner="ben", reviewer="anna"),
            config=config(people=persons),
        )
        assert [view.id for view in report.people] == ["leaver", "zoe", "anna", "ben"]
        anna = report.people[2]
        assert (ids(anna.active), ids(anna.planned), ids(anna.waiting), ids(anna.reviewing)) == (
            ["a"],
            ["b"],
            ["c"],
            ["f"],
        )
        assert (anna.limit, anna.deputy, anna.over) == (3, "ben", False)

    def test_who_is_in_no_table_is_there_by_the_files(self) -> None:
        report = reported(
            *[item(f"i{n}", "in-progress", owner="mia") for n in range(4)],
            item("x", "in-review", reviewer="tom"),
        )
        assert [(view.id, view.person.name, view.over) for view in report.people] == [
            ("mia", "mia", True),
            ("tom", "tom", False),
        ]

    def test_who_left_is_there_as_long_as_work_is(self) -> None:
        left = config(people={"gone": Person(name="Gone", until=day("2025-12-31"))})
        assert [view.id for view in reported(item(owner="gone"), config=left).people] == ["gone"]
        assert reported(item(status="done", owner="gone"), config=left).people == ()


class TestChannels:
    def test_open_in_order_blocked_unscored_and_last_live(self) -> None:
        report = reported(
            ready_item("good", impact=5, channel="seo"),
            item("unscored", channel="seo", blocked=(Block(day("2026-02-01"), "content"),)),
            item("request", "idea", channel="seo"),
            item("early", "done", channel="seo", done=day("2026-01-01")),
            item("late", "done", channel="seo", done=day("2026-02-01")),
            item("none"),
            config=config(channels={"seo": Channel(name="Search", owner="anna"), "paid": Channel()}),
        )
        seo, paid = report.channels
        assert (seo.name, seo.owner, paid.name, paid.owner, paid.last_live) == (
            "Search",
            "anna",
            "paid",
            None,
            None,
        )
        assert ids(seo.cards) == ["good", "request", "unscored"]
        assert (ids(seo.blocked), ids(seo.unscored)) == (["unscored"], ["unscored"])
        assert seo.last_live is not None
        assert seo.last_live.item.id == "late"
        assert ids(report.without_channel) == ["none"]

    def test_without_a_table_those_in_use(self) -> None:
        report = reported(
            item("a", channel="social"),
            item("b", channel="fair"),
            item("c", channel="seo"),
            config=config("de"),
        )
        assert [(view.id, view.name) for view in report.channels] == [
            ("seo", "SEO"),
            ("social", "Social Media"),
            ("fair", "fair"),
        ]


class TestFocus:
    def test_runs_for_fifteen_working_days(self) -> None:
        focus = reported(today=day("2026-02-02")).focus
        assert (focus.first, focus.last, focus.working_days) == (day("2026-02-02"), day("2026-02-20"), 15)

    def test_begins_on_the_report_day_even_where_nobody_works(self) -> None:
        focus = reported(today=day("2026-02-14"), config=config(focus=Focus(working_days=1))).focus
        assert (focus.first, focus.last) == (day("2026-02-14"), day("2026-02-16"))

    def test_holidays_are_left_out(self) -> None:
        focus = reported(
            today=day("2026-04-02"), config=config(holidays="DE-BE", focus=Focus(working_days=3))
        ).focus
        assert focus.last == day("2026-04-08")

    @pytest.mark.parametrize(
        ("status", "start", "due", "planned", "due_inside"),
        [
            ("planned", None, None, True, False),
            ("planned", "2026-03-06", None, True, False),
            ("planned", "2026-03-07", None, False, False),
            ("planned", None, "2026-03-06", True, True),
            ("planned", None, "2026-02-01", True, True),  # overdue
            ("planned", None, "2026-03-07", False, False),
            ("planned", "2026-03-01", "2026-04-01", True, False),
            ("backlog", None, None, False, False),
            ("backlog", None, "2026-02-16", True, True),
            ("backlog", "2026-02-20", None, True, False),
            ("backlog", "2026-01-05", None, False, False),  # a start that has passed
            ("idea", None, "2026-02-20", True, True),
            ("in-progress", None, "2026-02-20", False, False),
            ("done", None, "2026-02-20", False, False),
        ],
    )
    def test_what_is_planned(
        self, status: str, start: str | None, due: str | None, *, planned: bool, due_inside: bool
    ) -> None:
        task = item(status=status, start=day(start) if start else None, due=day(due) if due else None)
        focus = reported(task).focus
        assert bool(focus.planned) is planned
        assert bool(focus.due) is due_inside
        assert bool(focus.running) is (status == "in-progress")

    def test_due_dates_sort_and_then_the_order(self) -> None:
        report = reported(
            ready_item("good", "planned", impact=5),
            ready_item("poor", "in-progress", impact=1),
            item("later", "in-progress", due=day("2026-03-01")),
            item("sooner", due=day("2026-02-20")),
            ready_item("parked", "planned", recheck=day("2026-02-20")),
        )
        assert ids(report.focus.cards) == ["sooner", "later", "good", "poor"]
        assert ids(report.focus.running) == ["later", "poor"]


class TestIndex:
    def test_approvals_oldest_first(self) -> None:
        report = reported(
            item("review", "in-review", reviewer="claudia", history=history("2026-02-07 in-review")),
            item("unknown", "in-review"),
            item("blocked", "in-progress", blocked=(Block(day("2026-02-01"), "approval"),)),
            item(
                "both",
                "in-review",
                history=history("2026-02-10 in-review"),
                blocked=(Block(day("2026-02-05"), "approval"),),
            ),
            item("content", "in-progress", blocked=(Block(day("2026-01-01"), "content"),)),
            item("finished", "done", blocked=(Block(day("2026-01-01"), "approval"),)),
            config=config(people=people("claudia")),
        )
        assert [(one.card.item.id, one.days) for one in report.approvals] == [
            ("blocked", 15),
            ("both", 11),
            ("review", 9),
            ("unknown", None),
        ]
        assert report.approvals[2].reviewer == Person(name="Claudia")

    def test_stuck_is_blocked_or_stalled(self) -> None:
        report = reported(
            item("blocked", blocked=(Block(day("2026-02-04"), "content"),)),
            item("always", "idea", blocked=(Block(None, None),)),
            item("stalled", "in-progress", history=history("2026-02-01 in-progress")),
            item("moving", "in-progress", history=history("2026-02-02 in-progress")),
            item("resting", history=history("2025-10-01 backlog")),
            item("over", "done", blocked=(Block(day("2026-02-04"), "content"),)),
        )
        assert [(one.card.item.id, one.reason, one.days) for one in report.stuck] == [
            ("stalled", "stalled", 15),
            ("blocked", "content", 12),
            ("always", "other", None),
        ]
        assert not any(one.endangers for one in report.stuck)
        assert ids(report.blocked) == ["always", "blocked"]

    LIVE = (
        item("before", "done", done=day("2026-02-08")),
        item("that-day", "done", done=day("2026-02-09")),
        item("after", "done", done=day("2026-02-10")),
        item("today", "done", done=TODAY),
        item("undated", "done"),
    )

    def test_live_since_the_last_review(self) -> None:
        meetings = [
            meeting("2026-02-02"),
            meeting("2026-02-08"),
            meeting("2026-02-16"),
            meeting("2026-02-11", "planning"),
        ]
        report = reported(*self.LIVE, meetings=meetings)
        assert (report.live_since, report.live_since_meeting) == (day("2026-02-08"), meeting("2026-02-08"))
        assert ids(report.live) == ["today", "after", "that-day"]

    def test_live_in_the_last_seven_days_without_a_review_that_was_held(self) -> None:
        report = reported(*self.LIVE, meetings=[meeting("2026-02-15", cancelled="Ill")])
        assert (report.live_since, report.live_since_meeting) == (day("2026-02-09"), None)
        assert ids(report.live) == ["today", "after"]

    def test_effect_of_what_was_measured(self) -> None:
        outcomes = ["above", "met", "met", "below", "none", "unmeasured", None]
        items = [
            item(f"i{n}", "done", result=Result(outcome=Outcome(one) if one else None))
            for n, one in enumerate(outcomes)
        ]
        report = reported(*items, item("open", result=Result(outcome=Outcome.MET)), item("plain", "done"))
        assert report.effect == Effect(above=1, met=2, below=1, none=1)
        assert (report.effect.measured, report.effect.reached) == (5, 3)
        assert len(report.measured) == 6

    def test_next_meetings(self) -> None:
        assert [one.type for one in reported().next_meetings] == ["review", "planning", "intake", "strategy"]


class TestAlerts:
    def test_group_findings_by_rule_in_a_fixed_order(self) -> None:
        findings = (
            finding("score-stale", items=("a",)),
            finding("overdue", items=("b",)),
            finding("title-similar", items=("b",)),
            finding("overdue", items=("c", "b")),
        )
        alerts = reported(findings=findings).alerts
        assert [(alert.code, alert.items) for alert in alerts] == [
            ("overdue", ("b", "c")),
            ("score-stale", ("a",)),
        ]
        assert alerts[0].findings == (findings[1], findings[3])

    def test_weigh_as_much_as_their_findings(self) -> None:
        findings = (finding("overdue"), replace(finding("overdue"), severity=Severity.ERROR))
        assert reported(findings=findings).alerts[0].severity is Severity.ERROR
        assert reported(findings=findings[:1]).alerts[0].severity is Severity.WARNING

    def test_say_how_many(self) -> None:
        english = language("en")
        one, two = (reported(findings=(finding("overdue"),) * count).alerts[0] for count in (1, 2))
        assert (words(one, english), words(two, english)) == ("One item is overdue.", "2 items are overdue.")

    @pytest.mark.parametrize("slug", [slug for slug, (one, many) in ALERTS.items() if one != many])
    def test_every_one_of_which_there_may_be_several_counts_them(self, slug: str) -> None:
        alert = reported(findings=(finding(slug), finding(slug))).alerts[0]
        assert "2" in words(alert, language("en"))

    def test_of_one_thing_it_says_the_values(self) -> None:
        silent = finding("channel-silent", values={"value": "LinkedIn", "weeks": 5})
        untouched = finding("backlog-untouched", values={"day": day("2026-02-02"), "count": 9})
        said = [words(alert, language("en")) for alert in reported(findings=(untouched, silent)).alerts]
        assert said == [
            "Nothing has appeared on LinkedIn for 5 weeks.",
            "Nothing in the backlog has changed since 2 February 2026.",
        ]

    def test_every_one_is_a_rule(self) -> None:
        assert set(ALERTS) <= set(RULE_BY_NAME)


blocks = st.lists(
    st.builds(Block, st.none() | st.dates(day("2026-01-01"), day("2026-03-01")), st.just("content")),
    max_size=2,
)
items_of = st.lists(
    st.builds(
        lambda status, goal_, owner, ratings, blocked, depends_on, due, recheck: dict(  # noqa: C408 - keywords
            status=status, goal=goal_, owner=owner, blocked=tuple(blocked), due=due, recheck=recheck,
            impact=ratings[0], confidence=ratings[1], effort=ratings[2],
            depends_on=tuple(f"i{number}" for number in depends_on),
        ),
        st.sampled_from(list(KINDS)),
        st.sampled_from([None, "leads", "brand", "nothing"]),
        st.sampled_from([None, "anna", "ben"]),
        st.tuples(*[st.integers(1, 5)] * 3) | st.just((None, None, None)),
        blocks,
        st.lists(st.integers(0, 9), max_size=2),
        st.none() | st.dates(day("2026-01-01"), day("2026-04-01")),
        st.none() | st.dates(day("2026-01-01"), day("2026-04-01")),
    ),
    max_size=10,
)  # fmt: skip
backlogs = items_of.map(
    lambda rows: backlog(
        [ready_item(f"i{number}", **row) for number, row in enumerate(rows)], [goal("brand"), goal("leads")]
    )
)


@given(backlogs)
@settings(max_examples=60)
def test_nothing_is_lost_and_shares_sum_to_a_hundred(whole: Backlog) -> None:
    report = report_of(whole, (), TODAY, Origin())
    everything = [item.id for item in whole.items]
    assert ids(report.cards) == everything
    assert sorted(id_ for column in report.columns for id_ in ids(column.cards)) == everything
    open_ids = {card.item.id for card in report.cards if card.item.kind.open}
    assert {
        *ids(report.ranked),
        *ids(report.unscored),
        *ids(report.parked),
        *ids(report.requests),
    } == open_ids
    assert sum(view.open for view in report.goals) + len(report.without_goal) == len(open_ids)
    shares = [view.effort_share for view in report.goals] + [report.effort_share_without_goal]
    assert shares == [None] * 3 or sum(share or 0 for share in shares) == 100
    assert report.wip.total == sum(report.wip.by_status.values()) == len(report.focus.running)
    for card in report.cards:
        assert not card.ready or (
            card.item.kind in {Kind.BACKLOG, Kind.PLANNED} and not card.missing and not card.blocked
        )


def test_an_absence_is_kept_for_planning() -> None:
    away = Person(name="Anna", absences=(Absence(first=day("2026-02-16")),))
    assert reported(config=config(people={"anna": away})).people[0].person == away
