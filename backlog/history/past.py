"""The past: the lives of all items, those that vanished included, and how it was known on any day."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.history.moves import (
    NO_DAYS,
    Columns,
    Given,
    Move,
    columns_of,
    given_of,
    moves_of,
    moves_of_track,
)
from backlog.history.timeline import Timeline, timeline
from backlog.history.tracks import NO_TRACKS
from backlog.history.versions import (
    Blockers,
    Figure,
    Rating,
    blockers_of,
    changes_of,
    figures_of,
    known_of,
    ratings_of,
    taken_out,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from backlog.history.tracks import Track, Tracks
    from backlog.model import Backlog, Block, Item
    from backlog.model.past import Absence, Facts

DROPPED = "dropped"  # for a workflow that has no such status


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """The way of one item, one that vanished included, up to the day of its `Past`.

    `status` is the one it is in; an item that vanished is done, if it was then, else dropped. `goal` (the
    effective one) and `channel` are ids. `ratings` are its different ratings, oldest first, none without
    git. `born_in_bulk`: it came with the first commit or a bulk import. `unreadable` counts versions that
    could not be parsed. `blockers` are those of its versions, oldest first, none where no version had any
    (see `blocks_on`). `item` is today's, None for one that vanished. `changes` are the days on which git
    saw its file change, each once, in order; none without git.
    """

    id: str
    status: str
    kind: Kind
    timeline: Timeline
    given: Given = NO_DAYS
    goal: str | None = None
    channel: str | None = None
    item: Item | None = None
    ratings: tuple[Rating, ...] = ()
    blockers: tuple[Blockers, ...] = ()
    born_in_bulk: bool = False
    unreadable: int = 0
    vanished: date | None = None
    changes: tuple[date, ...] = ()

    def status_on(self, day: date) -> str | None:
        """The status at the end of a day; None before the first one that is known."""
        moves = self.timeline.moves
        place = bisect_right(moves, day, key=_day)
        return moves[place - 1].status if place else None

    def blocks_on(self, day: date) -> tuple[Block, ...]:
        """The blockers of its file as it was at the end of an earlier day, by git; else as it is now.

        Those of the first version hold for the days before it: somebody wrote down what was so far.
        """
        if not self.blockers:
            return self.item.blocked if self.item is not None else ()
        place = bisect_right(self.blockers, day, key=_day)
        return self.blockers[max(place - 1, 0)].blocks

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every blocker: those its file tells, and those taken out of it, which held until that day."""
        return (*self.blocks_on(date.max), *taken_out(self.blockers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """All lives, sorted by id, as they are known on `today`; `figures` of goals by id, oldest first.

    `minutes` are the days on which the minutes of meetings were last changed, by path, as far as git knows.
    `absent` says why git tells nothing (empty: it does). `unknown` are words of past versions that are no
    status, with the number of items that had them.
    """

    today: date
    columns: Columns
    lives: tuple[Life, ...] = ()
    figures: Mapping[str, tuple[Figure, ...]] = field(default_factory=dict)
    minutes: Mapping[str, date] = field(default_factory=dict)
    absent: Absence = "off"
    unknown: Mapping[str, int] = field(default_factory=dict)

    @property
    def timelines(self) -> dict[str, Timeline]:
        """The timelines of the items that are there, by id."""
        return {life.id: life.timeline for life in self.lives if life.item is not None}


def past_of(backlog: Backlog, today: date, tracks: Tracks = NO_TRACKS, absent: Absence = "off") -> Past:
    """The past of a backlog on the report day.

    Items that vanished are left out where any of their versions was private, and so is every track of a
    file that is no item of the backlog.
    """
    columns = columns_of(backlog.config.workflow)
    lives = [_life(backlog, item, tracks.by_path.get(item.path), columns, today) for item in backlog.items]
    gone = [
        life
        for track in tracks.vanished
        if track.kind == "item" and not any(version.facts.private for version in track.versions)
        for life in _vanished(backlog, track, columns, today)
    ]
    goals = ((goal.id, tracks.by_path.get(goal.path)) for goal in backlog.goals)
    lives = sorted([*lives, *gone], key=lambda life: (life.id, life.vanished is not None, str(life.vanished)))
    return Past(
        today=today,
        columns=columns,
        lives=tuple(lives),
        figures={
            id_: figures for id_, track in goals if track and (figures := tuple(figures_of(track, today)))
        },
        minutes={
            meeting.path: changes[-1]
            for meeting in backlog.meetings
            if (track := tracks.by_path.get(meeting.path)) and (changes := changes_of(track, today))
        },
        absent=absent,
        unknown=_unknown(lives, columns),
    )


def past_on(past: Past, day: date) -> Past:
    """What was known at the end of an earlier day: lives cut off there, without those that began later.

    `item` stays today's; what it says of later days is not to be used.
    """
    if day >= past.today:
        return past
    lives = tuple(life for whole in past.lives for life in _cut(whole, day, past.columns))
    figures = {
        id_: cut
        for id_, all_ in past.figures.items()
        if (cut := tuple(one for one in all_ if one.day <= day))
    }
    return replace(past, today=day, lives=lives, figures=figures, unknown=_unknown(lives, past.columns))


def _life(backlog: Backlog, item: Item, track: Track | None, columns: Columns, today: date) -> Life:
    given = given_of(item)
    return Life(
        id=item.id,
        status=item.status,
        kind=item.kind,
        timeline=timeline(item.status, moves_of(item, columns, today, track), columns, today, given),
        given=given,
        goal=backlog.goal_of(item),
        channel=item.channel,
        item=item,
        ratings=tuple(ratings_of(track, today)) if track else (),
        blockers=blockers_of(track, today) if track else (),
        born_in_bulk=track.born_in_bulk if track else False,
        unreadable=sum(not version.facts.readable for version in known_of(track, today)) if track else 0,
        changes=changes_of(track, today) if track else (),
    )


def _vanished(backlog: Backlog, track: Track, columns: Columns, today: date) -> Iterator[Life]:
    """The life of an item whose file is gone; nothing where it began after the report day."""
    columns = _with_dropped(columns)
    moves = moves_of_track(track, columns, today)
    if not moves or track.vanished is None:
        return
    facts = track.versions[-1].facts
    gone = track.vanished if track.vanished <= today else None
    if gone is not None and columns.kind(moves[-1].status) not in {Kind.DONE, Kind.DROPPED}:
        status = columns.first.get(Kind.DROPPED, DROPPED)
        moves = (*moves, Move(day=gone, status=status, source="git"))
    given = Given(facts.created, facts.started, facts.done)
    status = moves[-1].status
    yield Life(
        id=facts.id,
        status=status,
        kind=columns.kind(status),
        timeline=timeline(status, moves, columns, today, given),
        given=given,
        goal=_goal_of_vanished(backlog, facts),
        channel=facts.channel,
        ratings=tuple(ratings_of(track, today)),
        born_in_bulk=track.born_in_bulk,
        unreadable=sum(not version.facts.readable for version in known_of(track, today)),
        vanished=gone,
        changes=changes_of(track, today) if gone is None else tuple(sorted({*changes_of(track, gone), gone})),
    )


def _goal_of_vanished(backlog: Backlog, facts: Facts) -> str | None:
    """The id of its goal, its own or its initiative's; None where neither names one that is there."""
    initiative = backlog.initiative_by_id.get(facts.initiative or "")
    named = facts.goal or (initiative.goal if initiative else None)
    return named if named in backlog.goal_by_id else None


def _with_dropped(columns: Columns) -> Columns:
    """The columns for what vanished: where no status is of kind dropped, there is one all the same."""
    if Kind.DROPPED in columns.first:
        return columns
    return replace(columns, kinds={**columns.kinds, DROPPED: Kind.DROPPED})


def _cut(life: Life, day: date, columns: Columns) -> Iterator[Life]:
    columns = columns if life.item is not None else _with_dropped(columns)
    moves = life.timeline.moves
    kept = moves[: bisect_right(moves, day, key=_day)]
    born = kept[0].day if kept else life.given.created if not moves else None
    if born is None or born > day:
        return
    status = kept[-1].status if kept else life.status
    yield replace(
        life,
        status=status,
        kind=columns.kind(status),
        timeline=timeline(status, kept, columns, day, life.given),
        ratings=tuple(rating for rating in life.ratings if rating.day <= day),
        vanished=life.vanished if life.vanished is not None and life.vanished <= day else None,
        blockers=life.blockers[: max(1, bisect_right(life.blockers, day, key=_day))],
        changes=life.changes[: bisect_right(life.changes, day)],
    )


def _day(told: Move | Blockers) -> date:
    return told.day


def _unknown(lives: Sequence[Life], columns: Columns) -> dict[str, int]:
    found: dict[str, int] = {}
    for life in lives:
        words = {move.status for move in life.timeline.moves} - set(columns.kinds) - {DROPPED}
        for word in words:
            found[word] = found.get(word, 0) + 1
    return dict(sorted(found.items()))
