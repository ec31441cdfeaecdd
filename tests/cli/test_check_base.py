"""`check --base`: what a change brings, in its own files and elsewhere."""

from __future__ import annotations

import json

import pytest

from backlog.errors import Exit
from tests.repository import Repo, environment, item, run_git

BROKEN = item("backlgo", title="A broken thing")


@pytest.fixture
def repo(tmp_path, monkeypatch):
    """Two items, one of them broken, on main; the branch `change` is checked out."""
    made = Repo(tmp_path / "repo")
    made.write("backlog.toml", "report_day = 2026-02-16\n")
    made.write("items/fine.md", item("idea", title="A fine thing"))
    made.write("items/old.md", BROKEN)
    made.commit("begin")
    made.git("switch", "--quiet", "--create", "change")
    monkeypatch.chdir(made.root)
    for name, value in environment(HOME=str(tmp_path)).items():
        monkeypatch.setenv(name, value)
    return made


def news(backlog, base="main", *more):
    """Path, code and newness of every finding, and the exit code."""
    done = backlog("check", "--format", "json", "--base", base, *more)
    assert done.out, done.err
    return {(one["path"], one["code"]): one["new"] for one in json.loads(done.out)["findings"]}, done.code


@pytest.mark.usefixtures("repo")
def test_what_was_there_before_is_not_new_and_fails_all_the_same(backlog) -> None:
    assert news(backlog) == ({("items/old.md", "W101"): False}, Exit.FINDINGS)


def test_what_stands_in_a_file_of_the_change_is_new(backlog, repo) -> None:
    repo.write("items/mine.md", BROKEN.replace("A broken", "Another broken"))
    repo.commit("mine")
    found, _ = news(backlog)
    assert found == {("items/old.md", "W101"): False, ("items/mine.md", "W101"): True}
    repo.write("items/old.md", BROKEN + "\nA word more.\n")  # nobody has committed it
    assert news(backlog)[0]["items/old.md", "W101"] is True


def test_what_a_change_breaks_elsewhere_is_new_and_the_rest_is_not(backlog, repo) -> None:
    repo.git("switch", "--quiet", "main")
    repo.write("items/needs.md", item("idea", title="Needs another", depends_on="[fine, nowhere]"))
    repo.commit("needs")
    repo.git("switch", "--quiet", "--create", "other")
    repo.remove("items/fine.md")
    repo.commit("remove")
    done = backlog("check", "--format", "json", "--base", "main")
    told = [
        (one["message"], one["new"])
        for one in json.loads(done.out)["findings"]
        if one["path"] == "items/needs.md"
    ]
    assert [(new, "fine" in message) for message, new in told] == [(True, True), (False, False)]


def test_lines_that_move_change_nothing(backlog, repo) -> None:
    """A configuration that grows at its top, while something below it was wrong before."""
    repo.write("items/link.md", item("idea", title="A link") + "\n[x](nowhere.md)\n")
    repo.commit("link")
    repo.git("branch", "--quiet", "--force", "main")
    repo.write("items/other.md", item("idea", title="Other thing"))
    assert news(backlog)[0][("items/link.md", "L301")] is False


def test_a_name_that_changed_makes_no_finding_new(backlog, repo) -> None:
    repo.git("switch", "--quiet", "main")
    repo.write("items/twin-a.md", item("idea", title="Spring campaign on LinkedIn"))
    repo.write("items/twin-b.md", item("idea", title="Spring campaign on LinkedIn"))
    repo.commit("twins")
    repo.git("switch", "--quiet", "--create", "rename")
    before = news(backlog)[0]
    twins = [key for key in before if key[0].startswith("items/twin")]
    assert twins
    assert not any(before[key] for key in twins)
    (told,) = [path for path, _ in twins]
    other = "items/twin-a.md" if told.endswith("b.md") else "items/twin-b.md"
    repo.move(other, other.replace("twin", "same"))
    repo.commit("rename")
    after = news(backlog)[0]
    assert [after[key] for key in after if key[0] == told] == [False] * len(twins)


def test_a_rule_that_weighs_more_now_makes_its_findings_new(backlog, repo) -> None:
    repo.git("switch", "--quiet", "main")
    repo.write("backlog.toml", 'report_day = 2026-02-16\n[rules]\nW101 = "warning"\n')
    repo.commit("mild")
    repo.git("switch", "--quiet", "--create", "strict")
    repo.write("backlog.toml", "report_day = 2026-02-16\n")
    assert news(backlog) == ({("items/old.md", "W101"): True}, Exit.FINDINGS)


@pytest.mark.parametrize("text", ["titel = 3\n", None])
def test_without_a_backlog_to_compare_with_all_is_new(backlog, repo, text) -> None:
    repo.git("switch", "--quiet", "--orphan", "other")
    repo.write("notes.txt" if text is None else "backlog.toml", text or "nothing\n")
    repo.commit("other")
    repo.git("switch", "--quiet", "change")
    assert news(backlog, "other")[0] == {("items/old.md", "W101"): True}
    assert news(backlog, "0" * 40)[0] == {("items/old.md", "W101"): True}


@pytest.mark.usefixtures("repo")
def test_an_empty_name_compares_nothing(backlog) -> None:
    """As a shell has it where a workflow has no base."""
    done = backlog("check", "--format", "json", "--base", "")
    assert "new" not in json.loads(done.out)["findings"][0]


@pytest.mark.usefixtures("repo")
def test_no_such_commit_is_wrong_use_and_no_repository_the_environment(
    backlog, tmp_path, monkeypatch
) -> None:
    assert backlog("check", "--base", "nowhere").code == Exit.WRONG_USE
    (tmp_path / "plain/items").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "plain")
    (tmp_path / "plain/backlog.toml").write_text("", "utf-8")
    assert backlog("check", "--base", "main").code == Exit.ENVIRONMENT


def test_a_clone_that_was_cut_off_counts_all_as_new_and_says_so(backlog, repo, tmp_path, monkeypatch) -> None:
    run_git(tmp_path, "clone", "--quiet", "--depth=1", repo.root.as_uri(), "cut")
    monkeypatch.chdir(tmp_path / "cut")
    done = backlog("check", "--format", "json", "--base", "HEAD~1")
    assert [one["new"] for one in json.loads(done.out)["findings"]] == [True]
    assert done.code == Exit.FINDINGS
    assert "every finding counts as new" in done.err
    assert "fetch-depth: 0" in done.err


def test_people_see_new_ones_first_under_a_heading(backlog, repo) -> None:
    repo.write("items/zoo.md", BROKEN.replace("A broken", "Another broken"))
    lines = backlog("check", "--base", "main").out.splitlines()
    assert lines[0] == "New with this change:"
    assert lines[2].startswith("items/zoo.md:3:9: error W101")
    assert lines.index("There before this change:") > 2
    assert lines[-1].startswith("2 errors, 1 of them new.")
    lines = backlog("check", "--base", "main", "--format", "concise").out.splitlines()
    assert [line.endswith(" (new)") for line in lines[:2]] == [True, False]
    assert lines[0].startswith("items/zoo.md")


def test_paths_and_base_go_together(backlog, repo) -> None:
    repo.write("items/zoo.md", BROKEN.replace("A broken", "Another broken"))
    assert news(backlog, "main", "items/old.md") == ({("items/old.md", "W101"): False}, Exit.FINDINGS)
