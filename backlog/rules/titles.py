"""Titles that are almost the same, found without comparing each with each."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from backlog.config.sections import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from backlog.model import Item

_WORD = re.compile(r"\w+")
# Words that make no difference between two titles.
SMALL = frozenset(
    [
        *("der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "und", "mit"),
        *("für", "von", "vom", "zu", "zum", "zur", "im", "in", "am", "an", "auf", "bei"),
        *("the", "a", "an", "and", "with", "for", "of", "to", "on", "at", "by"),
    ]
)
_FEW = 12  # so many words are compared one by one
_LONG = 5  # shorter words differ by a letter and mean another thing


@dataclass(frozen=True, slots=True)
class _Ends:
    """Of the items with one wording: the one written down first, and the open one written down last."""

    first: Item
    last_open: Item | None


def similar_titles(items: Sequence[Item]) -> Iterator[tuple[Item, tuple[Item, ...]]]:
    """Open items with a title that others have almost as well, and these others, by id.

    Almost the same are titles of the same words in any order, whatever their case, small words, signs and
    spaces; and those that differ in one letter of one long word. Dropped items do not count. Of titles of the
    same words, the open item that was written down last is given with all the others; of those that
    differ in a letter, each later one with the first: as many lines as there are titles, not as pairs.
    """
    groups: defaultdict[str, dict[str, Item]] = defaultdict(dict)
    slots: defaultdict[str, defaultdict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        if item.kind is Kind.DROPPED:
            continue
        words = _words(item.title)
        groups["".join(words)][item.id] = item
        words.sort()
        groups[" ".join(words)][item.id] = item
        for number, word in enumerate(words):
            if len(word) >= _LONG and word.isalpha():
                slots[" ".join([*words[:number], "", *words[number + 1 :]])][word].append(item)
    told: dict[str, dict[str, Item]] = {}
    for group in groups.values():
        if len(group) > 1 and (last := _ends(group.values()).last_open) is not None:
            told.setdefault(last.id, {}).update(group)
    for later, first in _firsts(slots.values()).items():
        told.setdefault(later, {})[first.id] = first
    known = {item.id: item for item in items}
    for later, others in told.items():
        yield known[later], tuple(others[id_] for id_ in sorted(others) if id_ != later)


def _firsts(slots: Iterable[Mapping[str, list[Item]]]) -> dict[str, Item]:
    """For the id of each open item the first of the others whose title differs in a letter from its own."""
    found: dict[str, Item] = {}
    for by_word in slots:
        if len(by_word) == 1:
            continue
        ends = {word: _ends(items) for word, items in by_word.items()}
        words = sorted(ends, key=lambda word: _age(ends[word].first))
        for one, other in _one_letter_apart(words):
            pair = _later(ends[one], ends[other])
            if pair is not None:
                later, first = pair
                found[later.id] = min(found.get(later.id, first), first, key=_age)
    return found


def _later(one: _Ends, other: _Ends) -> tuple[Item, Item] | None:
    """The last open item of two wordings, and the first item of the other wording."""
    ways = [(here.last_open, there.first) for here, there in ((one, other), (other, one)) if here.last_open]
    return max(ways, key=lambda way: _age(way[0]), default=None)


def _ends(items: Iterable[Item]) -> _Ends:
    ordered = sorted(items, key=_age)
    return _Ends(ordered[0], next((item for item in reversed(ordered) if item.kind.open), None))


def _age(item: Item) -> tuple[str, str]:
    return (str(item.created or ""), item.id)


def _one_letter_apart(words: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of words of which one becomes the other when a letter is added, left out or replaced.

    Of more than a few, each word is in a pair with the first that differs from it in the same place.
    """
    if len(words) <= _FEW:
        yield from (pair for pair in combinations(words, 2) if _is_one_letter(*pair))
        return
    shorter: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for word in words:
        for start in range(len(word) + 1):
            shorter[f"{word[:start]}\n{word[start + 1 :]}"][word] = None
            shorter[f"{word[:start]}\n{word[start:]}"][word] = None
    for first, *others in shorter.values():
        yield from ((first, other) for other in others)


def _is_one_letter(one: str, other: str) -> bool:
    """Whether two words are alike up to one letter.

    >>> _is_one_letter("februar", "febuar"), _is_one_letter("januar", "februar")
    (True, False)
    """
    if one[:2] != other[:2] and one[-2:] != other[-2:]:
        return False
    if len(one) > len(other):
        one, other = other, one
    start = next((place for place, letter in enumerate(one) if letter != other[place]), len(one))
    return one[start:] == other[start + 1 :] or one[start + 1 :] == other[start + 1 :]


def _words(title: str) -> list[str]:
    words = _WORD.findall(unicodedata.normalize("NFKC", title).casefold())
    return [word for word in words if word not in SMALL] or words
