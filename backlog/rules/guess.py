"""The nearest known name, also where ten thousand are known."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from backlog.spelling import fold, is_slip, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

FEW = 300
"""So many names can be compared one by one; of more, those that share the rarest pieces."""

MOST = 200
"""Whoever has more unknown names than this has renamed something, and guesses help no further."""

Index = defaultdict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Guesses:
    """What was guessed in one check, and the names by their pieces: filled as they are asked for."""

    made: dict[tuple[str, str], str] = field(default_factory=dict)
    pieces: dict[str, Index] = field(default_factory=dict)
    words: dict[str, Mapping[str, str]] = field(default_factory=dict)


def guess(guesses: Guesses, value: str, kind: str, known: Collection[str]) -> str:
    """The known name of a kind that was probably meant, or nothing."""
    key = (kind, value)
    if key not in guesses.made:
        near = _near(guesses, value, kind, known) if len(guesses.made) < MOST else ()
        guesses.made[key] = nearest(value, near)
    return guesses.made[key]


def is_sure(guesses: Guesses, value: str, meant: str, kind: str, words: Mapping[str, str]) -> bool:
    """Whether nothing else can have been meant; `words` are the known names of a kind with their ids."""
    near = _near(guesses, value, kind, words) if meant else ()
    return is_slip(value, meant, {name: words[name] for name in near})


def words_for(guesses: Guesses, kind: str, known: Mapping[str, object]) -> Mapping[str, str]:
    """What a file may call the known things of a kind: ids, and names or titles that only one has; with ids.

    Items go by their ids alone.
    """
    if kind not in guesses.words:
        names = [] if kind == "item" else [(_name(thing), id_) for id_, thing in known.items()]
        alike = Counter(fold(name) for name, _ in names)
        only = {name: id_ for name, id_ in names if name and alike[fold(name)] == 1}
        guesses.words[kind] = {**only, **{id_: id_ for id_ in known}}
    return guesses.words[kind]


def _name(thing: object) -> str:
    return str(getattr(thing, "title", "") or getattr(thing, "name", ""))


def _near(guesses: Guesses, value: str, kind: str, known: Collection[str]) -> Collection[str]:
    """The known names that are worth a look."""
    if len(known) <= FEW:
        return known
    if kind not in guesses.pieces:
        index = guesses.pieces[kind] = defaultdict(list)
        for name in sorted(known):
            for piece in _pieces(name):
                index[piece].append(name)
    lists = (guesses.pieces[kind].get(piece, ()) for piece in _pieces(value))
    shared = Counter(name for names in lists if len(names) <= FEW for name in names)
    return sorted(shared, key=lambda name: (-shared[name], name))[:FEW]


def _pieces(name: str) -> Iterator[str]:
    """Three letters at a time, each once."""
    folded = f" {fold(name)} "
    return iter(dict.fromkeys(folded[start : start + 3] for start in range(len(folded) - 2)))
