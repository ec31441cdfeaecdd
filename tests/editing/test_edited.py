"""One change at a time: what stands in the file before, and after."""

from __future__ import annotations

import pytest

from backlog.config.sections import Config
from backlog.editing import Add, Drop, Put, Take, edited
from backlog.editing.field_order import formatted
from backlog.errors import Exit, Stop
from tests import make

ENGLISH, GERMAN = Config(), make.config("de")


def changed(front, *changes, kind="item", config=ENGLISH):
    """The front matter after the changes; the text below is that of before."""
    raw = f"---\n{front}\n---\n\nText\n".encode()
    made = edited(raw, kind, "items/a.md", changes, config)
    assert made.startswith(b"---\n")
    assert made.endswith(b"\n---\n\nText\n")
    return made.decode().removeprefix("---\n").removesuffix("\n---\n\nText\n")


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("title: Eins", Put("title", "Zwei"), "title: Zwei"),
        ("title:   Eins  ", Put("title", "Zwei"), "title:   Zwei  "),
        ('title: "Eins"', Put("title", "Zwei"), 'title: "Zwei"'),
        ("title: 'Eins'", Put("title", "Anna's"), "title: 'Anna''s'"),
        ("title: Eins", Put("title", "SEO: mehr"), 'title: "SEO: mehr"'),
        ("title: Eins", Put("title", "#1"), 'title: "#1"'),
        ("title: Eins", Put("title", 'sagt "ja"'), 'title: sagt "ja"'),
        ("title: Eins", Put("title", '"ja": nein'), "title: '\"ja\": nein'"),
        ("title: Eins", Put("title", "yes"), 'title: "yes"'),
        ("impact: 3  # high", Put("impact", "5"), "impact: 5  # high"),
        ('impact: "3"', Put("impact", "3"), "impact: 3"),
        ("title: Idee #1", Put("title", "Idee #1"), 'title: "Idee #1"'),
        ("title: Idee # eins", Put("title", "Einfall"), 'title: "Einfall" # eins'),
        ("owner:", Put("owner", "anna"), "owner: anna"),
        ("owner:   # wer?", Put("owner", "anna"), "owner: anna  # wer?"),
        ("owner: [anna]", Put("owner", "jonas"), "owner: [jonas]"),
        ("owner: [anna, ben]", Put("owner", "jonas"), "owner: jonas"),
        ("owner:\n  - anna\n  - ben", Put("owner", "jonas"), "owner: jonas"),
        ("learning: eins\n  zwei\nowner: x", Put("learning", "drei"), "learning: drei\nowner: x"),
        ("learning: |\n  eins\n  zwei", Put("learning", "drei\nvier"), "learning: |\n  drei\n  vier"),
        ("learning: >- # why\n    eins\n    zwei", Put("learning", "drei"), "learning: >- # why\n    drei"),
        ('learning: "eins\n  zwei"', Put("learning", "drei"), 'learning: "drei"'),
        ("title: A", Put("learning", "eins\n\nzwei"), "title: A\nlearning: |\n  eins\n\n  zwei"),
        ("{title: A, impact: 3}", Put("impact", "4"), "{title: A, impact: 4}"),
        ("{title: A, impact: 3}", Put("owner", "anna"), "{title: A, owner: anna, impact: 3}"),
        ("? title\n: A", Put("title", "Neu"), "? title\n: Neu"),
    ],
)  # fmt: skip
def test_a_value_is_put_in_the_place_of_another(before, change, after):
    assert changed(before, change) == after


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("title: A\nstatus: backlog\nimpact: 3", Put("owner", "anna"), "title: A\nstatus: backlog\nowner: anna\nimpact: 3"),
        ("impact: 3\ntitle: A", Put("owner", "anna"), "impact: 3\ntitle: A\nowner: anna"),
        ("# about the item\ntitle: A", Put("id", "a-1"), "id: a-1\n# about the item\ntitle: A"),
        ("# yaml-language-server: x\ntitle: A", Put("id", "a-1"), "# yaml-language-server: x\nid: a-1\ntitle: A"),
        ("titel: A\nwirkung: 3", Put("owner", "anna"), "titel: A\nverantwortlich: anna\nwirkung: 3"),
        ("title: A\n# who\nimpact: 3", Put("owner", "anna"), "title: A\nowner: anna\n# who\nimpact: 3"),
        ("title: A\n  # deeper\nimpact: 3", Put("owner", "anna"), "title: A\n  # deeper\nowner: anna\nimpact: 3"),
        ("own: 1", Put("owner", "anna"), "own: 1\nowner: anna"),
        ("title: A", Put("result.outcome", "met"), "title: A\nresult:\n  outcome: met"),
        ("title: A\nresult:", Put("result.outcome", "met"), "title: A\nresult:\n  outcome: met"),
        ("result:\n  value: 3", Put("result.outcome", "met"), "result:\n  value: 3\n  outcome: met"),
        ("result:\n    outcome: met", Put("result.value", "3"), "result:\n    value: 3\n    outcome: met"),
        ("result: {outcome: met}", Put("result.value", "a, b"), 'result: {value: "a, b", outcome: met}'),
        ("ergebnis:\n  wert: 3", Put("result.outcome", "erreicht"), "ergebnis:\n  wert: 3\n  ausgang: erreicht"),
        ("blocked:\n  - reason: content", Put("blocked.0.since", "2026-01-01"), "blocked:\n  - since: 2026-01-01\n    reason: content"),
    ],
)  # fmt: skip
def test_a_new_key_comes_where_the_table_has_it(before, change, after):
    assert changed(before, change) == after


def test_a_german_backlog_writes_german_names_where_no_field_tells():
    assert (
        changed("status: Idee", Put("owner", "anna"), config=GERMAN) == "status: Idee\nverantwortlich: anna"
    )
    assert changed("title: A", Put("owner", "anna"), config=GERMAN) == "title: A\nowner: anna"


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("title: A\nowner: anna # who\nimpact: 3", Drop("owner"), "title: A\nimpact: 3"),
        ("title: A\n# next\nowner: anna\n# then\nimpact: 3", Drop("owner"), "title: A\n# next\n# then\nimpact: 3"),
        ("learning: |\n  eins\n\n  zwei\n\n# then\ntitle: A", Drop("learning"), "\n# then\ntitle: A"),
        ("tags:\n- a\n# b\n- b\ntitle: A", Drop("tags"), "title: A"),
        ("blocked:\n  since: 2026-01-01\n  # deeper\n# then\ntitle: A", Drop("blocked"), "# then\ntitle: A"),
        ("title: A\nresult:\n  value: 3\n  outcome: met", Drop("result.value"), "title: A\nresult:\n  outcome: met"),
        ("title: A\nresult:\n  value: 3", Drop("result.value"), "title: A"),
        ("title: A\nresult: {value: 3, outcome: met}", Drop("result.outcome"), "title: A\nresult: {value: 3}"),
        ("{title: A, owner: anna}", Drop("owner"), "{title: A}"),
        ("{owner: anna, title: A}", Drop("owner"), "{title: A}"),
        ("blocked:\n- since: 2026-01-01\n  reason: sales\n- since: 2026-02-01", Drop("blocked.0"), "blocked:\n- since: 2026-02-01"),
        ("blocked:\n- since: 2026-01-01\n  reason: sales", Drop("blocked.0.since"), "blocked:\n- reason: sales"),
        ("title: A", Drop("owner"), "title: A"),
    ],
)  # fmt: skip
def test_a_key_goes_with_its_lines_and_no_others(before, change, after):
    assert changed(before, change) == after


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("tags: [a, b]", Add("tags", "c"), "tags: [a, b, c]"),
        ("tags: []", Add("tags", "c"), "tags: [c]"),
        ("tags:", Add("tags", "c, d"), 'tags: ["c, d"]'),
        ("tags: a", Add("tags", "b"), "tags: [a, b]"),
        ("title: A", Add("tags", "b"), "title: A\ntags: [b]"),
        ("tags:\n  - a # one\n# then\ntitle: A", Add("tags", "b"), "tags:\n  - a # one\n  - b\n# then\ntitle: A"),
        ("tags:\n- a\ntitle: A", Add("tags", "b"), "tags:\n- a\n- b\ntitle: A"),
        ("tags: [a, b, c]", Take("tags", "a"), "tags: [b, c]"),
        ("tags: [a, b, c]", Take("tags", "c"), "tags: [a, b]"),
        ("tags:\n- a # - one\n- b", Take("tags", "a"), "tags:\n- b"),
        ("title: A\ntags: [a]", Take("tags", "a"), "title: A"),
        ("title: A\ntags: [a]", Take("tags", "x"), "title: A\ntags: [a]"),
        ("tags: [a, b]", Put("tags", ("b", "c")), "tags: [b, c]"),
        ("tags:\n- a\n- b", Put("tags", ("a", "c")), "tags:\n- a\n- c"),
        ("tags:\n- a\n- b", Put("tags", ("b", "a")), "tags: [b, a]"),
        ("depends_on: [x, y]", Put("depends_on.1", "z"), "depends_on: [x, z]"),
    ],
)  # fmt: skip
def test_entries_of_lists(before, change, after):
    assert changed(before, change) == after


ONE = (("since", "2026-02-01"), ("reason", "sales"), ("note", "a: b"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: A", 'title: A\nblocked:\n  - since: 2026-02-01\n    reason: sales\n    note: "a: b"'),
        ("titel: A", 'titel: A\nblockiert:\n  - seit: 2026-02-01\n    grund: sales\n    notiz: "a: b"'),
        (
            "blocked: true  # why",
            'blocked:  # why\n  - since: 2026-02-01\n    reason: sales\n    note: "a: b"',
        ),
        (
            "blocked:\n  since: 2026-01-01 # x\n  reason: content",
            'blocked:\n  - since: 2026-01-01 # x\n    reason: content\n  - since: 2026-02-01\n    reason: sales\n    note: "a: b"',
        ),
        (
            "blocked: {since: 2026-01-01}",
            'blocked: [{since: 2026-01-01}, {since: 2026-02-01, reason: sales, note: "a: b"}]',
        ),
        (
            "blocked:\n- {since: 2026-01-01}",
            'blocked:\n- {since: 2026-01-01}\n- {since: 2026-02-01, reason: sales, note: "a: b"}',
        ),
        ("{title: A}", '{title: A, blocked: [{since: 2026-02-01, reason: sales, note: "a: b"}]}'),
    ],
)
def test_one_more_thing_that_blocks(before, after):
    assert changed(before, Add("blocked", ONE)) == after


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_marks_are_those_of_the_file(ending, mark):
    """Also where the last line has no end, and where the line ends differ."""
    lines = [
        "---",
        "title: A",
        "tags:",
        "- a",
        "# next",
        "- b",
        "learning: |",
        "  eins",
        "---",
        "Text  ",
        "ohne Ende",
    ]
    raw = mark + ending.join(lines).encode()
    changes = [
        Put("owner", "anna"),
        Add("tags", "c"),
        Put("learning", "eins\nzwei"),
        Put("result.value", "3"),
        Drop("title"),
    ]
    made = edited(raw, "item", "items/a.md", changes, ENGLISH)
    front = [
        "---",
        "owner: anna",
        "result:",
        "  value: 3",
        "tags:",
        "- a",
        "# next",
        "- b",
        "- c",
        "learning: |",
        "  eins",
        "  zwei",
    ]
    assert sorted(made.removeprefix(mark).decode().split(ending)) == sorted(
        [*front, "---", "Text  ", "ohne Ende"]
    )
    assert made.startswith(mark + b"---")
    assert made.endswith(f"---{ending}Text  {ending}ohne Ende".encode())


def test_what_cannot_be_read_is_not_changed():
    with pytest.raises(Stop) as caught:
        edited(b"---\ntitle: [A\n---\n", "item", "items/a.md", [Put("owner", "anna")], ENGLISH)
    assert caught.value.code is Exit.REFUSED
    with pytest.raises(Stop):
        formatted(b"no front matter", "item", "items/a.md", ENGLISH)


def test_what_would_say_something_else_afterwards_is_refused():
    """A field that stands there twice would come back with its other value."""
    with pytest.raises(Stop) as caught:
        changed("owner: anna\nverantwortlich: ben", Drop("owner"))
    assert caught.value.code is Exit.REFUSED
    with pytest.raises(Stop):
        changed("title: A", Put("title", "zwei\x07"))
    with pytest.raises(Stop):
        changed("title: A", Put("blocked.3.until", "2026-01-01"))


@pytest.mark.parametrize(
    ("before", "change"),
    [
        ("title: A", Put("result.outcome", ("met", "above"))),
        ("title: A", Put("depends_on.0", "x")),
        ("depends_on: [a]", Put("depends_on.3", "x")),
        ("depends_on: [[a]]", Put("depends_on.0", "x")),
        ("depends_on: {a: b}", Add("depends_on", "x")),
        ("title: A", Add("owner", "x")),
        ("? [a, b]\n: c\ntitle: A", Put("owner", "anna")),
    ],
)
def test_what_has_no_place_is_refused(before, change):
    with pytest.raises(Stop) as caught:
        changed(before, change)
    assert caught.value.code is Exit.REFUSED


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("title: A", Put("owner", ""), "title: A"),
        ("blocked: {}", Add("blocked", (("since", "2026-02-01"),)), "blocked:\n  - since: 2026-02-01"),
        ("blocked: []", Add("blocked", (("since", "2026-02-01"),)), "blocked:\n  - since: 2026-02-01"),
        ("blocked: []\nowner: x", Put("blocked.0.since", "2026-02-01"), "blocked:\n  - since: 2026-02-01\nowner: x"),
        ("result: {}", Put("result.outcome", "met"), "result:\n  outcome: met"),
        ("title: A", Put("result", (("outcome", "met"), ("value", "3"))), "title: A\nresult:\n  value: 3\n  outcome: met"),
        ("result: {value: 1}", Put("result", (("outcome", "met"),)), "result:\n  outcome: met"),
        ("period: 2026-Q1", Put("period.from", "2026-01-05"), "period:\n  from: 2026-01-05"),
        ("period: {from: 2026-01-05, to: 2026-02-01}", Put("period", "2026-Q1"), "period: 2026-Q1"),
        ("period: {from: 2026-01-05, to: 2026-02-01}", Put("period.to", "2026-03-01"), "period: {from: 2026-01-05, to: 2026-03-01}"),
    ],
)  # fmt: skip
def test_what_is_empty_or_other_makes_way(before, change, after):
    kind = "goal" if before.startswith("period") else "item"
    assert changed(before, change, kind=kind) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("impact: 3\ntitle: A", "title: A\nimpact: 3"),
        (
            "own: 1\n# how much\nimpact: 3\n\ntitle: A # a\nother: 2",
            "\ntitle: A # a\n# how much\nimpact: 3\nown: 1\nother: 2",
        ),
        ("# about all\n\n# how much\nimpact: 3\ntitle: A", "# about all\n\ntitle: A\n# how much\nimpact: 3"),
        ("tags:\n- a\n# b\n- b\ntitel: A", "titel: A\ntags:\n- a\n# b\n- b"),
        ("learning: |+\n  eins\n\nowner: anna", "owner: anna\nlearning: |+\n  eins\n"),
        ("{impact: 3, title: A}", "{impact: 3, title: A}"),
        ("title: A\nimpact: 3\n# end", "title: A\nimpact: 3\n# end"),
        ("impact: 3\ntitle: A\n# end", "title: A\nimpact: 3\n# end"),
    ],
)
def test_fields_in_order(before, after):
    raw = f"---\n{before}\n---\nText".encode()
    made = formatted(raw, "item", "items/a.md", ENGLISH)
    assert made == f"---\n{after}\n---\nText".encode()
    assert formatted(made, "item", "items/a.md", ENGLISH) == made
