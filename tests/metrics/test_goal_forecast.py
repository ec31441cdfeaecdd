"""The forecast of a goal: its own open items, and those of the same people that stand before them."""

from __future__ import annotations

from backlog.metrics.draws import Draws
from backlog.metrics.figures import GoalForecast
from backlog.metrics.forecast import when
from backlog.metrics.goal_forecast import ahead_of_goals, goal_forecast
from tests.make import TODAY, day

VECTOR = (0, 0, 1, 0, 2, 0, 0, 1, 0, 0, 3, 0, 1, 0)


def drawn(sample: tuple[int, ...]) -> Draws:
    return Draws(sample=sample, today=TODAY)


def ahead(*rows: str) -> dict[str, int]:
    """From `leads anna`, the goal and owner of each item in the order; `-` for none."""
    pairs = [[None if word == "-" else word for word in row.split()] for row in rows]
    ids = [str(number) for number in range(len(rows))]
    return ahead_of_goals(
        ids,
        {id_: pair[0] for id_, pair in zip(ids, pairs, strict=True)},
        {id_: pair[1] for id_, pair in zip(ids, pairs, strict=True)},
    )


def test_counts_what_the_same_people_do_first() -> None:
    """Before Anna's last one of leads stand two of others; what stands behind it does not count."""
    rows = ("jobs anna", "leads anna", "- anna", "leads anna", "jobs anna")
    assert ahead(*rows) == {"leads": 2, "jobs": 3}


def test_each_person_up_to_the_own_last_item() -> None:
    rows = ("jobs anna", "jobs ben", "leads anna", "jobs anna", "jobs ben", "leads ben", "jobs clara")
    assert ahead(*rows)["leads"] == 1 + 2
    assert ahead(*rows)["jobs"] == 1  # Anna's second one waits for hers of leads


def test_an_item_without_an_owner_shares_nobody() -> None:
    assert ahead("jobs -", "leads -", "leads anna") == {"leads": 0}


def test_others_before_it_count_as_work() -> None:
    found = goal_forecast(drawn(VECTOR), 7, 3, day("2026-03-31"))
    assert (found.items, found.ahead, found.days) == (7, 3, when(VECTOR, 10))
    assert found.chance is not None
    assert found.chance > 95  # 43 days are left, and 31 are enough with 95 %
    chances = [goal_forecast(drawn(VECTOR), 7, 3, day(f"2026-03-0{end}")).chance or 0 for end in (5, 6)]
    assert chances[0] < 50 <= chances[1] < 60  # 17 and 18 days


def test_nothing_open_is_done() -> None:
    found = goal_forecast(drawn((0,) * 14), 0, 4, None)
    assert found == GoalForecast(items=0, ahead=0, days=dict.fromkeys((50, 70, 85, 95), 0))


def test_too_little_data_says_so() -> None:
    assert goal_forecast(drawn((0,) * 14), 2, 1, None).lack == "nothing-finished"
    found = goal_forecast(drawn((1, 1, 0)), 2, 1, day("2026-03-31"))
    assert found == GoalForecast(items=2, ahead=1, lack="too-few-days")


def test_there_is_no_chance_after_the_period() -> None:
    assert goal_forecast(drawn(VECTOR), 1, 0, day("2026-02-15")).chance is None
    assert goal_forecast(drawn(VECTOR), 1, 0, TODAY).chance == 0
