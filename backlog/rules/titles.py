"""Titles that are almost the same, found without comparing each with each."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from backlog.config.sections import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backlog.model import Item

_WORD = re.compile(r"\w+")
# Words that make no difference between two titles.
_SMALL = frozenset(
    [
        *("der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "und", "mit"),
        *("für", "von", "vom", "zu", "zum", "zur", "im", "in", "am", "an", "auf", "bei"),
        *("the", "a", "an", "and", "with", "for", "of", "to", "on", "at", "by"),
    ]
)
_FEW = 12  # so many words are compared one by one
_LONG = 5  # shorter words differ by a letter and mean another thing


def similar_titles(items: Sequence[Item]) -> Iterator[tuple[Item, tuple[Item, ...]]]:
    """Open items with a title that others have almost as well, and these others, by id.

    Almost the same are titles of the same words in any order, whatever their case, small words, signs and
    spaces; and those that differ in one letter of one long word. Dropped items do not count; of a group,
    the open item that was written down last is given.
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
    for rest, by_word in slots.items():
        for pair in _one_letter_apart(list(by_word)) if len(by_word) > 1 else ():
            groups[f"{rest}\n{pair}"] = {item.id: item for word in pair for item in by_word[word]}
    yield from _told(groups.values())


def _one_letter_apart(words: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of words of which one becomes the other when a letter is added, left out or replaced."""
    if len(words) <= _FEW:
        yield from (pair for pair in combinations(words, 2) if _is_one_letter(*pair))
        return
    shorter: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        for start in range(len(word) + 1):
            shorter[f"{word[:start]}\n{word[start + 1 :]}"].append(word)
            shorter[f"{word[:start]}\n{word[start:]}"].append(word)
    for group in shorter.values():
        yield from combinations(sorted(set(group)), 2) if len(group) > 1 else ()


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
    return [word for word in words if word not in _SMALL] or words


def _told(groups: Iterable[dict[str, Item]]) -> Iterator[tuple[Item, tuple[Item, ...]]]:
    """Each set of items once, by the one that came last among the open ones."""
    seen: set[frozenset[str]] = set()
    for group in groups:
        if len(group) < 2:  # noqa: PLR2004 - it takes two
            continue
        ids = frozenset(group)
        open_ones = [item for item in group.values() if item.kind.open]
        if ids in seen or not open_ones:
            continue
        seen.add(ids)
        last = max(open_ones, key=lambda item: (str(item.created or ""), item.id))
        yield last, tuple(group[id_] for id_ in sorted(ids) if id_ != last.id)
