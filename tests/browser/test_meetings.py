"""Pages of meetings on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.building import built

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.mark.parametrize("name", ["own", "english"])
def test_the_strategy_page_prints_on_two_pages(browser: Browser, sites: dict[str, Path], name: str):
    """Two sides of paper for the meeting."""
    page = browser.new_page()
    page.goto(f"{sites[name].as_uri()}/strategy.html")
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2
    page.close()


def crowded(root: Path) -> Path:
    """Six goals, each with four initiatives, and ninety items with long titles, sixty of them old and open."""
    (root / "items" / "goals").mkdir(parents=True)
    (root / "items" / "initiatives").mkdir()
    (root / "backlog.toml").write_text(
        'title = "Ein großes Marketing"\nlanguage = "de"\nreport_day = 2026-02-16\n', encoding="utf-8"
    )
    for goal in range(6):
        (root / "items" / "goals" / f"goal-{goal}.md").write_text(
            f"---\ntitle: Mehr qualifizierte Anfragen aus dem Bereich {goal}\nperiod: 2026-Q1\n"
            f"metric: Anfragen {goal}\ntarget: 40\ncurrent: {goal * 6}\nmeasured: 2026-02-01\n"
            f"share: {10 + 2 * goal}\n---\n",
            encoding="utf-8",
        )
        for number in range(4):
            (root / "items" / "initiatives" / f"initiative-{goal}-{number}.md").write_text(
                f"---\ntitle: Initiative Nummer {number} für das Ziel {goal} im Quartal\n"
                f"goal: goal-{goal}\n---\n",
                encoding="utf-8",
            )
    for number in range(90):
        status, history = "backlog", "\n  - {date: 2025-10-02, status: backlog}"
        if number >= 60:
            status = "in-progress" if number % 3 else "done"
            history += f"\n  - {{date: 2025-11-{1 + number % 28:02}, status: in-progress}}"
        if status == "done":
            history += f"\n  - {{date: 2026-0{1 + number % 2}-{1 + number % 14:02}, status: done}}"
        (root / "items" / f"item-{number}.md").write_text(
            f"---\ntitle: Aufgabe mit einem Titel von üblicher Länge, Nummer {number}\nstatus: {status}\n"
            f"initiative: initiative-{number % 6}-{number % 4}\nowner: anna\nimpact: {1 + number % 5}\n"
            f"confidence: {1 + number % 3}\neffort: {1 + number % 4}\nmetric: Anfragen\n"
            f"history:{history}\n---\n\nWas zu tun ist, steht hier in einem Satz.\n\n"
            f"- [{'x' if status == 'done' else ' '}] Es ist online\n",
            encoding="utf-8",
        )
    assert built(root).pages
    return root / "site"


def test_a_crowded_strategy_page_prints_on_two_pages_as_well(browser: Browser, tmp_path: Path):
    """Long lists are folded away, and the paper is used well."""
    page = browser.new_page()
    page.goto(f"{crowded(tmp_path).as_uri()}/strategy.html")
    assert page.locator("#clean-up .count").inner_text() != "0"
    assert page.locator("#pause .count").inner_text() != "0"
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 2
    page.close()
