"""A folder in, a backlog out: what is found, what is refused, and that nothing is lost (T33, T60, T62, T75)."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backlog import faults, fs
from backlog.config.sections import Content
from backlog.content.addresses import by_path, leads_to
from backlog.content.patterns import is_hidden, patterns_of
from backlog.errors import Stop
from backlog.reader import find, kind_of, read_backlog
from tests.content.reading import config

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from backlog.model import Backlog

ITEM = b"---\ntitle: Some title\nstatus: idea\n---\n"


@pytest.fixture(autouse=True)
def alarm() -> Iterator[None]:
    """Nothing here may wait for anybody."""
    signal.alarm(60)
    yield
    signal.alarm(0)
    fs.arm("")


def put(root: Path, path: str, raw: bytes = ITEM) -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(raw)
    return file


def read(root: Path, text: str = "", *, workers: int = 1, html: bool = False) -> Backlog:
    backlog = read_backlog(root, config(text), workers=workers, html=html)
    things = (*backlog.items, *backlog.goals, *backlog.initiatives, *backlog.meetings)
    assert backlog.found == backlog.read + len(backlog.refused) == len(things) + len(backlog.refused)
    return backlog


def refusals(backlog: Backlog) -> dict[str, str]:
    """Slug by path of what is refused; each refused file has its fault."""
    found = {fault.location.path: fault.slug for fault in backlog.faults if fault.refuses}
    assert set(found) == {one.path for one in backlog.refused}
    return found


def test_the_folder_decides_the_kind(tmp_path: Path):
    put(tmp_path, "items/a.md")
    put(tmp_path, "items/2026/b.MD")
    put(tmp_path, "items/goals/g.md")
    put(tmp_path, "items/goals/deep/h.md")
    put(tmp_path, "items/initiatives/i.md")
    put(tmp_path, "items/meetings/m.md", b"---\ndate: 2026-02-09\ntype: review\n---\n")
    put(tmp_path, "items/readme.txt")
    backlog = read(tmp_path)
    assert [one.path for one in backlog.items] == ["items/a.md", "items/2026/b.MD"]
    assert [one.id for one in backlog.goals] == ["g", "h"]
    assert ([one.id for one in backlog.initiatives], len(backlog.meetings), backlog.found) == (["i"], 1, 6)


@pytest.mark.parametrize(
    "path",
    ["items/.a.md", "items/._a.md", "items/.#a.md", "items/a.md~", "items/README.md", "items/Readme.MD", "items/.git/a.md", "items/.cache/deep/a.md", "a.md",
     "items/a.md.txt", "items/4913", "itemsx/a.md"],
)  # fmt: skip
def test_what_is_no_content(tmp_path: Path, path: str):
    put(tmp_path, path)
    assert read(tmp_path).found == 0


def test_an_empty_repository_is_a_backlog(tmp_path: Path):
    assert read(tmp_path).found == 0


def test_symbolic_links_are_found_and_never_followed(tmp_path: Path):
    outside = tmp_path / "outside"
    put(outside, "secret.md")
    root = tmp_path / "root"
    put(root, "items/a.md")
    (root / "items/link.md").symlink_to("a.md")
    (root / "items/away.md").symlink_to(outside / "secret.md")
    (root / "items/dangling.md").symlink_to("nowhere.md")
    (root / "items/circle.md").symlink_to("circle.md")
    (root / "items/folder").symlink_to(outside)
    (root / "items/meetings").symlink_to(outside)
    (root / "items/picture.png").symlink_to(outside / "secret.md")
    (root / "items/gone").symlink_to("nowhere")
    backlog = read(root)
    links = ("away.md", "circle.md", "dangling.md", "folder", "link.md", "meetings")
    assert refusals(backlog) == {f"items/{name}": "file-not-plain" for name in links}
    assert {str(fault.values["what"]) for fault in backlog.faults} == {"symlink"}
    assert [one.id for one in backlog.items] == ["a"]


def test_a_content_folder_that_is_a_link_is_told(tmp_path: Path):
    put(tmp_path, "outside/goals/secret.md")
    root = tmp_path / "root"
    root.mkdir()
    (root / "items").symlink_to(tmp_path / "outside")
    assert refusals(read(root)) == {"items": "file-not-plain"}
    own = '[content]\nitems = ["docs/tasks/*.md"]\ngoals = []\ninitiatives = []\nmeetings = []\n'
    (root / "docs").symlink_to(tmp_path / "outside")
    assert refusals(read(root, own)) == {"docs": "file-not-plain"}


def test_pipes_sockets_and_folders_are_found_and_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    put(tmp_path, "items/a.md")
    os.mkfifo(tmp_path / "items/pipe.md")
    (tmp_path / "items/folder.md").mkdir()
    put(tmp_path, "items/folder.md/inside.md")
    monkeypatch.chdir(tmp_path / "items")  # the address of a socket has to be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.md")
        backlog = read(tmp_path)
    assert refusals(backlog) == {
        f"items/{name}.md": "file-not-plain" for name in ("folder", "pipe", "socket")
    }
    assert [one.id for one in backlog.items] == ["a", "inside"]


def test_names_that_are_no_text_are_told_with_their_bytes(tmp_path: Path):
    put(tmp_path, "items/größe.md")
    for name in (b"bad\xff.md", b"esc\x1b[2J.md", b"line\nend.md", "bidi\u202e.md".encode()):
        (tmp_path / "items" / os.fsdecode(name)).write_bytes(ITEM)
    backlog = read(tmp_path)
    found = refusals(backlog)
    assert found == {
        "items/größe.md": "id-missing",
        "items/bad\\xff.md": "path-not-text",
        "items/esc\\x1b[2J.md": "path-not-text",
        "items/line\\nend.md": "path-not-text",
        "items/bidi\\u202e.md": "path-not-text",
    }
    assert all(path.isprintable() for path in found)


def test_a_file_that_cannot_be_read_is_refused_and_the_others_are_not(tmp_path: Path):
    for name in "abc":
        put(tmp_path, f"items/{name}.md")
    fs.arm("")
    read(tmp_path)
    total = faults.calls()
    slugs = set()
    for number in range(1, total + 1):
        fs.arm(f"EACCES:{number}")
        try:
            backlog = read(tmp_path)
        except Stop as stop:
            assert "Permission denied" in str(stop)
            continue
        found = refusals(backlog)
        slugs |= set(found.values())
        assert len(found) <= 1
        assert backlog.found == 3 or "items" in found
        assert all(fault.values["reason"] == "Permission denied" for fault in backlog.faults)
    assert slugs == {"file-unreadable"}


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    put(tmp_path, "items/a.md")
    put(tmp_path, "items/closed/b.md")
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    backlog = read(tmp_path)
    assert refusals(backlog) == {"items/closed": "file-unreadable"}
    assert [one.id for one in backlog.items] == ["a"]


@pytest.mark.parametrize("workers", [1, 2])
def test_one_bad_item_among_many_is_the_only_fault(tmp_path: Path, workers: int):
    """T75."""
    for number in range(1_000):
        put(tmp_path, f"items/item-{number}.md")
    begin = time.perf_counter()
    read(tmp_path)
    usual = time.perf_counter() - begin
    put(tmp_path, "items/item-500.md", b"---\ntitle: Some title\nstatus: nowhere\n---\n")
    begin = time.perf_counter()
    backlog = read(tmp_path, workers=workers)
    assert refusals(backlog) == {"items/item-500.md": "status-unknown"}
    assert (len(backlog.items), len(backlog.faults)) == (999, 1)
    assert time.perf_counter() - begin < 3 * usual + 0.5


@pytest.mark.parametrize("html", [True, False])
def test_one_process_and_two_read_the_same(tmp_path: Path, *, html: bool):
    for number in range(300):
        put(
            tmp_path,
            f"items/item-{number}.md",
            ITEM + f"\n- [ ] Task\n\nSee [x](item-{number + 1}.md).\n".encode(),
        )
    assert read(tmp_path, workers=1, html=html) == read(tmp_path, workers=2, html=html)


def test_files_that_bodies_link_to(tmp_path: Path):
    root = tmp_path / "root"
    put(tmp_path, "outside.png", b"x")
    put(root, "items/pictures/a b.png", b"1234")
    put(root, "items/b.md")
    (root / "items/link.png").symlink_to("pictures/a b.png")
    (root / "items/away").symlink_to(tmp_path)
    long = "x" * 300 + ".png"
    links = (
        "pictures/a%20b.png",
        "pictures",
        "gone.png",
        "link.png",
        "away/outside.png",
        "b.md",
        "../../outside.png",
        "/etc/passwd",
        long,
        "a%00b.png",
        "#x",
        "?x",
    )
    put(root, "items/a.md", ITEM + "\n".join(f"![x]({link})" for link in links).encode())
    (root / "items/circle.png").symlink_to("circle.png")
    backlog = read(root)
    (away,) = (one.path for one in backlog.refused if one.path == "items/away")
    assert away
    assert backlog.assets == {
        "items/pictures/a b.png": 4, "items/pictures": None, "items/gone.png": None, "items/link.png": None,
        "items/away/outside.png": None, f"items/{long}": None,
    }  # fmt: skip


def test_a_disk_that_fails_is_no_dead_link(tmp_path: Path):
    put(tmp_path, "items/a.md", ITEM + b"![x](b.png)\n")
    put(tmp_path, "items/b.png")
    fs.arm("")
    assert read(tmp_path).assets == {"items/b.png": len(ITEM)}
    total = faults.calls()
    told = set()
    for number in range(1, total + 1):
        fs.arm(f"EIO:{number}")
        try:
            assert read(tmp_path).refused
        except Stop as stop:
            told.add(stop.message)
    assert told == {"{path} cannot be looked at: {reason}."}


@pytest.mark.parametrize(
    ("path", "target", "leads"),
    [
        ("items/a.md", "b.md", "items/b.md"), ("items/a.md", "./b.md", "items/b.md"), ("items/a.md", "../b.md#x", "b.md"), ("items/a.md", "b.md?x=1", "items/b.md"),
        ("items/a.md", "#x", "items/a.md"), ("items/a.md", "", "items/a.md"), ("items/a.md", "../../etc/passwd", None), ("items/a.md", "/abs", None),
        ("items/a.md", "b\\c", None), ("items/a.md", "b\0", None), ("items/a.md", "..", None), ("items/a.md", "../..", None), ("a.md", "..", None),
        ("items/a.md", "..b.md", "items/..b.md"), ("a.md", "..b.md", "..b.md"), ("items/a.md", "sub//b.md", "items/sub/b.md"), ("items/a.md", ".", "items"), ("items/a.md", "b%231%25%3f.md#y", "items/b#1%?.md"), ("items/a.md", "%2e%2e/%2e%2e/x", None),
    ],
)  # fmt: skip
def test_links_lead_within_the_repository_or_nowhere(path: str, target: str, leads: str | None):
    """T33."""
    assert leads_to(path, target) == leads


@given(st.text(max_size=30))
@settings(max_examples=500, deadline=None, derandomize=True)
def test_no_link_leads_out(target: str):
    found = leads_to("items/sub/a.md", target)
    assert found is None or not (found.startswith(("/", "../")) or found in {"", ".", ".."})


def test_everything_is_known_by_its_path(tmp_path: Path):
    put(tmp_path, "items/a.md")
    put(tmp_path, "items/goals/g.md")
    assert {path: one.path for path, one in by_path(read(tmp_path)).items()} == {
        path: path for path in ("items/a.md", "items/goals/g.md")
    }


@pytest.mark.parametrize(
    ("content", "path", "kind"),
    [
        (Content(), "items/a.md", "item"), (Content(), "items/x/a.md", "item"), (Content(), "items/goals/a.md", "goal"), (Content(), "items/meetings/x/a.md", "meeting"),
        (Content(), "items/goals.md", "item"), (Content(), "a.md", None), (Content(), "items/a.txt", None),
        (Content(items=("**/*.md",), goals=("goals/*.md",)), "goals/a.md", "goal"), (Content(items=("**/*.md",)), "a.md", "item"),
        (Content(items=("*.md",)), "sub/a.md", None), (Content(items=("items/*.md",), goals=("items/goal-*.md",)), "items/goal-1.md", "goal"),
        (Content(items=("items/*.md",), goals=("items/*/goal.md",)), "items/x/goal.md", "goal"), (Content(items=("items/?.md",)), "items/a.md", "item"),
        (Content(items=("items/?.md",)), "items/ab.md", None), (Content(items=("items/[x].md",)), "items/[x].md", "item"), (Content(items=("items/[x].md",)), "items/x.md", None),
        (Content(items=(".backlog/tasks/*.md",)), ".backlog/tasks/a.md", "item"), (Content(items=(".backlog/**/*.md",)), ".backlog/.x/a.md", None),
        (Content(items=("docs/**",)), "docs/a/b.txt", "item"), (Content(items=("items/a.md",), goals=("items/**/*.md",)), "items/a.md", "item"),
        (Content(items=("items/(a+)+$.md",)), "items/(a+)+$.md", "item"), (Content(items=("",)), "items/a.md", None),
    ],
)  # fmt: skip
def test_the_more_specific_pattern_decides(content: Content, path: str, kind: str | None):
    assert kind_of(path, content) == kind


def test_patterns_may_overlap_and_name_hidden_folders(tmp_path: Path):
    for path in (".backlog/tasks/a.md", ".backlog/drafts/b.md", "docs/c.md", "docs/deep/d.md"):
        put(tmp_path, path)
    content = Content(
        items=(".backlog/*/*.md", "docs/**/*.md", "docs/deep/*.md"),
        goals=("docs/goals/*.md",),
        initiatives=(),
        meetings=(),
    )
    assert [one.path for one in find(tmp_path, content)] == [
        ".backlog/drafts/b.md",
        ".backlog/tasks/a.md",
        "docs/c.md",
        "docs/deep/d.md",
    ]
    assert [
        one.path for one in find(tmp_path, Content(items=("**/*.md",), goals=(), initiatives=(), meetings=()))
    ] == ["docs/c.md", "docs/deep/d.md"]


def test_patterns_are_in_an_order_that_does_not_depend_on_the_file():
    one = patterns_of(Content(items=("a/*.md", "b/*.md")))
    other = patterns_of(Content(items=("b/*.md", "a/*.md")))
    assert one == other
    assert not is_hidden("items/a.b/c.md")


NAMES = st.sampled_from(
    ["a.md", "B.MD", "ä.md", "._c.md", "README.md", "d.md~", "e.txt", "con.md", "f g.md", "g.md", ".h.md"]
)
PARTS = st.sampled_from(["", "goals/", "meetings/", "x.md/", "sub/deep/", ".hidden/", "initiatives/"])
SORTS = st.sampled_from(["item", "item", "bytes", "empty", "link", "dangling", "pipe", "folder", "big"])


@settings(max_examples=200, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.tuples(PARTS, NAMES), SORTS, max_size=8))
def test_found_is_read_plus_refused_whatever_lies_there(tmp_path: Path, files: dict[tuple[str, str], str]):
    root = tmp_path / "root"
    shutil.rmtree(root, ignore_errors=True)
    (root / "items").mkdir(parents=True)
    expected = set()
    for (part, name), sort in files.items():
        path = root / "items" / part / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if sort == "pipe":
            os.mkfifo(path)
        elif sort == "folder":
            path.mkdir()
        elif sort in {"link", "dangling"}:
            path.symlink_to("nowhere" if sort == "dangling" else __file__)
        else:
            path.write_bytes(
                {"item": ITEM, "bytes": b"\xff\xfe\x00", "empty": b"", "big": b"x" * 1_000_001}[sort]
            )
        if re.fullmatch(r"[^.].*\.md", name, re.IGNORECASE) and name != "README.md" and part != ".hidden/":
            expected.add(f"items/{part}{name}")
    if any(part == "x.md/" for part, _ in files):
        expected.add("items/x.md")
    backlog = read(root)
    things = (*backlog.items, *backlog.goals, *backlog.initiatives, *backlog.meetings)
    assert {one.path for one in things} | {one.path for one in backlog.refused} == expected
    refusals(backlog)
