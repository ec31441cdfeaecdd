"""Charts and pictures as a browser lays them out: no words upon each other, none outside, nothing cut off."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backlog.model import Block
from backlog.site import site
from tests import make
from tests.site.sites import drawing, reported

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from backlog.model import Backlog, Item
    from tests.browser.conftest import Sites

TITLES = (
    "Newsletter",
    "Landingpage für den Wärmepumpen-Check überarbeiten",
    "Wohnungswirtschaftsfachzeitschriftenanzeige buchen",
    "Referenzbericht schreiben, die Freigabe der Geschäftsführung einholen und ihn im Herbst veröffentlichen",
)
WIDTHS = (320, 360, 700, 1280)

# Words of charts that lie upon each other or outside of their figure.
WORDS = """() => [...document.querySelectorAll("figure.chart, .ways")].flatMap(figure => {
  const around = figure.getBoundingClientRect();
  const words = [...figure.querySelectorAll("text")].filter(word => word.getClientRects().length)
    .map(word => ({place: word.getBoundingClientRect(), text: word.textContent}));
  return words.flatMap(({place, text}, number) => [
    ...(place.left < around.left - 1 || place.right > around.right + 1 ? [`outside: ${text}`] : []),
    ...words.slice(number + 1).filter(({place: other}) =>
      place.left < other.right - 1 && other.left < place.right - 1 &&
      place.top < other.bottom - 2 && other.top < place.bottom - 2).map(other => `${text} upon ${other.text}`)]);
})"""

# Labels of the map that lie upon each other or outside of their cell.
LABELS = """() => [...document.querySelectorAll(".map tbody td")].flatMap(cell => {
  const room = cell.getBoundingClientRect();
  const labels = [...cell.querySelectorAll("p, summary")].filter(label => label.checkVisibility())
    .map(label => label.getBoundingClientRect());
  const words = [...cell.querySelectorAll("a")].filter(word => word.checkVisibility()).map(word => word.getBoundingClientRect());
  return words.filter(one => one.right > room.right + 1).map(() => "wider").concat(labels.flatMap((one, number) => [
    ...(one.left < room.left - 1 || one.right > room.right + 1 || one.top < room.top - 1 ||
        one.bottom > room.bottom + 1 ? ["outside"] : []),
    ...labels.slice(number + 1).filter(other => one.left < other.right - .5 && other.left < one.right - .5 &&
      one.top < other.bottom - .5 && other.top < one.bottom - .5).map(() => "upon each other")]));
})"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


def shown(page: Page, folder: Path, backlog: Backlog, path: str, code: str = "de") -> None:
    """Show one page of a backlog with its style."""
    report = reported(backlog, ())
    draw = drawing(report, code)
    file = folder / path
    (folder / "static").mkdir(exist_ok=True)
    file.parent.mkdir(exist_ok=True)
    (folder / "static" / "style.css").write_bytes(draw.source("static/style.css"))
    file.write_bytes(draw.render(next(one for one in site(report) if one.path == path)))
    page.goto(file.as_uri())


def rated(cells: list[tuple[int, int, int]]) -> list[Item]:
    return [
        make.item(
            f"item-{number}",
            ("backlog", "planned", "in-progress")[number % 3],
            title=f"{TITLES[number % len(TITLES)]} {number}",
            impact=impact,
            confidence=confidence,
            effort=effort,
            blocked=(Block(make.TODAY, "sales", None, ""),) if number % 5 == 0 else (),
        )
        for number, (impact, confidence, effort) in enumerate(cells)
    ]


def check_map(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(LABELS) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 360, "height": 800})
    page.evaluate("document.querySelectorAll('.map details').forEach(fold => { fold.open = true; })")
    assert page.evaluate(LABELS) == []


ratings = st.integers(1, 5)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.tuples(ratings, ratings, ratings), min_size=1, max_size=80))
def test_labels_of_the_map_never_meet(page: Page, tmp_path: Path, cells):
    shown(page, tmp_path, make.backlog(rated(cells), config=make.config("de")), "ranking.html")
    check_map(page)


@pytest.mark.parametrize("cells", [[(5, 3, 1)], [(5, 4, 1)] * 25, [(1, 1, 5)] * 400, "everywhere"])
def test_labels_of_the_map_never_meet_at_the_extremes(page: Page, tmp_path: Path, cells):
    chance = random.Random(4)  # noqa: S311 - a distribution, no secret
    if cells == "everywhere":
        cells = [tuple(chance.randint(1, 5) for _ in range(3)) for _ in range(400)]
    shown(page, tmp_path, make.backlog(rated(cells), config=make.config("de")), "ranking.html")
    check_map(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.evaluate(LABELS) == []


def needing(count: int, seed: int) -> list[Item]:
    """Items of one initiative, each of which needs up to three of the nine before it."""
    chance = random.Random(seed)  # noqa: S311 - a graph, no secret
    return [
        make.item(
            f"item-{number:02}",
            ("backlog", "done", "in-review")[number % 3],
            title=f"{TITLES[number % len(TITLES)]} {number}",
            initiative="heating",
            depends_on=tuple(
                f"item-{other:02}"
                for other in sorted({chance.randrange(max(0, number - 9), number) for _ in range(number % 4)})
            )
            if number
            else (),
            blocked=(Block(make.TODAY, "sales", None, ""),) if number % 5 == 0 else (),
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [2, 12, 60])
def test_no_title_of_a_dependency_picture_is_cut_off(page: Page, tmp_path: Path, count: int):
    """Every title and state has room in its box; on a phone the page does not scroll sideways."""
    items = (
        needing(count, 3)
        if count > 2
        else [*needing(1, 1), make.item("b", initiative="heating", depends_on=("item-00",))]
    )
    backlog = make.backlog(items, [make.goal()], [make.initiative()], config=make.config("de"))
    shown(page, tmp_path, backlog, "initiatives/heating.html")
    seen = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        boxes = page.evaluate(
            """() => [...document.querySelectorAll(".node")].filter(node => node.checkVisibility()).map(node =>
            [node.textContent.trim(), node.scrollHeight - node.parentNode.height.baseVal.value,
             node.scrollWidth - node.parentNode.width.baseVal.value,
             node.firstElementChild.scrollHeight - node.firstElementChild.clientHeight])"""
        )
        seen.append(len(boxes))
        assert [box for box in boxes if max(box[1:]) > 1] == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert len(set(seen)) == 1
    assert seen[0] >= count // 2


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), count=st.integers(1, 400))
def test_words_of_the_flow_stand_apart(page: Page, tmp_path: Path, seed: int, count: int):
    """Whatever moves were made, forward, back and past columns."""
    chance = random.Random(seed)  # noqa: S311 - moves, no secret
    columns = [status.id for status in make.config().workflow]
    items = []
    for number in range(count):
        days = sorted(chance.sample(range(1, 15), 3))
        moves = [f"2026-02-{day:02} {chance.choice(columns)}" for day in days]
        items.append(make.item(f"item-{number}", moves[-1][11:], history=make.history(*moves)))
    shown(page, tmp_path, make.backlog(items, config=make.config("de")), "flow.html")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(WORDS) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_words_of_all_charts_stand_apart(page: Page, sites: Sites):
    """On every page with a chart, from the smallest phone to a desktop."""
    looked = 0
    for folder in (sites["own"], sites["english"], sites["nothing"]):
        for file in sorted(folder.rglob("*.html")):
            if not re.search(r'class="(chart|ways)', file.read_text("utf-8")):
                continue
            page.goto(file.as_uri())
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate(WORDS) == [], (file.name, width)
            looked += 1
    assert looked > 3
