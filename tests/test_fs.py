"""The disk: every door tells what the system refuses, and none of them waits, follows or half writes."""

from __future__ import annotations

import errno
import os
import resource
import signal
import socket
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from backlog import faults, fs
from backlog.errors import Exit, Stop
from tests.writing import sites

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


@pytest.fixture(autouse=True)
def _no_fault_stays() -> Iterator[None]:
    faults.arm("")
    yield
    faults.arm("")


def fill(folder: Path) -> None:
    (folder / "b").mkdir()
    (folder / "b/inside.md").write_text("inside")
    (folder / "b.md").write_text("b")
    (folder / "a.md").write_text("a")


# Faults


@pytest.mark.parametrize("order", ["nonsense", "kill", "kill:", "kill:x", "EWHATEVER:3", ":3x", "3"])
def test_an_order_that_names_no_call_is_wrong_use(order: str) -> None:
    with pytest.raises(Stop) as stopped:
        fs.arm(order)
    assert stopped.value.code is Exit.WRONG_USE
    assert order in str(stopped.value)


def test_t44_kill_ends_the_process_at_that_call(tmp_path: Path) -> None:
    def work() -> None:
        fs.arm("kill:4")
        (tmp_path / "reached").touch()
        fs.write(tmp_path / "file", b"data")

    assert sites.in_child(work) == -9
    assert (tmp_path / "reached").exists()
    assert (tmp_path / "file").read_bytes() == b"data"  # killed at the fourth, the closing


def test_a_lasting_fault_fails_every_later_call(tmp_path: Path) -> None:
    fs.arm("EIO:2+")
    assert fs.kind(tmp_path) is fs.Kind.DIR
    for _ in range(3):
        with pytest.raises(Stop):
            fs.kind(tmp_path)
    assert faults.calls() == 4


DOORS: dict[str, Callable[[Path], object]] = {
    "kind": fs.kind,
    "identity": fs.identity,
    "real": fs.real,
    "load": lambda path: fs.load(path / "a.md", 9),
    "write": lambda path: fs.write(path / "new", b"data"),
    "replace": lambda path: fs.replace(path / "a.md", b"data"),
    "make_folder": lambda path: fs.make_folder(path / "new"),
    "rename": lambda path: fs.rename(path / "a.md", path / "c.md"),
    "exchange": lambda path: fs.exchange(path / "b", path / "b", path / "spare"),
    "remove": lambda path: fs.remove(path / "a.md"),
    "remove_folder": lambda path: fs.remove_folder(path / "b"),
}


def stopped(door: Callable[[Path], object], folder: Path) -> Stop | None:
    try:
        door(folder)
    except Stop as stop:
        return stop
    return None


def open_files() -> int:
    return len(list(Path("/proc/self/fd" if sys.platform == "linux" else "/dev/fd").iterdir()))


@pytest.mark.parametrize("door", DOORS)
def test_t46_each_failing_call_tells_path_and_reason_and_leaks_nothing(door: str, tmp_path: Path) -> None:
    for number in range(1, 20):
        folder = tmp_path / str(number)
        folder.mkdir()
        fill(folder)
        opened = open_files()
        fs.arm(f"EDQUOT:{number}")
        stop = stopped(DOORS[door], folder)
        if stop is None:
            break
        assert stop.code is Exit.ENVIRONMENT
        assert str(folder) in str(stop)
        assert os.strerror(errno.EDQUOT) in str(stop)
        assert stop.hint == "Free some space on that disk and run it again."
        assert open_files() == opened
        assert not [path for path in folder.iterdir() if path.name.startswith(".")]
        assert not (folder / "new").is_file()
        assert (folder / "a.md").read_text() in {"a", "data"}
    assert 1 < number < 19
    assert faults.calls() < number


# What stands where


def test_kinds_are_of_what_stands_there_itself(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "to_folder").symlink_to("b")
    (tmp_path / "to_nothing").symlink_to("nothing")
    os.mkfifo(tmp_path / "pipe")
    kinds = {
        name: fs.kind(tmp_path / name) for name in ("a.md", "b", "to_folder", "to_nothing", "pipe", "gone")
    }
    assert kinds == {
        "a.md": fs.Kind.FILE,
        "b": fs.Kind.DIR,
        "to_folder": fs.Kind.SYMLINK,
        "to_nothing": fs.Kind.SYMLINK,
        "pipe": fs.Kind.OTHER,
        "gone": None,
    }
    assert fs.kind(tmp_path / "a.md" / "below a file") is None
    assert fs.identity(tmp_path / "gone") is None
    assert fs.identity(tmp_path / "to_folder") == fs.identity(tmp_path / "b") != fs.identity(tmp_path)


def test_t62_a_scan_names_everything_once_in_path_order_and_follows_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path)
    (tmp_path / "b/up").symlink_to("..")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "z\udcff.md").write_text("")
    with socket.socket(socket.AF_UNIX) as listener:
        monkeypatch.chdir(tmp_path)  # the path of a socket may not be long
        listener.bind("socket")
    found = [(entry.path, entry.kind.value) for entry in fs.scan(tmp_path)]
    assert found == [
        ("a.md", "file"),
        ("b", "dir"),
        ("b.md", "file"),
        ("b/inside.md", "file"),
        ("b/up", "symlink"),
        ("pipe", "other"),
        ("socket", "other"),
        ("z\udcff.md", "file"),
    ]


def test_a_scan_stays_out_of_folders_that_it_is_told_to(tmp_path: Path) -> None:
    fill(tmp_path)
    assert [entry.path for entry in fs.scan(tmp_path, enter=lambda path: path != "b")] == [
        "a.md",
        "b",
        "b.md",
    ]


def test_t62_a_folder_that_cannot_be_listed_is_an_entry_with_the_reason(tmp_path: Path) -> None:
    fill(tmp_path)
    fs.arm("EACCES:2")
    found = {entry.path: entry.reason for entry in fs.scan(tmp_path)}
    assert found == {"a.md": "", "b": "Permission denied", "b.md": ""}
    fs.arm("")
    assert list(fs.scan(tmp_path / "gone")) == [fs.Entry(".", fs.Kind.DIR, "No such file or directory")]


# Reading


def test_one_byte_more_than_the_limit_tells_a_longer_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x" * 200_000)
    assert len(fs.read(tmp_path / "file", 100_000)) == 100_001
    assert len(fs.read(tmp_path / "file", 199_999)) == 200_000
    assert len(fs.read(tmp_path / "file", 300_000)) == 200_000
    (tmp_path / "empty").touch()
    assert fs.read(tmp_path / "empty", 10) == b""


def test_t50_a_pipe_put_there_after_the_scan_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")

    def read() -> None:
        signal.alarm(5)  # ends a process that waits
        with pytest.raises(OSError, match="Not a plain file"):
            fs.read(tmp_path / "a.md", 10)

    assert sites.in_child(read) == 0


@pytest.mark.parametrize(
    ("path", "number"), [("link.md", errno.ELOOP), ("b", errno.EINVAL), ("gone", errno.ENOENT)]
)
def test_t62_what_is_no_plain_file_is_an_error_of_that_file_alone(
    path: str, number: int, tmp_path: Path
) -> None:
    fill(tmp_path)
    (tmp_path / "link.md").symlink_to("a.md")
    with pytest.raises(OSError) as raised:
        fs.read(tmp_path / path, 10)
    assert raised.value.errno == number


def test_a_file_of_ours_may_be_missing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"data")
    assert fs.load(tmp_path / "file", 10) == b"data"
    assert fs.load(tmp_path / "gone", 10) is None
    with pytest.raises(Stop, match="Not a plain file"):
        fs.load(tmp_path, 10)


# Writing


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_t55_modes_do_not_depend_on_the_umask(umask: int, tmp_path: Path) -> None:
    before = os.umask(umask)
    try:
        fs.make_folder(tmp_path / "folder")
        fs.write(tmp_path / "folder/file", b"data")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "folder").stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "folder/file").stat().st_mode) == 0o644


def test_a_disk_without_modes_is_written_to_all_the_same(tmp_path: Path) -> None:
    fs.arm("EPERM:2")
    fs.write(tmp_path / "file", b"data")
    assert (tmp_path / "file").read_bytes() == b"data"


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    fill(tmp_path)
    with pytest.raises(Stop, match="File exists"):
        fs.write(tmp_path / "a.md", b"other")
    assert (tmp_path / "a.md").read_text() == "a"


def test_what_the_system_takes_in_parts_is_written_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: whole(descriptor, bytes(data[:3])))
    fs.write(tmp_path / "file", b"0123456789")
    assert (tmp_path / "file").read_bytes() == b"0123456789"


def test_t47_a_file_that_grows_beyond_what_is_allowed_leaves_nothing(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(Stop, match=r"file cannot be written: File too large\."):
            fs.write(tmp_path / "file", b"x" * 2000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def test_replacing_keeps_the_mode_and_every_failure_the_content(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"before")
    file.chmod(0o600)
    for number in range(1, 7):  # up to and with the renaming, which comes seventh
        fs.arm(f"ENOSPC:{number}")
        with pytest.raises(Stop):
            fs.replace(file, b"after")
        assert file.read_bytes() == b"before"
        assert list(tmp_path.iterdir()) == [file]
    fs.arm("")
    fs.replace(file, b"after")
    fs.replace(tmp_path / "new", b"new")
    assert file.read_bytes() == b"after"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o644


def test_only_the_same_bytes_with_the_usual_mode_get_a_second_name(tmp_path: Path) -> None:
    fs.write(tmp_path / "file", b"data")
    fs.write(tmp_path / "private", b"data")
    (tmp_path / "private").chmod(0o600)
    (tmp_path / "link").symlink_to("file")
    assert fs.link_same(tmp_path / "file", tmp_path / "second", b"data")
    assert (tmp_path / "second").samefile(tmp_path / "file")
    for name in ("private", "link", "gone"):
        assert not fs.link_same(tmp_path / name, tmp_path / "third", b"data")
    assert not fs.link_same(tmp_path / "file", tmp_path / "third", b"atad")
    assert not fs.link_same(tmp_path / "file", tmp_path / "third", b"data and more")
    assert not (tmp_path / "third").exists()


def test_a_folder_that_is_there_is_fine_and_a_file_in_its_place_is_not(tmp_path: Path) -> None:
    fill(tmp_path)
    fs.make_folder(tmp_path / "b")
    with pytest.raises(Stop, match="File exists"):
        fs.make_folder(tmp_path / "a.md")


# Moving and removing


@pytest.mark.parametrize("number", [0, errno.ENOSYS, errno.EINVAL, errno.EPERM])
def test_two_folders_are_exchanged_with_and_without_the_system(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new/n").touch()
    (tmp_path / "site").mkdir()
    (tmp_path / "site/o").touch()
    if number:
        refuse(monkeypatch, number)
    fs.exchange(tmp_path / "new", tmp_path / "site", tmp_path / "spare")
    assert (tmp_path / "site/n").exists()
    assert (tmp_path / ("spare" if number else "new") / "o").exists()


def refuse(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refused(_folder: Path, _other: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fs, "_exchange", refused)


def test_a_system_without_the_call_answers_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    with pytest.raises(OSError) as raised:
        fs._exchange(tmp_path, tmp_path)
    assert raised.value.errno == errno.ENOSYS


def test_what_the_system_says_against_an_exchange_is_told(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    with pytest.raises(Stop, match=r"site cannot be replaced: No such file or directory\."):
        fs.exchange(tmp_path / "gone", tmp_path / "site", tmp_path / "spare")
    assert list(sites.tree(tmp_path)) == ["site"]


@pytest.mark.parametrize("number", [2, 3])
def test_two_renames_that_fail_leave_both_as_they_were(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("new", "site"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    refuse(monkeypatch, errno.EINVAL)
    fs.arm(f"EIO:{number}")
    with pytest.raises(Stop, match="site cannot be replaced: Input/output error"):
        fs.exchange(tmp_path / "new", tmp_path / "site", tmp_path / "spare")
    assert sorted(sites.tree(tmp_path)) == ["new", "new/new", "site", "site/site"]


def test_removing_takes_the_link_not_its_target_and_no_folder_with_something_in_it(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "link").symlink_to("a.md")
    for name in ("link", "gone"):
        fs.remove(tmp_path / name)
    for name in ("b", "gone"):
        fs.remove_folder(tmp_path / name)
    assert sorted(sites.tree(tmp_path)) == ["a.md", "b", "b.md", "b/inside.md"]
    with pytest.raises(Stop):
        fs.remove(tmp_path / "b")
    with pytest.raises(Stop):
        fs.remove_folder(tmp_path / "a.md")
