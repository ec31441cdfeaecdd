"""Whole builds: nothing half written, nothing private, the same bytes everywhere, no network."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from backlog import faults
from backlog.errors import Exit, Stop
from backlog.git.repository import open_repository
from tests.building import ROOT, built, program, tree
from tests.repository import Repo, environment
from tests.repository import item as item_text

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "Kanarienvogel-7f3a"


def test_our_own_backlog_is_built_and_read_whole(example):
    """T42: the site's files are those of its manifest."""
    root = example("own")
    result = built(root)
    assert result.errors == 0
    assert result.backlog.found == result.backlog.read == len(list((root / "items").rglob("*.md")))
    manifest = json.loads((root / "site/manifest.json").read_text())
    assert tree(root / "site").keys() - {"manifest.json"} == manifest["files"].keys()
    assert all(tree(root / "site")[path] == sha for path, sha in manifest["files"].items())
    for item in result.backlog.items:
        assert (root / f"site/items/{item.id}.html").is_file()


def test_a_removed_item_leaves_no_page(example):
    """T42"""
    root = example("english")
    built(root)
    gone = next(
        path for path in sorted((root / "items").glob("*.md")) if "depends_on" not in path.read_text()
    )
    page = root / "site/items" / f"{gone.stem}.html"
    assert page.is_file()
    gone.unlink()
    built(root, keep_going=True)
    assert not page.exists()


def test_errors_write_nothing(example):
    """The old site stays, byte for byte, and the command says so with exit code 1."""
    root = example("english")
    assert program("build", root=root).returncode == 0
    before = tree(root / "site")
    item = min((root / "items").glob("*.md"))
    item.write_text(item.read_text().replace("title:", "titel_x:", 1))
    failed = program("build", root=root)
    assert failed.returncode == 1
    assert "titel_x" in failed.stdout
    assert tree(root / "site") == before
    kept = program("build", "--keep-going", root=root)
    assert kept.returncode == 1
    assert tree(root / "site") != before


ERRNOS = (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.EMFILE, errno.EDQUOT, errno.ENAMETOOLONG)


@pytest.mark.slow
@pytest.mark.parametrize("number", ERRNOS, ids=[errno.errorcode[number] for number in ERRNOS])
def test_each_call_to_the_disk_may_fail(example, number):
    """T46: with any call refused the whole old site stands, or the new one; the path and the reason are told.

    Each call of a build is refused once, the seven reasons taking turns; the writer alone meets all of
    them at every call in its own tests.
    """
    root = _small(example("english"))
    built(root)
    old = tree(root / "site")
    item = root / "items/one.md"
    item.write_text(item.read_text() + "\nMore to say about it here.\n")
    step = 1 + ERRNOS.index(number)
    while True:
        faults.arm(f"{errno.errorcode[number]}:{step}")
        try:
            result = built(root)
        except Stop as stop:
            assert stop.code == Exit.ENVIRONMENT
            assert os.strerror(number) in str(stop)
            assert str(stop.values["path"]) in str(stop)
        else:
            assert result.pages or result.errors
        reached = faults.calls() >= step
        faults.arm("")
        found = tree(root / "site")
        if found != old:  # exchanged before the call that failed: then it is whole
            manifest = json.loads((root / "site/manifest.json").read_text())["files"]
            assert {path: sha for path, sha in found.items() if path != "manifest.json"} == manifest
            old = found
            item.write_text(item.read_text() + f"\nAnd more, {step}.\n")
        if not reached:
            break
        step += len(ERRNOS)
    assert step > 100
    assert built(root).pages


@pytest.mark.slow
def test_calls_of_a_site_in_two_languages_and_in_one_file_may_fail(example):
    """T46: pages are read back for the one file, and the second language comes after the first was written."""
    root = _small(example("english"))
    with (root / "backlog.toml").open("a", encoding="utf-8") as settings:
        settings.write('languages = ["en", "de"]\n')
    assert len(built(root, single_file=True).sendable) == 2
    old = tree(root / "site")
    manifest = json.loads((root / "site/manifest.json").read_text())["files"]
    assert {*manifest, "manifest.json"} == {*old}
    step = 1
    while True:
        number = ERRNOS[step % len(ERRNOS)]
        faults.arm(f"{errno.errorcode[number]}:{step}")
        with contextlib.suppress(Stop):
            built(root, single_file=True)
        reached = faults.calls() >= step
        faults.arm("")
        assert tree(root / "site") == old, step
        if not reached:
            break
        step += 41
    assert step > 1_000
    assert [path.name for path in root.iterdir() if path.name.startswith(".site.")] in ([".site.lock"], [])


def _small(root: Path) -> Path:
    """A repository of two items, so that every call can be tried."""
    shutil.rmtree(root / "items")
    (root / "items").mkdir()
    for name in ("one", "two"):
        (root / f"items/{name}.md").write_text(
            f"---\ntitle: The idea number {name}\nstatus: idea\n---\nText.\n"
        )
    (root / "backlog.toml").write_text("report_day = 2026-02-16\n")
    return root


KILLED = """
import sys; from backlog import faults; from tests.building import built; from pathlib import Path
faults.arm(f"kill:{sys.argv[2]}"); built(Path(sys.argv[1]))
"""


def test_a_killed_build_leaves_a_whole_site(example):
    """T44: killed at its N-th call, a build leaves the old site or the new one, and the next one works."""
    root = _small(example("english"))
    built(root)
    manifest = root / "site/manifest.json"
    for step in (1, 5, 20, 40, 60, 70, 80, 90, 100, 120):
        text = (root / "items/one.md").read_text()
        (root / "items/one.md").write_text(text + f"\nLine {step}.\n")
        subprocess.run(
            [sys.executable, "-c", KILLED, str(root), str(step)], cwd=ROOT, check=False, capture_output=True
        )
        files = json.loads(manifest.read_text())["files"]
        assert {**tree(root / "site"), "manifest.json": ""} == {**files, "manifest.json": ""}
    assert built(root).pages
    assert [path.name for path in root.iterdir() if path.name.startswith(".site.")] in ([".site.lock"], [])


@pytest.mark.slow
def test_the_same_bytes_everywhere(example, tmp_path):
    """T55: hash seed, zone, locale, order of files, folder, umask, time and number of processes change nothing."""
    first = example("own")
    assert (
        program("build", "--workers", "1", root=first, PYTHONHASHSEED="0", TZ="UTC", LANG="C").returncode == 0
    )
    second = tmp_path / "deep" / "er" / "elsewhere"
    second.parent.mkdir(parents=True)
    shutil.copytree(first, second, ignore=lambda _folder, names: [name for name in names if name == "site"])
    for path in sorted(second.rglob("*.md"), reverse=True):
        os.utime(path)
    was = os.umask(0o077)
    try:
        other = program(
            "build",
            "--workers",
            "4",
            root=second,
            PYTHONHASHSEED="99",
            TZ="Pacific/Auckland",
            LANG="de_DE.UTF-8",
            LC_ALL="C.UTF-8",
        )
    finally:
        os.umask(was)
    assert other.returncode == 0
    assert tree(first / "site") == tree(second / "site")
    modes = {path.stat().st_mode & 0o777 for path in (second / "site").rglob("*") if path.is_file()}
    assert modes == {0o644}


def test_the_report_day_is_a_value(example):
    """T56: `--today` wins over `report_day`, which wins over SOURCE_DATE_EPOCH; a wrong one is wrong use."""
    root = example("english")
    text = (root / "backlog.toml").read_text()
    assert _day(program("build", "--today", "2026-03-29", root=root), root) == "2026-03-29"
    assert _day(program("build", root=root, SOURCE_DATE_EPOCH="1700000000"), root) == "2026-02-16"
    (root / "backlog.toml").write_text(re.sub(r"(report_day|timezone) = .*\n", "", text))
    assert (
        _day(program("build", root=root, SOURCE_DATE_EPOCH="1774742399"), root) == "2026-03-29"
    )  # 00:59:59 in Berlin
    assert program("build", root=root, SOURCE_DATE_EPOCH="soon").returncode == 2
    assert program("build", "--today", "tomorrow", root=root).returncode == 2


def _day(done: subprocess.CompletedProcess[str], root: Path) -> str:
    assert done.returncode == 0, done.stdout + done.stderr
    return str(json.loads((root / "site/data/backlog.json").read_text())["report_day"])


def test_private_items_leave_no_trace(example):
    """T69, G7: neither name, title, text nor link of a private item is in any byte of the site."""
    root = example("english")
    (root / "items" / f"{CANARY}.md").write_text(
        f"---\ntitle: {CANARY} secret plan\nstatus: idea\nprivate: true\ntags: [{CANARY}]\nformerly: [old-{CANARY}]\n---\n{CANARY}\n"
    )
    public = next(
        path for path in sorted((root / "items").glob("*.md")) if "status: backlog" in path.read_text()
    )
    text = (
        public.read_text().replace("---\n", f"---\ndepends_on: [{CANARY}]\n", 1)
        if "depends_on" not in public.read_text()
        else public.read_text()
    )
    public.write_text(text + f"\nSee [the plan]({CANARY}.md).\n")
    (root / "items" / f"live-{CANARY}.md").write_text(
        f"---\ntitle: {CANARY} is live\nstatus: done\ndone: 2026-02-13\nprivate: true\n---\n{CANARY}\n"
    )
    (root / "items" / f"broken-{CANARY}.md").write_text(
        f"---\ntitle: {CANARY}\nprivate: true\nstatus: [\n---\n"
    )
    settings = root / "backlog.toml"
    settings.write_text('languages = ["en", "de"]\n' + settings.read_text("utf-8"), "utf-8")
    result = built(root, keep_going=True, single_file=True)
    assert len(result.sendable) == 2
    assert any(CANARY in finding.location.path for finding in result.findings)
    assert (root / "site/feed.xml").is_file()
    assert (root / "site/calendar.ics").is_file()
    for path in sorted((root / "site").rglob("*")):
        assert CANARY.lower() not in str(path).lower()
        if path.is_file():
            assert CANARY.lower().encode() not in path.read_bytes().lower(), path
    found = json.loads((root / "site/data/backlog.json").read_text())["source"]
    assert (
        found["files_found"]
        == found["files_read"] + found["files_refused"]
        == len(list((root / "items").rglob("*.md")))
    )


def test_what_was_public_once_leaves_no_trace(tmp_path):
    """T69: two files with one id that vanished together are nobody's, and what has the id now is private."""
    repo = Repo(tmp_path / "repo")
    repo.write("items/open.md", item_text())
    repo.write(f"items/{CANARY}.md", item_text())
    repo.write("items/twice.md", item_text(id=CANARY))
    repo.write(f"items/old/{CANARY}-b.md", item_text("in-progress", title="Some other work"))
    repo.commit(at="2026-01-05T09:00:00+01:00")
    for path in (f"items/{CANARY}.md", "items/twice.md", f"items/old/{CANARY}-b.md"):
        repo.remove(path)
    repo.commit(at="2026-01-12T09:00:00+01:00")
    repo.write("items/new/again.md", item_text(id=CANARY, private="true"))
    repo.write("items/new/renamed.md", item_text(id=f"{CANARY}-c", private="true", formerly=f"[{CANARY}-b]"))
    repo.commit(at="2026-01-19T09:00:00+01:00")
    here = open_repository(repo.root, environment())
    built(repo.root, today=date(2026, 2, 16), repository=here, keep_going=True)
    for path in sorted((repo.root / "site").rglob("*")):
        if path.is_file():
            assert CANARY.lower().encode() not in path.read_bytes().lower(), path


def test_no_address_is_published(example):
    """T68: e-mail addresses in any field or body are not in the site; T67: nothing is loaded from elsewhere."""
    root = example("english")
    item = next(
        path for path in sorted((root / "items").glob("*.md")) if "requested_by" not in path.read_text()
    )
    text = item.read_text().replace("---\n", "---\nrequested_by: jo.doe@example.org\n", 1)
    item.write_text(
        text
        + "\nWrite to max@example.com or [mail](mailto:eva@example.net), ![x](https://example.org/x.png).\n"
    )
    built(root, keep_going=True)
    for path in sorted((root / "site").rglob("*")):
        if path.is_file():
            content = path.read_text("utf-8")
            assert not re.search(r"[\w.]+@example\.(org|com|net)", content), path
            assert not re.search(r'(?:src|data|poster)="(?:https?:)?//', content)
            assert not re.search(r"url\((?!#)|@import", content)
            assert not re.search(r'<link[^>]+href="https?:', content)
            for link in re.findall(r'<a [^>]*href="https?:[^>]*>', content):
                assert 'rel="noopener noreferrer"' in link


QUIET = """
import sys
def guard(event, arguments):
    if event in {"socket.getaddrinfo", "socket.connect", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"}:
        print("NOT ALLOWED", event, arguments); sys.stdout.flush(); import os; os._exit(9)
sys.addaudithook(guard)
from backlog.cli import run
sys.exit(run(["build", "--workers", "2"]))
"""


def test_no_network_and_no_other_program(example):
    """G8"""
    done = subprocess.run(
        [sys.executable, "-c", QUIET],
        cwd=example("own"),
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "output", [".", "..", "/", "items", ".git", "templates", "backlog.toml", "items/goals/deep"]
)
def test_dangerous_outputs_are_refused(example, output):
    """T38"""
    root = example("english")
    (root / ".git").mkdir()
    (root / "templates").mkdir()
    before = tree(root)
    done = program("build", "--output", output, root=root)
    assert done.returncode == 4, done.stdout + done.stderr
    assert tree(root) == before


def test_one_bad_item_stops_with_its_error_alone(tmp_path):
    """T75 in small: one broken file among many is one error."""
    from tests.bench.corpus import generate

    generate(tmp_path / "many", 200)
    root = tmp_path / "many"
    bad = root / "items/aufgabe-00007.md"
    bad.write_text(re.sub("status: .*", "status: nowhere", bad.read_text("utf-8"), count=1), "utf-8")
    result = built(root)
    assert not result.pages
    errors = [finding for finding in result.findings if finding.severity == "error"]
    assert {finding.location.path for finding in errors} == {"items/aufgabe-00007.md"}


def test_days_that_are_special(example):
    """T56: the last day of February and ISO week 53 are days as any other."""
    root = example("english")
    for day in (date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 1)):
        assert built(root, today=day, keep_going=True).pages
        assert json.loads((root / "site/data/backlog.json").read_text())["report_day"] == day.isoformat()


@pytest.mark.parametrize(
    "day", ["9999-12-31", "0001-01-01", "20260216", "2026-W07-1", "2026-2-6", "16.02.2026", ""]
)
def test_a_report_day_nobody_can_mean_is_wrong_use(example, day):
    """T56: neither a bug nor a guess."""
    root = example("english")
    assert program("check", "--today", day, root=root).returncode == 2


def test_a_broken_configuration_is_told_in_the_format_asked_for(example):
    root = example("english")
    (root / "backlog.toml").write_text('titel = "x"\n')
    told = program("check", "--format", "json", root=root)
    assert told.returncode == 2
    assert [finding["slug"] for finding in json.loads(told.stdout)["findings"]] == ["config-unknown-key"]


def test_extra_files_are_copied_and_nothing_hidden(example):
    root = example("english")
    (root / "public/.git").mkdir(parents=True)
    for name in ("CNAME", ".env", ".git/config", "index.html"):
        (root / "public" / name).write_text("extra")
    settings = root / "backlog.toml"
    settings.write_text('site.extra = "public"\n' + settings.read_text())
    assert built(root).pages
    assert (root / "site/CNAME").read_text() == "extra"
    assert (root / "site/index.html").read_text() != "extra"
    assert not (root / "site/.env").exists()
    assert not (root / "site/.git").exists()


@pytest.mark.parametrize("extra", ["items", ".", "items/goals", "templates", "nowhere"])
def test_sources_are_never_copied(example, extra):
    """G7: what may be private is not published by the way of `[site] extra`."""
    root = example("english")
    (root / "templates").mkdir()
    settings = root / "backlog.toml"
    settings.write_text(f'site.extra = "{extra}"\n' + settings.read_text())
    with pytest.raises(Stop) as stopped:
        built(root)
    assert stopped.value.code == Exit.WRONG_USE
    assert not (root / "site").exists()
