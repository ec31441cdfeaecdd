"""Every way out of the product, and what the streams are told on the way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from backlog import cli
from backlog.errors import Exit
from tests.building import tree
from tests.cli.room import ROOT, finished, started
from tests.conftest import EXAMPLES

FULL = Path("/dev/full")

# The exit code table: what was done in a copy of the example, and what it comes to.
CODES = [
    (Exit.FINE, "english", ("check",)),
    (Exit.FINE, "english", ("build",)),
    (Exit.FINE, "english", ("--version",)),
    (Exit.FINE, "english", ("--help",)),
    (Exit.FINDINGS, "broken", ("check",)),
    (Exit.FINDINGS, "broken", ("build",)),
    (Exit.FINDINGS, "broken", ("build", "--keep-going")),
    (Exit.WRONG_USE, "english", ("chek",)),
    (Exit.WRONG_USE, "english", ("check", "--formt", "json")),
    (Exit.WRONG_USE, "english", ("check", "--format", "jsn")),
    (Exit.WRONG_USE, "english", ("check", "nowhere.md")),
    (Exit.WRONG_USE, "english", ("check", "--today", "16.2.2026")),
    (Exit.WRONG_USE, "english", ("check", "--today", "2026-02-30")),
    (Exit.WRONG_USE, "english", ("-C", "nowhere", "check")),
    (Exit.WRONG_USE, "english", ("--config", "nowhere.toml", "check")),
    (Exit.WRONG_USE, "english", ("show", "nothing-at-all")),
    (Exit.WRONG_USE, "english", ("explain", "X999")),
    (Exit.WRONG_USE, "english", ("new", "ab")),
    (Exit.REFUSED, "english", ("build", "--output", ".")),
    (Exit.REFUSED, "english", ("build", "--output", "items")),
    (Exit.REFUSED, "english", ("build", "--output", "")),
]


@pytest.mark.parametrize(
    ("code", "example", "arguments"), CODES, ids=lambda value: value if isinstance(value, str) else None
)
def test_exit_codes(backlog, inside, code, example, arguments):
    root = inside(example)
    before = tree(root / "items")
    done = backlog(*arguments)
    assert done.code == code, done.err
    assert tree(root / "items") == before
    if code in {Exit.WRONG_USE, Exit.REFUSED}:
        assert done.out == ""
        assert done.err


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("chek",), "check"),
        (("check", "--formt"), "--format"),
        (("check", "--format", "jsn"), "json"),
        (("schema", "--kind", "gaol"), "goal"),
        (("buld",), "build"),
    ],
)
def test_did_you_mean(backlog, inside, arguments, meant):
    inside("english")
    done = backlog(*arguments)
    assert done.code == Exit.WRONG_USE
    assert f'"{meant}"' in done.err.partition("ean")[2]


def test_errors_of_the_configuration_are_findings(backlog, inside):
    """Printed with their places, nothing else is read, exit 2, whatever was asked for."""
    root = inside("broken")
    (root / "backlog.toml").write_text('language = "de"\ntitel = "x"\n[site]\naudience = "privat"\n', "utf-8")
    for arguments in (("check",), ("build",), ("list",), ("new", "Neues"), ("serve",)):
        done = backlog(*arguments)
        assert done.code == Exit.WRONG_USE
        assert "backlog.toml:2:1:" in done.out
        assert "backlog.toml:4:" in done.out
        assert "items/" not in done.out
    assert "„title“" in done.out


def test_another_version_is_required(backlog, inside):
    root = inside("english")
    text = (root / "backlog.toml").read_text("utf-8")
    (root / "backlog.toml").write_text('requires = ">=99"\n' + text, "utf-8")
    done = backlog("check")
    assert done.code == Exit.WRONG_USE
    assert 'uv tool install --upgrade "backlog-site>=99"' in done.err


def test_stopped_by_the_disk(backlog, inside):
    """3, with the path and the system's reason."""
    root = inside("english")
    (root / "backlog.toml").unlink()
    (root / "backlog.toml").mkdir()
    done = backlog("check")
    assert done.code == Exit.ENVIRONMENT
    assert "backlog.toml" in done.err


@pytest.mark.parametrize("epoch", ["x", "1.5", "9" * 30, ""])
def test_source_date_epoch(backlog, inside, monkeypatch, epoch):
    """T56: what is no number of seconds is told, not guessed."""
    root = inside("english")
    (root / "backlog.toml").write_text('title = "x"\n', "utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    done = backlog("build")
    assert done.code == Exit.WRONG_USE
    assert "SOURCE_DATE_EPOCH" in done.err
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1771196400")  # 2026-02-16 00:00 in Berlin, still the 15th in UTC
    backlog("build", "--keep-going")
    assert json.loads((root / "site/data/backlog.json").read_text("utf-8"))["report_day"] == "2026-02-16"


def test_a_bug_is_a_traceback_and_70(backlog, inside, monkeypatch):
    inside("english")
    monkeypatch.setattr("backlog.cli.session._root", lambda _: 1 / 0)
    done = backlog("check")
    assert done.code == Exit.BUG
    assert "ZeroDivisionError" in done.err


def test_results_and_notes_go_their_ways(inside):
    root = inside("english")
    checked = finished("check", root=root)
    assert checked.err == ""
    listed = finished("list", root=root)
    assert listed.out
    built = finished("build", root=root)
    assert built.err == ""
    broken = finished("build", root=shutil.copytree(EXAMPLES / "broken", root.parent / "copy"))
    assert "--keep-going" in broken.err
    assert "--keep-going" not in broken.out


@pytest.mark.parametrize(
    "arguments",
    [("check",), ("check", "--format", "json"), ("list",), ("rules",), ("--help",), ("check", "--help")],
)
def test_reader_that_goes_away(inside, arguments):
    """T52: the same code as without it, no traceback."""
    root = inside("broken")
    expected = finished(*arguments, root=root).code
    process = started(*arguments, root=root)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == expected


@pytest.mark.skipif(not FULL.exists(), reason="this system has no full device")
@pytest.mark.parametrize(
    "arguments", [("check",), ("list",), ("--version",), ("rules", "--format", "json"), ("new", "Trade fair")]
)
def test_full_disk_behind_the_output(inside, arguments):
    """T52: 3, and a sentence instead of a traceback."""
    root = inside("english")
    with FULL.open("wb") as full:
        done = finished(*arguments, root=root, stdout=full)
    assert done.code == Exit.ENVIRONMENT
    assert "Traceback" not in done.err
    assert len(done.err.splitlines()) == 1


def test_output_closed_before_we_began(inside):
    root = inside("broken")
    for redirect in (">&-", ">&- 2>&-"):
        done = subprocess.run(
            ["/bin/sh", "-c", f'"$0" -m backlog check {redirect}', sys.executable],
            cwd=root, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 1
        assert done.stderr == b""


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-8"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("list", "--all"),
        ("show", "seite-ladenbau"),
        ("list", "--format", "json"),
        ("rules",),
        ("doctor",),
        ("new", "進捗 🎉 übung"),
    ],
)
def test_streams_without_our_letters(inside, encoding, arguments):
    """T53: no letter stops anything; German stays readable, JSON stays exact."""
    root = inside("german")
    expected = finished(*arguments, root=root, environment={"PYTHONIOENCODING": "utf-8"})
    shutil.rmtree(root)
    shutil.copytree(EXAMPLES / "german", root)
    done = finished(
        *arguments, root=root, environment={"PYTHONIOENCODING": encoding, "LANG": "C", "LC_ALL": "C"}
    )
    assert done.code == expected.code
    assert "Traceback" not in done.err
    if arguments[-1] == "json":
        assert json.loads(done.out) == json.loads(expected.out)
    if encoding != "utf-8":
        assert done.out.isascii() or encoding != "ascii"
    if encoding == "ascii" and arguments[0] == "show":
        assert "Eigene Seite fuer Ladenbau" in done.out


def test_colour_is_for_terminals(inside):
    root = inside("broken")
    assert "\x1b[" not in finished("check", root=root).out
    assert "\x1b[" in finished("check", root=root, environment={"FORCE_COLOR": "1"}).out
    assert "\x1b[" not in finished("check", root=root, environment={"FORCE_COLOR": "1", "NO_COLOR": "1"}).out
    assert "\x1b[" not in finished("check", root=root, environment={"FORCE_COLOR": "0"}).out
    assert (
        "\x1b[" not in finished("check", "--format", "json", root=root, environment={"FORCE_COLOR": "1"}).out
    )


def test_nothing_of_a_file_reaches_the_terminal_as_a_command(backlog, inside):
    """T16: an escape sequence in a title is shown, not obeyed."""
    inside("english")
    Path("items/evil.md").write_text("---\ntitle: Evil \x1b]0;owned\x07 title\nstatus: idea\n---\n", "utf-8")
    for arguments in (("check",), ("check", "--format", "concise"), ("list", "--all"), ("show", "evil")):
        done = backlog(*arguments)
        assert "\x1b" not in done.out + done.err
        assert "\x07" not in done.out + done.err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_leave_the_old_site(inside, number, code):
    """T45: 130 or 143, the site as it was, nothing temporary left."""
    root = inside("english")
    assert finished("build", root=root).code == 0
    before = tree(root)
    # A pipe in the place of an item would be waited for; a build held by a lock is one that runs.
    holder = "import fcntl, os, sys, time; f = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT); fcntl.flock(f, 2); print(1, flush=True); time.sleep(60)"
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(root / ".site.lock")], stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.read(1)
        process = started("build", root=root)
        time.sleep(1.5)
        assert process.poll() is None
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
        other.kill()
    assert process.returncode == code
    assert b"Traceback" not in err
    assert out == b""
    (root / ".site.lock").unlink()
    assert tree(root) == before


def test_ctrl_c_at_a_question(backlog, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def interrupt(*_: object, **__: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("click.prompt", interrupt)
    assert backlog("init").code == 130
    assert list(tmp_path.iterdir()) == []


def test_version_starts_without_our_heavy_libraries():
    """Nobody waits for what a command does not need."""
    script = (
        "import sys; from backlog.cli import run; code = run(['--version']);"
        "heavy = {'jinja2', 'babel', 'yaml', 'markdown_it', 'holidays', 'watchfiles'} & set(sys.modules);"
        "assert not heavy, heavy; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("backlog ")


def test_check_starts_without_what_only_a_build_needs():
    script = (
        "import sys; from backlog.cli import run; code = run(['check', '--format', 'json']);"
        "heavy = {'jinja2', 'holidays', 'watchfiles', 'backlog.site.render'} & set(sys.modules);"
        "assert not heavy, heavy; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=EXAMPLES / "english",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_root_is_the_nearest_backlog(backlog, inside, monkeypatch, tmp_path):
    """The nearest parent with a backlog.toml, else the git root, else here."""
    root = inside("english")
    expected = backlog("check", "--format", "json").out
    monkeypatch.chdir(root / "items/goals")
    assert backlog("check", "--format", "json").out == expected
    monkeypatch.chdir(tmp_path)
    assert backlog("-C", str(root), "check", "--format", "json").out == expected
    (tmp_path / ".git").mkdir()
    (tmp_path / "items").mkdir()
    (tmp_path / "items/one.md").write_text("---\ntitle: One thing\nstatus: idea\n---\n", "utf-8")
    (tmp_path / "deep/down").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep/down")
    assert json.loads(backlog("check", "--format", "json").out)["files_found"] == 1


def test_every_command_is_a_module():
    modules = {path.stem.removesuffix("_command") for path in (ROOT / "backlog/cli").glob("*_command.py")}
    assert modules == set(cli.COMMANDS)
