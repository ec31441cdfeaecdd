"""Days and periods of the front matter."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from backlog.content.characters import plain
from backlog.content.nodes import Mapping, Node, Scalar
from backlog.content.sheet import Sheet, is_empty
from backlog.model import Period
from backlog.spelling import is_slip, nearest

if TYPE_CHECKING:
    from backlog.content.fields import Field

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?: (?:[01][0-9]|2[0-3]):[0-5][0-9])?")
_SHORT_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_GERMAN_DATE = re.compile(r"([0-9]{1,2})\.\s*([0-9]{1,2})\.\s*([0-9]{4})")
_BRIEF_DATE = re.compile(r"([0-9]{1,2})\.\s*([0-9]{1,2})\.\s*([0-9]{2})")
_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}.{0,30}")
_PERIOD = re.compile(r"([0-9]{4})(?:-(?:[Qq]([1-4])|(0[1-9]|1[0-2])))?")
_MEANT_PERIOD = re.compile(r"[Qq]([1-4])[\s/.-]*([0-9]{4})|([0-9]{4})[\s/.]*[Qq]([1-4])")
_SLUGS = {_GERMAN_DATE: "date-german", _BRIEF_DATE: "date-german", _SHORT_DATE: "date-short"}
YEARS = range(1970, 2200)


@lru_cache(maxsize=4096)
def known_day(text: str) -> date | None:
    """The day of a date as it is to be written, perhaps with ` HH:MM`; None for any other text.

    The hour is one on the spot, in the configured zone, so it never moves the day.
    """
    found = _DATE.fullmatch(text)
    if found is None or int(found[1]) not in YEARS:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def read_date(sheet: Sheet, row: Field, name: str, node: Scalar) -> date | None:  # noqa: ARG001 - one signature
    """The day that a field of type DATE names."""
    text = node.text.strip()
    day = known_day(text)
    if day is None:
        _tell(sheet, name, node, text)
    return day


def _tell(sheet: Sheet, name: str, node: Scalar, text: str) -> None:
    """Say why a text is no date, with the date that was probably meant."""
    slug, paste, sure = "not-a-date", "", True
    looks = plain(text)
    near: dict[str, Any] = {}
    orders = (
        (_DATE, (1, 2, 3)), (_GERMAN_DATE, (3, 2, 1)), (_BRIEF_DATE, (3, 2, 1)), (_SHORT_DATE, (1, 2, 3))
    )  # fmt: skip
    for pattern, order in orders:
        match = pattern.fullmatch(looks)
        if match:
            year, month, day = (int(match[part]) for part in order)
            year += 2000 * (pattern is _BRIEF_DATE)
            paste, sure = _existing(year, month, day), pattern is not _BRIEF_DATE
            slug = _SLUGS.get(pattern, "not-a-date") if paste else ""
            slug = slug or ("date-impossible" if year in YEARS else "date-out-of-range")
            near = {"near": _nearest_day(year, month)} if slug == "date-impossible" else {}
            break
    else:
        if _STAMP.fullmatch(text):
            slug, paste = "date-with-time-zone", _local(text, sheet.words.config.timezone)
            sure = paste[:10] == text[:10] and len(paste) > 10  # noqa: PLR2004 - the same day, and the hour
    sheet.fault(slug, node.mark, name, paste, sure=sure, value=text[:40], **near)


def _nearest_day(year: int, month: int) -> str:
    """The last day of a month; of a year whose month there is not, its last."""
    month = min(max(month, 1), 12)
    after = date(year + month // 12, month % 12 + 1, 1)
    return str(date.fromordinal(after.toordinal() - 1))


def _existing(year: int, month: int, day: int) -> str:
    text = f"{year:04}-{month:02}-{day:02}"
    return text if known_day(text) else ""


def _local(text: str, zone: str) -> str:
    """The day and time on the spot of a point in time; nothing where it is none."""
    try:
        stamp = datetime.fromisoformat(text)
        if stamp.tzinfo is not None:
            stamp = stamp.astimezone(ZoneInfo(zone))
    except (ValueError, OverflowError):
        return text[:10] if known_day(text[:10]) else ""
    return f"{stamp:%Y-%m-%d %H:%M}" if stamp.year in YEARS else ""


def read_period(sheet: Sheet, row: Field, name: str, node: Node) -> Period | None:
    """A quarter, a month, a year, or a first and a last day."""
    if isinstance(node, Mapping):
        return _from_to(sheet, row, name, node)
    text = node.text.strip() if isinstance(node, Scalar) else ""
    found = _PERIOD.fullmatch(text)
    if not found or int(found[1]) not in YEARS:
        sheet.fault("period-unreadable", node.mark, name, _meant_period(text), value=text[:40])
        return None
    year, quarter, month = int(found[1]), found[2], found[3]
    first = int(month) if month else 3 * int(quarter) - 2 if quarter else 1
    last = first if month else first + 2 if quarter else 12
    after = date(year + last // 12, last % 12 + 1, 1)
    return Period(date(year, first, 1), date.fromordinal(after.toordinal() - 1), text.upper())


def _meant_period(text: str) -> str:
    found = _MEANT_PERIOD.fullmatch(text)
    return f"{found[2] or found[3]}-Q{found[1] or found[4]}" if found else ""


def _from_to(sheet: Sheet, row: Field, name: str, node: Mapping) -> Period | None:
    days: dict[str, date] = {}
    rows = {word: inner for inner in row.of for word in (inner.name, inner.german)}
    before = len(sheet.faults)
    for entry in node.entries:
        inner = rows.get(entry.key)
        if inner is None:
            guess = nearest(entry.key, rows)
            sure = is_slip(entry.key, guess, {word: row.name for word, row in rows.items()})
            sheet.unknown(entry.key, entry.key_mark, name, guess, sure=sure)
            continue
        full = f"{name}.{inner.name}"
        if full in sheet.keys:
            line = sheet.keys[full].line
            sheet.fault("field-twice", entry.key_mark, full, field=inner.name, other=entry.key, line=line)
            continue
        sheet.keys[full], sheet.names[full] = entry.key_mark, entry.key
        if is_empty(entry.node) or not isinstance(entry.node, Scalar):
            continue
        sheet.values[full] = entry.node.mark
        day = read_date(sheet, inner, full, entry.node)
        if day is not None:
            days[inner.name] = day
    first, last = days.get("from"), days.get("to")
    if first and last and first <= last:
        return Period(first, last, f"{first} – {last}")
    if len(sheet.faults) == before:  # every day there can be read, and still they make no period
        said = " – ".join(str(day) if day else "…" for day in (first, last))
        sheet.fault("period-unreadable", node.mark, name, value=said)
    return None
