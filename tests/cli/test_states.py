"""Two states of a repository: what a name leads to, what differs, and the backlog of a commit."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click
import pytest

from backlog.cli import group
from backlog.cli.session import session
from backlog.cli.states import base_commit, repository_of, state_at, state_here, touched
from backlog.errors import Exit, Stop
from backlog.git.commits import named_commit
from tests.repository import Repo, environment, item, run_git

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from backlog.cli.session import Session

DAY = date(2026, 2, 16)


@pytest.fixture(autouse=True)
def _called() -> Iterator[None]:
    """What a command finds when it is called without options."""
    with click.Context(group, obj={"root": None, "config": None, "git": None}).scope():
        yield


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A backlog of two items on main; the branch `change` renames one and adds a third."""
    made = Repo(tmp_path / "repo")
    made.write("backlog.toml", 'title = "A team"\n')
    made.write("items/one.md", item("backlog", title="One thing"))
    made.write("items/two.md", item("backlog", title="Two things"))
    made.commit("begin")
    made.git("switch", "--quiet", "--create", "change")
    made.git("mv", "items/two.md", "items/deux.md")
    made.write("items/three.md", item("backlog", title="Three things"))
    made.commit("change")
    monkeypatch.chdir(made.root)
    for name, value in environment(HOME=str(tmp_path)).items():
        monkeypatch.setenv(name, value)
    return made


def here(repo: Repo) -> Session:
    return session("en", root=repo.root)


def test_both_sides_of_a_rename_are_touched_and_so_is_what_nobody_committed(repo: Repo) -> None:
    repository = repository_of(here(repo))
    base = base_commit(repository, "main")
    assert touched(repository, base, repository.head) == {"items/two.md", "items/deux.md", "items/three.md"}
    repo.write("items/one.md", item("idea", title="One thing"))
    repo.write("items/untold.md", item("idea", title="Untold thing"))
    assert touched(repository, base) - touched(repository, base, repository.head) == {
        "items/one.md",
        "items/untold.md",
    }


def test_what_others_did_on_the_main_line_meanwhile_is_no_part_of_the_change(repo: Repo) -> None:
    start = repo.git("rev-parse", "main")
    repo.git("switch", "--quiet", "main")
    repo.write("items/theirs.md", item("idea", title="Their thing"))
    repo.commit("theirs")
    repo.git("switch", "--quiet", "change")
    repository = repository_of(here(repo))
    assert base_commit(repository, "main") == start
    assert base_commit(repository, "main", "change") == start
    assert base_commit(repository, "change", "main") == start


def test_the_backlog_of_a_commit_is_read_by_its_own_configuration(repo: Repo) -> None:
    repo.write("backlog.toml", 'title = "Another team"\n')
    repo.commit("rename")
    now = here(repo)
    then = state_at(now, base_commit(repository_of(now), "main"), DAY)
    assert then is not None
    assert (then.here.config.title, now.config.title) == ("A team", "Another team")
    assert [one.id for one in then.examined.backlog.items] == ["one", "two"]
    assert [one.id for one in state_here(now, DAY).examined.backlog.items] == ["deux", "one", "three"]


@pytest.mark.parametrize("text", ["titel = 3\n", None])
def test_no_backlog_or_none_that_can_be_read_is_none(repo: Repo, text: str | None) -> None:
    """Where the base is broken, the change that mends it is judged all the same."""
    repo.git("switch", "--quiet", "--orphan", "other")
    repo.write("notes.txt", "nothing\n")
    if text is not None:
        repo.write("backlog.toml", text)
    broken = repo.commit("broken")
    repo.git("switch", "--quiet", "change")
    now = here(repo)
    assert base_commit(repository_of(now), "other") == broken  # they share nothing
    assert state_at(now, broken, DAY) is None


@pytest.mark.parametrize("name", ["nowhere", "--output=x", "main:items", ""])
def test_a_name_that_leads_to_no_commit_is_wrong_use(repo: Repo, name: str) -> None:
    repository = repository_of(here(repo))
    assert named_commit(repository, name) is None
    with pytest.raises(Stop) as stopped:
        base_commit(repository, name)
    assert stopped.value.code == Exit.WRONG_USE


def test_a_clone_that_was_cut_off_says_what_to_fetch(repo: Repo, tmp_path: Path) -> None:
    """T59: the way out is the line for the workflow."""
    run_git(tmp_path, "clone", "--quiet", "--depth=1", repo.root.as_uri(), "cut")
    repository = repository_of(session("en", root=tmp_path / "cut"))
    with pytest.raises(Stop) as stopped:
        base_commit(repository, "HEAD~1")
    assert "fetch-depth: 0" in stopped.value.hint


def test_without_a_repository_nothing_can_be_compared(tmp_path: Path) -> None:
    (tmp_path / "backlog.toml").write_text("", encoding="utf-8")
    with pytest.raises(Stop) as stopped:
        repository_of(session("en", root=tmp_path))
    assert stopped.value.code == Exit.ENVIRONMENT
