"""What stands behind a name in a line of changes: fields with their values, and the title of a new thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from backlog.editing.orders import Assign, New, Nonsense, Order, Told
from backlog.language import N_
from backlog.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ASSIGNED", "CLOSING", "FIELD", "NEXT", "NO_CHANGE", "OPENING", "assigned", "begun", "unquoted"]

OPENING, CLOSING = "\"'„“‚‘»«”’`", "\"'“”‘’«»`"
FIELD: Final = r"(?<![\w.-])[^\W\d][\w.-]{0,60}"
ASSIGNED: Final = re.compile(rf"({FIELD})\s*([+-]?=)(?!>)\s*")
NEXT: Final = re.compile(rf"\s*[,;]\s*(?={FIELD}\s*[+-]?=(?!>)|$)")
_KIND: Final = re.compile(r"(?i)(?:neues? |new )?(ziel|goal|initiative)\b(\s*:)?\s*")
_KINDS: Final[Mapping[str, Literal["goal", "initiative"]]] = {
    "ziel": "goal", "goal": "goal", "initiative": "initiative",
}  # fmt: skip

_NO_TITLE: Final = N_("After the + stands no title.")
NO_CHANGE: Final = N_("It does not say what is to change.")


def begun(said: str) -> Order:
    """A title; behind `Ziel:` or `Initiative:` that of one with its values, as in `…, zeitraum = 2027-Q1`."""
    match = _KIND.match(said)
    more = NEXT.search(said) if match else None
    kind = _KINDS[fold(match[1])] if match and (match[2] or more) else "item"
    if match is None or kind == "item":
        title = unquoted(said)
        return New(title=title) if title else Nonsense(reason=_NO_TITLE)
    title = unquoted(said[match.end() : more.start() if more else None].strip())
    rest = assigned(Told(), said[more.end() :]) if more and more.end() < len(said) else None
    if isinstance(rest, Nonsense):
        return rest
    wishes = rest.wishes if isinstance(rest, Assign) else ()
    return New(title=title, kind=kind, wishes=wishes) if title else Nonsense(reason=_NO_TITLE)


def assigned(told: Told, rest: str) -> Order:
    """`field = value, field = value`; a comma begins a field only before a name and `=`."""
    wishes = []
    at = 0
    while match := ASSIGNED.match(rest, at):
        start = match.end()
        end = None
        if rest[start : start + 1] and rest[start] in OPENING:
            closed = re.compile(rf"[{CLOSING}](?=\s*$|\s*[,;])").search(rest, start + 1)
            end = NEXT.match(rest, closed.end()) if closed else None
            end = end or (re.compile(r"\s*$").match(rest, closed.end()) if closed else None)
        end = end or NEXT.search(rest, start)
        stop, at = (end.start(), end.end()) if end else (len(rest), len(rest))
        wishes.append(f"{match[1]}{match[2]}{unquoted(rest[start:stop].strip())}")
    return Assign(told=told, wishes=tuple(wishes)) if at >= len(rest) else Nonsense(reason=NO_CHANGE)


def unquoted(text: str) -> str:
    """A text without the quotes around it."""
    around = len(text) > 1 and text[0] in OPENING and text[-1] in CLOSING
    return text[1:-1].strip() if around else text
