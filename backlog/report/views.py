"""Views over cards: columns, goals, initiatives, people, channels and the focus window."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from backlog.config.sections import KINDS, Kind, Metric, Person
from backlog.metrics.coverage import (
    STAGES,
    done_share,
    effort_shares,
    hangs_on,
    percent,
    period_passed,
    progress,
    stage_of,
)
from backlog.metrics.ice import is_unscored
from backlog.report.audience import is_public
from backlog.report.cards import channel_of, in_board_order, known_channels, person_of
from backlog.report.shapes import ChannelView, Column, FocusWindow, GoalView, InitiativeView, PersonView

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from backlog.findings import Finding
    from backlog.model import Backlog, Goal
    from backlog.report.shapes import Card


def grouped(cards: Iterable[Card], key: Callable[[Card], Hashable]) -> Mapping[Hashable, tuple[Card, ...]]:
    """Cards by what a key says of them, each group in board order; groups that are not there are empty."""
    groups: defaultdict[Hashable, list[Card]] = defaultdict(list)
    for card in cards:
        groups[key(card)].append(card)
    return defaultdict(tuple, {name: in_board_order(group) for name, group in groups.items()})


def columns_of(backlog: Backlog, cards: Sequence[Card]) -> tuple[Column, ...]:
    """The columns of the board."""
    by_status = grouped(cards, lambda card: card.item.status)
    return tuple(Column(status=status, cards=by_status[status.id]) for status in backlog.config.workflow)


def goals_of(
    backlog: Backlog, cards: Sequence[Card], today: date, findings: Mapping[str, tuple[Finding, ...]]
) -> tuple[tuple[GoalView, ...], int | None]:
    """Every goal by id, and the share of effort that goes to items without one."""
    goal_of = {card.item.id: card.goal.id if card.goal else None for card in cards}
    by_goal = grouped(cards, lambda card: goal_of[card.item.id])
    ready = frozenset(card.item.id for card in cards if card.ready)
    shares, without = effort_shares(backlog.items, goal_of, [goal.id for goal in backlog.goals])
    return tuple(
        _goal_view(
            backlog,
            goal,
            by_goal[goal.id],
            ready,
            today,
            share=shares[goal.id],
            findings=findings.get(goal.path, ()),
        )
        for goal in backlog.goals
    ), without


def _goal_view(
    backlog: Backlog,
    goal: Goal,
    cards: tuple[Card, ...],
    ready: frozenset[str],
    today: date,
    *,
    share: int | None,
    findings: tuple[Finding, ...],
) -> GoalView:
    items = [card.item for card in cards]
    counts = Counter(item.kind for item in items)
    done_count, done_effort = done_share(items)
    passed, come = period_passed(goal.period, today) if goal.period else None, progress(goal)
    return GoalView(
        goal=goal,
        stage=stage_of(items, ready),
        owner=person_of(backlog.config, goal.owner),
        metric=(backlog.config.metrics.get(goal.metric) or Metric(name=goal.metric)) if goal.metric else None,
        cards=cards,
        initiatives=tuple(initiative for initiative in backlog.initiatives if initiative.goal == goal.id),
        counts={kind.value: counts[kind] for kind in KINDS},
        open=sum(item.kind.open for item in items),
        done=counts[Kind.DONE],
        effort_share=share,
        done_share_count=done_count,
        done_share_effort=done_effort,
        period_passed=percent(passed, 1) if passed is not None else None,
        progress=int(100 * come // 1) if come is not None else None,
        on_track=_is_on_track(goal, passed, come, today),
        hangs_on=None if is_public(backlog.config) else hangs_on(items),
        findings=findings,
    )


def _is_on_track(goal: Goal, passed: Fraction | None, come: Fraction | None, today: date) -> bool | None:
    if goal.status == "achieved":
        return True
    if goal.status != "active" or passed is None or come is None:
        return None
    return None if goal.period is None or goal.period.first > today else come >= passed


def worst_first(goals: Iterable[GoalView], today: date) -> tuple[GoalView, ...]:
    """The active goals whose period has begun: the further the figure is behind the period, the earlier.

    No figure counts as no progress; among equals the goal with less work behind it comes first.
    """

    def behind(view: GoalView) -> tuple[int, int, str]:
        return (view.progress or 0) - (view.period_passed or 0), STAGES.index(view.stage), view.goal.id

    current = (
        view
        for view in goals
        if view.goal.status == "active" and (view.goal.period is None or view.goal.period.first <= today)
    )
    return tuple(sorted(current, key=behind))


def initiatives_of(
    backlog: Backlog, cards: Sequence[Card], findings: Mapping[str, tuple[Finding, ...]]
) -> tuple[InitiativeView, ...]:
    """Every initiative by id, with its items in board order."""
    by_initiative = grouped(cards, lambda card: card.initiative.id if card.initiative else None)
    return tuple(
        InitiativeView(
            initiative=initiative,
            goal=backlog.goal_by_id.get(initiative.goal or ""),
            owner=person_of(backlog.config, initiative.owner),
            cards=by_initiative[initiative.id],
            findings=findings.get(initiative.path, ()),
        )
        for initiative in backlog.initiatives
    )


def people_of(backlog: Backlog, cards: Sequence[Card], today: date) -> tuple[PersonView, ...]:
    """Everybody who is with the team or has open work, by team and name; nobody where the public reads."""
    config = backlog.config
    if is_public(config):
        return ()
    open_cards = [card for card in cards if card.item.kind.open]
    owned = grouped(open_cards, lambda card: card.item.owner)
    reviewed = grouped(
        (card for card in open_cards if card.item.kind is Kind.REVIEW), lambda card: card.item.reviewer
    )
    here = {id_ for id_, person in config.people.items() if person.until is None or person.until >= today}
    named = {id_ for card in open_cards for id_ in (card.item.owner,) if id_} | {
        str(id_) for id_ in reviewed if id_
    }
    views = []
    for id_ in here | named:
        person = config.people.get(id_) or Person(name=id_)
        views.append(
            PersonView(
                id=id_,
                person=person,
                team=person.team,
                active=tuple(card for card in owned[id_] if card.item.kind.started),
                planned=tuple(card for card in owned[id_] if card.item.kind is Kind.PLANNED),
                waiting=tuple(card for card in owned[id_] if card.item.kind is Kind.BACKLOG),
                reviewing=reviewed[id_],
                limit=config.wip.per_person,
                deputy=person.deputy or None,
            )
        )
    return tuple(sorted(views, key=lambda view: (view.team, view.person.name.casefold(), view.id)))


def channels_of(backlog: Backlog, cards: Sequence[Card], today: date) -> tuple[ChannelView, ...]:
    """The configured channels (else those in use) in the order of the configuration, others by id."""
    config = backlog.config
    by_channel = grouped(cards, lambda card: card.item.channel)
    used = sorted(str(id_) for id_ in by_channel if id_)
    channels = known_channels(config)
    known = [id_ for id_ in channels if id_ in config.channels or id_ in used]
    views = []
    for id_ in dict.fromkeys((*known, *used)):
        channel = channel_of(channels, id_)
        open_cards = tuple(card for card in by_channel[id_] if card.item.kind.open)
        live = [card for card in by_channel[id_] if card.item.kind is Kind.DONE and card.timeline.finished]
        views.append(
            ChannelView(
                id=id_,
                name=(channel.name if channel else "") or id_,
                owner=(channel.owner if channel else "") or None,
                cards=open_cards,
                blocked=tuple(card for card in open_cards if card.blocked),
                unscored=tuple(card for card in open_cards if is_unscored(card.item, today)),
                last_live=live[0] if live else None,
            )
        )
    return tuple(views)


def focus_of(cards: Sequence[Card], window: tuple[date, date], working_days: int) -> FocusWindow:
    """What is running and what is planned until the end of the window."""
    first, last = window
    running = [card for card in cards if card.item.kind.started]
    planned = [card for card in cards if _is_planned(card, first, last)]

    def promised(card: Card) -> tuple[bool, str, float, str]:
        order = card.order if card.order is not None else float("inf")
        return card.item.due is None, str(card.item.due), order, card.item.id

    return FocusWindow(
        first=first,
        last=last,
        working_days=working_days,
        cards=tuple(sorted([*running, *planned], key=promised)),
        running=tuple(sorted(running, key=promised)),
        planned=tuple(sorted(planned, key=promised)),
        due=tuple(
            sorted((card for card in planned if card.item.due and card.item.due <= last), key=promised)
        ),
    )


def _is_planned(card: Card, first: date, last: date) -> bool:
    item = card.item
    if not item.kind.open or item.kind.started or card.parked:
        return False
    begins, ends = item.start or item.due, item.due or item.start
    if begins is None or ends is None:
        return item.kind is Kind.PLANNED
    if item.kind is Kind.PLANNED:
        return begins <= last
    return begins <= last and (ends >= first or item.due is not None)
