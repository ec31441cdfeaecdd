"""Markdown to mail: text stays text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from backlog.formats.mail import Markdown, bullets, escaped, heading, joined, parts, pen, quoted, table
from backlog.language import language

READER = MarkdownIt("gfm-like", {"linkify": False})
NASTY = st.text(
    alphabet=st.sampled_from("#*_-+=>|`~[]()!<>&;:/\\.@ 1a\n\tw\u00e4"), min_size=1, max_size=30
).filter(lambda text: text.split())


def tokens(text: str) -> list[str]:
    found = []
    for token in READER.parse(text):
        found += [token.type, *(inner.type for inner in token.children or [])]
    return found


def shown(text: str) -> str:
    """What a reader sees of a paragraph."""
    inline = [token for token in READER.parse(text) if token.type == "inline"]
    return "".join(inner.content for token in inline for inner in token.children or [])


@pytest.mark.parametrize(
    "text",
    [
        "# Heading", "- point", "+ point", "1. point", "12) point", "> said", "=== ", "---", "***", "```", "~~~ x",
        "[a](http://b)", "![a](b.png)", "<b>", "<!-- x -->", "&lt;b&gt;", "a | b", "*a*", "__a__", "a\n# b", "~~a~~",
        "<https://example.org>", "\\# a", "a\\", "[x]: http://y", "- [ ] task", "a_b_c _d_",
    ],
)  # fmt: skip
def test_text_stays_text(text: str):
    """In a paragraph, in a list and in a heading a reader sees the words of the file and no mark-up."""
    assert tokens(escaped(text)) == ["paragraph_open", "inline", "text", "paragraph_close"]
    assert shown(escaped(text)) == " ".join(text.split())
    assert tokens(heading(text)).count("heading_open") == 1
    inside = tokens(bullets([text]))
    assert set(inside) == {"bullet_list_open", "list_item_open", "paragraph_open", "inline", "text",
                           "paragraph_close", "list_item_close", "bullet_list_close"}  # fmt: skip
    assert inside.count("list_item_open") == 1


@given(NASTY)
def test_whatever_a_file_says_stays_text(text: str):
    line = " ".join(text.split())
    assert tokens(escaped(text)) == ["paragraph_open", "inline", "text", "paragraph_close"]
    assert shown(escaped(text)) == line
    assert shown(bullets([text])) == line


@given(st.lists(st.tuples(NASTY, NASTY), max_size=4))
def test_a_table_has_the_cells_that_it_was_given(rows: list[tuple[str, str]]):
    made = tokens(table(["One", "Two"], rows))
    assert made.count("tr_open") == 1 + len(rows)
    assert made.count("td_open") == 2 * len(rows)


@pytest.mark.parametrize("text", ["https://example.org", "www.example.org", "mailto:a@example.org", "a@b.de"])
def test_addresses_become_no_links(text: str):
    assert text not in escaped(text)
    assert shown(escaped(text)) == text


def test_sentences_escape_their_values_once():
    write = pen(language("en"), "https://example.org/site/")
    assert write.text("{a} and {b}", a="*x*", b=escaped("*y*")) == r"\*x\* and \*y\*"
    assert write.plural("{count} of {a}", "{count} of {a}", 2, a="<b>") == r"2 of \<b\>"
    assert write.link("A [b]", "items/a.html") == r"[A \[b\]](https://example.org/site/items/a.html)"
    assert pen(language("en"), "").link("A [b]", "items/a.html") == r"A \[b\]"
    assert write.list(["a", "*"]) == r"a and \*"


def test_minutes_are_quoted_without_their_html_comments_and_dead_links():
    said = """# Points

See [the page](../landingpage.md), [the site](https://example.org) and <b>this</b>.
<!-- not for
everybody -->
::error::no command
"""
    lines = quoted(said).splitlines()
    assert all(line.startswith(">") for line in lines)
    text = READER.render(quoted(said))
    assert "See the page, " in text
    assert '<a href="https://example.org">the site</a>' in text
    assert "&lt;b&gt;this" in text
    assert "everybody" not in text
    assert text.startswith("<blockquote>\n<h1>Points</h1>")


def test_parts_leave_out_what_is_empty():
    assert parts("a", "", bullets([]), "b") == "a\n\nb"
    assert joined("a", "", "b") == "a b"
    assert isinstance(parts("a"), Markdown)
