"""Bodies: what is promised in them, where they link to, and HTML that can do nothing (T26, T28 to T34)."""

from __future__ import annotations

import json
import re
import subprocess
import time
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import nh3
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backlog.content.comments import without_comments
from backlog.content.document import read_document
from backlog.content.links import link_is_safe, plain_links
from backlog.content.markdown import LARGEST, read_body, with_links
from backlog.content.pieces import nesting, pieces_of, scan
from backlog.content.rendering import markdown
from tests.content.vectors import VECTORS

if TYPE_CHECKING:
    from pathlib import Path

    from markdown_it.token import Token

    from backlog.content.pieces import Piece
    from backlog.findings import Fault
    from backlog.model import Body

ANY = settings(max_examples=2000, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
TAGS = {
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "a",
    "em",
    "strong",
    "s",
    "code",
    "pre",
    "blockquote",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "hr",
    "br",
    "img",
    "input",
    "label",
    "div",
    "sup",
    "section",
    "dl",
    "dt",
    "dd",
}
ATTRIBUTES: dict[str, set[str]] = {
    **{f"h{level}": {"id"} for level in range(2, 7)},
    "a": {"href", "rel", "class", "id"}, "img": {"src", "alt", "loading"}, "th": {"class"}, "td": {"class"},
    "div": {"class", "tabindex"}, "ul": {"class"}, "ol": {"class", "start"}, "li": {"class", "id"}, "code": {"class"},
    "input": {"class", "checked", "disabled", "type"}, "sup": {"class"}, "hr": {"class"}, "section": {"class"},
}  # fmt: skip


def read(text: str, *, html: bool = True) -> Body:
    body, faults = read_body(text, "items/a.md", 5, "a", html=html)
    assert faults == ()
    return body


def page(text: str) -> str:
    """The HTML with every local link in its place."""
    body = read(text)
    return with_links(body, {number: f"../x/{number}.html" for number in range(len(body.links))})


class Events(HTMLParser):
    """What a reader of HTML comes upon: tags with attributes, and text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[tuple[str, Any]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.events.append((tag, sorted((name, value or "") for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.events.append(("/" + tag, None))

    def handle_data(self, data: str) -> None:
        if self.events and self.events[-1][0] == "":
            data = self.events.pop()[1] + data
        self.events.append(("", data))

    def handle_comment(self, data: str) -> None:
        self.events.append(("<!", data))

    handle_decl = unknown_decl = handle_pi = handle_comment


def assert_safe(text: str) -> None:
    """Only tags, attributes and schemes of the list; the oracle, given the same list, changes nothing."""
    for addresses in (True, False):
        body = read_body(text, "items/a.md", 5, "a", html=True)[0]
        html = with_links(
            body, {number: f"../x/{number}.html" for number in range(len(body.links))} if addresses else {}
        )
        assert "\x01" not in html
        html = html.replace("\r", "\n")  # as every reader of HTML does
        events = Events(html).events
        for tag, attributes in events:
            if tag and not tag.startswith("/"):
                assert tag in TAGS
                for name, value in attributes:
                    assert name in ATTRIBUTES[tag]
                    if name in {"href", "src"}:
                        assert re.match(r"(?i)https?://[^@/\\]+(?:[/?#]|$)|\.\./x/|#", value), value
                    if name == "id":
                        assert re.match(r"h-a-|fn-a-|fnref-a-", value), value
        cleaned = nh3.clean(
            html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https"}, link_rel=None
        )
        assert Events(cleaned).events == events


@pytest.mark.parametrize("text", VECTORS)
def test_scripts_are_text(text: str):
    assert len(VECTORS) > 100
    assert_safe(text)
    assert_safe(f"> - {text}\n\nText {text} text")
    assert_safe(f"[{text}](b.md) ![{text}](c.png)")


def test_naughty_strings_are_text(shared: Path):
    strings = json.loads((shared / "suites" / "blns.json").read_text("utf-8"))
    assert len(strings) > 500
    for text in strings:
        assert_safe(text)
        assert_same(text)
    assert_safe("\n\n".join(strings))


def spec(shared: Path) -> list[str]:
    text = (shared / "suites" / "commonmark-spec.txt").read_text("utf-8")
    found = re.findall(r"^`{32} example\n([\s\S]*?)^\.\n", text, re.MULTILINE)
    return [example_.replace("→", "\t") for example_ in found]


def test_every_example_of_the_specification_is_safe_and_read_alike(shared: Path):
    examples = spec(shared)
    assert len(examples) > 600
    for text in examples:
        assert_safe(text)
        assert_same(text)


MARKUP = st.sampled_from(
    ["a", "b c", " ", "\n", "\n\n", "- ", "* ", "1. ", "2) ", "  ", "    ", "\t", "# ", "> ", "| ", "|---|", "|", "---", "===", "***", "**", "*", "_", "~~", "`",
     "```", "[", "]", "](", "(", ")", "[a](b.md)", "![x](y.png)", "[x]", "[ ] ", "- [x] ", "[^1]", "[^1]: ", "[x]: ", "<!--", "-->", "<!-- c -->", "<b>", "<",
     ">", "&amp;", "&#0;", "\\", "!", ":", ": d", "~ ", "https://a.example", "javascript:", "<https://b.example>", "#x", "mailto:", "%0a", '"', "'", "ü", "\u00a0",
     "\u2028", "日本", "🚀", "\x01", "x.md", "../", "/", "//", "@", "\\\\"]
)  # fmt: skip
TEXTS = st.one_of(st.lists(MARKUP, max_size=25).map("".join), st.text(max_size=80))


@ANY
@given(TEXTS)
@example("[x](HTTP://a.example) [y](MAILTO:a@b.example)")
@example("- [x]\tTab\n- [ ]\nnext")
@example("[x]: /y\n\n- [x] task")
def test_any_text_is_safe(text: str):
    assert_safe(text)


def outcome(text: str, *, html: bool) -> tuple[object, ...]:
    body, faults = read_body(text, "items/a.md", 5, "a", html=html)
    return body.criteria, body.links, body.visible, faults


def assert_same(text: str) -> None:
    """A check and a build find the same in a body."""
    assert outcome(text, html=False) == outcome(text, html=True)


@ANY
@given(TEXTS)
def test_checks_and_builds_agree(text: str):
    assert_same(text)


LINES = st.sampled_from(
    ["a", "b c", "- x", "* y", "+ z", "1. n", "2. m", "3) k", "  ", "  d", "   e", " f", "    g", "- [ ] t", "- [x] u", "  - v", "   - w", "# h", "## h #",
     "#h", "---", "***", "___", "***x*", "| a | b |", "|---|---|", "|---|", "a | b", "---|---", "| 1 | 2 | 3 |", "| 1 |", "|", "||", "<!-- c -->", "<!-- c",
     "-->", "x <!-- y -->", "> q", "```", "~~~", "~s~", "~ d", ": d", ":d", "===", "--", "-", "* * *", "- - -", "**b** c", "[a](b.md)", "[a]: b", "[^1]", "[x]",
     "\\| a", "a\\", "\u00a0", "\u00a0x", "x\u00a0", "1.", "2026. x", "2. q", "+", "_ _ _", "- ***", "- # h", "- | a |", "  |---|", "-     code", "- a  ", "a  ",
     "| --- |:-:|", " | a | b |", "- <!-- x -->", "1)", "- \u00a0x", "#", "# ", "####### x", "-- x", "=x", "==", " - x", "  1. y", "  2. y", "   # h",
     "  <!-- c -->", "  ---", "   ***", "  text", "- a\n\n  b", "| a\u00a0| b |", "", "", "", "", ""]
)  # fmt: skip


def pieces(text: str) -> list[Piece]:
    parser = markdown()
    tokens: list[Token] = []
    parser.block.parse(text, parser, {}, tokens)
    return pieces_of(tokens)


@settings(max_examples=6000, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(LINES, max_size=9).map("\n".join))
@example("|\n|\n")
def test_what_is_scanned_is_what_markdown_reads(text: str):
    scanned = scan(text)
    assert scanned is None or scanned == pieces(text)


def test_real_bodies_are_scanned_as_markdown_reads_them(shared: Path, tmp_path: Path):
    counts = {"read": 0, "scanned": 0}
    for name in ("podkit", "pki"):
        clone = tmp_path / name
        subprocess.run(["git", "clone", "-q", shared / "history" / f"{name}.bundle", clone], check=True)
        for path in sorted(clone.rglob("*.md")):
            body = read_document(path.name, path.read_bytes()).body
            assert_same(body)
            scanned = scan(body)
            counts["read"] += 1
            counts["scanned"] += scanned is not None
            assert scanned is None or scanned == pieces(body)
    assert counts["read"] > 500
    assert counts["scanned"] > counts["read"] / 2


CONTENT = st.lists(
    st.sampled_from(["[a](b.md)", "[a](", "[", "]", "(", ")", "](", "x", " ", "\n", "[c](d/e.md#f)", "[g](https://h.example/?i=j)", "![k](l.png)", "\\", "`",
                     "<", "&amp;", "*", "_", "[m](#n)", "[o](mailto:p@q.example)", "[r](//s)", "[t](../u.md)", "[v](w x.md)", "[y]()", "~~", "[a.b](c-d_e.md)"]),
    max_size=8,
).map("".join)  # fmt: skip


@ANY
@given(CONTENT)
@example("[a](x//y.md)[b](.)[c](..)[d](a.md#)")
def test_plain_links_are_those_that_markdown_reads(content: str):
    found = plain_links(content)
    if found is None:
        return
    parser = markdown()
    children: list[Token] = []
    parser.inline.parse(content, parser, {}, children)
    targets = [str(child.attrGet("href")) for child in children if child.type == "link_open"]
    assert found == [target for target in targets if not re.match(r"https?://|#|mailto:", target)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- [ ] a\n- [x] b\n- [X] c", [("a", False, 5), ("b", True, 6), ("c", True, 7)]),
        (
            "* [ ] a\n\n+ [x] b\n\n1. [ ] c\n2) [x] d",
            [("a", False, 5), ("b", True, 7), ("c", False, 9), ("d", True, 10)],
        ),
        ("- a\n  - [ ] nested\n    - [x] deeper", [("nested", False, 6), ("deeper", True, 7)]),
        ("> - [ ] quoted", [("quoted", False, 5)]),
        ("-   [ ] far\n- [ ]\ttab", [("far", False, 5), ("tab", False, 6)]),
        ("- [ ] two\n  lines", [("two\nlines", False, 5)]),
        ("- [ ] <!-- 1 --> a <!-- 2 -->", [("a", False, 5)]),
        ("- [ ] a [link](b.md) **bold**", [("a [link](b.md) **bold**", False, 5)]),
        ("- [x] #1 with a number", [("#1 with a number", True, 5)]),
        ("    - [ ] code", []),
        ("```\n- [ ] fenced\n```", []),
        ("`- [ ] code`", []),
        ("[ ] no list", []),
        ("- [] none\n- [ ]\n- [y] none\n- [x]none\n- \\[ ] none", []),
        ("- # [ ] heading", []),
        ("<!-- - [ ] comment -->", []),
        ("<!--\n- [ ] comment\n-->", []),
        ("- a\n\n  [ ] second paragraph", []),
    ],
)
def test_criteria_are_the_tasks_that_markdown_sees(text: str, found: list[tuple[str, bool, int]]):
    for html in (True, False):
        assert [(one.text, one.done, one.line) for one in read(text, html=html).criteria] == found
    assert read(text).html.count('type="checkbox"') == len(found)


@pytest.mark.parametrize(
    ("text", "visible"),
    [
        ("", 0), ("word", 4), ("two words", 8), ("# heading\n\nab", 2), ("heading\n===\n\nab", 2), ("- [ ] task\n- item", 4), ("<!-- comment -->ab", 2),
        ("<!--\nc\n-->\n\nab", 2), ("[text](https://example.com/very/long)", 4), ("**ab** `cd` ~~ef~~", 6), ("| a | b |\n|---|---|\n| c | d |", 4),
        ("```\ncode\n```", 4), ("    code", 4), ("größe", 5), ("a <!-- open", 9), ("\u00a0 \t", 0),
    ],
)  # fmt: skip
def test_visible_characters_are_counted(text: str, visible: int):
    assert read(text, html=False).visible == read(text).visible == visible


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[x](b.md)", [("b.md", False, 5, 5, "b.md")]),
        ("a\n\n[x](b.md) and [y](c.md)\n[z](b.md)", [("b.md", False, 7, 5, "b.md"), ("c.md", False, 7, 19, "c.md"), ("b.md", False, 8, 5, "b.md")]),
        ("![x](d.png)", [("d.png", True, 5, 6, "d.png")]),
        ("[![x](d.png)](b.md)", [("b.md", False, 5, 15, "b.md"), ("d.png", True, 5, 7, "d.png")]),
        ("[x](gr%C3%B6%C3%9Fe.md) [y](größe.md)", [("größe.md", False, 5, 5, "gr%C3%B6%C3%9Fe.md"), ("größe.md", False, 5, 29, "größe.md")]),
        ("[x](b%231%25%3f.md#y)", [("b%231%25%3f.md#y", False, 5, 5, "b%231%25%3f.md#y")]),
        ("[x](<a b.md>)", [("a b.md", False, 5, 6, "a b.md")]),
        ("[x](a&amp;b.md)", [("a&b.md", False, 5, 1, "")]),
        ("[x][y]\n\n[y]: b.md", [("b.md", False, 5, 1, "")]),
        ("- a\n  - [x](b.md)", [("b.md", False, 6, 9, "b.md")]),
        ("| [x](b.md) |\n|---|\n| [y](c.md) |", [("b.md", False, 5, 7, "b.md"), ("c.md", False, 7, 7, "c.md")]),
        ("# [x](b.md)", [("b.md", False, 5, 7, "b.md")]),
        ("[^1]\n\n[^1]: [x](b.md)", [("b.md", False, 7, 11, "b.md")]),
        ("[x](b.md#part) [y](#here) [z](https://a.example) [m](mailto:a@b.example) <https://c.example>", [("b.md#part", False, 5, 5, "b.md#part")]),
        ("`[x](b.md)` \\[x](c.md) <!-- [x](d.md) -->", []),
        ("[x](/etc/passwd) [y](../../x)", [("/etc/passwd", False, 5, 5, "/etc/passwd"), ("../../x", False, 5, 22, "../../x")]),
    ],
)  # fmt: skip
def test_links_that_stay_here_have_their_place(text: str, found: list[tuple[str, bool, int, int, str]]):
    for html in (True, False):
        links = read(text, html=html).links
        underlined = [one.location.text[one.location.column - 1 :][: one.location.length] for one in links]
        assert [
            (one.target, one.image, one.location.line, one.location.column, words)
            for one, words in zip(links, underlined, strict=True)
        ] == found


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[x](b.md)", '<p><a href="../x/0.html">x</a></p>\n'),
        ("![x](b.png)", '<p><img src="../x/0.html" alt="x" loading="lazy"></p>\n'),
        ("[x](https://a.example)", '<p><a href="https://a.example" rel="noopener noreferrer">x</a></p>\n'),
        ("[x](HTTPS://a.example)", '<p><a href="HTTPS://a.example" rel="noopener noreferrer">x</a></p>\n'),
        ("![x](https://a.example/b.png)", '<p><a href="https://a.example/b.png" rel="noopener noreferrer">x</a></p>\n'),
        ("![](https://a.example/b.png)", '<p><a href="https://a.example/b.png" rel="noopener noreferrer">https://a.example/b.png</a></p>\n'),
        ("[![x](https://a.example/b.png)](c.md)", '<p><a href="../x/0.html">x</a></p>\n'),
        ("[a](c.md) ![x](https://a.example/b.png)", '<p><a href="../x/0.html">a</a> <a href="https://a.example/b.png" rel="noopener noreferrer">x</a></p>\n'),
        ("[x](mailto:a@b.example)", "<p><a>x</a></p>\n"),
        ("[x](#Part) [y](#)", '<p><a href="#h-a-Part">x</a> <a>y</a></p>\n'),
        ("<!-- c -->\n\nText <!-- d --> more", "<p>Text  more</p>\n"),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>\n"),
        ("# One\n\n## Two", '<h2 id="h-a-one">One</h2>\n<h2 id="h-a-two">Two</h2>\n'),
        ("# A\n# A\n# A-1\n# `code` *b*\n# !!", ('<h2 id="h-a-a">A</h2>\n<h2 id="h-a-a-1">A</h2>\n<h2 id="h-a-a-1-1">A-1</h2>\n'
         '<h2 id="h-a-code-b"><code>code</code> <em>b</em></h2>\n<h2 id="h-a-section">!!</h2>\n')),
        ("|a|b|c|\n|:-|-:|-|\n|1|2|3|", ('<div class="scroll" tabindex="0"><table>\n<thead>\n<tr>\n<th class="left">a</th>\n<th class="right">b</th>\n<th>c</th>\n</tr>\n'
         '</thead>\n<tbody>\n<tr>\n<td class="left">1</td>\n<td class="right">2</td>\n<td>3</td>\n</tr>\n</tbody>\n</table></div>\n')),
        ("- [x] a\n- b", ('<ul class="contains-task-list">\n<li class="task-list-item"><label><input class="task-list-item-checkbox" checked="checked" '
         'disabled="disabled" type="checkbox"> a</label></li>\n<li>b</li>\n</ul>\n')),
        ("{{7*7}}", "<p>{{7*7}}</p>\n"),
        ("[<https://a.example>](b.md)", '<p><a href="../x/0.html">https://a.example</a></p>\n'),
        ("a\\\nb  \nc\nd", "<p>a<br>\nb<br>\nc\nd</p>\n"),
        ("Term\n: Meaning", "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>\n"),
    ],
)  # fmt: skip
def test_what_is_rendered(text: str, html: str):
    assert page(text) == html


def test_footnotes_carry_the_id_of_their_item():
    html = page("a[^1] b[^1]\n\n[^1]: Note [x](b.md)")
    assert set(re.findall(r'id="([^"]*)"', html)) == {"fn-a-1", "fnref-a-1", "fnref-a-1:1"}
    assert '<a href="../x/0.html">x</a>' in html


def test_the_same_target_twice_gets_both_places():
    body = read("[a](b.md) [c](b.md) ![d](b.md)")
    assert (
        with_links(body, {0: "0", 1: "1", 2: "2"})
        == '<p><a href="0">a</a> <a href="1">c</a> <img src="2" alt="d" loading="lazy"></p>\n'
    )


def test_links_without_a_place_become_text():
    assert with_links(read("[a](b.md) ![c](d.png)"), {}) == "<p><a>a</a> c</p>\n"
    assert with_links(read("plain"), {}) == "<p>plain</p>\n"
    assert (
        with_links(read("[a](b.md)"), {0: '"><script>'})
        == '<p><a href="&quot;&gt;&lt;script&gt;">a</a></p>\n'
    )


@pytest.mark.parametrize(
    ("target", "safe"),
    [
        ("a.md", True), ("../a.md", True), ("#a", True), ("?a=b", True), ("a/b:c.md", True), ("https://a.example", True), ("http://a.example:80/b?c#d", True),
        ("mailto:a@b.example", True), ("HTTPS://A.EXAMPLE", True), ("", False), (" ", False), ("a:b.md", False), ("//a.example", False), ("/a.md", True),
        ("https://", False), ("https:a", False), ("https://a@b.example", False), ("https://a.example/@b", True), ("ftp://a.example", False), ("tel:123", False),
        ("http%3A//a.example", False), ("a\\b", False), ("%5C%5Ca", False), ("\x7fa", False), ("%00", False), ("https://[", False), ("https://[::1]/", True),
    ],
)  # fmt: skip
def test_links_keep_to_a_list_of_schemes(target: str, *, safe: bool):
    assert link_is_safe(target) is safe


@pytest.mark.parametrize("depth", range(10, 41))
@pytest.mark.parametrize("bullet", ["- ", "1. "])
def test_nested_lists_keep_every_bullet(depth: int, bullet: str):
    """T30: or say that they are too deep."""
    text = "\n".join(" " * (len(bullet) * level) + bullet + f"level{level}x" for level in range(depth))
    body, faults = read_body(text, "items/a.md", 5, "a", html=True)
    assert faults == ()
    assert re.findall(r"level\d+x", body.html) == [f"level{level}x" for level in range(depth)]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("  " * level + "- x" for level in range(60)),
        ">" * 120 + " x",
        "[" * 200,
        "![" * 200,
        "- " * 100 + "x",
    ],
)
def test_what_is_nested_deeper_than_can_be_shown_is_told(text: str):
    for html in (True, False):
        body, (found,) = read_body(text, "items/a.md", 5, "a", html=html)
        assert (found.slug, found.values["depth"], body.html) == ("body-too-deep", 50, "")
        assert 5 <= found.location.line <= 5 + text.count("\n")


def cut(text: str) -> str:
    return (text * (100_000 // len(text) + 1))[:100_000]


WIDE = "x\n\n|" + "a|" * 120 + "\n|" + "-|" * 120 + "\n" + "|\n" * 200


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (WIDE, 7),
        ("x" * (LARGEST + 1), 5),
        ("[a]: /" + "x" * 40_000 + "\n\n" + "[a] " * 15_000, 5),
        ("[^1]" * 2_000 + "\n\n[^1]: x", 5),
    ],
)
def test_what_would_make_too_large_a_page_is_told(text: str, line: int):
    """T31."""
    for html in (True, False):
        body, (found,) = read_body(text, "items/a.md", 5, "a", html=html)
        assert (found.slug, found.location.line, body.html) == ("body-too-large", line, "")


PATHOLOGICAL = {
    "brackets": cut("["), "images": cut("!["), "closed": cut("[]("), "links": cut("[a]("), "angles": cut("[a](<"), "stars": cut("*a_ "), "strong": cut("**a *"),
    "backticks": "".join("`" * (number % 400) + "a " for number in range(600))[:100_000], "comments": cut("<!--"), "comment lines": cut("<!--\n") + "\n--> x",
    "a comment before": "-->\n\na" + cut("<!--"), "inline comments": cut("a <!-- "), "quotes": cut("> a\n"), "markers": cut("- "), "list": cut("* a\n"),
    "tasks": cut("- [ ] a\n"), "headings": cut("# a\n"), "underlined": cut("a\n===\n"), "definitions": "".join(f"[a{number}]: /x\n" for number in range(6_000)),
    "pipes": cut("|"), "rows": "|a|b|\n|-|-|\n" + cut("|a|b|\n"), "columns": "|" + "a|" * 200 + "\n|" + "-|" * 200 + "\n" + cut("|\n"),
    "entities": cut("&"), "escapes": cut("\\*"), "tags": cut("<a "), "addresses": cut("<http://a"), "strikes": cut("~~a "), "terms": cut("a\n: b\n"),
    "fences": cut("```\n"), "rulers": cut("---\n"), "entity links": cut("[x](a&amp;b.md)\n"), "many links": "".join(f"[x](a{number}.md)\n" for number in range(7_000)),
    "linked images": cut("[![x](http://a/b)](c.md)"), "foreign images": cut("![x](http://a)"), "numbers": cut("1. "), "open lines": cut("[a\n"), "footnotes": cut("[^1]"),
    "spaces": cut(" "), "tabs": cut("\t"), "nested": "\n".join(" " * (2 * (number % 40)) + "- a" for number in range(1_900))[:100_000],
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_no_text_takes_long(name: str):
    """T32: at most sixty times as long as plain paragraphs of the same size, measured in the same run."""
    plain = cut("Some plain words.\n\n")
    begin = time.process_time()
    read(plain)
    unit = time.process_time() - begin
    for html in (True, False):
        begin = time.process_time()
        read_body(PATHOLOGICAL[name], "items/a.md", 5, "a", html=html)
        assert time.process_time() - begin < 60 * unit


def test_comments_are_taken_out():
    assert without_comments("a<!--b-->c<!--\nd-->e<!--f") == "ace<!--f"
    assert without_comments("<!-->-->x") == "x"
    assert without_comments("plain") == "plain"


def test_brackets_are_counted_by_how_many_are_open():
    assert [nesting(text) for text in ("", "[]", "[[]]", "[][][]", "]][[", "[a [b] [c [d]]]")] == [
        0,
        1,
        2,
        1,
        2,
        3,
    ]


def test_many_links_are_found_in_their_lines():
    text = "\n".join(f"[x](a{number}.md)" for number in range(3_000))
    assert [one.location.line for one in read(text, html=False).links] == list(range(5, 3_005))
    hidden: tuple[Fault, ...]
    body, hidden = read_body("[x](a&amp;b.md)\n" * 200, "items/a.md", 5, "a", html=False)
    assert hidden == ()
    assert {one.location.line for one in body.links} == {5}


@pytest.mark.parametrize(
    "text",
    [
        "# |\n---",
        "# What it is about |\n---\n\n- [ ] x\n",
        "- a | b\n---|---",
        "<!-- a | b -->\n---|---",
        "1. [ ] x |\n:-\n",
    ],
)
def test_a_table_may_begin_with_what_looks_like_something_else(text: str) -> None:
    quick, _ = read_body(text, "items/a.md", 1, "a", html=False)
    whole, _ = read_body(text, "items/a.md", 1, "a", html=True)
    assert (quick.visible, quick.criteria, quick.links) == (whole.visible, whole.criteria, whole.links)
