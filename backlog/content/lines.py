"""Lines of front matter as people write them, for sentences and for what to paste."""

from __future__ import annotations

import re

from backlog.pasting import Edit

NOTE = " #"
"""Begins a comment, unless it belongs to the text: what lacks quotes can then be read in two ways."""

KEY_LINE = re.compile(
    r"(?P<lead> *+(?:- ++)*+)"
    r"""(?P<key>"[^"\n]*+"|'[^'\n]*+'|[^\W\d][\w.-]*+(?: ++[\w.-]++)*+)"""
    r"(?P<colon> *+:)(?P<gap>[ \t]++|$)(?P<value>[^\n]*)"
)
"""`key: value`, perhaps behind spaces and dashes."""

_ITEM = re.compile(r" *+(?:- ++)++(?=\S)")
_CLIPPED = 60


def clipped(text: str) -> str:
    """At most 60 characters of a text, to be quoted in a sentence."""
    text = text.strip()
    return text if len(text) <= _CLIPPED else text[: _CLIPPED - 1] + "…"


def quoted(text: str) -> str:
    """A text in the quotes that need the least change, for a line to paste."""
    text = text.strip()
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def quoted_line(line: str, column: int) -> str:
    """The line with its value in quotes where the value begins at the column, else nothing."""
    return line[:column] + quoted(line[column:]) if column == value_start(line) else ""


def value_start(line: str) -> int:
    """The column where the value of a field or of a list item begins on its line, else -1."""
    match = KEY_LINE.match(line)
    if match:
        return match.start("value") if match["value"] else -1
    item = _ITEM.match(line)
    return item.end() if item else -1


def as_list(line: str, column: int) -> str:
    """`tags: - seo` as a list; where a text is wanted, a list of one is that text."""
    if column != value_start(line):
        return ""
    return f"{line[:column].rstrip()}\n{indentation(line)}  {line[column:].rstrip()}"


def indentation(line: str) -> str:
    """The spaces and tabs that a line begins with."""
    return line[: len(line) - len(line.lstrip(" \t"))]


def lines_instead(line: int, count: int, last: str, paste: str) -> tuple[Edit, ...]:
    """The edit that puts lines in the place of others, of which `last` keeps the spaces at its end."""
    return (Edit(line, count, paste + last[len(last.rstrip()) :]),) if paste else ()
