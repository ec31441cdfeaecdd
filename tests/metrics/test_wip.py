"""Work in progress by column and by person."""

from __future__ import annotations

from backlog.config.sections import Wip as Limits
from backlog.metrics.wip import Wip, count_by_status, over_limit_columns, over_limit_people, wip_of
from tests.make import backlog, config, item

ITEMS = [
    item("a", "in-progress", owner="anna"),
    item("b", "in-review", owner="anna"),
    item("c", "in-review", owner="ben"),
    item("d", "planned", owner="ben"),
    item("e", "done", owner="ben"),
    item("f", "in-review"),
    item("g", "in-review", owner="clara", reviewer="anna"),
]


def test_counts_own_items_in_work_and_in_review() -> None:
    assert wip_of(backlog(ITEMS)) == Wip(
        total=5, by_status={"in-progress": 1, "in-review": 4}, by_person={"anna": 2, "ben": 1, "clara": 1}
    )


def test_of_nothing_is_nothing() -> None:
    assert wip_of(backlog()) == Wip(total=0, by_status={"in-progress": 0, "in-review": 0}, by_person={})


def test_counts_every_column() -> None:
    assert list(count_by_status(backlog(ITEMS)).items()) == [
        ("idea", 0),
        ("backlog", 0),
        ("planned", 1),
        ("in-progress", 1),
        ("in-review", 4),
        ("done", 1),
        ("dropped", 0),
    ]


def test_over_is_more_than_the_limit() -> None:
    assert over_limit_columns(backlog(ITEMS)) == {"in-review": (4, 3)}
    assert over_limit_columns(backlog(ITEMS[:-1])) == {}


def test_over_the_limit_of_a_person() -> None:
    assert over_limit_people(backlog(ITEMS)) == {}
    assert over_limit_people(backlog(ITEMS, config=config(wip=Limits(per_person=1)))) == {"anna": (2, 1)}
