"""The front matter with the place of every piece in the text as it stands, line ends and all.

The parser's own nodes (`backlog.content.nodes`) know where a value begins; who is to replace it also
has to know where it ends.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import yaml

from backlog.content.characters import OTHER_SPACE, space_faults, visible
from backlog.content.encoding import unix_lines
from backlog.content.fences import closing_fence
from backlog.content.frontmatter import LOADER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.content.nodes import Style

_LINE_END = re.compile(r"\r\n|\r|\n")
_HEADER = re.compile(r"[|>][-+0-9]*")
_STYLES: dict[str | None, Style] = {
    "": "plain", None: "plain", "'": "single", '"': "double", "|": "literal", ">": "folded",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A value: its text, its entries or its pairs; `start` and `end` are places in the text of the tree.

    A list or mapping without brackets ends where its last value does. `flow`: it stands in brackets, its
    own or those of what is around it.
    """

    shape: Literal["scalar", "sequence", "mapping"]
    start: int
    end: int
    flow: bool = False
    text: str = ""
    style: Style = "plain"
    items: tuple[Piece, ...] = ()
    pairs: tuple[Pair, ...] = ()

    @property
    def empty(self) -> bool:
        """Nothing was given."""
        if self.shape == "scalar":
            return not self.text and self.style == "plain"
        return not (self.items or self.pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A key and its value; `start` and `stop` are where the key as written begins and ends."""

    key: str
    start: int
    stop: int
    node: Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A file as text with its own line ends, and the front matter in it.

    `starts` are the places where lines begin; `last` is the index of the line of the closing fence.
    """

    text: str
    mark: bytes
    starts: tuple[int, ...]
    last: int
    root: Piece

    def line(self, place: int) -> int:
        """The index of the line of a place."""
        low, high = 0, len(self.starts) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.starts[middle] <= place else (low, middle - 1)
        return low

    def column(self, place: int) -> int:
        """How many characters stand before a place on its line."""
        return place - self.starts[self.line(place)]

    def content(self, index: int) -> str:
        """A line of the front matter without its end."""
        return self.text[self.starts[index] : self.starts[index + 1]].rstrip("\r\n")

    def ending(self, place: int) -> str:
        """The end of the line of a place in the front matter."""
        index = self.line(place)
        whole = self.text[self.starts[index] : self.starts[index + 1]]
        return whole[len(whole.rstrip("\r\n")) :]

    def begins_line(self, place: int) -> bool:
        """Whether nothing but spaces stands before a place on its line."""
        return not self.text[self.starts[self.line(place)] : place].strip()

    def after(self, pair: Pair) -> int:
        """Where another line can come below a pair: `below` it, and below blank lines that its text keeps."""
        end, last = self.below(pair), last_of(pair.node)
        if last.style not in {"literal", "folded"} or "+" not in self.text[last.start : last.start + 3]:
            return end
        index = self.line(end)
        while index < self.last and not self.content(index).strip():
            index += 1
        return self.starts[index]

    def below(self, pair: Pair) -> int:
        """Where the line begins below everything that belongs to a pair.

        Comments below it belong to it where they stand deeper than its key; others to what follows.
        """
        column = self.column(pair.start)
        index = self.line(pair.node.end) + 1
        below = index
        while below < self.last:
            line = self.content(below)
            bare = line.lstrip(" ")
            if not bare.startswith("#") or len(line) - len(bare) <= column:
                break
            below += 1
            index = below
        return self.starts[index]

    def spliced(self, start: int, end: int, new: str) -> str:
        """The text with something else between two places."""
        return self.text[:start] + new + self.text[end:]


def last_of(piece: Piece) -> Piece:
    """The value that a value ends with."""
    while piece.items or piece.pairs:
        piece = piece.items[-1] if piece.items else piece.pairs[-1].node
    return piece


def tree_of(raw: bytes) -> Tree:
    """The tree of a file that `read_document` does not refuse; ValueError for any other."""
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    return tree_of_text(raw[len(mark) :].decode(), mark)


def tree_of_text(text: str, mark: bytes) -> Tree:
    """The tree of a text without the byte order mark that its file may begin with."""
    starts = (0, *(match.end() for match in _LINE_END.finditer(text)), len(text))
    plain = visible(unix_lines(text))
    end = closing_fence(plain)
    if end < 0:
        raise ValueError("no two fences")
    front = plain[4 : end + 1]
    if OTHER_SPACE.search(front):
        front, _ = space_faults("", front)
    last = plain.count("\n", 0, end + 1)
    reading = _Reading(text=text, starts=starts, events=yaml.parse(front, Loader=LOADER))
    try:
        root = reading.root()
    except yaml.YAMLError as error:
        raise ValueError("no front matter") from error
    return Tree(text=text, mark=mark, starts=starts, last=last, root=root)


@dataclass(slots=True, kw_only=True)
class _Reading:
    """The parser's events one after another; depth is limited by who read the file before."""

    text: str
    starts: tuple[int, ...]
    events: Iterator[Any]

    def root(self) -> Piece:
        for event in self.events:
            if isinstance(event, yaml.MappingStartEvent):
                return self.collection(event, flow=False)
            if isinstance(event, yaml.ScalarEvent | yaml.SequenceStartEvent):
                break
        raise ValueError("no mapping")

    def place(self, mark: Any) -> int:  # noqa: ANN401 - the parser's own mark
        line, column = int(mark.line), int(mark.column)
        return self.starts[line + 1] + column

    def node(self, event: Any, *, flow: bool) -> Piece:  # noqa: ANN401 - any of the parser's events
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, flow=flow)
        if isinstance(event, yaml.CollectionStartEvent):
            return self.collection(event, flow=flow)
        raise ValueError("an alias")

    def scalar(self, event: Any, *, flow: bool) -> Piece:  # noqa: ANN401 - as above
        start, end = self.place(event.start_mark), self.place(event.end_mark)
        style = _STYLES[event.style]
        if style in {"literal", "folded"}:
            end = self.block_end(event, start)
        return Piece(shape="scalar", start=start, end=end, flow=flow, text=event.value, style=style)

    def block_end(self, event: Any, start: int) -> int:  # noqa: ANN401 - as above
        """The end of the last line of a block text that is not blank."""
        for row in range(event.end_mark.line, event.start_mark.line + 1, -1):
            line = self.text[self.starts[row] : self.starts[row + 1]].rstrip("\r\n")
            if line.strip():
                return self.starts[row] + len(line)
        header = _HEADER.match(self.text, start)
        return header.end() if header else start

    def collection(self, event: Any, *, flow: bool) -> Piece:  # noqa: ANN401 - as above
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        start, brackets = self.place(event.start_mark), flow or bool(event.flow_style)
        items: list[Piece] = []
        pairs: list[Pair] = []
        for inner in self.events:
            if isinstance(inner, yaml.CollectionEndEvent):
                end = self.place(inner.end_mark)
                break
            if not is_mapping:
                items.append(self.node(inner, flow=brackets))
                continue
            if not isinstance(inner, yaml.ScalarEvent):
                raise ValueError("a key that is no text")  # noqa: TRY004 - of the file, not of a type
            begin, stop = self.place(inner.start_mark), self.place(inner.end_mark)
            node = self.node(next(self.events), flow=brackets)
            pairs.append(Pair(key=inner.value, start=begin, stop=stop, node=node))
        values = items or [pair.node for pair in pairs]
        if not event.flow_style and values:
            end = values[-1].end
        return Piece(
            shape="mapping" if is_mapping else "sequence",
            start=start,
            end=end,
            flow=brackets,
            items=tuple(items),
            pairs=tuple(pairs),
        )
