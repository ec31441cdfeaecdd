"""What leads from one state to another, and that it leads back the same way."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlog.config.sections import Rules, Site
from backlog.config.sections import Wip as WipSection
from backlog.findings import Severity
from backlog.model import Action, Body, Criterion, Decision, Refused
from backlog.source import Source
from tests.comparison.sides import between
from tests.make import backlog, config, goal, initiative, item, meeting, people, ready_item

PEOPLE = {"people": people("anna", "ben", "claire")}


def ids(cards) -> list[str]:
    return [card.item.id for card in cards]


def test_items_new_removed_and_changed_field_by_field() -> None:
    kept = ready_item("kept", impact=3, owner="anna")
    found = between([kept, item("gone")], [replace(kept, impact=5, owner="ben"), item("new")])
    assert (ids(found.added), ids(found.removed)) == (["new"], ["gone"])
    (change,) = found.changed
    assert [(one.field, one.before, one.after) for one in change.fields] == [
        ("owner", "anna", "ben"),
        ("impact", 3, 5),
    ]


def test_words_and_boxes_of_a_body_are_told_apart() -> None:
    def body(digest: str, *done: bool) -> Body:
        return Body(
            criteria=tuple(Criterion(f"box {n}", one, 9 + n) for n, one in enumerate(done)),
            visible=80,
            digest=digest,
        )

    found = between([item("a", body=body("x", False, False))], [item("a", body=body("x", True, False))])
    assert [(one.field, one.before, one.after) for one in found.changed[0].fields] == [
        ("criteria", (0, 2), (1, 2))
    ]
    found = between([item("a", body=body("x", True))], [item("a", body=body("y", True))])
    assert [one.field for one in found.changed[0].fields] == ["description"]


def test_whoever_is_passed_moves_down_and_the_one_that_rises_is_none_of_them() -> None:
    others = [ready_item(f"item-{n}", impact=4, confidence=n, effort=2) for n in (1, 2, 3, 4)]
    low = ready_item("low", impact=1, confidence=1, effort=5)
    found = between([*others, low], [*others, replace(low, impact=5, confidence=3, effort=2)])
    assert (found.changed[0].before.rank, found.changed[0].after.rank) == (5, 2)
    assert [(push.by, ids(push.cards)) for push in found.pushes] == [(1, ["item-3", "item-2", "item-1"])]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [("planned", "in-progress", True), ("backlog", "in-progress", False), ("done", "backlog", True)],
)
def test_moves_are_expected_one_column_on_or_any_back(before, after, expected) -> None:
    found = between([item("a", before)], [item("a", after)])
    assert [(move.before, move.after, move.expected) for move in found.moves] == [(before, after, expected)]


def test_limits_are_told_where_they_are_passed_and_where_work_comes_back() -> None:
    running = [ready_item(f"run-{n}", "in-progress", owner=f"p{n}") for n in range(5)]
    sixth = ready_item("sixth", "planned", owner="p9")
    begun = replace(sixth, status="in-progress", kind=running[0].kind)
    found = between([*running, sixth], [*running, begun])
    assert [(one.kind, one.id, one.before, one.after, one.limit, one.worse) for one in found.limits] == [
        ("column", "in-progress", 5, 6, 5, True)
    ]
    back = between([*running, begun], [*running, sixth]).limits
    assert [(one.was_over, one.is_over) for one in back] == [(True, False)]
    assert between([*running[:3], sixth], [*running[:3], begun]).limits == ()


def test_a_person_over_the_limit_and_a_limit_that_is_lowered() -> None:
    own = [ready_item(f"own-{n}", "in-review", owner="anna", reviewer="ben") for n in range(2)]
    strict = config(**PEOPLE, wip=WipSection(per_person=1))
    found = between(backlog(own, config=config(**PEOPLE)), backlog(own, config=strict))
    assert [(one.kind, one.id, one.limit_before, one.limit) for one in found.limits] == [
        ("person", "anna", 3, 1)
    ]


def test_goals_tell_stage_share_and_whether_their_items_are_otherwise() -> None:
    leads, sales = goal("leads"), goal("sales")
    found = between(
        backlog([ready_item("a", effort=2)], [leads, sales]),
        backlog([ready_item("a", effort=2), ready_item("b", goal="sales", effort=2)], [leads, sales]),
    )
    told = {one.view.goal.id: one for one in found.goals}
    assert (told["sales"].before.stage, told["sales"].after.stage, told["sales"].touched) == (
        "uncovered",
        "ready",
        True,
    )
    assert (told["leads"].before.effort_share, told["leads"].after.effort_share) == (100, 50)
    assert not told["leads"].touched


def test_goals_initiatives_and_minutes_are_compared_too() -> None:
    minutes = meeting(decisions=(Decision("Yes"),), actions=(Action("Do it"),))
    found = between(
        backlog([], [goal("a"), goal("b")], [initiative("one", goal="a")]),
        backlog([], [goal("a", status="achieved"), goal("c")], [initiative("one", goal="c")], [minutes]),
    )
    assert [(one.view.goal.id, one.new_status, one.before is None) for one in found.goals] == [
        ("a", "achieved", False),
        ("b", "", False),
        ("c", "", True),
    ]
    assert [one.fields[0].field for one in found.initiatives] == ["goal"]
    assert [(one.before, one.after) for one in found.meetings] == [(None, minutes)]


def test_an_item_whose_file_is_broken_is_neither_gone_nor_new() -> None:
    there = [item("a"), item("b")]
    broken = backlog([item("b")], refused=(Refused(path="items/a.md"),))
    assert ids(between(backlog(there), broken).unreadable) == ["a"]
    assert between(backlog(there), broken).removed == ()
    assert ids(between(broken, backlog(there)).readable) == ["a"]


def test_new_findings_are_those_that_were_not_there_wherever_the_file_stands_now() -> None:
    plain = ready_item("a", confidence=5, evidence=None)
    moved = replace(plain, path="items/2026/a.md", source=Source(path="items/2026/a.md"))
    same = between([plain], [moved]).findings
    assert (same.new, same.mended) == ((), ())
    other = between([replace(plain, confidence=2)], [plain]).findings
    assert [finding.slug for finding in other.new] == ["evidence-missing"]
    strict = config(rules=Rules(severities={"evidence-missing": "error"}))
    weighed = between([plain], backlog([plain], config=strict)).findings
    assert [(one.slug, one.severity) for one in weighed.new] == [("evidence-missing", Severity.ERROR)]
    assert weighed.mended == ()


def test_one_of_several_missing_fields_filled_in_is_no_new_finding() -> None:
    bare = item("a", "backlog")
    found = between([bare], [replace(bare, owner="anna")]).findings
    assert found.new == ()
    assert found.remaining_errors


def test_the_public_learns_of_a_hidden_finding_only_that_there_is_one() -> None:
    def public(owner: str):
        shown = config(site=Site(audience="public"), people=people("anna"))
        return backlog([ready_item("a", owner=owner)], [goal("leads")], config=shown)

    found = between(public("anna"), public("berta")).findings
    assert (found.new, found.untold, found.untold_errors) == ((), 1, 1)
    assert between(public("anna"), public("berta")).changed == ()


def test_ready_is_told_of_what_waits_only() -> None:
    def whole(**values):
        return backlog([ready_item("a", **values)], [goal("leads")])

    ready, bare = whole(status="planned"), whole(status="planned", owner=None)
    assert ids(between(bare, ready).readied) == ["a"]
    assert ids(between(ready, bare).unreadied) == ["a"]
    assert between(ready, whole(status="in-progress")).unreadied == ()


_STATUSES = st.sampled_from(["idea", "backlog", "planned", "in-progress", "in-review", "done", "dropped"])
_RATING = st.none() | st.integers(1, 5)
_ITEM = st.builds(
    lambda status, goal_id, owner, rated, title: ready_item(
        "x",
        status,
        goal=goal_id,
        owner=owner,
        impact=rated[0],
        confidence=rated[1],
        effort=rated[2],
        title=title,
    ),
    _STATUSES,
    st.sampled_from(["leads", "sales", None]),
    st.sampled_from(["anna", "ben", None]),
    st.tuples(_RATING, _RATING, _RATING),
    st.sampled_from(["One title", "Another title", "A third one"]),
)


def _whole(items: dict[str, object]) -> object:
    named = [
        replace(one, id=id_, path=f"items/{id_}.md", source=Source(path=f"items/{id_}.md"))
        for id_, one in items.items()
    ]
    return backlog(named, [goal("leads"), goal("sales", status="paused")], config=config(**PEOPLE))


_BACKLOGS = st.dictionaries(st.sampled_from("abcdefgh"), _ITEM, max_size=8).map(_whole)


@settings(max_examples=20, deadline=None)
@given(_BACKLOGS)
def test_a_state_differs_in_nothing_from_itself(whole) -> None:
    assert between(whole, whole).empty


@settings(max_examples=40, deadline=None)
@given(_BACKLOGS, _BACKLOGS)
def test_the_way_back_is_the_way_mirrored(one, other) -> None:
    there, back = between(one, other), between(other, one)
    assert ids(there.added) == ids(back.removed)
    assert ids(there.removed) == ids(back.added)
    assert {(c.before.item.id, c.after.item.id, c.before.rank, c.after.rank) for c in there.changed} == {
        (c.after.item.id, c.before.item.id, c.after.rank, c.before.rank) for c in back.changed
    }
    assert {(push.by, *sorted(ids(push.cards))) for push in there.pushes} == {
        (-push.by, *sorted(ids(push.cards))) for push in back.pushes
    }
    assert [(f.field, f.before, f.after) for c in there.changed for f in c.fields] == [
        (f.field, f.after, f.before)
        for c in sorted(back.changed, key=lambda change: change.before.item.id)
        for f in c.fields
    ]
    assert ids(there.readied) == sorted(ids(back.unreadied))
    assert [(one.id, one.before, one.after) for one in there.limits] == [
        (one.id, one.after, one.before) for one in back.limits
    ]
    assert [(g.view.goal.id, g.before.stage, g.after.stage) for g in there.goals] == [
        (g.view.goal.id, g.after.stage, g.before.stage) for g in back.goals
    ]
    assert sorted(f.slug for f in there.findings.new) == sorted(f.slug for f in back.findings.mended)
