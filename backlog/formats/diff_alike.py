"""What many items have in common in a change: they go to another goal, or from one person to another."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from backlog.formats.diff_words import NOTHING, both_names, told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backlog.comparison.shapes import Comparison, FieldChange, ItemChange
    from backlog.formats.diff_words import Names, Words
    from backlog.formats.mail import Markdown

SEVERAL = 3
"""So many items that change alike are told together."""

_MOST = 6  # so many such sentences are said
_FIELDS = frozenset({"goal", "owner", "reviewer", "initiative", "channel", "partner", "metric", "campaign"})

Alike = tuple[str, str, str]
"""A field and its values before and after, as texts."""


def alike_sentences(comparison: Comparison, words: Words) -> Iterator[Markdown]:
    """A sentence for each change that several items have in common, those of most items first."""
    names = both_names(comparison.before, comparison.after, words)
    said = [*_goals(comparison, names), *_fields(comparison, names)]
    yield from said[:_MOST]


def goes_to_another_goal(comparison: Comparison) -> bool:
    """Whether several items work for another goal after the change."""
    return any(count >= SEVERAL for count in _moves(comparison).values())


def edited_otherwise(comparison: Comparison) -> int:
    """How many items change, stay in their column, and are not all told by such sentences."""
    groups = grouped(comparison.changed)
    common = {key for key, changes in groups.items() if len(changes) >= SEVERAL and key[0] in _FIELDS}
    return sum(
        change.touched and not change.moved and any(_key(one) not in common for one in change.fields)
        for change in comparison.changed
    )


def grouped(changes: Iterable[ItemChange]) -> dict[Alike, list[ItemChange]]:
    """The changed items by what changes in them; one with several fields stands in several groups."""
    groups: defaultdict[Alike, list[ItemChange]] = defaultdict(list)
    for change in changes:
        for one in change.fields:
            groups[_key(one)].append(change)
    return dict(groups)


def _key(one: FieldChange) -> Alike:
    return one.field, repr(one.before), repr(one.after)


def _moves(comparison: Comparison) -> Counter[tuple[str, str]]:
    """How many open items go from a goal to another, by themselves or with their initiative."""
    found: Counter[tuple[str, str]] = Counter()
    for id_, after in comparison.after.card_by_id.items():
        before = comparison.before.card_by_id.get(id_)
        if before and before.goal and after.goal and before.goal.id != after.goal.id and after.item.kind.open:
            found[before.goal.id, after.goal.id] += 1
    return found


def _goals(comparison: Comparison, names: tuple[Names, Names]) -> Iterator[Markdown]:
    words = names[1].words
    was, is_ = comparison.before.backlog.goal_by_id, comparison.after.backlog.goal_by_id
    for (before, after), count in sorted(_moves(comparison).items(), key=lambda entry: (-entry[1], entry[0])):
        if count >= SEVERAL:
            yield words.text(
                "{count} open items change from the goal “{before}” to “{after}”.",
                count=count,
                before=names[0].goal(was[before]),
                after=names[1].goal(is_[after]),
            )


def _fields(comparison: Comparison, names: tuple[Names, Names]) -> Iterator[Markdown]:
    words = names[1].words
    groups = grouped(comparison.changed)
    for (field, _, _), changes in sorted(groups.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        if len(changes) < SEVERAL or field not in _FIELDS - {"goal"}:
            continue
        before, after = told(_of(changes, field), names)
        values: dict[str, str | int] = {"count": len(changes), "before": before, "after": after}
        if field == "owner" and before and NOTHING not in {before, after}:
            yield words.text("{count} items go from {before} to {after}.", **values)
        else:
            values = {"field": words.field(field), "values": words.both(before, after), "count": len(changes)}
            yield words.text("In {count} items: {field} {values}.", **values)


def _of(changes: Sequence[ItemChange], field: str) -> FieldChange:
    return next(one for one in changes[0].fields if one.field == field)
