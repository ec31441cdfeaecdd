"""What templates call to speak. Everything is escaped, unless it is markup already."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from backlog.site.terms import SPELLED, term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from backlog.language import Language
    from backlog.rules.wording import Explained, Worded

# Days and sentences repeat from page to page; Babel takes 50 µs for each day.
REMEMBERED = 4096


def unbroken(words: str) -> str:
    """A sentence in which each figure keeps its sign on the line.

    >>> "85 %" in unbroken("85 % of the items")
    False
    """
    return re.sub(r"(?<=[\d…]) %", "\u00a0%", words)


def as_shown(said: Worded) -> Worded:
    """A finding as pages say it."""
    return replace(said, message=unbroken(said.message), why=unbroken(said.why), help=unbroken(said.help))


def as_printed(said: Explained) -> Explained:
    """A rule as the handbook prints it."""
    return replace(said, what=unbroken(said.what), why=unbroken(said.why), mend=unbroken(said.mend))


def sentences(language: Language) -> dict[str, object]:
    """The functions by the names that templates call them."""
    translated = lru_cache(REMEMBERED)(_translated(language))

    @lru_cache(REMEMBERED)
    def day(value: date, form: str = "day") -> str:
        """A day whose number stays on the line of its month."""
        return re.sub(r"(\d\.?) ", "\\1\u00a0", language.date(value, form))

    def readable(value: object) -> object:
        if hasattr(value, "__html__") or type(value) is str:
            return value
        if isinstance(value, date):
            return day(value)
        return language.readable(value)

    def sentence(message: str, **values: object) -> Markup:
        words = translated(message)
        return words.format(**{name: readable(value) for name, value in values.items()}) if values else words

    def counted(one: str, many: str, count: int, **values: object) -> Markup:
        words = translated(one, many, count)
        return words.format(
            count=readable(count), **{name: readable(value) for name, value in values.items()}
        )

    def listing(entries: Iterable[object]) -> Markup:
        """Names one after the other; each may be markup."""
        parts = [escape(entry) for entry in entries]
        frames = ["\ue000" + str(number) + "\ue001" for number in range(len(parts))]
        words = escape(language.list(frames))
        for frame, part in zip(frames, parts, strict=True):
            words = words.replace(frame, part)
        return words

    def spelled(count: int, *, first: bool = False) -> Markup:
        """A number as a word, up to twelve; `first` begins the sentence."""
        words = translated(SPELLED[count]) if 0 <= count < len(SPELLED) else escape(language.number(count))
        return words[:1].upper() + words[1:] if first else words

    return {
        "spelled": spelled,
        "_": sentence,
        "n_": counted,
        "date": day,
        "number": language.number,
        "listing": listing,
        "term": lambda group, value: translated(term(group, value)),
        "language": language,
    }


def _translated(language: Language) -> Callable[..., Markup]:
    def translated(message: str, many: str = "", count: int = 1) -> Markup:
        if many:
            words = language.catalogue.ngettext(message, many, count)
        else:
            words = language.catalogue.gettext(message) if message else ""
        return escape(words.replace(" %", "\u00a0%"))  # a figure keeps its sign on the line

    return translated
