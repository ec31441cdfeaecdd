"""Editing: what the form tells to paste makes the file say what the form says, and changes nothing else."""

from __future__ import annotations

import random
import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from backlog.content.fields import TABLES
from backlog.content.parse import parse, vocabulary
from backlog.formats.sources_js import UNTOUCHED, entry
from tests.browser.forms import Team, load
from tests.browser.pasting import pasted
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Browser, Page

DAY = date(2026, 2, 16)
CHANGES = """cases => cases.map(([id, info, now, ticks]) => {
  const table = backlog.editing.tableOf(backlogRules, info);
  const values = {...info.values, ...now};
  const changes = backlog.editing.changesOf(info, table, info.values, values, ticks);
  const told = backlogChecks(info.kind, values, {}, backlog.editing.moreOf(id, info, table, ticks));
  return [changes, told.map(({slug, field, message, why}) => [slug, field, message, why])];
})"""
TEXTS = [
    "Neu",
    "ja",
    "Mehr: als gedacht",
    "5 # Ideen",
    "- [x] kein Häkchen",
    '"in Zeichen"',
    "zwei\nZeilen",
    "true",
    "12",
    "@anna",
    "",
    "→ 3 %",
]
NEW: Mapping[str, list[Any]] = {
    "text": TEXTS,
    "status": ["idea", "backlog", "in-progress", "done"],
    "reference": ["anna", "website", "q1-anfragen", "anfragen", ""],
    "rating": ["1", "5", ""],
    "date": ["2026-03-01", ""],
    "integer": ["7", ""],
    "number": ["3.5", "-2", ""],
    "boolean": [True, False],
    "period": ["2026-Q2", {"from": "2026-01-01", "to": "2026-06-30"}],
    "choice": [""],
}  # fmt: skip
COMMENTED = """---
# Oben ein Kommentar
titel: "Ein Titel"  # der Titel
status: backlog # Spalte
verantwortlich: anna

# Bewertung
wirkung: 3
beleg: 'Zahlen'  # aus dem CRM
kennzahl:   # welche?
braucht:
  - formular-kuerzen # zuerst
  - faq-technik
kosten: {geplant: 100, tatsaechlich: 20}
notizen: egal
blockiert:
  seit: 2026-02-01
  grund: Inhalte fehlen
---

## Was

Text <!-- geheim -->

1. [ ] eins
   - [X] zwei
* [ ] drei <!-- warum -->
"""


def _value(row: Any, chance: random.Random) -> Any:
    if row.type == "list":
        return chance.choice([[], ["formular-kuerzen", "faq-technik"], ["zwei Wörter"], ["a, b", "c"]])
    if row.type in {"mapping", "mappings"}:
        made = {inner.name: _value(inner, chance) for inner in row.of if chance.random() < 0.7}
        if row.type == "mapping":
            return made
        return chance.choice([[], [made], [made, {row.of[-1].name: "Fehlt"}]])
    if row.type == "choice":
        return chance.choice([*row.choices, ""])
    return chance.choice(NEW[row.type])


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def own() -> Team:
    """Our own backlog."""
    settings = (ROOT / "backlog.toml").read_text("utf-8") + '\n[content]\nextra_fields = ["notizen"]\n'
    assert "content" not in tomllib.loads((ROOT / "backlog.toml").read_text("utf-8"))
    kinds = {"goals": "goal", "initiatives": "initiative", "meetings": "meeting"}
    files = {
        path.relative_to(ROOT).as_posix(): (kinds.get(path.parent.name, "item"), path.read_text("utf-8"))
        for path in sorted((ROOT / "items").rglob("*.md"))
    }
    return Team.of(settings, {**files, "items/kommentiert.md": ("item", COMMENTED)}, DAY, "de")


def _said(value: Any) -> dict[str, Any]:
    """The values of a file, with its text, to be compared."""
    told = entry(value)["values"] | {
        "tasks": [(one.text, one.done) for one in value.body.criteria],
        "extra": value.extra,
    }
    return {name: one for name, one in told.items() if one not in ([], {}, False)}


def test_pasting_the_lines_makes_the_file_say_what_the_form_says(page: Page) -> None:
    """Over all our own files, and one with comments in every place; the findings are those of the new file."""
    team = own()
    load(page, team)
    page.add_script_tag(content=(ROOT / "templates/static/edit.js").read_text("utf-8"))
    chance = random.Random(7)  # noqa: S311 - the same edits every time
    words = vocabulary(team.config)
    cases: list[tuple[str, Any, dict[str, Any], list[bool]]] = []
    for path, file in team.parsed.items():
        if team.files[path][0] == "meeting":
            continue
        info = entry(file.value)
        rows = [row for row in TABLES[info["kind"]] if row.name not in UNTOUCHED]
        for _ in range(60 if path == "items/kommentiert.md" else 6):
            now = {
                row.name: _value(row, chance)
                for row in chance.sample(rows, chance.randint(0, min(5, len(rows))))
            }
            ticks = [done != (chance.random() < 0.3) for _, _, done, _ in info["tasks"]]
            cases.append((path, info, now, ticks))
    told = page.evaluate(CHANGES, [[team.parsed[path].value.id, *rest] for path, *rest in cases])
    done = by_hand = 0
    for (path, info, now, ticks), (changes, findings) in zip(cases, told, strict=True):
        kind, text = team.files[path]
        at_once = [change for change in changes if "byHand" not in change]
        after = pasted(text, at_once)
        kept = {line for line in text.split("\n") if line.lstrip().startswith("#")}
        assert kept <= set(after.split("\n")), after
        if changes != at_once:
            assert path == "items/kommentiert.md"
            by_hand += 1
            continue
        if done % 8 == 0:  # each is a check of the whole backlog
            found = {one[:4] for one in team.found(kind, path, after)}
            assert set(map(tuple, findings)) == found, f"{now}\n{after}\n{set(map(tuple, findings)) ^ found}"
        if now.get("title") == "" or now.get("title") == "12":
            continue
        new = parse(kind, path, after.encode(), words, html=False)
        assert not [
            fault.slug for fault in new.faults if fault.slug not in {"text-too-short", "choice-unknown"}
        ], after
        done += 1
        wanted = {
            **info["values"],
            **now,
            "tasks": [(one[1], tick) for one, tick in zip(info["tasks"], ticks, strict=True)],
        }
        assert _said(new.value) == _clean({**wanted, "extra": team.parsed[path].value.extra}), (
            f"{now}\n{changes}\n{after}"
        )
    assert done > 300
    assert by_hand > 10


def _clean(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a file keeps them: texts trimmed, a leading @ of a person dropped, nothing where nothing is said."""
    made = {name: _kept(value) for name, value in values.items()}
    for name in ("owner", "reviewer"):
        if isinstance(made.get(name), str):
            made[name] = made[name].removeprefix("@")
    return {name: value for name, value in made.items() if value not in ("", [], {}, None, False)}


def _kept(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _kept(one) for name, one in value.items() if _kept(one) not in ("", None)}
    if isinstance(value, list):
        return [_kept(one) for one in value if _kept(one) not in ("", {}, None)]
    return value
