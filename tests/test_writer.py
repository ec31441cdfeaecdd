"""Publishing: whatever happens, the whole old site stands or the whole new one."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import random
import resource
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import backlog
from backlog import faults, fs, lock, manifest, writer
from backlog.errors import Exit, Stop
from tests.writing import sites

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")

BUILD: Final = Path(__file__).parent / "writing/build.py"
FAULTS: Final = ("ENOSPC", "EACCES", "EROFS", "EIO", "EMFILE", "EDQUOT", "ENAMETOOLONG")


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """Make a repository beside which and in which nothing but the site may change."""
    root = sites.repository(tmp_path)
    before = sites.tree(tmp_path)
    yield root
    faults.arm("")
    # A build that is neither refused nor interrupted clears away whatever an earlier one left.
    sites.publish(root, sites.NEW)
    shutil.rmtree(root / "site")
    assert sites.tree(tmp_path) == before


@pytest.fixture(params=["exchange", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways in which a site takes the place of another."""
    if request.param == "two renames":

        def not_offered(_folder: Path, _other: Path) -> None:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

        monkeypatch.setattr(fs, "_exchange", not_offered)
    return str(request.param)


def started(root: Path, work: str) -> tuple[subprocess.Popen[str], str]:
    """Start a work of `build.py` and wait for its first word."""
    process = subprocess.Popen([sys.executable, BUILD, root, work], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def ended(process: subprocess.Popen[str], number: int) -> int:
    process.send_signal(number)
    with process:
        return process.wait(timeout=10)


# What is published


def test_t42_a_site_is_what_its_manifest_lists_and_removed_pages_are_gone(root: Path, way: str) -> None:
    for pages in (sites.OLD, sites.NEW, sites.NEW, {}, sites.OLD):
        sites.publish(root, pages)
        assert sites.stands(root / "site", pages), way
        assert sites.left_over(root / "site") == []
    assert not (root / "site/goals").exists()


def test_t42_the_manifest_says_what_it_was_built_from(root: Path) -> None:
    sites.publish(root, {"b.html": b"b", "a.html": b"a"})
    text = (root / "site/manifest.json").read_text()
    assert json.loads(text) == {
        "schema_version": 1,
        "generator": f"backlog-site {backlog.__version__}",
        "source": {"commit": "0" * 40},
        "files": {
            "a.html": "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
            "b.html": "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d",
        },
    }
    assert text.index("a.html") < text.index("b.html")


def test_t42_verify_names_what_is_missing_changed_or_more(root: Path) -> None:
    site = root / "site"
    sites.publish(root, {**sites.OLD, "gone.html": b"", "link.html": b"", "swapped.html": b""})
    assert manifest.verify(site) == []
    (site / "index.html").write_bytes(b"odl")
    (site / "gone.html").unlink()
    (site / "link.html").unlink()
    (site / "link.html").symlink_to("index.html")
    (site / "swapped.html").unlink()
    (site / "swapped.html").mkdir()
    (site / "new").mkdir()
    (site / "new/page.html").touch()
    assert [(found.path, found.change.value) for found in manifest.verify(site)] == [
        ("gone.html", "missing"),
        ("index.html", "changed"),
        ("link.html", "changed"),
        ("new", "extra"),
        ("new/page.html", "extra"),
        ("swapped.html", "missing"),
    ]
    shutil.rmtree(site)
    with pytest.raises(Stop, match="so there is nothing to compare it with") as stopped:
        manifest.verify(site)
    assert stopped.value.code is Exit.WRONG_USE


def test_t55_a_site_depends_on_neither_order_nor_umask_nor_workers(root: Path) -> None:
    pages = {f"{number % 7}/{number}.html": b"%d" % number for number in range(60)}
    trees = []
    for order, umask, workers in ((1, 0o022, 0), (-1, 0o077, 0), (1, 0o000, 1), (-1, 0o022, 4)):
        before = os.umask(umask)
        try:
            with sites.stage(root) as stage:
                paths = list(pages)[::order]
                if workers:
                    with multiprocessing.get_context("fork").Pool(workers) as pool:
                        digests = pool.starmap(stage.write, [(path, pages[path]) for path in paths])
                else:
                    digests = [stage.write(path, pages[path]) for path in paths]
                stage.commit(dict(zip(paths, digests, strict=True)), {"commit": None})
        finally:
            os.umask(before)
        assert stat.S_IMODE((root / "site").stat().st_mode) == 0o755
        trees.append(sites.tree(root / "site"))
        shutil.rmtree(root / "site")
    assert trees == trees[:1] * 4


def test_a_page_that_did_not_change_stays_the_same_file(root: Path) -> None:
    sites.publish(root, sites.OLD)
    before = {path: (root / "site" / path).stat().st_ino for path in ("items/b.html", "items/a.html")}
    sites.publish(root, sites.NEW)
    after = {path: (root / "site" / path).stat().st_ino for path in before}
    assert before["items/b.html"] == after["items/b.html"]
    assert before["items/a.html"] != after["items/a.html"]


def test_a_page_that_somebody_changed_is_written_again(root: Path) -> None:
    sites.publish(root, sites.OLD)
    (root / "site/index.html").write_bytes(b"odl")
    (root / "site/items/b.html").chmod(0o600)
    sites.publish(root, sites.OLD)
    assert sites.stands(root / "site", sites.OLD)
    assert stat.S_IMODE((root / "site/items/b.html").stat().st_mode) == 0o644


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/etc/passwd",
        "..",
        "../x",
        "a/../../x",
        "a//b",
        "./a",
        "a/",
        "a/.",
        "a\\b",
        "C:/x",
        "C:x",
        "a\x00b",
        "//host/share",
        "a\nb",
        "manifest.json",
    ],
)
def test_t61_a_path_that_leads_elsewhere_is_a_bug_and_writes_nothing(root: Path, path: str) -> None:
    with sites.stage(root) as stage, pytest.raises(ValueError, match="no path of a page"):
        stage.write(path, b"data")
    assert not (root / "site").exists()
    assert sites.left_over(root / "site") == []


@pytest.mark.parametrize("listed", [{}, {"index.html": "", "more.html": ""}])
def test_t42_a_list_that_is_not_what_was_written_is_a_bug(root: Path, listed: dict[str, str]) -> None:
    sites.publish(root, sites.OLD)
    with sites.stage(root) as stage:
        stage.write("index.html", b"new")
        with pytest.raises(ValueError, match="written and listed files differ"):
            stage.commit(listed, {})
    assert sites.stands(root / "site", sites.OLD)
    assert sites.left_over(root / "site") == []


def test_a_page_is_written_once(root: Path) -> None:
    with sites.stage(root) as stage:
        stage.write("index.html", b"one")
        with pytest.raises(Stop, match="File exists"):
            stage.write("index.html", b"two")


# Leaving without a site


@pytest.mark.parametrize(
    "cause", [KeyboardInterrupt(), SystemExit(143), MemoryError(), Stop(Exit.FINDINGS, "found")]
)
def test_t45_leaving_early_leaves_the_old_site_and_nothing_else(root: Path, cause: BaseException) -> None:
    sites.publish(root, sites.OLD)
    with pytest.raises(type(cause)):
        sites.half(root, cause=cause)
    assert sites.stands(root / "site", sites.OLD)
    assert sites.left_over(root / "site") == []


def test_t45_leaving_without_a_commit_before_any_site_leaves_none(root: Path) -> None:
    sites.half(root)
    assert not (root / "site").exists()
    assert sites.left_over(root / "site") == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_t45_interrupted_the_old_site_stands_and_no_stage_is_left(root: Path, number: int, code: int) -> None:
    sites.publish(root, sites.OLD)
    process, _ = started(root, "hold")
    assert len(sites.left_over(root / "site")) == 2
    assert ended(process, number) == code
    assert sites.left_over(root / "site") == []
    assert sites.stands(root / "site", sites.OLD)


# Killed


def test_t44_killed_at_every_call_the_old_or_the_new_site_stands(root: Path, way: str) -> None:
    site = root / "site"
    missing = 0

    def killed_build() -> None:
        faults.arm(f"kill:{number}")
        sites.publish(root, sites.NEW)

    sites.publish(root, sites.OLD)
    for number in range(1, 1000):
        code = sites.in_child(killed_build)
        if site.exists():
            assert sites.stands(site, sites.OLD) or sites.stands(site, sites.NEW), number
        else:
            missing += 1
        sites.half(root)  # a build that comes to nothing, as with a finding
        assert sites.left_over(site) == [], number
        assert sites.stands(site, sites.OLD) or sites.stands(site, sites.NEW), number
        sites.publish(root, sites.OLD)
        assert sites.stands(site, sites.OLD)
        if code == 0:
            break
        assert code == -signal.SIGKILL
    assert number > 100
    # Where folders cannot be exchanged, there is one moment without either, between the two renames.
    assert missing == (way == "two renames")


def test_t44_killed_before_any_site_stood_none_or_the_whole_stands(root: Path) -> None:
    def killed_build() -> None:
        faults.arm(f"kill:{number}")
        sites.publish(root, sites.NEW)

    for number in range(1, 1000):
        code = sites.in_child(killed_build)
        assert not (root / "site").exists() or sites.stands(root / "site", sites.NEW), number
        sites.publish(root, {})
        shutil.rmtree(root / "site")
        if code == 0:
            break
    assert number > 60


def test_t44_twenty_kills_at_random_and_no_failed_read(root: Path) -> None:
    moments = random.Random(44)  # noqa: S311  # the same moments in every run
    site = root / "site"
    sites.publish(root, sites.OLD)
    for _ in range(20):
        process, _ = started(root, "build_again_and_again")
        end = time.monotonic() + moments.uniform(0.001, 0.06)
        while time.monotonic() < end:
            assert (site / "index.html").read_bytes() in {b"old", b"new"}
        assert ended(process, signal.SIGKILL) == -signal.SIGKILL
        assert sites.stands(site, sites.OLD) or sites.stands(site, sites.NEW)
    sites.publish(root, sites.NEW)
    assert sites.stands(site, sites.NEW)
    assert sites.left_over(site) == []


def test_t44_what_looks_like_a_stage_and_is_none_stays(root: Path) -> None:
    (root / "items/kept.md").write_text("kept")
    (root / ".site.tmp-00000000").symlink_to("items")
    (root / ".site.tmp-notours").mkdir()
    (root / ".site.tmp-11111111").write_text("a file")
    sites.publish(root, sites.NEW)
    assert (root / "items/kept.md").read_text() == "kept"
    assert len(sites.left_over(root / "site")) == 3
    for path in (root / ".site.tmp-00000000", root / ".site.tmp-11111111", root / "items/kept.md"):
        path.unlink()
    (root / ".site.tmp-notours").rmdir()


def test_g1_a_former_site_on_its_way_out_keeps_what_no_build_wrote(root: Path) -> None:
    sites.publish(root, sites.OLD)
    for name in ("new", "old", "gone"):
        shutil.copytree(root / "site", root / f".site.{name}-0123abcd")
        (root / f".site.{name}-0123abcd/items/mine.txt").write_text(name)
        sites.publish(root, sites.NEW)
        left = sites.left_over(root / "site")
        assert left == [f".site.{'gone' if name == 'old' else name}-0123abcd"]
        assert sorted(sites.tree(root / left[0])) == ["items", "items/mine.txt"]
        shutil.rmtree(root / left[0])


@pytest.mark.parametrize("way", ["two renames"], indirect=True)
def test_t44_a_former_site_that_is_half_deleted_is_never_put_back(
    root: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites.publish(root, sites.OLD)
    unlink = os.unlink
    with monkeypatch.context() as patched:
        patched.setattr(os, "unlink", lambda path: unlink(path if path.name != "index.html" else path / way))
        sites.publish(root, sites.NEW)  # what could not be cleared away is the next build's
    assert sites.stands(root / "site", sites.NEW)
    assert [name[:11] for name in sites.left_over(root / "site")] == [".site.gone-"]
    shutil.rmtree(root / "site")
    sites.half(root)
    assert not (root / "site").exists()
    assert sites.left_over(root / "site") == []


# Faults


@pytest.mark.parametrize(
    ("way", "fault", "lasting"),
    [
        *(("exchange", fault, "") for fault in FAULTS),
        *(("two renames", fault, "") for fault in FAULTS[:2]),
        *((way, "EROFS", "+") for way in ("exchange", "two renames")),
    ],
    indirect=["way"],
)
def test_t46_whichever_call_fails_the_old_site_stands_and_the_reason_is_told(
    root: Path, way: str, fault: str, lasting: str
) -> None:
    site = root / "site"
    stops = 0
    sites.publish(root, sites.OLD)
    for number in range(1, 1000):
        stop, calls = sites.faulty(root, sites.NEW, f"{fault}:{number}{lasting}")
        if stop is None:
            # Either the call was one that a build can do without, or the new site stood already.
            assert sites.stands(site, sites.NEW), number
            sites.publish(root, sites.OLD)
        else:
            stops += 1
            assert stop.code is Exit.ENVIRONMENT
            assert f"{stop.values['path']} cannot be" in str(stop)
            assert os.strerror(getattr(errno, fault)) in str(stop)
            assert stop.hint
            if lasting and not site.exists():
                assert way == "two renames"  # renaming back failed too: the next start does it
                sites.half(root)
            assert sites.stands(site, sites.OLD), number
        if calls < number:
            break
    assert stops > 60
    sites.publish(root, sites.OLD)
    assert sites.left_over(site) == []


@pytest.mark.parametrize("fault", ["ENOSPC", "EIO"])
def test_t46_before_any_site_stood_none_stands_after_a_fault(root: Path, fault: str) -> None:
    for number in range(1, 1000):
        stop, calls = sites.faulty(root, sites.NEW, f"{fault}:{number}")
        assert (stop is None) == (root / "site").exists()
        if stop is None:
            assert sites.stands(root / "site", sites.NEW)
            shutil.rmtree(root / "site")
        if calls < number:
            break


def test_t46_what_cannot_be_cleared_away_stops_the_next_build_with_its_path(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / ".site.tmp-0123abcd").mkdir()
    (root / ".site.tmp-0123abcd/page.html").touch()
    unlink = os.unlink

    def denied(path: Path) -> None:
        if path.name == "page.html":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        unlink(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "unlink", denied)
        with pytest.raises(Stop, match=r"tmp-0123abcd/page\.html cannot be removed: Permission denied\."):
            sites.publish(root, sites.NEW)


def test_t47_a_page_larger_than_the_machine_allows_leaves_the_old_site(root: Path) -> None:
    sites.publish(root, sites.OLD)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(Stop, match=r"c\.html cannot be written: File too large\.") as stopped:
            sites.publish(root, sites.NEW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert stopped.value.code is Exit.ENVIRONMENT
    assert sites.stands(root / "site", sites.OLD)
    assert sites.left_over(root / "site") == []


def test_t48_a_folder_that_nothing_may_be_written_to(root: Path) -> None:
    """As a user without rights there; whoever runs the tests as root becomes one first."""
    sites.publish(root, sites.OLD)
    with tempfile.TemporaryDirectory() as name:
        public = Path(name)
        shutil.copytree(root, public / "repository")
        (public / "repository").chmod(0o555)
        public.chmod(0o755)

        def build() -> None:
            os.chdir("/")
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            for output in ("site", "new/site"):
                with pytest.raises(Stop, match=r"repository/.* cannot be .*: Permission denied\.") as stopped:
                    sites.publish(public / "repository", sites.NEW, public / "repository" / output)
                assert stopped.value.code is Exit.ENVIRONMENT

        assert sites.in_child(build) == 0
        assert sites.tree(public / "repository") == sites.tree(root)
        (public / "repository").chmod(0o755)


# Two at once


def test_t49_a_second_build_says_which_one_is_running(root: Path) -> None:
    process, _ = started(root, "hold")
    with pytest.raises(Stop) as stopped:
        sites.publish(root, sites.NEW, wait_seconds=0.1)
    assert stopped.value.code is Exit.ENVIRONMENT
    assert f"Another build (pid {process.pid}) is running and holds {root}/.site.lock." in str(stopped.value)
    assert stopped.value.hint
    assert ended(process, signal.SIGKILL) == -signal.SIGKILL
    assert len(sites.left_over(root / "site")) == 2
    sites.publish(root, sites.NEW, wait_seconds=0)  # free at once after a kill
    assert sites.left_over(root / "site") == []


def test_t49_a_second_build_waits_for_the_first(root: Path) -> None:
    with started(root, "hold_briefly")[0]:
        sites.publish(root, sites.NEW, wait_seconds=10)
    assert sites.stands(root / "site", sites.NEW)


def test_t49_a_second_build_in_the_same_process_waits_too(root: Path) -> None:
    with sites.stage(root), pytest.raises(Stop, match=rf"pid {os.getpid()}\b"):
        sites.publish(root, sites.NEW, wait_seconds=0)


def test_t49_a_worker_that_outlives_its_build_holds_up_nobody(root: Path) -> None:
    process, worker = started(root, "hold_with_worker")
    process.send_signal(signal.SIGKILL)
    process.wait()
    try:
        sites.publish(root, sites.NEW, wait_seconds=0)
    finally:
        os.kill(int(worker), signal.SIGKILL)
        with process:
            pass
    assert sites.stands(root / "site", sites.NEW)


def test_t49_a_worker_that_outlives_its_build_makes_no_stage_again(root: Path) -> None:
    stage = sites.half(root)
    with pytest.raises(Stop, match="No such file or directory"):
        stage.write("items/late.html", b"late")
    assert sites.left_over(root / "site") == []


def test_t49_many_builds_of_one_site_come_one_after_the_other(root: Path) -> None:
    processes = [
        subprocess.Popen([sys.executable, BUILD, root, "build_ten_times"], stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for process in processes:
        assert process.communicate(timeout=60)[1] == ""
        assert process.returncode == 0
    who, number = (root / "site/who.html").read_text().split()
    assert (int(who) in {process.pid for process in processes}, number) == (True, "9")
    assert manifest.verify(root / "site") == []
    assert sites.left_over(root / "site") == []


def test_t49_a_lock_file_removed_by_its_last_holder_is_no_lock(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = root / ".site.lock"
    hold = lock._hold
    holds = []

    def waited_for(descriptor: int) -> None:
        hold(descriptor)
        holds.append(descriptor)
        if len(holds) == 1:
            path.unlink()

    monkeypatch.setattr(lock, "_hold", waited_for)
    with lock.held(path, 1):
        assert len(holds) == 2
        assert path.read_text() == f"{os.getpid()}\n"


@pytest.mark.parametrize("content", ["", "not a number", "1234567890123456789012345"])
def test_t49_an_old_lock_file_that_nobody_holds_is_taken_over(root: Path, content: str) -> None:
    (root / ".site.lock").write_text(content)
    sites.publish(root, sites.NEW, wait_seconds=0)
    assert sites.left_over(root / "site") == []


def test_t49_a_link_in_the_place_of_the_lock_is_not_followed(root: Path) -> None:
    (root / ".site.lock").symlink_to("items/one.md")
    with pytest.raises(Stop, match=r"\.site\.lock cannot be locked"):
        sites.publish(root, sites.NEW)
    assert (root / "items/one.md").read_text() == "one"
    (root / ".site.lock").unlink()


def test_the_stage_can_be_handed_to_another_process(root: Path) -> None:
    with sites.stage(root) as stage:
        assert isinstance(stage, writer.Stage)
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            digest = pool.apply(stage.write, ("index.html", b"data"))
        stage.commit({"index.html": digest}, {})
    assert sites.stands(root / "site", {"index.html": b"data"})
