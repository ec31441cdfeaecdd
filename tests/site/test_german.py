"""The German site speaks German: terms of the trade stand in English in the handbook only."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from tests.building import ROOT, built

if TYPE_CHECKING:
    from pathlib import Path

# English terms of boards, flow and meetings; `Review`, `Board`, `Backlog`, `Feed` and `Status` are German words too.
TERMS = (
    "active", "age", "aging", "agenda", "alert", "alerts", "arrivals", "as of", "at once", "blocked", "blocker", "blockers", "bottleneck",
    "burn-up", "burnup", "candidates", "capacity", "channel", "clean-up", "confidence", "coverage", "cumulative", "cut line", "cycle time",
    "dashboard", "day", "days", "departures", "done", "dropped", "due", "effort", "expedite", "figures", "finished", "flow", "focus",
    "forecast", "gap", "goal", "goals", "impact", "in progress", "in review", "intake", "item", "items", "lead time", "learning", "median",
    "metric", "minutes", "move", "owner", "pace", "percentile", "planned", "planning", "ready", "reopened", "report", "request", "returned",
    "reviewer", "scatter", "scope", "score", "service level", "shallow", "silent", "sponsor", "stale", "stalled", "stuck", "target", "the",
    "throughput", "timeline", "trend", "uncovered", "unscored", "waiting", "week", "weeks", "weekly", "window", "wip", "work in progress",
)  # fmt: skip
SAID = ("title", "aria-label", "alt", "content", "data-words", "data-label")
SILENT = {"code", "pre", "script", "style"}


class _Words(HTMLParser):
    """What a page says to people, without what stands in code."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.within = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within += tag in SILENT
        self.words += [value for name, value in attrs if name in SAID and value]

    def handle_endtag(self, tag: str) -> None:
        self.within -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.within:
            self.words.append(data)


def test_no_english_term_stands_on_a_german_page(tmp_path: Path) -> None:
    """Nor in a title, a description or what only a screen reader says; with all pages that there are."""
    shutil.copytree(ROOT / "items", tmp_path / "items")
    shutil.copy(ROOT / "backlog.toml", tmp_path)
    assert built(tmp_path).pages
    site = tmp_path / "site"
    english = re.compile(rf"(?<![\w.-])({'|'.join(TERMS)})(?![\w-])", re.IGNORECASE)
    found = {}
    for path in sorted(site.rglob("*.html")):
        words = _Words()
        words.feed(path.read_text("utf-8"))
        text = " ".join(" ".join(words.words).split())
        text = re.sub(
            "„(?:[a-z_]+|Create pull request)“", "", text
        )  # names of fields, the host's own buttons
        terms = {match[0] for match in english.finditer(text)}
        if terms and path.name not in {"handbook.html", "handbook-rules.html"}:
            found[path.relative_to(site).as_posix()] = terms
    assert found == {}
    pages = {path.name for path in site.glob("*.html")}
    assert {
        "flow.html",
        "reviews.html",
        "planning.html",
        "strategy.html",
        "continuity.html",
        "people.html",
    } <= pages
