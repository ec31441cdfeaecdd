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
    {"con", "prn", "aux", "nul", "index"} | {f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)}
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
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", text).casefold()) if not text.isascii() else text.lower()


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or nothing.

    >>> nearest("impakt", ["impact", "effort"])
    'impact'
    """
    folded = {fold(name): name for name in sorted(known, reverse=True)}
    near = get_close_matches(fold(word), sorted(folded), 1, 0.72)
    return folded[near[0]] if near else ""
