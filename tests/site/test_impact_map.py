"""The map of impact and effort: every ranked item in its cell once, in the order of the ranking."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlog.model import Block
from backlog.site.charts.impact import OPENED, SHOWN, impact_map
from tests import make
from tests.site.sites import rendered, reported, seen

ratings = st.integers(1, 5)


def items_of(rated: list[tuple[int, int, int]], **values: object) -> list:
    return [
        make.item(f"item-{number}", impact=impact, confidence=confidence, effort=effort, **values)
        for number, (impact, confidence, effort) in enumerate(rated)
    ]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(ratings, ratings, ratings), max_size=120) | st.just([(5, 3, 1)] * 60))
def test_every_ranked_item_lies_in_its_cell_once(rated):
    report = reported(make.backlog(items_of(rated)), ())
    chart = impact_map(report.ranked)
    assert [[(cell.impact, cell.effort) for cell in row] for row in chart.rows] == [
        [(impact, effort) for effort in range(1, 6)] for impact in range(5, 0, -1)
    ]
    found = []
    for row in chart.rows:
        for cell in row:
            cards = [*cell.shown, *cell.more, *cell.rest]
            found += cards
            assert [card.order for card in cards] == sorted(card.order for card in cards)
            assert all((card.item.impact, card.item.effort) == (cell.impact, cell.effort) for card in cards)
            assert len(cell.shown) <= SHOWN + 1
            assert len(cell.more) <= OPENED
            assert cell.hidden != 1, "one more takes no more room than the button"
            assert {card.quick_win for card in cards} <= {cell.corner == "Quick wins"}
            assert {card.big_bet for card in cards} <= {cell.corner == "Big bets"}
    assert sorted(card.item.id for card in found) == sorted(card.item.id for card in report.ranked)


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        (["backlog", "planned"], "2 quick wins lie at the top left. None of them has begun."),
        (["backlog", "in-progress"], "2 quick wins lie at the top left. 1 of them has not begun."),
        (["in-review", "in-progress"], "2 quick wins lie at the top left. All of them have begun."),
        (["idea", "done"], "No item is a quick win"),
    ],
)
def test_the_sentence_says_what_lies_at_the_top_left(statuses, said):
    items = [
        make.item(f"item-{number}", status, impact=5, confidence=3, effort=1)
        for number, status in enumerate(statuses)
    ]
    items.append(make.item("large", impact=1, confidence=1, effort=5))
    text = " ".join(seen(rendered(reported(make.backlog(items), ()))["ranking.html"]).text.split())
    assert said in text
    assert " 1 item at the bottom right asks much effort for little impact." in text
    assert not re.search(r"[a-z]\.\w", text[text.index("quick win") : text.index("bottom right")])


def test_what_is_blocked_or_parked_says_so():
    blocked = make.item(
        "stuck", impact=5, confidence=5, effort=1, blocked=(Block(make.TODAY, "sales", None, ""),)
    )
    parked = make.item("later", impact=5, confidence=5, effort=1, recheck=make.day("2026-06-01"))
    unscored = make.item("unclear")
    page = rendered(reported(make.backlog([blocked, parked, unscored]), ()))["ranking.html"]
    chart = page[page.index('class="map"') : page.index('id="list"')]
    assert chart.count('href="items/stuck.html"') == 1
    assert "later.html" not in chart
    assert 'aria-label="Blocked"' in chart
    assert "1 of them is blocked." in page
    assert "1 parked item is not on it" in chart
    assert "1 is not rated yet" in chart


def test_a_full_cell_opens_to_more_and_leads_to_the_list():
    report = reported(make.backlog(items_of([(5, 3, 1)] * 60)), ())
    page = rendered(report)["ranking.html"]
    chart = page[page.index('class="map"') : page.index('id="list"')]
    assert chart.count('<p><a href="items/') == SHOWN + OPENED
    assert f"+{60 - SHOWN}<" in chart
    assert f'<a href="#list">+{60 - SHOWN - OPENED}' in chart
    assert 'id="list"' in page


def test_nothing_ranked_draws_no_map():
    page = rendered(reported(make.backlog([make.item("unclear")]), ()))["ranking.html"]
    assert 'class="map"' not in page
