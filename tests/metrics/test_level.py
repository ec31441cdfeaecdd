"""Service level, age, and the pace of the past."""

from __future__ import annotations

from backlog.metrics.figures import Aging, Finish, Level, Spread
from backlog.metrics.level import aging_of, level_of, pace_of
from backlog.metrics.percentile import spread_of
from tests.make import config, day, item
from tests.metrics.lives import past, went

WORKFLOW = config().workflow


def finishes(*lengths: int) -> list[Finish]:
    return [
        Finish(id=f"a{number}", started=day("2026-01-01"), finished=day("2026-02-01"), days=days)
        for number, days in enumerate(lengths)
    ]


def level(*lengths: int, agreed: int | None = None) -> Level | None:
    return level_of(finishes(*lengths), spread_of(lengths), agreed)


class TestLevel:
    def test_is_the_85th_percentile_of_ten(self) -> None:
        """Nine of the ten are within 13 days."""
        found = level(1, 2, 2, 3, 3, 5, 6, 8, 13, 21)
        assert found == Level(days=13, source="measured", attainment=90, n=10)

    def test_nine_are_too_few(self) -> None:
        assert level(*range(1, 10)) is None

    def test_what_was_agreed_needs_none_and_its_own_day_is_inside(self) -> None:
        assert level(agreed=12) == Level(days=12, source="agreed", attainment=None, n=0)
        assert level(5, 12, 13, agreed=12) == Level(days=12, source="agreed", attainment=67, n=3)


class TestAging:
    def test_oldest_first_and_equal_to_the_level_is_inside(self) -> None:
        lives = past(
            went("inside", "2026-02-05 in-progress"),
            went("over", "2026-02-04 in-progress", "2026-02-10 in-review"),
            item("unknown", "in-progress"),
            went("open", "2026-01-01 backlog"),
            went("done", "2026-01-01 in-progress", "2026-02-01 done"),
        ).lives
        assert aging_of(lives, level(agreed=12)) == (
            Aging(id="over", status="in-review", days=13, over=True),
            Aging(id="inside", status="in-progress", days=12, over=False),
        )
        assert not any(one.over for one in aging_of(lives, None))


class TestPace:
    def test_is_the_age_on_leaving_a_column_for_the_last_time(self) -> None:
        """Begun on the 1st; left progress on the 5th and again on the 9th, review on the 12th."""
        known = past(
            went(
                "a",
                "2026-01-01 in-progress",
                "2026-01-05 in-review",
                "2026-01-07 in-progress",
                "2026-01-09 in-review",
                "2026-01-12 done",
            ),
            went("b", "2026-01-01 in-progress", "2026-01-03 done"),
        )
        pace = pace_of(known.lives, WORKFLOW, known.columns)
        assert [(one.status, one.ages.n, one.ages.p50, one.ages.p95) for one in pace] == [
            ("in-progress", 2, 3, 9),
            ("in-review", 1, 12, 12),
        ]

    def test_forgets_what_was_before_a_return(self) -> None:
        entries = ("2026-01-01 in-review", "2026-01-05 backlog", "2026-01-10 in-progress", "2026-01-12 done")
        known = past(went("a", *entries))
        pace = pace_of(known.lives, WORKFLOW, known.columns)
        assert [(one.status, one.ages.n, one.ages.p50) for one in pace] == [
            ("in-progress", 1, 3),
            ("in-review", 0, None),
        ]

    def test_of_nothing(self) -> None:
        known = past(went("a", "2026-01-01 in-progress"))
        assert [one.ages for one in pace_of(known.lives, WORKFLOW, known.columns)] == [Spread(), Spread()]
