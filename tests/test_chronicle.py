"""The history as a value: the same with a cache and without, whatever became of the repository in between."""

from __future__ import annotations

import dataclasses
import errno
import json
import os
import zlib
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlog import cache, faults, fs, mainline
from backlog.chronicle import Wanted, read_chronicle
from backlog.config.load import load_config
from backlog.errors import Exit, Stop
from backlog.git.blobs import blob_id
from backlog.git.repository import open_repository
from backlog.model import Block
from backlog.model.past import Change, Chronicle, Commit, Facts
from tests.repository import Repo, environment, item, run_git

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 3, 2)
BLOCK = Block(since=date(2026, 2, 1), reason="content", until=date(2026, 2, 9))
CONFIG = load_config("backlog.toml", None)[0]


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "repo")


def read(
    root: Path, folder: Path | None = None, *, config=CONFIG, head=None, today=TODAY, **more
) -> Chronicle:
    wanted = Wanted(root=root, config=config, today=today, head=head, cache=folder)
    return read_chronicle(wanted, open_repository(root, environment(**more)))


@pytest.fixture
def told(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Read with the cache and without, and see that it makes no difference."""
    monkeypatch.setattr(mainline, "_WORTH_KEEPING", 0)

    def compare(**options) -> Chronicle:
        kept = read(repo.root, tmp_path / "cache", **options)
        assert kept == read(repo.root, tmp_path / "cache", **options) == read(repo.root, **options)
        return kept

    return compare


# What it tells


def test_commits_with_what_they_changed(repo, told):
    repo.write(
        "items/a.md", item(impact="3", blocked="{since: 2026-02-01, reason: content, until: 2026-02-09}")
    )
    repo.write("items/goals/g.md", "---\ntitle: A goal\ntarget: 40\ncurrent: 12.5\n---\n")
    repo.write("items/meetings/m.md", "---\n---\n")
    repo.write("items/.hidden.md", item())
    repo.write("items/README.md", item())
    repo.write("notes.md", item())
    first = repo.commit(at="2026-02-02T09:00:00+01:00")
    repo.write("notes.md", "other")
    repo.commit(at="2026-02-03T09:00:00+01:00")
    repo.remove("items/a.md")
    last = repo.commit(at="2026-02-04T09:00:00-05:00")
    paths = ("items/a.md", "items/goals/g.md", "items/meetings/m.md")
    a, g, m = (repo.git("rev-parse", f"{first}:{path}") for path in paths)
    assert told() == Chronicle(
        head=last,
        dirty=False,
        absent="",
        commits=(
            Commit(
                id=first,
                at=datetime.fromisoformat("2026-02-02T09:00:00+01:00"),
                root=True,
                changes=(
                    Change(
                        kind="item",
                        path="items/a.md",
                        before="",
                        after=a,
                        facts=Facts(id="a", status="backlog", impact=3, blocked=(BLOCK,)),
                    ),
                    Change(
                        kind="goal",
                        path="items/goals/g.md",
                        before="",
                        after=g,
                        facts=Facts(id="g", target=Decimal(40), current=Decimal("12.5")),
                    ),
                    Change(
                        kind="meeting",
                        path="items/meetings/m.md",
                        before="",
                        after=m,
                        facts=Facts(id="m"),
                    ),
                ),
            ),
            Commit(
                id=last,
                at=datetime.fromisoformat("2026-02-04T09:00:00-05:00"),
                root=False,
                changes=(Change(kind="item", path="items/a.md", before=a, after="", facts=None),),
            ),
        ),
    )
    assert told().commits[1].at.utcoffset() == timedelta(hours=-5)


def test_one_blob_in_two_files_has_two_ids(repo, told):
    repo.write("items/a.md", item())
    repo.write("items/b.MD", item())
    repo.write("items/goals/a.md", item())
    repo.commit()
    assert [(change.kind, change.facts.id) for change in told().commits[0].changes] == [
        ("item", "a"),
        ("item", "b"),
        ("goal", "a"),
    ]


def test_files_too_long_to_be_read(repo, told):
    repo.write("items/a.md", item() + "x" * 1_000_001)
    repo.commit()
    facts = told().commits[0].changes[0].facts
    assert (facts.status, facts.readable) == ("backlog", False)


def test_the_configuration_of_today_reads_the_past(repo, told):
    repo.write("tasks/a.md", "---\nphase: Doing\n---\n")
    repo.write("items/b.md", item())
    repo.commit()
    config, faults = load_config(
        "backlog.toml",
        b'[content]\nitems = ["tasks/*.md"]\n[fields]\nstatus = "phase"\n',
        fields={"item": ("status",)},
    )
    assert not faults
    assert [change.path for change in told().commits[0].changes] == ["items/b.md"]
    changes = told(config=config).commits[0].changes
    assert [(change.path, change.facts.status) for change in changes] == [("tasks/a.md", "Doing")]
    assert [change.path for change in told().commits[0].changes] == ["items/b.md"]


def test_commits_that_are_to_be_ignored(repo, told):
    repo.write("items/a.md", item())
    commit = repo.commit()
    repo.write(
        ".backlog-ignore-revs",
        f"# bulk renames\n{commit}\n\n  ABCDEF1 # another\nno id\nabc\n{commit[:8]}\r\n",
    )
    repo.commit()
    assert told().ignored == tuple(sorted({commit, "abcdef1", commit[:8]}))


@pytest.mark.parametrize(
    ("more", "absent"),
    [
        ({}, "empty"),
        ({"PATH": "/nowhere"}, "no-program"),
        ({"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}, "refused"),
    ],
)
def test_why_there_is_none(repo, more, absent):
    """T59"""
    assert read(repo.root, **more) == Chronicle(absent=absent)


def test_a_shallow_clone_has_a_head_and_no_history(repo, tmp_path):
    """T59"""
    repo.write("items/a.md", item())
    repo.commit()
    repo.write("items/a.md", item("done"))
    head = repo.commit()
    run_git(tmp_path, "clone", "-q", "--depth=1", f"file://{repo.root}", "clone")
    assert read(tmp_path / "clone", tmp_path / "cache") == Chronicle(head=head, dirty=False, absent="shallow")


def test_the_merge_commit_that_a_pull_request_is_checked_out_at(repo, told):
    """CI checks out refs/pull/N/merge: main first, the branch as one change."""
    repo.write("items/a.md", item())
    repo.commit(at="2026-02-01T09:00:00Z")
    repo.git("checkout", "-q", "-b", "topic")
    repo.write("items/a.md", item("in-progress"))
    repo.commit(at="2026-02-02T09:00:00Z")
    repo.write("items/a.md", item("done"))
    repo.commit(at="2026-02-03T09:00:00Z")
    repo.git("checkout", "-q", "--detach", "main")
    merge = repo.merge("topic", at="2026-02-04T09:00:00Z")
    repo.git("update-ref", "refs/pull/7/merge", merge)
    repo.git("checkout", "-q", "--detach", "refs/pull/7/merge")
    chronicle = told()
    assert chronicle.head == merge
    assert [[change.facts.status for change in commit.changes] for commit in chronicle.commits] == [
        ["backlog"],
        ["done"],
    ]


# What is not committed


def test_what_is_not_committed_makes_a_last_commit(repo, told):
    repo.write("items/a.md", item())
    repo.write("items/b.md", item("idea"))
    first = repo.commit()
    repo.move("items/a.md", "items/renamed.md")
    repo.write("items/b.md", item("done"))
    repo.write("items/new.md", item("planned"))
    chronicle = told()
    blob = repo.git("rev-parse", f"{first}:items/a.md")
    last = chronicle.commits[-1]
    assert chronicle.dirty
    assert (last.id, last.root, last.at.isoformat()) == (None, False, "2026-03-02T12:00:00+01:00")
    assert [(change.path, change.before, change.after) for change in last.changes] == [
        ("items/a.md", blob, ""),
        ("items/b.md", repo.git("rev-parse", f"{first}:items/b.md"), blob_id(item("done").encode(), first)),
        ("items/new.md", "", blob_id(item("planned").encode(), first)),
        ("items/renamed.md", "", blob),
    ]
    repo.git("add", "--all")
    assert told() == chronicle, "staged or not"


def test_what_is_not_committed_is_of_the_report_day_even_if_commits_are_later(repo, told):
    repo.write("items/a.md", item())
    repo.commit(at="2026-03-05T09:00:00+02:00")
    repo.write("items/a.md", item("done"))
    assert told().commits[-1].at.isoformat() == "2026-03-02T12:00:00+01:00"


def test_the_configuration_alone_makes_it_dirty(repo, told):
    repo.write("items/a.md", item())
    repo.write("backlog.toml", "")
    repo.commit()
    repo.write("notes.md", "x")
    repo.write("site/index.html", "x")
    assert not told().dirty
    repo.write("backlog.toml", "# x")
    chronicle = told()
    assert chronicle.dirty
    assert len(chronicle.commits) == 1


def test_line_ends_of_windows_are_no_change_of_the_text(repo, told):
    repo.write("items/a.md", item())
    repo.commit()
    repo.write("items/a.md", item().replace("\n", "\r\n"))
    chronicle = told()
    assert chronicle.dirty
    assert len(chronicle.commits) == 1


def test_a_file_that_becomes_a_link_is_gone(repo, told):
    repo.write("items/a.md", item())
    repo.write("items/b.md", item())
    repo.commit()
    repo.remove("items/a.md")
    (repo.root / "items/a.md").symlink_to("b.md")
    assert [(change.path, change.after) for change in told().commits[-1].changes] == [("items/a.md", "")]


def test_as_of_a_commit_nothing_is_uncommitted(repo, told):
    repo.write("items/a.md", item())
    first = repo.commit(at="2026-02-01T09:00:00Z")
    repo.write("items/a.md", item("done"))
    repo.commit(at="2026-02-02T09:00:00Z")
    repo.write("items/a.md", item("dropped"))
    assert len(told().commits) == 3
    chronicle = told(head=first)
    assert (chronicle.head, chronicle.dirty, len(chronicle.commits)) == (first, False, 1)
    assert len(told().commits) == 3


# With what was kept


def test_only_what_is_new_is_read(repo, tmp_path, told, monkeypatch):
    repo.write("items/a.md", item())
    repo.commit(at="2026-02-01T09:00:00Z")
    told()
    repo.write("items/a.md", item("done"))
    repo.commit(at="2026-02-02T09:00:00Z")
    asked = []
    genuine = mainline.main_line

    def listening(*arguments, **options):
        found = genuine(*arguments, **options)
        asked.append(None if found is None else len(found))
        return found

    monkeypatch.setattr(mainline, "main_line", listening)
    assert len(read(repo.root, tmp_path / "cache").commits) == 2
    assert asked == [1]
    assert len(read(repo.root, tmp_path / "cache").commits) == 2
    assert asked == [1, 0]


def test_a_clock_is_held_across_what_was_kept(repo, told):
    """The last commit kept touches no content, and it is the one that later ones may not lie before."""
    repo.write("items/a.md", item())
    repo.commit(at="2026-02-01T09:00:00Z")
    repo.write("notes", "x")
    repo.commit(at="2026-02-20T09:00:00+03:00")
    told()
    repo.write("items/a.md", item("done"))
    repo.commit(at="2026-02-02T09:00:00Z")
    assert told().commits[-1].at.isoformat() == "2026-02-20T09:00:00+03:00"


@pytest.mark.parametrize(
    "rewritten", ["amend", "rebase", "reset", "reset-dirty", "second-parent", "orphan", "gone"]
)
def test_a_history_that_was_rewritten_is_read_anew(repo, told, rewritten):
    for day in range(1, 5):
        repo.write("items/a.md", item(f"step-{day}"))
        repo.commit(at=f"2026-02-0{day}T09:00:00Z")
    kept = told()
    if rewritten == "amend":
        repo.write("items/a.md", item("amended"))
        repo.git("add", "-A")
        repo.git("commit", "-q", "--amend", "-m", "x")
    elif rewritten == "rebase":
        repo.git("rebase", "-q", "--onto", "HEAD~3", "HEAD~2", "-X", "theirs")
    elif rewritten.startswith("reset"):
        repo.git("reset", "-q", "--hard", "HEAD~2")
        if rewritten == "reset-dirty":
            repo.write("items/a.md", item("dirty"))
    elif rewritten == "second-parent":
        repo.git("checkout", "-q", "-b", "other", "HEAD~2")
        repo.write("items/b.md", item())
        repo.commit(at="2026-02-08T09:00:00Z")
        repo.merge("main", at="2026-02-09T09:00:00Z")
    elif rewritten == "orphan":
        repo.git("checkout", "-q", "--orphan", "other")
        repo.commit(at="2026-02-08T09:00:00Z")
    else:
        repo.git("reset", "-q", "--hard", "HEAD~1")
        repo.write("items/c.md", item())
        repo.commit(at="2026-02-08T09:00:00Z")
        repo.git("reflog", "expire", "--expire=now", "--all")
        repo.git("gc", "-q", "--prune=now")
    assert told() != kept


def test_two_branches_take_turns(repo, told):
    repo.write("items/a.md", item())
    repo.commit(at="2026-02-01T09:00:00Z")
    repo.git("branch", "other")
    for branch in ("main", "other", "main", "other"):
        repo.git("checkout", "-q", branch)
        repo.write(f"items/{branch}.md", item(f"{branch}-{len(repo.head())}"))
        repo.commit(at="2026-02-03T09:00:00Z")
        told()


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda raw: raw[:-9],
        lambda raw: raw[:40] + bytes([raw[40] ^ 1]) + raw[41:],
        lambda _: zlib.compress(b"[]"),
        lambda _: zlib.compress(b'{"key": 1}'),
        lambda _: zlib.compress(b"[" * 200_000),
        lambda _: zlib.compress(b"\xff"),
        *(
            lambda raw, name=name: _without(raw, name)
            for name in ("head", "last", "ids", "moments", "sizes", "paths", "blobs", "facts", "path", "fact")
        ),
    ],
)
def test_a_damaged_cache_is_none(repo, tmp_path, damage):
    repo.write("items/a.md", item())
    repo.commit()
    expected = read(repo.root, tmp_path / "cache")
    (place,) = (tmp_path / "cache").iterdir()
    whole = place.read_bytes()
    place.write_bytes(damage(whole))
    assert read(repo.root, tmp_path / "cache") == expected
    assert place.read_bytes() == whole


def _without(raw: bytes, name: str) -> bytes:
    """The cache with one of its parts cut short or gone."""
    kept = json.loads(zlib.decompress(raw))
    kept[name] = kept[name][:-1] if isinstance(kept[name], (list, str)) else None
    return zlib.compress(json.dumps(kept).encode())


def test_a_cache_of_another_version_is_none(repo, tmp_path, monkeypatch):
    repo.write("items/a.md", item())
    repo.commit()
    read(repo.root, tmp_path / "cache")
    (place,) = (tmp_path / "cache").iterdir()
    before = place.read_bytes()
    monkeypatch.setattr(mainline, "__version__", "99")
    read(repo.root, tmp_path / "cache")
    assert place.read_bytes() != before


def test_a_cache_that_cannot_be_kept_is_no_matter(repo, tmp_path, monkeypatch):
    repo.write("items/a.md", item())
    repo.commit()
    (tmp_path / "cache").write_text("a file in the way")
    expected = read(repo.root)
    assert read(repo.root, tmp_path / "cache") == expected

    def full(*_: object) -> None:
        raise Stop(Exit.ENVIRONMENT, "full")

    monkeypatch.setattr(fs, "replace", full)
    assert read(repo.root, tmp_path / "other" / "cache") == expected


def test_the_cache_is_for_its_owner_alone(repo, tmp_path):
    """Private items are in it."""
    repo.write("items/a.md", item(private="true"))
    repo.commit()
    read(repo.root, tmp_path / "cache")
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "cache").iterdir()] == [0o600]


def test_a_small_addition_is_not_written_each_time(repo, tmp_path):
    repo.write("items/a.md", item())
    repo.commit()
    read(repo.root, tmp_path / "cache")
    (place,) = (tmp_path / "cache").iterdir()
    before = place.read_bytes()
    repo.write("items/a.md", item("done"))
    repo.commit(at="2026-02-08T09:00:00Z")
    assert len(read(repo.root, tmp_path / "cache").commits) == 2
    assert place.read_bytes() == before


IDS = st.text("0123456789abcdef", min_size=40, max_size=40)
MOMENTS = st.builds(
    lambda seconds, minutes: datetime.fromtimestamp(seconds, timezone(timedelta(minutes=minutes))),
    st.integers(0, 4_000_000_000),
    st.integers(-1439, 1439),
)
DAYS = st.none() | st.dates()
NUMBERS = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
BLOCKS = st.builds(Block, since=DAYS, reason=st.none() | st.text(max_size=5), until=DAYS)
FACTS = st.builds(
    Facts,
    id=st.text(max_size=5),
    status=st.text(max_size=5),
    impact=st.none() | st.integers(1, 5),
    blocked=st.lists(BLOCKS, max_size=2).map(tuple),
    goal=st.none() | st.text(max_size=5),
    recheck=DAYS,
    created=DAYS,
    private=st.booleans(),
    current=NUMBERS,
    measured=DAYS,
    readable=st.booleans(),
)
CHANGES = st.builds(
    Change,
    kind=st.sampled_from(["item", "goal", "meeting"]),
    path=st.text(max_size=8),
    before=st.just("") | IDS,
    after=st.just("") | IDS,
    facts=st.none() | FACTS,
)
COMMITS = st.builds(
    Commit,
    id=IDS,
    at=MOMENTS,
    root=st.booleans(),
    changes=st.lists(CHANGES, min_size=1, max_size=3).map(tuple),
)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.builds(cache.Log, head=IDS, last=MOMENTS, commits=st.lists(COMMITS, max_size=4).map(tuple)))
def test_what_is_kept_comes_back(tmp_path_factory, log):
    path = tmp_path_factory.mktemp("kept") / "cache" / "x.history"
    cache.remember(path, "key", log)
    back = cache.recall(path, "key")
    assert back == log
    assert [commit.at.utcoffset() for commit in back.commits] == [
        commit.at.utcoffset() for commit in log.commits
    ]
    assert cache.recall(path, "another key") is None


def test_a_clone_without_blobs_tells_the_same(repo, tmp_path):
    for day in range(1, 6):
        repo.write("items/a.md", item(f"step-{day}"))
        repo.write(f"items/{day}.md", item())
        repo.commit(at=f"2026-02-0{day}T09:00:00Z")
    repo.git("config", "uploadpack.allowFilter", "true")
    run_git(tmp_path, "clone", "-q", "--filter=blob:none", f"file://{repo.root}", "clone")
    assert read(tmp_path / "clone") == read(repo.root)


def test_workers_change_nothing(repo):
    for number in range(300):
        repo.write(f"items/{number}.md", item(title=f"Number {number}"))
    repo.commit()
    opened = open_repository(repo.root, environment())
    one, three = (
        read_chronicle(Wanted(root=repo.root, config=CONFIG, today=TODAY, workers=workers), opened)
        for workers in (1, 3)
    )
    assert one == three
    assert len(one.commits[0].changes) == 300


def test_whatever_call_fails(repo, tmp_path):
    """T46: each call to the system fails once: the history is as it is, or a sentence says why not."""
    repo.write("items/a.md", item())
    repo.write(".backlog-ignore-revs", "abcdef1\n")
    repo.commit()
    repo.write("items/a.md", item("done"))
    expected = read(repo.root)
    outcomes = set()
    for number in range(1, 200):
        faults.arm(f"EIO:{number}")
        try:
            told = read(repo.root, tmp_path / f"cache-{number}")
            outcomes.add("told")
            # A file that cannot be read is the reader's to tell of; here it has not changed.
            assert told in {expected, dataclasses.replace(expected, commits=expected.commits[:1])}
        except Stop as stop:
            outcomes.add("stopped")
            assert stop.code == Exit.ENVIRONMENT
        is_over = faults.calls() < number
        faults.arm("")
        if is_over:
            break
    assert is_over
    assert outcomes == {"told", "stopped"}


def test_a_fault_that_passes_hides_no_move(repo, told, monkeypatch):
    """A file that nobody may read is told of where the files are read; a machine out of handles stops us."""
    repo.write("items/a.md", item())
    repo.commit()
    repo.write("items/a.md", item("done"))

    plain = fs.read

    def failing(number):
        def read(path, limit):
            if path.name == "a.md":
                raise OSError(number, os.strerror(number), str(path))
            return plain(path, limit)

        return read

    monkeypatch.setattr("backlog.fs.read", failing(errno.EACCES))
    assert len(told().commits) == 1
    monkeypatch.setattr("backlog.fs.read", failing(errno.EMFILE))
    with pytest.raises(Stop) as stopped:
        told()
    assert (stopped.value.code, stopped.value.values["path"]) == (Exit.ENVIRONMENT, "items/a.md")


def test_a_reason_that_is_configured_later_is_read_anew(repo, tmp_path):
    """What was kept knew no such reason: it is not to be told from then on that there was none."""
    repo.write("items/a.md", item(blocked="{since: 2026-02-02, reason: legal}"))
    repo.commit()
    kept, later = tmp_path / "cache", dataclasses.replace(CONFIG, reasons=("legal",))
    (before,) = read(repo.root, kept).commits[0].changes
    assert before.facts.blocked[0].reason is None
    assert read(repo.root, kept, config=later) == read(repo.root, config=later)
    (after,) = read(repo.root, kept, config=later).commits[0].changes
    assert after.facts.blocked[0].reason == "legal"
