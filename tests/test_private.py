"""Private items leave no trace in what is published."""

from __future__ import annotations

from dataclasses import replace
from time import process_time

import pytest

from backlog.findings import Fault
from backlog.model import Backlog, Body, Hindrance, Link, Refused
from backlog.private import private_of, without_private
from backlog.report import Origin
from backlog.report.compute import report_of
from backlog.source import Location, Mark, Source
from tests.make import TODAY, backlog, goal, initiative, item, meeting, ready_item

HIDDEN = "kuendigung-agentur"
TITLE = "Agentur wird gekündigt"


def link(target: str, path: str = "items/open.md", text: str = "") -> Link:
    return Link(target, image=False, location=Location(path, 9, 1, 0, text or f"[see]({target})"))


def whole() -> Backlog:
    hidden = ready_item(HIDDEN, "in-progress", title=TITLE, private=True, formerly=("plan-b",), owner="anna")
    open_item = ready_item(
        "open",
        depends_on=(HIDDEN, "other", "plan-b", "geheim"),
        formerly=("plan-b", "opened"),
        source=Source(
            path="items/open.md",
            lines=("---", f"depends_on: [{HIDDEN}, nothing]", "owner: anna"),
            values={"depends_on.1": Mark(2, 20, 7)},
        ),
        body=Body(
            links=(
                link(f"{HIDDEN}.md#why"),
                link("other.md", text=f"[see](other.md) and [{TITLE}]({HIDDEN}.md)"),
                link("geheim.md"),
            ),
            html="<p>\x011\x01</p>",
        ),
        extra=(("related", HIDDEN), ("colour", "blue")),
    )
    minutes = meeting(
        blockers=(Hindrance(item=HIDDEN, note="contract"), Hindrance(item="other")),
        source=Source(path="items/meetings/m.md", lines=("---", f"  - item: {HIDDEN}")),
    )
    faults = (
        Fault(slug="not-a-date", location=Location(f"items/{HIDDEN}.md", 3)),
        Fault(slug="unknown-field", location=Location("items/geheim.md", 3)),
        Fault(slug="id-duplicate", location=Location("items/z.md"), values={"value": "z", "other": HIDDEN}),
        Fault(slug="field-twice", location=Location("items/open.md", 2, text=f"depends_on: [{HIDDEN}]")),
    )
    return backlog(
        [hidden, open_item, item("other")],
        [goal(extra=(("from", TITLE),))],
        [initiative()],
        [minutes],
        faults=faults,
        found=9,
        refused=(Refused(path="items/broken.md"), Refused(path="items/geheim.md", private=True)),
    )


def test_ids_paths_and_titles_are_known() -> None:
    private = private_of(whole())
    assert private.ids == {HIDDEN, "plan-b", "geheim"}
    assert private.paths == {f"items/{HIDDEN}.md", "items/geheim.md"}
    assert private.titles == {TITLE}
    assert private.has("Plan-B")
    assert not private.has(None)


def test_without_anything_private_it_is_the_same_backlog() -> None:
    plain = backlog([item()])
    assert without_private(plain) is plain


def test_items_and_references_are_gone() -> None:
    shown = without_private(whole())
    assert list(shown.item_by_id) == ["open", "other"]
    open_item = shown.item_by_id["open"]
    assert open_item.depends_on == ("other",)
    assert open_item.formerly == ("opened",)
    assert open_item.extra == (("colour", "blue"),)
    assert shown.goals[0].extra == ()
    assert [blocker.item for blocker in shown.meetings[0].blockers] == ["other"]


def test_links_keep_their_place_and_lose_their_target() -> None:
    """The markers in the HTML are numbers of links."""
    body = without_private(whole()).item_by_id["open"].body
    assert [one.target for one in body.links] == ["", "other.md", ""]
    assert body.html == "<p>\x011\x01</p>"


@pytest.mark.parametrize(
    ("target", "led"),
    [
        (f"sub/{HIDDEN}.md", ""),
        (f"../../{HIDDEN.upper()}.md#top", ""),
        ("sub/other.md", "sub/other.md"),
        (f"https://example.com/{HIDDEN}.md", f"https://example.com/{HIDDEN}.md"),
        (f"{HIDDEN}.png", f"{HIDDEN}.png"),
    ],
)
def test_a_dead_link_names_no_private_file(target: str, led: str) -> None:
    """Whoever moves a file leaves such links behind, and the finding would say what they say."""
    pointing = item("pointing", body=Body(links=(link(target),)))
    shown = without_private(backlog([ready_item(HIDDEN, private=True), pointing]))
    assert [one.target for one in shown.item_by_id["pointing"].body.links] == [led]


def test_files_are_still_counted() -> None:
    before, after = whole(), without_private(whole())
    assert (after.found, after.read) == (before.found, before.read) == (9, 7)
    assert after.refused == (Refused(path="items/broken.md"), Refused(path="", private=True))


def test_faults_about_private_files_are_gone_and_lines_blank() -> None:
    shown = without_private(whole())
    assert [(fault.slug, fault.location.text) for fault in shown.faults] == [("field-twice", "")]
    assert shown.item_by_id["open"].source.lines == ("---", "", "owner: anna")
    assert shown.item_by_id["open"].source.at("depends_on.1").line == 2


def test_no_trace_in_the_report() -> None:
    """Every word of the private item is planted in the backlog, and none is left in the report."""
    told = repr(report_of(without_private(whole()), (), TODAY, Origin()))
    assert "other" in told
    for word in (HIDDEN, TITLE, "plan-b", "geheim", "contract"):
        assert word not in told


def test_an_id_inside_another_word_is_no_trace() -> None:
    hidden = item("seo", private=True)
    plain = item("seo-audit", source=Source(path="items/seo-audit.md", lines=("title: SEOs meet",)))
    shown = without_private(backlog([hidden, replace(plain, depends_on=("seo-audit",))]))
    assert shown.items[0].source.lines == ("title: SEOs meet",)
    assert shown.items[0].depends_on == ("seo-audit",)


def test_a_refused_private_file_leaves_no_id_and_no_title() -> None:
    """T23: what the file seems to be called is left out like its name."""
    shown = without_private(
        backlog(
            [
                ready_item("open", depends_on=("zq", "other"), extra=(("see", "Geheimer Plan B"),)),
                item("other", source=Source(path="items/other.md", lines=("after: ZQ", "after: zqs"))),
            ],
            faults=(Fault(slug="item-unknown", location=Location("items/open.md"), values={"value": "zq"}),),
            refused=(Refused(path="items/kaputt.md", private=True, id="zq", title="Geheimer Plan B"),),
        )
    )
    assert shown.item_by_id["open"].depends_on == ("other",)
    assert shown.item_by_id["other"].source.lines == ("", "after: zqs")
    assert shown.item_by_id["open"].extra == ()
    assert shown.faults == ()
    assert shown.refused == (Refused(path="", private=True),)


def test_what_is_read_keeps_its_id_though_a_refused_private_file_has_it_too() -> None:
    shown = without_private(
        backlog(
            [ready_item("open", depends_on=("other",)), item("other")],
            refused=(Refused(path="items/old/other.md", private=True, id="Open"),),
        )
    )
    assert shown.item_by_id["open"].depends_on == ("other",)
    assert private_of(shown).ids == frozenset()


@pytest.mark.parametrize(
    ("line", "is_named"),
    [
        ("Next: Neue Preise (2026)!", True),
        ("next: NEUE PREISE (2026)", True),
        ("Neue Preise", False),
        ("Neue Preise (20267", False),
        ("Erneue Preise (2026)", False),
        ("neue neue preise (2026) soon", True),
        ("see items/price-list.md#why", True),
        ("see myitems/price-list.md", True),
        ("price-list", True),
        ("my-price-list", True),
        ("price-lists", False),
        ("price list", False),
        ("see U\u0308ber uns", True),
        ("u\u0308ber uns allen", True),
        ("???", True),
        ("??", False),
        ("", False),
    ],
)
def test_names_are_found_as_whole_words(line: str, *, is_named: bool) -> None:
    """Titles of several words too, in any case and Unicode form."""
    hidden = [
        item("price-list", title="Neue Preise (2026)", private=True),
        item("b", title="Über uns", private=True),
        item("c", title="???", private=True),
    ]
    plain = item("plain", source=Source(path="items/plain.md", lines=(line,)))
    shown = without_private(backlog([*hidden, plain])).items[0].source.lines[0]
    assert shown == ("" if is_named else line)


def test_many_private_items_take_no_time_for_each_line() -> None:
    """Three thousand with as many others: an alternation of all names took half a minute."""
    hidden = [item(f"secret-{n}", title=f"Secret plan number {n}", private=True) for n in range(3000)]
    lines = ("---", "title: Some plan for the items of this week", "owner: anna", "items/other.md", "---")
    plain = [
        item(f"open-{n}", source=Source(path=f"items/open-{n}.md", lines=(*lines, f"secret-{n}")))
        for n in range(3000)
    ]
    both = backlog([*hidden, *plain])
    start = process_time()
    shown = without_private(both)
    assert process_time() - start < 3
    assert {one.source.lines for one in shown.items} == {(*lines, "")}
