"""Read and check: what `check` does, and what every build begins with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from backlog.history import past_of
from backlog.history.replay import replay
from backlog.model.past import NOTHING, Chronicle
from backlog.reader import read_backlog
from backlog.rules import check

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from backlog.config.sections import Config
    from backlog.findings import Finding
    from backlog.history import Past
    from backlog.history.tracks import Tracks
    from backlog.model import Backlog
    from backlog.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """Everything read and found, private items included, and the way of every file through git."""

    backlog: Backlog
    findings: tuple[Finding, ...]
    chronicle: Chronicle
    tracks: Tracks

    def past(self, backlog: Backlog, today: date) -> Past:
        """The past of this backlog, or of a part of it."""
        return past_of(backlog, today, self.tracks, self.chronicle.absent)


def examine(
    root: Path,
    config: Config,
    today: date,
    *,
    chronicle: Chronicle = NOTHING,
    settings: Source | None = None,
    workers: int = 1,
    html: bool = False,
) -> Examined:
    """Read the backlog and let every rule look at it; private items included.

    `settings` are path and lines of the configuration, so that rules can point into it.
    """
    backlog = read_backlog(root, config, workers=workers, html=html)
    if settings is not None:
        backlog = replace(backlog, settings=settings)
    tracks = replay(chronicle, baseline=config.flow.baseline, zone=ZoneInfo(config.timezone))
    findings = check(backlog, today, past_of(backlog, today, tracks, chronicle.absent))
    return Examined(backlog=backlog, findings=findings, chronicle=chronicle, tracks=tracks)
