"""`check --alerts`: what needs somebody's attention, for people and for scheduled runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.room import Ran

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ITEM = """---
title: {title}
status: backlog
goal: leads
owner: anna
channel: website
impact: {impact}
confidence: 3
effort: 2
metric: leads
private: {private}
---
A page that explains service X and takes requests.

- [ ] The page is live
"""
GOAL = "---\ntitle: More leads\nperiod: 2026-Q1\nmetric: leads\ntarget: 40\ncurrent: 18\nmeasured: 2026-02-13\n---\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A backlog in order: one item, one goal."""
    (tmp_path / "items/goals").mkdir(parents=True)
    (tmp_path / "backlog.toml").write_text("report_day = 2026-02-16\n", "utf-8")
    (tmp_path / "items/goals/leads.md").write_text(GOAL, "utf-8")
    (tmp_path / "items/page.md").write_text(ITEM.format(title="A page", impact=3, private="false"), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def overdue(path: Path, day: str) -> None:
    """Give an item a promised day."""
    path.write_text(path.read_text("utf-8").replace("metric: leads", f"metric: leads\ndue: {day}"), "utf-8")


@pytest.mark.usefixtures("root")
def test_none_is_exit_code_0(backlog: Callable[..., Ran]) -> None:
    assert backlog("check", "--alerts") == Ran(0, "No alert.\n", "")
    assert backlog("check", "--alerts", "--format", "concise").code == 0


def test_any_is_exit_code_1_though_it_is_a_warning(root: Path, backlog: Callable[..., Ran]) -> None:
    overdue(root / "items/page.md", "2026-02-13")
    assert backlog("check").code == 0
    assert backlog("check", "--alerts") == Ran(
        1, "One item is overdue. (overdue)\n  items/page.md  A page\n\n1 alert.\n", ""
    )
    assert backlog("check", "--alerts", "--format", "concise").out == "overdue: One item is overdue.\n"


def test_as_json_with_the_items(root: Path, backlog: Callable[..., Ran]) -> None:
    overdue(root / "items/page.md", "2026-02-13")
    done = backlog("check", "--alerts", "--format", "json", "--language", "de")
    assert done.code == 1
    assert json.loads(done.out) == {
        "schema_version": 1,
        "report_day": "2026-02-16",
        "language": "de",
        "alerts": [
            {
                "code": "overdue",
                "severity": "warning",
                "message": "Eine Aufgabe ist überfällig.",
                "items": ["page"],
            }
        ],
    }


def test_private_items_alarm_nobody(root: Path, backlog: Callable[..., Ran]) -> None:
    (root / "items/secret.md").write_text(ITEM.format(title="Canary", impact=3, private="true"), "utf-8")
    overdue(root / "items/secret.md", "2026-02-13")
    assert "secret.md" in backlog("check").out
    assert backlog("check", "--alerts") == Ran(0, "No alert.\n", "")


@pytest.mark.usefixtures("root")
def test_it_stands_alone(backlog: Callable[..., Ran]) -> None:
    for other in (("--statistics",), ("items/page.md",)):
        done = backlog("check", "--alerts", *other)
        assert done.code == 2
        assert done.out == ""


def test_what_is_no_item_is_told_with_its_place(
    inside: Callable[[str], Path], backlog: Callable[..., Ran]
) -> None:
    inside("english")
    lines = backlog("check", "--alerts").out.splitlines()
    place = lines.index("On 2 channels nothing has appeared for weeks. (channel-silent)")
    assert lines[place + 1] == (
        "  backlog.toml:27  Nothing has appeared on Website since 9 January 2026: for 5 weeks, longer than 3."
    )
    assert sum(line.startswith("  backlog.toml:") for line in lines[place + 1 : place + 4]) == 2


def test_they_are_those_of_the_site(inside: Callable[[str], Path], backlog: Callable[..., Ran]) -> None:
    """One list, computed once: the terminal, the data and the overview say the same."""
    folder = inside("english")
    told = json.loads(backlog("check", "--alerts", "--format", "json").out)
    assert backlog("build", "--output", "site").code == 0
    assert json.loads((folder / "site/data/backlog.json").read_text("utf-8"))["alerts"] == told["alerts"]
