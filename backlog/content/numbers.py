"""Numbers of the front matter: ratings, whole numbers, figures."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from backlog.content.characters import plain
from backlog.content.field import Type

if TYPE_CHECKING:
    from backlog.content.field import Field
    from backlog.content.nodes import Scalar
    from backlog.content.sheet import Sheet

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_LONGEST = 20
_QUOTES = "\"'“”„‟‘’‚‛«»"  # word processors put them in place of the straight ones
_RATINGS = {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5}

# What is no number as it stands, and how the number that it looks like is made of it.
_LOOKALIKES = (
    (re.compile(_THOUSANDS.pattern + r"(?:,[0-9]+)?"), lambda text: text.replace(".", "").replace(",", ".")),
    (re.compile(r"-?[0-9]+,[0-9]+"), lambda text: text.replace(",", ".")),
    (re.compile(r"\+[0-9]+(?:\.[0-9]+)?"), lambda text: text[1:]),
    (re.compile(r"-?[0-9][0-9_]*[0-9]"), lambda text: text.replace("_", "")),
    (re.compile(r"0[xX][0-9a-fA-F]{1,8}"), lambda text: str(int(text, 16))),
    (re.compile(r"0[oO][0-7]{1,9}"), lambda text: str(int(text, 8))),
    (re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?[eE]\+?[0-9]"), lambda text: f"{Decimal(text):f}"),
    (re.compile(r"-?[0-9]+(?:\.[0-9]+)?\s*[^\d\s.,:_/+-]{1,5}"), lambda text: re.sub(r"[^\d.]+$", "", text)),
)  # fmt: skip


def read_rating(sheet: Sheet, row: Field, name: str, node: Scalar) -> int | None:  # noqa: ARG001 - one signature
    """A whole number from 1 to 5, without quotes."""
    text = node.text
    if node.style == "plain" and text in _RATINGS:
        return _RATINGS[text]
    bare = text.strip()
    inside = bare.strip(_QUOTES)
    if inside in _RATINGS and (node.style != "plain" or inside != bare):
        sheet.fault("rating-quoted", node.mark, name, inside, value=text)
    elif re.fullmatch(r"-?(?:0|[1-9][0-9]*)", bare):
        closest = "1" if bare.startswith(("-", "0")) else "5"
        sheet.fault("rating-out-of-range", node.mark, name, closest, value=_clipped(bare))
    elif re.fullmatch(r"[0-9]{1,9}[.,][0-9]{1,20}", bare):
        whole = min(5, max(1, int(Decimal(bare.replace(",", ".")) + Decimal("0.5"))))
        sheet.fault("rating-not-whole", node.mark, name, str(whole), value=_clipped(bare))
    else:
        looks, meant = plain(bare), _meant(bare)
        sure = looks in _RATINGS  # in full width, say
        paste = looks if sure else meant if meant in _RATINGS else ""
        sheet.fault("rating-not-a-number", node.mark, name, paste, sure=sure, value=_clipped(bare))
    return None


def read_number(sheet: Sheet, row: Field, name: str, node: Scalar) -> Decimal | None:
    """A figure, written with digits and at most one point, that can be read in one way only."""
    text = node.text.strip()
    clear = len(text) <= _LONGEST and _NUMBER.fullmatch(text) and not _THOUSANDS.fullmatch(text)
    if clear and node.style == "plain":
        return Decimal(text)
    paste = text if clear else _meant(text)
    paste = paste if _fits(row, paste) else ""
    looks = clear or _meant(text) or text[:1].isdigit() or text.lower().strip(".+-") in {"nan", "inf"}
    slug = "number-ambiguous" if looks else "not-a-number"
    sheet.fault(slug, node.mark, name, paste, value=_clipped(text))
    return None


def read_integer(sheet: Sheet, row: Field, name: str, node: Scalar) -> int | None:
    """A whole number within the limits of the field."""
    number = read_number(sheet, row, name, node)
    if number is None:
        return None
    if number != int(number):
        paste = str(round(number))
        sheet.fault("number-not-whole", node.mark, name, paste if _fits(row, paste) else "", value=node.text)
        return None
    if not _fits(row, str(int(number))):
        least, most = row.least or 0, row.most if row.most is not None else "∞"
        sheet.fault("number-out-of-range", node.mark, name, value=node.text, least=least, most=most)
        return None
    return int(number)


def _fits(row: Field, text: str) -> bool:
    """Whether a number, as it is to be written, is one that the field takes."""
    if not text or row.type is not Type.INTEGER:
        return True
    number = Decimal(text)
    is_high = row.most is not None and number > row.most
    return number == int(number) and not (row.least is not None and number < row.least) and not is_high


def _meant(text: str) -> str:
    """The number that a text looks like, as it is to be written; nothing where it looks like none."""
    if len(text) > _LONGEST:
        return ""
    for pattern, mended in _LOOKALIKES:
        if pattern.fullmatch(text):
            number = re.sub(r"^(-?)0+(?=[0-9])", r"\1", mended(text))
            return number if _NUMBER.fullmatch(number) else ""
    return ""


def _clipped(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"  # noqa: PLR2004 - what fits into a sentence
