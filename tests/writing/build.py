"""A build for the tests to interrupt: python build.py ROOT WHAT, with WHAT one of the functions here."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.writing import sites


def say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def hold(root: Path) -> None:
    """Write half a site, say so and wait."""
    with sites.stage(root) as stage:
        stage.write("index.html", b"half")
        say("ready")
        time.sleep(60)


def hold_briefly(root: Path) -> None:
    with sites.stage(root):
        say("ready")
        time.sleep(0.3)


def hold_with_worker(root: Path) -> None:
    """Hold the lock and have a worker that outlives this process."""
    with sites.stage(root):
        worker = os.fork()
        if not worker:
            say(str(os.getpid()))
            time.sleep(60)
            os._exit(0)
        time.sleep(60)


def build_again_and_again(root: Path) -> None:
    """Publish two sites in turn without end."""
    say("ready")
    while True:
        sites.publish(root, sites.OLD)
        sites.publish(root, sites.NEW)


def build_ten_times(root: Path) -> None:
    for number in range(10):
        sites.publish(root, {**sites.OLD, "who.html": f"{os.getpid()} {number}".encode()}, wait_seconds=30)


def interrupted(_number: int, _frame: object) -> None:
    sys.exit(143)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, interrupted)
    works = {
        work.__name__: work
        for work in (hold, hold_briefly, hold_with_worker, build_again_and_again, build_ten_times)
    }
    try:
        works[sys.argv[2]](Path(sys.argv[1]))
    except KeyboardInterrupt:
        sys.exit(130)
