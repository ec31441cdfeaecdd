"""Compute the report of a backlog on a day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.history import past_of, taken_out
from backlog.metrics.cadence import diary, occasions
from backlog.metrics.continuity import calendar_of
from backlog.metrics.cut import cut_of
from backlog.metrics.dependence import NONE, dependence_of
from backlog.metrics.flow import draws_for, flow_of
from backlog.metrics.ice import is_unscored
from backlog.metrics.ranks import rank_changes
from backlog.metrics.wip import wip_of
from backlog.metrics.working_days import holidays_around, last_of_working_days
from backlog.report import index, views
from backlog.report.alerts import alerts_of
from backlog.report.audience import findings_for_audience, for_audience, is_public, past_for_audience
from backlog.report.cards import by_path, cards_of, in_board_order
from backlog.report.forecasts import with_forecasts
from backlog.report.meetings import days_of_meetings
from backlog.report.pace import pace_of
from backlog.report.whole import Report

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from backlog.config.sections import Config
    from backlog.findings import Finding
    from backlog.history import Past
    from backlog.model import Backlog
    from backlog.report.shapes import Card, Origin

AHEAD = timedelta(days=90)  # how far the calendar looks


def report_of(
    backlog: Backlog,
    findings: Sequence[Finding],
    today: date,
    origin: Origin,
    past: Past | None = None,
) -> Report:
    """Compute the report of a backlog without private items, as its audience may see it.

    `findings` are those of this backlog, in order. `past` is that of this backlog on the day; what
    the files themselves tell where None is given.
    """
    shown_findings = findings_for_audience(findings, backlog)
    past = past or past_of(backlog, today)
    on_file = backlog.meetings
    owners = {item.id: item.owner for item in backlog.items}
    everybody = backlog
    backlog = for_audience(backlog)
    past = past_for_audience(past, everybody, backlog)
    config = backlog.config
    holidays = holidays_around(config.holidays, today)
    window = today, last_of_working_days(today, config.focus.working_days, holidays)
    found = by_path(shown_findings)
    cards, ranking = cards_of(backlog, today, past.timelines, found, window)
    card_by_id = {card.item.id: card for card in cards}
    open_cards = in_board_order(card for card in cards if card.item.kind.open)
    ranked = tuple(card_by_id[id_] for id_ in ranking.by_order)
    goals, without_goal = views.goals_of(backlog, cards, today, found)
    draws = draws_for(past, config, today, holidays)
    goals = with_forecasts(goals, ranked, owners, draws)
    review = index.last_review(backlog.meetings, today)
    since = index.live_since(review, today)
    done = in_board_order(card for card in cards if card.item.kind is Kind.DONE)
    measured = index.measured_of(done)
    return Report(
        config=config,
        today=today,
        origin=origin,
        backlog=backlog,
        past=past,
        flow=(flow := flow_of(past, config, today, len(ranked), draws)),
        pace=pace_of(flow, past, config),
        taken_out={life.id: gone for life in past.lives if life.item and (gone := taken_out(life.blockers))},
        rank_changes=rank_changes(past),
        cards=cards,
        card_by_id=card_by_id,
        columns=views.columns_of(backlog, cards),
        wip=wip_of(backlog),
        ranking=ranking,
        ranked=ranked,
        unscored=tuple(card for card in cards if is_unscored(card.item, today)),
        parked=tuple(sorted((card for card in cards if card.parked), key=_parked_until)),
        quick_wins=tuple(card for card in ranked if card.quick_win),
        big_bets=tuple(card for card in ranked if card.big_bet),
        cut=cut_of(backlog),
        goals=goals,
        current_goals=views.worst_first(goals, today),
        effort_share_without_goal=without_goal,
        without_goal=tuple(card for card in open_cards if card.goal is None),
        initiatives=views.initiatives_of(backlog, cards, found),
        people=views.people_of(backlog, cards, today),
        channels=views.channels_of(backlog, cards, today),
        without_channel=tuple(card for card in open_cards if card.channel is None),
        continuity=calendar_of(past, config),
        dependence=NONE
        if is_public(config)
        else dependence_of(backlog, past.timelines, _window_begins(config, today), window),
        focus=views.focus_of(cards, window, config.focus.working_days),
        requests=tuple(sorted((card for card in cards if card.item.kind is Kind.INTAKE), key=_asked)),
        blocked=tuple(card for card in open_cards if card.blocked),
        stuck=index.stuck_of(
            cards,
            today,
            config.freshness.stalled,
            frozenset(view.goal.id for view in goals if view.on_track is False),
        ),
        approvals=index.approvals_of(cards, today),
        live=index.live_of(done, since),
        live_since=since,
        live_since_meeting=review,
        measured=measured,
        effect=index.effect_of(measured),
        meetings=backlog.meetings,
        meeting_days=days_of_meetings(config, on_file, past, today),
        next_meetings=occasions(config.cadence, on_file, today, holidays),
        coming=tuple(
            one for one in diary(config.cadence, on_file, today, holidays) if one.day <= today + AHEAD
        ),
        alerts=alerts_of(shown_findings),
        findings=shown_findings,
    )


def _window_begins(config: Config, today: date) -> date:
    return today - timedelta(days=max(config.flow.window, 1) - 1)


def _parked_until(card: Card) -> tuple[str, str]:
    return str(card.item.recheck), card.item.id


def _asked(card: Card) -> tuple[bool, str, str]:
    created = card.timeline.created
    return created is None, str(created), card.item.id
