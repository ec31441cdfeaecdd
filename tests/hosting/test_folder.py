"""A backlog in a folder of a larger repository: its workflows stand at the top, and work."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.building import program
from tests.hosting.runner import EPOCH, NOW, Host
from tests.hosting.test_gitlab import ran as ran_at_gitlab
from tests.hosting.test_proposals import NOBODY
from tests.repository import Repo, run_git

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "teams/mar keting"


def initialised(top: Path, *options: str) -> Repo:
    """A repository with code of others, and a backlog in a folder of it."""
    repository = Repo(top / "work")
    repository.write("README.md", "Code\n")
    repository.write(".github/pull_request_template.md", "Ours\n")
    for arguments in (("--yes", "--language", "de", *options), ()):
        if arguments or options:
            done = program(
                "init", FOLDER, *(arguments or options), root=repository.root, SOURCE_DATE_EPOCH=EPOCH
            )
            assert done.returncode == 0, done.stderr
    return repository


@pytest.fixture
def host(tmp_path: Path) -> Host:
    repository = initialised(tmp_path, "--host", "github")
    repository.commit("Backlog", at=NOW)
    run_git(tmp_path, "clone", "--quiet", "--bare", str(repository.root), str(tmp_path / "bare.git"))
    shutil.rmtree(repository.root)
    return Host(tmp_path, tmp_path / "bare.git")


def test_nothing_is_put_above_unasked(tmp_path: Path):
    """Where `init` was not asked for a host it stays in its folder, and tells the line that goes on."""
    repository = Repo(tmp_path / "work")
    done = program("init", FOLDER, "--yes", "--language", "de", root=repository.root)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in repository.root.iterdir()} == {".git", "teams"}
    assert not (repository.root / FOLDER / ".github").exists()
    assert "init --host github" in done.stdout.splitlines()[-1]


def test_files_stand_at_the_top_and_those_of_others_stay(tmp_path: Path):
    root = initialised(tmp_path, "--host", "github").root
    assert (root / ".github/pull_request_template.md").read_text("utf-8") == "Ours\n"
    assert (root / ".github/workflows/check.yml").exists()
    assert {path.name for path in (root / FOLDER).iterdir() if path.is_file()} == {
        ".gitattributes", ".gitignore", "MITMACHEN.md", "README.md", "backlog.toml",
    }  # fmt: skip
    assert f"/{FOLDER}/backlog.toml" in (root / ".github/CODEOWNERS").read_text("utf-8")
    for path in (root / ".github/workflows").iterdir():
        for job in yaml.safe_load(path.read_text("utf-8"))["jobs"].values():
            fetches = any("actions/checkout@" in step.get("uses", "") for step in job["steps"])
            inside = job.get("defaults", {}).get("run", {}).get("working-directory", "")
            assert inside == (FOLDER if fetches else ""), path  # elsewhere there is no such folder
            for step in job["steps"]:
                if step.get("id") == "install":
                    assert " -r ../../.github/backlog.lock\n" in step["run"]


def test_it_is_published_with_addresses_from_the_top(host: Host):
    host.change(pages={"public": False})
    done = host.run("publish", "push", {})
    assert done["deploy"].result == "success", done["build"].log
    item = (host.site / "items/kunden-fragen.html").read_text("utf-8")
    for way in ("edit", "commits"):
        assert f"/merkau/marketing/{way}/main/teams/mar%20keting/items/beispiele/kunden-fragen.md" in item
    form = (host.site / "new.html").read_text("utf-8")
    assert re.search(r"/merkau/marketing/new/main/teams/mar%20keting/items\b", form)


def test_a_broken_change_is_red_at_its_line(host: Host):
    work = host.clone()
    run_git(work, "switch", "--quiet", "-c", "anna")
    (work / FOLDER / "items/startseite.md").write_text(NOBODY, "utf-8")
    run_git(work, "add", "--all")
    run_git(work, "commit", "--quiet", "-m", "Startseite", GIT_COMMITTER_DATE=NOW, GIT_AUTHOR_DATE=NOW)
    run_git(work, "push", "--quiet", "origin", "anna")
    event = {"pull_request": {"head": {"ref": "anna", "repo": {"full_name": "merkau/marketing"}}}}
    merged = host.merged("main", "origin/anna")
    job = host.run("check", "pull_request", event, commit=merged, ref="refs/pull/1/merge")["check"]
    assert job.result == "failure"
    assert f"::error file={FOLDER}/items/startseite.md,line=" in job.log
    assert "/merkau/marketing/edit/anna/teams/mar%20keting/items/startseite.md" in job.summary
    assert [one["name"] for one in host.state["artifacts"]] == ["report", "preview"]


def test_a_form_becomes_a_proposed_change(host: Host):
    event = {
        "action": "opened",
        "issue": {
            "number": 7, "title": "Montag", "body": "kunden-fragen wirkung = 5\n", "state": "open",
            "author_association": "MEMBER", "labels": [{"name": "change"}],
        },
    }  # fmt: skip
    job = host.run("change", "issues", event)["change"]
    assert job.result == "success", job.log
    assert "wirkung: 5" in host.file(f"{FOLDER}/items/beispiele/kunden-fragen.md", "change-7")


def test_at_gitlab(tmp_path: Path):
    """The reports and the site are put where the host looks for them."""
    repository = initialised(tmp_path, "--host", "gitlab")
    repository.commit("Backlog", at=NOW)
    host = Host(tmp_path, repository.root)
    told = yaml.safe_load((repository.root / ".gitlab-ci.yml").read_text("utf-8"))
    *installed, go = told[".backlog"]["before_script"][0].splitlines()
    assert go == f"cd '{FOLDER}'"
    assert " -r .gitlab/backlog.lock" in installed[1]
    told["pages"]["script"] = [f"{go}\n{told['pages']['script'][0]}"]
    (repository.root / ".gitlab-ci.yml").write_text(yaml.safe_dump(told), "utf-8")
    done = ran_at_gitlab(
        host,
        "pages",
        repository.root,
        CI_PROJECT_VISIBILITY="private",
        CI_PROJECT_URL="https://gitlab.com/a/b",
    )
    assert done.returncode == 0, done.stderr
    assert (repository.root / "public/index.html").exists()
    assert (repository.root / "findings.env").read_text("utf-8") == "FINDINGS=0\n"


def test_doctor_finds_them_there(tmp_path: Path):
    repository = initialised(tmp_path, "--host", "github")
    repository.git("remote", "add", "origin", "https://github.com/merkau/marketing.git")
    repository.commit("Backlog", at=NOW)
    done = program("doctor", root=repository.root / FOLDER)
    assert "5 Workflows" in done.stdout, done.stdout
    assert ".github/" not in done.stdout  # nothing missing, nothing changed
