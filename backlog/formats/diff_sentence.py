"""A change in the sentences that a reviewer reads first: what happens to items and their ranking."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from backlog.formats.diff_alike import alike_sentences, edited_otherwise, goes_to_another_goal
from backlog.formats.diff_goals import goal_sentences
from backlog.formats.diff_words import Words, both_names, told
from backlog.formats.mail import Markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.comparison.shapes import Comparison, FieldChange, ItemChange
    from backlog.formats.diff_words import Names
    from backlog.report import Card

_FEW = 3  # so many items are told one by one
_RATINGS = frozenset({"impact", "confidence", "effort"})
_FIELDS = 4  # so many of its fields are named
_WITH_VALUES = 2  # so many of them with their values, of so many letters
_SHORT = 60


def sentences(comparison: Comparison, words: Words) -> Iterator[Markdown]:
    """What happens, a sentence each: items, the ranking, goals, minutes, settings."""
    if comparison.founded:
        yield _founded(comparison, words)
        return
    items = [*_items(comparison, words), *_pushed(comparison, words)]
    goals = list(goal_sentences(comparison, words))
    said = [*goals, *items] if goes_to_another_goal(comparison) else [*items, *goals]
    if not said:
        quiet = words.text("Nothing of what the backlog says changes.")
        said = [
            quiet if comparison.empty else words.text("The files say what they said; only findings change.")
        ]
    yield from said


def _founded(comparison: Comparison, words: Words) -> Markdown:
    backlog = comparison.after.backlog
    counts = [words.plural("{count} item", "{count} items", len(backlog.items))]
    if backlog.goals:
        counts.append(words.plural("{count} goal", "{count} goals", len(backlog.goals)))
    if backlog.meetings:
        counts.append(words.plural("{count} meeting", "{count} meetings", len(backlog.meetings)))
    return words.text(
        "Before this change there was no backlog that could be read, so everything is new: {list}.",
        list=words.list(counts),
    )


def _items(comparison: Comparison, words: Words) -> Iterator[Markdown]:
    if comparison.items <= _FEW:
        yield from _one_by_one(comparison, words)
    else:
        yield from _counted(comparison, words)


def _one_by_one(comparison: Comparison, words: Words) -> Iterator[Markdown]:
    names = both_names(comparison.before, comparison.after, words)
    for card in comparison.added:
        yield _placed(card, len(comparison.after.ranked), names[1])
    for change in comparison.changed:
        yield _changed(change, comparison, names)
    for card in comparison.removed:
        yield words.text(
            "“{title}” is removed; it was in “{status}”.",
            title=card.item.title,
            status=names[0].status(card.item.status),
        )
    for card in comparison.unreadable:
        yield words.text("The file of “{title}” cannot be read any more.", title=card.item.title)
    for card in comparison.readable:
        yield words.text("The file of “{title}” can be read again.", title=card.item.title)


def _placed(card: Card, ranked: int, names: Names) -> Markdown:
    values = {"title": card.item.title, "status": names.status(card.item.status)}
    if card.rank is None:
        return names.words.text("“{title}” is new, in “{status}”.", **values)
    return names.words.text(
        "“{title}” is new, in “{status}”, at rank {rank} of {all}.", rank=card.rank, all=ranked, **values
    )


def _changed(change: ItemChange, comparison: Comparison, names: tuple[Names, Names]) -> Markdown:
    words, was, is_ = names[1].words, change.before, change.after
    title = {"title": is_.item.title}
    if not change.touched:
        return words.text("“{title}” only stands in another file now: {path}.", path=is_.item.path, **title)
    if change.moved:
        said = _moved(change, names)
    elif was.rank != is_.rank:
        said = _ranked(change, len(comparison.after.ranked), names)
    else:
        fields = [_field(one, change, names) for one in change.fields[:_FIELDS]]
        more = ["…"] if len(change.fields) > _FIELDS else []
        return words.text(
            "“{title}” changes: {fields}.", fields=Markdown(", ".join([*fields, *more])), **title
        )
    return said


def _field(one: FieldChange, change: ItemChange, names: tuple[Names, Names]) -> Markdown:
    """A field that is otherwise; with its values, where there are few of them and they are short."""
    words = names[1].words
    if len(change.fields) <= _WITH_VALUES:
        before, after = told(one, names)
        if before and len(before) + len(after) <= _SHORT:
            return Markdown(f"{words.field(one.field)} {words.both(before, after)}")
    return words.field(one.field)


def _moved(change: ItemChange, names: tuple[Names, Names]) -> Markdown:
    words, was, is_ = names[1].words, change.before, change.after
    values = {"title": is_.item.title, "before": names[0].status(was.item.status)}
    if is_.item.kind == "dropped":
        if was.rank is not None:
            return words.text(
                "“{title}” is dropped; it was in “{before}”, at rank {rank}.", rank=was.rank, **values
            )
        return words.text("“{title}” is dropped; it was in “{before}”.", **values)
    return words.text(
        "“{title}” moves from “{before}” to “{after}”.", after=names[1].status(is_.item.status), **values
    )


def _ranked(change: ItemChange, ranked: int, names: tuple[Names, Names]) -> Markdown:
    words, was, is_ = names[1].words, change.before, change.after
    rated = [one for one in change.fields if one.field in _RATINGS]
    causes = [f"{words.field(one.field)} {words.both(*told(one, names))}" for one in rated]
    cause = Markdown(f" ({', '.join(causes)})" if causes else "")
    values: dict[str, str] = {"title": is_.item.title, "cause": cause}
    if is_.rank is None:
        return words.text(
            "“{title}” leaves the ranking; it was at rank {rank}{cause}.", rank=was.rank, **values
        )
    if was.rank is None:
        return words.text(
            "“{title}” comes into the ranking{cause}, at rank {rank} of {all}.",
            rank=is_.rank,
            all=ranked,
            **values,
        )
    way = {"before": was.rank, "after": is_.rank}
    if is_.rank < was.rank:
        return words.text("“{title}” rises from rank {before} to {after}{cause}.", **values, **way)
    return words.text("“{title}” falls from rank {before} to {after}{cause}.", **values, **way)


def _counted(comparison: Comparison, words: Words) -> Iterator[Markdown]:
    names = both_names(comparison.before, comparison.after, words)
    if comparison.added:
        yield _new(Counter(card.item.status for card in comparison.added), names[1])
    if comparison.moves:
        yield _moving(Counter(move.after for move in comparison.moves), names[1])
    alike = list(alike_sentences(comparison, words))
    yield from alike
    edited = edited_otherwise(comparison)
    if edited and alike:
        yield words.plural("{count} item is edited otherwise.", "{count} items are edited otherwise.", edited)
    elif edited:
        yield words.plural("{count} item is edited.", "{count} items are edited.", edited)
    elsewhere = sum(not change.touched for change in comparison.changed)
    if elsewhere:
        yield words.plural(
            "{count} item only stands in another file.", "{count} items only stand in other files.", elsewhere
        )
    if comparison.removed:
        yield words.plural("{count} item is removed.", "{count} items are removed.", len(comparison.removed))
    if comparison.unreadable:
        yield words.plural(
            "{count} file cannot be read any more.",
            "{count} files cannot be read any more.",
            len(comparison.unreadable),
        )
    if comparison.readable:
        yield words.plural(
            "{count} file can be read again.", "{count} files can be read again.", len(comparison.readable)
        )
    yield from _highest(comparison, words)


def _new(counts: Counter[str], names: Names) -> Markdown:
    words, count = names.words, counts.total()
    if len(counts) == 1:
        status = names.status(next(iter(counts)))
        return words.plural(
            "{count} item is new in “{status}”.", "{count} items are new in “{status}”.", count, status=status
        )
    where = words.list(
        words.text("{count} in “{status}”", count=counts[id_], status=names.status(id_))
        for id_ in _in_order(counts, names)
    )
    return words.plural(
        "{count} item is new: {where}.", "{count} items are new: {where}.", count, where=where
    )


def _moving(counts: Counter[str], names: Names) -> Markdown:
    words, count = names.words, counts.total()
    if len(counts) == 1:
        status = names.status(next(iter(counts)))
        return words.plural(
            "{count} item moves to “{status}”.", "{count} items move to “{status}”.", count, status=status
        )
    where = words.list(
        words.text("{count} to “{status}”", count=counts[id_], status=names.status(id_))
        for id_ in _in_order(counts, names)
    )
    return words.plural("{count} item moves: {where}.", "{count} items move: {where}.", count, where=where)


def _in_order(counts: Counter[str], names: Names) -> list[str]:
    """The statuses that are counted, in the order of the board."""
    return [status.id for status in names.report.config.workflow if status.id in counts]


def _highest(comparison: Comparison, words: Words) -> Iterator[Markdown]:
    """The best of those that came into the ranking, or rose in it."""
    risen = [
        change.after
        for change in comparison.changed
        if change.after.rank is not None
        and (change.before.rank is None or change.after.rank < change.before.rank)
    ]
    ranked = [card for card in (*comparison.added, *risen) if card.rank is not None]
    if ranked:
        best = min(ranked, key=lambda card: (card.rank, card.order))
        yield words.text(
            "The highest of them in the ranking is “{title}”, at rank {rank}.",
            title=best.item.title,
            rank=best.rank,
        )


def _pushed(comparison: Comparison, words: Words) -> Iterator[Markdown]:
    """How many others move in the ranking because of it."""
    down = sum(len(push.cards) for push in comparison.pushes if push.by > 0)
    up = sum(len(push.cards) for push in comparison.pushes if push.by < 0)
    steps = {abs(push.by) for push in comparison.pushes}
    if down and up:
        yield words.text("Because of that {down} others move down in the ranking, {up} up.", down=down, up=up)
    elif down and steps == {1}:
        yield words.plural(
            "That moves {count} other down by one rank.", "That moves {count} others down by one rank.", down
        )
    elif down:
        yield words.plural(
            "That moves {count} other down in the ranking.",
            "That moves {count} others down in the ranking.",
            down,
        )
    elif up and steps == {1}:
        yield words.plural(
            "That moves {count} other up by one rank.", "That moves {count} others up by one rank.", up
        )
    elif up:
        yield words.plural(
            "That moves {count} other up in the ranking.", "That moves {count} others up in the ranking.", up
        )
