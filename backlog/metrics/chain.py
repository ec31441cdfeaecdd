"""What needs what first: the chain that decides, and how much one item holds up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.metrics.precedence import circles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def without_circles(needs: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """What each id needs first, known ids only, each once, and nothing that needs it in turn.

    >>> without_circles({"a": ["b", "c"], "b": ["a"], "c": []})
    {'a': ('c',), 'b': (), 'c': ()}
    """
    ids = list(needs)
    place = {id_: number for number, id_ in enumerate(ids)}
    known = {id_: [other for other in dict.fromkeys(needs[id_]) if other in place] for id_ in ids}
    circle = circles([[place[other] for other in known[id_]] for id_ in ids])
    return {
        id_: tuple(other for other in known[id_] if circle[place[other]] != circle[place[id_]]) for id_ in ids
    }


def steps(needs: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """The step at which each id can come: 0 where it needs nothing, else one after the last that it needs.

    `needs` is without circles, and everything that is needed has an entry.

    >>> steps({"a": ["b"], "b": [], "c": ["a", "b"]})
    {'b': 0, 'a': 1, 'c': 2}
    """
    found: dict[str, int] = {}
    for id_ in needs:
        path = [id_]
        while path:
            missing = [other for other in needs[path[-1]] if other not in found]
            if missing:
                path.append(missing[0])
            else:
                last = path.pop()
                found.setdefault(last, max((found[other] + 1 for other in needs[last]), default=0))
    return found


def held_up(needs: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    """Everything that waits for each id, at first or at second hand; `needs` is without circles."""
    waiting: dict[str, set[str]] = {id_: set() for id_ in needs}
    step = steps(needs)
    for id_ in sorted(needs, key=lambda id_: step[id_], reverse=True):
        for other in needs[id_]:
            waiting[other] |= {id_, *waiting[id_]}
    return {id_: frozenset(others) for id_, others in waiting.items()}


def longest_chain(needs: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The ids that come one after the other for longest; empty where nothing needs anything.

    Of equally long ones that whose first holds up the most; then the first by id. `needs` is without circles.
    """
    step = steps(needs)
    holds = held_up(needs)
    best: dict[str, tuple[str, ...]] = {}
    for id_ in sorted(needs, key=lambda id_: (step[id_], id_)):
        before = [best[other] for other in needs[id_] if step[other] == step[id_] - 1]
        best[id_] = (*min(before, key=lambda chain: (-len(holds[chain[0]]), chain), default=()), id_)
    longest = min(best.values(), key=lambda chain: (-len(chain), -len(holds[chain[0]]), chain), default=())
    return longest if len(longest) > 1 else ()
