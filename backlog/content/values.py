"""One value of the front matter by the type of its field: a Python value, or a fault and None.

Nothing is guessed: what could mean two things is a fault with the line to paste.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from backlog.content.fields import GERMAN_CHOICES, Field, Type
from backlog.content.nodes import Mapping, Node, Scalar, Sequence
from backlog.findings import Fault
from backlog.model import Period
from backlog.source import Location, Mark
from backlog.spelling import fold, nearest

if TYPE_CHECKING:
    from backlog.config.sections import Config

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+")
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: ([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?")
_SHORT_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_GERMAN_DATE = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*")
_YEARS = range(1970, 2200)


@dataclass(slots=True)
class Sheet:
    """One file while it is read: where its values stand and the faults so far."""

    path: str
    lines: tuple[str, ...]
    config: Config
    statuses: dict[str, str]
    faults: list[Fault] = field(default_factory=list)
    keys: dict[str, Mark] = field(default_factory=dict)
    values: dict[str, Mark] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def place(self, mark: Mark) -> Location:
        """The mark as a place in this file."""
        text = self.lines[mark.line - 1] if mark.line <= len(self.lines) else ""
        return Location(self.path, mark.line, mark.column, mark.length, text)

    def fault(self, slug: str, mark: Mark, name: str, paste: str = "", *, refuses: bool = False, **values: object) -> None:
        """Note a fault of the field; `paste` is the mended value, put behind the key as written."""
        whole = re.sub(r"\.\d+$", "", name)
        written = self.names.get(whole, whole.rpartition(".")[2])
        line = f"{written}: {paste}" if paste else ""
        if paste and name[-1].isdigit():  # an entry of a list
            line = f"- {paste}"
        self.faults.append(
            Fault(
                slug=slug,
                location=self.place(mark),
                values={"field": written, **values},
                field=re.sub(r"\.\d+", "", name),
                paste=line,
                refuses=refuses,
            )
        )


def quoted(text: str) -> str:
    """The text as a double-quoted YAML scalar.

    >>> quoted('5 "Ideen"')
    '"5 \\\\"Ideen\\\\""'
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def is_empty(node: Node) -> bool:
    """Nothing was given: no value, an empty list, an empty mapping."""
    if isinstance(node, Scalar):
        return node.style == "plain" and not node.text
    return not (node.items if isinstance(node, Sequence) else node.entries)


def _null(node: Scalar) -> bool:
    return node.style == "plain" and node.text in {"", "~", "null", "Null", "NULL"}


def read_value(sheet: Sheet, row: Field, name: str, node: Node) -> object:
    """The value of a field that is a single one; None where it is missing or at fault."""
    if isinstance(node, Sequence) and len(node.items) == 1:
        node = node.items[0]
    if row.type is Type.PERIOD and isinstance(node, Mapping):
        return _period_from_to(sheet, row, name, node)
    if not isinstance(node, Scalar):
        several = row.name == "owner" and isinstance(node, Sequence)
        value = tuple(entry.text for entry in node.items if isinstance(entry, Scalar)) if isinstance(node, Sequence) else "…"
        sheet.fault("owner-several" if several else "not-one-value", node.mark, name, value=value)
        return None
    if row.type is not Type.TEXT and _null(node):
        sheet.values.pop(name, None)
        return None
    return _READERS[row.type](sheet, row, name, node)


def _text(sheet: Sheet, row: Field, name: str, node: Scalar) -> str | None:
    text = node.text.strip()
    if node.comment and node.style == "plain":
        whole = f"{node.text} {node.comment}"
        sheet.fault("text-swallowed", node.mark, name, quoted(whole), value=node.text, lost=node.comment)
        return text
    if not text:
        sheet.values.pop(name, None)
        return None
    if len(text) < row.shortest:
        sheet.fault("text-too-short", node.mark, name, value=text, least=row.shortest)
    if row.longest and len(text) > row.longest:
        sheet.fault("text-too-long", node.mark, name, value=text[:40] + "…", longest=row.longest, length=len(text))
    return text


def _reference(sheet: Sheet, row: Field, name: str, node: Scalar) -> str | None:
    text = node.text.strip()
    if row.to == "person":
        text = text.removeprefix("@")
        known = {fold(word) for id_, person in sheet.config.people.items() for word in (id_, person.name)}
        if row.name == "owner" and fold(text) not in known and re.search(r"[,;/&+]| (?:und|and|or|oder) ", text):
            people = tuple(part.strip() for part in re.split(r"[,;/&+]| (?:und|and|or|oder) ", text) if part.strip())
            sheet.fault("owner-several", node.mark, name, people[0] if people else "", value=people)
            return None
    if row.to == "metric" and node.comment and node.style == "plain":
        return _text(sheet, row, name, node)
    if not text:
        sheet.values.pop(name, None)
    return text or None


def _identifier(sheet: Sheet, row: Field, name: str, node: Scalar) -> str | None:  # noqa: ARG001 - one signature
    return node.text.strip() or None


def _status(sheet: Sheet, row: Field, name: str, node: Scalar) -> str | None:  # noqa: ARG001 - one signature
    found = sheet.statuses.get(fold(node.text))
    if found is None:
        names = tuple(status.name for status in sheet.config.workflow)
        guess = nearest(node.text, [word for status in sheet.config.workflow for word in (status.id, status.name)])
        known = sheet.statuses.get(fold(guess), "")
        sheet.fault("status-unknown", node.mark, name, known, refuses=name == "status", value=node.text, known=names, guess=guess)
        return None if name == "status" else node.text
    return found


def _choice(sheet: Sheet, row: Field, name: str, node: Scalar) -> str | None:
    choices = row.choices
    if row.to == "purposes":
        choices = sheet.config.purposes
    elif row.name == "reason":
        choices = (*choices, *sheet.config.reasons)
    folded = fold(node.text)
    for choice in choices:
        if folded in {fold(choice), fold(GERMAN_CHOICES.get(choice, choice))}:
            return str(choice)
    guess = nearest(node.text, choices)
    known = tuple(str(choice) for choice in choices)
    sheet.fault("choice-unknown", node.mark, name, guess, value=node.text, known=known, guess=guess)
    return None


def _rating(sheet: Sheet, row: Field, name: str, node: Scalar) -> int | None:  # noqa: ARG001 - one signature
    text = node.text
    if node.style == "plain" and text in {"1", "2", "3", "4", "5"}:
        return int(text)
    bare = text.strip()
    if node.style != "plain" and re.fullmatch(r"[1-5]", bare):
        sheet.fault("rating-quoted", node.mark, name, bare, value=text)
    elif re.fullmatch(r"-?(?:0|[1-9]\d*)", bare):
        nearest_one = "1" if bare.startswith(("-", "0")) else "5"
        sheet.fault("rating-out-of-range", node.mark, name, nearest_one, value=bare[:20])
    elif re.fullmatch(r"\d{1,9}[.,]\d+", bare):
        whole = min(5, max(1, int(Decimal(bare.replace(",", ".")) + Decimal("0.5"))))
        sheet.fault("rating-not-whole", node.mark, name, str(whole), value=bare)
    else:
        sheet.fault("rating-not-a-number", node.mark, name, value=bare[:40])
    return None


def _number(sheet: Sheet, row: Field, name: str, node: Scalar) -> Decimal | None:  # noqa: ARG001 - one signature
    text = node.text.strip()
    plain = node.style == "plain"
    if plain and len(text) <= 30 and _NUMBER.fullmatch(text) and not _THOUSANDS.fullmatch(text):
        return Decimal(text)
    paste = ""
    if _NUMBER.fullmatch(text) and not _THOUSANDS.fullmatch(text):
        paste = text
    elif re.fullmatch(r"-?\d+,\d+", text):
        paste = text.replace(",", ".")
    elif _THOUSANDS.fullmatch(text):
        paste = text.replace(".", "")
    elif re.fullmatch(r"0\d+", text):
        paste = text.lstrip("0") or "0"
    elif re.fullmatch(r"\d[\d_]*\d", text):
        paste = text.replace("_", "")
    elif re.fullmatch(r"\d+(?:\.\d+)?\s*\D{1,5}", text):
        paste = re.sub(r"\s*\D+$", "", text)
    sheet.fault("number-ambiguous" if paste or text[:1].isdigit() or text.lower().strip(".+-") in {"nan", "inf"} else "not-a-number", node.mark, name, paste[:30], value=text[:40])
    return None


def _integer(sheet: Sheet, row: Field, name: str, node: Scalar) -> int | None:
    number = _number(sheet, row, name, node)
    if number is None:
        return None
    if number != int(number):
        sheet.fault("number-not-whole", node.mark, name, str(round(number)), value=node.text)
        return None
    if (row.least is not None and number < row.least) or (row.most is not None and number > row.most):
        sheet.fault("number-out-of-range", node.mark, name, value=node.text, least=row.least or 0, most=row.most if row.most is not None else "∞")
        return None
    return int(number)


def _date(sheet: Sheet, row: Field, name: str, node: Scalar) -> date | None:  # noqa: ARG001 - one signature
    text = node.text.strip()
    found = _DATE.fullmatch(text)
    if found:
        return _day(sheet, name, node, int(found[1]), int(found[2]), int(found[3]))
    german, short = _GERMAN_DATE.fullmatch(text), _SHORT_DATE.fullmatch(text)
    for slug, match, order in (("date-german", german, (3, 2, 1)), ("date-short", short, (1, 2, 3))):
        if match:
            year, month, day = (int(match[part]) for part in order)
            paste = f"{year:04}-{month:02}-{day:02}" if _exists(year, month, day) else ""
            sheet.fault(slug if paste else "date-impossible", node.mark, name, paste, value=text)
            return None
    if _STAMP.fullmatch(text):
        sheet.fault("date-with-time-zone", node.mark, name, _local(text, sheet.config.timezone), value=text)
        return None
    sheet.fault("not-a-date", node.mark, name, value=text[:40])
    return None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return year in _YEARS


def _day(sheet: Sheet, name: str, node: Scalar, year: int, month: int, day: int) -> date | None:
    if year not in _YEARS:
        sheet.fault("date-out-of-range", node.mark, name, value=node.text)
        return None
    try:
        return date(year, month, day)
    except ValueError:
        sheet.fault("date-impossible", node.mark, name, value=node.text)
        return None


def _local(text: str, zone: str) -> str:
    try:
        stamp = datetime.fromisoformat(text)
    except ValueError:
        return text[:10] if _DATE.fullmatch(text[:10]) else ""
    if stamp.tzinfo is not None:
        stamp = stamp.astimezone(ZoneInfo(zone))
    return f"{stamp:%Y-%m-%d %H:%M}"


def _boolean(sheet: Sheet, row: Field, name: str, node: Scalar) -> bool | None:  # noqa: ARG001 - one signature
    if node.style == "plain" and node.text in {"true", "false"}:
        return node.text == "true"
    word = node.text.strip().lower()
    meant = {"yes": "true", "on": "true", "1": "true", "y": "true", "ja": "true", "wahr": "true", "true": "true"}.get(word)
    meant = meant or {"no": "false", "off": "false", "0": "false", "n": "false", "nein": "false", "false": "false"}.get(word, "")
    sheet.fault("boolean-ambiguous" if meant else "not-a-boolean", node.mark, name, meant, value=node.text[:40])
    # What may be private is kept private until somebody says clearly that it is not.
    return True if row.name == "private" and meant != "false" else None


def _period(sheet: Sheet, row: Field, name: str, node: Scalar) -> Period | None:  # noqa: ARG001 - one signature
    text = node.text.strip()
    found = re.fullmatch(r"(\d{4})(?:-(?:[Qq]([1-4])|(0[1-9]|1[0-2])))?", text)
    if not found or int(found[1]) not in _YEARS:
        sheet.fault("period-unreadable", node.mark, name, _meant_period(text), value=text[:40])
        return None
    year, quarter, month = int(found[1]), found[2], found[3]
    first = int(month) if month else 3 * int(quarter) - 2 if quarter else 1
    last = first if month else first + 2 if quarter else 12
    after = date(year + last // 12, last % 12 + 1, 1)
    return Period(date(year, first, 1), date.fromordinal(after.toordinal() - 1), text.upper())


def _meant_period(text: str) -> str:
    found = re.fullmatch(r"[Qq]([1-4])[\s/.-]*(\d{4})|(\d{4})[\s/.]*[Qq]([1-4])", text)
    return f"{found[2] or found[3]}-Q{found[1] or found[4]}" if found else ""


def _period_from_to(sheet: Sheet, row: Field, name: str, node: Mapping) -> Period | None:
    days: dict[str, date] = {}
    rows = {word: inner for inner in row.of for word in (inner.name, inner.german)}
    for entry in node.entries:
        inner = rows.get(entry.key)
        if inner is None:
            sheet.fault("unknown-field", entry.key_mark, f"{name}.{entry.key}", guess=nearest(entry.key, rows))
        elif isinstance(day := read_value(sheet, inner, f"{name}.{inner.name}", entry.node), date):
            days[inner.name] = day
    first, last = days.get("from"), days.get("to")
    if first and last and first <= last:
        return Period(first, last, f"{first} – {last}")
    if len(days) == len(node.entries):
        sheet.fault("period-unreadable", node.mark, name, value="…")
    return None


_READERS: dict[Type, Callable[[Sheet, Field, str, Scalar], object]] = {
    Type.TEXT: _text,
    Type.ID: _identifier,
    Type.STATUS: _status,
    Type.REFERENCE: _reference,
    Type.CHOICE: _choice,
    Type.RATING: _rating,
    Type.INTEGER: _integer,
    Type.NUMBER: _number,
    Type.DATE: _date,
    Type.BOOLEAN: _boolean,
    Type.PERIOD: _period,
}
