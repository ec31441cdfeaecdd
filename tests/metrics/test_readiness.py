"""What an item lacks, what it waits for, whether it is ready."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from backlog.content.fields import ITEM
from backlog.metrics.readiness import REQUIRED, is_ready, missing, waits_for
from backlog.model import Block, Body, Criterion
from tests.make import TODAY, backlog, day, goal, initiative, item, ready_item

TASK = ready_item()


def test_required_follows_the_field_table() -> None:
    assert REQUIRED == ("title", "status", "goal", "owner", "impact", "confidence", "effort", "metric")
    assert set(REQUIRED) <= {row.name for row in ITEM}


class TestMissing:
    def test_everything(self) -> None:
        assert missing(item(), backlog()) == (
            "goal",
            "owner",
            "impact",
            "confidence",
            "effort",
            "metric",
            "description",
            "criteria",
        )

    def test_nothing(self) -> None:
        assert missing(TASK, backlog(goals=[goal()])) == ()

    def test_the_goal_may_come_from_the_initiative(self) -> None:
        task = replace(TASK, goal=None, initiative="heating")
        assert missing(task, backlog([task], [goal()], [initiative()])) == ()
        assert missing(task, backlog([task], [goal()], [initiative(goal=None)])) == ("goal",)

    def test_a_goal_that_does_not_exist_is_none(self) -> None:
        assert missing(TASK, backlog()) == ("goal",)

    @pytest.mark.parametrize(("visible", "absent"), [(19, ("description",)), (20, ())])
    def test_a_description_has_twenty_characters(self, visible: int, absent: tuple[str, ...]) -> None:
        body = Body(criteria=(Criterion("online", done=True, line=9),), visible=visible)
        assert missing(replace(TASK, body=body), backlog(goals=[goal()])) == absent


class TestWaitsFor:
    def test_what_is_not_done(self) -> None:
        whole = backlog([item("a", "done"), item("b", "dropped"), item("c")])
        task = item("d", depends_on=("c", "a", "b", "nothing", "c"))
        assert waits_for(task, whole) == ("c", "b", "nothing")


class TestReady:
    @pytest.mark.parametrize(
        ("values", "ready"),
        [
            ({}, True),
            ({"status": "planned"}, True),
            ({"status": "idea"}, False),
            ({"status": "in-progress"}, False),
            ({"channel": None}, True),
            ({"metric": None}, False),
            ({"blocked": (Block(day("2026-02-16"), "content"),)}, False),
            ({"blocked": (Block(day("2026-02-17"), "content"),)}, True),
            ({"blocked": (Block(day("2026-02-10"), "content", day("2026-02-16")),)}, True),
            ({"blocked": (Block(day("2026-02-10"), "content", day("2026-02-17")),)}, False),
            ({"depends_on": ("open",)}, False),
            ({"depends_on": ("finished",)}, True),
        ],
    )
    def test_lacks_nothing_and_waits_for_nothing(self, values: dict[str, Any], *, ready: bool) -> None:
        whole = backlog([item("open"), item("finished", "done")], [goal()])
        assert is_ready(ready_item(**values), whole, TODAY) is ready
