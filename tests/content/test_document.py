"""From bytes to a document: what a whole file may be, and what it is told where it is not that."""

from __future__ import annotations

import codecs
import subprocess
import sys
from pathlib import Path
from time import process_time

import frontmatter
import pytest

from backlog.content.document import Document, read_document
from backlog.content.frontmatter import StrictHandler
from backlog.content.nodes import Entry, Mapping, Scalar, Sequence
from backlog.findings import Fault
from backlog.source import Location, Mark

ROOT = Path(__file__).parents[2]
ITEM = "---\ntitle: Neue Landingpage\nowner: anna\n---\n\nDer Text.\n"


def read(text: str | bytes) -> Document:
    return read_document("items/a.md", text.encode() if isinstance(text, str) else text)


def only_fault(text: str | bytes) -> Fault:
    faults = read(text).faults
    assert len(faults) == 1, [fault.slug for fault in faults]
    return faults[0]


def slugs(text: str | bytes) -> list[str]:
    return [fault.slug for fault in read(text).faults]


def place(fault: Fault) -> tuple[int, int]:
    return fault.location.line, fault.location.column


def test_a_document_has_lines_entries_and_a_body_with_their_places() -> None:
    document = read(ITEM)
    assert document == Document(
        path="items/a.md",
        lines=("---", "title: Neue Landingpage", "owner: anna", "---"),
        entries=(
            Entry("title", Mark(2, 1, 5), Scalar("Neue Landingpage", "plain", Mark(2, 8, 16))),
            Entry("owner", Mark(3, 1, 5), Scalar("anna", "plain", Mark(3, 8, 4))),
        ),
        body="\nDer Text.\n",
        body_line=5,
    )
    assert not document.refused


def test_a_file_may_end_with_its_closing_fence() -> None:
    document = read("---\ntitle: A\n---")
    assert (document.body, document.body_line, document.faults) == ("", 4, ())


def test_a_body_keeps_its_blank_lines_and_rules() -> None:
    assert read("---\na: b\n---\n\n\nText\n\n---\n\n").body == "\n\nText\n\n---\n\n"


def test_marks_count_characters_not_bytes() -> None:
    (first, second) = read('---\n😀ü: 😀😀 # x\nb: "ü😀" \n---\n').entries
    assert first == Entry("😀ü", Mark(2, 1, 2), Scalar("😀😀", "plain", Mark(2, 5, 2), "# x"))
    assert second.node == Scalar("ü😀", "double", Mark(3, 4, 4))


def test_lists_and_mappings_nest() -> None:
    document = read("---\nblocked:\n  - since: 2026-03-01\n    reason: content\ntags: [seo, web]\n---\n")
    inner = Mapping(
        (
            Entry("since", Mark(3, 5, 5), Scalar("2026-03-01", "plain", Mark(3, 12, 10))),
            Entry("reason", Mark(4, 5, 6), Scalar("content", "plain", Mark(4, 13, 7))),
        ),
        Mark(3, 5, 17, more=True),
    )
    assert [entry.node for entry in document.entries] == [
        Sequence((inner,), Mark(3, 3, 19, more=True)),
        Sequence(
            (Scalar("seo", "plain", Mark(5, 8, 3)), Scalar("web", "plain", Mark(5, 13, 3))), Mark(5, 7, 10)
        ),
    ]


def test_t09_a_byte_order_mark_changes_nothing() -> None:
    assert read(codecs.BOM_UTF8 + ITEM.encode()) == read(ITEM)


def test_a_second_byte_order_mark_is_a_forbidden_character() -> None:
    fault = only_fault(codecs.BOM_UTF8 * 2 + ITEM.encode())
    assert (fault.slug, place(fault), fault.refuses) == ("forbidden-character", (1, 1), True)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_t14_line_ends_change_nothing(end: str) -> None:
    text = "---\ntitle: >\n  a\n  b\nowner: 'an\n  na'\n---\n\nText\n\n- [ ] x\n"
    assert read(text.replace("\n", end)) == read(text)


def test_t14_line_ends_may_be_mixed() -> None:
    assert read("---\r\ntitle: A\rowner: b\n---\r\nx\ry\r\n") == read("---\ntitle: A\nowner: b\n---\nx\ny\n")


@pytest.mark.parametrize(
    ("text", "slug", "line", "paste"),
    [
        ("---\ntitle: A\n\nText\n", "unclosed-front-matter", 2, "---"),
        ("---\ntitle: A\n--- \nText\n", "fence-misspelt", 3, "---"),
        ("---\ntitle: A\n ---\nText\n", "fence-misspelt", 3, "---"),
        ("---\ntitle: A\n----\nText\n", "fence-misspelt", 3, "---"),
        ("---\ntitle: A\n—\nText\n", "fence-misspelt", 3, "---"),
        ("---\ntitle: A\n...\nText\n", "fence-misspelt", 3, "---"),
        ("---\ntitle: A\n--- \nText: a\n\n---\nb\n", "fence-misspelt", 3, "---"),
        ("---\ntitle: A\n...\nText: a\n\n---\nb\n", "fence-misspelt", 3, "---"),
        ("---\ntitle: A\n----\nText: a\n\n---\nb\n", "fence-misspelt", 3, "---"),
        ("---\ntitle: A\n\nHeading\n-----\n", "unclosed-front-matter", 2, "---"),
        ("---\nlearning: |\n  a\n  ---\n  b\n", "unclosed-front-matter", 5, "---"),
        ("---", "unclosed-front-matter", 1, "---"),
    ],
)
def test_t10_closing_fence(text: str, slug: str, line: int, paste: str) -> None:
    fault = only_fault(text)
    assert (fault.slug, fault.location.line, fault.paste, fault.refuses) == (slug, line, paste, True)


@pytest.mark.parametrize(
    ("text", "slug", "line", "paste"),
    [
        ("\n---\ntitle: A\n---\n", "front-matter-not-first", 1, ""),
        ("# Titel\n---\ntitle: A\n---\n", "front-matter-not-first", 1, ""),
        (" ---\ntitle: A\n---\n", "fence-misspelt", 1, "---"),
        ("--- \ntitle: A\n---\n", "fence-misspelt", 1, "---"),
        ("—-\ntitle: A\n---\n", "fence-misspelt", 1, "---"),
        ("+++\ntitle = 'A'\n+++\n", "toml-front-matter", 1, ""),
        ("title: A\n---\nText\n", "no-front-matter", 1, "---\ntitle: A"),
        ("# Titel\n\nText\n\n---\n", "no-front-matter", 1, ""),
        ("\n\nText\n", "no-front-matter", 3, ""),
    ],
)
def test_t11_opening_fence(text: str, slug: str, line: int, paste: str) -> None:
    fault = only_fault(text)
    assert (fault.slug, fault.location.line, fault.paste, fault.refuses) == (slug, line, paste, True)


def test_t15_windows_text_is_named_and_shown_as_it_was_meant() -> None:
    fault = only_fault("---\r\ntitle: Führung – „neu“\r\n---\r\n".encode("cp1252"))
    assert fault == Fault(
        slug="other-encoding",
        location=Location("items/a.md", 2, 9, 1, "title: Führung – „neu“"),
        values={"encoding": "Windows-1252"},
        refuses=True,
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_t15_utf16_is_named(encoding: str) -> None:
    fault = only_fault("---\ntitle: Fuehrung\nprivate: true\n---\n".encode(encoding))
    assert (fault.slug, fault.values) == ("other-encoding", {"encoding": "UTF-16"})
    assert fault.location.text == "---"


@pytest.mark.parametrize(
    ("raw", "line", "column", "byte"),
    [
        (ITEM.encode() + "für".encode()[:2], 7, 2, "C3"),
        (b"---\ntitle: \xed\xa0\x80\n---\n", 2, 8, "ED"),
        ("---\ntitle: für\n---\n".encode() + b"\xfcber", 4, 1, "FC"),
        (codecs.BOM_UTF8 + b"---\r\ntitle: \xff\n---\n", 2, 8, "FF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", 1, 1, "89"),
    ],
)
def test_t15_bytes_that_are_no_utf8(raw: bytes, line: int, column: int, byte: str) -> None:
    fault = only_fault(raw)
    assert (fault.slug, place(fault), fault.values["byte"]) == ("not-utf-8", (line, column), byte)
    assert fault.values["offset"] == raw.index(bytes.fromhex(byte))


@pytest.mark.parametrize("raw", [b"", b"  \n\n", codecs.BOM_UTF8])
def test_t22_empty_file(raw: bytes) -> None:
    assert only_fault(raw).slug == "empty-file"


def test_t22_git_lfs_pointer() -> None:
    raw = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n"
    assert only_fault(raw).slug == "git-lfs-pointer"


def test_t22_a_file_of_10_mb_is_not_read() -> None:
    fault = only_fault(ITEM.encode() + b"x" * 10_000_000)
    assert (fault.slug, fault.values) == ("file-too-large", {"size": 10_000_055, "limit": 1_000_000})


@pytest.mark.parametrize("text", ["x" * 64_000, "ü" * 32_000])
def test_t22_front_matter_of_64_kb(text: str) -> None:
    fault = only_fault(f"---\ntitle: {text}\n---\n")
    assert (fault.slug, fault.values, fault.refuses) == ("front-matter-too-large", {"limit": 64_000}, True)


@pytest.mark.parametrize("text", ["x" * 63_000, "ü" * 31_000])
def test_front_matter_below_64_kb_is_read(text: str) -> None:
    assert read(f"---\ntitle: {text}\n---\n").faults == ()


def test_t20_nesting_of_25_000_is_refused_and_harms_nobody() -> None:
    code = (
        "from backlog.content.document import read_document\n"
        "for depth, unit in ((25_000, '['), (25_000, '{'), (20_000, '- '), (20_000, '? '), (100_000, '[')):\n"
        "    text = '---\\na: ' + unit * depth + '\\n---\\n'\n"
        "    fault, = read_document('a.md', text.encode()).faults\n"
        "    assert fault.refuses\n"
        "    print(fault.slug)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=ROOT, timeout=30, check=False, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split()[0] == "yaml-too-deep"
    assert done.stdout.split()[4] == "front-matter-too-large"


def test_t21_a_conflict_in_the_front_matter_refuses_the_file() -> None:
    document = read(
        "---\ntitle: A\n<<<<<<< HEAD\nowner: a\n=======\nowner: b\n>>>>>>> x\nprivate: true\n---\nText\n"
    )
    (fault,) = document.faults
    assert (fault.slug, place(fault), fault.values) == ("conflict-marker", (3, 1), {"marker": "<<<<<<< HEAD"})
    assert document.refused
    assert document.entries == ()
    assert document.scan["private"] == "true"


def test_t21_a_conflict_around_the_whole_file() -> None:
    assert only_fault("<<<<<<< HEAD\n---\ntitle: A\n---\n=======\n>>>>>>> x\n").location.line == 1


def test_t21_a_conflict_in_the_body_leaves_the_fields() -> None:
    document = read(f"{ITEM}<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n\n<<<<<<< a\n>>>>>>> b\n>>>>>>> left over\n")
    assert [(fault.slug, fault.location.line, fault.refuses) for fault in document.faults] == [
        ("conflict-marker", 7, False),
        ("conflict-marker", 13, False),
        ("conflict-marker", 15, False),
    ]
    assert len(document.entries) == 2


@pytest.mark.parametrize("line", ["=======", "||||||| base"])
def test_t21_what_is_left_of_a_conflict(line: str) -> None:
    fault = only_fault(f"---\ntitle: A\n{line}\nowner: b\n---\n")
    assert (fault.slug, place(fault), fault.values) == ("conflict-marker", (3, 1), {"marker": line})


def test_t21_no_conflict() -> None:
    assert read(f"{ITEM}\nHeading\n=======\n\n    <<<<<<< code\n\ntext <<<<<<< a\n<<<<<<<<< b\n").faults == ()


def test_only_the_first_conflicts_are_listed() -> None:
    assert len(read(ITEM + "<<<<<<< a\n" * 500).faults) == 20


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("title: A\nprivate: true\n", "private", "true"),
        ("---\nPrivat : 'ja'\nx\n", "privat", "ja"),
        ("---\n{title: A, private: true}\nx", "private", "true"),
        ("---\n\u00a0private: true\nx", "private", "true"),
        ("---\nprivate: false\n<<<<<<< a\nprivate: true\n", "private", "true"),
        ("---\nstatus: done\nstatus: idea\n", "status", "done"),
    ],
)
def test_what_a_refused_file_seems_to_say(text: str, key: str, value: str) -> None:
    assert read(text).scan[key] == value


def test_what_a_refused_file_seems_to_say_in_utf16() -> None:
    assert read("---\nprivate: true\n---\n".encode("utf-16")).scan == {"private": "true"}


def test_a_refused_file_is_looked_at_to_its_end() -> None:
    """T23: what stands far below counts as well, and a large file of nothing but signs takes no time."""
    assert read("---\ntitle: A\n" + "note: x\n" * 20_000 + "private: true\n").scan["private"] == "true"
    for part in (",", "a,", "{,", "! ", ": ", "a:", "a-", "\n"):
        start = process_time()
        read("---\nbroken: [\n---\n" + part * (900_000 // len(part)))
        assert process_time() - start < 3, part


def test_a_file_that_is_read_is_not_scanned() -> None:
    assert read(ITEM).scan == {}


def test_the_handler_refuses_to_split_what_has_no_fences() -> None:
    """python-frontmatter then gives no fields and the text; `read_document` has looked before."""
    handler = StrictHandler("items/a.md", replaced=False)
    assert frontmatter.parse(" ---\na: b\n", handler=handler) == ({}, "---\na: b")
