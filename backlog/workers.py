"""The same work in one process or in several, in the same order and with the same result.

Processes are forked, so that they inherit what they work on; only results travel. This process works
as well: half of the results stay where they are made, and none waits for being fetched.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from backlog.errors import Exit, Stop
from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

One = TypeVar("One")
Done = TypeVar("Done")

# Below this many pieces a second process costs more than it saves (about 10 ms to begin one).
_WORTH_IT = 128
_CHUNK = 64
_NUMBER = 4  # bytes of the number of a slice; so few are written to and read from a pipe at once
_MOST_SLICES = 8_000  # of whose numbers the pipe takes up at once


@dataclass(slots=True)
class _Helper:
    """Another process, and what came from it: pickled pairs of number and outcome."""

    process: ForkProcess
    results: Connection
    received: list[bytes] = field(default_factory=list)

    def receive(self) -> None:
        """Take in results until the process has no more; in a thread, so that it never has to wait."""
        with contextlib.suppress(EOFError, OSError):
            while True:
                self.received.append(self.results.recv_bytes())


def spread(work: Callable[[Sequence[One]], Done], pieces: Sequence[One], workers: int) -> Iterator[Done]:
    """The results of `work` on consecutive slices of the pieces, in order.

    With one worker, few pieces, or on a system that cannot fork, everything happens here.
    Exceptions of `work` are raised here as well, that of the earliest slice; Stop where a process was
    ended from outside.
    """
    size = max(_CHUNK, -(-len(pieces) // _MOST_SLICES))
    slices = [pieces[start : start + size] for start in range(0, len(pieces), size)]
    if workers < 2 or len(pieces) < _WORTH_IT or "fork" not in multiprocessing.get_all_start_methods():  # noqa: PLR2004
        yield from map(work, slices)
        return
    outcomes = _shared(work, slices, min(workers, len(slices)))
    for number in range(len(slices)):
        if number not in outcomes:
            raise Stop(
                Exit.ENVIRONMENT,
                N_("A process that helped was ended from outside before it was ready."),
                N_("Run it again with --workers 1, which takes less memory."),
            )
        is_done, result = outcomes.pop(number)
        if not is_done:
            raise result
        yield result


def _shared(
    work: Callable[[Sequence[One]], Done], slices: list[Sequence[One]], workers: int
) -> dict[int, tuple[bool, Any]]:
    """The outcomes by the number of their slice; those of processes that ended early are missing.

    Whoever is free takes the next number out of a pipe: there is no lock that a killed process could
    leave behind.
    """
    numbers, source = os.pipe()
    os.write(source, b"".join(number.to_bytes(_NUMBER, "big") for number in range(len(slices))))
    os.close(source)
    helpers: list[_Helper] = []
    outcomes: dict[int, tuple[bool, Any]] = {}
    try:
        helpers += [_start(work, slices, numbers) for _ in range(workers - 1)]
        threads = [threading.Thread(target=helper.receive, daemon=True) for helper in helpers]
        for thread in threads:
            thread.start()
        while token := os.read(numbers, _NUMBER):
            number = int.from_bytes(token, "big")
            outcomes[number] = _outcome(work, slices[number])
        for thread, helper in zip(threads, helpers, strict=True):
            thread.join()
            helper.process.join()
            while helper.received:  # what is unpickled is let go at once
                number, outcome = pickle.loads(helper.received.pop())  # noqa: S301 - our own process wrote it
                outcomes[number] = outcome
    finally:
        os.close(numbers)
        for helper in helpers:  # still there only where this process was interrupted
            helper.process.kill()
            helper.process.join()
            helper.results.close()
    return outcomes


def _start(work: Callable[[Sequence[One]], Done], slices: list[Sequence[One]], numbers: int) -> _Helper:
    context = multiprocessing.get_context("fork")
    results, sender = context.Pipe(duplex=False)
    process = context.Process(target=_help, args=(work, slices, numbers, sender), daemon=True)
    process.start()
    sender.close()
    return _Helper(process, results)


def _help(
    work: Callable[[Sequence[One]], Done], slices: list[Sequence[One]], numbers: int, sender: Connection
) -> None:
    """What a forked process does: take a number, work, send the outcome, until no number is left."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process hears it and ends the others
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with contextlib.suppress(BrokenPipeError):  # nobody wants it any more
        while token := os.read(numbers, _NUMBER):
            number = int.from_bytes(token, "big")
            is_done, result = _outcome(work, slices[number])
            outcome = (is_done, result if is_done else _sendable(result))
            sender.send_bytes(pickle.dumps((number, outcome), pickle.HIGHEST_PROTOCOL))


def _outcome(work: Callable[[Sequence[One]], Done], pieces: Sequence[One]) -> tuple[bool, Any]:
    """Whether the work was done, with its result or its exception."""
    try:
        return True, work(pieces)
    except Exception as error:  # noqa: BLE001 - every one is raised again, in its turn
        return False, error


def _sendable(error: Exception) -> Exception:
    """An exception that can be sent, with the story of where it came from, which cannot."""
    story = "".join(traceback.format_exception(error))
    try:
        copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - written in the same line
    except Exception:  # noqa: BLE001 - many exceptions of libraries can be pickled and not read again
        return RuntimeError(story)
    if isinstance(copy, Exception) and not isinstance(copy, Stop):
        copy.add_note(story)
        return copy
    return error
