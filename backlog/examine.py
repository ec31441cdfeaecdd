"""Read and check: what `check` does, and what every build begins with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from backlog.reader import read_backlog
from backlog.rules import check

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from backlog.config.sections import Config
    from backlog.findings import Finding
    from backlog.model import Backlog
    from backlog.source import Source


def examine(
    root: Path,
    config: Config,
    today: date,
    *,
    settings: Source | None = None,
    workers: int = 1,
    html: bool = False,
) -> tuple[Backlog, tuple[Finding, ...]]:
    """Read the backlog and let every rule look at it; private items included.

    `settings` are path and lines of the configuration, so that rules can point into it.
    """
    backlog = read_backlog(root, config, workers=workers, html=html)
    if settings is not None:
        backlog = replace(backlog, settings=settings)
    return backlog, check(backlog, today)
