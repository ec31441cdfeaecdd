"""A language of the interface: catalogue, dates, numbers, lists. A value that is passed in.

Message ids are the English sentences, with `{name}` for values; one catalogue a language lies under
`locales/<code>/LC_MESSAGES/backlog.mo`, made from the `.po` beside it. A catalogue is all that a language
takes: its header says how dates and numbers are written (`Language: de_DE`). Dates, numbers and lists
come from Babel, imported late because `check` on a clean backlog needs none of it (0.1 s).
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

_EXACT = Context(prec=100)
SOURCE = "en"  # the language of the message ids
_SOURCE_LOCALE = "en_GB"
_CATALOGUES = files("backlog") / "locales"

# What a date looks like to a reader: CLDR's own lengths, or a skeleton that the locale orders itself.
LENGTHS = {
    "full": "full",  # Montag, 2. Februar 2026
    "day": "long",  # 2. Februar 2026
    "digits": "medium",  # 02.02.2026
}
SKELETONS = {
    "near": "MMMMd",  # 2. Februar
    "brief": "MMMd",  # 2. Feb.
    "month": "yMMMM",  # Februar 2026
}


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """The message as it is: marks it for the catalogue where it is said elsewhere."""
    return message


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language: its code (`de`), the locale of its dates and numbers (`de_DE`), its catalogue."""

    code: str
    locale: str
    catalogue: gettext.NullTranslations

    @property
    def name(self) -> str:
        """What its speakers call it, for those who look for it: Deutsch."""
        from babel import Locale  # noqa: PLC0415 - late, see above

        name = str(Locale.parse(self.locale).get_language_name())
        return name[:1].upper() + name[1:]

    @property
    def decimal(self) -> str:
        """The sign before the decimals of a number."""
        from babel.numbers import get_decimal_symbol  # noqa: PLC0415 - late, see above

        return str(get_decimal_symbol(self.locale))

    def text(self, message: str, **values: object) -> str:
        """The message in this language, its `{name}` filled with readable values."""
        words = self.catalogue.gettext(message) if message else ""
        return self._filled(words, values) if values else words

    def plural(self, one: str, many: str, count: int, **values: object) -> str:
        """As `text`, in the form that fits `count`, which fills `{count}`."""
        words = self.catalogue.ngettext(one, many, count)
        return self._filled(words, {"count": count, **values})

    def _filled(self, words: str, values: Mapping[str, object]) -> str:
        return words.format(**{name: self.readable(value) for name, value in values.items()})

    def readable(self, value: object) -> str:
        """A value as a reader of this language writes it."""
        if isinstance(value, str) and type(value) is not str:  # a StrEnum's value is text of its own
            return str(value)
        if isinstance(value, bool) or value is None:
            return str(value).lower()
        if isinstance(value, date):
            return self.date(value)
        if isinstance(value, int | Decimal | Fraction):
            return self.number(value)
        if isinstance(value, tuple | list):
            return self.list(self.readable(entry) for entry in value)
        return str(value)

    def date(self, day: date, form: str = "day") -> str:
        """A day in a form of LENGTHS or SKELETONS, or as `weekday`: Montag, 2. Februar."""
        from babel.dates import format_date, format_skeleton  # noqa: PLC0415 - late, see above

        if form == "weekday":
            name = str(format_date(day, "EEEE", locale=self.locale))
            return self.text("{name}, {day}", name=name, day=self.date(day, "near"))
        if form in LENGTHS:
            return str(format_date(day, LENGTHS[form], locale=self.locale))
        return str(format_skeleton(SKELETONS[form], day, locale=self.locale))

    def number(self, value: int | Decimal | Fraction, places: int | None = None) -> str:
        """A number with the language's own separators; `places` fixes the decimals."""
        if isinstance(value, int) and abs(value) < 1000 and places is None:  # noqa: PLR2004 - below any separator
            return str(value)
        from babel.numbers import format_decimal  # noqa: PLC0415 - late, see above

        if isinstance(value, Fraction):
            value = Decimal(value.numerator) / Decimal(value.denominator)
        if places is not None:  # half up, as people do; Babel would round half to even
            value = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT)
        pattern = None if places is None else "#,##0." + "0" * places if places else "#,##0"
        return str(format_decimal(value, format=pattern, locale=self.locale))

    def list(self, entries: Iterable[str]) -> str:
        """`a, b and c` as the language says it."""
        from babel.lists import format_list  # noqa: PLC0415 - late, see above

        return str(format_list(list(entries), locale=self.locale))


def _codes() -> tuple[str, ...]:
    """The codes of all languages there are: that of the message ids, and one a catalogue."""
    folders = (entry for entry in _CATALOGUES.iterdir() if _catalogue(entry.name).is_file())
    return tuple(sorted({SOURCE, *(folder.name for folder in folders)}))


def _catalogue(code: str) -> Traversable:
    return _CATALOGUES / code / "LC_MESSAGES" / "backlog.mo"


@lru_cache(None)
def language(code: str) -> Language:
    """The language of one of CODES."""
    if code == SOURCE:
        return Language(code=code, locale=_SOURCE_LOCALE, catalogue=gettext.NullTranslations())
    with _catalogue(code).open("rb") as stream:
        catalogue = gettext.GNUTranslations(stream)
    return Language(code=code, locale=catalogue.info().get("language", code), catalogue=catalogue)


def language_called(name: str) -> str:
    """The code of a language by its code, or by the beginning of what any of the languages calls it.

    >>> language_called("deu"), language_called("German"), language_called("x")
    ('de', 'de', '')
    """
    from babel import Locale  # noqa: PLC0415 - late, see above

    wanted = name.strip().lower()
    for code in CODES if wanted else ():
        names = (code, *(str(Locale(code).get_language_name(other)) for other in CODES))
        if any(one.lower().startswith(wanted) for one in names):
            return code
    return ""


CODES = _codes()
