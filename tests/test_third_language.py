"""A third language is one catalogue; and what stands on a page or in the terminal is in it.

See `pseudo.py` for the language. A word in plain letters that the team did not write is a word that
nobody was asked to translate.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from backlog.cli import COMMANDS
from backlog.cli.doctor import clicks
from backlog.config.defaults import default_workflow
from backlog.content.choices import GERMAN_CHOICES
from backlog.content.fields import TABLES
from backlog.rules import RULES
from backlog.site.handbook.glossary import GLOSSARY
from tests import pseudo
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("own", "english")
ROWS = [row for table in TABLES.values() for row in table]
ROWS += [inner for row in ROWS for inner in row.of]

HOSTS = {"GitHub", "GitLab", "Gitea"}

# What is the same in every language, with the reason.
ALLOWED = {
    *(name.replace("_", " ") for row in ROWS for name in (row.name, row.german)),  # what files are written in
    *(str(choice) for row in ROWS for choice in row.choices), *GERMAN_CHOICES.values(), *GERMAN_CHOICES,  # as above
    "true", "false", "error", "warning", "off", "public", "visibility", "sales", "recruiting", "brand",  # as above
    *(name for status in default_workflow("en") for name in (status.name, *status.aliases)),  # as above
    "Live", "Erledigt", "Backlog", "backlog",  # as above, and the name of the product
    *(part for word in GLOSSARY for part in word.kanban.split(", ") if part),  # what Kanban calls it, as a reference
    "year",  # {year}, to be written so
    *HOSTS, "Commit changes", "Propose changes", "Create a new branch", "Create pull request",  # names, and what stands on their buttons
}  # fmt: skip
CODE = re.compile(r"\b[A-Z]\d{3}\b")


# Pages that say how files are written; on the others nothing is allowed but the names of hosts.
ABOUT_FILES = {"handbook.html", "rules.html", "quality.html", "new.html"}


def strangers(texts: list[str], team: str, allowed: set[str] = ALLOWED) -> dict[str, str]:
    """What nobody translated, each with the text in which it stands."""
    cut = [CODE.sub(" · ", text) for text in texts]
    return {piece: text for text in cut for piece in pseudo.untranslated(text, team, allowed)}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_pages_say_nothing_that_nobody_translated(abroad: dict[str, Path], name: str):
    """Texts, and what stands in a title, an alternative text, a description or the words of scripts."""
    root = abroad[name]
    # Until a language has a scaffold of its own, new files begin as English ones do.
    scaffold = " ".join(pseudo.WORD.findall((ROOT / "templates/item.en.md").read_text("utf-8")))
    team = f"{pseudo.told_by_team(root)} {scaffold} "
    found = {}
    for path in sorted((root / "site").rglob("*.html")):
        page = path.read_text("utf-8")
        assert f'<html lang="{pseudo.CODE}"' in page
        allowed = ALLOWED if path.name in ABOUT_FILES else HOSTS
        if wrong := strangers(pseudo.spoken(page), team, allowed):
            found[path.relative_to(root / "site").as_posix()] = wrong
    assert found == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_data_say_nothing_that_nobody_translated(abroad: dict[str, Path], name: str):
    """Heads of the table, sentences of the feed and the calendar, words of the scripts, findings."""
    root, site = abroad[name], abroad[name] / "site"
    feed = re.sub(r"<(id|updated)>[^<]*|<[^>]*>", " · ", (site / "feed.xml").read_text("utf-8"))
    calendar = (site / "calendar.ics").read_text("utf-8").replace("\n ", "")
    said = [feed, *re.findall(r"(?m)^(?:SUMMARY|DESCRIPTION):(.*)$", calendar)]
    said += (site / "data/items.csv").read_text("utf-8-sig").splitlines()[:1]
    scripts = (site / "data/search.js").read_text("utf-8")
    spoken = json.loads(scripts[scripts.index("{") : scripts.rindex("}") + 1])["words"]
    said += [re.sub(r"\{\w+\}", "", form) for form in pseudo.texts(spoken)]
    findings = json.loads((site / "data/backlog.json").read_bytes())["findings"]
    said += [finding[key] for finding in findings for key in ("message", "why")]
    assert strangers(said, pseudo.told_by_team(root)) == {}
    assert {finding["slug"] for finding in findings} <= {rule.slug for rule in RULES}
    assert len(said) > 100


def lines(text: str) -> list[str]:
    """What the terminal says, without the codes and names of rules, paths, lines of files and to paste."""
    slugs = "|".join(sorted((rule.slug for rule in RULES), key=len, reverse=True))
    said = [
        line
        for line in text.splitlines()
        if not re.match(r" +(\d+ \||\^|\[?[\w.]+\]? ?[:=]|git |for |do |- |\[\w+\]$)|\[", line)
    ]
    cut = re.compile(rf"\b({slugs})\b|[\w./-]+\.(md|toml|html)\b|(?<= )/\S+|--[\w-]+|\b[a-z]+ [A-Z]\d{{3}}\b")
    # A table has two spaces at least between its columns.
    return [part for line in said for part in re.split(" {2,}", cut.sub(" · ", line))]


SPOKEN = (
    ["check"], ["check", "--alerts"], ["check", "--statistics"], ["check", "--format", "concise"], ["list"],
    ["list", "--all"], ["review"], ["planning"], ["strategy"], ["doctor"], ["rules"], ["build"],
    ["explain", "W206"], ["explain", "owner"], ["explain", "nought"], ["show", "nought"], ["check", "nought"],
    ["build", "--today", "1"], ["build", "--today", "2026-01-01", "--as-of", "2026-01-01"], ["review", "1"],
)  # fmt: skip


# What stands on the buttons of hosts, in the language in which they stand there.
CLICKS = " · ".join(
    " ".join(pseudo.WORD.findall(name))
    for text in vars(clicks).values() if isinstance(text, str) for name in re.split("[^ \\w]", text)
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("command", SPOKEN, ids=" ".join)
def test_the_terminal_says_nothing_that_nobody_translated(
    abroad: dict[str, Path], name: str, command: list[str]
):
    """Results, notes and what stops a command."""
    team = pseudo.told_by_team(abroad[name]) + f"nought {name} {' '.join(COMMANDS)} {CLICKS} "
    done = pseudo.run(abroad["house"], abroad[name], "--no-git", *command)
    assert done.returncode in {0, 1, 2}
    assert re.search(f"[{pseudo._ACCENTED}]", done.stdout + done.stderr)
    assert strangers(lines(done.stdout) + lines(done.stderr), team) == {}


HELP = [[name, "--help"] for name in COMMANDS] + [["--help"]]
WRONG = (
    ["nought"], ["build", "--nought"], ["check", "--format", "nought"], ["show"], ["build", "--workers", "99"],
    ["review", "1", "2"], ["check", "--format"], ["build", "--keep-going=1"],
)  # fmt: skip
# What is typed: values of options, and what stands for them in the help.
TYPED = (
    "ARGS SLUG CODE COMMAND DATE DIR FIELD FILE FIGURE ID INTEGER NAME OPTIONS PATHS RANGE STATUS TEXT TITLE GOAL KIND "
    "BASE HEAD REF URL VALUE text concise json markdown github gitlab sarif junit x h C de en fr item goal initiative meeting backlog nought site Markdown"
)


@pytest.mark.slow
@pytest.mark.parametrize("command", [*HELP, *WRONG], ids=" ".join)
def test_help_and_wrong_use_say_nothing_that_nobody_translated(abroad: dict[str, Path], command: list[str]):
    """What a command does, its options, and what it does not take."""
    done = pseudo.run(abroad["house"], abroad["own"], "--no-git", *command)
    assert done.returncode == (0 if command in HELP else 2)
    said = [
        re.sub(r"--?[\w-]+|\[[^\]⟦]*\]", " · ", line) for line in (done.stdout + done.stderr).splitlines()
    ]
    team = f" {' '.join(COMMANDS)} " + "".join(f" {word} " for word in [*TYPED.split(), *COMMANDS])
    parts = [part for line in said for part in re.split(" {2,}", line)]
    found = {
        piece for part in parts for piece in pseudo.untranslated(part, team, [*TYPED.split(), *COMMANDS])
    }
    assert found == set()


def test_a_language_is_offered_where_there_is_a_catalogue(abroad: dict[str, Path], tmp_path):
    """As an option, in the settings, and for a new backlog, whose examples are English until there are any."""
    done = pseudo.run(abroad["house"], tmp_path, "init", "--yes", "--language", pseudo.CODE)
    assert done.returncode == 0, done.stderr
    assert f'language = "{pseudo.CODE}"' in (tmp_path / "backlog.toml").read_text("utf-8")
    new = pseudo.run(abroad["house"], tmp_path, "--no-git", "new", "Something new")
    assert new.returncode == 0, new.stderr
    done = pseudo.run(abroad["house"], tmp_path, "--no-git", "check")
    assert done.returncode in {0, 1}
    assert pseudo.pseudo("All is well.") in done.stdout


def test_pseudo_text_is_longer_and_keeps_its_values():
    said = pseudo.pseudo("Rank {rank} of {all}: see `backlog list`")
    plain = "Nothing is in the way of this item"
    assert 1.35 <= (len(pseudo.pseudo(plain)) - 2) / len(plain) <= 1.45
    assert [word for word in ("{rank}", "{all}", "`backlog list`") if word not in said] == []
    assert pseudo.untranslated(said.format(rank=1, all=2), " ") == []
    assert pseudo.untranslated("⟦Řȧƞķ⟧ and more", " ") == ["and more"]
    assert pseudo.untranslated("⟦Řȧƞķ⟧ and more", " and more ") == []
