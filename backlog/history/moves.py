"""Moves: on which day an item came into which status, by its file and by git."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from backlog.config.sections import Kind
from backlog.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from backlog.config.sections import Status
    from backlog.history.tracks import Track
    from backlog.model import Item

Source = Literal["git", "history", "dates"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """On this day the item came into this status: a status id, or the file's text for no known one.

    `at` and `commit` are None where only the day is known. `dated` is False where the item came into the
    status at some earlier, unknown time: git tells only that it was there on that day.
    """

    day: date
    status: str
    source: Source
    at: datetime | None = None
    commit: str | None = None
    dated: bool = True


class Given(NamedTuple):
    """The days that a file gives itself: `created`, `started`, `done`."""

    created: date | None = None
    started: date | None = None
    done: date | None = None


NO_DAYS = Given()


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What the numbers need of a workflow.

    The kind of each status, the first status of each kind, and status ids by their folded spellings.
    """

    kinds: Mapping[str, Kind]
    first: Mapping[Kind, str] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)

    def kind(self, status: str) -> Kind:
        """The kind of a status; one that nobody configured counts as before the start."""
        return self.kinds.get(status, Kind.INTAKE)

    def status(self, text: str) -> str:
        """The id of the status that a file's text names; the text itself where it names none."""
        return self.spellings.get(fold(text), text)


def columns_of(workflow: Sequence[Status]) -> Columns:
    """The columns of a configured workflow."""
    first: dict[Kind, str] = {}
    for status in workflow:
        first.setdefault(status.kind, status.id)
    return Columns(
        kinds={status.id: status.kind for status in workflow},
        first=first,
        spellings={
            fold(word): status.id
            for status in reversed(workflow)
            for word in (*status.aliases, status.name, status.id)
        },
    )


def given_of(item: Item) -> Given:
    """The days that the item's file gives itself."""
    return Given(item.created, item.started, item.done)


def moves_of(item: Item, columns: Columns, today: date, track: Track | None = None) -> tuple[Move, ...]:
    """The moves of an item, in order, without those after the report day.

    Those of `history:` and the later ones of git; without `history:` those of git; without both, those
    that the dates of the file tell.
    """
    tracked = moves_of_track(track, columns, today) if track is not None else ()
    if item.history:
        told = moves_of_file(item, columns, today)
        happened = (entry.date for entry in item.history if entry.date is not None and entry.date <= today)
        last = max(happened, default=None)
        later = [move for move in tracked if last is None or move.day > last]
        return _without_repetition((*told, *later))
    return tracked or moves_of_file(item, columns, today)


def moves_of_file(item: Item, columns: Columns, today: date) -> tuple[Move, ...]:
    """The moves that the item's file tells: its `history:`, else its dates.

    Entries of one day keep the order of the file. An entry that names the status the item is in already
    (another spelling of it) is no move.
    """
    told = sorted((move for move in _told(item, columns) if move.day <= today), key=lambda move: move.day)
    return _without_repetition(told)


def _told(item: Item, columns: Columns) -> list[Move]:
    if item.history:
        return [
            Move(day=entry.date, status=entry.status, source="history")
            for entry in item.history
            if entry.date is not None and entry.status is not None
        ]
    later = [day for day in (item.started, item.done) if day is not None]
    # A file written down after the work is no item that went back to the backlog.
    created = item.created if item.created is not None and all(item.created <= day for day in later) else None
    dates = ((created, Kind.BACKLOG), (item.started, Kind.ACTIVE), (item.done, Kind.DONE))
    return [
        Move(day=day, status=columns.first[kind], source="dates")
        for day, kind in dates
        if day is not None and kind in columns.first
    ]


def moves_of_track(track: Track, columns: Columns, today: date) -> tuple[Move, ...]:
    """The moves that git tells; the first one is the birth.

    A version that says nothing of its status stays where the item was. A change that is not dated is no
    transition: where it only gives a status another name, the move into it gets that name.
    """
    moves: list[Move] = []
    for version in track.versions:
        if version.day > today:  # what is not committed may follow, as of the report day
            continue
        text = version.facts.status
        if text:
            status = columns.status(text)
        else:
            status = moves[-1].status if moves else next(iter(columns.kinds), "")
        if moves and moves[-1].status == status:
            continue
        if moves and not version.dated and _is_renaming(moves[-1].status, status, columns):
            moves[-1] = replace(moves[-1], status=status)
            moves = list(_without_repetition(moves))
            continue
        moves.append(
            Move(
                day=version.day,
                status=status,
                source="git",
                at=version.at,
                commit=version.commit,
                dated=version.dated,
            )
        )
    return tuple(moves)


def _is_renaming(before: str, after: str, columns: Columns) -> bool:
    return before not in columns.kinds or columns.kind(before) is columns.kind(after)


def _without_repetition(moves: Sequence[Move]) -> tuple[Move, ...]:
    return tuple(
        move
        for before, move in zip((None, *moves), moves, strict=False)
        if before is None or before.status != move.status
    )
