"""`backlog show`: one item, and why it stands where it stands."""

from __future__ import annotations

import re
import sys
import textwrap
from typing import TYPE_CHECKING

import click

from backlog.cli import output
from backlog.cli.session import report_day, session
from backlog.content.characters import visible
from backlog.errors import Exit, Stop
from backlog.language import N_
from backlog.spelling import fold, nearest, same, stem_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backlog.cli.session import Session
    from backlog.findings import Finding
    from backlog.language import Language
    from backlog.model import Backlog, Item
    from backlog.report import Card, Report

SHORTEST = 4  # letters of a word that tells titles apart
WIDEST = 100  # columns: longer lines are hard to read, however wide the terminal is


@click.command("show")
@click.argument("id_", metavar="ID")
@click.option("--today", metavar="DATE", help="The day to judge by.")
def command(id_: str, today: str | None) -> int:
    """Print one item: where it stands and why, what is missing, what it waits for.

    ID is an id in any case, a former id, a title or a path.
    """
    here = session()
    day = report_day(here.config, today)
    from backlog.cli.reading import read_report  # noqa: PLC0415 - after the configuration is known to be fine

    report, everything = read_report(here, day)
    item = _meant(id_, everything)
    card = report.card_by_id.get(item.id)
    if card is None:
        output.show(_head(item.title, item))
        output.note(
            here.language.text("This item is private: it is checked, and neither ranked nor published.")
        )
        return Exit.FINE
    output.show("\n".join(_lines(card, report, here)))
    return Exit.FINE


def _meant(said: str, backlog: Backlog) -> Item:
    """The item of an id, a former id, a path or a title; says what was probably meant where there is none."""
    for item in backlog.items:
        if same(item.id) == same(said) or said in {item.path, item.path.rpartition("/")[2]}:
            return item
    for item in backlog.items:
        if same(said) in {same(former) for former in item.formerly} or fold(item.title) == fold(said):
            return item
    refused = next((file.path for file in backlog.refused if same(stem_of(file.path)) == same(said)), None)
    if refused is not None:
        message = N_("{path} cannot be read as an item, so there is nothing to show.")
        raise Stop(Exit.FINDINGS, message, "backlog check {path}", path=refused)
    names = {item.id: item.id for item in backlog.items} | {item.title: item.id for item in backlog.items}
    guess = names.get(nearest(said, names), "") or _by_words(said, backlog)
    hint = N_('Did you mean "{guess}"?') if guess else N_("`backlog list --all` shows all of them.")
    raise Stop(Exit.WRONG_USE, 'There is no item "{value}".', hint, value=visible(said), guess=guess)


def _by_words(said: str, backlog: Backlog) -> str:
    """The id of the item whose title and id share most with what was said; nothing if none does."""
    words = {fold(word) for word in re.split(r"[\s_-]+", said) if len(word) >= SHORTEST}
    shared = {
        item.id: sum(word in fold(f"{item.title} {item.id}") for word in words) for item in backlog.items
    }
    best = min(shared, key=lambda id_: (-shared[id_], id_), default="")
    return best if best and shared[best] else ""


def _head(title: str, item: Item) -> str:
    return f"{click.style(visible(title), bold=True)}\n{item.id} · {item.path}"


def _lines(card: Card, report: Report, here: Session) -> Iterator[str]:
    speak = here.language
    yield _head(card.item.title, card.item)
    yield ""
    facts = [(label, value) for label, value in _facts(card, report, speak) if value]
    column = max(len(label) for label, _ in facts) + 2
    terminal = output.columns()
    width = sys.maxsize if terminal is None else max(20, min(terminal, WIDEST) - column - 2)
    for label, value in facts:
        first, *rest = textwrap.wrap(visible(value), width) or [""]
        yield "  " + click.style(label.ljust(column), dim=True) + first
        yield from (" " * (column + 2) + line for line in rest)
    found = card.findings
    if found:
        yield ""
        yield from _findings(found, speak)


def _facts(card: Card, report: Report, speak: Language) -> Iterator[tuple[str, str]]:
    """Labels and what is to be said; nothing where there is nothing."""
    item = card.item
    state = card.status.name
    if card.days_in_status is not None and item.kind.open:
        days = card.days_in_status
        state += ", " + (
            speak.plural("for {count} day", "for {count} days", days) if days else speak.text("since today")
        )
    yield speak.text("Status"), state
    yield speak.text("Owner"), (card.owner.name or item.owner or "") if card.owner else ""
    yield speak.text("Goal"), f"{card.goal.title} ({card.goal.id})" if card.goal else ""
    yield speak.text("Initiative"), card.initiative.title if card.initiative else ""
    yield speak.text("Channel"), card.channel.name if card.channel else ""
    yield speak.text("Due"), speak.date(item.due) if item.due else ""
    yield speak.text("ICE"), _sum(card, speak)
    yield speak.text("Rank"), _rank(card, report, speak)
    yield speak.text("Evidence"), item.evidence or ""
    yield speak.text("Blocked"), "; ".join(_block(card, speak))
    yield speak.text("Waits for"), ", ".join(_titles(card.waits_for, report))
    yield speak.text("Needed by"), ", ".join(_titles(card.needed_by, report))
    yield speak.text("Still missing"), _missing(card, speak)
    if card.criteria:
        yield (
            speak.text("Acceptance criteria"),
            speak.text("{done} of {all} criteria met", done=card.criteria_done, all=card.criteria),
        )
    yield speak.text("Expected"), item.expected or ""
    yield speak.text("Result"), (item.result.value or "") if item.result else ""
    yield speak.text("Learning"), item.learning or ""


def _sum(card: Card, speak: Language) -> str:
    item = card.item
    if card.score is None:
        return speak.text("Not rated yet: it has no rank.") if item.kind.ranked else ""
    return f"{item.impact} × {item.confidence} ÷ {item.effort} = {speak.number(card.score, 2)}"


def _rank(card: Card, report: Report, speak: Language) -> str:
    """The rank, how far it would move, and what holds the item back from it."""
    if card.parked and card.item.recheck:
        return speak.text("Parked until {day}; not ranked before.", day=card.item.recheck)
    if card.rank is None:
        return ""
    said = speak.text("{rank} of {all}", rank=card.rank, all=len(report.ranked))
    if card.rank_best == card.rank_worst == card.rank:
        said += "; " + speak.text("the same if one rating were off by one")
    elif card.rank_best == card.rank_worst:
        said += "; " + speak.text("rank {best} if one rating were off by one", best=card.rank_best)
    else:
        between = N_("between {best} and {worst} if one rating were off by one")
        said += "; " + speak.text(between, best=card.rank_best, worst=card.rank_worst)
    if card.order is not None and card.order > card.rank and card.waits_for:
        said += "; " + speak.text("place {order} in the order, after what it waits for", order=card.order)
    if card.below_cut:
        said += ". " + speak.text("Below the line to which the capacity reaches.")
    return said


def _block(card: Card, speak: Language) -> Iterator[str]:
    from backlog.site.terms import term  # noqa: PLC0415 - after the configuration is known to be fine

    for block in card.blocks:
        said = speak.text(term("reason", block.reason)) if block.reason else speak.text("reason not given")
        if since := card.waits_since(block):
            said += ", " + speak.text("since {day}", day=since)
        yield f"{said} ({block.note})" if block.note else said


def _titles(ids: Sequence[str], report: Report) -> Iterator[str]:
    for id_ in ids:
        card = report.card_by_id.get(id_)
        yield f"{card.item.title} ({card.status.name})" if card else id_


def _missing(card: Card, speak: Language) -> str:
    from backlog.site.terms import term  # noqa: PLC0415 - as above

    if not card.item.kind.open:
        return ""
    names = ", ".join(speak.text(term("field", name)) for name in card.missing)
    return names or (speak.text("nothing: ready to start") if card.ready else "")


def _findings(found: Sequence[Finding], speak: Language) -> Iterator[str]:
    from backlog.formats.findings import text  # noqa: PLC0415 - as above
    from backlog.rules.wording import word  # noqa: PLC0415 - as above

    yield text([word(finding, speak) for finding in found], speak, files=None, columns=output.columns())
