"""Text of files on a host: shown as it is, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from backlog.content.characters import visible
from backlog.formats.host_text import host_table, host_text
from backlog.formats.mail import Markdown

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<!-- a comment -->",
    "[a link](https://example.org)",
    "![an image](https://example.org/x.png)",
    "<https://example.org>",
    "https://example.org/x and www.example.org and mail@example.org",
    "mailto:anna@example.org xmpp:anna@example.org",
    "@anna @team/all please",
    "fixes #12, GH-12, team/repo#12 and !3 ~bug %4 &5 $6",
    '~"to do" %"first" [issue:4]',
    "deadbeef1 1234567890abcdef1234567890abcdef12345678",
    "# heading",
    "- bullet",
    "+ bullet",
    "1. numbered",
    "1) numbered",
    "=== or ---",
    "> quoted",
    "`code` ``` fence",
    "**bold** __bold__ _slanted_ *slanted* ~~gone~~ snake_case_name",
    "a | b | c",
    "back\\slash \\@anna \\<b>",
    "&lt;b&gt; &#64;anna &amp;",
    "line\nbreak\r\n\r\nparagraph",
    "::error file=x::y %0A ##[group]",
    "\u202eright to left\u200b\u0000\u001b[31m",
]
# What hosts look for in the text of a page that has been made of Markdown.
NOTIFYING = re.compile(
    r"@\w|[#!$]\d|[%~][\w\"]|(?<!\w)&\d|\bGH-\d|\[\w+:|://|\bwww\.|\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b",
    re.IGNORECASE,
)


def page(markdown: str) -> str:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)


def text_of(html: str) -> str:
    bare = re.sub(r"<[^>]*>", "", html)
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        bare = bare.replace(entity, letter)
    return bare.strip()


def shown(text: str) -> str:
    """What a reader is meant to see."""
    return " ".join(visible(text).split())


@pytest.mark.parametrize("text", HOSTILE)
def test_it_is_shown_as_it_stands_and_becomes_nothing_else(text: str) -> None:
    html = page(host_text(text))
    assert re.findall(r"</?(\w+)", html) == ["p", "p"], html
    assert text_of(html).replace("\u200b", "") == shown(text).replace("\u200b", "")
    assert not NOTIFYING.search(text_of(html)), html


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from([*HOSTILE, *"@#!~%&$<>[]()*_`|\\:/.-+1a\n "]), max_size=12).map("".join))
def test_no_mixture_of_them_becomes_anything(text: str) -> None:
    html = page(host_text(text) or "x")
    assert set(re.findall(r"</?(\w+)", html)) <= {"p"}, html
    assert not NOTIFYING.search(text_of(html)), html
    rows = page(host_table([Markdown("Item")], [[host_text(text)]]))
    assert re.findall(r"</?(\w+)", rows).count("td") == 2, rows


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_one_line(text: str) -> None:
    assert len(host_text(text).splitlines()) <= 1


def test_a_long_text_is_cut_where_it_is_read() -> None:
    assert host_text("a" * 200, 10) == "a" * 9 + "…"
    assert host_text("@anna " + "b" * 50, 8) == "@&#8203;anna b…"


def test_what_is_markdown_already_stays() -> None:
    assert host_text(Markdown("**bold**")) == "**bold**"
