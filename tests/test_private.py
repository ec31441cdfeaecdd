"""Private items leave no trace in what is published."""

from __future__ import annotations

from dataclasses import replace

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
