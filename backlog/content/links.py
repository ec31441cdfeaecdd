"""Links and images of bodies: which are safe, and where those that stay in the repository lead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from backlog.model import Link
from backlog.source import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from backlog.content.pieces import Piece

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")

_ELSEWHERE = re.compile(r"https?://", re.IGNORECASE)
_STAYS = re.compile(r"#|mailto:", re.IGNORECASE)
_MEANING = re.compile(r"%(23|25|3[Ff])")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_MOST_MISSES = 20
# Links that hold nothing in need of Markdown's own reading, and characters that make any other.
_PLAIN_LINK = re.compile(
    r"\[[^\[\]]*\]\((?:(?P<away>(?:https?://|mailto:|#)[A-Za-z0-9._/#?=%:@~,;+-]*)|(?P<local>[A-Za-z0-9._/-]+(?:#[A-Za-z0-9._-]*)?))\)"
)
_NEEDS_MARKDOWN = re.compile(r"[\\`<&]|!\[|\[\^")


def is_elsewhere(target: str) -> bool:
    """Whether a target leads to another host.

    >>> is_elsewhere("HTTPS://example.com"), is_elsewhere("a.md")
    (True, False)
    """
    return _ELSEWHERE.match(target) is not None


def is_local(target: str) -> bool:
    """Whether a link leads to something in the repository, and not into its own page or to a mailbox."""
    return bool(target) and not is_elsewhere(target) and _STAYS.match(target) is None


def readable(target: str) -> str:
    """A target as people write it; what would mean something else as itself (`#`, `?`, `%`) stays encoded.

    >>> readable("gr%C3%B6%C3%9Fe%20%231.md#x")
    'größe %231.md#x'
    """
    return unquote(_MEANING.sub(r"%25\1", target))


def link_is_safe(target: str) -> bool:
    """The allow-list of links: http, https, mailto, relative, `#`; no `//`, no `user@`, no backslash."""
    address = unquote(target).strip()
    if not address or "\\" in address or address.startswith("//") or CONTROLS.search(address):
        return False
    scheme = _SCHEME.match(address)
    if scheme is None:
        return not re.match(r"[^/?#]*:", address)
    if scheme[1].lower() == "mailto":
        return True
    if scheme[1].lower() not in {"http", "https"} or not is_elsewhere(target):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and "@" not in parts.netloc


def plain_links(content: str) -> list[str] | None:
    """Local targets of a text without images, None where only Markdown can tell.

    Four of five texts with links are read here, in a tenth of the time.
    """
    if _NEEDS_MARKDOWN.search(content):
        return None
    found = []
    count = 0
    for match in _PLAIN_LINK.finditer(content):
        count += 1
        local = match["local"]
        if local is not None:
            if local.startswith("//"):
                return None
            found.append(local)
    return found if count == content.count("](") else None


def _links_of(children: Iterable[Token]) -> Iterator[tuple[str, bool]]:
    """Targets of inline tokens, each with whether it is an image."""
    for child in children:
        if child.type == "link_open":
            yield str(child.attrGet("href") or ""), False
        elif child.type == "image":
            yield str(child.attrGet("src") or ""), True


@dataclass(slots=True)
class Finder:
    """Places of targets in the lines of a body, looked for in the order in which they stand there.

    `first` is the number of the body's first line in the file. `misses` counts what could not be found
    (written with entities, say): after some of them nobody looks any longer.
    """

    path: str
    first: int
    lines: list[str]
    line: int = 0
    column: int = 0
    misses: int = 0

    def location(self, line: int, column: int = 0, length: int = 0) -> Location:
        """Some characters of a line, or all of it."""
        number = max(0, min(line, len(self.lines) - 1))
        return Location(self.path, self.first + number, column + 1, length, self.lines[number])

    def link(self, target: str, *, image: bool, first: int, last: int) -> Link:
        """The link with its place between two lines (the second not included), else the first of them."""
        plain = readable(target)
        if not first <= self.line < last:
            self.line, self.column = first, 0
        for line, start in ((self.line, self.column), (first, 0)):
            found = self._seek(target, plain, line, start, last)
            if found is not None:
                return Link(plain, image, found)
        self.misses += 1
        return Link(plain, image, self.location(first))

    def _seek(self, target: str, plain: str, line: int, start: int, last: int) -> Location | None:
        while line < min(last, len(self.lines)) and self.misses < _MOST_MISSES:
            for needle in (target, plain):
                column = self.lines[line].find(f"]({needle}", start)  # its words may be called like it
                column = column + 2 if column >= 0 else self.lines[line].find(needle, start)
                if column >= 0:
                    self.line, self.column = line, column + len(needle)
                    return self.location(line, column, len(needle))
            line, start = line + 1, 0
        return None


@dataclass(frozen=True, slots=True)
class Found:
    """Links that stay in the repository, in the order of the text; characters of all targets together."""

    links: tuple[Link, ...]
    size: int


def read_links(
    texts: Iterable[tuple[Piece, Token | None]],
    finder: Finder,
    parser: MarkdownIt,
    env: dict[str, Any],
) -> Found:
    """The links of texts, each with its token where Markdown has read what is in it."""
    found: list[Link] = []
    size = 0
    opening = "[" if env.get("references") else "]("
    for (_, content, first, last), token in texts:
        if opening not in content:
            continue
        plain = plain_links(content) if token is None and opening == "](" else None
        if plain is not None:
            found += [finder.link(target, image=False, first=first, last=last) for target in plain]
            continue
        children = token.children or [] if token else []
        if token is None:
            parser.inline.parse(content, parser, env, children)
        for target, image in _links_of(children):
            size += len(target)
            if is_local(target) or (image and target and not is_elsewhere(target)):
                found.append(finder.link(target, image=image, first=first, last=last))
    return Found(tuple(found), size)
