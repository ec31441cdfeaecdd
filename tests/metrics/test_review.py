"""What happened between two meetings, and what was stuck on the day of the second."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlog.history import Past, past_of, past_on
from backlog.history.tracks import Track, Tracks, Version
from backlog.metrics.figures import Window
from backlog.metrics.review import Done, Dropped, Moved, New, Review, Stuck, review
from backlog.metrics.stands import Numbers, numbers_on, stands_on
from backlog.model import Block, Item
from backlog.model.past import Facts
from backlog.report.cards import cards_of
from backlog.report.index import stuck_of
from tests.make import TODAY, backlog, day, history, item

SINCE, ON = day("2026-02-02"), day("2026-02-09")


def looked(past: Past, items: list[Item], since: date = SINCE, on: date = ON, stalled: int = 14) -> Review:
    known = {one.id: one for one in items}
    return review(stands_on(past, on, since + timedelta(days=1)), past.columns, (since, on), known, stalled)


def of(*items: Item, since: date = SINCE, on: date = ON) -> Review:
    """The review of items on 9 February, one week after the last."""
    return looked(past_of(backlog(items), TODAY), list(items), since, on)


def told(*moves: str, status: str | None = None, **values: object) -> Item:
    """An item with this history."""
    return item("a", status or moves[-1][11:], history=history(*moves), **values)


class TestWhatHappened:
    def test_done_is_what_came_to_done_after_the_last_meeting(self):
        moves = "2026-01-05 backlog", "2026-01-20 in-progress"
        assert of(told(*moves, "2026-02-09 done")).done == (Done(id="a", day=ON),)
        assert of(told(*moves, "2026-02-03 done")).done == (Done(id="a", day=day("2026-02-03")),)
        assert of(told(*moves, "2026-02-02 done")).done == ()  # the day of the last meeting is its own
        assert of(told(*moves, "2026-02-10 done")).done == ()

    def test_what_was_opened_again_later_was_done_then(self):
        reopened = told("2026-01-20 in-progress", "2026-02-04 done", "2026-02-12 in-progress")
        assert of(reopened).done == (Done(id="a", day=day("2026-02-04")),)
        after = of(reopened, since=ON, on=TODAY)
        assert after.done == ()
        assert after.moved == (Moved(id="a", before="done", after="in-progress", back=True),)

    def test_done_and_opened_and_done_again_between_two_meetings_is_done_once(self):
        found = of(told("2026-01-20 done", "2026-02-03 in-progress", "2026-02-05 done"))
        assert found.done == (Done(id="a", day=day("2026-02-05")),)
        assert found.moved == ()

    def test_moved_forward_and_back(self):
        forward = of(told("2026-01-05 backlog", "2026-02-03 planned", "2026-02-05 in-progress"))
        assert forward.moved == (Moved(id="a", before="backlog", after="in-progress", back=False),)
        back = of(told("2026-01-05 in-progress", "2026-02-03 backlog"))
        assert back.moved == (Moved(id="a", before="in-progress", after="backlog", back=True),)

    def test_there_and_back_again_is_no_move(self):
        found = of(told("2026-01-05 planned", "2026-02-03 in-progress", "2026-02-04 planned"))
        assert (found.moved, found.new, found.done) == ((), (), ())

    def test_new_is_what_was_written_down_wherever_it_stands(self):
        assert of(told("2026-02-03 idea", "2026-02-05 backlog")).new == (
            New(id="a", day=day("2026-02-03"), status="backlog"),
        )
        assert of(told("2026-02-03 idea", "2026-02-05 done")).new == ()  # it is among the done ones

    def test_started_without_a_known_beginning_is_a_move_from_nowhere(self):
        found = of(item("a", "in-progress", started=day("2026-02-04")))
        assert found.moved == (Moved(id="a", before=None, after="in-progress", back=False),)
        assert found.new == ()

    def test_dropped(self):
        found = of(told("2026-01-05 backlog", "2026-02-04 dropped"))
        assert found.dropped == (Dropped(id="a", day=day("2026-02-04"), vanished=False),)

    def test_a_file_that_was_removed_counts_as_dropped_and_says_so(self):
        version = Version(
            at=None, day=day("2026-01-05"), commit="a" * 40, path="items/a.md", facts=Facts(id="a", status="backlog")
        )  # fmt: skip
        gone = Track(kind="item", versions=(version,), vanished=day("2026-02-05"))
        past = past_of(backlog([]), TODAY, Tracks(vanished=(gone,)))
        assert looked(past, []).dropped == (Dropped(id="a", day=day("2026-02-05"), vanished=True),)
        assert looked(past, [], day("2026-01-26"), SINCE).dropped == ()

    def test_what_came_with_the_first_commit_is_neither_new_nor_done(self):
        version = Version(
            at=None, day=day("2026-02-04"), commit="a" * 40, path="items/a.md",
            facts=Facts(id="a", status="done"), dated=False,
        )  # fmt: skip
        track = Track(kind="item", versions=(version,), born_in_bulk=True)
        past = past_of(backlog([item("a", "done")]), TODAY, Tracks(by_path={"items/a.md": track}))
        found = looked(past, [item("a", "done")])
        assert (found.done, found.new, found.moved) == ((), (), ())


def _blocked(*said: tuple[str, tuple[Block, ...]]) -> Track:
    """The track of an item in progress whose versions said that of their blockers."""
    versions = (
        Version(
            at=None,
            day=day(when),
            commit="a" * 40,
            path="items/a.md",
            facts=Facts(id="a", status="in-progress", blocked=blocks),
        )
        for when, blocks in said
    )
    return Track(kind="item", versions=tuple(versions))


class TestWhatIsStuck:
    def test_blocked_on_the_day_whatever_came_later(self):
        block = Block(since=day("2026-02-06"), reason="content", until=day("2026-02-11"))
        stuck = told("2026-02-03 in-progress", blocked=(block,))
        assert of(stuck).stuck == (Stuck(id="a", reason="content", since=day("2026-02-06"), days=3),)
        assert of(stuck, since=ON, on=TODAY).stuck == ()
        assert of(stuck, since=ON, on=day("2026-02-11")).stuck == ()  # until is the first free day
        assert of(stuck, on=day("2026-02-05")).stuck == ()

    def test_a_blocker_that_was_deleted_later_stays_in_earlier_reviews(self):
        """And one that was written down afterwards does not come into them."""
        block = Block(since=day("2026-02-06"), reason="content")
        said = (("2026-02-03", ()), ("2026-02-07", (block,)), ("2026-02-11", ()))
        now = item("a", "in-progress")
        past = past_of(backlog([now]), TODAY, Tracks(by_path={"items/a.md": _blocked(*said)}))
        stuck = Stuck(id="a", reason="content", since=day("2026-02-06"), days=3)
        assert looked(past, [now]).stuck == (stuck,)
        assert looked(past, [now], on=day("2026-02-06")).stuck == ()
        assert looked(past, [now], ON, TODAY).stuck == ()

    def test_what_the_first_version_says_holds_for_the_days_before_it(self):
        """An import: the moves lie before the file."""
        block = Block(since=day("2026-02-06"), reason="content")
        now = told("2026-02-03 in-progress")
        track = _blocked(("2026-02-12", (block,)), ("2026-02-14", ()))
        past = past_of(backlog([now]), TODAY, Tracks(by_path={"items/a.md": track}))
        assert [one.reason for one in looked(past, [now]).stuck] == ["content"]

    @pytest.mark.parametrize(("entered", "days"), [("2026-01-26", None), ("2026-01-25", 15)])
    def test_in_work_without_a_move_for_more_than_two_weeks(self, entered: str, days: int | None):
        found = of(told(f"{entered} in-progress")).stuck
        assert [one.days for one in found] == ([days] if days else [])
        assert [one.reason for one in found] == (["stalled"] if days else [])

    def test_planned_items_never_stall(self):
        assert of(told("2025-01-25 planned")).stuck == ()

    def test_in_review_it_waits_for_an_approval(self):
        assert of(told("2026-01-20 in-review")).stuck == (
            Stuck(id="a", reason="approval", since=day("2026-01-20"), days=20),
        )

    def test_the_longest_comes_first(self):
        items = [
            item(id_, "in-progress", history=history(f"{entered} in-progress"))
            for id_, entered in (("a", "2026-01-20"), ("b", "2026-01-10"), ("c", "2026-01-20"))
        ]
        assert [one.id for one in of(*items).stuck] == ["b", "a", "c"]


class TestNumbers:
    def test_of_the_window_that_ends_on_the_day(self):
        """Twelve items of 1 to 12 days, finished from 5 to 16 January; ten of them by the 14th.

        On 14 January: nearest rank of 10 is the 9th for 85 %. The complete week of 5 to 11 January has 7.
        """
        items = [
            item(
                f"i{number}",
                "done",
                history=history(
                    f"{date(2026, 1, 5)} in-progress", f"{date(2026, 1, 4) + timedelta(days=number)} done"
                ),
            )
            for number in range(1, 13)
        ]
        past = past_of(backlog(items), TODAY)
        on = day("2026-01-14")
        begin = day("2026-01-05")

        def numbers_of(on: date, days: int = 90) -> Numbers:
            window = Window(first=on - timedelta(days=days - 1), last=on)
            return numbers_on(past, stands_on(past, on, window.first), window, begin)

        numbers = numbers_of(on)
        assert (numbers.wip, numbers.finished, numbers.cycle_time.n, numbers.p85) == (2, 10, 10, 9)
        assert numbers.per_week == 7
        early = numbers_of(day("2026-01-13"))
        assert (early.finished, early.per_week, early.p85) == (9, None, None)
        short = numbers_of(TODAY, 35)  # from 13 January on
        assert (short.finished, short.window.first) == (4, day("2026-01-13"))


MOVES = st.lists(
    st.tuples(
        st.integers(0, 45),
        st.sampled_from(["idea", "backlog", "planned", "in-progress", "in-review", "done", "dropped"]),
    ),
    min_size=1,
    max_size=8,
).map(sorted)
BLOCKS = st.lists(
    st.tuples(st.integers(0, 45), st.integers(1, 20), st.sampled_from(["content", "approval"])), max_size=2
)


def made(
    number: int,
    moves: list[tuple[int, str]],
    blocks: list[tuple[int, int, str]],
    status: str | None,
    done: int | None,
) -> Item:
    """An item; `status` is another one than that of its last move, `done` the day that its file gives."""
    first = date(2026, 1, 3)
    return item(
        f"i{number}",
        status or moves[-1][1],
        done=first + timedelta(days=done) if done is not None else None,
        history=history(*(f"{first + timedelta(days=day_)} {status}" for day_, status in moves)),
        blocked=tuple(
            Block(first + timedelta(days=day_), reason, first + timedelta(days=day_ + length))
            for day_, length, reason in blocks
        ),
    )


OTHER = st.sampled_from([None, None, None, "in-progress", "done"])
ITEMS = st.lists(st.tuples(MOVES, BLOCKS, OTHER, st.none() | st.integers(0, 45)), min_size=1, max_size=6).map(
    lambda all_: [made(number, *values) for number, values in enumerate(all_)]
)
DAYS = st.integers(1, 44).map(lambda days: TODAY - timedelta(days=days))


@given(ITEMS, DAYS)
def test_a_closed_review_is_what_was_known_at_the_end_of_its_day(items: list[Item], on: date):
    """Cut off there or not, seen from today or from any later day: the same review and the same numbers."""
    since = on - timedelta(days=7)
    past = past_of(backlog(items), TODAY)
    known = past_on(past, on)
    assert looked(past, items, since, on) == looked(known, items, since, on)
    window = Window(first=on - timedelta(days=29), last=on)
    begin = min(since + timedelta(days=1), window.first)
    numbers = numbers_on(past, stands_on(past, on, begin), window, since)
    assert numbers == numbers_on(known, stands_on(known, on), window, since)
    assert {one.id: one.status for one in stands_on(past, on)} == {one.id: one.status for one in known.lives}
    assert numbers.wip == sum(life.kind.started for life in known.lives)
    finished = [life for life in known.lives if numbers.window.holds(life.timeline.finished)]
    assert numbers.finished == len(finished)
    assert numbers.cycle_time.n == sum(life.timeline.cycle_time_days is not None for life in finished)


@given(ITEMS, DAYS)
def test_whatever_changed_stands_in_exactly_one_list(items: list[Item], on: date):
    past = past_of(backlog(items), TODAY)
    found = looked(past, items, on - timedelta(days=7), on)
    listed = [one.id for list_ in (found.done, found.moved, found.new, found.dropped) for one in list_]
    assert len(listed) == len(set(listed))
    before = {one.id: one.status for one in stands_on(past, on - timedelta(days=7))}
    after = {one.id: one.status for one in stands_on(past, on)}
    assert {id_ for id_ in after if before.get(id_) != after[id_]} <= set(listed)
    assert set(listed) <= {id_ for id_ in after if before.get(id_) != after[id_] or after[id_] == "done"}


@given(ITEMS)
def test_today_the_same_is_stuck_as_on_the_overview(items: list[Item]):
    whole = backlog(items)
    past = past_of(whole, TODAY)
    cards, _ = cards_of(whole, TODAY, past.timelines, {}, (TODAY, TODAY))
    shown = [(one.card.item.id, one.reason, one.since, one.days) for one in stuck_of(cards, TODAY, 14)]
    found = looked(past, items, SINCE, TODAY).stuck
    assert [(one.id, one.reason, one.since, one.days) for one in found] == shown


def test_the_blockers_are_those_of_the_files_that_may_be_shown():
    blocked = told("2026-02-03 in-progress", blocked=(Block(since=SINCE, reason="content"),))
    past = past_of(backlog([blocked]), TODAY)
    assert looked(past, []).stuck == ()
