"""The picture of the columns: every move counted once, lanes apart, numbers that do not meet."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlog.config.defaults import default_workflow
from backlog.config.sections import Kind
from backlog.history import past_of
from backlog.metrics.figures import Window
from backlog.metrics.ways import Way, ways_of
from backlog.site.charts.workflow import MOST_LANES, workflow_of
from tests import make
from tests.site.sites import rendered, reported, seen

COLUMNS = [status.id for status in default_workflow("en")]
WINDOW = Window(first=make.day("2026-01-01"), last=make.TODAY)


@st.composite
def moves(draw: st.DrawFn) -> tuple[Way, ...]:
    pairs = draw(st.lists(st.sampled_from(list(itertools.permutations(COLUMNS, 2))), unique=True))
    return tuple(
        Way(before=before, after=after, ids=tuple(f"i{n}" for n in range(draw(st.integers(1, 40)))))
        for before, after in sorted(pairs)
    )


@given(moves(), st.booleans())
def test_every_move_is_counted_once_and_drawn_or_said(ways, named):
    config = make.config()
    if named:
        flow = tuple(
            replace(status, enters_from=("idea",)) if status.id == "in-review" else status
            for status in config.workflow
        )
        config = replace(config, workflow=flow)
    picture = workflow_of(ways, config)
    assert picture.count == sum(way.count for way in ways)
    assert picture.count == picture.on + picture.back + picture.past + picture.dropped
    assert picture.past == sum(skip.way.count for skip in picture.skips)
    arcs = (*picture.on_arcs, *picture.back_arcs)
    assert len({(arc.before, arc.after) for arc in arcs}) == len(arcs)
    drawn = sum(arc.count for arc in arcs) + sum(stop.on or 0 for stop in picture.stops)
    drawn += sum(stop.dropped for stop in picture.stops)
    assert drawn == picture.count or picture.beyond
    odd = {(skip.way.before, skip.way.after) for skip in picture.skips}
    assert all(arc.expected == ((arc.before, arc.after) not in odd) for arc in arcs)
    if named:
        assert not any(pair == ("idea", "in-review") for pair in odd)


@given(moves())
def test_arcs_and_their_numbers_stand_apart(ways):
    picture = workflow_of(ways, make.config())
    for side, arcs, room in (
        ("on", picture.on_arcs, picture.left),
        ("back", picture.back_arcs, picture.right),
    ):
        assert len({arc.x for arc in arcs}) <= MOST_LANES[side]
        widest = max((len(str(arc.count)) * 8 for arc in arcs), default=0)
        for arc in arcs:
            assert 0 <= arc.top < arc.bottom <= 1000
            assert arc.top < arc.says < arc.bottom
            assert arc.x > 0
            assert arc.x + 6 + widest <= room
            assert arc.tip == (arc.bottom if side == "on" else arc.top)
            assert 1 <= arc.stroke <= 7
        for one, other in itertools.combinations(arcs, 2):
            if one.x == other.x:
                assert one.bottom < other.top or other.bottom < one.top
                assert abs(one.says - other.says) > 50
            else:
                assert abs(one.x - other.x) >= widest + 8


def test_ways_are_the_moves_of_the_window_between_known_columns():
    items = [
        make.item("a", "done", history=make.history("2026-01-05 backlog", "2026-01-07 in-progress", "2026-01-09 done")),
        make.item("b", "done", history=make.history("2025-11-05 backlog", "2025-12-07 planned", "2026-01-09 done")),
        make.item("c", "done", created=make.day("2026-01-02"), started=make.day("2026-01-05"), done=make.day("2026-01-09")),
        make.item("d", "backlog", history=make.history("2026-01-05 somewhere", "2026-01-07 backlog", "2026-01-08 dropped", "2026-01-09 backlog")),
    ]  # fmt: skip
    found = {
        (way.before, way.after): way.ids for way in ways_of(past_of(make.backlog(items), make.TODAY), WINDOW)
    }
    assert found == {
        ("backlog", "in-progress"): ("a",),
        ("in-progress", "done"): ("a",),
        ("planned", "done"): ("b",),
        ("backlog", "dropped"): ("d",),
        ("dropped", "backlog"): ("d",),
    }
    picture = workflow_of(ways_of(past_of(make.backlog(items), make.TODAY), WINDOW), make.config())
    assert (picture.count, picture.on, picture.back, picture.past, picture.dropped) == (5, 0, 1, 3, 1)
    assert [status.id for status in picture.skips[0].past] == ["planned"]
    assert next(stop.dropped for stop in picture.stops if stop.status.id == "backlog") == 1


@pytest.mark.parametrize("code", ["en", "de"])
def test_the_page_says_what_the_picture_shows(code):
    items = [
        make.item("a", "done", history=make.history("2026-01-05 backlog", "2026-01-06 planned", "2026-01-07 in-progress", "2026-01-08 in-review", "2026-01-09 done")),
        make.item("b", "backlog", history=make.history("2026-01-05 backlog", "2026-01-07 in-progress", "2026-01-09 backlog")),
    ]  # fmt: skip
    page = rendered(reported(make.backlog(items, config=make.config(code)), ()), code)["flow.html"]
    text = " ".join(seen(page).text.split())
    wanted = {
        "en": "6 moves in these days: 4 one column on, 1 back and 1 past “Planned”.",
        "de": "6 Schritte in diesen Tagen: 4 eine Spalte weiter, 1 zurück und 1 an „Geplant“ vorbei.",
    }
    assert wanted[code] in text
    assert page.count('class="way is-odd"') == 1
    assert all(status.policy in text for status in make.config(code).workflow)


def test_without_any_known_move_there_are_columns_and_policies_only():
    page = rendered(reported(make.backlog([make.item("a"), make.item("b", "done")]), ()))["flow.html"]
    part = page[page.index('aria-labelledby="ways"') :]
    part = part[: part.index("</section>")]
    assert "no move between them is known" in part
    assert "<text" not in part
    assert part.count('class="stop"') == len(COLUMNS)
    assert [status.kind for status in default_workflow("en")][-1] is Kind.DROPPED
