"""Whole files: names of fields, what is inside of them, ids, what is kept private (T01, T23, T24, T61, T69)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backlog.content.fields import NAMES, TABLES
from backlog.content.parse import Parsed, parse, refused, vocabulary
from backlog.model import Action, Block, Cost, Decision, Goal, Hindrance, Initiative, Item, Meeting, Moved
from tests.content.reading import config, fault, parsed, value
from tests.make import day

WORDS = vocabulary(config('[fields]\nowner = "assignee"\n[content]\nextra_fields = ["priority"]\n'))
ANY = settings(max_examples=2000, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("kind", TABLES)
def test_german_names_are_read_like_english_ones(kind: str):
    for row in TABLES[kind]:
        for word in (row.name, row.german):
            assert vocabulary(config()).fields[kind][word][0] is row


def test_an_item_in_german():
    front = """titel: Landingpage Wärmepumpe
status: In Arbeit
ziel: mehr-anfragen
verantwortlich: anna
kanal: website
wirkung: 4
sicherheit: 3
aufwand: 2
bewertet: 2026-01-20
kennzahl: Anfragen je Woche
termin: 2026-03-01
kosten:
  geplant: 1200
  tatsaechlich: 900
braucht: [texte, bilder]
blockiert:
  seit: 2026-02-09
  grund: Inhalte fehlen
  notiz: Fotos vom Vertrieb
freigabe: jonas
verlauf:
  - {datum: 2026-01-05, status: Backlog}
  - {datum: 2026-01-12, status: In Arbeit}
schlagworte: [herbst]
privat: false
frueher: alte-id
"""
    found = parsed(front)
    assert found.faults == ()
    item = found.value
    assert isinstance(item, Item)
    assert (item.title, item.status, item.kind, item.goal, item.owner) == (
        "Landingpage Wärmepumpe", "in-progress", "active", "mehr-anfragen", "anna",
    )  # fmt: skip
    assert (item.impact, item.confidence, item.effort, item.scored) == (4, 3, 2, day("2026-01-20"))
    assert item.cost == Cost(planned=1200, actual=900)
    assert item.depends_on == ("texte", "bilder")
    assert item.blocked == (Block(day("2026-02-09"), "content", None, "Fotos vom Vertrieb"),)
    assert item.history == (Moved(day("2026-01-05"), "backlog"), Moved(day("2026-01-12"), "in-progress"))
    assert (item.tags, item.private, item.formerly) == (("herbst",), False, ("alte-id",))
    assert item.source.names["owner"] == "verantwortlich"
    assert item.source.at("blocked.0.reason").text == "  grund: Inhalte fehlen"
    assert item.source.at("depends_on.1").column == 18


def test_goals_initiatives_and_meetings_in_german():
    goal = parsed("titel: Mehr Anfragen\nzeitraum: 2026-Q1\nkennzahl: leads\nzielwert: 40\nausgangswert: 18\nstand: 20\n"
                  "gemessen: 2026-02-01\nanteil: 40\nzweck: Vertrieb\nstatus: pausiert", kind="goal")  # fmt: skip
    assert goal.faults == ()
    assert isinstance(goal.value, Goal)
    assert (goal.value.purpose, goal.value.status, goal.value.share) == ("sales", "paused", 40)
    initiative = parsed("titel: Seiten\nziel: mehr\nstatus: abgeschlossen", kind="initiative")
    assert isinstance(initiative.value, Initiative)
    assert (initiative.value.status, initiative.value.goal) == ("finished", "mehr")
    front = """datum: 2026-02-09
art: Wochen-Review
teilnehmer: [anna, jonas]
entscheidungen:
  - Anzeigen pausieren
  - {text: Wieder starten, ersetzt: 2026-01-05}
blocker:
  - {aufgabe: a, notiz: Fotos fehlen, massnahme: anrufen, verantwortlich: anna, geloest: 2026-02-10}
massnahmen:
  - {text: Angebot, verantwortlich: jonas, termin: 2026-02-16, erledigt: 2026-02-15}
abgesagt: Feiertag
"""
    meeting = parsed(front, kind="meeting", path="items/meetings/x y.md")
    assert meeting.faults == ()
    assert isinstance(meeting.value, Meeting)
    assert (meeting.value.date, meeting.value.type, meeting.value.attendees) == (
        day("2026-02-09"),
        "review",
        ("anna", "jonas"),
    )
    assert meeting.value.decisions == (
        Decision("Anzeigen pausieren"),
        Decision("Wieder starten", "2026-01-05"),
    )
    assert meeting.value.blockers == (Hindrance("a", "Fotos fehlen", "anrufen", "anna", day("2026-02-10")),)
    assert meeting.value.actions == (Action("Angebot", "jonas", day("2026-02-16"), day("2026-02-15")),)


@pytest.mark.parametrize(
    ("front", "field", "line", "other"),
    [
        ("owner: anna\nverantwortlich: jonas", "owner", 3, "verantwortlich"),
        ("verantwortlich: anna\nowner: jonas", "owner", 3, "owner"),
        ("cost: {planned: 1, geplant: 2}", "cost.planned", 2, "geplant"),
        ("blocked:\n- since: 2026-01-01\n  seit: 2026-01-02", "blocked.since", 4, "seit"),
    ],
)
def test_both_names_of_one_field_are_the_field_twice(front: str, field: str, line: int, other: str):
    found = fault(front)
    assert (found.slug, found.field, found.location.line, found.values["other"]) == (
        "field-twice",
        field,
        line,
        other,
    )
    assert found.values["line"] == (2 if "blocked" not in field else 3)


def test_a_duplicate_key_is_told_with_both_lines():
    found = fault("owner: anna\nimpact: 3\nowner: jonas")
    assert (found.slug, found.values["first"], found.values["second"]) == ("duplicate-key", 2, 4)


@pytest.mark.parametrize(
    ("front", "guess", "paste"),
    [("impakt: 4", "impact", "impact: 4"), ("Owner: anna", "owner", "owner: anna"), ("verantwortlicher: anna", "verantwortlich", "verantwortlich: anna"),
     ("depends-on: [a]", "depends_on", "depends_on: [a]"), ("zzzz: 4", "", ""), ("foo.bar: 4", "", ""), ("result:\n  outcom: met", "outcome", "outcome: met")],
)  # fmt: skip
def test_an_unknown_field_names_the_nearest(front: str, guess: str, paste: str):
    found = fault(front)
    assert (found.slug, found.values["guess"], found.paste) == ("unknown-field", guess, paste)
    assert found.values["field"] == front.rsplit("\n", 1)[-1].strip().partition(":")[0]


@pytest.mark.parametrize(
    "key",
    ["content", "items", "__class__", "values", "keys", "self", "body", "source", "path", "kind", "extra"],
)
def test_keys_that_mean_something_to_the_program_mean_nothing_in_a_file(key: str):
    found = fault(f"{key}: x")
    assert (found.slug, found.field) == ("unknown-field", key)


def test_fields_of_the_configuration():
    settings_ = '[fields]\nowner = "assignee"\nstarted = "start"\ncreated = "created_date"\n[content]\nextra_fields = ["priority", "labels"]\n'
    front = "assignee:\n  - anna\nstart: 2026-01-05\ncreated_date: '2026-01-02 11:46'\npriority: high\nlabels: [a, {b: c}]"
    found = parsed(front, settings=settings_)
    assert found.faults == ()
    item = found.value
    assert isinstance(item, Item)
    assert (item.owner, item.started, item.start, item.created) == (
        "anna",
        day("2026-01-05"),
        None,
        day("2026-01-02"),
    )
    assert item.extra == (("priority", "high"), ("labels", "a, b: c"))
    assert fault("assignee: anna\nowner: jonas", settings=settings_).slug == "field-twice"
    assert value("verantwortlich: anna", "owner", settings=settings_) == "anna"


def test_statuses_of_the_configuration():
    settings_ = '[[workflow]]\nid="todo"\nkind="backlog"\nname="To Do"\naliases=["Offen", "Doing soon"]\n[[workflow]]\nid="done"\nkind="done"\n'
    for text in ("todo", "To Do", "TO_DO", "offen", "doing-soon"):
        assert value(f"status: {text}", "status", settings=settings_) == "todo"
    found = fault("status: In Arbeit", settings=settings_)
    assert (found.slug, found.values["known"]) == ("status-unknown", ("To Do", "done"))


@pytest.mark.parametrize(
    ("front", "read"),
    [("tags: [a, b]", ("a", "b")), ("tags: a", ("a",)), ("tags:\n- a\n-\n- b", ("a", "b")), ("tags: [[a], b]", ("a", "b")), ("tags: []", ()),
     ("tags: ['', b]", ("b",)), ("depends_on: [~, b]", ("b",))],
)  # fmt: skip
def test_lists(front: str, read: tuple[str, ...]):
    assert value(front, front.partition(":")[0]) == read


@pytest.mark.parametrize(
    ("front", "slug", "paste"),
    [
        ("tags: a, b", "list-with-commas", "tags: [a, b]"),
        ('tags: "a: x, b"', "list-with-commas", ""),
        ("tags: {a: b}", "not-a-list", ""),
        ("tags:\n- [a, b]", "not-one-value", ""),
        ("tags: [a #b\n ]", "text-swallowed", 'tags: ["a #b"'),
        ("cost: 300", "not-a-mapping", ""),
        ("cost: [{planned: 1}, {planned: 2}]", "not-a-mapping", ""),
        ("blocked: true", "blocked-is-bare", ""),
        ("blocked: no", "blocked-is-bare", ""),
        ("blocked: [true]", "blocked-is-bare", ""),
        ("blocked: [[a, b]]", "not-a-mapping", ""),
        ("history: [x]", "not-a-mapping", ""),
    ],
)
def test_what_is_no_list_or_mapping_is_told(front: str, slug: str, paste: str):
    found = fault(front)
    assert (found.slug, found.paste) == (slug, paste)


@pytest.mark.parametrize("front", ["blocked: false", "blocked: []", "blocked:", "blocked: {}"])
def test_blocked_false_says_clearly_that_it_is_not(front: str):
    assert value(front, "blocked") == ()


def test_a_single_mapping_is_a_list_of_one():
    assert value("blocked: {since: 2026-01-05, reason: other}", "blocked") == (
        Block(day("2026-01-05"), "other"),
    )
    assert value("cost: [{planned: 1}]", "cost") == Cost(planned=1)


def test_what_is_empty_inside_is_missing():
    found = parsed("result:\n  value:\n  outcome: met\nblocked:\n-\n- since: 2026-01-05\n  reason: other")
    assert found.faults == ()
    assert isinstance(found.value, Item)
    assert found.value.result is not None
    assert (found.value.result.value, found.value.result.outcome) == (None, "met")
    assert found.value.blocked == (Block(day("2026-01-05"), "other"),)
    assert found.value.source.at("blocked.1.since").line == 7


def test_a_decision_that_loses_text_is_told():
    found = parsed("date: 2026-02-09\ntype: review\ndecisions:\n- Do #1 first\n- ''", kind="meeting")
    assert [one.slug for one in found.faults] == ["text-swallowed"]
    assert isinstance(found.value, Meeting)
    assert found.value.decisions == (Decision("Do"),)


@pytest.mark.parametrize(
    ("path", "front", "id_"),
    [("items/landing-page.md", "", "landing-page"), ("items/A.1-b.MD", "", "A.1-b"), ("items/Größe 1.md", "id: size-1", "size-1"),
     ("items/x.md", "id: [y]", "y"), ("items/x.md", "id:", "x"), ("items/x.md", "id: y  # why", "y"), ("items/x.md", f"id: {'a' * 64}", "a" * 64)],
)  # fmt: skip
def test_an_id_is_the_stem_or_the_given_one(path: str, front: str, id_: str):
    assert value(front, "id", path=path) == id_


@pytest.mark.parametrize(
    ("path", "front", "slug", "paste"),
    [
        ("items/Größe 1.md", "", "id-missing", "id: groesse-1"),
        ("items/日本.md", "title: Launch in Japan", "id-missing", "id: launch-in-japan"),
        ("items/日本.md", "title: 日本の", "id-missing", "id: name"),
        ("items/a..b.md", "", "id-missing", "id: a-b"),
        ("items/-rf.md", "", "id-missing", "id: rf"),
        ("items/x..md", "", "id-missing", "id: x"),
        ("items/1a.md", "", "id-missing", "id: some-title"),
        ("items/index.md", "", "id-reserved", "id: some-title"),
        ("items/INDEX.md", "title: Index", "id-reserved", "id: index-1"),
        ("items/CON.md", "", "id-reserved", "id: some-title"),
        ("items/a.nul.md", "", "id-reserved", "id: some-title"),
        ("items/com1-x.md", "", "id-reserved", "id: some-title"),
        (f"items/{'a' * 65}.md", "", "id-too-long", "id: some-title"),
        ("items/x.md", "id: ../x", "id-unreadable", "id: x"),
        ("items/x.md", "id: /etc/passwd", "id-unreadable", "id: etc-passwd"),
        ("items/x.md", "id: a/b", "id-unreadable", "id: a-b"),
        ("items/x.md", "id: x.", "id-unreadable", "id: x"),
        ("items/x.md", "id: 🚀", "id-unreadable", "id: some-title"),
        ("items/x.md", "id: a_b", "id-unreadable", "id: a-b"),
        ("items/x.md", "id: [a, b]", "not-one-value", ""),
    ],
)
def test_what_is_no_id_refuses_the_file(path: str, front: str, slug: str, paste: str):
    found = parsed(front, path=path)
    assert found.value is None
    assert [(one.slug, one.refuses) for one in found.faults] == [(slug, True)]
    assert found.faults[0].paste == paste
    if paste:
        assert parsed(f"{front}\n{paste}" if "id:" not in front else paste, path=path).value is not None


@pytest.mark.parametrize(
    "front",
    ["Private: yes", "Privat: true", "privaet: true", "private: no\nprivate: true", "private: false\nprivat: true", "private: [a, b]",
     "private: {a: b}", "privat: ja", "private: 'true'"],
)  # fmt: skip
def test_a_slip_in_private_never_publishes(front: str):
    found = parsed(front)
    assert found.faults
    assert isinstance(found.value, Item)
    assert found.value.private


@pytest.mark.parametrize("front", ["", "private:", "private: ~", "private: false", "private: []"])
def test_what_is_not_private_is_not(front: str):
    assert value(front, "private") is False


@pytest.mark.parametrize(
    ("front", "private"),
    [
        ("private: true", True),
        ("privat: ja", True),
        ("vertraulich: true", True),
        ("private: false", False),
        ("secret: true", False),
    ],
)
def test_refused_files_say_whether_they_are_private(front: str, *, private: bool):
    own = '[fields]\nprivate = "vertraulich"\n'
    assert parsed(f"{front}\nstatus: nowhere", settings=own).private is (
        private or front.startswith("privat: ")
    )
    unclosed = parse("item", "items/a.md", f"---\n{front}\n".encode(), vocabulary(config(own)), html=False)
    assert (unclosed.value, unclosed.private) == (None, private)


@pytest.mark.parametrize(
    "front",
    [
        "id: zq # short\ntitle: 'New plan'\nprivate: true\nstatus: nowhere\nowner: [",
        "{id: zq, titel: New plan, privat: ja",
        "id: zq\nvorhaben: New plan\nprivate: true\nnote: a: b",
        "id: zq\ntitle: New plan\nprivate: true\nstatus: {{ }",
    ],
)
def test_a_refused_private_file_keeps_its_id_and_title(front: str):
    """T23: what refers to them is left out later."""
    words = vocabulary(config('[fields]\ntitle = "vorhaben"\n'))
    found = parse("item", "items/a.md", f"---\n{front}\n---\n{{".encode(), words, html=False)
    assert (found.value, found.private, found.id, found.title) == (None, True, "zq", "New plan")


def test_a_refused_file_that_is_not_private_keeps_its_id_alone():
    found = parse("item", "items/a.md", b"---\nid: zq\ntitle: A\nowner: [\n---\n", WORDS, html=False)
    assert (found.value, found.private, found.id, found.title) == (None, False, "zq", "")


def test_an_id_that_is_none_is_kept_of_a_private_file():
    found = parsed("id: a_b\nprivate: true")
    assert (found.value, found.private, found.id) == (None, True, "a_b")


def test_a_file_without_title_or_status_is_read():
    found = parse("item", "items/a.md", b"---\nowner: anna\n---\n", WORDS, html=False)
    assert isinstance(found.value, Item)
    assert (found.value.title, found.value.status, found.faults) == ("a", "idea", ())


def test_a_body_is_read_with_its_lines():
    found = parsed("", body="\n- [x] Done\n- [ ] Open [link](b.md)\n")
    assert isinstance(found.value, Item)
    assert [(one.text, one.done, one.line) for one in found.value.body.criteria] == [
        ("Done", True, 6),
        ("Open [link](b.md)", False, 7),
    ]
    assert found.value.body.links[0].location.line == 7


def test_a_byte_order_mark_and_line_ends_change_nothing():
    raw = "---\ntitle: Größe\nstatus: idea\n---\n- [ ] a\n\nText\n"
    read = [
        parse("item", "items/a.md", raw.replace("\n", end).encode(encoding), WORDS, html=True)
        for end in ("\n", "\r\n", "\r")
        for encoding in ("utf-8", "utf-8-sig")
    ]
    assert all(one == read[0] for one in read)


def test_what_cannot_be_opened_is_refused():
    found = refused("items/a.md", "file-unreadable", reason="Permission denied")
    assert (found.value, found.faults[0].refuses, found.faults[0].values["reason"]) == (
        None,
        True,
        "Permission denied",
    )


def check(found: Parsed, path: str) -> None:
    assert (found.value is None) == any(one.refuses for one in found.faults)
    assert all(one.location.path == path and one.location.line >= 1 for one in found.faults)
    if found.value is not None:
        assert found.value.path == path
        for mark in (*found.value.source.keys.values(), *found.value.source.values.values()):
            assert 1 <= mark.line <= len(found.value.source.lines)


@ANY
@given(st.sampled_from(sorted(TABLES)), st.binary(max_size=300))
@example("item", b"---\ntitle: a\n---")
@example("meeting", b"---\n- a\n---\n")
def test_any_bytes_are_a_value_or_faults(kind: str, raw: bytes):
    """T25."""
    check(parse(kind, "items/a.md", raw, WORDS, html=True), "items/a.md")


SCRAPS = st.sampled_from(
    [*sorted({name for names in NAMES.values() for name in names}), "titel", "seit", "assignee", "priority", "private", ": ", ":\n  ", "- ", "[", "]", "{", "}",
     ", ", "\n", "\n", "2026-02-01", "4", "anna", "yes", "~", '"', "'", " # x", "&a", "*a", "!!x", "|\n ", "In Arbeit", "met", "true", "x: y", "\t"]
)  # fmt: skip


@ANY
@given(st.sampled_from(sorted(TABLES)), st.lists(SCRAPS, max_size=25).map("".join))
def test_any_front_matter_is_a_value_or_faults(kind: str, front: str):
    check(parse(kind, "items/a.md", f"---\n{front}\n---\n".encode(), WORDS, html=False), "items/a.md")
