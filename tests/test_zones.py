"""Days are those of the configured zone, whatever zone, locale and language the machine has."""

from __future__ import annotations

import json

import pytest

from tests.building import program
from tests.repository import Repo, item


@pytest.fixture
def repo(tmp_path):
    """Two items whose changes land around midnight in Berlin, in the clocks of three continents."""
    made = Repo(tmp_path / "backlog")
    made.write("backlog.toml", 'title = "Zones"\nreport_day = 2026-07-20\n')
    made.write(".gitignore", "site/\n")
    made.commit(at="2026-07-01T09:00:00+02:00")
    for status, when in (
        ("backlog", "2026-07-01T23:30:00+00:00"),  # the 2nd in Berlin
        ("in-progress", "2026-07-06T14:59:00-07:00"),  # still the 6th
        ("in-review", "2026-07-07T11:00:00+12:00"),  # the 7th there, 01:00 of the 7th in Berlin
        ("done", "2026-07-09T15:01:00-07:00"),  # the 10th
    ):
        made.write("items/one.md", item(status))
        made.write("items/two.md", item("idea" if status == "backlog" else status))
        made.commit(at=when)
    return made


def data(repo, zone, locale):
    made = program("build", "--keep-going", root=repo.root, TZ=zone, LC_ALL=locale, LANG=locale)
    assert made.returncode in {0, 1}, made.stderr
    return (repo.root / "site/data/backlog.json").read_text()


def test_figures_are_the_same_under_every_zone_and_locale(repo):
    here = data(repo, "UTC", "C")
    loaded = json.loads(here)
    one = next(found for found in loaded["items"] if found["id"] == "one")
    assert (one["created"], one["started"], one["finished"]) == ("2026-07-02", "2026-07-06", "2026-07-10")
    assert one["time_in_status_days"] == {"in-progress": 1, "in-review": 4}
    assert loaded["flow"]["cycle_time"]["p50"] == 5
    assert [week for week in loaded["flow"]["throughput"] if week["count"]] == [
        {"week": "2026-W28", "count": 2, "complete": True}
    ]
    for zone, locale in (("Pacific/Auckland", "C.UTF-8"), ("America/Los_Angeles", "tr_TR.UTF-8")):
        assert data(repo, zone, locale) == here
