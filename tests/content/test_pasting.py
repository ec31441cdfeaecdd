"""Edits in the bytes of a file: what they name changes, and nothing else."""

from __future__ import annotations

import codecs

import pytest

from backlog.content.pasting import applied
from backlog.pasting import Edit, filled, opened, shown, swapped
from backlog.source import Location

OWNER = Edit(2, 1, "owner: anna")


@pytest.mark.parametrize(
    ("raw", "edits", "made"),
    [
        (b"a: 1\nowner: ana\nb: 2\n", [OWNER], b"a: 1\nowner: anna\nb: 2\n"),
        (b"a: 1\r\nowner: ana\r\nb: 2\r\n", [OWNER], b"a: 1\r\nowner: anna\r\nb: 2\r\n"),
        (b"a: 1\rowner: ana\rb: 2", [OWNER], b"a: 1\rowner: anna\rb: 2"),
        (b"a: 1\nowner: ana\r\nb: 2\r", [OWNER], b"a: 1\nowner: anna\r\nb: 2\r"),
        (b"a: 1\nowner: ana", [OWNER], b"a: 1\nowner: anna"),
        (codecs.BOM_UTF8 + b"a\nowner: ana\n", [OWNER], codecs.BOM_UTF8 + b"a\nowner: anna\n"),
        (b"a\r\nb\r\nc\r\n", [Edit(2, 0, "x\ny")], b"a\r\nx\r\ny\r\nb\r\nc\r\n"),
        (b"a\nb\nc\n", [Edit(1, 2, "x")], b"x\nc\n"),
        (b"a\nb\nc", [Edit(3, 1, "x\ny")], b"a\nb\nx\ny"),
        (b"a", [Edit(2, 0, "x")], b"a\nx\n"),
        (b"a\nb\n", [Edit(1, 1, "x\ny"), Edit(2, 1, "z")], b"x\ny\nz\n"),
        ("a\x85b\u2028c\nowner: ana\n".encode(), [OWNER], "a\x85b\u2028c\nowner: anna\n".encode()),
        (b"", [Edit(1, 0, "x")], b"x\n"),
    ],
)
def test_edits_are_made_and_nothing_else(raw: bytes, edits: list[Edit], made: bytes) -> None:
    assert applied(raw, edits) == made
    assert applied(raw, list(reversed(edits))) == made


def test_what_is_not_shown_stays_where_it_is() -> None:
    """Lines are shown with U+FFFD for what nobody sees; the edit that says so too changes the rest alone."""
    raw = "due: 1.3.2026 # a\u200bb\n".encode()
    assert applied(raw, [Edit(1, 1, "due: 2026-03-01 # a\ufffdb")]) == "due: 2026-03-01 # a\u200bb\n".encode()
    assert applied("a\u200bb\ufffdc\n".encode(), [Edit(1, 1, "ab\ufffdc")]) == "ab\ufffdc\n".encode()


@pytest.mark.parametrize(
    ("raw", "edits"),
    [
        (b"a\nb\n", [Edit(1, 2, "x"), Edit(2, 1, "y")]),
        (b"a\nb\n", [Edit(3, 1, "x")]),
        (b"a\nb\n", [Edit(0, 0, "x")]),
        (b"a\xff\n", [Edit(1, 1, "x")]),
        ("a\u200bb\n".encode(), [Edit(1, 1, "\ufffd says b")]),
        ("a\u200bb\n".encode(), [Edit(1, 1, "x\n\ufffd")]),
    ],
)
def test_what_does_not_fit_is_not_made(raw: bytes, edits: list[Edit]) -> None:
    assert applied(raw, edits) is None


def place(text: str, marked: str, *, more: bool = False) -> Location:
    return Location("items/a.md", 5, text.index(marked) + 1, len(marked), text, more)


def test_a_value_is_swapped_within_its_marks() -> None:
    text = "  - owner: owner # the owner"
    where = Location("items/a.md", 5, 12, 5, text)
    assert swapped(where, "anna") == (Edit(5, 1, "  - owner: anna # the owner"),)
    assert swapped(place("goal: 'leds'", "'leds'"), "leads", "leds") == (Edit(5, 1, "goal: 'leads'"),)
    assert swapped(where, "anna", "somebody") == ()
    assert swapped(place("a: 'b", "'b", more=True), "c") == ()
    assert swapped(Location("items/a.md"), "c") == ()


@pytest.mark.parametrize(
    ("lines", "key", "edit"),
    [
        (["---", "title: A", "---"], None, Edit(3, 0, "owner: anna")),
        (["---", "# x", "  title: A", "---"], None, Edit(4, 0, "  owner: anna")),
        (["---", "{title: A}", "---"], None, None),
        (["---", "title: A"[:0], "---"], None, Edit(3, 0, "owner: anna")),
        (["---", "owner:", "---"], "owner", Edit(2, 1, "owner: anna")),
        (["---", "owner:  # who?", "---"], "owner", Edit(2, 1, "owner: anna # who?")),
        (["---", "owner: ~   ", "---"], "owner", Edit(2, 1, "owner: anna   ")),
        (["---", 'owner: ""', "---"], "owner", Edit(2, 1, "owner: anna")),
        (["---", "owner: []", "---"], "owner", Edit(2, 1, "owner: anna")),
        (["---", "owner: |", "---"], "owner", None),
        (["---", "owner:", "  # later", "  []", "---"], "owner", None),
        (["---", "owner:", "- ", "---"], "owner", None),
        (["---", "{owner: , title: A}", "---"], "owner", None),
    ],
)
def test_a_line_goes_where_there_is_room_for_it(lines: list[str], key: str | None, edit: Edit | None) -> None:
    at = None
    if key is not None:
        at = Location("items/a.md", 2, lines[1].index(key) + 1, len(key), lines[1])
    assert filled(lines, at, "owner: anna") == ((edit,) if edit else ())


def test_fields_come_below_the_name_of_the_value_that_they_replace() -> None:
    text = "kosten: 1500 # rund"
    assert opened(place(text, "1500"), "geplant: 1500") == (Edit(5, 1, "kosten: # rund\n  geplant: 1500"),)
    assert opened(place("{cost: 1500}", "1500"), "planned: 1500") == ()
    assert opened(place("cost: 1500", "1500", more=True), "planned: 1500") == ()


def test_lines_are_shown_as_far_to_the_left_as_they_go() -> None:
    assert shown([Edit(1, 1, "  a:  "), Edit(2, 1, "    b: c")]) == "a:\n  b: c"
    assert shown([Edit(1, 1, "x" * 301)]) == ""
    assert shown([]) == ""
