"""T12 and T16: characters that nobody sees."""

from __future__ import annotations

import pytest

from backlog.content.document import Document, read_document
from backlog.content.nodes import Entry, Mapping, Scalar


def read(text: str) -> Document:
    return read_document("items/a.md", text.encode())


def scalars(entries: tuple[Entry, ...]) -> dict[str, str]:
    return {entry.key: entry.node.text for entry in entries if isinstance(entry.node, Scalar)}


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\0", "U+0000"),
        ("\x1b", "U+001B"),
        ("\x0b", "U+000B"),
        ("\x0c", "U+000C"),
        ("\x7f", "U+007F"),
        ("\x85", "U+0085"),
        ("\u200b", "U+200B"),
        ("\u200c", "U+200C"),
        ("\u200d", "U+200D"),
        ("\u200e", "U+200E"),
        ("\u2028", "U+2028"),
        ("\u2029", "U+2029"),
        ("\u202e", "U+202E"),
        ("\u2060", "U+2060"),
        ("\u2066", "U+2066"),
        ("\u061c", "U+061C"),
        ("\ufeff", "U+FEFF"),
        ("\uffff", "U+FFFF"),
        ("\U000e0041", "U+E0041"),
    ],
)
def test_t16_a_forbidden_character_is_found_and_left_out(character: str, code: str) -> None:
    document = read(f"---\ntitle: Neue{character} Seite\nid: a{character}b\n---\nx\n")
    assert [
        (fault.slug, fault.location.line, fault.location.column, fault.values["code"], fault.refuses)
        for fault in document.faults
    ] == [("forbidden-character", 2, 12, code, False), ("forbidden-character", 3, 6, code, False)]
    assert [fault.paste for fault in document.faults] == ["title: Neue Seite", "id: ab"]
    assert scalars(document.entries) == {"title": "Neue Seite", "id": "ab"}
    assert character not in "".join(document.lines)
    assert character not in "".join(fault.location.text for fault in document.faults)


def test_t16_in_the_body() -> None:
    document = read("---\ntitle: A\n---\n\nText\u200b und\x1b[31m\n")
    assert [(fault.location.line, fault.location.column) for fault in document.faults] == [(5, 5), (5, 10)]
    assert document.body == "\nText\ufffd und\ufffd[31m\n"
    assert [fault.values["name"] for fault in document.faults] == ["ZERO WIDTH SPACE", "CONTROL CHARACTER"]


@pytest.mark.parametrize(
    "text",
    [
        "👩🏽\u200d🚀 und 👨\u200d👩\u200d👧",
        "❤\ufe0f\u200d🔥",
        "🏳\ufe0f\u200d🌈",
        "می\u200cخواهم",
        "क\u094d\u200dष",
        "z.\u202fB. 10\u00a0%",
        "soft\u00adhyphen",
        "Ω ≈ ç √ „“ – €",
    ],
)
def test_t16_characters_that_are_in_order(text: str) -> None:
    document = read(f"---\ntitle: {text}\n---\n{text}\n")
    assert document.faults == ()
    assert scalars(document.entries) == {"title": text}


def test_t16_escapes_bring_none_in() -> None:
    document = read('---\ntitle: "a\\u202eb\\x1b"\nowner: "\\t\\n\\u00fc"\n---\n')
    assert [(f.slug, f.location.line, f.values["code"], f.refuses) for f in document.faults] == [
        ("forbidden-character", 2, "U+001B", False),
        ("forbidden-character", 2, "U+202E", False),
    ]
    assert scalars(document.entries) == {"title": "ab", "owner": "\t\nü"}


def test_t16_in_a_key() -> None:
    document = read("---\n\u200btitle: A\nti\u200btle: B\n---\n")
    assert [fault.slug for fault in document.faults] == [
        "forbidden-character", "duplicate-key", "forbidden-character",
    ]  # fmt: skip
    assert scalars(document.entries) == {"title": "A"}


def test_t16_a_file_full_of_them_is_told_of_twenty() -> None:
    assert len(read("---\ntitle: A\n---\n" + "\u200b\n" * 500).faults) == 20


def test_t16_what_spoils_a_line_is_its_only_fault() -> None:
    (fault,) = read("---\nowner:\u200banna\ntitle: A\n---\n").faults
    assert (fault.slug, fault.refuses, fault.paste) == ("forbidden-character", True, "owner: anna")


def test_t16_a_line_too_long_to_paste() -> None:
    (fault,) = read(f"---\ntitle: {'x' * 400}\u200b\n---\n").faults
    assert fault.paste == ""


@pytest.mark.parametrize(
    ("line", "column", "paste"),
    [
        ("owner:\u00a0anna", 7, "owner: anna"),
        ("owner\u00a0: anna", 6, "owner: anna"),
        ("owner: \u00a0anna", 8, "owner:  anna"),
        ("owner: anna\u00a0", 12, "owner: anna"),
        ("owner:\u2003anna", 7, "owner: anna"),
    ],
)
def test_t12_a_no_break_space_around_a_key(line: str, column: int, paste: str) -> None:
    document = read(f"---\ntitle: A\n{line}\n---\n")
    (fault,) = document.faults
    assert (fault.slug, fault.location.line, fault.location.column) == ("no-break-space", 3, column)
    assert (fault.paste, fault.location.text, fault.refuses) == (paste, line, False)
    assert scalars(document.entries) == {"title": "A", "owner": "anna"}


def test_t12_a_no_break_space_in_indentation() -> None:
    document = read(
        "---\nblocked:\n\u00a0 since: 2026-03-01\n\u00a0\u00a0reason: content\ntags:\n  -\u00a0a\n---\n"
    )
    assert [(fault.slug, fault.location.line) for fault in document.faults] == [
        ("no-break-space", 3), ("no-break-space", 4), ("no-break-space", 6),
    ]  # fmt: skip
    blocked = document.entries[0].node
    assert isinstance(blocked, Mapping)
    assert scalars(blocked.entries) == {"since": "2026-03-01", "reason": "content"}


@pytest.mark.parametrize("front", ["title: A\n\u00a0owner: anna", "\u00a0owner: anna\ntitle: A"])
def test_t12_a_no_break_space_that_spoils_the_indentation_is_the_only_fault(front: str) -> None:
    (fault,) = read(f"---\n{front}\n---\n").faults
    assert (fault.slug, fault.refuses, fault.paste) == ("no-break-space", True, "owner: anna")


def test_t12_in_running_text_it_is_allowed() -> None:
    document = read(
        '---\ntitle: 10\u00a0% mehr\nmetric: "\u00a0x"\nlearning: |\n  Note\u00a0: a\n  \u00a0b\u00a0\n\n  c\n---\n\u00a0x\n'
    )
    assert document.faults == ()
    assert scalars(document.entries)["learning"] == "Note\u00a0: a\n\u00a0b\u00a0\n\nc\n"


def test_t12_only_the_first_twenty_are_listed() -> None:
    front = "".join(f"k{number}:\u00a0v\n" for number in range(50))
    document = read(f"---\n{front}---\n")
    assert len(document.faults) == 20
    assert len(document.entries) == 50
