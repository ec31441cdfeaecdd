"""How much room words take in a drawing: an estimate that is rather too large, for any plain typeface."""

from __future__ import annotations

from unicodedata import east_asian_width

LETTERS = 13  # the height of letters in a drawing
LEADING = 17  # from one line of them to the next
NARROW = frozenset("iljtfrI.,:;!|'()[]/- ‚‘’“”„")
BROAD = frozenset("mwMWÆŒ@%&")


def width_of(text: str) -> float:
    """How wide a text is on one line, in units of the drawing.

    >>> width_of("ill") < width_of("WWW")
    True
    """
    return sum(_share(letter) for letter in text) * LETTERS


def _share(letter: str) -> float:
    if letter in NARROW:
        return 0.36
    if letter in BROAD:
        return 0.95
    if east_asian_width(letter) in "WF":
        return 1.05
    return 0.74 if letter.isupper() else 0.6


def lines_of(text: str, room: float) -> int:
    """How many lines a text takes that breaks between words; a word that is wider than a line goes on.

    >>> lines_of("short", 100), lines_of("a much longer title of an item", 100)
    (1, 2)
    """
    lines, used = 1, 0.0
    space = width_of(" ")
    for word in text.split():
        wide = width_of(word)
        if used and used + space + wide > room:
            lines, used = lines + 1, 0.0
        used += (space if used else 0.0) + wide
        while used > room:
            lines, used = lines + 1, used - room
    return lines


def shortened(text: str, room: float) -> str:
    """As much of a text as fits on one line, cut between words where there are several.

    >>> shortened("Live", 100), shortened("Waits for the management", 100)
    ('Live', 'Waits for the…')
    """
    if width_of(text) <= room:
        return text
    words = text.split()
    while len(words) > 1 and width_of(" ".join(words) + "…") > room:
        words.pop()
    kept = " ".join(words)
    while kept and width_of(kept + "…") > room:
        kept = kept[:-1]
    return kept.rstrip(" /-–,&+") + "…"
