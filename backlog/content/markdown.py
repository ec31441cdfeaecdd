r"""Bodies: Markdown text in, criteria, links and safe HTML out.

Raw HTML is text, HTML comments render nothing, links keep to a short list of schemes, images are
local files or become links. A link or image that does not lead to another host is left as a marker
(`<a\x01N\x01>`, N its place in `Body.links`), because only the whole backlog knows where it leads;
`with_links` fills the markers in.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from itertools import repeat
from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore

from backlog.content.comments import without_comments
from backlog.content.links import CONTROLS, Finder, read_links
from backlog.content.pieces import TASK, Piece, Role, nesting, pieces_of, scan
from backlog.content.rendering import DEEPEST, markdown
from backlog.findings import Fault
from backlog.model import Body, Criterion, Link
from backlog.source import Location

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from markdown_it.token import Token

LARGEST = 128 * 1024
"""Characters; a body of a work item is rarely above 10,000."""

_MOST_FOOTNOTES = 1000
_GROWTH = 8
_MARKED = re.compile('<a\x01(\\d+)\x01>|<img\x01(\\d+)\x01 alt="([^"]*)">')
_TARGETS = re.compile(r"\]\([^()\s]*\)")
_MARKS = "*_`~[]"


def read_body(
    text: str, path: str, first_line: int, anchor: str, *, html: bool
) -> tuple[Body, tuple[Fault, ...]]:
    """The body of a file: what it promises, where it links to and, if asked for, its HTML.

    `first_line` is the number of the body's first line in the file; `anchor` begins every id in the
    HTML and is an id itself.
    """
    if len(text) > LARGEST:
        return _refused(Location(path, first_line), "body-too-large", size=len(text), limit=LARGEST)
    text = CONTROLS.sub("", text) if CONTROLS.search(text) else text
    finder = Finder(path, first_line, text.split("\n"))
    parser = markdown()
    env: dict[str, Any] = {"anchor": f"h-{anchor}", "docId": anchor, "places": {}}
    tokens: list[Token] = []
    pieces = None if html else scan(text)
    if pieces is None:
        parser.block.parse(text, parser, env, tokens)
        pieces = pieces_of(tokens)
    fault = _limits(tokens, pieces, text, finder)
    if fault:
        return fault
    state = _inlined(text, tokens, env) if html else None
    inlines = (
        [token for token in tokens if token.type == "inline" and token.content] if html else repeat(None)
    )
    texts = (piece for piece in pieces if piece.role is not Role.CODE)
    found = read_links(zip(texts, inlines, strict=False), finder, parser, env)
    if found.size > _GROWTH * len(text) + LARGEST:  # one address named thousands of times
        return _refused(finder.location(0), "body-too-large", size=found.size, limit=LARGEST)
    criteria, visible = _promises(pieces, first_line, finder.lines)
    rendered = _rendered(state, found.links) if state is not None else ""
    return Body(
        criteria=criteria,
        links=found.links,
        visible=visible,
        html=rendered,
        digest=_digest(finder.lines, {criterion.line - first_line for criterion in criteria}),
    ), ()


def _digest(lines: Sequence[str], promised: Container[int]) -> str:
    """What a text is compared by: its words, without criteria and comments; nothing where it has none."""
    told = "\n".join(line for number, line in enumerate(lines) if number not in promised)
    words = " ".join(without_comments(told).split())
    return blake2b(words.encode("utf-8", "replace"), digest_size=8).hexdigest() if words else ""


def _refused(place: Location, slug: str, **values: object) -> tuple[Body, tuple[Fault, ...]]:
    """A body of which nothing is shown; nobody says that it lacks a description as well."""
    return Body(visible=LARGEST), (Fault(slug=slug, location=place, values=values),)


def _inlined(text: str, tokens: Sequence[Token], env: dict[str, Any]) -> StateCore:
    """What Markdown knows after it has read the texts of these blocks."""
    parser = markdown()
    state = StateCore(text, parser, env, list(tokens))
    for rule in parser.core.ruler.getRules("")[2:]:  # after normalize and block
        rule(state)
    return state


def _rendered(state: StateCore, links: Sequence[Link]) -> str:
    for number in range(len(links) - 1, -1, -1):  # taken from the end, and so in the order of the text
        link = links[number]
        state.env["places"].setdefault((link.target, link.image), []).append(number)
    return str(state.md.renderer.render(state.tokens, state.md.options, state.env))


def _limits(
    tokens: Sequence[Token], pieces: Sequence[Piece], text: str, finder: Finder
) -> tuple[Body, tuple[Fault, ...]] | None:
    """The fault of a body that would make too large a page, or lose what is nested too deep."""
    most = 1000 + 3 * len(text)
    if len(tokens) > most:  # only a wide table grows like that: to 300 kB from one
        table = next((token for token in tokens if token.type == "table_open"), tokens[0])
        place = finder.location(table.map[0] if table.map else 0)
        return _refused(place, "body-too-large", size=len(tokens), limit=most)
    footnotes = text.count("[^")
    if footnotes > _MOST_FOOTNOTES:  # each has a way there and back
        return _refused(finder.location(0), "body-too-large", size=footnotes, limit=_MOST_FOOTNOTES)
    line = 0
    for token in tokens:
        line = token.map[0] if token.map else line
        if token.level >= DEEPEST - 2:
            return _refused(finder.location(line), "body-too-deep", depth=DEEPEST // 2)
    for piece in pieces:  # each bracket is tried with all behind it
        if (
            piece.content.count("[") > DEEPEST
            and piece.role is not Role.CODE
            and nesting(piece.content) > DEEPEST
        ):
            return _refused(finder.location(piece.first), "body-too-deep", depth=DEEPEST // 2)
    return None


def _promises(
    pieces: Sequence[Piece], first_line: int, lines: Sequence[str]
) -> tuple[tuple[Criterion, ...], int]:
    """Task-list items as Markdown sees them, and how many visible characters stand beside them.

    Headings, comments, the addresses of links and signs of markup are not counted.
    """
    criteria = []
    seen = []
    for role, content, line, _ in pieces:
        if role is Role.ITEM and (box := TASK.match(content)):
            text = without_comments(content[box.end() :]).strip()
            criteria.append(Criterion(text, box[1] != " ", first_line + line, lines[line]))
        elif role is not Role.HEADING:
            seen.append(without_comments(content))
    words = "\n".join(seen)
    if "](" in words:
        words = _TARGETS.sub("]", words)
    words = "".join(words.split())
    return tuple(criteria), len(words) - sum(map(words.count, _MARKS))


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
