"""Front matter that does not say what was meant: one cause, one fault, the line to paste."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
import yaml

from backlog.content import frontmatter
from backlog.content.document import Document, read_document
from backlog.content.nodes import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from backlog.findings import Fault

LOADERS = [yaml.CSafeLoader, yaml.SafeLoader]


def read(front: str) -> Document:
    return read_document("items/a.md", f"---\n{front}\n---\nText\n".encode())


def only_fault(front: str) -> Fault:
    faults = read(front).faults
    assert len(faults) == 1, [fault.slug for fault in faults]
    return faults[0]


def texts(front: str) -> dict[str, str]:
    document = read(front)
    assert document.faults == ()
    return {entry.key: entry.node.text for entry in document.entries if isinstance(entry.node, Scalar)}


SLIPS = [
    # the front matter, the slug, line and column, what to paste
    ("title: SEO: mehr Traffic", "colon-in-value", 2, 8, 'title: "SEO: mehr Traffic"'),
    ("title: Fertig:", "colon-in-value", 2, 8, 'title: "Fertig:"'),
    ('title: "SEO": mehr', "colon-in-value", 2, 8, "title: '\"SEO\": mehr'"),
    ("a:\n  - b: c: d", "colon-in-value", 3, 8, '  - b: "c: d"'),
    (
        "title: A\nowner:anna\nmetric:leads\ngoal: x",
        "colon-without-space",
        3,
        6,
        "owner: anna\nmetric: leads",
    ),
    ("title:A\nowner: anna", "colon-without-space", 2, 6, "title: A"),
    ("title:A\nowner:anna", "colon-without-space", 2, 6, "title: A\nowner: anna"),
    ("title: A\nowner anna\ngoal: x", "line-without-colon", 3, 1, ""),
    ("owner anna\ntitle: A", "line-without-colon", 2, 1, ""),
    ("title: A\n\nEin Text\nNoch: einer", "line-without-colon", 4, 1, ""),
    ("title: A\nhttps://example.org/\ngoal: x", "line-without-colon", 3, 1, ""),
    ("title: A\n owner: anna", "bad-indent", 3, 2, "owner: anna"),
    ("blocked:\n  since: 2026-03-01\n reason: content", "bad-indent", 4, 2, "  reason: content"),
    ("tags:\n  - a\n - b", "bad-indent", 4, 2, "  - b"),
    ("tags: a\n- b", "bad-indent", 3, 1, ""),
    ("title: Ticket #12\n  und mehr", "bad-indent", 3, 3, ""),
    ('title: "Neu\nowner: anna', "quote-not-closed", 2, 8, 'title: "Neu"'),
    ('title: "Neu\nowner: "anna"', "quote-not-closed", 2, 8, 'title: "Neu"'),
    ("tags:\n  - 'a\n  - b", "quote-not-closed", 3, 5, "  - 'a'"),
    ('title: "Er sagt "ja"', "text-after-value", 2, 18, "title: 'Er sagt \"ja\"'"),
    ("title: 'Don't do'", "text-after-value", 2, 13, 'title: "Don\'t do"'),
    ('title: "Neu" und gut', "text-after-value", 2, 14, "title: '\"Neu\" und gut'"),
    ("title: [Entwurf] Neu", "text-after-value", 2, 18, 'title: "[Entwurf] Neu"'),
    ("tags: [a, b\ntitle: A", "bracket-not-closed", 2, 7, "tags: [a, b]"),
    ("cost: {planned: 5,\ntitle: A", "bracket-not-closed", 2, 7, "cost: {planned: 5}"),
    ("owner: @anna", "value-beginning", 2, 8, 'owner: "@anna"'),
    ("tags:\n  - @seo", "value-beginning", 3, 5, '  - "@seo"'),
    ("tags: [a, @b]", "value-beginning", 2, 11, ""),
    ("title: `Code`", "value-beginning", 2, 8, 'title: "`Code`"'),
    ("title: %neu", "value-beginning", 2, 8, 'title: "%neu"'),
    ("title: **wichtig**", "value-beginning", 2, 8, 'title: "**wichtig**"'),
    ("title: *sehr* wichtig", "value-beginning", 2, 8, 'title: "*sehr* wichtig"'),
    ("title: & Co", "value-beginning", 2, 8, 'title: "& Co"'),
    ("expected: > 50 % mehr", "value-beginning", 2, 11, 'expected: "> 50 % mehr"'),
    ("title: ? offen", "value-beginning", 2, 8, 'title: "? offen"'),
    ("title: ]", "value-beginning", 2, 8, 'title: "]"'),
    ("tags: - seo", "value-beginning", 2, 7, "tags:\n  - seo"),
    ("title: {% include x %}", "value-beginning", 2, 8, 'title: "{% include x %}"'),
    ("title: {{ 7*7 }}", "key-not-text", 2, 8, 'title: "{{ 7*7 }}"'),
    ("title: {{ 7*7 }} neu", "key-not-text", 2, 8, 'title: "{{ 7*7 }} neu"'),
    ("[a]: https://example.org", "key-not-text", 2, 1, ""),
    ("tags: [a, , b]", "yaml-syntax", 2, 11, ""),
    ('tags: [a, "b" c]', "yaml-syntax", 2, 15, ""),
    (": a", "yaml-syntax", 2, 1, ""),
    ('"a" b: c', "yaml-syntax", 2, 5, ""),
    ("%YAML 1.2", "yaml-syntax", 2, 1, ""),
    ("%YAML 1.2\n", "yaml-syntax", 2, 1, ""),
]


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("slip", SLIPS)
def test_slip(monkeypatch: pytest.MonkeyPatch, loader: object, slip: tuple[str, str, int, int, str]) -> None:
    """Whichever parser PyYAML has, the fault is the same."""
    monkeypatch.setattr(frontmatter, "LOADER", loader)
    front, slug, line, column, paste = slip
    fault = only_fault(front)
    assert (fault.slug, fault.location.line, fault.location.column) == (slug, line, column)
    assert fault.paste == paste
    assert fault.refuses
    assert fault.location.text == f"---\n{front}\n---".split("\n")[line - 1]


@pytest.mark.parametrize("slip", SLIPS)
def test_what_is_pasted_mends(slip: tuple[str, str, int, int, str]) -> None:
    front, slug, line, _, paste = slip
    lines = front.split("\n")
    if paste:
        count = len(paste.split("\n")) if slug == "colon-without-space" else 1
        lines[line - 2 : line - 2 + count] = [paste]
        assert slug not in [fault.slug for fault in read("\n".join(lines)).faults]


@pytest.mark.parametrize(
    ("front", "line", "paste"),
    [
        ("blocked:\n\tsince: 2026-03-01\n\treason: content", 3, "  since: 2026-03-01\n  reason: content"),
        ("blocked:\n  since: 2026-03-01\n\treason: content", 4, "  reason: content"),
        ("tags:\n  - a\n\t- b", 4, "  - b"),
        ("title: A\n\tund mehr", 3, "  und mehr"),
        ("learning: |\n\tText", 3, "  Text"),
        ("tags:\n-\ta: b\n\tc: d", 3, "-  a: b\n  c: d"),
    ],
)
@pytest.mark.parametrize("loader", LOADERS)
def test_t17_tab_indent(
    monkeypatch: pytest.MonkeyPatch, loader: object, front: str, line: int, paste: str
) -> None:
    monkeypatch.setattr(frontmatter, "LOADER", loader)
    fault = only_fault(front)
    assert (fault.slug, fault.location.line, fault.paste, fault.refuses) == ("tab-indent", line, paste, True)
    assert fault.location.text[fault.location.column - 1] == "\t"


@pytest.mark.parametrize(
    ("front", "escape", "paste"),
    [
        (r'path: "\d"', r"\d", r"path: '\d'"),
        (r'path: "C:\Users\x"', r"\U", r"path: 'C:\Users\x'"),
        ('path: "\\d\n  x"', r"\d", ""),
    ],
)
def test_a_backslash_in_double_quotes(front: str, escape: str, paste: str) -> None:
    fault = only_fault(front)
    assert (fault.slug, fault.values["escape"]) == ("unknown-escape", escape)
    assert fault.paste == paste


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("front", [r'title: "\ud800"', r'title: "\UFFFFFFFF"'])
def test_t15_a_surrogate_that_an_escape_brings_in(
    monkeypatch: pytest.MonkeyPatch, loader: object, front: str
) -> None:
    monkeypatch.setattr(frontmatter, "LOADER", loader)
    assert only_fault(front).slug in {"unknown-escape", "forbidden-character", "yaml-syntax"}


def test_t01_a_key_twice_names_both_lines_and_keeps_the_first() -> None:
    document = read("title: A\nowner: anna\ntitle: B\nresult:\n  value: 1\n  value: 2")
    first, second = document.faults
    assert first.values == {"key": "title", "first": 2, "second": 4}
    assert (first.location.line, first.location.column, first.location.length) == (4, 1, 5)
    assert second.values == {"key": "value", "first": 6, "second": 7}
    assert {first.slug, second.slug} == {"duplicate-key"}
    assert not document.refused
    assert [entry.key for entry in document.entries] == ["title", "owner", "result"]
    assert isinstance(document.entries[0].node, Scalar)
    assert document.entries[0].node.text == "A"


def test_t01_only_the_first_twenty_are_listed() -> None:
    assert len(read("a: b\n" * 500).faults) == 20


def test_t02_to_t05_values_are_not_typed() -> None:
    words = ["no", "1:30", "010", "0x1F", "1_000", "1e5", ".nan", "3,5", "~", "null", "2026-02-30", "="]
    assert texts("\n".join(f"k{i}: {word}" for i, word in enumerate(words))) == {
        f"k{i}": word for i, word in enumerate(words)
    }


@pytest.mark.parametrize(
    ("front", "text", "comment"),
    [
        ("title: Fix issue #12 now", "Fix issue", "#12 now"),
        ("title: C #", "C", "#"),
        ("title: #1 Hit", "", "#1 Hit"),
        ("title:", "", ""),
        ("title:  ", "", ""),
        ("title: a#b", "a#b", ""),
        ("title: A  ", "A", ""),
        ('title: "A" # b', "A", ""),
        ("title: A\n  b # c", "A b", "# c"),
        ("title: |- # c\n  A", "A", ""),
    ],
)
def test_t08_what_a_hash_swallows_is_kept(front: str, text: str, comment: str) -> None:
    (entry,) = read(front).entries
    assert isinstance(entry.node, Scalar)
    assert (entry.node.text, entry.node.comment) == (text, comment)


@pytest.mark.parametrize(
    ("front", "slug"),
    [
        ("", "front-matter-empty"),
        ("# only a comment", "front-matter-empty"),
        ("- title: A", "front-matter-not-a-mapping"),
        ("[]", "front-matter-not-a-mapping"),
        ("Text", "front-matter-not-a-mapping"),
        ('"Text"', "front-matter-not-a-mapping"),
        ("|\n Text", "front-matter-not-a-mapping"),
    ],
)
def test_t13_front_matter_that_is_no_mapping(front: str, slug: str) -> None:
    fault = only_fault(front)
    assert (fault.slug, fault.refuses) == (slug, True)


@pytest.mark.parametrize(
    ("front", "found"),
    [
        ("owner: &a anna", [("yaml-anchor", 2, 'owner: "&a anna"')]),
        ("owner: &a anna\nreviewer: *a", [("yaml-anchor", 2, "")]),
        ("cost: &c\n  planned: 1\nresult:\n  <<: *c", [("yaml-anchor", 2, "")]),
        ("title: *wichtig", [("yaml-alias", 2, 'title: "*wichtig"')]),
        ("*wichtig : a", [("yaml-alias", 2, "")]),
        ("- *wichtig", [("yaml-alias", 2, '- "*wichtig"')]),
        ("*wichtig", [("yaml-alias", 2, "")]),
        ("<<: *c", [("yaml-merge", 2, "")]),
        ("<<: {a: b}", [("yaml-merge", 2, "")]),
        ("title: !neu Seite", [("yaml-tag", 2, 'title: "!neu Seite"')]),
        ("impact: !!int 3", [("yaml-tag", 2, "impact: 3")]),
        ("title: !", [("yaml-tag", 2, 'title: "!"')]),
        ("title: !a!b c", [("yaml-tag", 2, 'title: "!a!b c"')]),
        ("tags: !!set\n  a: b", [("yaml-tag", 2, "")]),
        ("title: A\n--- b: c", [("yaml-second-document", 3, "")]),
        ("title: &a &b c", [("yaml-anchor", 2, 'title: "&a &b c"')]),
        ("a: !x b\nc: &d e", [("yaml-tag", 2, 'a: "!x b"'), ("yaml-anchor", 3, 'c: "&d e"')]),
    ],
)
def test_t18_what_yaml_could_do_more(front: str, found: list[tuple[str, int, str]]) -> None:
    document = read(front)
    assert [(fault.slug, fault.location.line, fault.paste) for fault in document.faults] == found
    assert document.entries == ()


def test_a_quoted_merge_key_is_a_key() -> None:
    assert texts('"<<": a') == {"<<": "a"}


BOMB = "\n".join(
    ["a: &a [x, x, x, x, x, x, x, x, x]"]
    + [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
)
MERGES = "a: &a {x: 1}\n" + "\n".join(
    f"{b}: &{b} {{<<: [{', '.join([f'*{a}'] * 9)}]}}" for a, b in zip("abcdef", "bcdefg", strict=True)
)


@pytest.mark.parametrize("front", [BOMB, MERGES, "a: &a [*a]", "a: &a {<<: *a}"])
def test_t19_bombs_are_refused_at_once(front: str) -> None:
    start = time.process_time()
    document = read(front)
    taken = time.process_time() - start
    assert document.refused
    assert {fault.slug for fault in document.faults} <= {"yaml-anchor", "yaml-merge"}
    assert taken < 0.05


def test_t20_eight_levels_are_read_and_nine_are_not() -> None:
    assert read("a: [[[[[[[1]]]]]]]").faults == ()
    fault = only_fault("a: [[[[[[[[1]]]]]]]]")
    assert (fault.slug, fault.location.column, fault.values) == ("yaml-too-deep", 11, {"limit": 8})


def test_too_many_values() -> None:
    assert only_fault(f"a: [{'x, ' * 10_001}]").slug == "yaml-too-many"


def test_t24_any_name_may_be_a_key() -> None:
    assert set(texts("content: a\nitems: b\n__class__: c\nhandler: d\nfront: e")) == {
        "content", "items", "__class__", "handler", "front"
    }  # fmt: skip


def test_every_style_of_scalar() -> None:
    document = read("a: b\n  c\nd: 'e'\nf: \"g\\n\"\nh: |\n  i\n  j\nk: >-\n  l\n  m\n? n\n: o")
    found = [entry.node for entry in document.entries]
    assert [(node.style, node.text) for node in found if isinstance(node, Scalar)] == [
        ("plain", "b c"), ("single", "e"), ("double", "g\n"), ("literal", "i\nj\n"), ("folded", "l m"), ("plain", "o"),
    ]  # fmt: skip
    assert [node.mark.length for node in found] == [1, 3, 5, 1, 2, 1]


def test_empty_collections() -> None:
    document = read("a: []\nb: {}")
    assert [type(entry.node) for entry in document.entries] == [Sequence, Mapping]
