"""The same work in one process or in several."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backlog import workers
from backlog.errors import Exit, Stop
from backlog.workers import _sendable, spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = os.getpid()


@pytest.fixture(autouse=True)
def alarm() -> Iterator[None]:
    """Whatever happens to a process, nobody waits for it forever."""
    signal.alarm(60)
    yield
    signal.alarm(0)


class OddError(Exception):
    """An exception that can be pickled and not be read again."""

    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


def squares(pieces: Sequence[int]) -> list[int]:
    return [piece * piece for piece in pieces]


def slow(pieces: Sequence[int]) -> tuple[int, int]:
    time.sleep(0.005)
    return os.getpid(), len(pieces)


@settings(max_examples=30, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 1_000), st.integers(1, 4))
def test_the_result_does_not_depend_on_the_number_of_processes(count: int, processes: int):
    assert [one for slice_ in spread(squares, range(count), processes) for one in slice_] == squares(
        range(count)
    )


def test_all_processes_work():
    done = list(spread(slow, range(3_000), 3))
    assert sum(length for _, length in done) == 3_000
    assert len({process for process, _ in done}) == 3
    assert HERE in {process for process, _ in done}


@pytest.mark.parametrize(("count", "processes"), [(3_000, 1), (100, 2), (0, 2)])
def test_little_work_is_done_here(count: int, processes: int):
    assert {process for process, _ in spread(slow, range(count), processes)} <= {HERE}


def test_a_system_that_cannot_fork_works_here(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workers.multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert {process for process, _ in spread(slow, range(500), 2)} == {HERE}


def test_very_many_pieces_go_in_larger_slices(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workers, "_MOST_SLICES", 10)
    lengths = [len(slice_) for slice_ in spread(squares, range(10_001), 2)]
    assert (len(lengths), lengths[0], sum(lengths)) == (10, 1_001, 10_001)


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize(
    "error",
    [
        ValueError("bad"),
        Stop(Exit.ENVIRONMENT, "{path} is full.", "Free some space.", path="x"),
        OddError(1, 2),
    ],
)
def test_the_exception_of_the_earliest_slice_is_raised(processes: int, error: Exception):
    def work(pieces: Sequence[int]) -> int:
        time.sleep(0.002)
        if any(piece >= 600 for piece in pieces):
            raise error if 600 in pieces else KeyError("later")
        return os.getpid()

    done = []
    with pytest.raises((type(error), RuntimeError)) as caught:
        done.extend(spread(work, range(1_000), processes))
    assert len(done) == 600 // 64
    assert "1 and 2" in str(caught.value) or str(caught.value) == str(error)
    if isinstance(error, Stop):
        assert isinstance(caught.value, Stop)
        assert (caught.value.code, caught.value.hint, caught.value.values) == (
            Exit.ENVIRONMENT,
            "Free some space.",
            {"path": "x"},
        )


def test_an_exception_tells_where_it_came_from():
    def work(pieces: Sequence[int]) -> None:
        if os.getpid() != HERE:
            raise ValueError(len(pieces))
        time.sleep(0.02)

    with pytest.raises(ValueError, match="64") as caught:
        list(spread(work, range(1_000), 2))
    assert "in work" in "".join(caught.value.__notes__)


def test_what_cannot_be_sent_is_told():
    for error, kind in (
        (OddError(1, 2), RuntimeError),
        (ValueError(lambda: 0), RuntimeError),
        (KeyError("x"), KeyError),
    ):
        assert type(_sendable(error)) is kind
    stop = Stop(Exit.BUG, "x")
    assert _sendable(stop) is stop


def test_a_process_that_is_killed_stops_us_and_nobody_waits():
    def work(pieces: Sequence[int]) -> int:
        time.sleep(0.01)
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return len(pieces)

    with pytest.raises(Stop) as caught:
        list(spread(work, range(1_000), 2))
    assert caught.value.code is Exit.ENVIRONMENT


def test_an_interrupt_ends_all_processes():
    """What is forked ends with us: nothing goes on working, nothing is printed."""
    program = (
        "import os, time\nfrom backlog.workers import spread\n"
        "def work(pieces):\n    os.write(1, b'%d\\n' % os.getpid())\n    time.sleep(0.2)\n"
        "try:\n    list(spread(work, range(100_000), 3))\nexcept KeyboardInterrupt:\n    print('interrupted', flush=True)\n"
    )
    root = Path(__file__).parents[1]
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    started = {int(process.stdout.readline()) for _ in range(6)}
    os.killpg(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=20)
    assert (output.split("\n")[-2], errors) == ("interrupted", "")
    assert len(started) == 3
    for one in started - {process.pid}:
        with pytest.raises(ProcessLookupError):
            os.kill(one, 0)


def test_large_results_do_not_hold_anybody_up():
    done = list(spread(lambda pieces: "x" * 1_000_000 + str(pieces[0]), range(2_000), 2))
    assert [int(one[1_000_000:]) for one in done] == list(range(0, 2_000, 64))
