"""The strategy meeting: what is to decide, worked out by hand, and what its page says."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from backlog.config.sections import Site
from backlog.formats.strategy_mail import strategy_mail
from backlog.language import language
from backlog.model import Period
from backlog.report.strategy import AGENDA, strategy_of
from backlog.report.strategy_words import course_of
from backlog.site.handbook.methods import METHODS
from tests import make
from tests.site.sites import everything, rendered, reported, seen, settings


def went(id_, *entries, **values):
    """An item with these moves; the last one is where it is."""
    return make.item(id_, entries[-1][11:], history=make.history(*entries), **values)


def strategy(*items, goals=(), initiatives=(), meetings=(), **values):
    made = make.backlog(items, goals or (make.goal(),), initiatives, meetings, config=settings(**values))
    return strategy_of(reported(made, ()))


def portfolio(*items, goals=(), initiatives=()):
    found = strategy(*items, goals=goals, initiatives=initiatives).portfolio
    return (
        [view.initiative.id for view in found.start],
        [(pause.view.initiative.id, pause.why, pause.days) for pause in found.pause],
        [view.initiative.id for view in found.followed_by_nothing],
    )


class TestPortfolio:
    def test_to_start_is_what_never_began_though_its_goal_runs(self):
        began = went("a", "2026-02-01 backlog", "2026-02-10 in-progress", initiative="begun")
        waits = went("b", "2025-10-01 backlog", initiative="waits")
        named = [make.initiative(id_) for id_ in ("begun", "empty", "waits")]
        assert portfolio(began, waits, initiatives=named) == (["empty", "waits"], [], [])

    def test_not_yet_where_the_period_has_not_begun_or_the_goal_rests(self):
        later = Period(make.day("2026-04-01"), make.day("2026-06-30"), "2026-Q2")
        goals = [make.goal("later", period=later), make.goal("rests", status="paused")]
        named = [make.initiative("one", goal="later"), make.initiative("two", goal="rests")]
        assert portfolio(goals=goals, initiatives=named) == ([], [], [])

    @pytest.mark.parametrize(
        ("moved", "told"), [("2025-12-18", [("old", "unmoved", 60)]), ("2025-12-19", [])]
    )
    def test_to_pause_is_what_has_not_moved_for_sixty_days(self, moved, told):
        item = went("a", "2025-12-01 backlog", f"{moved} in-progress", initiative="old")
        assert portfolio(item, initiatives=[make.initiative("old")])[1] == told

    def test_an_item_that_was_added_is_a_move(self):
        item = went("a", "2025-12-01 backlog", "2025-12-02 in-progress", initiative="old")
        new = went("b", "2026-02-10 idea", initiative="old")
        assert portfolio(item, new, initiatives=[make.initiative("old")])[1] == []

    @pytest.mark.parametrize("status", ["achieved", "dropped"])
    def test_to_stop_is_what_its_goal_no_longer_needs(self, status):
        item = went("a", "2026-02-01 backlog", "2026-02-10 in-progress", initiative="one")
        told = portfolio(item, goals=[make.goal(status=status)], initiatives=[make.initiative("one")])
        assert told == ([], [("one", f"goal-{status}", 6)], [])

    def test_nothing_follows_a_done_initiative_alone(self):
        item = went("a", "2026-02-01 backlog", "2026-02-10 done", initiative="one")
        finished = make.initiative("two", status="finished")
        assert portfolio(item, initiatives=[make.initiative("one"), finished]) == ([], [], ["one", "two"])

    def test_another_initiative_with_open_items_follows(self):
        done = went("a", "2026-02-01 backlog", "2026-02-10 done", initiative="one")
        open_ = went("b", "2026-02-01 backlog", "2026-02-10 in-progress", initiative="three")
        named = [
            make.initiative("one"),
            make.initiative("two", status="finished"),
            make.initiative("three"),
        ]
        assert portfolio(done, open_, initiatives=named) == ([], [("one", "all-done", 6)], [])


def rated(id_, score, *entries, **values):
    """Rated by impact and confidence 1 to 5 whose product is the score."""
    impact = max(step for step in range(1, 6) if score % step == 0 and score // step <= 5)
    given = {"impact": impact, "confidence": score // impact, "effort": 1, **values}
    return went(id_, *(entries or ("2025-10-01 backlog",)), **given)


class TestCleanUp:
    def test_is_old_in_the_lower_third_and_never_began(self):
        found = strategy(
            rated("first", 25),
            rated("second", 20),
            rated("third", 16),
            rated("fourth", 15),
            rated("fifth", 2),
            rated("sixth", 1),
        ).clean_up
        assert [(one.card.item.id, one.days, one.at_least) for one in found] == [
            ("sixth", 138, False),
            ("fifth", 138, False),
        ]

    @pytest.mark.parametrize(
        ("entries", "listed"),
        [
            (["2025-11-17 backlog"], True),  # 91 days
            (["2025-11-18 backlog"], False),  # 90 days
            (["2025-10-01 backlog", "2025-10-02 in-progress", "2025-10-03 backlog"], False),
            (["2025-10-01 backlog", "2025-10-02 planned"], True),
            (["2025-10-01 idea", "2026-02-15 backlog"], True),
        ],
    )
    def test_knows_since_when_and_what_ever_began(self, entries, listed):
        found = strategy(rated("a", 25), rated("b", 20), rated("last", 1, *entries)).clean_up
        assert [one.card.item.id for one in found] == (["last"] if listed else [])

    def test_says_the_lines_in_the_words_of_the_file(self):
        german = strategy(rated("a", 25), rated("b", 20), rated("last", 2), code="de").clean_up[0]
        assert german.drop == "status: Verworfen"
        assert german.park == "wiedervorlage: 2026-05-17"
        own = strategy(
            rated("a", 25), rated("b", 20), rated("last", 2), fields={"impact": "value", "recheck": "sleep"}
        ).clean_up[0]
        assert (own.drop, own.park) == ("status: dropped", "sleep: 2026-05-17")
        assert own.rate == "value: 2\nconfidence: 1\neffort: 1\nscored: 2026-02-16"


class TestFirstLine:
    def test_agenda_shares_out_the_minutes_exactly(self):
        for minutes in (1, 45, 60, 90):
            cadence = settings().cadence
            monthly = replace(cadence, strategy=replace(cadence.strategy, minutes=minutes))
            assert sum(part for _, part in strategy(cadence=monthly).agenda) == minutes
        assert [part for _, part in strategy().agenda] == [15, 15, 10, 5, 10, 5]
        assert [point for point, _ in strategy().agenda] == list(AGENDA)

    def test_names_the_goal_with_most_of_the_effort_and_the_one_with_too_little(self):
        goals = [make.goal("jobs", share=60), make.goal("leads", share=40)]
        items = [
            make.item("a", goal="leads", impact=1, confidence=1, effort=3),
            make.item("b", goal="jobs", impact=1, confidence=1, effort=1),
        ]
        found = strategy(*items, goals=goals)
        assert (found.most.goal.id, found.most.effort_share) == ("leads", 75)
        assert (found.gap.goal.id, found.gap.effort_share) == ("jobs", 25)

    def test_is_silent_about_small_gaps_and_without_efforts(self):
        near = [make.goal("jobs", share=34), make.goal("leads", share=66)]
        items = [
            make.item("a", goal="leads", impact=1, confidence=1, effort=3),
            make.item("b", goal="jobs", impact=1, confidence=1, effort=1),
        ]
        assert strategy(*items, goals=near).gap is None  # 34 wanted, 25 there: 9 points
        assert (strategy().most, strategy().gap) == (None, None)

    @pytest.mark.parametrize(
        ("courses", "said"),
        [
            ((), "No goal is running."),
            ((None,), "Whether the goals are on course cannot be said: their figures are missing."),
            ((True,), "The goal is on course."),
            ((False, False), "Neither goal is on course."),
            ((True, False), "One of {total} goals is on course."),
            ((True, True), "Both goals are on course."),
            ((True, True, None), "{some} of {total} goals are on course."),
            ((True, True, True), "All {total} goals are on course."),
            ((False, False, None), "None of the {total} goals is on course."),
        ],
    )
    def test_says_how_many_goals_are_on_course(self, courses, said):
        (view,) = strategy().running
        assert course_of([replace(view, on_track=course) for course in courses], any_goal=True) == said

    def test_tells_no_goal_from_none_that_runs(self):
        assert course_of([], any_goal=False) == "There is no goal yet."


class TestPage:
    @pytest.mark.parametrize("code", ["en", "de"])
    def test_links_each_figure_to_its_method(self, code):
        page = rendered(reported(everything(settings(code))), code)["strategy.html"]
        anchors = {link.partition("#")[2] for link in seen(page).all("a", "href") if "handbook.html#" in link}
        assert anchors == {
            "coverage",
            "effort-share",
            "portfolio",
            "inflation",
            "rank-moves",
            "month",
            "clean-up",
            "history",  # the banner, as there is no git here
        }
        assert anchors <= {method.anchor for method in METHODS}
        assert seen(page).faults == []
        assert len(seen(page).ids) == len(set(seen(page).ids))

    def test_of_the_public_names_nobody(self):
        made = everything(settings(site=Site(audience="public")))
        old = rated("old", 1, owner="anna")
        made = replace(made, items=(*made.items, old), item_by_id={**made.item_by_id, "old": old})
        report = reported(made)
        assert [one.card.item.id for one in strategy_of(report).clean_up] == ["old"]
        page = rendered(report)["strategy.html"]
        assert not re.search(r"\b(anna|ben)\b", page, re.IGNORECASE)

    def test_says_without_git_why_there_are_no_rank_moves(self):
        page = seen(rendered(reported(everything(settings())))["strategy.html"]).text
        assert "they come from the git history of the files, and there is none here" in page

    def test_of_an_empty_backlog_says_what_is_missing(self):
        text = seen(rendered(reported(make.backlog(config=settings()), ()))["strategy.html"]).text
        for said in (
            "There is no goal yet.",
            "A goal is a file in the folder of goals",
            "Too few to judge",
            "Nothing to clear away",
        ):
            assert said in text
        assert "No goal is running." not in text


class TestMail:
    def test_first_ten_lines_stand_alone(self):
        config = settings(site=Site(base_url="https://example.org/"))
        lines = strategy_mail(reported(everything(config)), language("en")).splitlines()[:10]
        assert lines[0] == "# Monthly strategy: Example Ltd, 16 February 2026"
        assert "goals" in lines[2]
        assert lines[4].startswith("Next meeting: Friday, 27 February 2026, 60 minutes.")
        assert "https://example.org/strategy.html" in lines[4]
        assert lines[6].startswith("- ")
        assert not any(line.startswith("##") for line in lines[:9])

    def test_holds_titles_as_text(self):
        text = "*[x](http://evil.example)* <b>"
        mail = strategy_mail(reported(everything(settings(), text)), language("en"))
        assert "[x](http" not in mail
        assert "<b>" not in mail.replace("\\<b\\>", "")
