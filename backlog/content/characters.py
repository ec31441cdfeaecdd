"""Characters that nobody sees and that do not belong into a text."""

from __future__ import annotations

import dataclasses
import re
import unicodedata

from backlog.findings import Fault
from backlog.pasting import PASTED, Edit
from backlog.source import Location

REPLACEMENT = "\ufffd"
"""Stands in the text for every character that was taken out, so that all places stay the same."""

SHOWN = 20
"""So many places of one cause are told of in one file; who sees twenty looks for the others."""

_CONTROLS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # all of ASCII and Latin-1 but tab and line end
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # change the direction of writing
    "\u200b\u2060-\u2065\u206a-\u206f\ufeff"  # without width
    "\u2028\u2029"  # line ends that only some programs see
    "\ud800-\udfff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f"  # tags: invisible copies of the ASCII letters
)
_EMOJI = "\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_SCRIPTS_THAT_JOIN = "\u0620-\u109f"  # Arabic to Myanmar write words with joiners

SUSPECT = re.compile(f"[{_CONTROLS}\u200c\u200d]")
"""A quick look; the joiners among its finds may be in order."""

FORBIDDEN = re.compile(
    f"[{_CONTROLS}]"
    f"|(?<![{_SCRIPTS_THAT_JOIN}])\u200c|\u200c(?![{_SCRIPTS_THAT_JOIN}])"
    f"|(?<![{_SCRIPTS_THAT_JOIN}{_EMOJI}\ufe0f])\u200d|\u200d(?![{_SCRIPTS_THAT_JOIN}{_EMOJI}])"
)

# Without them a text reads the same. A control character may stand for a letter that was lost, a line end for
# a space, and what turns the direction round shows another text than the one that is written.
_SILENT = frozenset(
    map(
        chr,
        (
            0x61C,
            *range(0x200B, 0x2010),
            *range(0x202A, 0x202D),
            *range(0x2060, 0x2070),
            0xFEFF,
            *range(0xE0000, 0xE0080),
        ),
    )
)
# What is a guess without the character is one with it.
_NOT_SURE = frozenset({"bad-indent", "bracket-not-closed", "no-front-matter", "unclosed-front-matter"})

_CHARACTER_SLUGS = frozenset({"forbidden-character", "no-break-space"})

_LOOKALIKES = str.maketrans(
    {
        **{chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)},  # full width
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63", "-"),
    }
)
_QUOTES = "\"'“”„‟‘’‚‛«»"  # word processors put them in place of the straight ones

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
OTHER_SPACE = re.compile(f"[{_SPACES}]")
_AROUND_KEY = re.compile(
    rf"^(?P<indent>[ {_SPACES}]*+(?:-[ {_SPACES}]++)*+)"
    rf"(?:(?P<key>[^\W\d][\w.-]*+(?: [\w.-]++)*+)(?P<colon>[ {_SPACES}]*+:(?:[ {_SPACES}]++|$)))?"
)
_BEFORE_COLON = re.compile(r"^([ -]*+[\w.-]++) ++(?=:)")
_BLOCK_TEXT = re.compile(r"[:-] +[|>][-+0-9]*\s*(?:#.*)?$")


def plain(text: str) -> str:
    """The text in the signs that a keyboard has, where others only look like them, and without quotes.

    >>> plain("„2026–02–16“")
    '2026-02-16'
    """
    return OTHER_SPACE.sub(" ", text.translate(_LOOKALIKES)).strip(f"{_QUOTES} ")


def visible(text: str) -> str:
    """The text with U+FFFD for every character that could deceive a reader or a terminal."""
    return FORBIDDEN.sub(REPLACEMENT, text) if SUSPECT.search(text) else text


def character_faults(path: str, text: str, mended: str) -> list[Fault]:
    """The forbidden characters of a text whose `visible` form is `mended`: once a line, up to `SHOWN`."""
    faults: list[Fault] = []
    seen: set[tuple[int, str]] = set()
    line, begin = 1, 0
    for match in FORBIDDEN.finditer(text):
        line += text.count("\n", begin, match.start())
        begin = match.start()
        if (line, match.group()) in seen:
            continue
        seen.add((line, match.group()))
        start = mended.rfind("\n", 0, begin) + 1
        end = mended.find("\n", begin)
        end = len(mended) if end < 0 else end
        content, paste = mended[start:end], FORBIDDEN.sub("", text[start:end])
        faults.append(
            Fault(
                slug="forbidden-character",
                location=Location(path, line, begin - start + 1, 1, content),
                values=character_values(match.group()),
                paste=paste if len(paste) <= PASTED else "",
                edits=(Edit(line, 1, paste),),
                sure=_SILENT.issuperset(FORBIDDEN.findall(text, start, end)),
            )
        )
        if len(faults) == SHOWN:
            break
    return faults


def character_values(character: str) -> dict[str, object]:
    """The words for a character that does not print: its number and its Unicode name."""
    return {
        "code": f"U+{ord(character):04X}",
        "name": unicodedata.name(character, "CONTROL CHARACTER"),
    }


def space_faults(path: str, front: str) -> tuple[str, list[Fault]]:
    """The front matter with plain spaces for other spaces in indentation, around keys and at line ends.

    Within a value, and in the lines of a block text (`|`, `>`), a no-break space is part of the text.
    """
    lines = front.split("\n")
    faults: list[Fault] = []
    block: int | None = None
    for index, line in enumerate(lines):
        depth = len(line) - len(line.lstrip(" "))
        if block is not None and (not line.strip(" ") or depth > block):
            continue
        mended = _plain_spaces(line)
        block = depth if _BLOCK_TEXT.search(mended) else None
        if mended == line:
            continue
        lines[index] = mended
        column = next(i for i, (old, new) in enumerate(zip(line, mended, strict=True)) if old != new)
        if len(faults) < SHOWN:
            paste = _BEFORE_COLON.sub(r"\1", mended.rstrip())
            fault = Fault(
                slug="no-break-space",
                location=Location(path, index + 2, column + 1, 1, line),
                values=character_values(line[column]),
                paste=paste if len(paste) <= PASTED else "",
                edits=(Edit(index + 2, 1, paste + mended[len(mended.rstrip()) :]),),
            )
            faults.append(fault)
    return "\n".join(lines), faults


def joined(faults: list[Fault], others: list[Fault]) -> list[Fault]:
    """All faults by place.

    Where a character spoils the line that does not parse, or the line above it, the character is the
    cause and the other fault only what comes of it.
    """
    known = list(faults)
    causes = {fault.location.line: i for i, fault in enumerate(known) if fault.slug in _CHARACTER_SLUGS}
    for other in others:
        line = other.location.line
        index = causes.get(line, causes.get(line - 1)) if _may_follow(other) else None
        if index is None:
            known.append(other)
            continue
        known[index] = _with_consequence(known[index], other)
    return sorted(known, key=lambda fault: (fault.location.line, fault.location.column, fault.slug))


def _with_consequence(cause: Fault, other: Fault) -> Fault:
    """The fault of a character that made the rest of the front matter unreadable, mended by one line."""
    if other.location.line > cause.location.line:  # what it indents does not fit what follows
        edits = tuple(dataclasses.replace(edit, text=edit.text.lstrip(" ")) for edit in cause.edits)
        sure = cause.sure and edits == cause.edits
        return dataclasses.replace(cause, refuses=True, paste=cause.paste.strip(), edits=edits, sure=sure)
    if not other.edits:
        return dataclasses.replace(cause, refuses=True)
    paste = other.paste.replace(REPLACEMENT, "")
    edits = tuple(dataclasses.replace(edit, text=edit.text.replace(REPLACEMENT, "")) for edit in other.edits)
    sure = cause.sure and other.sure and other.slug not in _NOT_SURE
    return dataclasses.replace(cause, refuses=True, paste=paste, edits=edits, sure=sure)


def _may_follow(fault: Fault) -> bool:
    """Whether a fault says that something does not parse, not that it is nothing for front matter."""
    return fault.refuses and (not fault.slug.startswith("yaml-") or fault.slug == "yaml-syntax")


def _plain_spaces(line: str) -> str:
    body = line.rstrip()
    return _AROUND_KEY.sub(_plain, body, count=1) + OTHER_SPACE.sub(" ", line[len(body) :])


def _plain(match: re.Match[str]) -> str:
    indent, key, colon = match.group("indent", "key", "colon")
    return OTHER_SPACE.sub(" ", indent) + (key or "") + OTHER_SPACE.sub(" ", colon or "")
