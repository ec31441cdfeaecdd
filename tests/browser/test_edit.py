"""Editing: what the form tells to paste makes the file say what the form says, and changes nothing else."""

from __future__ import annotations

import random
import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe

from backlog.content.fields import TABLES
from backlog.content.parse import parse, vocabulary
from backlog.formats.sources_js import UNTOUCHED, entry
from tests.browser.forms import Team, load
from tests.browser.pasting import pasted
from tests.browser.test_readable import LIGHT
from tests.building import built
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Sites

DAY = date(2026, 2, 16)
CHANGES = """cases => cases.map(([id, info, now, ticks]) => {
  const table = backlog.editing.tableOf(backlogRules, info);
  const values = {...info.values, ...now};
  const changes = backlog.editing.changesOf(info, table, info.values, values, ticks);
  const told = backlogChecks(info.kind, values, backlog.editing.moreOf(id, info, table, ticks));
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


@pytest.fixture
def item_page(browser: Browser, sites: Sites) -> Iterator[Page]:
    """An item's page of our own, in German."""
    page = browser.new_context(viewport={"width": 320, "height": 740}).new_page()
    page.goto(f"{sites['own'].as_uri()}/items/formular-kuerzen.html")
    yield page
    page.context.close()


def told_lines(page: Page) -> list[tuple[str, str, str]]:
    """What is to be pasted: where, the line that goes, the one that comes."""
    page.wait_for_timeout(300)
    found: list[tuple[str, str, str]] = page.evaluate(
        """[...document.querySelectorAll('[data-lines] > li')].map(one =>
          [one.querySelector('strong'), one.querySelector('del'), one.querySelector('ins')].map(part => part?.textContent ?? ''))"""
    )
    return [tuple(one) for one in found]  # type: ignore[misc]


def test_edit_leads_from_an_item_to_the_lines_to_paste(item_page: Page) -> None:
    """From the page to the form, filled in; each change as its line, the last one first; what rules say of it."""
    heard: list[str] = []
    item_page.on("pageerror", lambda error: heard.append(str(error)))
    item_page.on("console", lambda message: heard.append(message.text))
    item_page.get_by_role("link", name="Bearbeiten").click()
    item_page.wait_for_selector("[data-changes]:not([hidden])")
    assert item_page.inner_text("h1") == "Bearbeiten: Anfrageformular auf fünf Felder kürzen"
    assert item_page.input_value("#field-title") == "Anfrageformular auf fünf Felder kürzen"
    assert item_page.is_visible("[data-none]")
    assert item_page.is_hidden("[data-tally]")
    assert item_page.is_hidden(".hand")
    assert not item_page.locator(".is-missing").count()  # its criteria and its description are in the file
    item_page.select_option("#field-owner", "anna")
    item_page.select_option("#field-status", "done")
    item_page.locator("summary", has_text="Was daraus wurde").click()
    item_page.fill("#field-learning", "Kürzer: ja")
    item_page.locator("[data-field=criteria] [type=checkbox]").first.check()
    file = (ROOT / "items/formular-kuerzen.md").read_text("utf-8").split("\n")
    numbers = {line.partition(":")[0]: number for number, line in enumerate(file, 1) if ":" in line}
    box = next(number for number, line in enumerate(file, 1) if line.startswith("- [ ]"))
    lines = told_lines(item_page)
    assert lines[0] == (f"Zeile {box} ersetzen", file[box - 1], file[box - 1].replace("[ ]", "[x]"))
    assert lines[-2:] == [
        (f"Zeile {numbers['owner']} ersetzen", "owner: paul", "owner: anna"),
        (f"Zeile {numbers['status']} ersetzen", "status: backlog", "status: done"),
    ]
    assert lines[1][0].startswith("Nach Zeile")
    assert lines[1][2] == 'learning: "Kürzer: ja"'
    assert item_page.inner_text("[data-tally]").strip() == "4 Änderungen anzeigen"
    link = item_page.get_attribute("[data-file]", "href") or ""
    assert link == "https://github.com/backlog-site/backlog/edit/main/items/formular-kuerzen.md"
    assert item_page.evaluate("document.documentElement.scrollWidth") <= 320
    assert heard == []
    assert Axe().run(item_page, options=LIGHT).response["violations"] == []


def test_findings_that_were_there_before_are_told_apart(item_page: Page) -> None:
    item_page.goto(item_page.url.replace("items/formular-kuerzen.html", "new.html?edit=formular-kuerzen"))
    item_page.wait_for_selector("[data-changes]:not([hidden])")
    before = item_page.locator("[data-found] li").all_inner_texts()
    assert all(one.endswith("(wie vorher)") for one in before)
    item_page.fill("#field-due", "2026-02-01")
    item_page.wait_for_timeout(300)
    after = item_page.locator("[data-found] li").all_inner_texts()
    assert [one for one in after if not one.endswith("(wie vorher)")] == [
        "Warnung: Zugesagt für den 1. Februar 2026 und nicht erledigt."
    ]


def test_who_rates_anew_rates_today(item_page: Page) -> None:
    """Another rating brings its day along; a day that somebody types stays."""
    item_page.get_by_role("link", name="Bearbeiten").click()
    item_page.wait_for_selector("[data-changes]:not([hidden])")
    item_page.locator("label:has([name=impact][value='2'])").click()
    item_page.locator("[data-lines]", has_text="impact: 2").wait_for()
    assert {new for _, _, new in told_lines(item_page)} == {"impact: 2", "scored: 2026-02-16"}
    item_page.fill("#field-scored", "2026-02-11")
    item_page.locator("#field-scored").blur()
    item_page.locator("label:has([name=impact][value='3'])").click()
    item_page.locator("[data-lines]", has_text="impact: 3").wait_for()
    assert {new for _, _, new in told_lines(item_page)} == {"impact: 3", "scored: 2026-02-11"}


def test_goals_and_initiatives_are_edited_alike(item_page: Page) -> None:
    site = item_page.url.partition("/items/")[0]
    item_page.goto(f"{site}/goals/q1-anfragen.html")
    item_page.get_by_role("link", name="Bearbeiten").click()
    item_page.wait_for_selector("[data-changes]:not([hidden])")
    item_page.fill("form:not([hidden]) [name=current]", "31")
    lines = told_lines(item_page)
    assert [line for _, _, line in lines] == ["current: 31"]
    item_page.goto(f"{site}/new.html?edit=referenzen")
    item_page.wait_for_selector("[data-changes]:not([hidden])")
    item_page.fill("form:not([hidden]) [name=title]", "Referenzen, die zählen")
    assert told_lines(item_page)[0][2] == "title: Referenzen, die zählen"


def test_what_is_not_there_cannot_be_edited(item_page: Page) -> None:
    item_page.goto(item_page.url.replace("items/formular-kuerzen.html", "new.html?edit=nichts"))
    item_page.wait_for_function("document.querySelector('h1').textContent.includes('nichts')")
    assert item_page.is_hidden("[data-changes]")
    assert item_page.is_hidden("form")


@pytest.mark.parametrize("name", ["__proto__", "toString", "constructor", "<img src=x onerror=alert(1)>"])
def test_what_every_object_has_is_no_file(item_page: Page, name: str) -> None:
    heard: list[str] = []
    item_page.on("pageerror", lambda error: heard.append(str(error)))
    item_page.goto(item_page.url.replace("items/formular-kuerzen.html", f"new.html?edit={quote(name)}"))
    item_page.wait_for_function("name => document.querySelector('h1').textContent.includes(name)", arg=name)
    assert item_page.is_hidden("form")
    assert heard == []


def test_the_public_is_led_to_the_host(browser: Browser, tmp_path: Path) -> None:
    """No lines of files are published there, and nothing leads to where they would be."""
    settings = 'report_day = 2026-02-16\nrepository = "https://github.com/o/r"\n[site]\naudience = "public"\n'
    (tmp_path / "items").mkdir()
    (tmp_path / "backlog.toml").write_text(settings, "utf-8")
    (tmp_path / "items/one.md").write_text("---\ntitle: One thing\nstatus: idea\n---\n", "utf-8")
    assert built(tmp_path).pages
    assert not list((tmp_path / "site/data").glob("sources*"))
    page = browser.new_page()
    page.goto((tmp_path / "site/items/one.html").as_uri())
    assert page.locator("a[href*='new.html?edit']").count() == 0
    assert page.get_attribute(".tools a >> nth=0", "href") == "https://github.com/o/r/edit/main/items/one.md"
    page.close()


def test_the_one_file_edits_and_makes_new_ones_afterwards(browser: Browser, tmp_path: Path) -> None:
    """One form in it serves for everything, one after the other; nothing of an edit stays behind."""
    settings = 'language = "de"\nreport_day = 2026-02-16\n'
    (tmp_path / "items").mkdir()
    (tmp_path / "backlog.toml").write_text(settings, "utf-8")
    text = "---\ntitle: Eins $& $'\nstatus: idea\n---\n\nText\n\n- [ ] Es ist da\n"
    for name in ("eins", "zwei"):
        (tmp_path / f"items/{name}.md").write_text(text.replace("Eins", name.title()), "utf-8")
    assert built(tmp_path, single_file=True).pages
    page = browser.new_page()
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    one = (tmp_path / "site/backlog.html").as_uri()
    for name in ("eins", "zwei"):
        page.goto(f"{one}#items/{name}.html")
        page.get_by_role("link", name="Bearbeiten").click()
        page.wait_for_selector(f"h1:has-text('Bearbeiten: {name.title()}')")
        assert page.title().startswith(f"Bearbeiten: {name.title()} $& $' ")
        page.check("[data-field=criteria] [type=checkbox]")
        assert told_lines(page) == [("Zeile 8 ersetzen", "- [ ] Es ist da", "- [x] Es ist da")]
    page.goto(f"{one}#new.html")
    page.wait_for_selector("h1:has-text('Neue Idee')")
    page.fill("[name=title]:visible", "Drei")
    page.wait_for_timeout(300)
    assert page.is_hidden("[data-changes]")
    assert page.is_hidden("[data-tally]")
    assert page.is_visible(".hand >> visible=true")
    assert page.locator("[data-field=criteria] [type=checkbox]").count() == 0
    assert page.evaluate("backlogForm.path()") == "items/drei.md"
    assert heard == []
    page.close()
