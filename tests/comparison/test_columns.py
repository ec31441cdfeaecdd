"""A column with another id or name is the same column, and nothing in it has moved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backlog.comparison.columns import with_columns_of
from backlog.comparison.compare import compare
from tests.comparison.sides import side
from tests.make import backlog, config, history, ready_item

ITEMS = (
    ready_item("run", "in-progress", history=history("2026-01-05 backlog", "2026-02-02 in-progress")),
    ready_item("wait", "planned"),
)


def called(id_, *aliases, limit=None):
    """The configuration, and the items in it, with the column of work in progress under another id."""
    columns = config().workflow
    renamed = tuple(
        replace(one, id=id_, name="Doing", aliases=aliases, wip_limit=limit or one.wip_limit)
        if one.id == "in-progress"
        else replace(
            one, enters_from=tuple(id_ if from_ == "in-progress" else from_ for from_ in one.enters_from)
        )
        for one in columns
    )
    moved = tuple(
        replace(
            one,
            status=id_ if one.status == "in-progress" else one.status,
            history=tuple(
                replace(e, status=id_ if e.status == "in-progress" else e.status) for e in one.history
            ),
        )
        for one in ITEMS
    )
    return backlog(moved, config=config(workflow=renamed))


@pytest.mark.parametrize("aliases", [("In progress", "in-progress"), ()])
def test_nothing_moves_with_a_column(aliases) -> None:
    before, after = backlog(ITEMS), called("doing", *aliases, limit=1)
    found = compare(side(with_columns_of(before, after.config)), side(after))
    assert (found.changed, found.moves, found.limits, found.findings.new) == ((), (), (), ())


def test_what_moves_beside_it_does() -> None:
    before, after = backlog(ITEMS), called("doing")
    begun = replace(after.items[1], status="doing", kind=after.items[0].kind)
    after = backlog((after.items[0], begun), config=after.config)
    found = compare(side(with_columns_of(before, after.config)), side(after))
    assert [(move.before, move.after) for move in found.moves] == [("planned", "doing")]


def test_the_same_columns_and_new_ones_beside_them_are_left_alone() -> None:
    """Of two new columns of a kind nobody knows which one it is."""
    before = backlog(ITEMS)
    assert with_columns_of(before, before.config) is before
    (place,) = [n for n, one in enumerate(before.config.workflow) if one.id == "in-progress"]
    columns = list(before.config.workflow)
    columns[place : place + 1] = [
        replace(columns[place], id=id_, name=id_, aliases=()) for id_ in ("left", "right")
    ]
    assert with_columns_of(before, config(workflow=tuple(columns))) is before


def test_another_name_alone_makes_no_finding_new() -> None:
    before = backlog(ITEMS)
    columns = [
        replace(one, name="Doing") if one.id == "in-progress" else one for one in before.config.workflow
    ]
    after = backlog(ITEMS, config=config(workflow=tuple(columns)))
    assert compare(side(before), side(after)).findings.new
    assert not compare(side(with_columns_of(before, after.config)), side(after)).findings.new


def test_names_that_are_swapped_keep_what_files_mean() -> None:
    before = backlog(ITEMS)
    names = {"in-progress": "In review", "in-review": "In progress"}
    columns = [replace(one, name=names.get(one.id, one.name)) for one in before.config.workflow]
    found = with_columns_of(before, config(workflow=tuple(columns)))
    assert {one.id: one.name for one in found.config.workflow} == {
        one.id: one.name for one in before.config.workflow
    }
