"""What stops a word that names nothing: the nearest one that does, else all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.content.lines import clipped
from backlog.errors import Exit, Stop
from backlog.language import N_
from backlog.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable


def unknown(
    message: str, value: str, known: Iterable[str], *, word: str = "", shown: Iterable[str] | None = None
) -> Stop:
    """What to raise (exit 2): `message` tells of the `value`, and the nearest of the known words is proposed.

    `word` is the part of the value that names nothing, where another part does; `shown` are the words to
    write where not all that are known are worth telling.
    """
    names = list(dict.fromkeys(known))
    near = nearest(word or value, names)
    hint = N_('Did you mean "{guess}"?') if near else N_("There are: {known}.")
    guess = value.replace(word, near, 1) if near and word else near
    told = ", ".join(names if shown is None else dict.fromkeys(shown)) or "–"
    return Stop(Exit.WRONG_USE, message, hint, value=clipped(value), guess=guess, known=told)
