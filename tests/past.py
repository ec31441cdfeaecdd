"""The past of a repository in tests: read by git, replayed, and laid beside the files."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from backlog.chronicle import Wanted, read_chronicle
from backlog.config.load import load_config
from backlog.git.repository import open_repository
from backlog.history import past_of
from backlog.history.replay import replay
from backlog.reader import read_backlog
from tests.repository import environment

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from backlog.config.sections import Config
    from backlog.history import Past
    from backlog.history.tracks import Tracks
    from backlog.model.past import Chronicle


def config_in(root: Path) -> Config:
    """The configuration of a repository, or the default one."""
    file = root / "backlog.toml"
    config, faults = load_config("backlog.toml", file.read_bytes() if file.exists() else None)
    assert not faults
    return config


def chronicle_in(root: Path, today: date) -> Chronicle:
    """What git tells, read without a cache."""
    wanted = Wanted(root=root, config=config_in(root), today=today)
    return read_chronicle(wanted, open_repository(root, environment()))


def tracks_in(root: Path, today: date) -> Tracks:
    """Every item and goal through time."""
    return _tracks(chronicle_in(root, today), config_in(root))


def past_in(root: Path, today: date) -> Past:
    """The past of the repository on a report day."""
    config = config_in(root)
    chronicle = chronicle_in(root, today)
    return past_of(read_backlog(root, config), today, _tracks(chronicle, config), absent=chronicle.absent)


def _tracks(chronicle: Chronicle, config: Config) -> Tracks:
    return replay(chronicle, baseline=config.flow.baseline, zone=ZoneInfo(config.timezone))
