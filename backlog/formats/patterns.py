"""Patterns of the configuration for scripts: the same matches, or none at all."""

from __future__ import annotations

import re

_CLASSES = {"\\d": r"\p{Nd}", "\\w": r"\p{L}\p{N}_"}
# What means the same in both: letters and signs, escaped signs, counts, groups without a name.
_PIECE = re.compile(
    r"\\[dw]|\\[.+*?()\[\]{}|/^$\\-]|\(\?:|\((?!\?)|[|)]|[*+?]\??(?![*+?])|\{[0-9]+(?:,[0-9]*)?\}(?![*+?])"
    r"|\[\^?(?:\\[dw]|\\[.+*?()\[\]{}|/^$\\-]|[\w ,.;:/=@#%+*?()|_-])+\]|[\w ,.;:/=@#%!_-]"
)


def for_scripts(pattern: str) -> str:
    r"""The pattern as scripts write it (flag `u`), to be matched as a whole; nothing where that is unsure.

    >>> for_scripts(r"^[a-z\d]+(?:-\w+)*$")
    '[a-z\\p{Nd}]+(?:-[\\p{L}\\p{N}_]+)*'
    >>> for_scripts(r"(?i)q[1-4]")
    ''
    """
    rest = pattern.removeprefix("^")
    if rest.endswith("$") and not rest.endswith("\\$"):
        rest = rest[:-1]
    made, place = [], 0
    while place < len(rest):
        found = _PIECE.match(rest, place)
        if found is None:
            return ""
        made.append(_written(found[0]))
        place = found.end()
    return "".join(made)


def _written(piece: str) -> str:
    if piece in _CLASSES:
        return f"[{_CLASSES[piece]}]"
    if piece.startswith("["):
        for short, written in _CLASSES.items():
            piece = piece.replace(short, written)
        return piece
    return "-" if piece == "\\-" else piece
