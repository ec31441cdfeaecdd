"""`backlog list`: the ranking in the terminal."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from typing import TYPE_CHECKING

import click

from backlog.cli import output
from backlog.cli.session import report_day, session
from backlog.content.characters import visible
from backlog.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.formats.columns import Column
    from backlog.language import Language
    from backlog.report import Card, Report

BLOCKED = "! "
WIDE = 110  # columns: from here on there is room for ids


@click.command("list")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Also what is not ranked: unscored, parked, requests, done, dropped.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print.",
)
@click.option("--today", metavar="DATE", help="The day to judge by.")
def command(everything: bool, form: str, today: str | None) -> int:
    """Print the ranking: what comes first, and why."""
    here = session()
    day = report_day(here.config, today)
    from backlog.cli.reading import read_report  # noqa: PLC0415 - after the configuration is known to be fine

    report, _ = read_report(here, day)
    groups = _groups(report, here.language, everything=everything)
    if form == "json":
        output.show_json(
            json.dumps([_record(card) for _, cards in groups for card in cards], ensure_ascii=False, indent=2)
        )
        return Exit.FINE
    if any(cards for _, cards in groups):
        output.show(_table(groups, here.language))
    if any(card.blocked for _, cards in groups for card in cards):
        output.note("! " + here.language.text("blocked"))
    _note_rest(report, here.language, everything=everything)
    return Exit.FINE


def _groups(report: Report, speak: Language, *, everything: bool) -> list[tuple[str, Sequence[Card]]]:
    """Headings and their cards; the ranking has none."""
    groups: list[tuple[str, Sequence[Card]]] = [("", sorted(report.ranked, key=_by_rank))]
    if everything:
        closed = [column.cards for column in report.columns if not column.status.kind.open]
        groups += [
            (speak.text("Not rated yet"), report.unscored),
            (speak.text("Parked"), report.parked),
            (speak.text("Requests"), report.requests),
            *((cards[0].status.name, cards) for cards in closed if cards),
        ]
    seen: set[str] = set()
    once: list[tuple[str, Sequence[Card]]] = []
    for heading, cards in groups:
        fresh = [card for card in cards if card.item.id not in seen]
        seen |= {card.item.id for card in fresh}
        once.append((heading, fresh))
    return once


def _by_rank(card: Card) -> tuple[int, int]:
    return (card.rank or 0, card.order or 0)


def _table(groups: Sequence[tuple[str, Sequence[Card]]], speak: Language) -> str:
    from backlog.formats.columns import aligned  # noqa: PLC0415 - as above

    terminal = output.columns()
    wide = terminal is None or terminal >= WIDE
    rows = [row for _, cards in groups for row in (_row(card, speak, wide=wide) for card in cards)]
    head, *lines = aligned(_columns(speak, wide=wide), rows, terminal)
    shown = [click.style(head, bold=True)]
    for heading, cards in groups:
        if heading and cards:
            shown += ["", click.style(heading, bold=True)]
        shown += [
            click.style(line, fg="yellow") if card.blocked else line
            for card, line in zip(cards, lines, strict=False)
        ]
        lines = lines[len(cards) :]
    return "\n".join(shown)


def _columns(speak: Language, *, wide: bool) -> list[Column]:
    from backlog.formats.columns import Column  # noqa: PLC0415 - as above

    found = [
        Column(head=speak.text("Rank"), right=True),
        Column(head=speak.text("ICE"), right=True),
        Column(head=speak.text("Title"), least=30),
        Column(head=speak.text("Status"), least=11),
        Column(head=speak.text("Owner"), least=8),
        Column(head=speak.text("Goal"), least=12),
    ]
    return [*found, Column(head=speak.text("Id"))] if wide else found


def _row(card: Card, speak: Language, *, wide: bool) -> list[str]:
    cells = [
        "" if card.rank is None else str(card.rank),
        "" if card.score is None else speak.number(card.score, 2),
        visible(card.item.title),
        (BLOCKED if card.blocked else "") + card.status.name,
        visible(card.owner.name or card.item.owner or "") if card.owner else "",
        visible(card.goal.title) if card.goal else "",
    ]
    return [*cells, card.item.id] if wide else cells


def _record(card: Card) -> dict[str, object]:
    item = card.item
    return {
        "id": item.id, "path": item.path, "title": item.title, "status": item.status, "kind": str(item.kind),
        "goal": card.goal.id if card.goal else None, "owner": item.owner, "channel": item.channel,
        "score": None if card.score is None else _decimal(card.score),
        "rank": card.rank, "rank_best": card.rank_best, "rank_worst": card.rank_worst, "order": card.order,
        "ready": card.ready, "missing": list(card.missing), "blocked": card.blocked,
        "waits_for": list(card.waits_for),
    }  # fmt: skip


def _decimal(score: Fraction) -> str:
    """A score with two decimals, half up, as all our JSON has it."""
    hundredths = math.floor(score * 100 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _note_rest(report: Report, speak: Language, *, everything: bool) -> None:
    """What the ranking leaves out, so that nobody looks for it in vain."""
    rest = len(report.cards) - len(report.ranked)
    if rest and not everything:
        left = speak.plural("{count} item is not ranked", "{count} items are not ranked", rest)
        output.note(speak.text("{items}; `--all` shows all.", items=left))
    if not report.cards:
        output.note(speak.text('There are no items yet. `backlog new "Title"` makes the first one.'))
