"""Running the command line in tests: in this process, or as a program of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from backlog import cli

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    code: int
    out: str
    err: str


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ran:
    """Run a command here."""
    capsys.readouterr()
    code = cli.run(list(arguments))
    captured = capsys.readouterr()
    return Ran(code, captured.out, captured.err)


def started(*arguments: str, root: Path, **options: object) -> subprocess.Popen[bytes]:
    """Start the product as its users do; signals reach it whatever the tests themselves ignore."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("environment", {})}
    return subprocess.Popen(
        [sys.executable, "-m", "backlog", *arguments],
        cwd=root,
        env=environment,
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=options.pop("stderr", subprocess.PIPE),
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - calls no lock
        **options,
    )


def finished(*arguments: str, root: Path, **options: object) -> Ran:
    """Run the product as its users do, to its end."""
    process = started(*arguments, root=root, **options)
    out, err = process.communicate(timeout=60)
    return Ran(
        process.returncode, (out or b"").decode("utf-8", "replace"), (err or b"").decode("utf-8", "replace")
    )
