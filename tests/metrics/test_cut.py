"""The cut of the ranking, and planned items below it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from backlog.config.sections import Config, Kind, Status
from backlog.metrics.cut import below_cut, cut_of
from backlog.metrics.ice import ranking
from backlog.metrics.readiness import is_ready
from tests.make import TODAY, backlog, config, day, goal, item, ready_item

if TYPE_CHECKING:
    from backlog.model import Item

WINDOW = (TODAY, day("2026-03-06"))


def limited(limit: int | None) -> Config:
    workflow = tuple(
        replace(status, wip_limit=limit) if status.kind is Kind.PLANNED else status
        for status in config().workflow
    )
    return config(workflow=workflow)


def below(*items: Item, limit: int | None = 1) -> dict[str, str]:
    whole = backlog(items, [goal()], config=limited(limit))
    ready = {task.id for task in items if is_ready(task, whole, TODAY)}
    return below_cut(whole, ranking(items, TODAY, {}), ready, WINDOW)


BEST = ready_item("best", impact=5)
GOOD = ready_item("good", "planned", impact=4)
POOR = ready_item("poor", "planned", impact=1)


class TestCut:
    def test_is_the_limit_of_the_planned_columns(self) -> None:
        assert cut_of(backlog([GOOD], config=limited(4))) == 4

    def test_is_the_number_of_planned_items_without_a_limit(self) -> None:
        assert cut_of(backlog([BEST, GOOD, POOR, item("unscored", "planned")], config=limited(None))) == 3

    def test_is_the_sum_of_several_columns(self) -> None:
        workflow = (
            Status(id="next", kind=Kind.PLANNED, wip_limit=2),
            Status(id="later", kind=Kind.PLANNED, wip_limit=3),
        )
        assert cut_of(backlog(config=config(workflow=workflow))) == 5

    def test_without_a_planned_column_nothing_is_above(self) -> None:
        assert cut_of(backlog(config=config(workflow=()))) == 0


class TestBelow:
    def test_names_the_best_ready_item_of_the_backlog(self) -> None:
        assert below(BEST, GOOD, POOR) == {"good": "best", "poor": "best"}

    def test_not_within_the_cut(self) -> None:
        assert below(BEST, GOOD, POOR, limit=2) == {"poor": "best"}
        assert below(BEST, GOOD, POOR, limit=3) == {}

    def test_not_while_nothing_ready_stands_above(self) -> None:
        assert below(replace(BEST, metric=None), GOOD, POOR) == {}
        assert below(replace(BEST, impact=1), GOOD, POOR) == {}

    def test_equal_scores_do_not_stand_above_each_other(self) -> None:
        assert below(replace(BEST, impact=4), GOOD) == {}

    def test_ranks_among_backlog_and_planned_items_only(self) -> None:
        running = ready_item("running", "in-progress", impact=5)
        assert below(running, GOOD, replace(BEST, impact=3), limit=1) == {}

    def test_spares_what_is_expedited(self) -> None:
        assert below(BEST, replace(POOR, expedite="Trade fair"), limit=1) == {}

    @pytest.mark.parametrize(
        ("due", "spared"),
        [("2026-02-16", True), ("2026-03-06", True), ("2026-03-07", False), ("2026-02-15", False)],
    )
    def test_spares_what_is_promised_in_the_focus_window(self, due: str, *, spared: bool) -> None:
        assert below(BEST, replace(POOR, due=day(due))) == ({} if spared else {"poor": "best"})

    def test_spares_what_a_promised_item_waits_for_near_and_far(self) -> None:
        mailing = item("mailing", "idea", due=day("2026-02-20"), depends_on=("text",))
        text = item("text", depends_on=("poor",))
        assert below(BEST, POOR, text, mailing) == {}
        assert below(BEST, POOR, text, replace(mailing, status="done", kind=Kind.DONE)) == {"poor": "best"}
