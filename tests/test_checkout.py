"""How the backlog was on a day: the right commit, laid out as a checkout has it, gone afterwards."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from backlog.checkout import commit_by, laid_out
from backlog.errors import Exit, Stop
from backlog.git.repository import Repository, open_repository
from tests.building import program, tree
from tests.conftest import EXAMPLES, ROOT
from tests.repository import Repo, environment, item, run_git

if TYPE_CHECKING:
    from pathlib import Path

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "repo")


@pytest.fixture(autouse=True)
def scratch(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch):
    """The system's folder for such, which is empty before and after."""
    folder = tmp_path_factory.mktemp("scratch")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def opened(root: Path) -> Repository:
    found = open_repository(root, environment())
    assert isinstance(found, Repository)
    return found


def standing(folder: Path) -> dict[str, str | bytes | None]:
    """Everything in a folder: bytes of files, targets of links, None for folders without anything."""
    found: dict[str, str | bytes | None] = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if name.partition("/")[0] == ".git":
            continue
        if path.is_symlink():
            found[name] = str(path.readlink())
        elif path.is_file():
            found[name] = path.read_bytes()
        elif not any(path.iterdir()):
            found[name] = None
    return found


# Which commit


def test_the_last_commit_by_the_end_of_the_day(repo):
    """The end of the day in the configured zone, which is neither the committer's nor the machine's."""
    one = repo.commit(at="2026-02-02T09:00:00+01:00")
    two = repo.commit(at="2026-02-03T22:59:59+00:00")
    three = repo.commit(at="2026-02-03T23:00:00+00:00")
    here = opened(repo.root)
    assert commit_by(here, date(2026, 2, 2), BERLIN) == one
    assert commit_by(here, date(2026, 2, 3), BERLIN) == two
    assert commit_by(here, date(2026, 2, 4), BERLIN) == three
    assert commit_by(here, date(2026, 2, 3), ZoneInfo("UTC")) == three
    assert commit_by(here, date(2030, 1, 1), BERLIN) == three


def test_a_clock_that_ran_backwards_is_held(repo):
    repo.commit(at="2026-02-02T09:00:00Z")
    late = repo.commit(at="2026-02-05T09:00:00Z")
    last = repo.commit(at="2026-02-03T09:00:00Z")
    here = opened(repo.root)
    assert commit_by(here, date(2026, 2, 5), BERLIN) == last
    assert commit_by(here, date(2026, 2, 4), BERLIN) not in {late, last}


def test_only_the_main_line_counts(repo):
    repo.commit(at="2026-02-01T09:00:00Z")
    repo.git("checkout", "-q", "-b", "topic")
    repo.write("items/a.md", item())
    repo.commit(at="2026-02-02T09:00:00Z")
    repo.git("checkout", "-q", "main")
    merge = repo.merge("topic", at="2026-02-06T09:00:00Z")
    here = opened(repo.root)
    assert commit_by(here, date(2026, 2, 5), BERLIN) == repo.git("rev-parse", "main~1")
    assert commit_by(here, date(2026, 2, 6), BERLIN) == merge


def test_no_commit_by_then(repo):
    with pytest.raises(Stop, match="Nothing is committed") as stopped:
        commit_by(opened(repo.root), date(2026, 2, 2), BERLIN)
    assert stopped.value.code == Exit.ENVIRONMENT
    repo.commit(at="2026-02-02T23:30:00Z")
    with pytest.raises(Stop, match="landed on 2026-02-03") as stopped:
        commit_by(opened(repo.root), date(2026, 2, 2), BERLIN)
    assert stopped.value.code == Exit.ENVIRONMENT


# What it had


def test_everything_stands_as_git_checks_it_out(repo, tmp_path):
    other = Repo(tmp_path / "other")
    other.write("x", "x")
    commit = other.commit()
    repo.write("items/a.md", b"one\r\ntwo\n")
    repo.write("items/same.md", b"one\r\ntwo\n")
    repo.write("items/deep/ü/b.md", item())
    repo.write(b"items/\xff.md".decode("utf-8", "surrogateescape"), item())
    repo.write("empty.md", "")
    repo.write("picture.png", bytes(range(256)) * 5000)
    (repo.root / "link.md").symlink_to("items/a.md")
    (repo.root / "outside").symlink_to("/etc")
    (repo.root / "items/a.md").chmod(0o755)
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{commit},sub/module")
    first = repo.commit()
    run_git(tmp_path, "clone", "-q", str(repo.root), "clone")
    repo.write("items/a.md", "changed")
    repo.commit()
    repo.write("items/new.md", "not committed")
    with laid_out(opened(repo.root), first) as folder:
        assert standing(folder) == standing(tmp_path / "clone")
        modes = {path.stat().st_mode & 0o777 for path in folder.rglob("*.md") if not path.is_symlink()}
        assert modes == {0o644}
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not folder.exists()


def test_attributes_do_not_apply(repo, tmp_path):
    mark = tmp_path / "mark"
    repo.write(".gitattributes", "*.md filter=mark eol=crlf ident export-ignore\n")
    repo.write("items/a.md", "$Id$\n")
    commit = repo.commit()
    repo.git("config", "filter.mark.smudge", f"touch {mark}; cat")
    with laid_out(opened(repo.root), commit) as folder:
        assert (folder / "items/a.md").read_bytes() == b"$Id$\n"
    assert not mark.exists()


def test_the_root_below_the_top(repo):
    repo.write("marketing/items/a.md", item())
    repo.write("items/b.md", item())
    commit = repo.commit()
    with laid_out(opened(repo.root / "marketing"), commit) as folder:
        assert list(standing(folder)) == ["items/a.md"]


def test_nothing_in_git_changes(repo):
    repo.write("items/a.md", item())
    commit = repo.commit()
    before = tree(repo.root)
    with laid_out(opened(repo.root), commit):
        assert tree(repo.root) == before
    assert tree(repo.root) == before


def test_a_tree_made_by_hand_leads_nowhere(repo, tmp_path):
    """What git itself would not check out is not laid out, and nothing is written through a link."""
    blob = repo.git("hash-object", "-w", "--stdin", stdin=b"x")
    target = repo.git("hash-object", "-w", "--stdin", stdin=str(tmp_path).encode())
    up = repo.git("mktree", stdin=f"100644 blob {blob}\tescaped\n".encode())
    tree_ = repo.git(
        "mktree",
        stdin=f"100644 blob {blob}\ta.md\n040000 tree {up}\t..\n040000 tree {up}\t.GIT\n120000 blob {target}\tz\n".encode(),
    )
    commit = repo.git("commit-tree", "-m", "x", tree_)
    with laid_out(opened(repo.root), commit) as folder:
        assert list(standing(folder)) == ["a.md", "z"]
        assert not (folder.parent / "escaped").exists()


def test_it_is_gone_after_a_failure(repo, scratch):
    repo.write("items/a.md", item())
    commit = repo.commit()

    def fail() -> None:
        with laid_out(opened(repo.root), commit) as folder:
            assert folder.parent == scratch
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()


# The whole


STEPS = (
    "2026-01-12T09:00:00+01:00",
    "2026-01-20T23:30:00+00:00",
    "2026-02-02T10:00:00-05:00",
    "2026-02-10T08:00:00+01:00",
)


@pytest.fixture
def story(tmp_path: Path) -> Repo:
    """The English example, moved on in four commits, its configuration changed on the way."""
    repo = Repo(tmp_path / "story")
    shutil.copytree(EXAMPLES / "english", repo.root, dirs_exist_ok=True)
    repo.commit(at=STEPS[0])
    items = sorted(
        path for path in (repo.root / "items").glob("*.md") if "status: backlog" in path.read_text("utf-8")
    )
    first = items[0]
    first.write_text(first.read_text("utf-8").replace("status: backlog", "status: planned"), "utf-8")
    repo.commit(at=STEPS[1])
    settings = repo.root / "backlog.toml"
    settings.write_text(settings.read_text("utf-8").replace("title = ", 'title = "Former: "\n# ', 1), "utf-8")
    repo.write(".backlog-ignore-revs", repo.head() + "\n")
    repo.commit(at=STEPS[2])
    for path in items[1:]:
        path.write_text(path.read_text("utf-8").replace("status: backlog", "status: planned"), "utf-8")
    settings.write_text(settings.read_text("utf-8").replace("Former: ", "Now: "), "utf-8")
    repo.commit(at=STEPS[3])
    return repo


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2026-01-15", "2026-01-21", "2026-02-02", "2026-02-09", "2026-03-01"])
def test_as_of_a_day_is_a_build_of_its_checkout(story, tmp_path, day):
    """Byte for byte, the whole site; also in a folder that holds other things by now."""
    commit = commit_by(opened(story.root), date.fromisoformat(day), BERLIN)
    run_git(tmp_path, "clone", "-q", str(story.root), "clone")
    run_git(tmp_path / "clone", "checkout", "-q", "--detach", commit)
    story.write("items/broken.md", "not committed, and no item")
    before = {path: value for path, value in tree(story.root).items() if not path.startswith("site/")}
    done = program("build", "--keep-going", "--as-of", day, root=story.root)
    assert done.returncode in {0, 1}, done.stderr
    clean = program("build", "--keep-going", "--today", day, root=tmp_path / "clone")
    assert clean.returncode == done.returncode, clean.stderr
    assert tree(story.root / "site") == tree(tmp_path / "clone/site")
    data = json.loads((story.root / "site/data/backlog.json").read_text())
    assert (data["report_day"], data["source"]["commit"], data["source"]["dirty"]) == (day, commit, False)
    after = {path: value for path, value in tree(story.root).items() if not path.startswith("site/")}
    assert {path for path in after if path != ".site.lock"} == set(before)
    assert all(after[path] == before[path] for path in before)


def test_as_of_a_bundle(shared, tmp_path):
    """A real backlog that nobody here wrote, on a day in the middle of its life."""
    run_git(tmp_path, "clone", "-q", str(shared / "history" / "pki.bundle"), "pki")
    root = tmp_path / "pki"
    settings = root / "backlog.toml"
    shutil.copy(EXAMPLES / "adopt" / "pki" / "without-scores.toml", settings)
    here = opened(root)
    line = run_git(root, "log", "--first-parent", "--format=%cI").splitlines()
    day = line[len(line) // 2][:10]
    commit = commit_by(here, date.fromisoformat(day), BERLIN)
    run_git(tmp_path, "clone", "-q", str(root), "clone")
    run_git(tmp_path / "clone", "checkout", "-q", "--detach", commit)
    config = ["--config", str(settings)]
    then = program(*config, "build", "--keep-going", "--as-of", day, root=root)
    clean = program(*config, "build", "--keep-going", "--today", day, root=tmp_path / "clone")
    assert then.returncode == clean.returncode < 2, then.stderr + clean.stderr
    assert (root / "site/data/backlog.json").read_bytes() == (
        tmp_path / "clone/site/data/backlog.json"
    ).read_bytes()


def test_two_days_are_wrong_use(story):
    done = program("build", "--as-of", "2026-02-02", "--today", "2026-02-02", root=story.root)
    assert done.returncode == 2
    done = program("build", "--as-of", "soon", root=story.root)
    assert done.returncode == 2
    assert "--as-of 2026-02-16" in done.stderr


def test_a_day_before_everything(story):
    done = program("build", "--as-of", "2026-01-11", root=story.root)
    assert done.returncode == 3
    assert "2026-01-12" in done.stderr
    assert not (story.root / "site").exists()


def test_a_day_before_the_backlog_came_into_its_repository(tmp_path):
    """It is said of the commit, not of a folder nobody knows; the configuration of today leads back."""
    repo = Repo(tmp_path / "older")
    repo.write("work/one.md", "---\ntitle: One of the old ones\nstatus: idea\n---\n")
    repo.commit(at="2026-01-12T09:00:00+01:00")
    commit = repo.head()
    repo.write("backlog.toml", '[content]\nitems = ["work/*.md"]\n')
    repo.commit(at="2026-02-02T09:00:00+01:00")
    done = program("build", "--as-of", "2026-01-15", root=repo.root)
    assert done.returncode == 3
    assert "On 2026-01-15 there was no backlog yet" in done.stderr
    assert commit[:7] in done.stderr
    assert "backlog-" not in done.stderr.replace("backlog --config", "")
    line = done.stderr.strip().splitlines()[-1].strip()
    assert line == "backlog --config backlog.toml build --as-of 2026-01-15"
    assert program(*line.split()[1:], root=repo.root).returncode == 0
    assert program("build", "--as-of", "2026-02-02", root=repo.root).returncode == 0


def test_without_history_there_is_no_way_back(example, story):
    assert program("build", "--as-of", "2026-02-02", root=example("english")).returncode == 3
    assert program("--no-git", "build", "--as-of", "2026-02-02", root=story.root).returncode == 3


@pytest.mark.parametrize("output", [".", "items", ".git", "items/goals/deep", "templates"])
def test_the_repository_itself_is_guarded(story, output):
    """T38: though the files come from elsewhere, nothing is written over those that stand here."""
    (story.root / "templates").mkdir()
    before = tree(story.root)
    done = program("build", "--as-of", "2026-02-02", "--output", output, root=story.root)
    assert done.returncode == 4, done.stderr
    assert tree(story.root) == before


def test_only_git_is_run(story):
    """G8: with a repository git is the one program, by its absolute path."""
    done = subprocess.run(
        [sys.executable, "-c", ONLY_GIT, "build", "--as-of", "2026-02-02", "--workers", "2"],
        cwd=story.root,
        env={**environment(), "PYTHONPATH": str(ROOT), "TMPDIR": os.environ["TMPDIR"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "RAN" in done.stderr


ONLY_GIT = """
import os, sys
def guard(event, arguments):
    is_git = event == "subprocess.Popen" and os.path.isabs(arguments[0]) and os.path.basename(arguments[0]) == "git"
    if is_git:
        print("RAN", file=sys.stderr)
    elif event in {"socket.getaddrinfo", "socket.connect", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"}:
        print("NOT ALLOWED", event, arguments); sys.stdout.flush(); os._exit(9)
sys.addaudithook(guard)
from backlog.cli import run
sys.exit(run(sys.argv[1:]))
"""


def test_it_is_gone_after_a_signal(story, scratch):
    """T45: whoever ends a build in the middle finds no folder left behind, and no site."""
    ours = subprocess.Popen(
        [sys.executable, "-m", "backlog", "build", "--as-of", "2026-02-02"],
        cwd=story.root,
        env={**environment(), "PYTHONPATH": str(ROOT), "TMPDIR": str(scratch)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 30
    while not list(scratch.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.005)
    assert list(scratch.iterdir()), "nothing was laid out"
    ours.terminate()
    assert ours.wait(30) == 143
    assert list(scratch.iterdir()) == []
    assert not (story.root / "site").exists()
