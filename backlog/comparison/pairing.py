"""Which entry of one state is which of the other: a file that was renamed or moved is one, not two."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeVar

from backlog.metrics.readiness import SHORTEST_DESCRIPTION
from backlog.spelling import fold, same, stem_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from backlog.model import Backlog, Goal, Initiative, Item

T = TypeVar("T", "Item", "Goal", "Initiative")


def paired(before: Sequence[T], after: Sequence[T]) -> dict[str, str]:
    """The ids that entries have after by those they had before, for entries that are the same one.

    The first of these that fits, and each only where exactly one is left on both sides: the same id; an
    earlier id that either names (`formerly`); the same path; the same name of the file; the same title or
    the same description, with half of the front matter as it was.
    """
    left = {one.id: one for one in before}
    right = {one.id: one for one in after}
    found: dict[str, str] = {}
    for first, second, fits in _WAYS:
        if left and right:
            _pair(left, right, found, (first, second, fits))
    return found


def moved(before: Backlog, after: Backlog) -> dict[str, str]:
    """Where files stand now that were elsewhere before, by where that was."""
    found = {
        **_places(before.items, after.items),
        **_places(before.goals, after.goals),
        **_places(before.initiatives, after.initiatives),
    }
    return {path: other for path, other in found.items() if path != other}


def _places(before: Sequence[T], after: Sequence[T]) -> dict[str, str]:
    pairs, places = paired(before, after), {one.id: one.path for one in after}
    return {one.path: places[pairs[one.id]] for one in before if one.id in pairs}


def _pair(
    left: dict[str, T],
    right: dict[str, T],
    found: dict[str, str],
    way: tuple[Callable[[T], Iterable[str]], Callable[[T], Iterable[str]], Callable[[T, T], bool]],
) -> None:
    """Take out of both what belongs together by one way."""
    first, second, fits = way
    here, there = _by_key(left.values(), first), _by_key(right.values(), second)
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for key in sorted(here.keys() & there.keys()):
        if len(here[key]) == len(there[key]) == 1:
            wanted[here[key][0]].add(there[key][0])
    claims = Counter(other for others in wanted.values() for other in others)
    for id_ in sorted(wanted):
        other = min(wanted[id_])
        if len(wanted[id_]) == 1 and claims[other] == 1 and fits(left[id_], right[other]):
            found[id_] = other
            del left[id_], right[other]


def _by_key(entries: Iterable[T], keys: Callable[[T], Iterable[str]]) -> Mapping[str, list[str]]:
    grouped: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for key in dict.fromkeys(keys(entry)):
            grouped[key].append(entry.id)
    return grouped


def _id(entry: T) -> Iterable[str]:
    return (same(entry.id),)


def _then(entry: T) -> Iterable[str]:
    """What an entry is called, and was called, by one that comes later."""
    return (f"is {same(entry.id)}", *(f"was {same(id_)}" for id_ in getattr(entry, "formerly", ())))


def _now(entry: T) -> Iterable[str]:
    """The same of one that comes later: what it is called, the other one may name as an earlier id too."""
    return (f"was {same(entry.id)}", *(f"is {same(id_)}" for id_ in getattr(entry, "formerly", ())))


def _path(entry: T) -> Iterable[str]:
    return (entry.path,)


def _stem(entry: T) -> Iterable[str]:
    return (same(stem_of(entry.path)),)


def _title(entry: T) -> Iterable[str]:
    return (fold(entry.title),)


def _description(entry: T) -> Iterable[str]:
    return (entry.body.digest,) if entry.body.visible >= SHORTEST_DESCRIPTION else ()


def _always(first: T, second: T) -> bool:  # noqa: ARG001 - as `_alike`
    return True


def _alike(first: T, second: T) -> bool:
    """Whether at least half of the lines of the front matter are the same, as git would ask of a rename."""
    ours, theirs = Counter(first.source.lines), Counter(second.source.lines)
    return 2 * (ours & theirs).total() >= max(ours.total(), theirs.total())


_WAYS = (
    (_id, _id, _always),
    (_then, _now, _always),
    (_path, _path, _always),
    (_stem, _stem, _always),
    (_title, _title, _alike),
    (_description, _description, _alike),
)
