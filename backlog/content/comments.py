"""HTML comments in bodies: they render nothing, alone on their lines or within a line.

Where one ends is looked up from where the last look ended: a text of a hundred thousand `<!--` and no
`-->` would take minutes otherwise.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

OPENING, CLOSING = "<!--", "-->"


def read_comments(parser: MarkdownIt) -> None:
    """Let a parser read comments; to be used before rules for HTML."""
    parser.block.ruler.before(
        "html_block", "comment", _block, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    parser.inline.ruler.before("html_inline", "comment", _inline)


def without_comments(text: str) -> str:
    """The text without its comments; one that does not end is text.

    >>> without_comments("a <!-- b --> c <!-- d")
    'a  c <!-- d'
    """
    if OPENING not in text:
        return text
    parts = []
    position = 0
    while (begin := text.find(OPENING, position)) >= 0:
        end = text.find(CLOSING, begin + len(OPENING))
        if end < 0:
            break
        parts.append(text[position:begin])
        position = end + len(CLOSING)
    return "".join(parts) + text[position:]


def _closing(env: Any, source: str, position: int) -> int:  # noqa: ANN401 - as markdown-it has it
    """Where the next `-->` of a source at or behind a position is, else -1."""
    known, begin, end = env.get("closing", ("", 0, 0))
    if known is source and begin <= position and (end < 0 or position <= end):
        return int(end)
    end = source.find(CLOSING, position)
    env["closing"] = (source, position, end)
    return end


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    """Lines that hold nothing but a comment."""
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(OPENING, begin) or state.is_code_block(start):
        return False
    close = _closing(state.env, state.src, begin + len(OPENING))
    if close < 0:
        return False
    behind = close + len(CLOSING)
    line = bisect_left(state.eMarks, behind, start)
    if line >= end or state.src[behind : state.eMarks[line]].strip():
        return False
    if not silent:
        state.line = line + 1
    return True


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: ARG001, FBT001 - markdown-it's signature
    """A comment inside a line."""
    if not state.src.startswith(OPENING, state.pos):
        return False
    close = _closing(state.env, state.src, state.pos + len(OPENING))
    if close < 0 or close + len(CLOSING) > state.posMax:
        return False
    state.pos = close + len(CLOSING)
    return True
