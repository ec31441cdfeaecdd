"""`backlog strategy`: the meeting as Markdown, with the ranks that git remembers."""

from __future__ import annotations

import pytest

from tests.repository import Repo, item

GOAL = "---\ntitle: More leads\nperiod: 2026-Q1\nmetric: leads\ntarget: 40\n---\n"


def rated(impact: int, confidence: int, effort: int, **fields: str) -> str:
    return item("backlog", impact=str(impact), confidence=str(confidence), effort=str(effort), **fields)


@pytest.fixture
def repo(tmp_path):
    """Three items rated in January; in February the last one is rated anew and a new one comes first."""
    made = Repo(tmp_path / "backlog")
    made.write("backlog.toml", 'title = "Example"\n[flow]\nbaseline = 2\n')
    made.write("items/goals/leads.md", GOAL)
    made.commit(at="2026-01-02T09:00:00+01:00")
    for name, ratings in {"a": (4, 4, 1), "b": (3, 3, 1), "c": (2, 2, 1)}.items():
        made.write(f"items/{name}.md", rated(*ratings, title=f"Work {name}"))
        made.commit(at="2026-01-05T09:00:00+01:00")
    made.write("items/c.md", rated(5, 5, 1, title="Work c"))
    made.commit(at="2026-02-03T09:00:00+01:00")
    made.write("items/d.md", rated(4, 3, 1, title="Work d"))
    made.commit(at="2026-02-10T09:00:00+01:00")
    return made


def test_tells_the_largest_rank_moves_and_why(repo, backlog):
    done = backlog("-C", str(repo.root), "strategy", "--today", "2026-02-16")
    assert done.code == 0
    assert "- 3 items have another rank than on 16 January 2026." in done.out.splitlines()[:10]
    assert "- Work b: Rank 2 → 4, its rating is the same, others came, went or were rated anew" in done.out
    assert "- Work c: Rank 3 → 1, rated anew: 2 × 2 ÷ 1, now 5 × 5 ÷ 1" in done.out
    assert "- Work a: Rank 1 → 2, its rating" in done.out


def test_compares_with_the_last_strategy_meeting(repo, backlog):
    repo.write("items/meetings/2026-02-06-strategy.md", "---\ndate: 2026-02-06\ntype: strategy\n---\n")
    done = backlog("-C", str(repo.root), "strategy", "--today", "2026-02-16")
    assert "- 1 item has another rank than on 6 February 2026." in done.out.splitlines()[:10]


def test_begins_where_ratings_are_known(repo, backlog):
    done = backlog("-C", str(repo.root), "strategy", "--today", "2026-01-20")
    assert "0 items have another rank than on 5 January 2026" in done.out
    none = backlog("-C", str(repo.root), "strategy", "--today", "2026-01-05")
    assert "Earlier ratings are not known: the git history has none from before 5 January 2026." in none.out


def test_speaks_the_language_that_is_asked_for(repo, backlog):
    done = backlog("-C", str(repo.root), "strategy", "--today", "2026-02-16", "--language", "de")
    assert done.out.startswith("# Strategie-Abgleich: Example, 16. Februar 2026")


@pytest.mark.parametrize("meeting", [("strategy",), ("planning",), ("review",), ("review", "2026-02-09")])
def test_refuses_a_clone_that_was_cut_off(meeting, repo, backlog, tmp_path):
    """Every meeting lives on the history: a mail without it would be a wrong one."""
    repo.git("clone", "--quiet", "--depth=1", f"file://{repo.root}", str(tmp_path / "cut"))
    done = backlog("-C", str(tmp_path / "cut"), *meeting, "--today", "2026-02-16")
    assert done.code == 3
    assert done.out == ""
    assert "fetch-depth: 0" in done.err


def test_works_without_git(tmp_path, backlog):
    (tmp_path / "items").mkdir()
    (tmp_path / "items" / "a.md").write_text(rated(4, 4, 1), encoding="utf-8")
    done = backlog("-C", str(tmp_path), "strategy", "--today", "2026-02-16")
    assert done.code == 0
    assert "there is none here" in done.out
