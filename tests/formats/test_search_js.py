"""`data/search.js`: what the scripts of the site know."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from backlog.config.sections import Channel, Metric, Partner, Person, Site
from backlog.formats.search_js import LONGEST_TEXT, contents, readable, search_js
from backlog.language import language
from backlog.model import Block, Body
from backlog.report import Origin
from backlog.report.compute import report_of
from backlog.site.script_words import SCRIPT_WORDS
from tests import words
from tests.building import built
from tests.make import TODAY, backlog, config, day, goal, initiative, item, ready_item

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from backlog.model import Backlog

ENGLISH, GERMAN = language("en"), language("de")
BEGIN, END = "globalThis.backlogData = ", ";\n"
SETTINGS: dict[str, Any] = {
    "people": {"anna": Person(name="Anna Schmidt", roles=("Content",), team="Web"), "ben": Person()},
    "partners": {"oslo": Partner(name="Oslo Agency")},
    "channels": {"website": Channel(name="Website")},
    "metrics": {"leads": Metric(name="Leads")},
}
PAGE = ready_item(
    "page",
    "in-review",
    initiative="heating",
    reviewer="ben",
    requested_by="Klara",
    partner="oslo",
    tags=("spring", "fair"),
    formerly=("old-page",),
    due=day("2026-02-20"),
    created=day("2026-01-05"),
    blocked=(Block(day("2026-02-10"), "approval", None, "whispered"),),
    body=Body(html="<h2>What</h2>\n<p>A <em>land</em>ing page</p>\n"),
)


def whole(**settings: Any) -> Backlog:
    others = [item("idea", "idea"), ready_item("text", impact=5), ready_item("ad", "done")]
    made = config(**{**SETTINGS, **settings})
    return backlog([PAGE, *others], [goal()], [initiative()], config=made)


def of(backlog: Backlog) -> dict[str, Any]:
    written = search_js(report_of(backlog, (), TODAY, Origin()), ENGLISH)
    assert written.startswith(BEGIN)
    assert written.endswith(END)
    loaded: dict[str, Any] = json.loads(written[len(BEGIN) : -len(END)])
    return loaded


def test_an_item_says_what_can_be_found_and_no_more() -> None:
    data = of(whole())
    assert data["items"][0] == {
        "id": "text",
        "title": "Title of text",
        "path": "items/text.md",
        "status": "backlog",
        "goal": "leads",
        "owner": "anna",
        "channel": "website",
        "ratings": [5, 3, 2],
        "ranked": True,
    }
    page = next(one for one in data["items"] if one["id"] == "page")
    assert page == {
        "id": "page",
        "title": "Title of page",
        "path": "items/page.md",
        "status": "in-review",
        "goal": "leads",
        "initiative": "heating",
        "owner": "anna",
        "reviewer": "ben",
        "channel": "website",
        "tags": ["spring", "fair"],
        "blocked": True,
        "due": "2026-02-20",
        "ratings": [4, 3, 2],
        "ranked": True,
        "created": "2026-01-05",
        "formerly": ["old-page"],
        "text": "What A landing page",
    }


def test_items_stand_in_board_order() -> None:
    assert [one["id"] for one in of(whole())["items"]] == ["text", "page", "idea", "ad"]


def test_what_items_refer_to_is_named() -> None:
    data = of(whole())
    assert list(data) == [
        "words",
        "statuses",
        "people",
        "channels",
        "goals",
        "initiatives",
        "metrics",
        "partners",
        "items",
    ]
    assert data["people"] == [
        {"id": "anna", "name": "Anna Schmidt", "team": "Web"},
        {"id": "ben", "name": "ben"},
    ]
    assert data["partners"] == [{"id": "oslo", "name": "Oslo Agency"}]
    assert data["channels"] == [{"id": "website", "name": "Website"}]
    assert data["metrics"] == [{"id": "leads", "name": "Leads"}]
    assert data["goals"] == [{"id": "leads", "name": "Goal leads", "status": "active"}]
    assert data["initiatives"] == [{"id": "heating", "name": "Initiative heating", "goal": "leads"}]
    assert {"id": "in-review", "name": "In review", "kind": "review"} in data["statuses"]


def test_the_public_learns_of_nobody() -> None:
    written = search_js(
        report_of(whole(site=Site(audience="public")), (), TODAY, Origin()), ENGLISH
    ).casefold()
    assert [
        canary
        for canary in ("anna", "schmidt", "ben", "klara", "oslo", "whispered", "content")
        if canary in written.partition('"statuses"')[2]
    ] == []
    data = of(whole(site=Site(audience="public")))
    assert data["people"] == data["partners"] == []
    assert len(data["items"]) == 4
    assert not {key for one in data["items"] for key in one} & {"owner", "reviewer"}


def test_roles_stand_for_names_where_names_are_not_to_be_shown() -> None:
    shown = whole(show_people="roles")
    stranger = replace(PAGE, id="other", owner="Eva Kurz", reviewer="anna")
    data = of(backlog([*shown.items, stranger], config=shown.config))
    assert data["people"] == [
        {"id": "anna", "name": "Content", "team": "Web"},
        {"id": "ben", "name": "–"},
    ]
    other = next(one for one in data["items"] if one["id"] == "other")
    assert "owner" not in other
    assert other["reviewer"] == "anna"


@pytest.mark.parametrize("text", ["</script><b>", "<!--", "]]>", "a\u2028b\u2029c", "\\", '"', "a\ud800b"])
def test_no_text_ends_the_script(text: str) -> None:
    """T29: titles, tags and bodies are texts, wherever the script is embedded."""
    hostile = item("page", title=f"Say {text}", tags=(text,), body=Body(html=f"<p>{text}</p>"))
    report = report_of(backlog([hostile]), (), TODAY, Origin())
    written = search_js(report, ENGLISH)
    assert written.encode()
    assert not set(written) & set("<>\u2028\u2029\ud800")
    assert of(report.backlog)["items"][0]["title"] == f"Say {text}"


def test_long_bodies_are_cut_between_words() -> None:
    text = readable(f"<p>{'word ' * 500}</p>")
    assert LONGEST_TEXT - 5 <= len(text) <= LONGEST_TEXT
    assert set(text.split()) == {"word"}
    assert len(readable("a" * 5000)) == LONGEST_TEXT
    assert readable('<p><a\x010\x01>here</a>, <img\x011\x01 alt="x">it is</p>') == "here, it is"


def test_the_words_are_in_the_language_of_the_site() -> None:
    report = report_of(whole(), (), TODAY, Origin())
    said = {message for messages in SCRIPT_WORDS.values() for message in messages}
    english, german = contents(report, ENGLISH)["words"], contents(report, GERMAN)["words"]
    assert set(english) == set(german) == {one if isinstance(one, str) else one[0] for one in said}
    for message in said:
        key, words_said = (message, message) if isinstance(message, str) else (message[0], list(message))
        assert english[key] == words_said
        assert type(german[key]) is type(english[key])


def test_every_word_of_the_scripts_is_found_for_translation() -> None:
    said = {message for messages in SCRIPT_WORDS.values() for message in messages}
    pairs = {message for message in said if isinstance(message, tuple)}
    assert pairs <= words.messages()
    assert said - pairs <= words.messages() | {
        pair[0] for pair in words.messages() if isinstance(pair, tuple)
    }


def test_it_is_part_of_the_site(example: Callable[[str], Path]) -> None:
    """In the list of the site's files; the same at every build; no address in it (T68)."""
    root = example("english")
    text = "---\ntitle: A page for the fair\nstatus: idea\n---\nWrite to anna.berg@example.org.\n"
    (root / "items/fair-page.md").write_text(text, "utf-8")
    built(root, keep_going=True)
    written = (root / "site/data/search.js").read_bytes()
    assert b"example.org" not in written
    assert b'"text":"Write to [@]."' in written
    listed = json.loads((root / "site/manifest.json").read_text("utf-8"))["files"]
    assert "data/search.js" in listed
    built(root, keep_going=True)
    assert (root / "site/data/search.js").read_bytes() == written
