"""`init --host` and `--publish`: what is written where, what is left alone, and what is said."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from backlog.formats.hosting import guide
from backlog.language import language
from tests.conftest import ROOT
from tests.repository import Repo, item

GITHUB = {
    ".gitattributes",
    ".github/CODEOWNERS",
    ".github/ISSUE_TEMPLATE/change.yml",
    ".github/ISSUE_TEMPLATE/request.yml",
    ".github/backlog.lock",
    ".github/dependabot.yml",
    ".github/pull_request_template.md",
    ".github/workflows/change.yml",
    ".github/workflows/check.yml",
    ".github/workflows/comment.yml",
    ".github/workflows/publish.yml",
    ".github/workflows/request.yml",
}
GITLAB = {
    ".gitattributes",
    ".gitlab-ci.yml",
    ".gitlab/backlog.lock",
    ".gitlab/merge_request_templates/Default.md",
}


@pytest.fixture
def backlog(capsys, monkeypatch, tmp_path):
    """Run a command in an empty folder."""
    from tests.cli.room import ran

    monkeypatch.chdir(tmp_path)
    return lambda *arguments: ran(capsys, *arguments)


def host_files() -> set[str]:
    """What is there besides the backlog itself."""
    own = {"backlog.toml", "README.md", ".gitignore"}
    paths = {path.as_posix() for path in Path().rglob("*") if path.is_file()}
    return {path for path in paths if not path.startswith(("items/", ".git/"))} - own


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--language", "de"), {*GITHUB, "MITMACHEN.md"}),
        (("--language", "en"), {*GITHUB, "EDITORS.md"}),
        (("--language", "en", "--publish", "artifact"), {*GITHUB, "EDITORS.md"}),
        (("--language", "de", "--host", "gitlab"), {*GITLAB, "MITMACHEN.md"}),
        (("--language", "en", "--publish", "gitlab"), {*GITLAB, "EDITORS.md"}),
        (("--language", "de", "--host", "none"), set()),
    ],
)
def test_files_by_host(backlog, options, expected):
    done = backlog("init", "--yes", *options)
    assert done.code == 0, done.err
    assert host_files() == expected
    assert backlog("check").code == 0
    if expected:
        assert ("MITMACHEN.md" if "de" in options else "EDITORS.md") in done.out
    readme = Path("README.md").read_text("utf-8")  # what the host shows first
    assert set(re.findall(r"\]\((.+?)\)", readme)) == expected & {"MITMACHEN.md", "EDITORS.md"}
    assert "guide" not in readme


@pytest.mark.parametrize(
    ("code", "host"), [(code, host) for code in ("de", "en") for host in ("github", "gitlab")]
)
def test_the_guide_names_what_stands_on_the_pages(backlog, code, host):
    """Links and entries of the site are called in it as they are called there."""
    speak = language(code)
    assert backlog("init", "--yes", "--language", code, "--host", host).code == 0
    text = " ".join(Path(guide(code)).read_text("utf-8").split())
    name = {"github": "GitHub", "gitlab": "GitLab"}[host]
    said = [speak.text("Open the file on {host}", host=name), speak.text("Edit")]
    way = "Continue on {host}" if host == "github" else "Copy the text and open {host}"
    said += [
        speak.text(way, host=name),
        speak.text("New item"),
        f"{speak.text('More')} → {speak.text('New idea')}",
    ]
    assert [one for one in said if f"**{one}**" not in text] == []


def test_no_host_has_two_lines(backlog):
    """They can be typed as they stand."""
    done = backlog("init", "--yes", "--language", "en", "--host", "none")
    lines = re.findall(r"(?m)^  (backlog .*)$", done.out.partition("once a day:")[2])
    assert lines == ["backlog check", "backlog build --keep-going --output /var/www/backlog"]
    assert backlog(*lines[0].split()[1:]).code == 0
    assert backlog("build", "--keep-going", "--output", "elsewhere").code == 0


@pytest.mark.parametrize("publish", ["pages", "webspace", "artifact"])
def test_where_the_site_goes(backlog, publish):
    assert backlog("init", "--yes", "--language", "en", "--publish", publish).code == 0
    text = Path(".github/workflows/publish.yml").read_text("utf-8")
    assert ("actions/deploy-pages@" in text) is (publish == "pages")
    assert ("sftp" in text) is (publish == "webspace")
    assert ("pages: write" in text) is (publish == "pages")


def test_what_does_not_go_together(backlog):
    done = backlog("init", "--yes", "--language", "en", "--host", "github", "--publish", "gitlab")
    assert done.code == 2
    assert "backlog init --host gitlab --publish gitlab" in done.err
    assert host_files() == set()


def test_the_folder_tells_host_and_branch(backlog, tmp_path):
    """A clone from GitLab whose branch is `master`: its files, and that branch everywhere."""
    repository = Repo(tmp_path)
    repository.git("symbolic-ref", "HEAD", "refs/heads/master")
    repository.git("remote", "add", "origin", "git@gitlab.example.org:merkau/marketing.git")
    assert backlog("init", "--yes", "--language", "de").code == 0
    assert Path(".gitlab-ci.yml").exists()
    assert 'branch = "master"' in Path("backlog.toml").read_text("utf-8")
    assert "`master`" in Path("MITMACHEN.md").read_text("utf-8")
    assert backlog("check").code == 0


def test_another_branch_on_github(backlog, tmp_path):
    Repo(tmp_path).git("symbolic-ref", "HEAD", "refs/heads/trunk")
    assert backlog("init", "--yes", "--language", "en").code == 0
    assert "branches: [trunk]" in Path(".github/workflows/publish.yml").read_text("utf-8")
    assert "refs/heads/main" not in Path(".github/workflows/publish.yml").read_text("utf-8")


def test_a_backlog_that_is_there_gets_only_what_its_host_needs(backlog):
    """Its own people and language, and not a byte of what is there already changes."""
    Path("items").mkdir()
    Path("items/a.md").write_text(item(goal="x"), "utf-8")
    config = 'title = "Alt"\nlanguage = "de"\n[people.zoe]\nname = "Zoë"\n'
    Path("backlog.toml").write_text(config, "utf-8")
    Path(".github/workflows").mkdir(parents=True)
    Path(".github/workflows/check.yml").write_bytes(b"mine\r\n")
    done = backlog("init", "--host", "github", "--publish", "artifact")
    assert done.code == 0
    assert Path("backlog.toml").read_text("utf-8") == config
    assert Path(".github/workflows/check.yml").read_bytes() == b"mine\r\n"
    assert "check.yml" in done.err
    assert host_files() == {*GITHUB, "MITMACHEN.md"} - {".gitattributes"}
    assert [path.name for path in Path("items").iterdir()] == ["a.md"]
    assert "@zoe   (Zoë)" in Path(".github/CODEOWNERS").read_text("utf-8")


def pushing(done) -> list[str]:
    """The commands of git that `init` prints, as they are to be typed."""
    return [line.split("  ")[1] for line in done.out.splitlines() if line.startswith("  git ")]


def test_the_last_lines_bring_it_to_its_host(backlog, tmp_path):
    """Typed as printed, one after the other, they end with everything at the host."""
    done = backlog("init", "marketing", "--yes", "--language", "de")
    commands = pushing(done)
    assert [line.split()[1] for line in commands] == ["init", "add", "commit", "remote", "push"]
    assert done.out.index("cd marketing") < done.out.index("git init") < done.out.index(" doctor ")
    bare = tmp_path / "host.git"
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(bare)], check=True)
    repository = Repo(tmp_path / "marketing")
    for line in commands:
        given = line.replace("https://github.com/OWNER/NAME.git", str(bare)).replace('"', "").split()[1:]
        repository.git(*given)
    there = repository.git("ls-tree", "-r", "--name-only", "origin/main").splitlines()
    assert {"backlog.toml", ".github/workflows/check.yml", "MITMACHEN.md"} <= set(there)
    assert pushing(backlog("init", "marketing", "--host", "github")) == [
        "git add .github MITMACHEN.md",
        'git commit -m "Backlog"',
        "git push -u origin main",
    ]


def test_workflows_are_for_the_main_branch_also_when_made_on_another(backlog, tmp_path):
    """Of a clone it is the one that the host names; where the configuration names one, that."""
    repository = Repo(tmp_path)
    (tmp_path / ".git/refs/remotes/origin").mkdir(parents=True)
    (tmp_path / ".git/refs/remotes/origin/HEAD").write_text("ref: refs/remotes/origin/trunk\n", "utf-8")
    repository.git("symbolic-ref", "HEAD", "refs/heads/with-backlog")
    assert backlog("init", "--yes", "--language", "en").code == 0
    publish = Path(".github/workflows/publish.yml")
    assert "branches: [trunk]" in publish.read_text("utf-8")
    publish.unlink()
    Path("backlog.toml").write_text('branch = "live"\n', "utf-8")
    assert backlog("init", "--host", "github").code == 0
    assert "branches: [live]" in publish.read_text("utf-8")


def test_a_workflow_of_ones_own_in_the_way_is_said(backlog):
    """It stays as it is, and so there is no check of ours: that is not kept quiet."""
    own = Path(".github/workflows/check.yml")
    own.parent.mkdir(parents=True)
    own.write_text("on: push\n", "utf-8")
    done = backlog("init", "--yes", "--language", "en")
    assert own.read_text("utf-8") == "on: push\n"
    assert "check.yml is your own and does not run backlog" in done.err
    assert "Give yours another name" in done.err
    own.rename(own.with_name("own.yml"))
    again = backlog("init", "--host", "github")
    assert "backlog check" in own.read_text("utf-8")
    assert "is your own" not in again.err


def test_the_item_of_our_readme_fits_into_what_init_makes(backlog):
    """Pasted as the tour shows it, it has no finding; with the owner that it then names, exactly that one."""
    assert backlog("init", "--yes", "--language", "de").code == 0
    text = re.search(r"```markdown\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)[1]
    Path("items/landingpage.md").write_text(text, "utf-8")
    done = backlog("check")
    assert done.code == 0, done.out
    Path("items/landingpage.md").write_text(text.replace("owner: anna", "owner: alle"), "utf-8")
    found = backlog("check", "--format", "concise").out.splitlines()
    assert next(line for line in found if line.startswith("items/")).startswith("items/landingpage.md:5:8:")


def test_owners_are_a_suggestion_only(backlog):
    """No line holds until somebody takes the # away: nobody knows the host's names of these people."""
    assert backlog("init", "--yes", "--language", "de", "--owner", "Anna Schmidt").code == 0
    lines = Path(".github/CODEOWNERS").read_text("utf-8").splitlines()
    assert all(line.startswith("#") for line in lines)
    assert any("@anna" in line and "/backlog.toml" in line for line in lines)


def test_shell_lines_are_plain_shell(backlog):
    """Every script parses."""
    import yaml

    assert backlog("init", "--yes", "--language", "de", "--publish", "webspace").code == 0
    scripts = []
    for path in sorted(Path(".github/workflows").glob("*.yml")):
        jobs = yaml.safe_load(path.read_text("utf-8"))["jobs"]
        scripts += [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    scripts += [step["run"] for step in action["runs"]["steps"]]
    assert len(scripts) > 15
    for script in scripts:
        subprocess.run(["bash", "-n"], input=script, text=True, check=True)
