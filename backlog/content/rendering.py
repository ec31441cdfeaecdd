"""Markdown as bodies have it: the one parser, what it renders, and what it leaves to the whole backlog."""

# ruff: noqa: ARG001 - every rule of the renderer has markdown-it's signature

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from backlog.content.comments import read_comments
from backlog.content.links import is_elsewhere, is_local, link_is_safe, readable
from backlog.content.pieces import TASK

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_core import StateCore
    from markdown_it.utils import EnvType, OptionsDict

DEEPEST = 100
"""Levels of tokens; what is nested deeper, markdown-it drops without a word."""

_FIRST_OF_ITEM = ["list_item_open", "paragraph_open"]
# Every character at which Markdown does more than copy text.
_MARKUP = re.compile(r"[\n\\`*_~\[\]!<&]")


@lru_cache(maxsize=1)
def markdown() -> MarkdownIt:
    """The one parser: js-default without raw HTML, and the plugins of a work item's body.

    Tasks and anchors of headings are rules of our own: the plugins for them look back through the whole
    list or all headings each time, and a body of 100 kB takes minutes.
    """
    parser = MarkdownIt(
        "js-default", {"html": False, "typographer": False, "linkify": False, "maxNesting": DEEPEST}
    )
    parser.use(footnote_plugin, inline=False).use(deflist_plugin)
    read_comments(parser)
    parser.disable(["html_block", "html_inline"])  # after the comments, which stand before them
    parser.core.ruler.at("inline", _inline)
    parser.core.ruler.before("inline", "tasks", _tasks)
    parser.core.ruler.push("finish", _finish)
    parser.validateLink = link_is_safe  # type: ignore[assignment,method-assign]
    rules: dict[str, Callable[..., str]] = {
        "link_open": _link_open, "link_close": _link_close, "image": _image,
        "table_open": _table_open, "table_close": _table_close, "th_open": _cell, "td_open": _cell,
        "heading_open": _heading, "heading_close": _heading,
    }  # fmt: skip
    for name, rule in rules.items():
        parser.add_render_rule(name, rule)
    return parser


def _inline(state: StateCore) -> None:
    """Texts without a character of markup are what they are; only others are parsed."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if _MARKUP.search(token.content):
                state.md.inline.parse(token.content, state.md, state.env, token.children)
            elif token.content:
                token.children.append(Token("text", "", 0, content=token.content))


def _tasks(state: StateCore) -> None:
    """The first text of a list item that begins with a box in brackets is a task."""
    lists: list[Token] = []
    tokens = state.tokens
    for index, token in enumerate(tokens):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append(token)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif (
            token.type == "inline"
            and lists
            and [one.type for one in tokens[index - 2 : index]] == _FIRST_OF_ITEM
        ):
            box = TASK.match(token.content)
            if box:
                token.content = token.content[box.end() :]
                token.meta = {"task": "done" if box[1] != " " else "open"}
                tokens[index - 2].attrSet("class", "task-list-item")
                lists[-1].attrSet("class", "contains-task-list")


def _finish(state: StateCore) -> None:
    """Every heading gets an id of its own, every task its box; every image knows whether it is in a link."""
    taken: dict[str, int] = {}
    for index, token in enumerate(state.tokens):
        children = token.children or []
        if token.type == "heading_open":
            words = state.tokens[index + 1].children or []
            title = "".join(child.content for child in words if child.type in {"text", "code_inline"})
            token.attrSet("id", _free(_slug(title), taken))
        elif token.meta and "task" in token.meta:
            checked = ' checked="checked"' if token.meta["task"] == "done" else ""
            box = f'<input class="task-list-item-checkbox"{checked} disabled="disabled" type="checkbox"> '
            children.insert(0, Token("html_inline", "", 0, content="<label>" + box))
            children.append(Token("html_inline", "", 0, content="</label>"))
        if "![" in token.content or "<" in token.content:
            _mark_inside(children)


def _mark_inside(children: Sequence[Token]) -> None:
    """Tell images and addresses in angle brackets that there is a link around them: links hold no links."""
    depth = 0
    for child in children:
        if child.type == "link_close":
            depth -= 1
        if depth and child.type in {"image", "link_open", "link_close"}:
            child.meta["inside"] = True
        if child.type == "link_open":
            depth += 1


def _slug(title: str) -> str:
    return re.sub(r"[^\w-]+", "-", title.strip().lower()).strip("-") or "section"


def _free(slug: str, taken: dict[str, int]) -> str:
    """The slug, with the next number where a heading has it already."""
    found = slug
    while found in taken:
        taken[slug] += 1
        found = f"{slug}-{taken[slug]}"
    taken[found] = 0
    return found


def _link_open(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    target = str(tokens[index].attrGet("href") or "")
    if tokens[index].meta.get("inside"):
        return ""
    if is_elsewhere(target):
        return f'<a href="{escapeHtml(target)}" rel="noopener noreferrer">'
    if target.startswith("#"):
        return f'<a href="#{escapeHtml(env["anchor"] + "-" + target[1:])}">' if len(target) > 1 else "<a>"
    if not is_local(target):  # published pages carry no addresses of people
        return "<a>"
    return f"<a\x01{_marker(env, target, image=False)}\x01>"


def _link_close(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "" if tokens[index].meta.get("inside") else "</a>"


def _marker(env: EnvType, target: str, *, image: bool) -> int:
    """The place in `Body.links` of the next link with this target: footnotes are rendered out of turn."""
    places = env["places"][readable(target), image]
    return int(places.pop() if len(places) > 1 else places[0])


def _image(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token = tokens[index]
    target = str(token.attrGet("src") or "")
    words = self.renderInlineAsText(token.children, options, env) if token.children else ""
    if is_elsewhere(target):  # a page loads nothing from others
        label = escapeHtml(words or target)
        if token.meta.get("inside"):
            return label
        return f'<a href="{escapeHtml(target)}" rel="noopener noreferrer">{label}</a>'
    return f'<img\x01{_marker(env, target, image=True)}\x01 alt="{escapeHtml(words)}">'


def _cell(self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """Table cells say their alignment by class: the policy of the pages blocks inline styles."""
    token = tokens[index]
    align = str(token.attrGet("style") or "").removeprefix("text-align:")
    return f'<{token.tag} class="{align}">' if align else f"<{token.tag}>"


def _table_open(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return '<div class="scroll" tabindex="0"><table>\n'


def _table_close(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "</table></div>\n"


def _heading(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """The page's title is the only first heading; ids carry the item's, so that none clobbers."""
    token = tokens[index]
    tag = "h2" if token.tag == "h1" else token.tag
    if token.nesting < 0:
        return f"</{tag}>\n"
    return f'<{tag} id="{escapeHtml(env["anchor"] + "-" + str(token.attrGet("id")))}">'
