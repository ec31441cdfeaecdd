"""The search and the keys, as one uses them: by keyboard."""

from __future__ import annotations

import json
import random
import re
import time
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.building import built

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CONFIG = """
title = "Muster"
language = "de"
report_day = 2026-02-16
repository = "https://github.com/muster/backlog"
[people.mueller]
name = "Jörg Müller"
[people.petra]
name = "Petra Vogt"
[people.anna]
name = "Anna Schmidt"
[channels.web]
name = "Website"
"""
GOAL = "---\ntitle: Mehr Anfragen\nperiod: 2026-Q1\nmetric: Anfragen\ntarget: 40\n---\n"
INITIATIVE = "---\ntitle: Heizung im Frühjahr\ngoal: mehr\n---\n"
RATED = {"goal": "mehr", "impact": 4, "confidence": 3, "effort": 2}
ITEMS: dict[str, tuple[dict[str, object], str]] = {
    "strassenplakat": ({"title": "Straßenplakate für die Messe", "status": "backlog", **RATED}, "Größe A0."),
    "newsletter-maerz": ({"title": "Newsletter März", "status": "backlog", "owner": "anna", **RATED}, "Text."),
    "newsletter-alt": ({"title": "Newsletter Januar", "status": "done", "owner": "anna"}, "Ein Rückblick."),
    "umfrage": ({"title": "Umfrage unter Kunden", "status": "idea", "owner": "mueller",
                "blocked": "{since: 2026-02-10, reason: sales}"}, "Café und Kuchen."),
    "sommer": ({"title": "Plan für den Sommer", "status": "in-review", "owner": "anna", "reviewer": "petra"}, ""),
    "seite": ({"title": "Neue Landingpage", "status": "backlog", "formerly": "[lp-7]", "tags": "[herbst]",
               "channel": "web", "initiative": "heizung", **RATED, "impact": 5},
              "Wer den Newsletter liest, soll <b>hier</b> ankommen."),
}  # fmt: skip


def written(root: Path, id_: str, fields: dict[str, object], body: str) -> None:
    head = "".join(f"{name}: {value}\n" for name, value in fields.items())
    (root / f"items/{id_}.md").write_text(f"---\n{head}---\n{body}\n", "utf-8")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A German site with items of which one knows what finds them, and sixty that are alike."""
    root = tmp_path_factory.mktemp("small")
    for folder in ("items/goals", "items/initiatives"):
        (root / folder).mkdir(parents=True)
    (root / "backlog.toml").write_text(CONFIG, "utf-8")
    (root / "items/goals/mehr.md").write_text(GOAL, "utf-8")
    (root / "items/initiatives/heizung.md").write_text(INITIATIVE, "utf-8")
    for id_, (fields, body) in ITEMS.items():
        written(root, id_, fields, body)
    for number in range(60):
        written(root, f"anzeige-{number}", {"title": f"Anzeige Nummer {number}", "status": "idea"}, "Klein.")
    assert built(root, keep_going=True).pages
    return root / "site"


@pytest.fixture
def page(browser: Browser, small: Path) -> Iterator[Page]:
    """The board, from a folder; nothing may be said in the console."""
    page = browser.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(f"{small.as_uri()}/board.html")
    yield page
    page.close()
    assert heard == []


@pytest.fixture(scope="module")
def opened(browser: Browser, small: Path) -> Iterator[Page]:
    """An item's page on which one search follows another."""
    page = browser.new_page()
    page.goto(f"{small.as_uri()}/items/umfrage.html")
    yield page
    page.close()


def searched(page: Page, query: str) -> list[str]:
    """Titles of what is found, as one types; the dialog is opened by its key."""
    if not page.locator("dialog.palette[open]").count():
        page.keyboard.press("/")
        page.wait_for_selector("#found a, #search[placeholder]")
    page.keyboard.press("Control+a")
    page.keyboard.type(query)
    return page.locator("#found a strong").all_inner_texts()


def escaped(page: Page) -> None:
    """Esc, and the dialog is closed."""
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('dialog[open]')")


def said(page: Page) -> str:
    return page.locator("dialog [role=status]").inner_text()


def chosen(page: Page) -> str:
    """Title of the result that a screen reader says and Enter opens."""
    id_ = page.locator("#search").get_attribute("aria-activedescendant")
    assert page.locator("[aria-selected=true]").count() == 1
    assert page.locator("[aria-selected=true]").get_attribute("id") == id_
    return page.locator(f"#{id_} strong").inner_text()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("landingpage", "Neue Landingpage"),
        ("landigpage", "Neue Landingpage"),
        ("langingpage", "Neue Landingpage"),
        ("landnigpage", "Neue Landingpage"),
        ("laandingpage", "Neue Landingpage"),
        ("LANDINGPAGE neue", "Neue Landingpage"),
        ("strasse", "Straßenplakate für die Messe"),
        ("straße", "Straßenplakate für die Messe"),
        ("plakate messe", "Straßenplakate für die Messe"),
        ("groesse", "Straßenplakate für die Messe"),
        ("lp-7", "Neue Landingpage"),
        ("newsletter-maerz", "Newsletter März"),
        ("märz", "Newsletter März"),
        ("maerz anna", "Newsletter März"),
        ("mueller", "Umfrage unter Kunden"),
        ("müler", "Umfrage unter Kunden"),
        ("jörg kunden", "Umfrage unter Kunden"),
        ("cafe", "Umfrage unter Kunden"),
        ("kunden-umfrage", "Umfrage unter Kunden"),
        ("herbst", "Neue Landingpage"),
        ("website", "Neue Landingpage"),
        ("blockiert", "Umfrage unter Kunden"),
        ("petra", "Plan für den Sommer"),
        ("heizung", "Heizung im Frühjahr"),
        ("mehr anfr", "Mehr Anfragen"),
        ("fokus", "Fokus"),
        ("board", "Board"),
    ],
)
def test_it_finds(opened: Page, query: str, first: str) -> None:
    """Title, id, earlier id, person, goal, initiative, channel, tag, body, blocked; a letter wrong; any order."""
    assert searched(opened, query)[0] == first


def test_the_best_comes_first(page: Page) -> None:
    """Title before body, what is open before what is done."""
    assert searched(page, "newsletter") == ["Newsletter März", "Newsletter Januar", "Neue Landingpage"]
    assert searched(page, "newsletter schmidt") == ["Newsletter März", "Newsletter Januar"]


def test_a_wrong_letter_is_looked_for_where_words_begin(page: Page) -> None:
    """Within the compounds of German almost everything is somewhere: a “Wartung” in each “Verwaltung”."""
    assert searched(page, "numer 59") == ["Anzeige Nummer 59"]
    assert searched(page, "ummfrage") == ["Umfrage unter Kunden"]
    assert searched(page, "andigpage") == []
    assert searched(page, "ankomen") == ["Neue Landingpage"]
    assert page.locator("#found mark").all_inner_texts() == ["ankommen"]


def test_a_result_says_what_one_needs(page: Page) -> None:
    """Title with the letters that were found, status, person, goal; the words of a body, as text."""
    searched(page, "news schmi")
    result = page.locator("#found a").first
    assert result.locator("mark").all_inner_texts() == ["News", "Schmi"]
    assert [text.strip() for text in result.locator(".parts > span").all_inner_texts()] == [
        "Backlog",
        "Anna Schmidt",
        "Mehr Anfragen",
    ]
    assert result.locator(".state-backlog").count() == 1
    assert searched(page, "lp-7") == ["Neue Landingpage"]
    assert "früher lp-7" in result.inner_text()
    assert searched(page, "herbst") == ["Neue Landingpage"]
    assert result.locator("mark").all_inner_texts() == ["herbst"]
    searched(page, "ankommen")
    assert "… den Newsletter liest, soll <b>hier</b> ankommen." in result.inner_text()
    assert result.locator("mark").all_inner_texts() == ["ankommen"]
    searched(page, "straße")
    assert result.locator("mark").all_inner_texts() == ["Straße"]
    searched(page, "landigpage")
    assert result.locator("mark").count() == 1


def test_it_counts_what_it_finds(page: Page) -> None:
    """At most fifty are shown, and how many more there are is said."""
    assert len(searched(page, "anzeige")) == 50
    assert said(page) == "60 Treffer"
    assert page.get_by_text("10 weitere: noch ein Wort eingeben.").is_visible()
    assert searched(page, "anzeige 59") == ["Anzeige Nummer 59"]
    assert said(page) == "1 Treffer"
    assert not page.get_by_text("weitere: noch ein Wort").is_visible()


def test_nothing_found_says_what_to_do(page: Page) -> None:
    assert searched(page, "Quittenmus") == []
    assert said(page) == (
        "Nichts gefunden für „Quittenmus“. "
        "Versuchen Sie es mit weniger oder anderen Wörtern, oder sehen Sie auf dem Board nach."
    )
    assert page.locator("#search").get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    assert page.url.endswith("board.html")


def test_before_one_types_it_shows_what_is_next(page: Page) -> None:
    assert searched(page, "") == ["Neue Landingpage", "Newsletter März", "Straßenplakate für die Messe"]
    assert said(page) == "Ganz oben in der Rangfolge"


def test_the_arrows_choose_and_enter_opens(page: Page) -> None:
    searched(page, "newsletter")
    assert chosen(page) == "Newsletter März"
    for key, title in [
        ("ArrowDown", "Newsletter Januar"),
        ("End", "Neue Landingpage"),
        ("ArrowDown", "Newsletter März"),
        ("ArrowUp", "Neue Landingpage"),
        ("Home", "Newsletter März"),
        ("ArrowDown", "Newsletter Januar"),
    ]:
        page.keyboard.press(key)
        assert chosen(page) == title
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.press("Enter")
    page.wait_for_url("**/items/newsletter-alt.html")


def test_enter_opens_a_page_of_the_same_site_from_any_depth(page: Page, small: Path) -> None:
    page.goto(f"{small.as_uri()}/items/umfrage.html")
    for query, path in [
        ("fokus", "focus.html"),
        ("mehr anfragen", "goals/mehr.html"),
        ("heizung", "initiatives/heizung.html"),
    ]:
        searched(page, query)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{small.as_uri()}/{path}")


def test_a_result_opens_in_a_new_tab(page: Page) -> None:
    """With Ctrl as with the mouse; the search stays as it is."""
    searched(page, "umfrage")
    with page.context.expect_page() as opened:
        page.keyboard.press("Control+Enter")
    opened.value.wait_for_url("**/items/umfrage.html")
    assert page.locator("dialog.palette").is_visible()
    with page.context.expect_page() as other:
        page.locator("#found a").first.click(modifiers=["ControlOrMeta"])
    other.value.wait_for_url("**/items/umfrage.html")


def test_esc_gives_the_focus_back(page: Page) -> None:
    """To the button that opened it; the next time the old words are there, to be typed over."""
    button = page.get_by_role("button", name="Suchen")
    button.press("Enter")
    page.wait_for_selector("#found a")
    page.keyboard.type("umfrage")
    escaped(page)
    assert not page.locator("dialog.palette").is_visible()
    assert page.evaluate("document.activeElement.dataset.do") == "search"
    page.keyboard.press("Enter")
    assert page.locator("#search").input_value() == "umfrage"
    page.keyboard.type("messe")
    assert page.locator("#search").input_value() == "messe"
    page.locator("dialog").get_by_role("button", name="Schließen").press("Enter")
    assert page.evaluate("document.activeElement.dataset.do") == "search"


def test_a_click_beside_it_closes_it(page: Page) -> None:
    searched(page, "umfrage")
    page.mouse.click(5, 5)
    assert not page.locator("dialog.palette").is_visible()


@pytest.mark.parametrize("way", ["file", "http"])
def test_it_loads_its_data_once_and_from_the_site_alone(
    browser: Browser, sites: dict[str, Path], served: str, way: str
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    heard: list[str] = []
    base = served if way == "http" else sites["own"].as_uri()
    page.on("request", lambda request: asked.append(request.url.removeprefix(f"{base}/")))
    page.on("console", lambda message: heard.append(message.text))
    page.goto(f"{base}/index.html")
    assert "data/search.js" not in asked
    for query in ("wartung", "seite"):
        assert searched(page, query)
        escaped(page)
    assert asked.count("data/search.js") == asked.count("static/search.js") == 1
    assert not [url for url in asked if ":" in url]
    assert heard == []
    page.close()


def test_data_that_are_not_there_are_missed_in_words(browser: Browser, small: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in ("index.html", "static/site.js", "static/search.js", "static/style.css"):
        (copy / path).parent.mkdir(exist_ok=True)
        (copy / path).write_bytes((small / path).read_bytes())
    page = browser.new_page()
    page.goto(f"{copy.as_uri()}/index.html")
    page.keyboard.press("/")
    page.get_by_text("Die Suche ließ sich nicht laden.").wait_for()
    assert not page.locator("dialog.palette").is_visible()
    page.close()


KEYS = [
    ("/", "Suchen"),
    ("g dann i", "Übersicht"),
    ("g dann b", "Board"),
    ("g dann g", "Ziele"),
    ("g dann r", "Rangfolge"),
    ("g dann f", "Fokus"),
    ("e", "Bearbeiten"),
    ("?", "Tasten"),
    ("Esc", "Schließen, was offen ist"),
]


def test_the_keys_are_listed(page: Page, small: Path) -> None:
    """Those that do something on this page, by the names that stand on it."""
    page.goto(f"{small.as_uri()}/items/umfrage.html")
    page.keyboard.press("?")
    rows = page.locator("dialog.keys dl > div")
    rows.first.wait_for()
    listed = [
        (row.locator("dt").inner_text(), row.locator("dd").inner_text())
        for row in rows.all()
        if row.locator("dt").inner_text() != "n"
    ]
    assert listed == KEYS
    escaped(page)
    assert not page.locator("dialog.keys").is_visible()
    page.get_by_role("button", name="Tasten").press("Enter")
    assert page.locator("dialog.keys").is_visible()


def test_keys_lead_to_pages(page: Page) -> None:
    for letter, path in [("r", "ranking"), ("f", "focus"), ("g", "goals"), ("b", "board"), ("i", "index")]:
        page.keyboard.press("g")
        page.keyboard.press(letter)
        page.wait_for_url(f"**/{path}.html")
    page.keyboard.press("x")
    page.keyboard.press("b")
    page.keyboard.press("Control+f")
    assert page.url.endswith("index.html")


def test_keys_wait_while_somebody_writes(page: Page) -> None:
    """In a field of the page and of the dialog they are letters."""
    searched(page, "g b ? /")
    assert page.locator("#search").input_value() == "g b ? /"
    assert page.locator("dialog[open]").count() == 1
    escaped(page)
    page.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
    page.locator("main > textarea").focus()
    page.keyboard.type("g b / ?")
    assert page.locator("main > textarea").input_value() == "g b / ?"
    assert not page.locator("dialog[open]").count()


def test_keys_can_be_turned_off(page: Page) -> None:
    """WCAG 2.1.4: for this device, until they are turned on again; the buttons stay."""
    page.keyboard.press("?")
    page.get_by_label("Einzelne Tasten benutzen").press("Space")
    escaped(page)
    page.reload()
    page.keyboard.press("/")
    page.keyboard.press("?")
    page.keyboard.press("g")
    page.keyboard.press("r")
    assert page.url.endswith("board.html")
    assert not page.locator("dialog[open]").count()
    page.get_by_role("button", name="Tasten").press("Enter")
    page.get_by_label("Einzelne Tasten benutzen").press("Space")
    escaped(page)
    assert searched(page, "umfrage") == ["Umfrage unter Kunden"]


CLOSED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('closed') } })"


def test_a_browser_that_keeps_nothing_does_not_mind(browser: Browser, small: Path) -> None:
    """What is chosen holds for the page."""
    page = browser.new_page(color_scheme="light")
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.add_init_script(CLOSED)
    page.goto(f"{small.as_uri()}/index.html")
    page.get_by_role("button", name="dunkel").press("Enter")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert searched(page, "umfrage") == ["Umfrage unter Kunden"]
    escaped(page)
    page.keyboard.press("?")
    page.get_by_label("Einzelne Tasten benutzen").press("Space")
    escaped(page)
    page.keyboard.press("/")
    assert not page.locator("dialog[open]").count()
    assert heard == []
    page.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(browser: Browser, small: Path, scheme: str, width: int) -> None:
    """axe finds nothing in the open dialogs, and nothing is wider than the screen."""
    page = browser.new_page(viewport={"width": width, "height": 700}, color_scheme=scheme)
    page.goto(f"{small.as_uri()}/board.html")
    states = [lambda: searched(page, "newsletter"), lambda: searched(page, "Quittenmus"), lambda: keys(page)]
    for state in states:
        state()
        results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert {one["id"]: one["nodes"][0]["html"] for one in results.response["violations"]} == {}
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        box = page.locator("dialog[open]").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    page.close()


def keys(page: Page) -> None:
    escaped(page)
    page.keyboard.press("?")
    page.wait_for_selector("dialog.keys[open] label")


def test_what_is_chosen_is_seen_without_colours(browser: Browser, small: Path) -> None:
    """In forced colours it has an outline; nothing moves."""
    page = browser.new_page(forced_colors="active", reduced_motion="reduce")
    page.goto(f"{small.as_uri()}/board.html")
    searched(page, "newsletter")
    outline = "getComputedStyle(document.querySelectorAll('#found a')[{}]).outlineStyle"
    assert page.evaluate(outline.format(0)) == "solid"
    assert page.evaluate(outline.format(1)) == "none"
    assert page.evaluate("document.getAnimations().length") == 0
    page.close()


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_button_takes_no_line_of_its_own(browser: Browser, sites: dict[str, Path], width: int) -> None:
    """Beside the name; large enough for a thumb where there is one; the navigation stays in its line."""
    touch = width < 500
    context = browser.new_context(viewport={"width": width, "height": 740}, has_touch=touch, is_mobile=touch)
    page = context.new_page()
    page.goto(f"{sites['own'].as_uri()}/index.html")
    place = "(name) => { const box = document.querySelector(name).getBoundingClientRect(); return { top: box.top, bottom: box.bottom, width: box.width, height: box.height }; }"
    button, brand, top = (page.evaluate(place, name) for name in (".find", ".brand", ".top"))
    least = 44 if touch else 32
    assert button["width"] >= least
    assert button["height"] >= least
    assert button["top"] < brand["bottom"]
    assert brand["top"] < button["bottom"]
    navigation = page.evaluate(place, ".navigation")
    page.evaluate("document.querySelector('.find').hidden = true")
    without = page.evaluate(place, ".navigation")
    assert navigation["height"] == without["height"]
    assert page.evaluate(place, ".top")["height"] >= top["height"] - 24
    context.close()


def test_without_scripts_and_on_paper_there_is_no_button(browser: Browser, small: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{small.as_uri()}/board.html")
    assert not page.locator(".find").is_visible()
    assert not page.locator("[data-do=keys]").is_visible()
    context.close()
    page = browser.new_page()
    page.goto(f"{small.as_uri()}/board.html")
    assert page.locator(".find").is_visible()
    searched(page, "newsletter")
    page.emulate_media(media="print")
    assert not page.locator(".find").is_visible()
    assert not page.locator("dialog").is_visible()
    page.close()


WORDS = (
    "Kampagne", "Landingpage", "Anfragen", "Zielgruppe", "Wärmepumpe", "Newsletter", "Freigabe", "Übersicht",
    "Ergebnis", "Kunden", "Angebot", "Beratung", "Termin", "Größe", "Straße", "Rückmeldung", "Vertrieb", "Bilder",
    "Anzeige", "Budget", "Formular", "Wartung", "Messe", "Broschüre", "Vortrag", "Referenz", "Gebäude", "Suche",
    "Beitrag", "Seminar", "Umfrage", "Preisliste", "Katalog", "Video", "Podcast",
)  # fmt: skip
PAINTED = """async (letters) => {
  const input = document.getElementById("search");
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const times = [];
  for (let end = 1; end <= letters.length; end++) {
    await painted();
    const start = performance.now();
    input.value = letters.slice(0, end);
    input.dispatchEvent(new Event("input"));
    await painted();
    times.push(performance.now() - start);
  }
  return times;
}"""
BUDGET, LOAD = 100, 20  # milliseconds; how much slower a busy machine may be


@pytest.fixture(scope="module")
def huge(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a backlog of 3,000 items: the data are all that the search reads."""
    chance = random.Random(3)  # noqa: S311 - the same backlog each time
    text = (small / "data/search.js").read_text("utf-8")
    data = json.loads(text.removeprefix("globalThis.backlogData = ").removesuffix(";\n"))
    for number in range(3_000 - len(data["items"])):
        words = [chance.choice(WORDS).translate({ord("e"): chance.choice("eaou")}) for _ in range(80)]
        given = {"id": f"aufgabe-{number}", "title": " ".join(words[:6]), "status": "backlog"}
        data["items"].append({**given, "owner": "anna", "goal": "mehr", "text": " ".join(words)[:600]})
    folder = tmp_path_factory.mktemp("huge")
    for path in small.rglob("*"):
        if path.is_file() and path.relative_to(small).parts[0] in {"static", "board.html"}:
            (folder / path.relative_to(small)).parent.mkdir(parents=True, exist_ok=True)
            (folder / path.relative_to(small)).write_bytes(path.read_bytes())
    (folder / "data").mkdir()
    (folder / "data/search.js").write_text(f"globalThis.backlogData = {json.dumps(data)};\n", "utf-8")
    return folder


def test_three_thousand_items_are_searched_as_one_types(browser: Browser, huge: Path) -> None:
    """From a letter to its results on the screen; no more is drawn than one reads."""
    page = browser.new_page()
    page.goto(f"{huge.as_uri()}/board.html")
    begun = time.perf_counter()
    page.keyboard.press("/")
    page.wait_for_selector("#found a")
    print(f"\nopened in {(time.perf_counter() - begun) * 1000:.0f} ms")
    for query in ("newsletter freigabe", "landigpage", "anna kunden budget", "wartnug", "strasse groesse"):
        times = sorted(page.evaluate(PAINTED, query))
        median, worst = times[len(times) // 2], times[-1]
        print(f"{query}: median {median:.0f} ms, worst {worst:.0f} ms, {said(page)}")
        assert page.locator("#found a").count() <= 50
        assert re.search(r"\d+ Treffer", said(page)), query
        assert median < BUDGET * LOAD
    page.close()
