"""The site as one document: each page a section, each link a way to a section, every id its page's own.

`items/x.html` is the id of a page's section and `items/x.html:ratings` that of an element within it: a
path of the site holds no colon. What was rendered is read by a parser and otherwise left as it is, so
that pages and templates of one's own need know nothing of this. What has a meaning only beside the files
of the site (feed, languages) carries `data-apart`, and is left out where nothing tells where those are.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

SINGLE: Final = "backlog.html"
# Attributes that name one element or several of the same page.
_NAMING: Final = frozenset({
    "anchor", "commandfor", "for", "form", "headers", "list", "popovertarget", "aria-activedescendant",
    "aria-controls", "aria-describedby", "aria-details", "aria-errormessage", "aria-flowto",
    "aria-labelledby", "aria-owns",
})  # fmt: skip
_LINKS: Final = frozenset({"href", "xlink:href"})
# What a link without an address has no use for.
_OF_LINKS: Final = frozenset({"href", "rel", "hreflang", "download", "target", "type", "referrerpolicy"})
GONE: Final = "\0"
_WITHIN: Final = re.compile(r"url\(#([^)]*)\)")
_ELSEWHERE: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")

Attributes = dict[str, str | None]
Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What there is to lead to: the `pages` in the file, and the published site at `home` (empty: none).

    `held` gives a file of the site, by its path, as an address that holds the file itself.
    """

    pages: frozenset[str]
    home: str
    held: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag where it stands; `end` is where the text after it begins. `drawn`: within a picture."""

    name: str
    start: int
    end: int
    attributes: Attributes
    drawn: bool


class Reader(HTMLParser):
    """A page with its start and end tags in place, and the words of its title."""

    def __init__(self, text: str) -> None:
        """Read the whole page."""
        super().__init__(convert_charrefs=True)
        self.text = text
        self.tags: list[Tag] = []
        self.ends: list[tuple[str, int]] = []
        self.title = ""
        self._drawing = 0
        self._lines = [0]
        for line in text.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(text)
        self.close()

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a start tag; of two attributes of a name the first counts, as in browsers."""
        start = self._place()
        end = start + len(self.get_starttag_text() or "")
        attributes: Attributes = {}
        for name, value in attrs:
            attributes.setdefault(name, value)
        self._drawing += tag == "svg"
        self.tags.append(Tag(tag, start, end, attributes, self._drawing > 0))

    def handle_endtag(self, tag: str) -> None:
        """Note an end tag by where it begins."""
        self._drawing -= tag == "svg"
        self.ends.append((tag, self._place()))

    def handle_data(self, data: str) -> None:
        """Note the words of the title."""
        if not self.title and self.tags and self.tags[-1].name == "title":
            self.title = data.strip()

    def closing(self, tag: Tag) -> int:
        """Where the text after an element begins."""
        open_ = 1
        opened = [(one.start, 1) for one in self.tags if one.name == tag.name and one.start > tag.start]
        closed = [(place, -1) for name, place in self.ends if name == tag.name and place > tag.start]
        for place, step in sorted(opened + closed):
            open_ += step
            if not open_:
                return self.text.index(">", place) + 1
        return tag.end


def section(page: Reader, path: str, within: str, places: Places) -> str:
    """A page as a section of the file; `within` is the entry of the navigation under which it stands."""
    first, last = content(page)
    tags = [tag for tag in page.tags if first <= tag.start < last]
    words: Attributes = {
        "class": "page", "id": path, "data-within": within, "data-title": page.title,
    }  # fmt: skip
    body = edited(page.text, moved(page, tags, path, places), first, last)
    return f"{written('section', words)}\n{body.strip()}\n</section>\n"


def scripts(page: Reader, path: str, *, late: bool = True) -> list[str]:
    """The paths of the scripts that a page asks for: those that wait until it was read, or the others."""
    return [
        place(path, tag.attributes["src"] or "")
        for tag in page.tags
        if tag.name == "script" and is_local(tag, "src") and ("defer" in tag.attributes) == late
    ]


def is_local(tag: Tag, name: str) -> bool:
    """Whether an attribute names another file of the site."""
    value = tag.attributes.get(name) or "#"
    return not value.startswith("#") and not _ELSEWHERE.match(value)


def moved(page: Reader, tags: Iterable[Tag], path: str, places: Places) -> Iterator[Edit]:
    """What has to change in these tags of a page where it becomes a section: (from, to, new text).

    Without a path it is the frame around the sections, and its ids stay what they are.
    """
    tags = list(tags)
    here = _Here(path, _ids(tags, path), places)
    gone = 0
    for tag in tags:
        if tag.start < gone:
            continue
        if "data-apart" in tag.attributes and not places.home:
            gone = page.closing(tag)
            yield tag.start, gone, ""
            continue
        attributes = {name: _value(tag, name, value, here) for name, value in tag.attributes.items()}
        if attributes != tag.attributes:
            if attributes.get("href") == GONE:
                attributes = {name: value for name, value in attributes.items() if name not in _OF_LINKS}
            elif query := _query(tag, attributes):
                attributes["data-query"] = query
            closed = page.text.startswith("/>", tag.end - 2)
            yield tag.start, tag.end, written(tag.name, attributes, closed=closed)


@dataclass(frozen=True, slots=True)
class _Here:
    """The page whose tags are read: its path, what its ids become, and what there is to lead to."""

    path: str
    ids: Mapping[str, str]
    places: Places


def _query(tag: Tag, attributes: Attributes) -> str:
    """What a link to another page asks of its scripts: an address in the file names a page where none run."""
    leads = (attributes.get("href") or "").startswith("#")
    return (tag.attributes.get("href") or "").partition("#")[0].partition("?")[2] if leads else ""


def _ids(tags: Iterable[Tag], path: str) -> dict[str, str]:
    """What the ids of a page become; those of pictures are names of XML, in which no slash may stand."""
    named = ((tag.attributes.get("id"), tag.drawn) for tag in tags)
    if not path:
        return {id_: id_ for id_, _ in named if id_}
    return {id_: f"{path.replace('/', ':') if drawn else path}:{id_}" for id_, drawn in named if id_}


def _value(tag: Tag, name: str, value: str | None, here: _Here) -> str | None:
    """An attribute's value in the file; GONE where it leads to what is not in it."""
    if not value:
        return value
    if name == "id":
        return here.ids[value]
    if name in _NAMING:
        return " ".join(here.ids.get(word, word) for word in value.split())
    if name in _LINKS:
        return _link(value, here)
    if name == "src" and tag.name == "img" and is_local(tag, name):
        return here.places.held(place(here.path, value))
    return _WITHIN.sub(lambda found: f"url(#{here.ids.get(found[1], found[1])})", value)


def _link(target: str, here: _Here) -> str:
    """Where a link of the page leads from within the file."""
    if _ELSEWHERE.match(target):
        return target
    address, mark, fragment = target.partition("#")
    if not address.partition("?")[0]:
        return "#" + (here.ids.get(unquote(fragment), fragment) or here.path)
    there = place(here.path, address)
    if there in here.places.pages:
        return f"#{there}:{fragment}" if fragment else f"#{there}"
    return f"{here.places.home}{there}{mark}{fragment}" if here.places.home else GONE


def place(path: str, target: str) -> str:
    """The file of the site that a relative link of the page at `path` leads to.

    >>> place("items/a.html", "../goals/b.html?x#y")
    'goals/b.html'
    """
    plain = unquote(re.split(r"[?#]", target, maxsplit=1)[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), plain))


def content(page: Reader) -> tuple[int, int]:
    """Where the content of a page begins and ends: its `main`, or where a template has none its `body`."""
    for name in ("main", "body"):
        starts = [tag.end for tag in page.tags if tag.name == name]
        ends = [where for tag, where in page.ends if tag == name]
        if starts and ends:
            return starts[0], ends[-1]
    return 0, len(page.text)


def edited(text: str, edits: Iterable[Edit], first: int = 0, last: int | None = None) -> str:
    """A part of the text with the edits made."""
    pieces = []
    for start, end, new in edits:
        pieces += [text[first:start], new]
        first = end
    return "".join([*pieces, text[first:last]])


def written(name: str, attributes: Mapping[str, str | None], *, closed: bool = False) -> str:
    """A start tag."""
    words = (
        key if value is None else f'{key}="{escape(value, quote=False).replace(chr(34), "&quot;")}"'
        for key, value in attributes.items()
    )
    return f"<{' '.join([name, *words])}{'/' if closed else ''}>"
