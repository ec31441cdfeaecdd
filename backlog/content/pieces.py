"""The texts that a body consists of: paragraphs, list items, cells, headings, code; each with its lines.

`pieces_of` takes them from Markdown's block tokens. `scan` finds the same in a text of the usual form
without them, in a fifth of the time, and leaves alone whatever it is not sure about; that both agree
is a property among the tests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token


class Role(IntEnum):
    """What a piece is in its body."""

    TEXT = 0
    HEADING = 1
    CODE = 2
    ITEM = 3  # the first text of an item of a list


class Piece(NamedTuple):
    """A text without line ends around it; `first` and `last` are lines from 0, the second not included."""

    role: Role
    content: str
    first: int
    last: int


TASK = re.compile(r"\[([ xX])\][ \t\n]+")

_CHUNK = re.compile(r"(?: *[^ \n][^\n]*(?:\n|\Z))+")
_SPECIAL = re.compile(r"\n(?:[ *+#|:-]|[0-9]{1,9}[.)] |___|<!--)")
_MARKER = re.compile(r"([-*+]|[0-9]{1,9}[.)]) +(?=[^ \n])")
_HEADING = re.compile(r"#{1,6}(?: +|$)")
_RULER = re.compile(r"(?:-{3,}|\*{3,}|_{3,}) *$")
_DELIMITER = re.compile(r"[|:-][|: -]*$")
_COLUMN = re.compile(r":?-+:?")

# What another block may begin with than those that `scan` reads, at the start of a line or of a list item.
_OTHER = r">|```|~~~|[:~] |(?:[-*_] *){2,}+$|=+ *$|[-*+] *$|[0-9]{1,9}[.)] *$"
_DOUBTFUL = re.compile(
    rf"\n(?: {{4}}| *(?!-{{3,}} *$|\*{{3,}} *$|_{{3,}} *$)(?:{_OTHER}|<!--(?!(?:(?!-->).)*--> *$))|"
    rf" *(?:[-*+]|[0-9]{{1,9}}[.)]) (?: {{4}}| *(?:{_OTHER}|[-*+] |[0-9]{{1,9}}[.)] |#{{1,6}}(?: |$)|<!--)))",
    re.MULTILINE,
)
# What begins another block behind spaces, where a list item's text would go on.
_NO_TEXT = re.compile(r"#{1,6}(?: |$)|<!--|[|:-][|: -]*$|(?:-{3,}|\*{3,}|_{3,}) *$")


def pieces_of(tokens: Sequence[Token]) -> list[Piece]:
    """The pieces of block tokens; none for an empty cell."""
    found = []
    role = Role.TEXT
    line = 0
    for index, token in enumerate(tokens):
        kind = token.type
        if token.map:
            line = token.map[0]
        if kind == "inline":
            if token.content:
                is_item = role is Role.TEXT and index > 1 and tokens[index - 2].type == "list_item_open"
                last = token.map[1] if token.map else line + 1
                found.append(Piece(Role.ITEM if is_item else role, token.content, line, last))
        elif kind == "heading_open":
            role = Role.HEADING
        elif kind == "heading_close":
            role = Role.TEXT
        elif kind in {"fence", "code_block"}:
            found.append(Piece(Role.CODE, token.content, line, token.map[1] if token.map else line + 1))
    return found


def nesting(content: str) -> int:
    """How many square brackets are open at once at most."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]]", content):
        depth = depth + 1 if bracket == "[" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


class _Doubt(Exception):
    """Only Markdown itself can tell what this text is."""


@dataclass(slots=True)
class _Open:
    """The text that is being read: its lines so far, where it began, and by how much it is indented."""

    pieces: list[Piece] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    first: int = 0
    role: Role = Role.TEXT
    indent: int = 0
    in_list: bool = False

    def begin(self, line: str, number: int, role: Role, indent: int) -> None:
        self.lines = [line]
        self.first, self.role, self.indent = number, role, indent

    def end(self, number: int) -> None:
        if self.lines:
            content = "\n".join(self.lines).strip(" \n")
            if content[0].isspace() or content[-1].isspace():  # what Markdown trims differs by its version
                raise _Doubt
            self.pieces.append(Piece(self.role, content, self.first, number))
            self.lines = []


def scan(text: str) -> list[Piece] | None:
    """The pieces of a text of paragraphs, headings, lists, tables, comments and rulers; None of any other."""
    if "\t" in text or "]:" in text or "[^" in text:  # tabs, definitions of links and footnotes
        return None
    below = "\n" + text  # the line end that a search finds ten times as fast as the beginning of a line
    if _DOUBTFUL.search(below):
        return None
    reading = _Open()
    number = position = 0
    try:
        for chunk in _CHUNK.finditer(text):
            number += text.count("\n", position, chunk.start())
            position = chunk.start()
            lines = chunk[0].rstrip("\n")
            if _SPECIAL.search("\n" + lines):
                _lines(reading, lines.split("\n"), number)
            else:  # most often a paragraph, which is read as a whole
                reading.begin(lines, number, Role.TEXT, 0)
                reading.in_list = False
                reading.end(number + lines.count("\n") + 1)
    except _Doubt:
        return None
    return reading.pieces


def _lines(reading: _Open, lines: list[str], start: int) -> None:
    """Lines without an empty one between them."""
    for number, line in enumerate(lines, start):
        body = line.lstrip(" ")
        marker = _MARKER.match(body)
        below = lines[number - start + 1] if number - start + 1 < len(lines) else ""
        if "|" in line and (marker or line[0] in "#<") and _DELIMITER.match(below.strip(" ")):
            raise _Doubt  # the head of a table comes before a heading, an item or a comment
        if marker:
            _item(reading, body, marker, len(line) - len(body), number)
        elif len(body) < len(line):
            _indented(reading, line, body, number)
        elif line[0] == "#" and _HEADING.match(line):
            _heading(reading, line.rstrip(" "), number)
        elif line.startswith("<!--") or _RULER.match(line):
            _nothing(reading, line, number)
        elif _DELIMITER.match(line) and reading.lines:
            _table(reading, lines[number - start :], number)
            return
        elif reading.lines:
            reading.lines.append(line)
        else:
            reading.begin(line, number, Role.TEXT, 0)
            reading.in_list = False
    reading.end(start + len(lines))


def _heading(reading: _Open, line: str, number: int) -> None:
    content = line.lstrip("#").strip(" ")
    if line.endswith("#"):  # perhaps as decoration
        raise _Doubt
    reading.end(number)
    if content:
        reading.begin(content, number, Role.HEADING, 0)
        reading.end(number + 1)
    reading.in_list = False


def _nothing(reading: _Open, line: str, number: int) -> None:
    """A comment or a ruler."""
    if reading.lines and not line.startswith("<"):  # it underlines a heading
        raise _Doubt
    reading.end(number)
    reading.in_list = False


def _item(reading: _Open, body: str, marker: re.Match[str], indent: int, number: int) -> None:
    """A line that begins an item of a list."""
    is_inside = reading.role is not Role.ITEM or indent >= reading.indent
    if reading.lines and is_inside and marker[1][0].isdigit() and int(marker[1][:-1]) != 1:
        raise _Doubt  # a number at the beginning of a line of text
    if indent and not reading.in_list:
        raise _Doubt
    reading.end(number)
    reading.begin(body[marker.end() :], number, Role.ITEM, indent + marker.end())
    reading.in_list = True


def _indented(reading: _Open, line: str, body: str, number: int) -> None:
    """A line behind spaces: more of an item, or another paragraph of it."""
    indent = len(line) - len(body)
    if not reading.in_list or _NO_TEXT.match(body):
        raise _Doubt
    if not reading.lines:
        reading.begin(body, number, Role.TEXT, indent)
    elif reading.role is Role.ITEM:
        reading.lines.append(line[reading.indent :] if indent >= reading.indent else body)
    else:
        raise _Doubt


def _table(reading: _Open, rows: list[str], number: int) -> None:
    """A table from its delimiting row on; its head is the one line of text above."""
    if len(reading.lines) != 1 or reading.role is not Role.TEXT or reading.indent:
        raise _Doubt
    columns = [column.strip(" ") for column in rows[0].split("|")]
    columns = columns[columns[0] == "" : len(columns) - (columns[-1] == "")]
    head = _cells(reading.lines[0])
    if "|" not in reading.lines[0] or len(head) != len(columns):
        raise _Doubt
    if (
        not columns
        or not all(map(_COLUMN.fullmatch, columns))
        or not all(row.startswith("|") for row in rows[1:])
    ):
        raise _Doubt
    reading.lines, reading.in_list = [], False
    for place, row in enumerate(rows):
        cells = head if place == 0 else _cells(row)
        line = number + place - (place == 0)
        if len(cells) < len(columns):  # filled up with empty ones: a wide table grows beyond its text
            raise _Doubt
        for cell in cells[: len(columns)]:
            if cell:
                reading.pieces.append(Piece(Role.TEXT, cell, line, line + 1))


def _cells(row: str) -> list[str]:
    if "\\" in row:
        raise _Doubt
    cells = row.strip(" ").split("|")
    cells = cells[cells[0] == "" :]
    if cells and cells[-1] == "":
        cells.pop()
    cells = [cell.strip(" ") for cell in cells]
    if any(cell and (cell[0].isspace() or cell[-1].isspace()) for cell in cells):
        raise _Doubt
    return cells
