"""`action.yml` and `.pre-commit-hooks.yaml`: what other repositories use of ours, by its own lines."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tests.hosting.runner import EPOCH
from tests.hosting.test_proposals import NOBODY
from tests.repository import run_git

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))


def ran(host, work: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Run the action's step in a clone, with its inputs as the host hands them over."""
    step = ACTION["runs"]["steps"][1]
    inputs = {name: told.get("default", "") for name, told in ACTION["inputs"].items()} | given
    values = {f"${{{{ inputs.{name} }}}}": value for name, value in inputs.items()}
    (host.folder / "backlog-action/bin").mkdir(parents=True, exist_ok=True)
    environment = {
        "PATH": f"{host.programs}:{os.environ['PATH']}", "HOME": str(host.folder), "LANG": "C.UTF-8",
        "SOURCE_DATE_EPOCH": EPOCH, "XDG_CACHE_HOME": str(host.folder / "cache"), "GIT_CONFIG_GLOBAL": "/dev/null",
        "RUNNER_TEMP": str(host.folder), "GITHUB_STEP_SUMMARY": str(host.folder / "summary.md"),
        "GITHUB_OUTPUT": str(host.folder / "output"),
        **{name: values[told] for name, told in step["env"].items()},
    }  # fmt: skip
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=work, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture
def changed(hosted):
    """A host, and a clone in which a broken item was just committed."""
    host = hosted("--language", "en")
    work = host.clone()
    (work / "items/home.md").write_text(NOBODY, "utf-8")
    run_git(work, "add", "--all")
    run_git(work, "commit", "--quiet", "-m", "Home")
    return host, work


def test_check_annotates_and_fails(changed):
    host, work = changed
    url = "https://github.com/merkau/marketing/edit/main"
    done = ran(host, work, command="check", base="HEAD^1", **{"edit-url": url})
    assert done.returncode == 1
    assert "::error file=items/home.md,line=5" in done.stdout
    assert f"{url}/items/home.md" in (host.folder / "summary.md").read_text("utf-8")


def test_build_writes_where_it_says(changed):
    host, work = changed
    assert ran(host, work, command="build").returncode == 1
    assert not (work / "site").exists()
    done = ran(host, work, command="build", output="elsewhere", **{"keep-going": "true"})
    assert done.returncode == 1, done.stderr
    assert (work / "elsewhere/index.html").exists()
    assert "path=elsewhere" in (host.folder / "output").read_text("utf-8")


def test_report_is_kept_and_shown(changed):
    host, work = changed
    done = ran(host, work, command="report")
    assert done.returncode == 0, done.stderr
    path = (host.folder / "output").read_text("utf-8").strip().removeprefix("path=")
    assert "Neue Startseite bauen" in Path(path).read_text("utf-8")
    assert Path(path).read_text("utf-8") in (host.folder / "summary.md").read_text("utf-8")


def test_another_command_is_wrong_use(changed):
    host, work = changed
    done = ran(host, work, command="::set-output name=x::y\nrm")
    assert done.returncode == 2
    assert done.stdout.count("::") == 2


def test_python_loads_nothing_of_the_workspace():
    assert not re.search(r"python3?\"? (?!-I )", "".join(step["run"] for step in ACTION["runs"]["steps"]))


def test_inputs_are_told_and_used():
    """Each has a line of help; each reaches the script by the environment."""
    assert all(told["description"] for told in ACTION["inputs"].values())
    used = set(ACTION["runs"]["steps"][1]["env"].values())
    assert used == {f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]}
    assert all("${{" not in step["run"] for step in ACTION["runs"]["steps"])


def test_the_hook_runs_a_command_that_there_is(changed):
    host, work = changed
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    done = subprocess.run(
        ["sh", "-c", shlex.join(shlex.split(hook["entry"]))],
        cwd=work,
        env={
            "PATH": f"{host.programs}:{os.environ['PATH']}",
            "SOURCE_DATE_EPOCH": EPOCH,
            "HOME": str(host.folder),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "items/home.md:5" in done.stdout
    assert hook["pass_filenames"] is False
