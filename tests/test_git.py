"""Git is asked read-only, whatever the machine, the repository or a hook have set; what it says is taken as it is."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from backlog.errors import Exit, Stop
from backlog.git.blobs import blob_contents, blob_id
from backlog.git.log import FileChange, main_line, since
from backlog.git.moments import moments
from backlog.git.program import ask, conversation, find_git, tell
from backlog.git.repository import Repository, open_repository
from backlog.git.status import uncommitted
from tests.conftest import ROOT
from tests.repository import Repo, environment, item, run_git

DAY = "2026-02-02T09:00:00+01:00"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "repo")


def opened(root: Path, **more: str) -> Repository:
    found = open_repository(root, environment(**more))
    assert isinstance(found, Repository)
    return found


def state(folder: Path) -> dict[str, tuple[str, int]]:
    """Every file with its bytes and its time."""
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


# Whether there is one


def test_without_a_repository_git_is_not_even_looked_for(tmp_path, monkeypatch):
    def never(*_: object, **__: object) -> None:
        raise AssertionError("git was started")

    monkeypatch.setattr(subprocess, "Popen", never)
    monkeypatch.setattr(shutil, "which", never)
    assert open_repository(tmp_path, environment()) == "no-repository"
    assert open_repository(tmp_path, None) == "off"


def test_without_git_there_is_no_history(repo, tmp_path):
    repo.commit()
    assert open_repository(repo.root, {"PATH": str(tmp_path)}) == "no-program"
    assert open_repository(repo.root, {"PATH": ""}) == "no-program"
    assert open_repository(repo.root, {}) == "no-program"


def test_a_git_in_the_repository_itself_is_never_run(repo, tmp_path, monkeypatch):
    """PATH may hold `.` or an empty entry; a repository could bring a `git` along."""
    mark = tmp_path / "mark"
    script = repo.write("git", f"#!/bin/sh\ntouch {mark}\n")
    script.chmod(0o755)
    monkeypatch.chdir(repo.root)
    path = f".::bin:{os.environ['PATH']}"
    assert isinstance(open_repository(repo.root, {**environment(), "PATH": path}), Repository)
    assert not mark.exists()


def test_an_empty_repository_has_no_head(repo):
    assert opened(repo.root).head is None


def test_a_head_whose_commit_is_lost_is_no_empty_repository(repo):
    """A damaged repository is no beginning: a site without its history would be a wrong one."""
    head = repo.commit()
    (repo.root / ".git/objects" / head[:2] / head[2:]).unlink()
    with pytest.raises(Stop) as stopped:
        opened(repo.root)
    assert stopped.value.code is Exit.ENVIRONMENT
    assert stopped.value.values["reason"] == "bad object HEAD"


def test_a_folder_that_is_called_git_is_no_repository(tmp_path):
    (tmp_path / ".git").mkdir()
    assert open_repository(tmp_path, environment(GIT_CEILING_DIRECTORIES="/")) == "no-repository"


def test_the_root_may_lie_below_the_top(repo):
    repo.write("marketing/items/a.md", item())
    repo.write("items/b.md", item())
    head = repo.commit()
    here = opened(repo.root / "marketing")
    assert (here.head, here.prefix, here.is_shallow) == (head, "marketing/", False)
    line = main_line(here, head, ["items"])
    assert [change.path for change in line[0].changes] == ["items/a.md"]
    assert [change.path for change in main_line(here, head, [""])[0].changes] == ["items/a.md"]
    (repo.root / "marketing/items/a.md").write_text("x")
    (repo.root / "items/b.md").write_text("x")
    assert uncommitted(here, ["items"]) == ["items/a.md"]
    assert uncommitted(here, [""]) == ["items/a.md"]


def test_a_repository_of_somebody_else_is_refused_by_git(repo):
    """T59"""
    repo.commit()
    assert open_repository(repo.root, environment(GIT_TEST_ASSUME_DIFFERENT_OWNER="1")) == "refused"


def test_a_repository_that_somebody_trusts_is_read(repo):
    """The way in which CI says so, by variables, is heard."""
    repo.commit()
    trust = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*"}
    found = open_repository(repo.root, environment(GIT_TEST_ASSUME_DIFFERENT_OWNER="1", **trust))
    assert isinstance(found, Repository)


def test_a_damaged_repository_stops_with_gits_own_words(repo):
    repo.write("items/a.md", item())
    head = repo.commit()
    for path in (repo.root / ".git/objects").rglob("*"):
        if path.is_file():
            path.unlink()
    with pytest.raises(Stop) as stopped:
        main_line(opened(repo.root), head, ["items"])
    assert stopped.value.code == Exit.ENVIRONMENT
    assert "bad object" in str(stopped.value) or "bad revision" in str(stopped.value)
    (repo.root / ".git/config").write_text("[core\n")
    with pytest.raises(Stop, match="bad config line 1"):
        open_repository(repo.root, environment())


def test_a_shallow_clone_says_so(repo, tmp_path):
    """T59"""
    repo.write("items/a.md", item())
    repo.commit()
    repo.write("items/a.md", item("done"))
    repo.commit()
    run_git(tmp_path, "clone", "-q", "--depth=1", f"file://{repo.root}", "clone")
    assert opened(tmp_path / "clone").is_shallow
    assert not opened(repo.root).is_shallow


def test_a_detached_head_and_a_worktree(repo, tmp_path):
    repo.write("items/a.md", item())
    first = repo.commit()
    repo.write("items/a.md", item("done"))
    second = repo.commit()
    repo.git("worktree", "add", "-q", "--detach", str(tmp_path / "tree"), first)
    there = opened(tmp_path / "tree")
    assert there.head == first
    assert (tmp_path / "tree/.git").is_file()
    (tmp_path / "tree/items/a.md").write_text("x")
    assert uncommitted(there, ["items"]) == ["items/a.md"]
    repo.git("checkout", "-q", "--detach", second)
    assert opened(repo.root).head == second
    assert len(main_line(opened(repo.root), second, ["items"])) == 2


# What it says


def test_the_main_line_oldest_first(repo):
    repo.write("items/a.md", item())
    first = repo.commit(at="2026-02-02T09:00:00+01:00", author_at="2020-01-01T00:00:00Z")
    repo.write("README", "x")
    second = repo.commit(at="2026-02-02T23:30:00-05:30")
    repo.remove("items/a.md")
    third = repo.commit(at="2026-02-03T09:00:00+00:00")
    line = main_line(opened(repo.root), third, ["items"])
    blob = repo.git("rev-parse", f"{first}:items/a.md")
    assert [(one.id, one.parent) for one in line] == [(first, ""), (second, first), (third, second)]
    assert [one.changes for one in line] == [
        (FileChange("items/a.md", "", blob),),
        (),
        (FileChange("items/a.md", blob, ""),),
    ]
    assert [at.isoformat() for at in moments(line)] == [
        "2026-02-02T09:00:00+01:00",
        "2026-02-02T23:30:00-05:30",
        "2026-02-03T09:00:00+00:00",
    ]
    assert [one.changes for one in main_line(opened(repo.root), third)] == [(), (), ()]


def test_what_is_new_since_a_commit(repo):
    ids = [repo.commit(at=f"2026-02-0{day}T09:00:00Z") for day in range(1, 6)]
    here = opened(repo.root)
    assert [one.id for one in main_line(here, ids[4], ["items"], after=ids[2])] == ids[3:]
    assert main_line(here, ids[4], ["items"], after=ids[4]) == []
    assert main_line(here, ids[2], ["items"], after=ids[4]) is None
    assert main_line(here, ids[4], ["items"], after="1" * 40) is None
    assert since(here, ids[2], ids[4]) == set(ids[3:])
    assert since(here, ids[4], ids[4]) == set()
    assert since(here, ids[4], ids[2]) is None
    assert since(here, "1" * 40, ids[2]) is None


def test_a_merge_brings_what_it_changes_on_the_main_line(repo):
    """The merge carries the change, at its own moment; the branch's commits are not on the line."""
    repo.write("items/a.md", item())
    repo.commit(at="2026-02-01T09:00:00Z")
    repo.git("checkout", "-q", "-b", "topic")
    repo.write("items/a.md", item("in-progress"))
    branch = repo.commit(at="2026-02-02T09:00:00Z")
    repo.write("items/a.md", item("done"))
    last = repo.commit(at="2026-02-03T09:00:00Z")
    repo.git("checkout", "-q", "main")
    repo.write("items/b.md", item())
    repo.commit(at="2026-02-04T09:00:00Z")
    merge = repo.merge("topic", at="2026-02-05T09:00:00Z")
    here = opened(repo.root)
    line = main_line(here, merge, ["items"])
    assert [len(one.changes) for one in line] == [1, 1, 1]
    assert line[-1].id == merge
    assert line[-1].changes[0].after == repo.git("rev-parse", f"{last}:items/a.md")
    assert main_line(here, merge, ["items"], after=branch) is None, "an ancestor, but not on the line"
    assert since(here, branch, merge) is None


HOSTILE = """
[log]
	diffMerges = off
	follow = true
	showSignature = true
	date = relative
	decorate = full
	showRoot = false
[diff]
	external = {script}
	renames = copies
	relative = true
	noprefix = true
	orderFile = {order}
	mnemonicPrefix = true
[core]
	fsmonitor = {script}
	hooksPath = {hooks}
	pager = {script}
	quotePath = true
	abbrev = 4
	untrackedCache = true
	sshCommand = {script}
[gpg]
	program = {script}
[color]
	ui = always
[filter "mark"]
	clean = {script}
	smudge = {script}
	process = {script}
	required = true
[diff "mark"]
	textconv = {script}
	command = {script}
[status]
	relativePaths = false
	showUntrackedFiles = no
	renames = true
	branch = true
[format]
	pretty = oneline
[pager]
	log = {script}
	status = {script}
[alias]
	log = !{script}
"""


def test_no_setting_runs_a_program_or_changes_what_is_said(repo, tmp_path):
    """G8: fsmonitor, hooks, external diff, textconv, filters, gpg, pager: never run, and nothing differs."""
    repo.write("items/a.md", item())
    repo.write(".gitattributes", "*.md filter=mark diff=mark\n")
    repo.commit(at="2026-02-01T09:00:00Z")
    repo.git("checkout", "-q", "-b", "topic")
    repo.write("items/a.md", item("done"))
    repo.commit(at="2026-02-02T09:00:00Z")
    repo.git("checkout", "-q", "main")
    repo.write("items/ä.md", item())
    repo.commit(at="2026-02-03T09:00:00Z")
    head = repo.merge("topic", at="2026-02-04T09:00:00Z")
    (repo.root / "items/a.md").rename(repo.root / "items/c.md")
    plain = _everything(repo, head)
    mark, script, hooks = tmp_path / "mark", tmp_path / "script", tmp_path / "hooks"
    script.write_text(f"#!/bin/sh\necho $0 $@ >> {mark}\nexit 1\n")
    script.chmod(0o755)
    hooks.mkdir()
    for hook in ("post-index-change", "fsmonitor-watchman", "reference-transaction", "post-checkout"):
        shutil.copy(script, hooks / hook)
    order = tmp_path / "order"
    with (repo.root / ".git/config").open("a") as config:
        config.write(HOSTILE.format(script=script, hooks=hooks, order=order))
    os.utime(repo.root / "items/ä.md")  # so that git has to look at its content again
    before = state(repo.root)
    assert _everything(repo, head) == plain
    assert (
        _everything(repo, head, GIT_EXTERNAL_DIFF=str(script), GIT_PAGER=str(script), PAGER=str(script))
        == plain
    )
    assert not mark.exists(), mark.read_text()
    assert state(repo.root) == before


def _everything(repo: Repo, head: str, **more: str) -> object:
    here = opened(repo.root, **more)
    line = main_line(here, head, ["items"])
    blobs = sorted({change.after for one in line for change in one.changes if change.after})
    return (line, uncommitted(here, ["items", "backlog.toml"]), list(blob_contents(here, blobs, 10_000)))


def test_nothing_in_git_changes(repo):
    """G1: not even the index, which `git status` likes to refresh."""
    repo.write("items/a.md", item())
    head = repo.commit()
    os.utime(repo.root / "items/a.md", (1, 1))
    repo.write("items/b.md", item())
    before = state(repo.root)
    folders = {path: path.stat().st_mtime_ns for path in (repo.root / ".git").rglob("*") if path.is_dir()}
    _everything(repo, head)
    assert state(repo.root) == before
    assert {path: path.stat().st_mtime_ns for path in folders} == folders


def test_what_a_hook_sets_does_not_lead_elsewhere(repo, tmp_path):
    """A hook runs us with GIT_DIR and GIT_INDEX_FILE of its own."""
    repo.write("items/a.md", item())
    head = repo.commit()
    other = Repo(tmp_path / "other")
    other.write("items/z.md", item())
    other.commit()
    plain = _everything(repo, head)
    leading = {
        "GIT_DIR": str(other.root / ".git"),
        "GIT_WORK_TREE": str(other.root),
        "GIT_INDEX_FILE": str(tmp_path / "index"),
        "GIT_OBJECT_DIRECTORY": str(other.root / ".git/objects"),
        "GIT_NAMESPACE": "x",
        "GIT_PREFIX": "x/",
        "GIT_GLOB_PATHSPECS": "1",
        "GIT_TRACE": str(tmp_path / "trace"),
        "GIT_CONFIG_PARAMETERS": "'core.bare=true'",
        "GIT_ICASE_PATHSPECS": "1",
    }
    assert _everything(repo, head, **leading) == plain
    assert not (tmp_path / "trace").exists()


def test_replaced_objects_are_not_looked_at(repo):
    repo.write("items/a.md", item())
    first = repo.commit()
    blob = repo.git("rev-parse", f"{first}:items/a.md")
    other = repo.git("hash-object", "-w", "--stdin", stdin=item("done").encode())
    repo.git("replace", blob, other)
    assert list(blob_contents(opened(repo.root), [blob], 10_000)) == [(blob, item().encode())]


@pytest.mark.parametrize(
    "name",
    [
        b"a b.md",
        b"tab\there.md",
        b"line\nend.md",
        b"\xff\xfe.md",
        "Größe-日本語-é.md".encode(),
        b'"quoted".md',
        b":(top)x.md",
        b"*.md",
        b"-rf.md",
        b"commit x.md",
        b":100644 x.md",
        b"x" * 227 + b".md",
    ],
    ids=lambda name: repr(name[:20]),
)
def test_paths_of_any_bytes(repo, name):
    path = os.fsencode(repo.root / "items") + b"/" + name
    (repo.root / "items").mkdir()
    Path(os.fsdecode(path)).write_text(item())
    head = repo.commit()
    expected = "items/" + name.decode("utf-8", "surrogateescape")
    here = opened(repo.root)
    assert [change.path for change in main_line(here, head, ["items"])[0].changes] == [expected]
    assert uncommitted(here, ["items"]) == []
    Path(os.fsdecode(path)).write_text("x")
    assert uncommitted(here, ["items"]) == [expected]


def test_folders_are_no_patterns(repo):
    repo.write("i*/a.md", item())
    repo.write("items/b.md", item())
    head = repo.commit()
    line = main_line(opened(repo.root), head, ["i*"])
    assert [change.path for change in line[0].changes] == ["i*/a.md"]


def test_links_and_submodules_are_no_files(repo, tmp_path):
    """A file that becomes a link is gone; a link that becomes a file is new."""
    other = Repo(tmp_path / "other")
    other.write("x", "x")
    commit = other.commit()
    repo.write("items/a.md", item())
    (repo.root / "items/link.md").symlink_to("a.md")
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{commit},items/sub")
    repo.commit()
    (repo.root / "items/link.md").unlink()
    repo.write("items/link.md", item("done"))
    repo.remove("items/a.md")
    (repo.root / "items/a.md").symlink_to("link.md")
    head = repo.commit()
    one, two = main_line(opened(repo.root), head, ["items"])
    assert [change.path for change in one.changes] == ["items/a.md"]
    assert [(change.path, bool(change.before), bool(change.after)) for change in two.changes] == [
        ("items/a.md", True, False),
        ("items/link.md", False, True),
    ]


def test_a_file_that_becomes_executable_is_the_same(repo):
    repo.write("items/a.md", item())
    repo.commit()
    (repo.root / "items/a.md").chmod(0o755)
    head = repo.commit()
    assert main_line(opened(repo.root), head, ["items"])[1].changes == ()


# When


def test_clocks_of_all_the_world(repo):
    offsets = ["+0000", "-0800", "-0330", "+0100", "+0530", "+0545", "+1245", "+1400"]
    for number, offset in enumerate(offsets):
        repo.commit(at=f"{1770000000 + number} {offset}")
    told = list(moments(main_line(opened(repo.root), repo.head())))
    assert [at.strftime("%z") for at in told] == offsets
    assert [int(at.timestamp()) for at in told] == [1770000000 + number for number in range(8)]


def test_a_clock_that_runs_backwards_is_held(repo):
    """The whole moment of the commit before is taken, its offset as well; the author's date never."""
    repo.commit(at="2026-02-03T09:00:00+01:00")
    repo.commit(at="2026-02-02T09:00:00-05:00", author_at="2026-02-09T00:00:00Z")
    repo.commit(at="2026-02-03T08:00:00+00:00")
    repo.commit(at="2026-02-03T03:00:01-05:00")
    told = [at.isoformat() for at in moments(main_line(opened(repo.root), repo.head()))]
    assert told == [
        "2026-02-03T09:00:00+01:00",
        "2026-02-03T09:00:00+01:00",
        "2026-02-03T08:00:00+00:00",
        "2026-02-03T03:00:01-05:00",
    ]


@pytest.mark.parametrize(
    ("stamp", "told"),
    [
        ("1770000000 +051800", "2026-02-02T02:40:00+00:00"),
        ("1770000000 -0000", "2026-02-02T02:40:00+00:00"),
        ("1770000000 +0175", "2026-02-02T04:55:00+02:15"),
        ("1770000000 -9999", "2026-02-02T02:40:00+00:00"),
        ("1770000000 +99999999999", "2026-02-02T02:40:00+00:00"),
        ("99999999999999 +0000", "1970-01-01T00:00:00+00:00"),
        ("18446744073709551615 +0000", "1970-01-01T00:00:00+00:00"),
        ("253402300799 +0000", "1970-01-01T00:00:00+00:00"),
        ("4000000000 +0000", "2096-10-02T07:06:40+00:00"),
        ("-5 +0000", "1970-01-01T00:00:00+00:00"),
        ("soon", "1970-01-01T00:00:00+00:00"),
    ],
)
def test_stamps_that_no_clock_shows(repo, stamp, told):
    tree = repo.git("mktree")
    raw = f"tree {tree}\nauthor A <a@b.example> {stamp}\ncommitter A <a@b.example> {stamp}\n\nx\n"
    commit = repo.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", stdin=raw.encode())
    repo.git("update-ref", "refs/heads/main", commit)
    line = main_line(opened(repo.root), commit)
    assert [at.isoformat() for at in moments(line)] == [told]


# Bytes of the past


def test_many_blobs_in_order_and_none_too_long(repo):
    texts = [b"", b"x" * 5, b"x" * 100, *(b"%d\n" % number for number in range(700))]
    for number, text in enumerate(texts):
        repo.write(f"items/{number:04}.md", text)
    repo.commit()
    blobs = [blob_id(text, "0" * 40) for text in texts]
    told = list(blob_contents(opened(repo.root), blobs, 50))
    assert told == [(blob, text[:51]) for blob, text in zip(blobs, texts, strict=True)]
    assert list(blob_contents(opened(repo.root), [], 50)) == []


def test_a_blob_that_is_not_there_stops(repo):
    repo.commit()
    with pytest.raises(Stop, match="missing") as stopped:
        list(blob_contents(opened(repo.root), ["1" * 40], 50))
    assert stopped.value.code == Exit.ENVIRONMENT


def test_ids_are_those_that_git_gives(repo, tmp_path):
    repo.write("a", b"some bytes\r\n")
    repo.commit()
    assert blob_id(b"some bytes\r\n", repo.head()) == repo.git("rev-parse", "HEAD:a")
    long = Repo(tmp_path / "long", "--object-format=sha256")
    long.write("a", b"some bytes\r\n")
    long.commit()
    assert blob_id(b"some bytes\r\n", long.head()) == long.git("rev-parse", "HEAD:a")
    assert len(long.head()) == 64


def test_a_clone_without_blobs_fetches_them_at_once(repo, tmp_path):
    for number in range(30):
        repo.write(f"items/{number}.md", item() + str(number))
    repo.commit()
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("config", "uploadpack.allowAnySHA1InWant", "true")
    run_git(tmp_path, "clone", "-q", "--filter=blob:none", "--no-checkout", f"file://{repo.root}", "clone")
    clone = tmp_path / "clone"
    here = opened(clone)
    line = main_line(here, here.head, ["items"])
    blobs = [change.after for change in line[0].changes]
    local = ask(here.git, "cat-file", "--batch-all-objects", "--batch-check=%(objectname)").output.decode()
    assert not set(local.split()) & set(blobs)
    packs = len(list((clone / ".git/objects/pack").glob("*.pack")))
    contents = dict(blob_contents(here, blobs, 10_000))
    assert all(blob_id(raw, here.head) == blob for blob, raw in contents.items())
    assert len(contents) == 30
    assert len(list((clone / ".git/objects/pack").glob("*.pack"))) == packs + 1, "one fetch for all"


def test_a_server_that_is_gone_stops_with_gits_own_words(repo, tmp_path):
    repo.write("items/a.md", item())
    repo.commit()
    repo.git("config", "uploadpack.allowFilter", "true")
    run_git(tmp_path, "clone", "-q", "--filter=blob:none", "--no-checkout", f"file://{repo.root}", "clone")
    here = opened(tmp_path / "clone")
    shutil.rmtree(repo.root)
    blobs = [change.after for change in main_line(here, here.head, ["items"])[0].changes]
    with pytest.raises(Stop) as stopped:
        list(blob_contents(here, blobs, 10_000))
    assert stopped.value.code == Exit.ENVIRONMENT


# What is not committed


def test_everything_that_differs(repo):
    for name in ("same", "changed", "gone", "moved", "staged"):
        repo.write(f"items/{name}.md", item(title=name))
    repo.write("backlog.toml", "")
    repo.write(".gitignore", "*.tmp\nitems/draft-*\n")
    repo.commit()
    repo.write("items/changed.md", item("done"))
    repo.remove("items/gone.md")
    repo.move("items/moved.md", "items/deep/er.md")
    repo.write("items/staged.md", item("done"))
    repo.git("add", "items/staged.md")
    repo.write("items/new.md", item())
    repo.write("items/draft-x.md", item())
    repo.write("elsewhere/new.md", item())
    repo.write("backlog.toml", "x")
    assert uncommitted(opened(repo.root), ["items", "backlog.toml"]) == [
        "backlog.toml",
        "items/changed.md",
        "items/deep/er.md",
        "items/gone.md",
        "items/moved.md",
        "items/new.md",
        "items/staged.md",
    ]


# How it is run


def test_whoever_fails_says_why(repo):
    repo.commit()
    git = find_git(repo.root, environment())
    with pytest.raises(Stop, match="bad revision") as stopped:
        tell(git, "log", "nowhere", "--")
    assert stopped.value.code == Exit.ENVIRONMENT
    with (
        pytest.raises(Stop, match="batch"),
        conversation(git, "cat-file", "--batch", "-Z") as (_, answers),
    ):
        assert answers.read() == b""


def test_a_program_that_cannot_be_run_stops(repo, tmp_path):
    repo.commit()
    broken = tmp_path / "bin" / "git"
    broken.parent.mkdir()
    broken.write_bytes(b"\x7fELF nonsense")
    broken.chmod(0o755)
    with pytest.raises(Stop, match="Exec format error"):
        open_repository(repo.root, {"PATH": str(broken.parent)})


WAITING = """
import os, signal, sys
from pathlib import Path
from backlog.cli import _terminated
from backlog.git.program import Program, ask, conversation
git = Program(path=sys.argv[1], folder=Path("."), environment=dict(os.environ))
with _terminated():
    if sys.argv[2] == "ask":
        ask(git, "log")
    else:
        with conversation(git, "log") as (_, answers):
            answers.read()
"""


@pytest.mark.parametrize("way", ["ask", "conversation"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, -signal.SIGINT)])
def test_no_git_is_left_behind(tmp_path, way, number, code):
    """T45: whoever ends us ends git as well."""
    script, mark = tmp_path / "git", tmp_path / "mark"
    script.write_text(f"#!/bin/sh\necho $$ > {mark}\nexec sleep 60\n")
    script.chmod(0o755)
    ours = subprocess.Popen(
        [sys.executable, "-c", WAITING, str(script), way],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 20
    while not (mark.exists() and mark.read_text().strip()) and time.monotonic() < deadline:
        time.sleep(0.02)
    started = int(mark.read_text())
    time.sleep(0.3)  # until Python knows whom it started
    ours.send_signal(number)
    assert ours.wait(20) == code
    with pytest.raises(ProcessLookupError):
        os.kill(started, 0)
