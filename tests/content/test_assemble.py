"""Files together: ids, names that stand for ids, what is counted (T60)."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlog.config.defaults import default_config
from backlog.config.sections import Person
from backlog.content.assemble import assemble
from backlog.content.parse import Parsed, parse, vocabulary
from tests.content.reading import config

if TYPE_CHECKING:
    from backlog.model import Backlog

SETTINGS = """
[people.anna]
name = "Anna Schmidt"
[people.jonas]
name = "Jonas Meier"
[people.jonas2]
name = "Jonas Meier"
[channels.paid]
name = "Bezahlte Anzeigen"
[metrics.leads]
name = "Qualifizierte Leads"
[partners.studio]
name = "Studio Nord GmbH"
"""


def files(texts: dict[str, str], settings_: str = SETTINGS) -> Backlog:
    """The backlog of these files: front matter by path; the folder decides the kind."""
    folders = {"goals": "goal", "initiatives": "initiative", "meetings": "meeting"}
    words = vocabulary(config(settings_))
    read = []
    for path, front in texts.items():
        kind = folders.get(path.split("/")[1], "item")
        head = "" if kind == "meeting" else f"title: Title of {path}\n" * ("title:" not in front)
        head += "status: idea\n" if kind == "item" and "status:" not in front else ""
        read.append(parse(kind, path, f"---\n{head}{front}\n---\n".encode(), words, html=False))
    return assemble(read, words.config, {})


@pytest.mark.parametrize(
    ("field", "said", "meant"),
    [
        ("owner", "anna", "anna"), ("owner", "ANNA", "anna"), ("owner", "Anna Schmidt", "anna"), ("owner", "anna schmidt", "anna"),
        ("owner", '"@Anna Schmidt"', "anna"), ("owner", "Jonas Meier", "Jonas Meier"), ("owner", "nobody else", "nobody else"),
        ("reviewer", "Anna Schmidt", "anna"), ("requested_by", "anna schmidt", "anna"), ("requested_by", '"@anna"', "anna"),
        ("requested_by", "Frau Müller", "Frau Müller"), ("requested_by", '"@mueller"', "@mueller"),
        ("channel", "bezahlte anzeigen", "paid"), ("channel", "Paid", "paid"), ("metric", "qualifizierte leads", "leads"), ("metric", "LEADS", "leads"),
        ("metric", "Klicks je Woche", "Klicks je Woche"), ("partner", "Studio Nord GmbH", "studio"), ("partner", "studio nord gmbh", "studio"),
        ("goal", "mehr anfragen", "mehr"), ("goal", "MEHR", "mehr"), ("goal", "nowhere", "nowhere"), ("initiative", "Neue Seiten", "seiten"),
    ],
)  # fmt: skip
def test_names_are_as_good_as_ids(field: str, said: str, meant: str):
    backlog = files(
        {
            "items/a.md": f"{field}: {said}",
            "items/goals/mehr.md": "title: Mehr Anfragen",
            "items/initiatives/seiten.md": "title: Neue Seiten\ngoal: Mehr Anfragen",
        }
    )
    assert backlog.faults == ()
    assert getattr(backlog.items[0], field) == meant
    assert backlog.initiatives[0].goal == "mehr"


def test_goals_and_meetings_name_people_as_well():
    backlog = files(
        {
            "items/goals/mehr.md": "metric: Qualifizierte Leads\nowner: Anna Schmidt\nsponsor: '@anna'",
            "items/meetings/one.md": "date: 2026-02-09\ntype: review\nattendees: [Anna Schmidt, gast]\n"
            "blockers: [{item: A, owner: Anna Schmidt}, {note: x}]\nactions: [{text: x, owner: ANNA}, {text: y}]",
            "items/a.md": "",
        }
    )
    (goal,), (meeting,) = backlog.goals, backlog.meetings
    assert (goal.metric, goal.owner, goal.sponsor) == ("leads", "anna", "anna")
    assert meeting.attendees == ("anna", "gast")
    assert [(entry.item, entry.owner) for entry in meeting.blockers] == [("a", "anna"), (None, None)]
    assert [entry.owner for entry in meeting.actions] == ["anna", None]


def test_an_id_as_it_is_comes_before_one_in_another_case():
    people = replace(default_config(), people={"anna": Person(name="Anna A"), "Anna": Person(name="Anna B")})
    text = b"---\ntitle: Landing page\nstatus: idea\nowner: anna\nreviewer: Anna\n---\n"
    read = parse("item", "items/page.md", text, vocabulary(people), html=False)
    item = assemble([read], people, {}).items[0]
    assert (item.owner, item.reviewer) == ("anna", "Anna")


def test_a_title_that_two_have_stands_for_neither():
    goals = {"items/goals/one.md": "title: Mehr", "items/goals/two.md": "title: mehr"}
    assert files({"items/a.md": "goal: Mehr", **goals}).items[0].goal == "Mehr"


def test_the_default_channels_have_names_too():
    assert files({"items/a.md": "channel: Social media"}, "").items[0].channel == "social"
    assert files({"items/a.md": "channel: Anzeigen"}, 'language = "de"').items[0].channel == "paid"


def test_dependencies_are_ids_in_any_case_and_earlier_ones():
    backlog = files(
        {
            "items/a.md": "depends_on: [B, old-b, c, C]",
            "items/b.md": "formerly: old-b",
            "items/c.md": "formerly: [a]",
        }
    )
    assert backlog.item_by_id["a"].depends_on == ("b", "c")
    assert files({"items/a.md": "depends_on: [Title of b]", "items/b.md": "title: Title of b"}).item_by_id[
        "a"
    ].depends_on == ("Title of b",)


@pytest.mark.parametrize(
    ("paths", "fronts", "slug"),
    [
        (("items/a.md", "items/sub/a.md"), ("", ""), "id-duplicate"),
        (("items/a.md", "items/b.md"), ("", "id: A"), "id-collides"),
        (("items/a.md", "items/goals/a.md"), ("", ""), "id-duplicate"),
        (("items/goals/a.md", "items/initiatives/A.md"), ("", "goal: a"), "id-collides"),
    ],
)
def test_an_id_belongs_to_the_first_path(paths: tuple[str, str], fronts: tuple[str, str], slug: str):
    backlog = files(dict(zip(paths, fronts, strict=True)))
    (found,) = backlog.faults
    assert (found.slug, found.location.path, found.values["path"], found.refuses) == (
        slug,
        paths[1],
        paths[0],
        True,
    )
    assert [one.path for one in backlog.refused] == [paths[1]]
    assert (backlog.found, backlog.read) == (2, 1)


def test_a_private_file_that_is_refused_for_its_id_is_private():
    backlog = files({"items/a.md": "", "items/z/a.md": "private: true"})
    assert backlog.refused[0].private


def test_two_meetings_of_a_day_and_type():
    front = "date: 2026-02-09\ntype: review"
    backlog = files(
        {
            "items/meetings/a.md": front,
            "items/meetings/b.md": front,
            "items/meetings/c.md": "type: review",
            "items/meetings/d.md": "type: review",
        }
    )
    (found,) = backlog.faults
    assert (found.slug, found.location.path, found.refuses) == ("meeting-twice", "items/meetings/b.md", False)
    assert len(backlog.meetings) == 4


def test_the_order_of_files_does_not_matter():
    texts = {
        "items/b.md": "depends_on: [a, A]",
        "items/a.md": "status: nowhere",
        "items/sub/b.md": "",
        "items/goals/g.md": "owner: alle",
    }
    words = vocabulary(config(SETTINGS))
    read: list[Parsed] = [
        parse(
            "goal" if "goals" in path else "item",
            path,
            f"---\ntitle: Some title\n{front}\n---\n".encode(),
            words,
            html=False,
        )
        for path, front in texts.items()
    ]
    every: list[Any] = [assemble(order, words.config, {}) for order in itertools.permutations(read)]
    assert all(one == every[0] for one in every)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "A", "b", "ab", "é", "e\u0301"]),
            st.sampled_from(["", "status: x", "id: c", "id: C", "goal: a"]),
        ),
        max_size=8,
    )
)
def test_found_is_read_plus_refused(given_: list[tuple[str, str]]):
    texts = {f"items/{number}/{stem}.md": front for number, (stem, front) in enumerate(given_)}
    backlog = files(texts)
    kept = (*backlog.items, *backlog.goals)
    assert (
        backlog.found == len(texts) == len(kept) + len(backlog.refused) == backlog.read + len(backlog.refused)
    )
    assert {one.path for one in kept} | {one.path for one in backlog.refused} == set(texts)
    refusing = {fault.location.path for fault in backlog.faults if fault.refuses}
    assert refusing == {one.path for one in backlog.refused}


def test_refused_private_files_keep_id_and_title():
    """T23: those that are refused because another has their id too."""
    found = files(
        {
            "items/a.md": "id: same\nprivate: true",
            "items/b.md": "id: same\ntitle: Second\nprivate: true",
            "items/c.md": "id: same\ntitle: Third",
            "items/d.md": "id: zq\ntitle: Fourth\nprivate: true\nowner: [",
        }
    )
    assert [(file.path, file.private, file.id, file.title) for file in found.refused] == [
        ("items/b.md", True, "same", "Second"),
        ("items/c.md", False, "", ""),
        ("items/d.md", True, "zq", "Fourth"),
    ]
