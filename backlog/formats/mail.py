"""Markdown to mail: what files say stands in it as text and can become nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.content.characters import visible
from backlog.content.comments import without_comments

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from backlog.language import Language

# What begins something inside a line; what would begin a block where it stands first; what mail programs
# and hosts make a link of although it is none.
INLINE = re.compile(r"[\\`*\[\]<>|~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|!(?=\[)")
_FIRST = re.compile(r"[#+=-]|\d{1,9}(?=[.)])")
_RELATIVE = re.compile(r"!?\[([^\]\n]*)\]\((?!https?://|mailto:)[^)\n]*\)")
_LINK = re.compile(r":(?=//)|(?<=www)\.|(?<=mailto):|@(?=\w)", re.IGNORECASE)


class Markdown(str):
    """A text that is Markdown already and is not escaped again."""

    __slots__ = ()


def escaped(text: str) -> Markdown:
    r"""A text on one line, as Markdown that shows just that.

    >>> escaped("# 3 * [Anna](http://x)\n<b>")
    '\\# 3 \\* \\[Anna\\](http\\://x) \\<b\\>'
    """
    if isinstance(text, Markdown):
        return text
    line = " ".join(visible(text).split())
    return Markdown(plain_start(_LINK.sub(r"\\\g<0>", INLINE.sub(r"\\\g<0>", line))))


def plain_start(line: str) -> str:
    """A line that begins no heading, list or rule, whatever it begins with."""
    if first := _FIRST.match(line):
        sign = first[0]
        return f"{sign}\\{line[len(sign) :]}" if sign.isdigit() else f"\\{line}"
    return line


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """What writes Markdown in a language: sentences with escaped values, links where there is a site.

    `site` is the address of the site without a slash at its end, empty where it has none.
    """

    language: Language
    site: str = ""

    def text(self, message: str, **values: object) -> Markdown:
        """A sentence; its values are escaped, unless they are Markdown already."""
        return Markdown(self.language.text(message, **self._escaped(values)))

    def plural(self, one: str, many: str, count: int, **values: object) -> Markdown:
        """As `text`, in the form that fits `count`, which fills `{count}`."""
        return Markdown(self.language.plural(one, many, count, **self._escaped(values)))

    def link(self, words: str, path: str) -> Markdown:
        """The words, and where they lead in the site; the words alone where there is no site."""
        return Markdown(f"[{escaped(words)}]({self.site}/{path})") if self.site else escaped(words)

    def list(self, entries: Iterable[str]) -> Markdown:
        """`a, b and c`."""
        return Markdown(self.language.list(escaped(entry) for entry in entries))

    def day(self, day: date, form: str = "day") -> Markdown:
        """A day in a form of the language."""
        return Markdown(self.language.date(day, form))

    def _escaped(self, values: dict[str, object]) -> dict[str, object]:
        return {name: escaped(value) if type(value) is str else value for name, value in values.items()}


def pen(language: Language, base_url: str) -> Pen:
    """A pen for a site that stands under this address (empty: nowhere)."""
    return Pen(language=language, site=base_url.rstrip("/"))


def heading(words: str, level: int = 2) -> Markdown:
    """A heading; the first one of a mail has level 1."""
    return Markdown("#" * level + " " + escaped(words))


def bullets(entries: Iterable[str]) -> Markdown:
    """A list, a line each; nothing for none."""
    return Markdown("\n".join(f"- {escaped(entry)}" for entry in entries))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Markdown:
    """A table with its columns aligned, as far as letters have the same width."""
    lines = [[escaped(cell) for cell in row] for row in (head, *rows)]
    widths = [max(3, *(len(line[place]) for line in lines)) for place in range(len(head))]

    def row(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"

    return Markdown("\n".join([row(lines[0]), row(["-" * width for width in widths]), *map(row, lines[1:])]))


def quoted(text: str) -> Markdown:
    """What somebody wrote in Markdown, as a quotation: its marks hold, its HTML is text, its comments go.

    Links that lead to other files of the repository become their words: a mail has no such files.
    """
    shown = without_comments(visible(text)).strip()
    lines = _RELATIVE.sub(r"\1", shown).replace("<", "\\<").splitlines()
    return Markdown("\n".join(f"> {line}".rstrip() for line in lines))


def parts(*blocks: str) -> Markdown:
    """Blocks one after the other with an empty line between them; empty ones are left out."""
    return Markdown("\n\n".join(block for block in blocks if block))


def joined(*pieces: str) -> Markdown:
    """Sentences or facts one after the other on a line; empty ones are left out."""
    return Markdown(" ".join(piece for piece in pieces if piece))
