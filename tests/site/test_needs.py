"""What an initiative's page draws and says of dependencies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backlog.model import Block
from tests import make
from tests.site.sites import rendered, reported, seen

if TYPE_CHECKING:
    from backlog.model import Item


def item(
    id_: str, status: str = "backlog", *needs: str, initiative: str | None = "heating", **values
) -> Item:
    return make.item(id_, status, initiative=initiative, depends_on=needs, **values)


def page_of(*items: Item) -> str:
    report = reported(make.backlog(items, [make.goal()], [make.initiative()]), ())
    return rendered(report)["initiatives/heating.html"]


def said(page: str) -> str:
    section = page[page.index('aria-labelledby="needs"') :]
    section = section[: section.index("</section>")]
    return " ".join(seen(section[section.index(">") + 1 :]).text.split())


def test_the_first_sentence_names_what_holds_others_up():
    page = page_of(
        item("a"), item("b", "backlog", "a"), item("c", "backlog", "b"), item("d", "backlog", "a"), item("e")
    )
    text = said(page)
    assert "“Title of a” holds up 3 other items." in text
    assert "After it come, one after the other: “Title of b”, then “Title of c”." in text
    assert "1 more open item needs nothing first and holds nothing up." in text
    assert not re.search(r"[a-z]\.[A-Z“]", text.partition("As a list")[0].partition("Boxes")[0])
    assert page.count('<path class="way is-chain"') == 2 * 2, "two links, on a wide screen and on a phone"
    assert page.count('<path class="way') == 2 * 3


def test_what_holds_up_and_is_blocked_says_so():
    page = page_of(item("a", blocked=(Block(make.TODAY, "sales", None, ""),)), item("b", "backlog", "a"))
    assert "“Title of a” holds up 1 other item. ■ It is blocked itself." in said(page).replace(
        " It", " ■ It", 1
    )
    assert page.count('class="way') == 2


def test_what_is_done_holds_nothing_up():
    page = page_of(item("a", "done"), item("b", "backlog", "a"))
    assert "Nothing waits: what other items need first is done." in said(page)
    assert page.count('class="box is-over"') == 2


def test_items_from_elsewhere_are_marked_and_only_while_somebody_waits_for_them():
    elsewhere = [item("x", initiative=None), item("y", "done", initiative=None)]
    page = page_of(*elsewhere, item("a", "backlog", "x", "y"), item("b", "done", "x"))
    assert page.count("is-outside") == 2
    assert "from elsewhere" in said(page)
    assert "Title of y" not in said(page)
    assert "Title of b" not in said(page)


def test_without_dependencies_one_line_says_so():
    page = page_of(item("a"), item("b"))
    assert said(page) == "What needs what first No item of it needs another one first."
    assert "<svg" not in page[page.index('aria-labelledby="needs"') : page.index('class="groups')]
    assert 'aria-labelledby="needs"' not in page_of(item("a"))


def test_a_circle_is_named_and_the_rest_is_drawn():
    page = page_of(item("a", "backlog", "b"), item("b", "backlog", "a"), item("c", "backlog", "a"))
    text = said(page)
    assert "These need each other in a circle, so none can come first: “Title of a” and “Title of b”." in text
    assert "“Title of a” holds up 1 other item." in text
    assert page.count('class="way') == 2


def test_every_dependency_stands_in_the_list():
    page = page_of(item("a", "done"), item("b", "backlog", "a"), item("c", "backlog", "a", "b"))
    assert "needs first: Title of a (Done) and Title of b (Backlog)" in said(page)
