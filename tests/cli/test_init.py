"""`init`: a stranger's first minute."""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from backlog.formats.scaffold import Answers, scaffold, working_day
from tests.building import program

LANGUAGES = ("de", "en")
SAMPLES = {"de": "beispiele", "en": "examples"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_makes_is_in_order(backlog, tmp_path, monkeypatch, language):
    """It passes `check` without a word, builds, and still exits 0 after 120 days."""
    monkeypatch.chdir(tmp_path)
    assert backlog("init", "neu", "--yes", "--language", language).code == 0
    monkeypatch.chdir(tmp_path / "neu")
    checked = backlog("check")
    assert checked.code == 0
    assert re.fullmatch(r"[^\n]+ 18 [^\n]+ = 18 [^\n]+ 0 [^\n]+\n", checked.out), checked.out
    built = backlog("build")
    assert built.code == 0
    assert (tmp_path / "neu/site/index.html").exists()
    later = (datetime.now(UTC).date() + timedelta(days=120)).isoformat()
    assert backlog("check", "--today", later).code == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "day", [date(2026, 1, 1), date(2026, 3, 30), date(2028, 2, 29), date(2026, 11, 21), date(2026, 12, 31)]
)
def test_on_any_day_of_the_year(backlog, tmp_path, monkeypatch, language, day):
    """Weekends, ends of quarters and leap days change nothing: no finding on the day, no error later."""
    for path, text in scaffold(Answers(language=language, today=day, title="Probe")).items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    for later in (0, 30, 120):
        checked = backlog(
            "check", "--format", "concise", "--today", (day + timedelta(days=later)).isoformat()
        )
        assert checked.code == 0, checked.out
        assert later or len(checked.out.splitlines()) == 1, checked.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_screen_is_no_alarm(backlog, tmp_path, monkeypatch, language):
    """More than half of the quarter is over: one sample goal is on course, and no signal is up."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime(2026, 11, 20, 9, tzinfo=UTC).timestamp())))
    assert backlog("init", "neu", "--yes", "--language", language).code == 0
    monkeypatch.chdir(tmp_path / "neu")
    assert backlog("build").code == 0
    page = (tmp_path / "neu/site/index.html").read_text("utf-8")
    first = {"de": "Eines von drei Zielen ist auf Kurs.", "en": "One of three goals is on course."}
    assert first[language] in page
    assert backlog("check", "--alerts").code == 0


def test_samples_are_dated_on_working_days():
    for start in range(7):
        today = date(2026, 2, 16) + timedelta(days=start)
        days = [working_day(today, offset) for offset in range(-60, 30)]
        assert all(day.weekday() < 5 for day in days)
        assert days == sorted(days)
        assert all(day <= today for day in days[:61])


def test_german_repository_has_german_fields():
    files = scaffold(Answers(language="de", today=date(2026, 2, 16), title="Probe"))
    items = [text for path, text in files.items() if path.startswith("items/beispiele/")]
    assert len(items) == 12
    for text in items:
        head = text.split("---")[1]
        assert "titel: " in head
        assert not re.search(r"^(title|owner|goal|impact|effort|due|created|history):", head, re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_asks_and_takes_answers(backlog, tmp_path, monkeypatch, language):
    """Title, goals and owners of one's own stand where they belong, whatever they are called."""
    monkeypatch.chdir(tmp_path)
    answers = [
        language,
        'Firma "X" & Söhne',
        "ab",
        "Ziel: mehr # Anfragen, yes",
        "viele",
        "1.500",
        "12,5",
        "",
        "Zoë Ångström, alle",
        "Zoë Ångström, Team Nord, alle Jahre",
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(answers) + "\n"))
    done = backlog("init")
    assert done.code == 0, done.err
    assert 'title = "Firma \\"X\\" & Söhne"' in Path("backlog.toml").read_text("utf-8")
    assert sorted(path.name for path in Path("items/goals").glob("*.md")) == [
        "yes.md",
        "ziel-mehr-anfragen.md",
    ]
    assert "1500" in Path("items/goals/ziel-mehr-anfragen.md").read_text("utf-8")
    assert "12.5" in Path("items/goals/yes.md").read_text("utf-8")
    assert 'name = "Zoë Ångström"' in Path("backlog.toml").read_text("utf-8")
    assert backlog("check").code == 0
    assert backlog("build").code == 0


@pytest.mark.parametrize(("system", "word"), [("de_DE.UTF-8", "niemand"), ("C.UTF-8", "nobody")])
def test_nobody_there_to_answer(backlog, tmp_path, monkeypatch, system, word):
    """The way out is told in the language of the system, for the same folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", system)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    done = backlog("init", "mein backlog")
    assert done.code == 2
    assert word in done.err
    assert (
        f"backlog init --yes --language {system[:2] if system[0] == 'd' else 'en'} 'mein backlog'" in done.err
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--owner", "alle"),
        ("--goal", "ab"),
        ("--goal", "Mehr Anfragen"),
        ("--goal", "x" * 121),
        tuple(part for n in range(4) for part in ("--goal", f"Ziel {n}")),
    ],
)
def test_refuses_what_would_not_pass(backlog, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    assert backlog("init", "--yes", "--language", "de", *arguments).code == 2
    assert list(tmp_path.iterdir()) == []


def test_overwrites_nothing(backlog, tmp_path, monkeypatch):
    """A file that is there stays byte for byte and is named; a backlog that is there is left alone."""
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_bytes(b"mine\r\n")
    Path("items/examples").mkdir(parents=True)
    Path("items/examples/team-photos.md").symlink_to("elsewhere")
    done = backlog("init", "--yes", "--language", "en")
    assert done.code == 0
    assert Path("README.md").read_bytes() == b"mine\r\n"
    assert Path("items/examples/team-photos.md").readlink() == Path("elsewhere")
    assert "README.md" in done.err
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    again = backlog("init", "--yes", "--language", "de")
    assert again.code == 0
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_goals_of_ones_own_are_told_and_invent_nothing(backlog, tmp_path, monkeypatch, language):
    """Without anybody to ask a goal brings its figure; nothing else in its file is a number."""
    monkeypatch.chdir(tmp_path)
    assert backlog("init", "--yes", "--language", language, "--goal", "Mehr Anfragen = 40").code == 0
    text = Path("items/goals/mehr-anfragen.md").read_text("utf-8")
    figures = re.findall(r"^(\w+): *(-?[\d.]+)$", text, re.MULTILINE)
    assert figures == [("zielwert" if language == "de" else "target", "40")]
    assert backlog("check").code == 0


def test_a_channel_nobody_knows_is_found_from_the_first_day(backlog, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    backlog("init", "--yes", "--language", "de")
    item = Path("items/beispiele/linkedin-einblicke.md")
    item.write_text(item.read_text("utf-8").replace("kanal: social", "kanal: socal"), "utf-8")
    checked = backlog("check")
    assert checked.code == 1
    assert "L103" in checked.out


def test_a_second_time_from_inside_makes_no_backlog_in_the_backlog(backlog, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    backlog("init", "neu", "--yes", "--language", "en")
    monkeypatch.chdir(tmp_path / "neu")
    again = backlog("init", "neu", "--yes", "--language", "en")
    assert again.code == 0
    assert "cd " not in again.out
    assert not Path("neu").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_commands_work(tmp_path, language):
    """The next steps can be typed as they stand, and one command takes all the examples away."""
    done = program("init", "neu", "--yes", "--language", language, root=tmp_path)
    commands = [line.split("  ")[1].strip() for line in done.stdout.splitlines() if line.startswith("  ")]
    assert commands[0] == "cd neu"
    assert commands[1].endswith(" serve")
    new, remove = commands[2], commands[3]
    folder = tmp_path / "neu"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    made = subprocess.run(
        shlex.split(new), cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    assert (folder / made.stdout.strip()).is_file()
    subprocess.run(["/bin/sh", "-c", remove], cwd=folder, check=True)
    assert not list(folder.rglob(SAMPLES[language]))
    assert program("check", root=folder).returncode == 0
    assert program("build", root=folder).returncode == 0
