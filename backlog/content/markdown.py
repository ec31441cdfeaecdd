"""Bodies: Markdown text in, criteria, links and safe HTML out.

Raw HTML is text, HTML comments render nothing, links keep to a short list of schemes, images are
local files or become links. A link or image that does not lead to another host is left as a marker
(`<a\\x01N\\x01>`, N its place in `Body.links`), because only the whole backlog knows where it leads;
`with_links` fills the markers in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from mdit_py_plugins.anchors import anchors_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from backlog.findings import Fault
from backlog.model import Body, Criterion, Link
from backlog.source import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

LARGEST = 128 * 1024  # characters; a body of a work item is rarely above 10,000
DEEPEST = 100  # markdown-it drops silently what is nested deeper
_TASK = re.compile(r"\[([ xX])\][ \u00a0]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MARKED = re.compile("<a\x01(\\d+)\x01>|<img\x01(\\d+)\x01 alt=\"([^\"]*)\">")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f]")


def _comment_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Lines that hold nothing but a comment render nothing."""
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<!--", begin) or state.is_code_block(start):
        return False
    close = state.src.find("-->", begin + 4)
    if close < 0:
        return False
    line = start
    while line < end and state.eMarks[line] < close + 3:
        line += 1
    if line >= end or state.src[close + 3 : state.eMarks[line]].strip():
        return False
    if not silent:
        state.line = line + 1
    return True


def _comment_inline(state: StateInline, silent: bool) -> bool:  # noqa: ARG001, FBT001 - markdown-it's signature
    """A comment inside a line renders nothing."""
    if not state.src.startswith("<!--", state.pos):
        return False
    close = state.src.find("-->", state.pos + 4)
    if close < 0:
        return False
    state.pos = close + 3
    return True


def _is_elsewhere(target: str) -> bool:
    return target.startswith(("http://", "https://"))


def link_is_safe(target: str) -> bool:
    """The allow-list of links: http, https, mailto, relative, `#`; no `//`, no `user@`, no backslash."""
    address = unquote(target).strip()
    if not address or "\\" in address or address.startswith("//") or _CONTROLS.search(address):
        return False
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", address)
    if scheme is None:
        return not re.match(r"[^/?#]*:", address)
    if scheme[1].lower() == "mailto":
        return True
    if scheme[1].lower() not in {"http", "https"}:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and "@" not in parts.netloc


def _link_open(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG001 - markdown-it's signature
    token = tokens[index]
    target = str(token.attrGet("href") or "")
    if _is_elsewhere(target):
        return f'<a href="{escapeHtml(target)}" rel="noopener noreferrer">'
    if target.startswith("#"):
        return f'<a href="#{escapeHtml(env["anchor"] + "-" + target[1:])}">' if len(target) > 1 else "<a>"
    if target.startswith("mailto:"):  # published pages carry no addresses of people
        return "<a>"
    return f"<a\x01{_marker(env, target, image=False)}\x01>"


def _marker(env: EnvType, target: str, *, image: bool) -> int:
    """The place in `Body.links` of the next link with this target: footnotes are rendered out of turn."""
    places = env["places"][unquote(target), image]
    return int(places.pop(0) if len(places) > 1 else places[0])


def _image(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    token = tokens[index]
    target = str(token.attrGet("src") or "")
    words = self.renderInlineAsText(token.children, options, env) if token.children else ""
    if _is_elsewhere(target):  # a page loads nothing from others
        inside = any(before.type == "link_open" for before in tokens[:index]) and not any(
            before.type == "link_close" for before in tokens[:index]
        )
        label = escapeHtml(words or target)
        return label if inside else f'<a href="{escapeHtml(target)}" rel="noopener noreferrer">{label}</a>'
    return f'<img\x01{_marker(env, target, image=True)}\x01 alt="{escapeHtml(words)}">'


def _cell(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG001 - markdown-it's signature
    """Table cells say their alignment by class: the policy of the pages blocks inline styles."""
    token = tokens[index]
    align = str(token.attrGet("style") or "").removeprefix("text-align:")
    return f'<{token.tag} class="{align}">' if align else f"<{token.tag}>"


def _table_open(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG001 - markdown-it's signature
    return '<div class="scroll" tabindex="0"><table>\n'


def _table_close(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG001 - markdown-it's signature
    return "</table></div>\n"


def _heading(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:  # noqa: ARG001 - markdown-it's signature
    """The page's title is the only first heading; ids carry the item's, so that none clobbers."""
    token = tokens[index]
    tag = "h2" if token.tag == "h1" else token.tag
    if token.nesting < 0:
        return f"</{tag}>\n"
    return f'<{tag} id="{escapeHtml(env["anchor"] + "-" + str(token.attrGet("id") or "section"))}">'


def _slug(title: str) -> str:
    return re.sub(r"[^\w-]+", "-", title.strip().lower(), flags=re.UNICODE).strip("-") or "section"


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    """The one parser: js-default without raw HTML, and the plugins of a work item's body."""
    parser = MarkdownIt("js-default", {"html": False, "typographer": False, "linkify": False, "maxNesting": DEEPEST})
    parser.use(tasklists_plugin, label=True).use(footnote_plugin, inline=False).use(deflist_plugin)
    parser.use(anchors_plugin, max_level=6, slug_func=_slug)
    parser.block.ruler.before("html_block", "comment", _comment_block, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.inline.ruler.before("html_inline", "comment", _comment_inline)
    parser.validateLink = link_is_safe  # type: ignore[assignment,method-assign]
    rules: dict[str, Callable[..., str]] = {
        "link_open": _link_open, "image": _image, "th_open": _cell, "td_open": _cell,
        "table_open": _table_open, "table_close": _table_close, "heading_open": _heading, "heading_close": _heading,
    }  # fmt: skip
    for name, rule in rules.items():
        parser.add_render_rule(name, rule)
    return parser


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the body stands: the file, the number of its first line, its lines."""

    path: str
    first: int
    lines: list[str]

    def location(self, line: int, needle: str = "") -> Location:
        number = max(0, min(line, len(self.lines) - 1))
        text = self.lines[number] if self.lines else ""
        column = text.find(needle) if needle else -1
        if column < 0:
            return Location(self.path, self.first + number, 1, 0, text)
        return Location(self.path, self.first + number, column + 1, len(needle), text)

    def find(self, span: tuple[int, int], target: str) -> Location:
        """Where a link's target is written inside the lines of its block."""
        for line in range(span[0], min(span[1], len(self.lines))):
            for needle in (target, unquote(target)):
                if needle and needle in self.lines[line]:
                    return self.location(line, needle)
        return self.location(span[0])


def read_body(text: str, path: str, first_line: int, anchor: str, *, html: bool) -> tuple[Body, tuple[Fault, ...]]:
    """The body of a file: what it promises, where it links to and, if asked for, its HTML.

    `first_line` is the number of the body's first line in the file; `anchor` begins every id in the
    HTML and is an id itself.
    """
    if len(text) > LARGEST:
        values = {"size": len(text), "limit": LARGEST}
        return Body(visible=LARGEST), (Fault(slug="body-too-large", location=Location(path, first_line), values=values),)
    text = _CONTROLS.sub("", text) if _CONTROLS.search(text) else text
    place = _Place(path, first_line, text.split("\n"))
    parser = _markdown()
    env: dict[str, Any] = {"anchor": f"h-{anchor}", "places": {}}
    tokens: list[Token] = []
    parser.block.parse(text, parser, env, tokens)
    faults = _limits(tokens, text, place)
    if faults:
        return Body(visible=LARGEST), faults
    criteria, visible = _criteria(tokens, place)
    state = StateCore(text, parser, env, list(tokens))
    if html:
        for rule in parser.core.ruler.getRules("")[2:]:  # after normalize and block
            rule(state)
    links = _links(parser, tokens, env, place)
    for number, link in enumerate(links):
        env["places"].setdefault((link.target, link.image), []).append(number)
    rendered = parser.renderer.render(state.tokens, parser.options, env) if html else ""
    return Body(criteria=criteria, links=links, visible=visible, html=rendered), ()


def _limits(tokens: Sequence[Token], text: str, place: _Place) -> tuple[Fault, ...]:
    if len(tokens) > 1000 + len(text):  # a wide table makes 300 kB out of one
        token = next((token for token in tokens if token.type == "table_open"), tokens[0])
        line = token.map[0] if token.map else 0
        return (Fault(slug="body-too-large", location=place.location(line), values={"size": len(tokens), "limit": 1000 + len(text)}),)
    for token in tokens:
        if token.level >= DEEPEST - 2:
            line = token.map[0] if token.map else 0
            return (Fault(slug="body-too-deep", location=place.location(line), values={"depth": DEEPEST // 2}),)
    return ()


def _criteria(tokens: Sequence[Token], place: _Place) -> tuple[tuple[Criterion, ...], int]:
    """Task-list items as Markdown sees them, and the visible characters beside them."""
    criteria = []
    visible = 0
    heading = False
    for index, token in enumerate(tokens):
        if token.type in {"heading_open", "heading_close"}:
            heading = token.nesting > 0
        elif token.type in {"fence", "code_block"}:
            visible += len("".join(token.content.split()))
        elif token.type == "inline":
            task = _TASK.match(token.content) if index > 1 and tokens[index - 2].type == "list_item_open" else None
            if task:
                text = _COMMENT.sub("", token.content[task.end() :]).strip()
                criteria.append(Criterion(text, task[1] != " ", place.first + (token.map[0] if token.map else 0)))
            elif not heading:
                visible += len("".join(_COMMENT.sub("", token.content).split()))
    return tuple(criteria), visible


def _links(parser: MarkdownIt, tokens: Sequence[Token], env: dict[str, Any], place: _Place) -> tuple[Link, ...]:
    """Links and images that stay in the repository, in the order of the text."""
    found: list[Link] = []
    for token in tokens:
        if token.type != "inline" or ("[" not in token.content and "<" not in token.content):
            continue
        children = token.children
        if not children:  # blocks only: a third of the time, and enough for a check
            children = []
            parser.inline.parse(token.content, parser, env, children)
        span = (token.map[0], token.map[1]) if token.map else (0, 0)
        for child in children:
            target = str(child.attrGet("href" if child.type == "link_open" else "src") or "")
            if child.type in {"link_open", "image"} and target and not _is_elsewhere(target):
                if target.startswith(("#", "mailto:")) and child.type == "link_open":
                    continue
                found.append(Link(unquote(target), child.type == "image", place.find(span, target)))
    return tuple(found)


def with_links(body: Body, addresses: Mapping[int, str]) -> str:
    """The HTML of a body with its markers replaced by the addresses of these links, by their place.

    A link without an address becomes its text, an image its description.
    """

    def put(match: re.Match[str]) -> str:
        address = addresses.get(int(match[1] or match[2]))
        if match[1] is not None:
            return f'<a href="{escapeHtml(address)}">' if address else "<a>"
        return f'<img src="{escapeHtml(address)}" alt="{match[3]}" loading="lazy">' if address else match[3]

    return _MARKED.sub(put, body.html) if "\x01" in body.html else body.html
