"""What a change does, in tables: items, the ranking, goals; each no longer than the paper allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.formats.diff_alike import grouped
from backlog.formats.diff_words import NOTHING, Names, both_names, told
from backlog.formats.host_text import host_table
from backlog.formats.mail import Markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backlog.comparison.shapes import Comparison
    from backlog.formats.diff_words import Words
    from backlog.report import Card

Row = list[Markdown]


_DISTANCES = 3  # by so many different numbers of ranks others move before one line tells them all
_NAMED = 5  # so many of them are named
_MANY = 4  # so many items that change alike stand in one row
_MOST_NAMED = 30  # with so many titles


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, what stands below it, and how many rows found no room."""

    title: Markdown
    text: Markdown
    left_out: int = 0


def listed(title: Markdown, head: Sequence[str], rows: Sequence[Row], words: Words) -> Section:
    """A section of a table, with as many rows as there is room for."""
    shown = rows[: words.rows]
    table = host_table([Markdown(name) for name in head], shown) if shown else Markdown("")
    return Section(title=title, text=table, left_out=len(rows) - len(shown))


def item_sections(comparison: Comparison, words: Words) -> Iterator[Section]:
    """New, changed, removed and unreadable items."""
    before, after = both_names(comparison.before, comparison.after, words)
    if comparison.added:
        yield _cards(words.text("New items"), comparison.added, after)
    if comparison.readable:
        yield _cards(words.text("Can be read again"), comparison.readable, after)
    if comparison.changed:
        head = [words.text("Item"), words.text("What changes"), words.text("Before"), words.text("After")]
        rows = [*_alike(comparison, (before, after)), *_one_by_one(comparison, (before, after))]
        yield listed(words.text("Changed items"), head, rows, words)
    if comparison.removed:
        yield _cards(words.text("Removed items"), comparison.removed, before, gone=True)
    if comparison.unreadable:
        yield _cards(words.text("Cannot be read any more"), comparison.unreadable, before, gone=True)


def _cards(title: Markdown, cards: Iterable[Card], names: Names, *, gone: bool = False) -> Section:
    words = names.words
    head = [
        words.text("Item"),
        words.text("Status"),
        words.text("Goal"),
        words.text("Owner"),
        words.text("Rank"),
        words.text("ICE"),
    ]
    if not gone:
        head.append(words.text("Still missing"))
    return listed(title, head, [_card(card, names, gone=gone) for card in _ranked_first(cards)], words)


def _ranked_first(cards: Iterable[Card]) -> list[Card]:
    return sorted(cards, key=lambda card: (card.order is None, card.order or 0, card.item.id))


def _card(card: Card, names: Names, *, gone: bool) -> Row:
    words, item = names.words, card.item
    row = [
        words.shown(item.title),
        names.status(item.status),
        words.shown(card.goal.title) if card.goal else NOTHING,
        names.person(item.owner) or NOTHING,
        words.number(card.rank),
        words.number(card.score, 2),
    ]
    if not gone:
        waits = item.kind in {Kind.BACKLOG, Kind.PLANNED}
        absent = [words.field(name) for name in card.missing] if waits else []
        row.append(Markdown(", ".join(absent)) or (words.text("ready to start") if card.ready else NOTHING))
    return row


def _alike(comparison: Comparison, names: tuple[Names, Names]) -> Iterator[Row]:
    """A row for what changes alike in many items, with their titles."""
    words = names[1].words
    groups = [entry for entry in grouped(comparison.changed).items() if len(entry[1]) >= _MANY]
    for (field, _, _), changes in sorted(groups, key=lambda entry: (-len(entry[1]), entry[0])):
        one = next(one for one in changes[0].fields if one.field == field)
        cards = [change.after for change in changes]
        items = words.plural("{count} item", "{count} items", len(cards))
        yield [_with_titles(items, cards, words, _MOST_NAMED), words.field(field), *told(one, names)]


def _one_by_one(comparison: Comparison, names: tuple[Names, Names]) -> Iterator[Row]:
    """A row a field of what changes in few items; the title stands in the first one alone."""
    words = names[1].words
    many = {id(change): set[str]() for change in comparison.changed}
    for (field, _, _), changes in grouped(comparison.changed).items():
        for change in changes if len(changes) >= _MANY else ():
            many[id(change)].add(field)
    for change in comparison.changed:
        fields = [one for one in change.fields if one.field not in many[id(change)]]
        for number, one in enumerate(fields):
            title = words.shown(change.after.item.title) if not number else Markdown("")
            before, after = told(one, names)
            yield [title, words.field(one.field), before, after]


def ranking_section(comparison: Comparison, words: Words) -> Section | None:
    """Score and rank of whatever is touched, and how far the others move because of it."""
    rows = [
        [
            words.shown(change.after.item.title),
            words.both(words.number(change.before.rank), words.number(change.after.rank)),
            words.both(words.number(change.before.score, 2), words.number(change.after.score, 2)),
        ]
        for change in sorted(
            comparison.changed, key=lambda one: (one.after.order or 10**9, one.after.item.id)
        )
        if change.touched
        and (change.before.rank, change.before.score) != (change.after.rank, change.after.score)
    ]
    pushed = [*_directions(comparison, words)]
    if not rows and not pushed:
        return None
    head = [words.text("Item"), words.text("Rank"), words.text("ICE")]
    section = listed(words.text("Ranking"), head, rows, words)
    lines = pushed[: max(words.rows, 1)]
    listing = "\n".join(f"- {line}" for line in lines)
    return Section(
        title=section.title,
        text=Markdown("\n\n".join(filter(None, (section.text, listing)))),
        left_out=section.left_out + len(pushed) - len(lines),
    )


def _directions(comparison: Comparison, words: Words) -> Iterator[Markdown]:
    """How far the others move: a line for each distance, one for all of a direction where there are many."""
    for down in (True, False):
        pushes = [push for push in comparison.pushes if (push.by > 0) is down]
        if len(pushes) <= _DISTANCES:
            yield from (_pushed(push.by, push.cards, words) for push in pushes)
        else:
            least, *_, most = sorted(abs(push.by) for push in pushes)
            cards = [card for push in pushes for card in push.cards]
            ranks = {"least": least, "most": most, "count": len(cards)}
            yield _with_titles(
                words.text("{count} others move down by {least} to {most} ranks", **ranks)
                if down
                else words.text("{count} others move up by {least} to {most} ranks", **ranks),
                cards,
                words,
            )


def _pushed(by: int, cards: Sequence[Card], words: Words) -> Markdown:
    count = len(cards)
    if by == 1:
        said = words.plural(
            "{count} other moves down by one rank", "{count} others move down by one rank", count
        )
    elif by > 1:
        said = words.plural(
            "{count} other moves down by {ranks} ranks",
            "{count} others move down by {ranks} ranks",
            count,
            ranks=by,
        )
    elif by == -1:
        said = words.plural("{count} other moves up by one rank", "{count} others move up by one rank", count)
    else:
        said = words.plural(
            "{count} other moves up by {ranks} ranks",
            "{count} others move up by {ranks} ranks",
            count,
            ranks=-by,
        )
    return _with_titles(said, cards, words)


def _with_titles(said: Markdown, cards: Sequence[Card], words: Words, most: int = _NAMED) -> Markdown:
    named = [words.text("“{title}”", title=card.item.title) for card in cards[: min(words.rows, most)]]
    more = f" … (+{len(cards) - len(named)})" if len(cards) > len(named) else ""
    return Markdown(f"{said}: {', '.join(named)}{more}" if named else said)
