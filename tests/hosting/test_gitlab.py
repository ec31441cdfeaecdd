"""The same on GitLab: the jobs' own shell lines, in a clone of a bare repository."""

from __future__ import annotations

import json
import os
import re
import subprocess
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
import yaml

from tests.hosting.runner import EPOCH, NOW
from tests.hosting.test_proposals import NOBODY
from tests.repository import run_git

if TYPE_CHECKING:
    from pathlib import Path

    from tests.hosting.runner import Host


@pytest.fixture
def gitlab(hosted) -> Host:
    """A German repository at GitLab."""
    return hosted("--language", "de", "--host", "gitlab")


def ran(host: Host, job: str, work: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a job of the pipeline in a clone."""
    told = yaml.safe_load((work / ".gitlab-ci.yml").read_text("utf-8"))[job]
    (script,) = told["script"]
    given = {name: value for name, value in told.get("variables", {}).items() if isinstance(value, str)}
    environment = {
        "PATH": f"{host.programs}:{os.environ['PATH']}", "HOME": str(host.folder), "LANG": "C.UTF-8",
        "SOURCE_DATE_EPOCH": EPOCH, "TMPDIR": str(host.folder), "XDG_CACHE_HOME": str(host.folder / "cache"),
        "GIT_CONFIG_GLOBAL": "/dev/null", **given, **variables,
    }  # fmt: skip
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script],
        cwd=work, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def with_item(host: Host, text: str) -> tuple[Path, dict[str, str]]:
    """A clone with a merge request's branch checked out, and what the host says of it."""
    work = host.clone()
    run_git(work, "switch", "--quiet", "-c", "anna/startseite#1")
    (work / "items/startseite.md").write_text(text, "utf-8")
    run_git(work, "add", "--all")
    run_git(work, "commit", "--quiet", "-m", "Startseite", GIT_COMMITTER_DATE=NOW, GIT_AUTHOR_DATE=NOW)
    return work, {
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": host.head(),
        "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "anna/startseite#1",
        "CI_MERGE_REQUEST_SOURCE_PROJECT_URL": "https://gitlab.com/fremd/marketing",
    }


def test_every_line_of_a_script_is_text(gitlab):
    """The host refuses a file in which one is not, such as a line with a colon that nobody quoted."""
    told = yaml.safe_load(gitlab.file(".gitlab-ci.yml"))
    jobs = [job for job in told.values() if isinstance(job, dict)]
    lines = [line for job in jobs for key in ("before_script", "script") for line in job.get(key, ())]
    assert len(lines) == 4
    assert [line for line in lines if not isinstance(line, str)] == []
    assert "--require-hashes --only-binary :all: -r .gitlab/backlog.lock\n" in lines[0]
    for line in lines:
        subprocess.run(["bash", "-n"], input=line, text=True, check=True)


def test_a_broken_change_is_red_with_its_reports(gitlab):
    """Code Quality and test report name the line; findings, report and preview are there to be browsed."""
    work, told = with_item(gitlab, NOBODY)
    done = ran(gitlab, "check", work, **told)
    assert done.returncode == 1, done.stderr
    quality = json.loads((work / "report/code-quality.json").read_text("utf-8"))
    assert {one["location"]["path"] for one in quality} == {"items/startseite.md"}
    assert ET.parse(work / "report/junit.xml").getroot().iter("failure")  # noqa: S314 - our own
    findings = (work / "report/findings.md").read_text("utf-8")
    assert "https://gitlab.com/fremd/marketing/-/edit/anna/startseite%231/items/startseite.md" in findings
    assert "verantwortlich: anna" in findings
    assert "Neue Startseite" in (work / "report/report.md").read_text("utf-8")
    assert (work / "report/preview/index.html").exists()
    kept = yaml.safe_load((work / ".gitlab-ci.yml").read_text("utf-8"))["check"]["artifacts"]
    assert kept["when"] == "always"
    assert all((work / path).exists() for path in [*kept["paths"], *kept["reports"].values()])


def test_a_good_change_is_green(gitlab):
    work, told = with_item(gitlab, NOBODY.replace("alle", "anna"))
    done = ran(gitlab, "check", work, **told)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("visibility", "audience", "code"),
    [("private", "internal", 0), ("public", "internal", 42), ("public", "public", 0)],
)
def test_pages_are_for_whom_the_backlog_is(gitlab, visibility, audience, code):
    """42 is allowed to fail and deploys nothing; the site is kept with the job."""
    work = gitlab.clone()
    with (work / "backlog.toml").open("a", encoding="utf-8") as config:
        config.write(f'\n[site]\naudience = "{audience}"\n')
    told = {"CI_PROJECT_VISIBILITY": visibility, "CI_PROJECT_URL": "https://gitlab.com/merkau/marketing"}
    done = ran(gitlab, "pages", work, **told)
    assert done.returncode == code, done.stderr
    form = (work / "public/new.html").read_text("utf-8")
    assert "https://gitlab.com/merkau/marketing/-/new/main/" in form
    assert (work / "public/index.html").exists()
    assert ("alle könnten sie lesen" in done.stdout.lower()) is (code == 42)
    job = yaml.safe_load((work / ".gitlab-ci.yml").read_text("utf-8"))["pages"]
    assert job["allow_failure"] == {"exit_codes": 42}
    assert job["artifacts"]["when"] == "always"


def test_findings_turn_it_red_after_the_site_is_up(gitlab):
    work, _ = with_item(gitlab, NOBODY)
    done = ran(gitlab, "pages", work, CI_PROJECT_VISIBILITY="private")
    assert done.returncode == 0, done.stderr
    name, _, told = (work / "findings.env").read_text("utf-8").strip().partition("=")
    assert ran(gitlab, "findings", work, **{name: told}).returncode == 1
    assert ran(gitlab, "findings", work, FINDINGS="0").returncode == 0


def test_what_cannot_be_built_deploys_nothing(gitlab):
    work = gitlab.clone()
    (work / "backlog.toml").write_text("unfug =\n", "utf-8")
    assert ran(gitlab, "pages", work, CI_PROJECT_VISIBILITY="private").returncode == 2
    assert not (work / "public").exists()


def test_files_of_the_repository_are_not_in_the_way(gitlab):
    """A folder that is called as what is kept, a module that is called as one of Python's."""
    work, told = with_item(gitlab, NOBODY.replace("alle", "anna"))
    for folder in ("report", "public"):
        (work / folder).mkdir()
        (work / folder / "old.html").write_text("old", "utf-8")
    (work / "urllib.py").write_text("import pathlib; pathlib.Path('run').touch()", "utf-8")
    done = ran(gitlab, "check", work, **told)
    assert done.returncode == 0, done.stderr
    assert (work / "report/report.md").exists()
    assert not (work / "report/old.html").exists()
    assert not (work / "run").exists()
    done = ran(gitlab, "pages", work, CI_PROJECT_URL="https://gitlab.com/merkau/marketing")
    assert (work / "public/index.html").exists(), done.stderr
    assert not (work / "public/old.html").exists()


def test_all_of_the_history_is_there(gitlab):
    """And merge requests are checked, whatever they touch."""
    told = yaml.safe_load(gitlab.file(".gitlab-ci.yml"))
    assert told["variables"]["GIT_DEPTH"] == "0"
    assert told["check"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    assert not re.search(r"changes:|only:|except:", gitlab.file(".gitlab-ci.yml"))
    assert all(job in told["stages"] or "stage" in told[job] for job in ("check", "pages", "findings"))
