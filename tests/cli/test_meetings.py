"""`backlog review` and `backlog planning`: Markdown that can be mailed as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.room import Ran

    Run = Callable[..., Ran]
    Step = Callable[[str], Path]

READER = MarkdownIt("gfm-like", {"linkify": False})
EVIL = "# *Sale* [now](http://evil.example) <b>![x](y) | 1. | www.evil.example"


def with_site(folder: Path) -> None:
    config = folder / "backlog.toml"
    config.write_text(
        config.read_text("utf-8") + '\n[site]\nbase_url = "https://example.org/backlog/"\n', "utf-8"
    )


def test_the_next_review_begins_with_what_matters_most(backlog: Run, inside: Step):
    inside("english")
    done = backlog("review")
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].startswith("# Next review: Monday, 16 February – ")
    assert lines[2] == "Since 9 February nothing was finished; 1 is stuck, 1 action is open."
    assert lines[4].startswith("- ")
    assert "## Agenda" in lines
    assert "http" not in done.out  # without an address of the site there are no links


def test_a_past_review_is_asked_for_by_its_day(backlog: Run, inside: Step):
    inside("english")
    done = backlog("review", "2026-02-09")
    assert done.code == 0
    assert done.out.splitlines()[0].startswith("# Weekly review, Monday, 9 February 2026 – ")
    assert "## Decisions" in done.out


def test_a_past_review_has_its_minutes(backlog: Run, inside: Step):
    folder = inside("english")
    path = folder / "items/meetings/2026-02-09-review.md"
    path.write_text(path.read_text("utf-8") + "\nAnna said *more*.\n<!-- whispered -->\n", "utf-8")
    out = backlog("review", "2026-02-09").out
    assert "\n## Minutes\n\n> " in out
    assert "> Anna said *more*." in out
    assert "whispered" not in out


def test_a_day_without_a_meeting_names_the_nearest(backlog: Run, inside: Step):
    inside("english")
    done = backlog("review", "2026-02-04")
    assert done.code == 2
    assert 'There is no page of a meeting for "2026-02-04".' in done.err
    assert "The nearest are 2026-02-02 and 2026-02-09." in done.err
    assert backlog("review", "monday").code == 2


def test_planning_begins_with_what_can_begin(backlog: Run, inside: Step):
    inside("english")
    done = backlog("planning")
    assert done.code == 0
    first = "\n".join(done.out.splitlines()[:10])
    assert first.startswith("# Next planning: ")
    assert "can begin this week." in first
    assert "Next in line:" in first
    assert "| No. " in done.out


def test_the_language_may_be_another_one(backlog: Run, inside: Step):
    inside("english")
    assert backlog("review", "--language", "de").out.startswith("# Nächstes Review: Montag, 16. Februar – ")
    assert backlog("planning", "--language", "de").out.startswith("# Nächste Planung: ")


def test_today_is_the_day_to_judge_by(backlog: Run, inside: Step):
    inside("english")
    out = backlog("review", "--today", "2026-02-06").out
    assert "Since 26 January" in out  # that of 2 February was cancelled


def test_with_an_address_titles_lead_to_the_site(backlog: Run, inside: Step):
    with_site(inside("english"))
    for arguments, page in (
        (["review"], "reviews"),
        (["review", "2026-02-09"], "reviews/2026-02-09"),
        (["planning"], "planning"),
    ):
        out = backlog(*arguments).out
        assert "](https://example.org/backlog/items/" in out
        assert out.rstrip().endswith(f"https://example.org/backlog/{page}.html")


@pytest.mark.parametrize("arguments", [["review"], ["review", "2026-02-09"], ["planning"]])
def test_what_files_say_stays_text(backlog: Run, inside: Step, arguments: list[str]):
    """Titles, names and minutes become no headings, links, images or HTML."""
    folder = inside("english")
    honest = kinds(backlog(*arguments).out)
    for path in sorted((folder / "items").glob("*.md")):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"(?m)^title: .*$", f"title: '{EVIL} {path.stem}'", text, count=1), "utf-8")
    minutes = folder / "items/meetings/2026-02-09-review.md"
    minutes.write_text(
        re.sub(r"(?m)^( +- text: |  - )(?!item:)[A-Z].*$", rf"\g<1>'{EVIL}'", minutes.read_text("utf-8")),
        "utf-8",
    )
    done = backlog(*arguments)
    assert done.code == 0
    assert "Sale" in done.out
    assert kinds(done.out) == honest


def kinds(text: str) -> list[str]:
    """What a reader of Markdown makes of a mail, without the words."""
    found = []
    for token in READER.parse(text):
        found.append(token.type)
        found += [inner.type for inner in token.children or [] if inner.type not in {"text", "softbreak"}]
    return found
