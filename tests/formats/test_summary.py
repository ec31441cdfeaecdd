"""The page of a job: what is to be done, by file, with the line to paste; nothing that files say becomes more."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from backlog.content.characters import visible
from backlog.findings import Severity
from backlog.formats.findings import Files
from backlog.formats.summary import FileNotes, summary_markdown
from backlog.language import language
from backlog.pasting import Edit
from backlog.reader import read_backlog
from backlog.rules import check
from tests.formats.hostile import NASTY, everything, found, worded
from tests.make import TODAY, config

ENGLISH = language("en")
FILES = Files(3, 3, 0)
# As the host reads it, with tables and crossed out words; what it makes of plain text is looked for below.
HOST = MarkdownIt("gfm-like", {"html": True, "linkify": False})
BARE = re.compile(r"@\w|#\d|GH-\d|!\d|1234567abc|\w://|www\.\w", re.IGNORECASE)
EDIT = "https://github.com/o/r/edit/fix/items/a.md"
DESK = FileNotes(titles={"items/a.md": "Title of a"}, addresses={"items/a.md": EDIT})


def page(findings, code="en", files=FILES, notes=DESK, limit=1_000_000):
    return summary_markdown(worded(findings, code), language(code), files, notes, limit)


def pieces(markdown):
    """Every token of the page, those inside of paragraphs too."""
    for token in HOST.parse(markdown):
        yield token
        yield from token.children or ()


def becomes(markdown):
    """What the page holds beside text: kinds of tokens, where its links lead, its headings."""
    every = list(pieces(markdown))
    kinds = {token.type for token in every}
    links = [token.attrs["href"] for token in every if token.type == "link_open"]
    headings = [token.tag for token in every if token.type == "heading_open"]
    shown = "".join(token.content for token in every if token.type in {"text", "text_special"})
    assert not BARE.search(shown)
    return kinds, links, headings


ALLOWED = {
    "heading_open", "heading_close", "inline", "text", "paragraph_open", "paragraph_close", "bullet_list_open",
    "bullet_list_close", "list_item_open", "list_item_close", "strong_open", "strong_close", "hardbreak", "fence",
    "link_open", "link_close", "softbreak", "text_special", "code_inline",
}  # fmt: skip


@pytest.mark.parametrize("text", NASTY, ids=lambda text: repr(text[:20]))
@pytest.mark.parametrize("code", ["de", "en"])
def test_what_a_file_says_stays_text(text, code) -> None:
    notes = FileNotes(titles={"items/a.md": text}, addresses={"items/a.md": EDIT})
    findings = [found(text), *([found("live", f"items/{text[:200]}.md")] if text else [])]
    kinds, links, headings = becomes(page(findings, code, notes=notes))
    assert kinds <= ALLOWED
    assert links == [EDIT]
    assert headings == ["h2", *["h4"] * len(findings)]


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_no_text_at_all_becomes_more_than_text(text) -> None:
    kinds, links, headings = becomes(page([found(text)], notes=FileNotes(titles={"items/a.md": text})))
    assert (kinds <= ALLOWED, links, headings) == (True, [], ["h2", "h4"])


def test_nobody_is_notified_and_nothing_is_referred_to() -> None:
    """Hosts look for these in the text that comes out of the Markdown, where no backslash helps."""
    text = "@anna @org/team #12 GH-7 !3 user/repo#4 1234567abc https://a.example www.a.example"
    assert BARE.search(text)
    assert becomes(page([found(text)]))[1] == [EDIT]


@pytest.mark.parametrize("text", NASTY)
def test_the_lines_to_paste_are_in_a_block_to_the_letter(text) -> None:
    (block,) = [token for token in pieces(page([found(text)])) if token.type == "fence"]
    whole = "\n".join(visible(f"status: {text}").splitlines()) + "\n"
    assert block.content == whole if len(whole) < 2000 else block.content.startswith(whole[:1900])


def test_it_says_which_line_goes_for_the_one_to_paste() -> None:
    assert "In place of line 3:\n\n  ```yaml\n  status: x\n" in page([found("x")])
    several = replace(found("x"), paste="status: x\nowner: anna")
    assert "In place of" not in page([several])
    block = replace(several, edits=(Edit(3, 1, several.paste),))
    assert "In place of line 3:\n\n  ```yaml\n  status: x\n  owner: anna\n" in page([block])
    assert "In place of lines 3 to 5:" in page([replace(block, edits=(Edit(3, 3, block.paste),))])


def test_a_line_that_is_added_takes_the_place_of_none(tmp_path) -> None:
    """A file called “Neue Idee.md” makes no id: its first line is the fence, and has to stay."""
    (tmp_path / "items").mkdir()
    (tmp_path / "items" / "Neue Idee.md").write_text("---\ntitle: An idea\nstatus: idea\n---\n", "utf-8")
    (finding,) = check(read_backlog(tmp_path, config()), TODAY)
    shown = page([finding])
    assert "In place of" not in shown
    assert "Add this line among the fields:\n\n  ```yaml\n  id: neue-idee\n" in shown


def test_it_is_said_first_what_is_to_be_done() -> None:
    new, old = replace(found("x"), new=True), replace(found("x"), new=False)
    weak = found("x", severity=Severity.WARNING)
    lines = [page(some).splitlines()[:3:2] for some in ([found("x")], [new, old], [old], [weak], [])]
    mend = "Open the file by its link, change it as it stands below, and save with “Commit changes”. The check then runs again by itself."
    before = "This change brings no new error. What stands below was there before; the check fails until somebody mends it."
    assert lines == [
        ["## 1 error is to be mended", mend],
        ["## 2 errors are to be mended", mend],
        ["## 1 error is to be mended", before],
        ["## Nothing has to be mended", "Nothing is in the way. 1 warning is worth a look."],
        ["## All is well", "Nobody has to do anything."],
    ]


def test_new_findings_come_first_and_files_with_errors_before_others() -> None:
    def at(path, severity=Severity.ERROR, *, new=True):
        return replace(found("x", f"items/{path}.md", severity), new=new)

    findings = [at("a", Severity.WARNING), at("b"), at("c", new=False)]
    heads = [
        line for line in page(findings, notes=FileNotes()).splitlines() if line.startswith(("### ", "#### "))
    ]
    assert heads == [
        "### New with this change",
        "#### items/b.md",
        "#### items/a.md",
        "### There before this change",
        "#### items/c.md",
    ]


def test_within_a_file_errors_come_first() -> None:
    """Who is to mend an error does not read a wish of an earlier line first."""

    def at(line, severity):
        finding = found("x", severity=severity)
        return replace(finding, location=replace(finding.location, line=line))

    some = [at(3, Severity.WARNING), at(5, Severity.ERROR), at(7, Severity.WARNING)]
    assert re.findall(r"- \*\*Line (\d)", page(some)) == ["5", "3", "7"]


def test_in_german_it_reads_like_a_note_of_a_colleague() -> None:
    lines = page([found("alle")], "de").splitlines()
    assert lines[0] == "## 1 Fehler ist zu beheben"
    assert lines[2].startswith("Öffnen Sie die Datei über ihren Link, ändern Sie sie so, wie es unten steht,")
    assert lines[4] == f"#### Title of a · items/a.md · [Datei bearbeiten](<{EDIT}>)"


@pytest.mark.parametrize("limit", [3_000, 20_000])
def test_it_is_no_longer_than_it_may_be_and_counts_what_is_cut(limit) -> None:
    findings = [found(f"value {number}", f"items/{number:03}.md") for number in range(100)]
    text = page(findings, limit=limit)
    assert len(text.encode()) < limit
    shown = text.count("#### ")
    assert 0 < shown < 100
    assert f"{100 - shown} more findings have no room here; `backlog check` lists them." in text
    assert "100 errors. 3 files found" in text


def test_hostile_findings_in_any_number_stay_below_a_megabyte() -> None:
    assert len(page(everything() * 60).encode()) < 1_000_000
