"""Where the keys and values of a TOML text stand: tomllib reads them and tells no positions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from backlog.source import Location

Keys = tuple[str, ...]
Span = tuple[int, int]

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_PART = re.compile(
    r"""[ \t]*(?:(?P<bare>[A-Za-z0-9_-]+)|"(?P<double>(?:[^"\\\n]|\\.)*)"|'(?P<single>[^'\n]*)')[ \t]*"""
)
_STRING = re.compile(
    r'"""(?:[^\\]|\\[\s\S])*?"{3,5}|' + r"'''[\s\S]*?'{3,5}|" + r'"(?:[^"\\\n]|\\.)*"|' + r"'[^'\n]*'"
)
_PLAIN = re.compile(r"[^,\]}#\n]*")
_ESCAPE = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([btnfr"\\]))')
_ESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


@dataclass(slots=True)
class Places:
    """The characters from and to which each key and each value stands, by its path.

    Entries of lists and of arrays of tables are addressed by their number (`workflow.0.id`).
    """

    keys: dict[Keys, Span] = field(default_factory=dict)
    values: dict[Keys, Span] = field(default_factory=dict)
    arrays: dict[Keys, int] = field(default_factory=dict)

    def note(self, names: Keys, spans: list[Span], table: Keys = ()) -> None:
        """Note where a key (of one part or, dotted, of several) stands."""
        for number, span in enumerate(spans, 1):
            self.keys.setdefault((*table, *names[:number]), span)


@lru_cache(maxsize=4)
def places(text: str) -> Places:
    """The places of a text that tomllib reads, with LF line ends; as far as it goes of any other."""
    found = Places()
    table: Keys = ()
    position = _skipped(text, 0)
    while position < len(text):
        if text[position] == "[":
            table, position = _header(text, position, found)
        else:
            position = _pair(text, position, found, table)
        position = _skipped(text, position)
    return found


def locate(path: str, lines: tuple[str, ...], keys: Keys, *, value: bool = False) -> Location:
    """The place of a key in the lines of a file, or of its value; else of the nearest table around it."""
    text = "\n".join(lines)
    found = places(text)
    for count in range(len(keys), 0, -1):
        exact = count == len(keys)
        span = (found.values.get(keys[:count]) if value or not exact else None) or found.keys.get(
            keys[:count]
        )
        if span is None:
            continue
        if not exact and keys[:count] in found.keys:
            span = found.keys[keys[:count]]
        line = text.count("\n", 0, span[0])
        begin = text.rfind("\n", 0, span[0]) + 1
        stop = begin + len(lines[line])
        length = max(min(span[1], stop) - span[0], 0)
        return Location(path, line + 1, span[0] - begin + 1, length, lines[line], span[1] > stop)
    return Location(path, 1, 1, 0, lines[0] if lines else "")


def _skipped(text: str, position: int) -> int:
    """Behind spaces, line ends and comments."""
    found = _BLANK.match(text, position)
    return found.end() if found else position


def _header(text: str, position: int, found: Places) -> tuple[Keys, int]:
    """A line `[table]` or `[[array of tables]]`: what it names, and where the line ends."""
    is_array = text.startswith("[[", position)
    names, spans, position = _dotted(text, position + 1 + is_array)
    table: Keys = ()
    for number, name in enumerate(names):
        table += (name,)
        if spans and number == len(names) - 1:
            found.keys.setdefault(table, spans[-1])
            if is_array:
                found.arrays[table] = found.arrays.get(table, -1) + 1
        if table in found.arrays:
            table += (str(found.arrays[table]),)
    if spans:
        found.keys.setdefault(table, (spans[0][0], spans[-1][1]))
    end = text.find("\n", position)
    return table, len(text) if end < 0 else end


def _dotted(text: str, position: int) -> tuple[Keys, list[Span], int]:
    """The parts of a key, their places, and where it ends."""
    names: list[str] = []
    spans: list[Span] = []
    while part := _PART.match(text, position):
        if part["double"] is not None:
            names.append(_ESCAPE.sub(_character, part["double"]))
        else:
            names.append(part["bare"] or part["single"] or "")
        begin = part.start() + len(part[0]) - len(part[0].lstrip(" \t"))
        spans.append((begin, part.start() + len(part[0].rstrip(" \t"))))
        position = part.end()
        if text[position : position + 1] != ".":
            break
        position += 1
    return tuple(names), spans, position


def _character(escape: re.Match[str]) -> str:
    return _ESCAPED[escape[3]] if escape[3] else chr(int(escape[1] or escape[2], 16))


def _pair(text: str, position: int, found: Places, table: Keys) -> int:
    """A line `key = value`; where it ends."""
    names, spans, end = _dotted(text, position)
    if not names or text[end : end + 1] != "=":  # nothing that tomllib reads
        return max(end, position + 1)
    found.note(names, spans, table)
    return _value(text, end + 1, found, (*table, *names))


def _value(text: str, position: int, found: Places, keys: Keys) -> int:
    """A value with everything inside; where it ends."""
    while text[position : position + 1] in {" ", "\t"}:
        position += 1
    begin = position
    string = _STRING.match(text, position)
    opening = text[position : position + 1]
    if string:
        position = string.end()
    elif opening in {"[", "{"}:
        closing = "]" if opening == "[" else "}"
        position = _skipped(text, position + 1)
        number = 0
        while position < len(text) and text[position] != closing:
            before = position
            if opening == "[":
                position = _value(text, position, found, (*keys, str(number)))
            else:
                position = _pair(text, position, found, keys)
            number += 1
            position = _skipped(text, position)
            position += text[position : position + 1] == ","
            position = max(_skipped(text, position), before + 1)
        position = min(position + 1, len(text))
    else:
        plain = _PLAIN.match(text, position)
        position += len(plain[0].rstrip()) if plain else 0
    found.values.setdefault(keys, (begin, position))
    return position
