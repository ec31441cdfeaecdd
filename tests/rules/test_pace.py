"""When anything last happened to an item, by git and by its file."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from backlog.history import past_on
from backlog.rules.pace import last_change
from tests.past import past_in
from tests.repository import Repo

if TYPE_CHECKING:
    from pathlib import Path

ITEM = "---\ntitle: A page\nstatus: {status}\n---\n{text}\n"
TODAY = date(2026, 2, 16)


def test_a_change_of_words_is_a_change_though_no_move(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    repo.write("items/a.md", ITEM.format(status="backlog", text="One"))
    repo.write("items/b.md", ITEM.format(status="backlog", text="Two"))
    repo.commit("Begin", at="2026-02-02T09:00:00+01:00")
    repo.write("items/a.md", ITEM.format(status="backlog", text="Three"))
    repo.commit("Say it otherwise", at="2026-02-05T23:30:00+00:00")
    repo.write("README.md", "Nothing of the backlog")
    repo.commit("Speak of something else", at="2026-02-10T09:00:00+01:00")
    past = past_in(repo.root, TODAY)
    assert last_change(past) == date(2026, 2, 6)  # half past midnight in Berlin
    assert last_change(past_on(past, date(2026, 2, 5))) == date(2026, 2, 2)


def test_a_file_that_goes_is_a_change(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "repo")
    repo.write("items/a.md", ITEM.format(status="backlog", text="One"))
    repo.write("items/b.md", ITEM.format(status="backlog", text="Two"))
    repo.commit("Begin", at="2026-02-02T09:00:00+01:00")
    repo.remove("items/b.md")
    repo.commit("Clear up", at="2026-02-09T09:00:00+01:00")
    assert last_change(past_in(repo.root, TODAY)) == date(2026, 2, 9)
