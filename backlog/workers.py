"""The same work in one process or in several, in the same order and with the same result."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

One = TypeVar("One")
Done = TypeVar("Done")

# Below this many pieces a second process costs more than it saves (about 20 ms to begin one).
_WORTH_IT = 128
_CHUNK = 64

# What a forked process works on, inherited as it is: pickling it would cost more than the work.
_task: list[object] = []


def spread(work: Callable[[Sequence[One]], Done], pieces: Sequence[One], workers: int) -> Iterator[Done]:
    """The results of `work` on consecutive slices of the pieces, in order.

    With one worker, few pieces, or on a system that cannot fork, everything happens here.
    Exceptions of `work` are raised here as well.
    """
    slices = [pieces[start : start + _CHUNK] for start in range(0, len(pieces), _CHUNK)]
    if workers < 2 or len(pieces) < _WORTH_IT or "fork" not in multiprocessing.get_all_start_methods():  # noqa: PLR2004
        yield from map(work, slices)
        return
    _task[:] = [work, slices]
    try:
        with multiprocessing.get_context("fork").Pool(min(workers, len(slices))) as pool:
            yield from pool.imap(_one, range(len(slices)))
    finally:
        _task.clear()


def _one(number: int) -> object:
    work, slices = _task
    return work(slices[number])  # type: ignore[operator,index]
