"""Why a line of changes is not done, in words for those who have a browser and no command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backlog.content.choices import GERMAN_CHOICES
from backlog.editing.made import Answer, Sentence
from backlog.errors import Exit, Stop
from backlog.language import N_
from backlog.model import REASONS
from backlog.spelling import nearest

if TYPE_CHECKING:
    from backlog.config.sections import Config
    from backlog.editing.lines import Line
    from backlog.editing.orders import Block
    from backlog.model import Item

__all__ = ["blocking_words", "refused"]

_ID_STANDS = N_("The id of an item stands in the address of its page; its title in quotes is as good.")
_PASTE = re.compile(r"([^\s=]+)=(.+)")


def refused(line: Line, stop: Stop) -> Answer:
    """The answer to a line that cannot be done: why, and what to write instead where that is known."""
    values = dict(stop.values)
    paste = str(values.get("paste", ""))
    if paste and isinstance(helped := values.get("help"), str):
        values["help"] = helped.removesuffix(paste).rstrip()
    hint = _ID_STANDS if "`backlog list`" in stop.hint else stop.hint
    told = tuple(Sentence(text, values) for text in (stop.message, hint) if text)
    return Answer(
        number=line.number, text=line.text, refusal=told, instead=_instead(line.text, values, paste)
    )


def _instead(text: str, values: dict[str, object], paste: str) -> str:
    """The line with what was probably meant."""
    if isinstance(line := values.get("line"), str):
        return line
    if found := _PASTE.fullmatch(paste):
        field, value = found.groups()
        # The last one of this field: those before are conditions, which say what items are meant.
        last = re.fullmatch(rf"(?s)(.*(?<![\w.-]){re.escape(field)}\s*[+-]?=\s*)[^,;]*(.*)", text)
        return f"{last[1]}{value}{last[2]}" if last else ""
    value, guess = str(values.get("value", "")), str(values.get("guess", ""))
    return text.replace(value, guess, 1) if value and guess and value in text else ""


def blocking_words(order: Block, item: Item, config: Config) -> str:
    """The reason and what is missing, as a value of the field; `Stop` (exit 2) where no reason is told."""
    if order.reason:
        return f"{order.reason}: {order.note}" if order.note else order.reason
    german = config.language == "de"
    reasons = [GERMAN_CHOICES[one] if german else one for one in REASONS] + list(config.reasons)
    known = "; ".join(reasons)
    before = f"{item.id} → {'blockiert' if german else 'blocked'}: "
    if not order.note:
        message = N_("It does not say what is missing. Reasons: {known}.")
        raise Stop(Exit.WRONG_USE, message, known=known, line=f"{before}{reasons[0]}, …")
    other = f"{reasons[REASONS.index('other')]}, {order.note}"
    raise Stop(
        Exit.WRONG_USE,
        N_('"{value}" does not begin with one of the reasons: {known}.'),
        value=order.note,
        known=known,
        line=before + (nearest(order.note, reasons) or other),
    )
