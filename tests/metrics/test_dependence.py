"""What hangs on single people, said of channels, goals and absences."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from backlog.config.sections import Absence, Person
from backlog.history import past_of
from backlog.metrics.dependence import AtRisk, Dependence, Hanging, dependence_of
from tests.make import TODAY, backlog, config, goal, history, item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.model import Item

WINDOW = TODAY, date(2026, 3, 6)  # 15 working days
SINCE = date(2025, 11, 19)


def away(first: str, last: str | None = None) -> tuple[Absence, ...]:
    """An absence from day to day."""
    return (Absence(first=date.fromisoformat(first), last=date.fromisoformat(last) if last else None),)


def dependence(items: Sequence[Item], **people: Any) -> Dependence:
    """The dependence of these items on these people."""
    whole = backlog(items, [goal()], config=config(people=people))
    return dependence_of(whole, past_of(whole, TODAY).timelines, SINCE, WINDOW)


def work(count: int, owner: str, **values: Any) -> list[Item]:
    """So many items in progress of one owner."""
    return [item(f"{owner}{number}", "in-progress", owner=owner, **values) for number in range(count)]


def test_a_channel_hangs_on_one_person_from_three_items_on() -> None:
    assert dependence(work(2, "anna", channel="seo")).hanging == ()
    assert dependence(work(3, "anna", channel="seo")).hanging == (
        Hanging(kind="channel", id="seo", items=("anna0", "anna1", "anna2")),
    )
    shared = [*work(3, "anna", channel="seo"), item("b", owner="ben", channel="seo")]
    assert dependence(shared).hanging == ()
    nobodys = [*work(3, "anna", channel="seo"), item("b", channel="seo")]
    assert dependence(nobodys).hanging == ()


def test_finished_items_count_from_the_window_on_ideas_and_dropped_ones_never() -> None:
    """F on 19 November 2025 counts, F on the 18th does not."""
    items = [
        *work(2, "anna", goal="leads"),
        item("idea", "idea", owner="ben", goal="leads"),
        item("away", "dropped", owner="ben", goal="leads"),
        item("old", "done", owner="ben", goal="leads", history=history("2025-11-18 done")),
        item("undated", "done", owner="ben", goal="leads"),
    ]
    assert dependence(items).hanging == ()
    fresh = item("fresh", "done", owner="anna", goal="leads", history=history("2025-11-19 done"))
    assert dependence([*items, fresh]).hanging == (
        Hanging(kind="goal", id="leads", items=("anna0", "anna1", "fresh")),
    )


def test_owners_of_running_or_planned_work_without_deputy() -> None:
    """A deputy who has left or is unknown is none; nobody is asked of for the backlog."""
    items = [item(f"{owner}-1", "planned", owner=owner) for owner in ("anna", "ben", "clara", "dora", "x")]
    found = dependence(
        [*items, item("emil-1", "backlog", owner="emil")],
        anna=Person(name="Anna", deputy="ben"),
        ben=Person(name="Ben", deputy="gone"),
        clara=Person(name="Clara"),
        dora=Person(name="Dora", deputy="nobody"),
        emil=Person(name="Emil"),
        gone=Person(name="Gone", until=date(2026, 2, 15)),
    )
    assert found.without_deputy == ("ben", "clara", "dora")


def test_work_is_at_risk_where_nobody_stands_in() -> None:
    items = [
        *work(1, "anna"),
        item("next", "planned", owner="anna"),
        item("later", "planned", owner="anna", start=date(2026, 3, 7)),
        item("backlog", "backlog", owner="anna"),
        *work(1, "ben"),
    ]
    found = dependence(items, anna=Person(absences=away("2026-03-06", "2026-03-20")), ben=Person())
    assert found.at_risk == (
        AtRisk(
            person="anna",
            first=date(2026, 3, 6),
            last=date(2026, 3, 20),
            deputy=None,
            items=("anna0", "next"),
        ),
    )


def test_work_is_at_risk_where_the_deputy_is_away_on_a_day_too() -> None:
    anna = Person(deputy="ben", absences=away("2026-02-23", "2026-02-27"))
    on_friday = dependence(work(1, "anna"), anna=anna, ben=Person(absences=away("2026-02-27")))
    assert [(risk.person, risk.deputy) for risk in on_friday.at_risk] == [("anna", "ben")]
    after = dependence(work(1, "anna"), anna=anna, ben=Person(absences=away("2026-02-28", "2026-03-04")))
    assert after.at_risk == ()


def test_absences_outside_of_the_window_are_no_risk() -> None:
    """One that ended yesterday, one that begins the day after the window."""
    past = dependence(work(1, "anna"), anna=Person(absences=away("2026-02-09", "2026-02-15")))
    coming = dependence(work(1, "anna"), anna=Person(absences=away("2026-03-07", "2026-03-10")))
    today = dependence(work(1, "anna"), anna=Person(absences=away("2026-02-09", "2026-02-16")))
    assert (past.at_risk, coming.at_risk) == ((), ())
    assert len(today.at_risk) == 1
