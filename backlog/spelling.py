"""How names are compared: one folding for all names, and the nearest known one."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Ids: letters and digits in segments; Windows cannot keep a file of these names.
ID = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[.-][A-Za-z0-9]+)*")
LONGEST_ID = 64
RESERVED = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)}
)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A name without the differences that do not matter: case, spaces, hyphens, underscores.

    >>> fold("To Do") == fold("to-do") == fold("TO_DO")
    True
    """
    return re.sub(r"[\s_-]+", "", unicodedata.normalize("NFC", text).casefold())


@lru_cache(maxsize=65536)
def same(text: str) -> str:
    """What two ids are compared by: regardless of case and Unicode form."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", text).casefold())


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or nothing.

    >>> nearest("impakt", ["impact", "effort"])
    'impact'
    """
    folded = {fold(name): name for name in sorted(known, reverse=True)}
    near = get_close_matches(fold(word), sorted(folded), 1, 0.72)
    return folded[near[0]] if near else ""


def id_of(text: str) -> str:
    """A readable id made of a title; nothing where no letter is left.

    >>> id_of("Größere Landingpage: 2. Versuch!")
    'groessere-landingpage-2-versuch'
    """
    words = unicodedata.normalize("NFC", text).casefold()
    for letter, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("&", " und ")):
        words = words.replace(letter, plain)
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    parts = [part for part in re.findall(r"[a-z0-9]+", ascii_only) if part not in RESERVED]
    while parts and not parts[0][0].isalpha():
        parts.pop(0)
    made = ""
    for part in parts:
        if len(made) + len(part) >= LONGEST_ID - 4:
            break
        made += "-" * bool(made) + part
    return f"{made}-1" if made == "index" else made  # the first page of the site
