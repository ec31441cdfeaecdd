"""Precedence: a ranking in which nothing comes before what it depends on."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def in_precedence(ids: Sequence[str], depends_on: Mapping[str, Sequence[str]]) -> list[str]:
    """Place again and again the first of the ids whose dependencies have all been placed.

    Dependencies on anything that is not among the ids, and those that lie in a circle, are ignored.

    >>> in_precedence(["a", "b", "c"], {"a": ["c"]})
    ['b', 'c', 'a']
    """
    place = {id_: number for number, id_ in enumerate(ids)}
    edges = [sorted({place[other] for other in depends_on.get(id_, ()) if other in place}) for id_ in ids]
    if not any(edges):
        return list(ids)
    circle = circles(edges)
    needed_by: list[list[int]] = [[] for _ in ids]
    waiting = [0] * len(ids)
    for number, others in enumerate(edges):
        for other in others:
            if circle[number] != circle[other]:
                needed_by[other].append(number)
                waiting[number] += 1
    free = [number for number, count in enumerate(waiting) if not count]
    heapify(free)
    placed = []
    while free:
        number = heappop(free)
        placed.append(ids[number])
        for other in needed_by[number]:
            waiting[other] -= 1
            if not waiting[other]:
                heappush(free, other)
    return placed


def circles(edges: Sequence[Sequence[int]]) -> list[int]:
    """A number for each node, the same for nodes that reach each other (Tarjan, without recursion)."""
    found = [0] * len(edges)  # when the node was come upon, from 1
    low = [0] * len(edges)
    circle = [-1] * len(edges)
    stack: list[int] = []
    clock = 0
    for root in range(len(edges)):
        path = [] if found[root] else [(root, iter(edges[root]))]
        while path:
            node, others = path[-1]
            if not found[node]:
                clock += 1
                found[node] = low[node] = clock
                stack.append(node)
            for other in others:
                if not found[other]:
                    path.append((other, iter(edges[other])))
                    break
                if circle[other] < 0:
                    low[node] = min(low[node], found[other])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == found[node]:
                    while circle[node] < 0:
                        circle[stack.pop()] = node
    return circle
