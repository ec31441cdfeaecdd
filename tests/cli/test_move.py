"""`move`: another column, the days that follow, what is worth knowing, and the commit if wanted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES
from tests.repository import Repo, environment


@pytest.fixture
def repo(tmp_path, monkeypatch):
    """The English example as a repository, with git as Anna's, and us inside it."""
    made = Repo(tmp_path / "clone")
    shutil.copytree(EXAMPLES / "english", made.root, dirs_exist_ok=True)
    made.commit("Begin")
    monkeypatch.chdir(made.root)
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HOME", str(tmp_path))
    return made


def test_a_move_changes_the_status_and_the_day_and_no_other_byte(backlog, inside):
    inside("german")
    path = Path("items/tag-der-offenen-werkstatt.md")
    before = path.read_bytes()
    moved = backlog("move", "tag-der-offenen-werkstatt", "in arbeit")
    assert moved.code == 0, moved.err
    assert (
        moved.out
        == "items/tag-der-offenen-werkstatt.md: „Backlog“ → „In Arbeit“, begonnen am 16. Februar 2026\n"
    )
    assert "Geplant" in moved.err  # the column that was left out
    lines = [line for line in path.read_bytes().split(b"\n") if line not in before.split(b"\n")]
    assert lines == [b"status: In Arbeit", b"begonnen: 2026-02-16"]
    back = backlog("move", "tag-der-offenen-werkstatt", "Backlog")
    assert back.code == 0
    assert path.read_bytes() == before


def test_a_day_of_its_own(backlog, inside):
    inside("german")
    backlog("move", "tag-der-offenen-werkstatt", "in arbeit", "--today", "2026-02-11")
    assert "begonnen: 2026-02-11\n" in Path("items/tag-der-offenen-werkstatt.md").read_text("utf-8")


def test_a_new_error_writes_nothing_unless_wanted(backlog, inside):
    """The finding is that of `check`: what is required in the new column."""
    inside("german")
    path = Path("items/fotos-apotheke.md")
    before = path.read_bytes()
    refused = backlog("move", "fotos-apotheke", "seite-ladenbau", "In Freigabe")
    assert refused.code == 1
    assert "I201" in refused.out
    assert "--anyway" in refused.err
    assert path.read_bytes() == before
    assert "Geplant" in Path("items/seite-ladenbau.md").read_text("utf-8")  # all of it or nothing
    assert backlog("move", "fotos-apotheke", "In Freigabe", "--anyway").code == 0
    assert b"status: In Freigabe" in path.read_bytes()


def test_what_is_there_already_changes_nothing(backlog, inside):
    inside("german")
    path = Path("items/fotos-apotheke.md")
    before = path.stat()
    same = backlog("move", "fotos-apotheke", "in-progress")
    assert same.code == 0
    assert same.out == ""
    assert "ändert sich nichts" in same.err
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_limits_name_numbers_and_items(backlog, inside):
    """Of a column and of a person, only where the move passes them."""
    root = inside("english")
    config = (root / "backlog.toml").read_text("utf-8")
    (root / "backlog.toml").write_text(f"{config}\n[wip]\nper_person = 1\n", "utf-8")
    told = [backlog("move", "search-ads-leeds", status) for status in ("dropped", "in-progress")]
    assert [one.code for one in told] == [0, 0]
    assert "at once" not in told[0].err
    assert "and the limit is 1: " in told[1].err
    assert "search-ads-leeds" in told[1].err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("fotos-apotheke",), "In Arbeit"),
        ((), "In Arbeit"),
        (("fotos-apoteke", "Geplant"), "fotos-apotheke"),
        (("Fotos der Apotheke in Panko", "Geplant"), "fotos-apotheke"),
        (("fotos-apotheke", "Geplnt"), "Geplant"),
        (("--where", "ziel=nichts", "Geplant"), "nichts"),
        (("--where", "status=Verworfen", "Geplant"), "status=Verworfen"),
    ],
)
def test_what_is_not_understood_says_what_is_meant(backlog, inside, words, says):
    root = inside("german")
    before = {path: path.read_bytes() for path in root.rglob("*.md")}
    told = backlog("move", *words)
    assert told.code == 2
    assert says in told.err
    assert {path: path.read_bytes() for path in root.rglob("*.md")} == before


def test_an_item_has_several_names(backlog, inside):
    """Its id in any case, an earlier one, and its title."""
    inside("german")
    for name in ("SEITE-LADENBAU", "ladenbau-unterseite", "eigene Seite für Ladenbau"):
        assert backlog("move", name, "Backlog").code == 0
        assert "status: Backlog" in Path("items/seite-ladenbau.md").read_text("utf-8")
        assert backlog("move", "seite-ladenbau", "Geplant").code == 0


def test_where_moves_all_that_are_like_it(backlog, inside):
    inside("german")
    moved = backlog("move", "--where", "verantwortlich=Till Bergmann", "--where", "status=offen", "Backlog")
    assert moved.code == 0, moved.out + moved.err
    assert sorted(line.split(":")[0] for line in moved.out.splitlines() if "→" in line) == [
        "items/fotos-apotheke.md",
        "items/seite-ladenbau.md",
    ]


def test_a_history_gets_an_entry(backlog, inside):
    inside("german")
    backlog("move", "seite-ladenbau", "In Arbeit")
    text = Path("items/seite-ladenbau.md").read_text("utf-8")
    assert "  - {datum: 2026-02-03, status: Geplant}\n  - {datum: 2026-02-16, status: In Arbeit}\n" in text
    assert "begonnen" not in text


def test_never_through_a_symbolic_link(backlog, inside, tmp_path):
    inside("german")
    path = Path("items/fotos-apotheke.md")
    path.rename(tmp_path / "elsewhere.md")
    path.symlink_to(tmp_path / "elsewhere.md")
    assert backlog("move", "fotos-apotheke", "Geplant").code == 4


def test_a_commit_has_exactly_what_changed(backlog, repo):
    """What else is staged or changed stays as it is, and is in no commit."""
    repo.write(
        "items/renewal-letter.md",
        repo.root.joinpath("items/renewal-letter.md").read_text("utf-8") + "\nMore.\n",
    )
    repo.write("staged.txt", "staged")
    repo.git("add", "staged.txt")
    made = backlog("move", "search-ads-leeds", "dropped", "--commit")
    assert made.code == 0, made.err
    assert repo.git("show", "--name-only", "--format=%s|%an", "HEAD").splitlines() == [
        "Search ads for Leeds and Bradford → Dropped|Anna Beispiel", "", "items/search-ads-leeds.md",
    ]  # fmt: skip
    assert repo.git("status", "--porcelain") == "M items/renewal-letter.md\nA  staged.txt"
    assert "git push" not in made.err  # there is nowhere to push to


def test_a_branch_is_made_and_the_next_command_told(backlog, repo):
    repo.git("remote", "add", "origin", "git@github.com:example/team.git")
    made = backlog("move", "search-ads-leeds", "dropped", "--branch")
    assert made.code == 0, made.err
    name = repo.git("rev-parse", "--abbrev-ref", "HEAD")
    assert name == "move-search-ads-leeds-dropped"
    assert f"git push -u origin {name}\n  gh pr create --fill" in made.err
    assert repo.git("rev-parse", "main") == repo.git("rev-parse", "HEAD^")


def test_a_branch_that_is_there_is_gone_to(backlog, repo):
    repo.git("branch", "planning")
    repo.git("remote", "add", "origin", "https://gitlab.example.org/team.git")
    first = backlog("move", "search-ads-leeds", "dropped", "--branch=planning")
    second = backlog("move", "renewal-letter", "dropped", "--branch", "planning")
    assert (first.code, second.code) == (0, 0), first.err + second.err
    assert repo.git("rev-list", "--count", "main..planning") == "2"
    assert "git push -u origin planning -o merge_request.create" in second.err


def test_nothing_moves_on_a_branch_that_was_left_again(backlog, repo):
    """A move that is refused leaves the branch and the files as they were."""
    repo.git("branch", "planning")
    refused = backlog("move", "landlord-partner-pack", "nowhere", "--branch", "planning")
    assert refused.code == 2
    assert repo.git("rev-parse", "--abbrev-ref", "HEAD") == "main"
    assert repo.git("status", "--porcelain") == ""
    refused = backlog("move", "search-ads-leeds", "nowhere", "--branch=neu")
    assert repo.git("branch", "--list", "neu") == ""


def test_changes_that_were_there_are_told(backlog, repo):
    path = repo.root / "items/search-ads-leeds.md"
    path.write_text(path.read_text("utf-8") + "\nMore.\n", "utf-8")
    made = backlog("move", "search-ads-leeds", "dropped", "--commit")
    assert made.code == 0
    assert "items/search-ads-leeds.md" in made.err
    assert repo.git("status", "--porcelain") == ""


def test_a_file_that_git_does_not_know_is_committed(backlog, repo):
    backlog("new", "Trade fair in May")
    made = backlog("move", "trade-fair-in-may", "dropped", "--commit")
    assert made.code == 0, made.err
    assert repo.git("show", "--name-only", "--format=", "HEAD") == "items/trade-fair-in-may.md"


def test_nobody_is_told_so_and_nothing_is_written(backlog, repo, monkeypatch):
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(name)
    repo.git("config", "user.useConfigOnly", "true")
    refused = backlog("move", "search-ads-leeds", "dropped", "--commit")
    assert refused.code == 3
    assert "git config --global user.name" in refused.err
    assert repo.git("status", "--porcelain") == ""


def test_a_merge_that_goes_on_is_not_disturbed(backlog, repo):
    repo.git("update-ref", "MERGE_HEAD", "HEAD")
    refused = backlog("move", "search-ads-leeds", "dropped", "--commit")
    assert refused.code == 3
    assert "merge" in refused.err
    assert repo.git("status", "--porcelain") == ""


def test_hooks_of_the_user_are_respected(backlog, repo):
    """As with `git commit`: a hook that refuses is told, and the files stay written."""
    hook = repo.write(".git/hooks/pre-commit", "#!/bin/sh\necho 'too late on a Friday' >&2\nexit 1\n")
    hook.chmod(0o755)
    refused = backlog("move", "search-ads-leeds", "dropped", "--commit")
    assert refused.code == 3
    assert "too late on a Friday" in refused.err
    assert repo.git("status", "--porcelain") == "M items/search-ads-leeds.md"


def test_filters_of_the_user_are_respected(backlog, repo):
    """What a repository encrypts when it commits is never committed in plain text."""
    repo.write(".git/info/attributes", "*.md filter=upper\n")
    repo.git("config", "filter.upper.clean", "tr a-z A-Z")
    repo.git("config", "filter.upper.required", "true")
    made = backlog("move", "search-ads-leeds", "dropped", "--commit")
    assert made.code == 0, made.err
    assert "STATUS: DROPPED" in repo.git("show", "HEAD:items/search-ads-leeds.md")


@pytest.mark.parametrize("name", ["-x", "a b", "a..b", "x.lock", "@{-1}"])
def test_a_name_that_is_none_for_a_branch(backlog, repo, name):
    refused = backlog("move", "search-ads-leeds", "dropped", f"--branch={name}")
    assert refused.code == 2
    assert repo.git("status", "--porcelain") == ""


def test_without_git_there_is_no_commit(backlog, inside):
    inside("english")
    assert backlog("move", "search-ads-leeds", "dropped", "--commit").code == 3
    assert backlog("--no-git", "move", "search-ads-leeds", "dropped").code == 0
    assert (
        backlog("move", "--branch", "search-ads-leeds", "dropped").code == 2
    )  # the id was taken for its name
