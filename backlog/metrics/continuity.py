"""Continuity: what went live by channel and week, how long a channel has been silent, and since when.

Weeks are ISO weeks. A gap is a number of complete weeks, one after the other, in which nothing went live;
the running week counts only once it is over. Items that vanished while done count like the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from backlog.config.defaults import default_channels
from backlog.config.sections import Channel, Kind
from backlog.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from backlog.config.sections import Config
    from backlog.history import Life, Past

WEEKS = 26
"""So many weeks the calendar shows, the running one included."""
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWeek:
    """An ISO week, `2026-W05`, by its Monday; `complete` once its Sunday is over."""

    name: str
    first: date
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Complete weeks without anything going live: from the Monday of the first one, so many."""

    first: date
    weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelCalendar:
    """What went live on a channel. `cells` are the ids of each week of the calendar, in order of days.

    `last_live` is the day on which something went live last, None where nothing ever did: then `since` is
    the day on which anything went live first anywhere (without one, the first day that is known at all),
    else it is that day. `gap` are the complete weeks after `since` in
    which nothing went live; `alarm` says that they are more than agreed. `longest` is the longest gap
    since the first item that went live, the current one included; None where there was none. `undated` says
    that something went live there on a day that nobody knows; without git that may have been yesterday, so
    there is no alarm.
    """

    id: str
    name: str
    cells: tuple[tuple[str, ...], ...]
    last_live: date | None
    since: date | None
    gap: int
    longest: Silence | None
    alarm: bool
    undated: bool = False

    @property
    def count(self) -> int:
        """How many items went live in the weeks of the calendar."""
        return sum(len(cell) for cell in self.cells)

    @property
    def silent_cells(self) -> int:
        """How many weeks at the end of the calendar, the running one left out, belong to the current gap."""
        return min(self.gap, len(self.cells) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Weeks × channels, as of the day of the past; `without_channel` are finished items of none of them.

    `known_from` is the first day of which anything is known, None without any history; `undated` are
    finished items of which nobody knows when they went live; without git (`told` is False) that may have been
    in any week.
    """

    weeks: tuple[CalendarWeek, ...]
    channels: tuple[ChannelCalendar, ...]
    without_channel: tuple[str, ...]
    undated: tuple[str, ...]
    known_from: date | None
    told: bool = True


def calendar_of(past: Past, config: Config) -> Calendar:
    """What went live in the last WEEKS weeks by channel, and the gaps of all time.

    Channels are the configured ones in their order; without any, those in use by id. A channel on which
    nothing ever went live is an alarm only where it is configured, others have gone on for that long, and
    git tells: without it nobody knows what went live there before.
    """
    weeks = _weeks(past.today)
    done = [life for life in past.lives if life.kind is Kind.DONE]
    live = sorted(
        (life for life in done if life.timeline.finished is not None),
        key=lambda life: (str(life.timeline.finished), life.id),
    )
    known = min((life.timeline.moves[0].day for life in past.lives if life.timeline.moves), default=None)
    begin = live[0].timeline.finished if live else known
    spellings = _spellings(config.channels)
    hidden = {_channel_of(life, spellings) for life in done if life.timeline.finished is None}
    by_channel: dict[str, list[Life]] = {id_: [] for id_ in config.channels}
    without = []
    for life in live:
        id_ = _channel_of(life, spellings)
        if id_ is None or (config.channels and id_ not in by_channel):
            without.append(life.id)
        else:
            by_channel.setdefault(id_, []).append(life)
    if not config.channels:
        used = {life.channel for life in past.lives if life.channel and life.kind.open}
        by_channel = {id_: by_channel.get(id_, []) for id_ in sorted({*by_channel, *used})}
    names = config.channels or default_channels(config.language)
    return Calendar(
        weeks=weeks,
        channels=tuple(
            _channel(
                ChannelName(
                    id_, (names.get(id_) or Channel()).name or id_, id_ in config.channels, id_ in hidden
                ),
                lives,
                weeks,
                (begin, config.continuity.gap_weeks, not past.absent),
            )
            for id_, lives in by_channel.items()
        ),
        without_channel=tuple(without),
        undated=tuple(sorted(life.id for life in done if life.timeline.finished is None)),
        known_from=known,
        told=not past.absent,
    )


def _channel_of(life: Life, spellings: Mapping[str, str]) -> str | None:
    return spellings.get(fold(life.channel or ""), life.channel)


def _spellings(channels: Mapping[str, Channel]) -> dict[str, str]:
    """Channel ids by their spellings: a version of the past may name a channel by its name."""
    return {
        fold(word): id_
        for id_, channel in reversed(list(channels.items()))
        for word in (channel.name, id_)
        if word
    }


def monday(day: date) -> date:
    """The first day of the ISO week of a day."""
    return day - timedelta(days=day.weekday())


def _weeks(today: date) -> tuple[CalendarWeek, ...]:
    last = monday(today)
    return tuple(
        CalendarWeek(
            name="{}-W{:02}".format(*first.isocalendar()[:2]),
            first=first,
            complete=first + timedelta(days=6) < today,
        )
        for first in (last - number * WEEK for number in range(WEEKS - 1, -1, -1))
    )


class ChannelName(NamedTuple):
    """A channel's id and name, whether it stands in the configuration, and whether it has undated items."""

    id: str
    name: str
    configured: bool
    undated: bool


def _channel(
    channel: ChannelName,
    lives: Sequence[Life],
    weeks: Sequence[CalendarWeek],
    agreed: tuple[date | None, int, bool],
) -> ChannelCalendar:
    """The calendar of a channel from its finished items in order; `agreed`: since when, how long, and git."""
    begin, most, told = agreed
    days = [life.timeline.finished for life in lives if life.timeline.finished is not None]
    last = days[-1] if days else None
    since = last or begin
    gap = _gap(since, weeks[-1].first) if since is not None else 0
    return ChannelCalendar(
        id=channel.id,
        name=channel.name,
        cells=tuple(
            tuple(
                life.id
                for life, day in zip(lives, days, strict=True)
                if week.first <= day < week.first + WEEK
            )
            for week in weeks
        ),
        last_live=last,
        since=since,
        gap=gap,
        longest=_longest(days, weeks[-1].first),
        alarm=gap > most
        and (last is not None or (channel.configured and told))
        and (told or not channel.undated),
        undated=channel.undated,
    )


def _gap(since: date, running: date) -> int:
    """The complete weeks between the week of a day and the running one (its Monday)."""
    return max(0, (running - monday(since)).days // 7 - 1)


def _longest(days: Sequence[date], running: date) -> Silence | None:
    """The longest run of empty weeks from the first day on; of equal ones the latest."""
    found: Silence | None = None
    mondays = sorted({monday(day) for day in days})
    for before, after in zip(mondays, [*mondays[1:], running], strict=False):
        weeks = (after - before).days // 7 - 1
        if weeks > 0 and (found is None or weeks >= found.weeks):
            found = Silence(first=before + WEEK, weeks=weeks)
    return found
