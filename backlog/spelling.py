"""How names are compared: one folding for all names, and the nearest known one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
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


def stem_of(path: str) -> str:
    """The name of a file without its folders and its ending: its id, where it gives no other.

    >>> stem_of("items/2026/landingpage.md")
    'landingpage'
    """
    return path.rpartition("/")[2].rpartition(".")[0]


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or nothing.

    >>> nearest("impakt", ["impact", "effort"])
    'impact'
    """
    folded = {fold(name): name for name in sorted(known, reverse=True)}
    near = get_close_matches(fold(word), sorted(folded), 1, 0.72)
    return folded[near[0]] if near else ""


def is_slip(word: str, meant: str, known: Mapping[str, object] | Iterable[str]) -> bool:
    """Whether a word can be a slip of the keyboard for one known thing only, the one that is called `meant`.

    `known` are names, or names with what they stand for. Another digit is no slip: it names another thing.

    >>> is_slip("ana", "anna", ["anna", "ben"]), is_slip("ana", "anna", ["anna", "hana"])
    (True, False)
    >>> is_slip("q1-leads", "q2-leads", ["q2-leads"])
    False
    """
    things = dict(known) if isinstance(known, Mapping) else {name: name for name in known}
    if not meant or _DIGITS.findall(word) != _DIGITS.findall(meant):
        return False
    folded = fold(word)
    allowed = 1 if len(folded) < _LONG else 2
    if _slips(folded, fold(meant), allowed) > allowed:
        return False
    others = {fold(name) for name, thing in things.items() if thing != things.get(meant, meant)}
    return fold(meant) not in others and not get_close_matches(folded, sorted(others), 1, 0.72)


_DIGITS = re.compile(r"\d+")
_LONG = 6


def _slips(word: str, meant: str, most: int) -> int:
    """How many letters are put, left out, changed or swapped between two words; beyond `most` not exactly."""
    if abs(len(word) - len(meant)) > most:
        return most + 1
    former: list[int] = []
    last = list(range(len(meant) + 1))
    for row, letter in enumerate(word, 1):
        now = [row]
        for column, other in enumerate(meant, 1):
            least = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == meant[column - 2] and word[row - 2] == other:
                least = min(least, former[column - 2] + 1)
            now.append(least)
        former, last = last, now
    return last[-1]


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
