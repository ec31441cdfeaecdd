"""`data/items.csv`: all items as a table that a spreadsheet opens by double click.

A spreadsheet takes the separators of the country it is set to, and no file can tell it others: a first
line `sep=;` makes Excel forget the file's encoding. So a German file has semicolons and decimal commas,
an English one commas and decimal points. Days are ISO dates, which every setting reads as days.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from backlog.formats.backlog_json import score_text
from backlog.language import N_
from backlog.report.audience import is_public
from backlog.report.cards import in_board_order
from backlog.site.people import naming
from backlog.site.terms import term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from backlog.config.sections import Metric
    from backlog.language import Language
    from backlog.report import Card, Report

    Cell = str | int | None
    Column = tuple[str, Callable[[Card], Cell]]

BOM = "\ufeff"  # without it, Excel takes the file for one of the last century
# What a spreadsheet takes for a formula, also behind spaces, and in full width.
_FORMULA = re.compile(r"\s*(?:[=+\-@＝＋－＠]|[\t\r\n])")
# Characters that no cell can hold.
_UNWRITABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def items_csv(report: Report, language: Language) -> str:
    """The items of a report: ranked ones in order, then the other open ones, then what is finished.

    The first character is a byte order mark, lines end as spreadsheets write them.
    """
    columns = dict(_columns(report, language))
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator(language), lineterminator="\r\n")
    writer.writerow([written(language.text(name)) for name in columns])
    for card in in_board_order(report.cards):
        writer.writerow([written(cell(card)) for cell in columns.values()])
    return BOM + stream.getvalue()


def separator(language: Language) -> str:
    """What stands between two cells: a semicolon where the comma stands before decimals."""
    return ";" if language.decimal == "," else ","


def written(cell: Cell) -> str:
    """A cell as it stands in the file: numbers as they are, texts so that none becomes a formula.

    >>> written("=1+1"), written(-3), written(None)
    ("'=1+1", '-3', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, int):
        return str(cell)
    text = _UNWRITABLE.sub("", cell)
    return f"'{text}" if _FORMULA.match(text) else text


def _columns(report: Report, language: Language) -> Iterator[Column]:
    """Each column: the message id of its name, and what stands in it."""
    shown = not is_public(report.config)
    yield from _what(report, language)
    yield from _state(language)
    yield from _days()
    if shown:
        yield N_("Cost planned in euros"), lambda card: card.item.cost.planned if card.item.cost else None
        yield N_("Cost actual in euros"), lambda card: card.item.cost.actual if card.item.cost else None
    yield N_("Id"), lambda card: card.item.id
    yield N_("File"), lambda card: card.item.path


def _what(report: Report, language: Language) -> Iterator[Column]:
    named = naming(report.config)
    metrics = report.config.metrics

    def score(card: Card) -> Cell:
        text = score_text(card.score) if card.score is not None else None
        return text.replace(".", language.decimal) if text else text

    yield N_("Order"), lambda card: card.order
    yield N_("Rank"), lambda card: card.rank
    yield N_("Title"), lambda card: card.item.title
    yield N_("Status"), lambda card: card.status.name or card.status.id
    yield N_("Goal"), lambda card: card.goal.title if card.goal else None
    yield N_("Initiative"), lambda card: card.initiative.title if card.initiative else None
    if not is_public(report.config):
        yield N_("Owner"), lambda card: named(card.item.owner)
    yield N_("Channel"), lambda card: (card.channel.name or card.item.channel) if card.channel else None
    yield N_("Impact"), lambda card: card.item.impact
    yield N_("Confidence"), lambda card: card.item.confidence
    yield N_("Effort"), lambda card: card.item.effort
    yield N_("Score (ICE)"), score
    yield N_("Metric"), lambda card: _named_metric(card, metrics)


def _state(language: Language) -> Iterator[Column]:
    def fields(card: Card) -> str:
        return ", ".join(language.text(term("field", name)) for name in card.missing)

    def reasons(card: Card) -> str:
        return ", ".join(language.text(term("reason", block.reason or "other")) for block in card.blocks)

    yield N_("Ready"), lambda card: language.text("yes") if card.ready else language.text("no")
    yield N_("What is missing"), fields
    yield N_("Blocked since"), lambda card: _day(card.blocks[0].since) if card.blocks else None
    yield N_("Reason"), reasons


def _days() -> Iterator[Column]:
    yield N_("Start"), lambda card: _day(card.item.start)
    yield N_("Due"), lambda card: _day(card.item.due)
    yield N_("Created"), lambda card: _day(card.timeline.created)
    yield N_("Started"), lambda card: _day(card.timeline.started)
    yield N_("Finished on"), lambda card: _day(card.timeline.finished)
    yield N_("In this status since"), lambda card: _day(card.timeline.status_since)
    yield N_("Lead time in days"), lambda card: card.timeline.lead_time_days
    yield N_("Cycle time in days"), lambda card: card.timeline.cycle_time_days


def _named_metric(card: Card, metrics: Mapping[str, Metric]) -> str | None:
    known = metrics.get(card.item.metric or "")
    return (known.name if known else "") or card.item.metric


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
