"""The form in the hands of people: by keyboard, on a phone, without scripts, and what becomes of what they typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.filling import OPENED, opened, tiny, written
from tests.browser.test_policy import TELLING
from tests.browser.test_readable import LIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Sites

KINDS = ("item", "goal", "initiative", "meeting")
LONGEST_ADDRESS = 8192
PEOPLE = '\n[people.ann]\nname = "Ann Onymous"\n[partners.pix]\nname = "Pixel Ltd"\n'


@pytest.fixture
def form(browser: Browser, sites: Sites) -> Iterator[Page]:
    """Our own form, in German, in a browser of its own that leaves for no other host."""
    page = opened(browser, f"{sites['own'].as_uri()}/new.html")
    page.context.route("https://**", lambda route: route.fulfill(body="the host's page"))
    yield page
    page.context.close()


def text_of(page: Page, selector: str) -> str:
    return (page.text_content(f"form:not([hidden]) {selector}") or "").strip()


def settled(page: Page) -> None:
    """Wait until what was typed has come through."""
    page.wait_for_timeout(450)


def hand(page: Page) -> str:
    """The address that the one clear button leads to."""
    return page.eval_on_selector("form:not([hidden]) [data-do=hand] >> visible=true", "link => link.href")


def test_an_idea_takes_three_fields_and_no_mouse(form: Page):
    """By keyboard alone: title, from whom, why; then the host's page stands ready, filled in."""
    keyboard = form.keyboard
    assert form.evaluate("document.activeElement.name") == "title"
    keyboard.type("Größere Schrift: ja # nein")
    keyboard.press("Tab")
    keyboard.type("Claudia Berg")
    keyboard.press("Tab")
    keyboard.type("Die Kunden lesen es sonst nicht.\n- erstens")
    settled(form)
    for _ in range(30):
        keyboard.press("Tab")
        if form.evaluate("document.activeElement.dataset.do") == "hand":
            break
    address = urlsplit(hand(form))
    with form.context.expect_page():
        keyboard.press("Enter")
    asked = parse_qs(address.query)
    assert address.hostname == "github.com"
    assert address.path.endswith("/new/main/items")
    assert asked["filename"] == ["groessere-schrift-ja-nein.md"]
    assert asked["value"] == [form.evaluate("backlog.markdown.text(backlogForm.plan, backlogForm.read())")]
    assert "angefragt: claudia\n" in asked["value"][0]
    assert "GitHub ist in einem anderen Tab offen" in text_of(form, "[data-status]")


def test_enter_sends_nothing(form: Page):
    """The policy forbids to send a form; nothing tries to."""
    said: list[str] = []
    form.on("console", lambda message: said.append(message.text))
    form.fill("#field-title", "Etwas Neues")
    form.press("#field-title", "Enter")
    settled(form)
    assert said == []
    assert form.url.endswith("/new.html")


def test_ratings_by_arrow_keys_say_score_and_rank(form: Page):
    form.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for name, times in (("impact", 4), ("confidence", 3), ("effort", 2)):
        form.focus(f"[name={name}]")
        form.keyboard.press("Space")
        for _ in range(times - 1):
            form.keyboard.press("ArrowRight")
    settled(form)
    assert re.fullmatch(r"4 × 3 ÷ 2 = 6,00 · Rang \d+ von \d+", text_of(form, "[data-score]"))
    assert form.get_attribute("[data-score]", "role") == "status"
    assert form.input_value("#field-scored") == "2026-02-16"
    form.click("[data-do=unrate]")
    assert text_of(form, "[data-score]") == ""
    assert "wirkung" not in form.evaluate("backlog.markdown.text(backlogForm.plan, backlogForm.read())")


def test_it_says_what_the_chosen_column_needs(form: Page):
    form.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    missing = "[...document.querySelectorAll('form:not([hidden]) .is-missing')].map(one => one.dataset.field)"
    assert form.evaluate(missing) == []
    form.select_option("#field-status", "backlog")
    settled(form)
    needed = {"title", "description", "goal", "owner", "impact", "confidence", "effort", "criteria"}
    assert set(form.evaluate(missing)) == needed
    assert "nötig ab „Backlog“" in text_of(form, "[data-field=goal]")
    initiative = form.evaluate("backlogData.initiatives.find(one => one.goal).id")
    form.select_option("#field-initiative", initiative)
    form.select_option("#field-status", "in-review")
    settled(form)
    assert set(form.evaluate(missing)) == needed - {"goal"} | {"metric", "reviewer"}


def test_a_draft_is_kept_until_it_is_handed_over(form: Page):
    """Closed by mistake, discarded by mistake, handed over: nothing typed is lost."""
    form.fill("#field-title", "Ein Entwurf")
    form.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    form.click("[data-field=tags] [data-do=add]")
    form.keyboard.type("ü: x")
    settled(form)
    form.reload()
    form.wait_for_function("() => backlogForm.read().title === 'Ein Entwurf'")
    assert form.evaluate("backlogForm.read().tags") == ["ü: x"]
    form.wait_for_function(
        "document.querySelector('[data-status]').textContent === 'Ihr Entwurf ist wieder da.'"
    )
    form.click("form:not([hidden]) [data-do=discard]")
    assert form.input_value("#field-title") == ""
    form.click("form:not([hidden]) [data-status] button")
    assert form.input_value("#field-title") == "Ein Entwurf"
    with form.context.expect_page():
        form.click("form:not([hidden]) [data-do=hand] >> visible=true")
    form.reload()
    form.wait_for_function("() => globalThis.backlogData")
    assert form.input_value("#field-title") == ""
    form.wait_for_function("() => document.querySelector('[data-status] button')")
    assert text_of(form, "[data-status]").startswith("Zuletzt abgegeben: „Ein Entwurf“.")
    form.click("form:not([hidden]) [data-status] button")
    assert form.input_value("#field-title") == "Ein Entwurf"


@pytest.mark.parametrize(
    "draft",
    [
        "{",
        "5",
        "[]",
        "{}",
        '{"values":null}',
        '{"values":{"title":5},"handed":true}',
        '{"values":{"tags":{}}}',
    ],
)
def test_what_is_no_draft_of_ours_is_left_alone(form: Page, draft: str):
    """Other pages of the same host may have kept anything under our name."""
    heard: list[str] = []
    form.on("pageerror", lambda error: heard.append(str(error)))
    form.evaluate("draft => localStorage.setItem(`backlog-new ${backlog.base} item`, draft)", draft)
    form.reload()
    form.wait_for_function("() => globalThis.backlogData")
    settled(form)
    assert heard == []
    assert text_of(form, "[data-status]") == ""
    form.fill("#field-title", "Ein Titel")
    settled(form)
    assert text_of(form, "[data-path]") == "items/ein-titel.md"


def test_without_a_title_nothing_is_handed_over(form: Page):
    form.click("form:not([hidden]) [data-do=hand] >> visible=true")
    assert len(form.context.pages) == 1
    assert form.evaluate("document.activeElement.name") == "title"
    assert text_of(form, "[data-status]") == "Ein Titel gehört dazu."


def test_what_would_be_refused_is_said_once_before_it_goes(form: Page):
    """The first click leads to the place, the second one on; nobody is held up for good."""
    form.fill("#field-title", "Eine Aufgabe ohne alles")
    form.evaluate("backlogForm.fill({...backlogForm.read(), status: 'backlog'})")
    main = form.locator("form:not([hidden]) [data-do=hand] >> visible=true")
    main.click()
    assert len(form.context.pages) == 1
    assert "würden so nicht angenommen" in text_of(form, "[data-before]")
    assert text_of(form, "[data-status]") == "Noch einmal klicken, um trotzdem weiterzugehen."
    assert form.evaluate("document.activeElement.closest('.is-wrong') !== null")
    assert "20 Zeichen" in text_of(form, "[data-field=description] .say")
    with form.context.expect_page():
        main.click()


HOSTS = {
    "https://github.com/o/r": ("https://github.com/o/r/new/main/items?", "Continue on GitHub"),
    "https://codeberg.org/o/r": ("https://codeberg.org/o/r/_new/main/items?", "Continue on Codeberg"),
    "https://git.forgejo.example/o/r": (
        "https://git.forgejo.example/o/r/_new/main/items?",
        "Continue on Forgejo",
    ),
    "git@gitea.example:o/r.git": ("https://gitea.example/o/r/_new/main/items?", "Continue on Gitea"),
    "https://gitlab.com/o/r": ("https://gitlab.com/o/r/-/new/main/items?", "Copy the text and open GitLab"),
    "https://example.org/o/r": ("", "Copy the text"),
    "": ("", "Copy the text"),
}


@pytest.mark.parametrize("repository", HOSTS)
def test_each_host_has_its_one_way(browser: Browser, tmp_path: Path, repository: str):
    """Filled in where the host does it, copied where not, a file where there is none; never two ways."""
    start, words = HOSTS[repository]
    page = opened(browser, tiny(tmp_path / "tiny", repository).page)
    page.context.route("https://**", lambda route: route.fulfill(body="the host's page"))
    _, text = written(page, {"title": "Größer: #1", "status": "idea", "description": "Warum & wieso?"})
    main = page.locator("form:not([hidden]) .is-main >> visible=true")
    assert [one.strip() for one in main.all_text_contents()] == [words]
    if not start:
        with page.expect_download() as download:
            page.click("form:not([hidden]) [data-do=download] >> visible=true")
        assert download.value.suggested_filename == "groesser-1.md"
        assert download.value.path().read_text("utf-8") == text
        page.context.close()
        return
    address = hand(page)
    assert address.startswith(start)
    asked = parse_qs(urlsplit(address).query)
    if "GitLab" in words:
        assert asked == {"file_name": ["groesser-1.md"]}
        page.evaluate(
            "document.addEventListener('copy', () => { globalThis.copied = document.activeElement.value })"
        )
        with page.context.expect_page():
            main.click()
        assert page.evaluate("globalThis.copied") == text
    else:
        assert asked == {"filename": ["groesser-1.md"], "value": [text]}
    # Longer and longer, to the byte: the address stays one that hosts take.
    for length in range(0, 2000, 50):
        written(page, {"title": "Größer: #1", "status": "idea", "description": "ä" * length})
        assert len(hand(page)) < LONGEST_ADDRESS
    assert "value=" not in hand(page)
    assert main.all_text_contents()[0].startswith("Copy the text and open")
    page.context.close()


def test_minutes_begin_with_what_is_known(form: Page, sites: Sites):
    """From a review: day, kind, people and open blockers are filled in."""
    form.goto(f"{sites['own'].as_uri()}/reviews.html")
    form.click("a.button[href*='type=meeting']")
    form.wait_for_function(OPENED)
    values = form.evaluate("backlogForm.read()")
    assert (values["date"], values["type"]) == ("2026-02-16", "review")
    assert len(values["attendees"]) == 7
    assert {"anruf-tracking", "preisseite-wartung"} <= {one["item"] for one in values["blockers"]}
    assert form.text_content("h1") == "Neues Protokoll"
    assert form.title().startswith("Neues Protokoll ·")
    form.click("[data-field=decisions] [data-do=add]")
    form.keyboard.type("Der Preis steht auf der Seite.")
    form.click("[data-field=actions] [data-do=add]")
    form.keyboard.type("Text abgeben")
    text = form.evaluate("backlog.markdown.text(backlogForm.plan, backlogForm.read())")
    assert "entscheidungen:\n  - Der Preis steht auf der Seite.\n" in text
    assert "massnahmen:\n  - text: Text abgeben\n" in text
    assert form.evaluate("backlogForm.path()") == "items/meetings/2026-02-16-review.md"


@pytest.mark.parametrize(
    ("page_name", "query"),
    [("goals.html", "type=goal"), ("initiatives.html", "type=initiative"), ("planning.html", "kind=planning"),
     ("strategy.html", "kind=strategy"), ("board.html", "new.html"), ("intake.html", "new.html"),
     ("ranking.html", "new.html")],
)  # fmt: skip
def test_the_way_to_the_form(form: Page, sites: Sites, page_name: str, query: str):
    form.goto(f"{sites['own'].as_uri()}/{page_name}")
    form.click(f"main a.button[href*='{query}']")
    form.wait_for_function(OPENED)
    kind = query.partition("type=")[2] or ("meeting" if "kind" in query else "item")
    assert form.evaluate("backlogForm.plan.kind") == kind


def test_a_link_may_bring_values(form: Page):
    goal = form.evaluate("backlogData.goals.find(one => one.status === 'active').id")
    form.evaluate(
        "goal => backlogForm.open(`type=item&goal=${goal}&status=backlog&title=A%26B&nonsense=1`)", goal
    )
    values = form.evaluate("backlogForm.read()")
    assert (values["goal"], values["status"], values["title"]) == (goal, "backlog", "A&B")
    heard: list[str] = []
    form.on("console", lambda message: heard.append(message.text))
    form.evaluate("backlogForm.open('type=meeting&date=heute')")
    assert form.evaluate("backlogForm.read().date") == ""
    assert heard == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [320, 1280])
def test_everybody_can_fill_it_in(browser: Browser, sites: Sites, kind: str, width: int):
    """Everything unfolded: axe finds nothing, nothing is wider than the screen, targets fit a thumb, and quiet."""
    heard: list[str] = []
    page = browser.new_context(viewport={"width": width, "height": 740}).new_page()
    page.add_init_script(TELLING)
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(f"{sites['own'].as_uri()}/new.html?type={kind}")
    page.wait_for_function(OPENED)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.evaluate("document.querySelectorAll('form:not([hidden]) [data-do=add]').forEach(one => one.click())")
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = """[...document.querySelectorAll('form:not([hidden]) :is(input, select, textarea, .button)')]
      .map(one => one.closest('label.tick') ?? one).map(one => [one.getBoundingClientRect().height, one.outerHTML])
      .filter(([height]) => height && height < 36)"""
    assert page.evaluate(small) == []
    assert heard == []  # before axe asks for the style in its own way
    results = Axe().run(page, options=LIGHT).response
    assert {
        one["id"]: [node["html"][:120] for node in one["nodes"][:3]] for one in results["violations"]
    } == {}
    page.context.close()


def test_without_scripts_it_says_what_to_do(browser: Browser, sites: Sites):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{sites['own'].as_uri()}/new.html")
    assert page.locator("form >> visible=true").count() == 0
    shown = page.inner_text("main")
    assert "So geht es ohne Formular" in shown
    assert "titel: …\nstatus: Idee\nangefragt: …" in shown
    assert "Was ist zu tun?" in shown
    assert "Die eine Person, die Sie am Montag fragen würden" in shown
    address = page.get_attribute("main a[href*='/new/main/items?filename=']", "href") or ""
    assert "titel: …\n" in parse_qs(urlsplit(address).query)["value"][0]
    page.context.close()


def test_the_public_is_asked_for_no_people_costs_or_partners(browser: Browser, tmp_path: Path):
    there = tiny(tmp_path / "tiny", "https://github.com/o/r", f'\n[site]\naudience = "public"\n{PEOPLE}')
    html = (there.root / "site" / "new.html").read_text("utf-8")
    for secret in (
        "Ann Onymous",
        'ann"',
        "Pixel",
        'pix"',
        "requested_by",
        "reviewer",
        'name="partner"',
        "cost",
        "attendees",
    ):
        assert secret not in html, secret
    page = opened(browser, there.page)
    assert page.evaluate("Object.keys(backlogForm.read()).slice(0, 2)") == ["title", "description"]
    assert page.locator("[data-kinds] a").count() == 3
    page.context.close()


def test_it_is_small(sites: Sites):
    """The page stays below 150 kB also where there is much to choose from."""
    for name in ("own", "400 items"):
        assert len((sites[name] / "new.html").read_bytes()) < 150_000, name
