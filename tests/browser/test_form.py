"""What the form makes is a file that `check` takes as meant: any text, every kind of file, every repository."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from backlog.config.sections import Kind
from backlog.content.characters import FORBIDDEN
from backlog.content.parse import parse, vocabulary
from backlog.content.patterns import patterns_of
from backlog.language import language
from backlog.metrics.ice import ranking
from backlog.reader import read_backlog
from backlog.spelling import id_of
from tests.browser.filling import Repository, opened, renamed, repository, written
from tests.conftest import EXAMPLES, ROOT, SHARED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

NAMES = ("own", "english", "german", "renamed")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Repository]:
    folder = tmp_path_factory.mktemp("forms")
    own = folder / "own"
    own.mkdir()
    shutil.copytree(ROOT / "items", own / "items")
    shutil.copy(ROOT / "backlog.toml", own)
    shelf = {"own": repository(own), "renamed": renamed(folder)}
    for name in ("english", "german"):
        shutil.copytree(EXAMPLES / name, folder / name)
        shelf[name] = repository(folder / name)
    return shelf


@pytest.fixture(scope="module")
def pages(browser: Browser, shelf: dict[str, Repository]) -> Iterator[dict[str, Page]]:
    """The form of each repository, open."""
    found = {name: opened(browser, there.page) for name, there in shelf.items()}
    yield found
    for page in found.values():
        page.context.close()


def chosen(page: Page, name: str, number: int = 0) -> str:
    """A value that the form offers for a field."""
    values = page.evaluate(
        "name => [...document.querySelectorAll(`form:not([hidden]) select[name='${name}'] option`)].map(o => o.value)",
        name,
    )
    return [value for value in values if value][number]


def status_of(page: Page, kind: str) -> str:
    return page.eval_on_selector(f"select[name=status] [data-kind={kind}]", "option => option.value")


LONG = "Ein langer Satz über Wärmepumpen, Förderung und Wartung. " * 60
TITLES = [
    "Größere Überschrift für die Startseite",
    "Preis: ab 490 Euro #heizen",
    "- Liste oder nicht? # ja",
    "„Anführung“ und \"quotes\" und 'einfache'",
    "100 % mehr Klicks",
    "2026-02-16",
    "true",
    "[Klammer] {geschweift} & <b>fett</b>",
    "🚀 Start! 👩‍💻",
    "key: value: more",
    "@anna fragt: was nun?",
    "`Code` *stern* _strich_ | Balken",
    "ends with colon:",
    "|",
    "> zitat",
    "%YAML 1.2",
    "&anker *alias !tag",
    "~ null ~",
    "Ⅳ. Quartal ﬁnden ℡ ß ẞ",
    "日本語のタイトル",
    "con nul aux",
    "x" * 120,
]
TITLES[TITLES.index("|")] = "||| Balken"


@pytest.mark.parametrize("name", NAMES)
def test_an_idea_with_any_title_is_a_file_that_check_takes(
    shelf: dict[str, Repository], pages: dict[str, Page], name: str
):
    """Three fields: nothing is found about the file, and all three are read as they were typed."""
    here, page = shelf[name], pages[name]
    page.evaluate("backlogForm.open('')")
    words = vocabulary(here.config)
    for title in TITLES if name in {"own", "renamed"} else TITLES[::4]:
        values = {"status": status_of(page, "intake"), "created": str(here.config.report_day)}
        values |= {
            "title": title,
            "requested_by": f"{title} & Co.",
            "description": f"Warum: {title}\n\n{title}",
        }
        path, text = written(page, values)
        assert patterns_of(here.config.content)[0].kind
        assert here.findings(path, text) == [], text
        item: Any = parse("item", path, text.encode(), words, html=True).value
        assert (item.title, item.requested_by) == (title, f"{title} & Co."), text
        assert item.kind is Kind.INTAKE
        assert path.startswith("items/2026/" if name == "renamed" else "items/")


DESCRIPTIONS = [
    "Zwei Zeilen,\nmit --- darunter\n---\nund mehr als zwanzig Zeichen.",
    "# Überschrift\n\nDarunter steht, worum es geht, in ein paar Worten.\n\n## Noch eine\n===\nEnde",
    "---\ntitle: nicht dieser\n---\n\nDas sieht aus wie ein Kopf und ist keiner.",
    "```\nnie geschlossen, aber lang genug für alle\n# kein Titel",
    "Ein Kommentar <!-- der nie endet, und noch viel Text danach",
    "Text mit <script>alert(1)</script> und &amp; und <b>fett</b>, lang genug.",
    "- Punkt eins ist lang genug\n- Punkt zwei\n    - tiefer\n\t- Tab",
    "<<<<<<< HEAD\nmeins ist das hier, ziemlich lang\n=======\ndeins\n>>>>>>> ast",
    "~~~~\n```\nverschachtelt und nie zu, mit genug Zeichen",
    "| a | b |\n|---|---|\n| eins und noch mehr | zwei |",
    "Zeile mit zwei Leerzeichen  \nund noch eine\\\nund Schluss jetzt.",
    "1. Erstens kommt das hier\n2. Zweitens jenes\n\n    eingerückt",
    "> Zitat, das lang genug ist, um zu zählen\n---",
    LONG,
]


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_item_passes_whatever_its_text(
    shelf: dict[str, Repository], pages: dict[str, Page], name: str
):
    """Everything the backlog asks for, and texts that could swallow what follows them: the criteria stay."""
    here, page = shelf[name], pages[name]
    page.evaluate("backlogForm.open('')")
    words = vocabulary(here.config)
    criteria = "Die Seite ist live: ja\n- [ ] # Zweitens\n* `Drittens` <!-- nicht\n\n[x] Viertens"
    for number, description in enumerate(
        DESCRIPTIONS if name in {"english", "renamed"} else DESCRIPTIONS[::4]
    ):
        values = {
            "title": f"Eigene Aufgabe {'abcdefghijklmnop'[number] * 7}",
            "status": status_of(page, "backlog"),
            "goal": chosen(page, "goal"),
            "owner": chosen(page, "owner"),
            "channel": chosen(page, "channel"),
            "impact": "4", "confidence": "4", "effort": "2",
            "evidence": "Test: 8 % # mehr\nund noch eine Zeile", "scored": "2026-02-16", "created": "2026-02-16",
            "metric": "Zahl: eigene, 5 #", "expected": "0 -> 8", "tags": ["a, b", "ü: x", "[c]", "1"],
            "depends_on": [page.evaluate("backlogData.items[0].id")],
            "cost": {"planned": "300"},
            "blocked": [{"since": "2026-02-10", "reason": "approval", "note": "Von: Stefan # bald"},
                        {"since": "2026-01-10", "reason": "sales", "until": "2026-01-12"}],
            "description": description, "criteria": criteria, "section-3": "Der Beweis", "squad": "Blau: #1",
        }  # fmt: skip
        path, text = written(page, values)
        found = here.findings(path, text)
        assert [one.slug for one in found if one.location.path == path] == [], (text, found)
        item: Any = parse("item", path, text.encode(), words, html=True).value
        assert [one.text for one in item.body.criteria[-4:]] == [
            "Die Seite ist live: ja", "# Zweitens", "`Drittens` &lt;!-- nicht", "Viertens",
        ], text  # fmt: skip
        assert [one.done for one in item.body.criteria[-4:]] == [False, False, False, True]
        assert (item.impact, item.confidence, item.effort) == (4, 4, 2)
        assert item.tags == ("a, b", "ü: x", "[c]", "1")
        assert item.evidence == values["evidence"]
        assert [block.reason for block in item.blocked] == ["approval", "sales"]
        assert item.blocked[0].note == "Von: Stefan # bald"
        assert item.cost.planned == 300
        if name == "renamed":
            assert dict(item.extra)["squad"] == "Blau: #1"
            assert "\nassignee: " in text
            assert "\nstate: " in text
            assert "# Eigene Aufgabe" in text
            assert "## Proof\n\nDer Beweis\n" in text
        elif name == "own":
            assert "\nverantwortlich: " in text
            assert "grund: Freigabe steht aus" in text
            assert "## Fertig, wenn\n\n- [ ] Die Seite" in text


PERIODS: tuple[Any, ...] = ("2026-Q2", "2026-04", "2027", {"from": "2026-03-01", "to": "2026-05-15"})


def goal_of(period: object) -> dict[str, Any]:
    return {
        "title": f"Mehr: Anfragen # {period}", "period": period, "metric": "eigene Zahl: x", "target": "40",
        "baseline": "0", "share": "20", "purpose": "sales", "status": "active",
        "description": "Warum\n---\nso: # nicht",
    }  # fmt: skip


def minutes_of(page: Page, type_: str) -> dict[str, Any]:
    page.evaluate("backlogForm.open('type=meeting')")
    boxes = "[...document.querySelectorAll('[data-form=meeting] [name=attendees]')].map(one => one.value)"
    people = page.evaluate(boxes)
    decisions = page.evaluate("[...document.querySelectorAll('#decisions option')].map(one => one.value)")
    return {
        "date": "2026-02-16", "type": type_, "attendees": people,
        "decisions": [{"text": "Preis: ab 490 # Euro"},
                      {"text": "Zwei\nZeilen", "supersedes": decisions[0] if decisions else ""}],
        "actions": [{"text": "- anrufen: ja", "owner": people[0], "due": "2026-03-01"}],
        "blockers": [{"item": page.evaluate("backlogData.items[0].id"), "note": "# hängt: fest",
                      "owner": people[-1]}],
        "description": "## Notizen\n---\n<!-- mehr",
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_goals_initiatives_and_minutes_pass(shelf: dict[str, Repository], pages: dict[str, Page], name: str):
    here, page = shelf[name], pages[name]
    words = vocabulary(here.config)
    page.evaluate("backlogForm.open('type=initiative')")
    bundle = {"title": "Alles zu: „Bau“ # 1", "goal": chosen(page, "goal"), "status": "paused"}
    cases = [("goal", goal_of(period)) for period in PERIODS]
    cases += [("meeting", minutes_of(page, type_)) for type_ in ("review", "planning", "strategy", "intake")]
    for kind, values in [*cases, ("initiative", bundle)]:
        page.evaluate("kind => backlogForm.open('type=' + kind)", kind)
        path, text = written(page, values)
        found = [one.slug for one in here.findings(path, text) if one.location.path == path]
        no_item_yet = {"goal-uncovered"} if kind == "goal" else set()  # what makes items for it comes next
        assert set(found) <= no_item_yet, text
        thing: Any = parse(kind, path, text.encode(), words, html=True).value
        kinds = [pattern.kind for pattern in patterns_of(here.config.content) if pattern.finds(path)]
        assert kinds[0] == kind, path
        if kind == "meeting":
            assert [one.text for one in thing.decisions] == ["Preis: ab 490 # Euro", "Zwei\nZeilen"]
            assert (thing.actions[0].text, thing.blockers[0].note) == ("- anrufen: ja", "# hängt: fest")
            assert thing.type == values["type"]
        else:
            assert thing.title == values["title"]
        if kind == "goal":
            assert (thing.target, thing.share, thing.purpose) == (40, 20, "sales")


NAUGHTY = [
    "", " ", "a\tb", "a\u00a0b", "\u00a0a", "a ", "a\r\nb", "\u200bzero", "👩\u200d💻", "\u200d", "a\u200d", "نمی\u200cخواهم",
    "\ufefftop", "\u2028line", "a\u0085b", "\x00null", "\u202eright", "- x", "? y", ": z", "# h", "a #b", "a# b", "a: b", "a:",
    "yes", "No", "NULL", "~", "010", "0x1f", "1e5", "1_000", ".inf", "1:30", "2026-02-16", "12:30:45", "'", '"', "\\", "\\n",
    '"a"', "a'b", "{a: b}", "[a, b]", "*a", "&a", "!a", "|", ">", "%a", "@a", "`a`", "---", "...", "<<", "=", "a,b", "ä" * 500,
    "x" * 5000, "\u0301komb", "Ａ", "١٢٣", "\U0001f1e9\U0001f1ea", "\ue000", "\U0010fffd", "a\u3000b", "𝒜bc", "ends \\",
    "<!-- c -->", "a <!-- b", "</script><script>alert(1)</script>", "{{7*7}}", "{{title}}", "{{fields}}", "${x}", "$& $1 $$",
]  # fmt: skip


def told(text: str, *, lines: bool) -> str:
    """A text as the reader may hold it: what a field of one line drops, what nobody sees."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text if lines else text.replace("\n", "")
    before = None
    while before != text:
        before, text = text, FORBIDDEN.sub("", text)
    return text.strip()


def hold(page: Page, here: Repository, strings: list[str]) -> None:
    """Each text in every kind of place of one file: what is read is what was typed."""
    page.evaluate("backlogForm.open('')")
    made = page.evaluate(
        """async strings => {
          const kept = [];
          for (const text of strings) {
            backlogForm.fill({title: "Eine Aufgabe", status: backlogData.statuses[0].id, evidence: text, learning: text,
              expected: text, campaign: text, requested_by: text, tags: [text, "fest", text], description: text,
              blocked: [{since: "2026-02-01", reason: "other", note: text}], criteria: text + "\\nZuletzt"});
            kept.push([backlog.markdown.text(backlogForm.plan, backlogForm.read()), backlogForm.read().tags.length, backlog.spelling.idOf(text)]);
            if (kept.length % 50 === 0) await new Promise(requestAnimationFrame);
          }
          return kept;
        }""",
        strings,
    )
    words = vocabulary(here.config)
    for text, (markdown, tags, id_) in zip(strings, made, strict=True):
        parsed = parse(
            "item", "items/eine-aufgabe.md", markdown.encode("utf-8", "surrogatepass"), words, html=True
        )
        assert not [fault for fault in parsed.faults if fault.slug != "body-too-deep"], (
            text,
            markdown,
            parsed.faults,
        )
        item: Any = parsed.value
        line, lines = told(text, lines=False) or None, told(text, lines=True) or None
        people = {person.name: id_ for id_, person in here.config.people.items()}
        assert (item.evidence, item.learning) == (lines, lines), markdown
        assert (item.expected, item.campaign) == (line, line), markdown
        assert item.requested_by == people.get(line or "", line)
        assert item.tags == ((line, "fest", line) if line else ("fest",)), markdown
        assert tags == len(item.tags)
        assert item.blocked[0].note == lines
        assert item.body.criteria[-1].text == "Zuletzt", markdown
        assert id_ == id_of(text), text


@pytest.mark.parametrize("name", ["own", "renamed"])
def test_naughty_texts_are_read_as_typed(shelf: dict[str, Repository], pages: dict[str, Page], name: str):
    hold(pages[name], shelf[name], NAUGHTY)


def test_the_big_list_of_naughty_strings(shelf: dict[str, Repository], pages: dict[str, Page]):
    """T27: as many as others have collected."""
    file = SHARED / "suites" / "blns.json"
    if not file.is_file():
        pytest.skip(f"the outside data are not beside the checkout: {file}")
    strings = json.loads(file.read_text("utf-8"))
    assert len(strings) > 400
    hold(pages["english"], shelf["english"], strings)


def test_what_is_typed_never_becomes_markup(pages: dict[str, Page]):
    """T27: in the preview, in messages, in lists."""
    page = pages["english"]
    page.evaluate("backlogForm.open('')")
    before = page.evaluate("document.querySelectorAll('img, script, b, iframe').length")
    attack = '"><img src=x onerror=alert(1)><b>x</b><script>alert(1)</script>'
    _, text = written(
        page,
        {"title": attack, "requested_by": attack, "description": attack, "tags": [attack], "goal": attack},
    )
    assert attack in text
    assert page.text_content("form:not([hidden]) [data-preview] pre") == text
    assert page.evaluate("document.querySelectorAll('img, script, b, iframe').length") == before


@pytest.mark.parametrize("name", ["own", "english"])
def test_score_and_rank_are_the_product_s_own(
    shelf: dict[str, Repository], pages: dict[str, Page], name: str
):
    """All 125 ratings against the real ranking; equal scores share a rank."""
    here, page = shelf[name], pages[name]
    backlog = read_backlog(here.root, here.config)
    day = here.config.report_day
    assert day
    speaks = language(here.config.language)
    shown_items = [item for item in backlog.items if not item.private]  # the others are nobody's business
    model = next(item for item in shown_items if item.kind is Kind.BACKLOG)
    page.evaluate("backlogForm.open('')")
    shown = page.evaluate(
        """() => {
          const all = {};
          for (const impact of "12345") for (const confidence of "12345") for (const effort of "12345") {
            backlogForm.fill({title: "x", impact, confidence, effort});
            all[impact + confidence + effort] = document.querySelector("[data-score]").textContent;
          }
          return all;
        }"""
    )
    assert len(shown) == 125
    ranks = set()
    for rating, words in shown.items():
        impact, confidence, effort = map(int, rating)
        item = replace(
            model,
            id="zz-new",
            impact=impact,
            confidence=confidence,
            effort=effort,
            depends_on=(),
            recheck=None,
        )
        standings = ranking([*shown_items, item], day, {}).standings
        mine = standings["zz-new"]
        score = speaks.number(mine.score, 2)
        rank = speaks.text("Rank {rank} of {all}", rank=mine.rank, all=len(standings))
        assert words == f"{impact} × {confidence} ÷ {effort} = {score} · {rank}"
        ranks.add(mine.rank)
    assert len(ranks) > 5


def test_names_are_free(pages: dict[str, Page]):
    """As `new` makes them: from the title, told from an earlier one by the day, whatever its case."""
    page = pages["english"]
    page.evaluate("backlogForm.open('')")
    used = page.evaluate("backlogData.items[0].id")
    assert (
        written(page, {"title": "Größere Landingpage: 2. Versuch!"})[0]
        == "items/groessere-landingpage-2-versuch.md"
    )
    assert written(page, {"title": used.replace("-", " ").upper()})[0] == f"items/{used}-2026-02-16.md"
    assert written(page, {"title": "日本語"})[0] == "items/item.md"
    assert written(page, {"title": "Index"})[0] == "items/index-1.md"
    assert written(page, {"title": "ab"})[0] == ""
    page = pages["renamed"]
    page.evaluate("backlogForm.open('')")
    assert written(page, {"title": "Anything new"})[0] == "items/2026/anything-new.md"
    link = page.eval_on_selector("form:not([hidden]) [data-do=hand] >> visible=true", "link => link.href")
    assert link == "https://gitlab.com/o/r/-/new/main/items/2026?file_name=anything-new.md"
