"""Two real histories, against the transitions that an independent program found in them."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from datetime import UTC
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pytest

from backlog.history.moves import columns_of, moves_of_track
from tests.conftest import EXAMPLES, SHARED
from tests.past import config_in, past_in, tracks_in
from tests.repository import run_git

if TYPE_CHECKING:
    from pathlib import Path

REFUSED = "backlog/tasks/task-059 - Add-Bulk-Certificate-Creation-Section.md"
NUMBERS = {"podkit": (243, 408, 1), "pki": (94, 67, 0)}  # transitions, births, vanished


class Told(NamedTuple):
    """A transition as the outside list has it; `id` without prefix and leading zeros."""

    id: str
    path: str
    before: str
    after: str
    at: str
    commit: str


@cache
def expected(name):
    return json.loads((SHARED / "history" / f"{name}.transitions.json").read_text("utf-8"))


def normalised(id_):
    """`TASK-007.02` is `7.2` there, and `draft-001` is `draft-1`."""
    return re.sub(r"(^|[-.])0+(?=\d)", r"\1", id_.lower().removeprefix("task-"))


def moment(at):
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture(scope="module")
def clones(tmp_path_factory):
    """The checkouts of both bundles, each with its configuration."""
    if not SHARED.is_dir():
        pytest.skip(f"the outside data are not beside the checkout: {SHARED}")
    top: Path = tmp_path_factory.mktemp("bundles")
    for name in NUMBERS:
        run_git(top, "clone", "--quiet", str(SHARED / "history" / f"{name}.bundle"), name)
        shutil.copy(EXAMPLES / "adopt" / name / "backlog.toml", top / name)
    return {name: top / name for name in NUMBERS}


def report_day(root):
    day = config_in(root).report_day
    assert day is not None
    return day


@pytest.mark.parametrize("name", NUMBERS)
def test_every_transition_and_no_other(clones, name):
    """Of every file that ever was, told by the track of its item: id, path, both statuses, time, commit."""
    root = clones[name]
    columns = columns_of(config_in(root).workflow)
    names = {status.id: status.name for status in config_in(root).workflow}
    tracks = tracks_in(root, report_day(root))
    found = []
    for track in (*tracks.by_path.values(), *tracks.vanished):
        versions = {version.commit: version for version in track.versions}
        for before, after in pairwise(moves_of_track(track, columns, report_day(root))):
            version = versions[after.commit]
            found.append(
                Told(
                    normalised(version.facts.id),
                    version.path,
                    names[before.status],
                    names[after.status],
                    moment(after.at),
                    after.commit[:12],
                )
            )
    wanted = [Told(*one) for one in expected(name)["transitions"]]
    assert sorted(found) == sorted(wanted)
    assert len(found) == NUMBERS[name][0]


@pytest.mark.parametrize("name", NUMBERS)
def test_every_birth_and_no_other(clones, name):
    root = clones[name]
    tracks = tracks_in(root, report_day(root))
    every = [*tracks.by_path.values(), *tracks.vanished]
    found = []
    for track in every:
        first = track.versions[0]
        found.append([normalised(first.facts.id), first.path, first.facts.status, moment(first.at)])
    assert sorted(found) == sorted(expected(name)["created"])
    assert (len(every), len(tracks.vanished)) == NUMBERS[name][1:]


@pytest.mark.parametrize("name", NUMBERS)
def test_the_past_of_the_backlog_has_them_all(clones, name):
    """What the pages read: the same transitions, but those of the one file that is refused for its double id."""
    root = clones[name]
    past = past_in(root, report_day(root))
    found = sorted(
        (moment(one.at), one.commit[:12])
        for life in past.lives
        for one in life.timeline.transitions
        if one.commit is not None  # the day on which a file went is no commit's word
    )
    told = [Told(*one) for one in expected(name)["transitions"]]
    assert found == sorted((one.at, one.commit) for one in told if one.path != REFUSED)
    assert (past.absent, dict(past.unknown)) == ("", {})


def test_nearly_all_start_and_finish_on_one_day(clones):
    """Of 47 that were started two are still in progress, one is refused, one was reopened two days later."""
    root = clones["pki"]
    timelines = past_in(root, report_day(root)).timelines.values()
    lengths = Counter(one.cycle_time_days for one in timelines if one.cycle_time_days is not None)
    assert lengths == {1: 43, 3: 1}


def test_what_went_straight_to_done_has_no_cycle_time(clones):
    """225 of 243 transitions of this backlog say To Do → Done; nine items tell when they were started."""
    root = clones["podkit"]
    past = past_in(root, report_day(root))
    lengths = Counter(
        one.cycle_time_days for one in past.timelines.values() if one.cycle_time_days is not None
    )
    assert lengths == {1: 8, 24: 1}
    assert [(life.id, life.vanished.isoformat()) for life in past.lives if life.vanished] == [
        ("TASK-141", "2026-03-17")
    ]
