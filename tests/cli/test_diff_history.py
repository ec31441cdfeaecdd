"""`diff` over changes that a real team made."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import jsonschema
import pytest

from backlog.formats.diff_json import schema
from backlog.formats.diff_markdown import LARGEST
from tests.conftest import EXAMPLES
from tests.repository import environment, run_git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.room import Ran


@pytest.fixture
def podkit(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A real backlog with its history, and the environment of git as tests have it."""
    for name, value in environment(HOME=str(tmp_path)).items():
        monkeypatch.setenv(name, value)
    target = tmp_path / "podkit"
    bundle = str(shared / "history" / "podkit.bundle")
    subprocess.run(["git", "clone", "-q", bundle, str(target)], check=True)
    monkeypatch.chdir(target)
    return target


def configured(root: Path, commit: str, *parents: str) -> str:
    """A commit with the files of another one and a configuration that reads them."""
    run_git(root, "checkout", "--quiet", "--force", "--detach", commit)
    shutil.copy(EXAMPLES / "adopt" / "podkit" / "without-scores.toml", root / "backlog.toml")
    run_git(root, "add", "--force", "backlog.toml")
    tree = run_git(root, "write-tree")
    options = [word for parent in parents for word in ("-p", parent)]
    return run_git(root, "commit-tree", tree, *options, "-m", "configured")


def differences(
    root: Path, backlog: Callable[..., Ran], before: str, after: str
) -> tuple[str, dict[str, object]]:
    """What is printed of a change, as Markdown and as JSON."""
    base = configured(root, before)
    head = configured(root, after, base)
    run_git(root, "checkout", "--quiet", "--force", "--detach", head)
    told = backlog("diff", base, head, "--today", "2026-04-11")
    printed = backlog("diff", base, head, "--today", "2026-04-11", "--format", "json")
    assert (told.code, printed.code) == (0, 0)
    assert len(told.out.encode()) < LARGEST
    read = json.loads(printed.out)
    jsonschema.validate(read, schema())
    return told.out, read


@pytest.mark.slow
def test_a_change_of_a_real_team_is_told_in_a_sentence(podkit, backlog):
    told, read = differences(podkit, backlog, "1c7a662~1", "1c7a662")
    assert told.startswith("15 items are new: 1 in “To Do” and 14 in “Done”. 4 items move to “Done”.\n")
    assert "4 items skip columns" in told
    assert {move["to"] for move in read["moves"]} == {"done"}


@pytest.mark.slow
def test_an_item_with_another_title_and_another_file_is_still_one(podkit, backlog):
    _, read = differences(podkit, backlog, "aaaf42c~1", "aaaf42c")
    moved = [one for one in read["items"]["changed"] if one["path"] != one["former_path"]]
    assert [one["title"] for one in moved] == ["Remove unused ContentTypeHandler registry from public API"]
    assert read["items"]["removed"] == []


@pytest.mark.slow
def test_all_of_a_history_at_once_finds_room(podkit, backlog):
    first = run_git(podkit, "rev-list", "--max-parents=0", "HEAD").split()[-1]
    told, read = differences(podkit, backlog, first, run_git(podkit, "rev-parse", "HEAD"))
    assert len(read["items"]["added"]) > 300
    assert told.count("\n") > 100
