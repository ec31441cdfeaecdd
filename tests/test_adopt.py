"""Two real backlogs that nobody here wrote are read where they stand, with nothing lost."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.building import program
from tests.conftest import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

EXPECTED = {
    "podkit": (407, 407, 0, {"Done": 317, "To Do": 87, "Draft": 3}),
    "pki": (67, 66, 1, {"Done": 44, "To Do": 20, "In Progress": 2}),
}


@pytest.fixture
def adopted(shared: Path, tmp_path: Path):
    """Clone a bundle and lay a configuration beside it."""

    def clone(name: str, config: str = "backlog.toml") -> Path:
        target = tmp_path / name
        subprocess.run(
            ["git", "clone", "-q", str(shared / "history" / f"{name}.bundle"), str(target)], check=True
        )
        shutil.copy(EXAMPLES / "adopt" / name / config, target / "backlog.toml")
        return target

    return clone


@pytest.mark.parametrize("name", EXPECTED)
def test_everything_is_read_or_its_refusal_explained(adopted, name):
    root = adopted(name)
    found, read, refused, _ = EXPECTED[name]
    done = program("check", "--format", "json", root=root)
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert (told["files_found"], told["files_read"], told["files_refused"]) == (found, read, refused)
    assert Counter(finding["slug"] for finding in told["findings"])["id-duplicate"] == refused


@pytest.mark.parametrize("name", EXPECTED)
def test_every_item_is_on_the_board(adopted, name):
    """Counts per status as in the bundle, with a banner where errors are; exit code 1."""
    root = adopted(name)
    _, read, _, statuses = EXPECTED[name]
    kept = program("build", "--keep-going", root=root)
    assert kept.returncode == 1, kept.stderr
    data = json.loads((root / "site/data/backlog.json").read_text())
    assert {column["name"]: column["count"] for column in data["workflow"] if column["count"]} == statuses
    assert data["counts"]["items"] == read == len(list((root / "site/items").glob("*.html")))


@pytest.mark.parametrize("name", EXPECTED)
def test_without_the_rules_these_tools_do_not_know_it_is_fine(adopted, name):
    """The second configuration switches rules off; then `build` exits 0."""
    root = adopted(name, "without-scores.toml")
    done = program("build", root=root)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr


@pytest.mark.parametrize("name", EXPECTED)
def test_findings_do_not_drown_anybody(adopted, name):
    """`--statistics` says it in a table; a rule explains itself three times at most."""
    root = adopted(name)
    table = program("check", "--statistics", root=root).stdout.splitlines()
    assert len(table) < 30
    told = program("check", root=root).stdout
    counts = {line.split()[3]: int(line.split()[0]) for line in table[:-1]}
    for slug, count in counts.items():
        assert told.count(f" {slug}: ") == count
