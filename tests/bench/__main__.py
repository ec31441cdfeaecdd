"""Time whole processes on generated backlogs and print medians: `python -m tests.bench [SIZE …]`."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.corpus import generate
from tests.bench.history import measure

RUNS = {100: 5, 1_000: 5, 10_000: 3}
LONG_ENOUGH = 1_000  # items, for their history to take time; making that of 10,000 takes git two minutes


def timed(arguments: list[str], folder: Path) -> tuple[float, float, int]:
    """One run of the product: wall seconds, peak memory of its largest process in MB, exit code."""
    begin = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "backlog", *arguments], cwd=folder,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return time.perf_counter() - begin, usage.ru_maxrss / 1024, child.returncode


def row(name: str, folder: Path, arguments: list[str], runs: int, prepare: list[str] | None = None) -> None:
    """Print the median of some runs; `prepare` names a folder to remove before each."""
    seconds, memory = [], []
    for _ in range(runs):
        for output in prepare or []:
            subprocess.run(["rm", "-rf", output], cwd=folder, check=True)
        second, megabytes, code = timed(arguments, folder)
        if code != 0:
            raise SystemExit(f"{name}: exit code {code}")
        seconds.append(second)
        memory.append(megabytes)
    print(f"  {name:<28} {statistics.median(seconds):8.2f} s   {max(memory):6.0f} MB   ({runs} runs)")


def main(sizes: list[int]) -> None:
    """All figures of all sizes."""
    cores = len(os.sched_getaffinity(0))
    print(
        f"{platform.machine()}, {cores} cores, {platform.system()}, Python {platform.python_version()}; medians of whole processes"
    )
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        row("backlog --version", folder, ["--version"], 10)
        for size in sizes:
            here = folder / str(size)
            generate(here, size)
            print(f"{size:,} items")
            runs = RUNS.get(size, 3)
            for workers in (1, 2):
                with_workers = ["--workers", str(workers)]
                row(
                    f"check, {workers} worker(s)", here, ["check", "--format", "concise", *with_workers], runs
                )
                row(f"cold build, {workers} worker(s)", here, ["build", *with_workers], runs, ["site"])
                row(f"second build, {workers} worker(s)", here, ["build", *with_workers], runs)
            if size >= LONG_ENOUGH:
                measure(folder / f"history-{size}", size)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(RUNS))
