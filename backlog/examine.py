"""Read and check: what `check` does, and what every build begins with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from backlog.history import past_of
from backlog.history.replay import replay
from backlog.model.past import NOTHING, Chronicle
from backlog.private import private_of
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
    from backlog.private import Private
    from backlog.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """Everything read and found, private items included, and the way of every file through git."""

    backlog: Backlog
    findings: tuple[Finding, ...]
    chronicle: Chronicle
    tracks: Tracks

    def past(self, backlog: Backlog, today: date) -> Past:
        """The past of this backlog, or of its part that may be shown: then without what is private now."""
        tracks = self.tracks if backlog is self.backlog else _shown(self.tracks, private_of(self.backlog))
        return past_of(backlog, today, tracks, self.chronicle.absent)


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


def _shown(tracks: Tracks, private: Private) -> Tracks:
    """The tracks without those that vanished under an id or a path that something private has now.

    Two files that once had one id vanish together: neither is taken for the one that comes back, so what
    the private item was called would stand among what vanished.
    """
    return replace(
        tracks,
        vanished=tuple(
            track
            for track in tracks.vanished
            if not any(
                private.has(version.facts.id) or version.path in private.paths for version in track.versions
            )
        ),
    )
