"""Filters and sorting as a reader uses them: by keyboard, from a folder, by a link, on a phone, without scripts."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.building import built
from tests.conftest import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Sites

QUICK = 100  # milliseconds from a click to what it changes, on 3,000 items and a machine of its own
BUSY = 4  # so many times slower it may be where all other tests run beside it


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of its own, with nothing kept; what goes wrong in a script fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text))
    yield opened
    context.close()
    assert wrong == []


def shown(page: Page, within: str = "[data-filterable]") -> set[str]:
    """Ids of the items that a filter leaves."""
    return set(
        page.eval_on_selector_all(
            f"{within} [data-id]:not([hidden])", "all => all.map(one => one.dataset.id)"
        )
    )


def known(page: Page) -> dict[str, dict[str, object]]:
    """What the data say of the items."""
    page.wait_for_function("globalThis.backlogData")
    return {item["id"]: item for item in page.evaluate("backlogData.items")}


def counts(page: Page) -> list[str]:
    """What the columns say of themselves."""
    return page.eval_on_selector_all(".column h2 .count", "all => all.map(one => one.textContent.trim())")


def query(page: Page) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(page.url).query, keep_blank_values=True)


def opened(page: Page, address: str) -> None:
    """The page with its filter in force."""
    page.goto(address)
    page.wait_for_selector(".chips .chip")


def names(page: Page) -> list[str]:
    return page.eval_on_selector_all(
        ".ranking > .table tbody tr[data-id] th a", "all => all.map(one => one.textContent.trim())"
    )


def test_filtering_by_keyboard_alone(page: Page, sites: Sites):
    """`f` opens the panel; two kinds are combined, two values of one kind are an or; Esc leads back."""
    page.goto(f"{sites['own'].as_uri()}/board.html")
    every, before = shown(page), counts(page)
    sentence = page.inner_text(".lead")
    page.keyboard.press("f")
    page.wait_for_selector(".filter-panel:not([hidden])")
    assert page.evaluate("document.activeElement.name") == "blocked"
    page.keyboard.press("Space")
    items = known(page)
    assert shown(page) == {id_ for id_ in every if items[id_].get("blocked")}
    for person in ("paul", "jonas"):
        page.focus(f".filter-panel input[name=owner][value={person}]")
        page.keyboard.press("Space")
    wanted = {
        id_ for id_ in every if items[id_].get("blocked") and items[id_].get("owner") in {"paul", "jonas"}
    }
    assert wanted
    assert shown(page) == wanted
    assert query(page) == [("blocked", ""), ("owner", "paul"), ("owner", "jonas")]
    status = page.locator(".filter [role=status]")
    assert status.inner_text() == f"{len(wanted)} von {len(every)} Aufgaben"
    assert counts(page) == before  # what a column holds, and its limit, is no matter of what one looks at
    assert page.inner_text(".lead") == sentence
    page.keyboard.press("Escape")
    assert not page.is_visible(".filter-panel")
    assert page.evaluate("document.activeElement.textContent") == "Filtern"
    assert shown(page) == wanted


def test_a_link_opens_filtered_and_chips_take_it_off_again(page: Page, sites: Sites):
    opened(page, f"{sites['own'].as_uri()}/board.html?owner=paul&channel=website&blocked#planned")
    chips = page.locator(".chips .chip")
    assert chips.all_inner_texts() == ["Blockiert", "Verantwortlich: Paul Krüger", "Kanal: Website"]
    assert chips.nth(1).get_attribute("aria-label") == "Filter Verantwortlich: Paul Krüger entfernen"
    chips.nth(1).focus()
    page.keyboard.press("Enter")
    assert query(page) == [("blocked", ""), ("channel", "website")]
    assert urlsplit(page.url).fragment == "planned"
    assert page.evaluate("document.activeElement.textContent") == "Kanal: Website"
    page.get_by_role("button", name="Alle Filter aufheben").press("Enter")
    assert query(page) == []
    assert page.evaluate("document.activeElement.textContent") == "Filtern"
    assert page.inner_text(".filter [role=status]") == ""
    assert not page.locator("[data-filterable] [data-id][hidden]").count()
    page.reload()
    assert not page.locator(".chips .chip").count()


def test_a_column_says_that_its_cards_are_hidden(page: Page, sites: Sites):
    """Beside the count stands how many are shown; none is a sentence; a folded list with matches opens."""
    opened(page, f"{sites['own'].as_uri()}/board.html?status=done")
    done = page.locator("#done")
    total = int(done.locator("h2 .count").inner_text())
    assert done.locator("h2 .shown").inner_text() == f"{total} gezeigt"
    assert done.locator("details.rest").evaluate("rest => rest.open")
    planned = page.locator("#planned")
    assert re.fullmatch(
        r"Der Filter blendet hier (alle )?\d+ Aufgaben? aus\.", planned.locator(".empty").inner_text()
    )
    page.get_by_role("button", name="Alle Filter aufheben").click()
    assert not done.locator("details.rest").evaluate("rest => rest.open")
    assert not page.locator("[data-filterable] .empty, .shown").count()


def test_mine_is_whom_the_reader_said_to_be(page: Page, sites: Sites):
    """Picked once, kept by the browser; what one owns and what one is to approve; a link names the person."""
    page.goto(f"{sites['own'].as_uri()}/board.html")
    page.keyboard.press("f")
    page.wait_for_selector(".filter-panel:not([hidden])")
    page.focus(".filter-panel input[name=person]")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.name") == "me"  # who are you?
    page.select_option(".filter-panel select", "jonas")
    me = "jonas"
    items = known(page)
    mine = {id_ for id_, item in items.items() if me in {item.get("owner"), item.get("reviewer")}}
    assert shown(page) == mine & set(items)
    assert page.locator(".chips .chip").all_inner_texts() == ["Meine"]
    assert query(page) == [("person", me)]
    page.goto(f"{sites['own'].as_uri()}/ranking.html")
    page.keyboard.press("f")
    page.wait_for_selector(".filter-panel:not([hidden])")
    assert page.eval_on_selector(".filter-panel select", "select => select.value") == me
    page.goto("about:blank")
    opened(page, f"{sites['own'].as_uri()}/board.html?person=paul")
    assert page.locator(".chips .chip").inner_text() == "Aufgaben und Freigaben von Paul Krüger"


def test_values_say_how_many_they_leave(page: Page, sites: Sites):
    """Only values that occur, each with its number, given what the other kinds have chosen."""
    opened(page, f"{sites['own'].as_uri()}/board.html?owner=paul")
    page.click(".filter-bar button")
    items = [item for item in known(page).values() if item.get("owner") == "paul"]
    offered = page.eval_on_selector_all(
        ".filter-panel input[name=status]",
        "all => all.map(one => [one.value, Number(one.parentElement.querySelector('.count').textContent)])",
    )
    assert dict(offered) == {status: sum(item["status"] == status for item in items) for status, _ in offered}
    assert sum(count for _, count in offered) == len(items)


@pytest.mark.parametrize("path", ["ranking.html", "focus.html", "learnings.html"])
def test_other_lists_are_filtered_too(page: Page, sites: Sites, path: str):
    opened(page, f"{sites['own'].as_uri()}/{path}?goal=q1-anfragen")
    items = known(page)
    assert shown(page)
    assert all(items[id_]["goal"] == "q1-anfragen" for id_ in shown(page))
    assert page.locator("[data-filterable] [data-id][hidden]").count()


def test_links_of_people_channels_and_goals_lead_to_their_board(page: Page, sites: Sites):
    for path, kind in (("people", "person"), ("channels", "channel"), ("goals/q1-anfragen", "goal")):
        page.goto(f"{sites['own'].as_uri()}/{path}.html")
        page.locator("main").get_by_role("link", name="Auf dem Board").first.click()
        page.wait_for_selector(".chips .chip")
        assert [key for key, _ in query(page)] == [kind]
        assert shown(page)


def test_a_table_sorts_by_its_heads(page: Page, sites: Sites):
    """Ascending, descending, as it was; the line of capacity is there in its own order only."""
    page.goto(f"{sites['own'].as_uri()}/ranking.html")
    before = names(page)
    rows = page.locator(".ranking > .table tbody tr")
    assert page.locator("tr.cut").count() == 1
    place = rows.evaluate_all("rows => rows.findIndex(row => row.className === 'cut')")
    head = page.locator(".ranking > .table thead th").nth(1)
    head.locator("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    up = names(page)
    assert up == page.evaluate(
        "all => all.toSorted(new Intl.Collator('de', {numeric: true}).compare)", before
    )
    assert page.locator("tr.cut").count() == 0
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert names(page) == up[::-1]
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") is None
    assert names(page) == before
    assert rows.evaluate_all("rows => rows.findIndex(row => row.className === 'cut')") == place


def test_figures_sort_as_figures_the_largest_score_first(page: Page, sites: Sites):
    page.goto(f"{sites['400 items'].as_uri()}/ranking.html")
    heads = page.locator(".ranking > .table thead th")
    heads.nth(5).locator("button").click()
    assert heads.nth(5).get_attribute("aria-sort") == "descending"
    every = page.eval_on_selector_all(
        ".ranking tbody tr td:nth-child(6) ", "all => all.map(one => (one.dataset.value ?? one.textContent))"
    )
    scores = [float(text.replace(",", ".")) for text in every]
    assert scores == sorted(scores, reverse=True)  # the folded end goes on where the table ends
    assert len(scores) > len(names(page)) == 60
    heads.nth(2).locator("button").click()
    statuses = page.eval_on_selector_all(
        ".ranking tbody tr td:nth-child(3)", "all => all.map(one => Number(one.dataset.value))"
    )
    assert statuses == sorted(statuses)  # as the columns of the workflow stand


def test_sorting_and_filtering_work_together(page: Page, sites: Sites):
    opened(page, f"{sites['400 items'].as_uri()}/ranking.html?owner=mira")
    items = known(page)
    page.locator(".ranking > .table thead th").nth(4).locator("button").click()
    within = ".ranking"
    assert {items[id_]["owner"] for id_ in shown(page, within)} == {"mira"}
    page.get_by_role("button", name="Alle Filter aufheben").click()
    assert not page.locator(".ranking tr[hidden]").count()


def test_a_phone_sorts_by_a_choice_above_the_table(page: Page, sites: Sites):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{sites['own'].as_uri()}/ranking.html")
    before = names(page)
    assert not page.locator(".ranking thead button").first.is_visible()
    page.get_by_label("Sortieren nach").select_option(label="Aufgabe")
    up = names(page)
    assert up != before
    page.get_by_role("button", name="Umkehren").click()
    assert names(page) == up[::-1]
    page.get_by_label("Sortieren nach").select_option(index=0)
    assert names(page) == before


def test_a_phone_is_not_filled_by_the_panel(page: Page, sites: Sites):
    """At 360 px the kinds are folded: the panel stays within a screen, and nothing is wider than it."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{sites['own'].as_uri()}/board.html")
    page.click(".filter-bar button")
    page.wait_for_selector(".filter-panel", state="visible")
    box = page.locator(".filter-panel").bounding_box()
    assert box is not None
    assert box["height"] < 740
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_scripts_everything_is_there(browser: Browser, sites: Sites):
    """No bar, no buttons in heads; all items, also where the address asks for some."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in ("board.html", "ranking.html"):
        page.goto(f"{sites['own'].as_uri()}/{path}?owner=paul")
        assert not page.locator(".filter, .sorting").first.is_visible()
        assert page.locator("[data-id][hidden]").count() == 0
    page.goto(f"{sites['own'].as_uri()}/board.html")
    ids = {one.get_attribute("data-id") for one in page.locator("[data-id]").all()}
    assert ids == {path.stem for path in (sites["own"] / "items").glob("*.html")} - _moved(sites)
    context.close()


def _moved(sites: Sites) -> set[str]:
    """Pages that only lead on to an item's new id."""
    return {
        path.stem
        for path in (sites["own"] / "items").glob("*.html")
        if 'http-equiv="refresh"' in path.read_text("utf-8")
    }


@pytest.mark.parametrize("path", ["board.html", "ranking.html"])
def test_three_thousand_items_answer_at_once(page: Page, sites: Sites, path: str):
    """From the click to the layout it leads to, the best of three: others use the machine as well."""
    opened(page, f"{sites['3000 items'].as_uri()}/{path}?channel=seo")
    page.click(".filter-bar button")
    for name in ("owner", "goal", "status"):
        times = page.evaluate(
            """async (name) => {
                const field = document.querySelectorAll(`.filter-panel input[name=${name}]`)[1];
                const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
                const times = [];
                for (let turn = 0; turn < 6; turn++) {
                    await frame();
                    await frame();
                    const start = performance.now();
                    field.click();
                    document.body.offsetHeight;
                    times.push(performance.now() - start);
                }
                return times;
            }""",
            name,
        )
        assert max(min(times[::2]), min(times[1::2])) < QUICK * BUSY, (name, times)


def test_the_public_filters_by_no_person(page: Page, tmp_path: Path):
    """Neither owners nor teams nor “mine” where a site says nobody's name."""
    shutil.copytree(EXAMPLES / "english", tmp_path / "public")
    file = tmp_path / "public" / "backlog.toml"
    file.write_text(file.read_text("utf-8") + '\n[site]\naudience = "public"\n', "utf-8")
    assert built(tmp_path / "public").pages
    page.goto((tmp_path / "public" / "site" / "board.html").as_uri())
    page.click(".filter-bar button")
    page.wait_for_selector(".filter-panel input")
    offered = set(page.eval_on_selector_all(".filter-panel input, select", "all => all.map(one => one.name)"))
    assert {"status", "goal"} <= offered
    assert not offered & {"person", "owner", "team", "me"}


def test_columns_may_be_called_like_anything_of_ours(page: Page, tmp_path: Path):
    """T34: what has an id is a name that scripts see; ours go before."""
    columns = ("backlogData", "backlog", "uFuzzy", "search")
    kinds = ("intake", "backlog", "active", "done")
    settings = "".join(
        f'[[workflow]]\nid = "{id_}"\nkind = "{kind}"\n' for id_, kind in zip(columns, kinds, strict=True)
    )
    (tmp_path / "items").mkdir()
    (tmp_path / "backlog.toml").write_text(f"report_day = 2026-02-16\n{settings}", "utf-8")
    for name, tags in (("one", "[x]"), ("two", "[y]")):
        text = f"---\ntitle: Number {name}\nstatus: backlogData\ntags: {tags}\n---\n"
        (tmp_path / f"items/{name}.md").write_text(text, "utf-8")
    assert built(tmp_path).pages
    page.goto(f"{(tmp_path / 'site/board.html').as_uri()}?tag=x")
    page.wait_for_selector("[data-filtering]")
    assert shown(page) == {"one"}
    page.keyboard.press("/")
    page.wait_for_selector("dialog[open]")
    page.keyboard.type("nmber two")
    page.wait_for_selector("dialog[open] [role=option]")
    assert "Number two" in page.inner_text("dialog[open] [role=option]")
