"""The form says what the rules say: the same findings, to the letter, whatever is typed."""

from __future__ import annotations

import unicodedata
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from backlog.formats.form_rules import JUDGED, LEFT_TO_CHECK
from backlog.rules import RULES
from tests.browser.forms import Team, judge, load, shown
from tests.browser.typing_at_random import Typist

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

DAY = date(2026, 2, 16)
SETTINGS = """
language = "{language}"
report_day = 2026-02-16
reasons = ["budget"]
[wip]
per_person = 1
[people.anna]
name = "Anna Schmidt"
[people.jonas]
name = "Jonas Weidner"
[people.jw]
name = "Jonas Weidner"
[people.team-nord]
name = "Müller & Söhne"
[people.henrik]
name = "Henrik Voss"
until = 2025-12-31
[channels.website]
name = "Website"
[channels.email]
name = "E-Mail"
[metrics.anfragen]
name = "Qualifizierte Anfragen"
[metrics.anrufe]
name = "Anrufe"
available = false
[partners.filmbuero]
name = "Filmbüro Panke"
[naming]
ids = "[a-z][a-z0-9-]*"
tags = '\\w{{3,}}'
campaign = '^\\d{{4}}q[1-4]_[a-z]+$'
[[workflow]]
id = "idea"
kind = "intake"
name = "Ideen"
aliases = ["Neu"]
[[workflow]]
id = "backlog"
kind = "backlog"
name = "Backlog"
[[workflow]]
id = "planned"
kind = "planned"
name = "Geplant"
[[workflow]]
id = "active"
kind = "active"
name = "In Arbeit"
wip_limit = 2
[[workflow]]
id = "review"
kind = "review"
name = "Freigabe"
[[workflow]]
id = "done"
kind = "done"
name = "Erledigt"
[[workflow]]
id = "dropped"
kind = "dropped"
name = "Verworfen"
{more}
"""
BODY = "\n\nWas zu tun ist, steht hier in einem Satz.\n\n- [ ] Es ist da\n"


def item(title: str, status: str = "backlog", *lines: str) -> tuple[str, str]:
    front = [f"title: {title}", f"status: {status}", "impact: 3", "confidence: 3", "effort: 2", *lines]
    return "item", "---\n" + "\n".join(front) + "\n---" + BODY


FILES = {
    "items/landingpage.md": item("Landingpage für Wärmepumpen", "active", "owner: anna", "goal: mehr-anfragen"),
    "items/newsletter.md": item("Newsletter im Februar", "active", "owner: jw", "initiative: fruehjahr"),
    "items/anzeigen.md": item("Anzeigen schalten", "planned", "owner: henrik", "goal: mehr-anfragen", "metric: anrufe", "depends_on: [newsletter]"),
    "items/video.md": item("Video drehen", "done", "owner: anna", "learning: Es wirkt", "formerly: [film]", "goal: mehr-anfragen"),
    "items/messe.md": item("Messe in Köln", "dropped"),
    "items/faq.md": item("Häufige Fragen beantworten", "backlog", "created: 2026-01-05", "owner: anna", "goal: alt"),
    "items/flyer.md": item("Flyer neu drucken", "idea"),
    "items/goals/mehr-anfragen.md": ("goal", "---\ntitle: Mehr Anfragen\nperiod: 2026-Q1\nmetric: anrufe\ntarget: 40\n---\n"),
    "items/goals/alt.md": ("goal", "---\ntitle: Altes Ziel\nperiod: 2025\nmetric: anfragen\ntarget: 4\nstatus: achieved\n---\n"),
    "items/initiatives/fruehjahr.md": ("initiative", "---\ntitle: Frühjahr\ngoal: mehr-anfragen\n---\n"),
    "items/meetings/2026-02-09-review.md": ("meeting", "---\ndate: 2026-02-09\ntype: review\n---\n"),
}  # fmt: skip
FULL = {
    "title": "Preisliste erneuern", "status": "backlog", "goal": "mehr-anfragen", "owner": "anna", "channel": "website",
    "impact": "3", "confidence": "2", "effort": "1", "metric": "anfragen", "tags": ["preise"],
    "description": "Die Preise von 2024 stehen noch auf der Seite.", "criteria": "Die Seite ist live\n[x] Geprüft",
}  # fmt: skip
ENTRY = {"since": "2026-02-02", "reason": "approval"}

# By kind and path: what is typed, beside FULL for items. Together they let every judged rule find something.
ITEMS: dict[str, dict[str, Any]] = {
    "complete": {},
    "idea": {**dict.fromkeys(FULL, ""), "title": "Eine Idee", "status": "idea", "requested_by": "Vertrieb"},
    "planned, nothing else": {**dict.fromkeys(FULL, ""), "title": "Bald", "status": "planned"},
    "short title": {"title": "Ab"},
    "names of every object": {"owner": "constructor", "reviewer": "__proto__", "metric": "toString", "channel": "valueOf", "status": "active"},
    "names of every object again": {"goal": "constructor", "initiative": "toString", "partner": "__proto__", "tags": ["constructor"]},
    "long title": {"title": "Sehr lang " * 20},
    "longest": {"title": "x" * 1300},
    "unknown status": {"status": "geplantt"},
    "alias": {"status": "neu"},
    "no status": {"status": ""},
    "ratings in part": {"impact": ""},
    "only effort": {"impact": "", "confidence": "", "status": "idea"},
    "sure without evidence": {"confidence": "5"},
    "with evidence": {"confidence": "4", "evidence": "Zahlen: aus dem CRM"},
    "stale": {"scored": "2024-01-31"},
    "parked": {"recheck": "2026-02-16"},
    "unknown goal": {"goal": "mehr-anfrage"},
    "goal by title": {"goal": "Mehr Anfragen"},
    "goal far off": {"goal": "xyz"},
    "goal differs": {"goal": "alt", "initiative": "fruehjahr"},
    "goal from initiative": {"goal": "", "initiative": "Frühjahr"},
    "unknown initiative": {"initiative": "fruhjahr"},
    "unknown channel": {"channel": "Webseite"},
    "unknown partner": {"partner": "Filmburo", "metric": "Anfrage"},
    "no metric": {"metric": ""},
    "formerly": {"formerly": ["film", "alte-preise", "flyer"]},
    "near metric": {"metric": "qualifizierte anfrage"},
    "metric in words": {"metric": "Zeit auf der Seite: 3 Minuten"},
    "nobody": {"owner": "alle"},
    "tbd": {"owner": "TBD", "status": "active"},
    "two owners": {"owner": "Anna und Jonas"},
    "company": {"owner": "Müller & Söhne"},
    "unknown owner": {"owner": "ana"},
    "at owner": {"owner": "@anna", "reviewer": "Claudia"},
    "namesakes": {"owner": "jonas weidner"},
    "gone": {"owner": "henrik", "reviewer": "henrik"},
    "gone from done": {"owner": "henrik", "status": "done"},
    "too much": {"owner": "anna", "status": "active"},
    "in review": {"status": "review", "owner": "anna"},
    "waits": {"depends_on": ["newsletter", "Messe", "messe", "film", "unbekannt"], "status": "planned"},
    "waits in backlog": {"depends_on": ["newsletter"]},
    "itself": {"depends_on": ["preisliste"]},
    "waits for none": {"depends_on": ["news letter"], "status": "done"},
    "blocked": {"blocked": [ENTRY]},
    "blocked long": {"blocked": [{**ENTRY, "since": "2025-12-01"}, ENTRY]},
    "blocked until": {"blocked": [{**ENTRY, "until": "2026-02-01"}]},
    "half blocked": {"blocked": [{"note": "Fehlt"}, ENTRY, {"since": "2026-02-01"}, {"reason": "budget"}]},
    "reason": {"blocked": [{"since": "2026-02-02", "reason": "Freigabe"}]},
    "dates": {"start": "31.2.2026", "due": "2026-02-30", "created": "1.2.26", "scored": "2026-2-3"},
    "more dates": {"start": "gestern", "due": "2026-13-40", "created": "1890-01-01", "recheck": "1.13.2026"},
    "backwards": {"start": "2026-03-01", "due": "2026-02-28"},
    "backwards done": {"started": "2026-01-20", "done": "2026-01-10", "created": "2026-01-05", "status": "done"},
    "backwards created": {"done": "2026-01-10", "created": "2026-01-12", "status": "done"},
    "to come": {"created": "2026-02-17", "started": "2026-05-01", "done": "2026-05-02", "scored": "2026-02-17"},
    "overdue": {"due": "2026-02-15"},
    "overdue and done": {"due": "2026-02-15", "status": "done", "learning": "Ja"},
    "done": {"status": "done"},
    "done and learnt": {"status": "done", "learning": "Es ging: schneller als gedacht # wirklich"},
    "dropped": {"status": "dropped", "owner": "", "goal": ""},
    "cost": {"cost": {"planned": "1.200", "actual": "12,5"}},
    "more cost": {"cost": {"planned": "-5", "actual": "3.5"}},
    "no cost": {"cost": {"planned": "viel", "actual": "040"}},
    "result": {"result": {"value": "12", "outcome": "erreicht", "again": "wiederholenn"}, "status": "done"},
    "private": {"private": True, "owner": "anna", "status": "active", "metric": "anrufe"},
    "cannot be read": {"metric": "anrufe"},
    "tags": {"tags": ["ab", "größe", "a-b-c"]},
    "campaign": {"campaign": "2026Q1_Wärme"},
    "campaign fits": {"campaign": "2026q1_waerme"},
    "same title": {"title": "FAQ: häufige Fragen beantworten!"},
    "same words": {"title": "Fragen beantworten, häufige", "created": "2026-02-01"},
    "one letter": {"title": "Newsletter im Februaar", "created": "2026-02-01"},
    "older": {"title": "Häufige Fragen beantworten", "created": "2025-12-01"},
    "short description": {"description": "Zu kurz."},
    "marked description": {"description": "## Warum\n\n*Weil* [es](https://example.org/lang/und/laenger) fehlt"},
    "listed description": {"description": "Drei Dinge:\n\n- eins\n- zwei\n- [ ] drei"},
    "commented": {"description": "<!-- so -->"},
    "no criteria": {"criteria": ""},
    "nineteen": {"description": "Neunzehn Zeichen, da"},
    "extra lines": {"section-2": "Eine Seite mit allen Preisen."},
    "evidence of numbers": {"evidence": "2026-02-03", "expected": "226 → 200 Euro", "requested_by": "@jw"},
}  # fmt: skip
GOAL = {"title": "Mehr Bewerbungen", "period": "2026-Q1", "metric": "anfragen", "target": "40"}
GOALS: dict[str, dict[str, Any]] = {
    "complete": {"current": "12", "measured": "2026-02-10"},
    "title alone": {**dict.fromkeys(GOAL, ""), "title": "Ziel"},
    "running": {},
    "running in part": {"current": "3.5"},
    "to come": {"period": "2026-Q2"},
    "stale": {"current": "0", "measured": "2026-01-01"},
    "period": {"period": "Q1 2026"},
    "spans": {"period": {"from": "2026-01-01", "to": "2026-03-31"}, "current": "1", "measured": "2026-02-16"},
    "turned": {"period": {"from": "2026-04-01", "to": "2026-03-31"}},
    "half a span": {"period": {"from": "2026-04-01"}},
    "numbers": {"target": "3,5", "baseline": "1.000", "current": "12 %"},
    "more numbers": {"target": "0x1F", "baseline": "1e3", "current": "+4"},
    "other numbers": {"target": "1_000", "baseline": "007", "current": "vier"},
    "odd numbers": {"target": "0o17", "baseline": "12.50e2", "current": "nan"},
    "share": {"share": "120", "purpose": "sale", "status": "aktiv"},
    "half a share": {"share": "12.5"},
    "share in words": {"share": "1:30", "purpose": "Vertrieb", "status": "paused", "owner": "Alle"},
    "owner": {"owner": "Anna Schmid", "metric": "Anrufen", "status": "done"},
}
INITIATIVES: dict[str, dict[str, Any]] = {
    "complete": {"title": "Herbst", "goal": "mehr-anfragen"},
    "title alone": {"title": "Herbst"},
    "unknown": {"title": "Herbst", "goal": "Mehr-Anfragn", "owner": "tbd", "status": "fertig"},
}
MEETINGS: dict[str, dict[str, Any]] = {
    "complete": {"date": "2026-02-16", "type": "review", "attendees": ["anna", "jw"], "decisions": [{"text": "Wir machen das"}]},
    "text alone": {"description": "Es war gut", "cancelled": "Krank"},
    "again": {"date": "2026-02-09", "type": "review"},
    "rows": {
        "date": "2026-02-16", "type": "review", "attendees": ["Ana", "Jonas Weidner", "alle"],
        "actions": [{"text": "Anrufen", "due": "2026-02-10", "owner": "alle"}, {"text": "Mail", "due": "2026-02-10", "done": "2026-02-11", "owner": "ann"}, {"owner": "anna"}],
        "blockers": [{"item": "video", "owner": "jonas"}, {"item": "vidio", "note": "Ton: fehlt"}, {"note": "Nichts", "owner": "n/a"}],
        "decisions": [{"text": "Ja", "supersedes": "Nein"}, {"supersedes": "Alt"}],
    },
}  # fmt: skip
CASES = [
    *(("item", "items/zz/preisliste.md", {**FULL, **said}) for said in ITEMS.values()),
    *(("item", f"items/zz/{stem}.md", FULL) for stem in ("faq", "FAQ", "film", "Größe 2", "con", "index", "x" * 65, "goals2", "Groß_x", "Preis.Liste")),
    *(("goal", "items/goals/zz.md", {**GOAL, **said}) for said in GOALS.values()),
    *(("initiative", "items/initiatives/zz.md", said) for said in INITIATIVES.values()),
    *(("meeting", "items/meetings/zz.md", said) for said in MEETINGS.values()),
]  # fmt: skip
# Files that are there and are edited.
EDITED: dict[str, dict[str, Any]] = {
    "items/newsletter.md": {"depends_on": ["anzeigen", "video"], "owner": "jw", "initiative": "fruehjahr", "status": "active"},
    "items/video.md": {"formerly": ["film", "faq"], "status": "done", "criteria": "Es ist da"},
    "items/faq.md": {"title": "Newsletter in Februar", "created": "2026-01-05", "owner": "henrik"},
    "items/goals/mehr-anfragen.md": {**GOAL, "title": "Mehr Anfragen", "metric": "anrufe", "status": "paused"},
    "items/goals/alt.md": {**GOAL, "title": "Altes Ziel", "status": "achieved", "period": "2025"},
    "items/initiatives/fruehjahr.md": {"title": "Frühjahr", "goal": "fruehjahr", "status": "finished"},
}  # fmt: skip
CASES += [
    (FILES[path][0], path, {**FULL, **said} if FILES[path][0] == "item" else said)
    for path, said in EDITED.items()
]
MORE = {
    "bare": "",
    "own names": '[fields]\nowner = "assignee"\ngoal = "okr"\n[rules]\nI208 = "off"\noverdue = "error"\n',
}

FRESH: list[tuple[str, str, dict[str, Any]]] = [
    *[("item", "items/zz/preisliste.md", FULL)] * 3,
    ("goal", "items/goals/zz.md", GOAL),
    ("initiative", "items/initiatives/zz.md", {"title": "Herbst", "goal": "alt"}),
    ("meeting", "items/meetings/zz.md", {"date": "2026-02-16", "type": "review"}),
]
NAMES = [
    "Mehr Anfragen", "mehr-anfragen", "Altes Ziel", "alt", "anna", "Anna Schmidt", "jonas", "Website", "email", "E-Mail",
    "Filmbüro Panke", "filmbuero", "anfragen", "Qualifizierte Anfragen", "anrufe", "newsletter", "landingpage", "faq",
    "video", "film", "fruehjahr", "Frühjahr", "Newsletter im Februar", "Häufige Fragen beantworten", "Geplant", "active",
    "In Arbeit", "erreicht", "übertroffen", "Sonstiges", "Freigabe steht aus", "preisliste", "review", "2026q1_messe",
]  # fmt: skip
OF_THE_TEXT = {"description-missing", "criteria-missing", "criteria-open"}


def team(code: str, more: str = "") -> Team:
    return Team.of(SETTINGS.format(language=code, more=more), FILES, DAY, code)


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("more", MORE.values(), ids=MORE)
@pytest.mark.parametrize("code", ["de", "en"])
def test_the_form_finds_what_the_rules_find(page: Page, code: str, more: str) -> None:
    """Rule, field and sentences are the same, and so are the lines to paste."""
    among = team(code, more)
    load(page, among)
    for (kind, path, values), (text, told) in zip(CASES, judge(page, CASES), strict=True):
        found = among.found(kind, path, text)
        assert told == found, (
            f"{text}\n{shown(sorted(told - found))}\n≠\n{shown(sorted(found - told))}\n{values}"
        )


@pytest.mark.parametrize("code", ["de", "en"])
def test_whatever_is_typed_is_judged_alike(page: Page, code: str) -> None:
    """Three hundred files of things that nobody should type; only of an odd text may the form keep silent."""
    among = team(code, MORE["own names"] if code == "en" else "")
    load(page, among)
    tables = page.evaluate("backlogRules.tables")
    chance = Random(2026)  # noqa: S311 - the same every time
    typist = Typist(chance, NAMES)
    cases = []
    for number in range(300):
        kind, path, given = FRESH[number % len(FRESH)]
        rows = [row for row in tables[kind] if row["name"] not in {"id", "history"}]
        typed = {
            row["name"]: typist.value(row)
            for row in chance.sample(rows, chance.randint(1, min(8, len(rows))))
        }
        below = {"description": typist.lines(), "criteria": typist.lines()} if chance.random() < 0.3 else {}
        cases.append((kind, path, {**given, **typed, **below}))
    silent = 0
    for (kind, path, values), (text, told) in zip(cases, judge(page, cases), strict=True):
        found = among.found(kind, path, text)
        if told < found and {slug for slug, *_ in found - told} <= OF_THE_TEXT:
            silent += 1
            continue
        assert told == found, (
            f"{text}\n{shown(sorted(told - found))}\n≠\n{shown(sorted(found - told))}\n{values}"
        )
    assert silent < 30


@pytest.mark.parametrize(
    "typed", [{"title": "Aufgabe Nummmer"}, {"depends_on": ["aufgabe-31a", "aufgbe-7"]}], ids=["title", "id"]
)
def test_of_many_items_the_same_ones_are_named(page: Page, typed: dict[str, Any]) -> None:
    """Where there are hundreds, not each is compared with each; the ones that are found are the same."""
    words = [f"Nu{letter}{other}mer" for letter in "abcmnop" for other in "abcm"]
    many = {
        f"items/aufgabe-{number}.md": item(
            f"Aufgabe {words[number % len(words)]}",
            "backlog",
            f"created: 2026-01-{number % 28 + 1:02}",
            "goal: mehr-anfragen",
        )
        for number in range(320)
    }
    among = Team.of(SETTINGS.format(language="de", more=""), {**FILES, **many}, DAY, "de")
    load(page, among)
    case = ("item", "items/zz/preisliste.md", {**FULL, **typed, "created": "2026-02-01"})
    [(text, told)] = judge(page, [case])
    assert told == among.found("item", case[1], text)
    assert {"title-similar", "item-unknown"} & {slug for slug, *_ in told}


def test_letters_are_folded_alike(page: Page) -> None:
    """Every letter that Python knows, as `str.casefold` folds it; both know the newest ones at other times."""
    load(page, team("de"))
    known = [
        chr(code)
        for code in range(0x1F000)
        if unicodedata.category(chr(code)) in {"Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "So", "Mn"}
    ]
    folded = page.evaluate("letters => letters.map(backlog.spelling.casefold)", known)
    assert [letter for letter, made in zip(known, folded, strict=True) if made != letter.casefold()] == []


def test_what_is_typed_is_judged_at_once(page: Page) -> None:
    """Three thousand items: a check takes less than a tenth of a second, the first one included."""
    many = {
        f"items/aufgabe-{number}.md": item(f"Aufgabe {number} {number * 7919 % 1000}")
        for number in range(300)
    }
    among = Team.of(SETTINGS.format(language="de", more=""), {**FILES, **many}, DAY, "de")
    load(page, among)
    took = page.evaluate(
        """values => {
          const items = backlogRules.items;
          backlogRules.items = Array.from({length: 3000}, (_, n) => ({...items[n % items.length], id: `a${n}`}));
          const judge = () => { const start = performance.now(); backlogChecks("item", values, {plan: plans.item, path: "items/x.md"}); return performance.now() - start; };
          return [judge(), Math.min(judge(), judge(), judge())];
        }""",
        FULL,
    )
    assert took[0] < 400
    assert took[1] < 100


def test_every_rule_is_judged_or_says_why_not() -> None:
    """A new rule is to be decided about."""
    rules = {rule.slug for rule in RULES}
    assert JUDGED | LEFT_TO_CHECK.keys() == rules
    assert not JUDGED & LEFT_TO_CHECK.keys()
    assert all(LEFT_TO_CHECK.values())
