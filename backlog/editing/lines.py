"""Lines of changes as people type or paste them, in German and in English: text in, wishes out.

`landingpage → In Arbeit`, `newsletter wirkung = 4`, `"Landingpage X": done`, `+ Neue Idee`,
`newsletter → blockiert: content, Texte fehlen`, `alle mit ziel=q1 status=offen: ziel = q2`.
What a line says is taken apart here; whether there is such an item or such a value is another's question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from backlog.content.characters import REPLACEMENT, visible
from backlog.content.choices import GERMAN_CHOICES
from backlog.editing.assigning import (
    ASSIGNED,
    CLOSING,
    FIELD,
    NEXT,
    NO_CHANGE,
    OPENING,
    assigned,
    begun,
    unquoted,
)
from backlog.editing.orders import Assign, Block, Move, Nonsense, Order, Told, Unblock
from backlog.editing.settings import parted
from backlog.language import N_
from backlog.model import REASONS
from backlog.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Line", "Lines", "read_lines"]

MOST_LINES: Final = 200
MOST_BYTES: Final = 20_000
LONGEST_LINE: Final = 1_000

_ARROW: Final = re.compile(r"\s*(?:[→⇒➔➜➡⟶⟹]\ufe0f?|[-–—=]{1,2}>)\s*")
_PARTING: Final = re.compile(rf"\s*:|{_ARROW.pattern}")
_LEAD: Final = re.compile(r"(?:(?:[-*•–—]|\d{1,3}[.)])\s+)?(?:\[[ xX]?\]\s+)?")
_DRESSED: Final = re.compile(r"\*\*([^*]+)\*\*|\[([^\[\]]+)\]\([^()]*\)")
_CONDITION: Final = re.compile(rf"[\s,;]*(?:(?:und|and)\s+)?({FIELD})\s*=(?!>)\s*")
_CONDITION_END: Final = re.compile(rf":|[,;]|{_ARROW.pattern}|\s+(?:(?:und|and)\s+)?{FIELD}\s*=")
_FOR_ALL: Final = re.compile(r"(?i)(?:where|all\s+with|all\s+where|alle\s+mit|alle\s+bei)\s+")
_BECAUSE: Final = re.compile(r"(?i)(?:weil|wegen|because|since)\s*:?\s+")
_BLOCKED: Final = frozenset({"blockiert", "blocked", "block", "blockieren"})
_FREE: Final = frozenset(
    {
        "frei",
        "unblocked",
        "unblock",
        "free",
        "nichtblockiert",
        "nichtmehrblockiert",
        "notblocked",
        "entblockt",
    }
)
_TOWARDS: Final = frozenset({"nach", "auf", "to", "ist", "is"})
_MOST_WORDS: Final = 5  # of what a status may be called, where nothing but a space stands before it

_LONGEST_REASON: Final = 80

_UNANSWERED: Final = frozenset({"noresponse", "keineantwort"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that wants something: its number from 1 (in a form: below its question), its text, its wish."""

    number: int
    text: str
    order: Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The lines that want something; `left` counts those beyond the limits, which nobody looked at."""

    lines: tuple[Line, ...] = ()
    left: int = 0


def read_lines(text: str, statuses: Iterable[str] = (), reasons: Iterable[str] = ()) -> Lines:
    """The wishes of a text, line by line; at most MOST_LINES of them, within the first MOST_BYTES.

    `statuses` are the names of statuses, which go before our own words, and `reasons` those of blockers
    that are configured. Empty lines, headings, quotes and fences want nothing. Never raises.
    """
    words = _Words(frozenset(map(fold, statuses)), _reasons(reasons))
    found: list[Line] = []
    left = size = 0
    rows = re.split(r"\r\n|[\n\r]", text)
    for number, raw in enumerate(rows, 1 - _above(rows)):
        size += len(raw.encode("utf-8", "replace")) + 1
        line = _plain(raw) if size <= MOST_BYTES or len(raw) < MOST_BYTES else raw[:80]
        if (
            not line
            or line.startswith(("#", ">", "```", "~~~", "<!--"))
            or not line.strip("-=_*")
            or fold(line.strip("_*")) in _UNANSWERED
        ):
            continue
        if size > MOST_BYTES or len(found) >= MOST_LINES:
            left += 1
        else:
            found.append(Line(number=number, text=line, order=_order(line, words)))
    return Lines(lines=tuple(found), left=left)


def _above(rows: Sequence[str]) -> int:
    """How many rows stand above what somebody wrote into the form of a host: its question, and empty ones."""
    filled = [at for at, raw in enumerate(rows) if raw.strip()]
    return filled[1] if len(filled) > 1 and rows[filled[0]].startswith("### ") else 0


def _plain(raw: str) -> str:
    """The line without what nobody sees, and with plain spaces."""
    return " ".join(visible(raw.replace("\t", " ")).replace(REPLACEMENT, "").split())


def _reasons(more: Iterable[str]) -> dict[str, str]:
    """Reasons of a blocker by folded spelling, longest first."""
    names = {one: one for one in (*REASONS, *more)}
    german = {GERMAN_CHOICES[one]: one for one in REASONS}
    german = {**{said.split()[0].strip(":"): one for said, one in german.items()}, **german}
    found = {fold(word): meant for word, meant in {**german, **names}.items()}
    return dict(sorted(found.items(), key=lambda entry: -len(entry[0])))


@dataclass(frozen=True, slots=True)
class _Words:
    """Names that go before our own words: folded statuses, and reasons of blockers."""

    statuses: frozenset[str]
    reasons: dict[str, str]

    def ends(self, word: str) -> bool:
        """Whether this is where an item may go to."""
        return fold(word.rstrip(". ")) in self.statuses or fold(word) in _BLOCKED | _FREE


def _order(line: str, words: _Words) -> Order:
    if len(line) > LONGEST_LINE:
        return Nonsense(reason=N_("The line is too long for a change."))
    line = _DRESSED.sub(lambda match: match[1] or match[2], line[_LEAD.match(line).end() :], count=1)  # type: ignore[union-attr]
    if line.startswith("+"):
        return begun(line[1:].strip())
    told, rest = _told(line, words)
    if isinstance(told, Nonsense):
        return told
    return _change(told, rest, words) if rest else Nonsense(reason=NO_CHANGE)


def _told(line: str, words: _Words) -> tuple[Told | Nonsense, str]:
    """Whom the line is about, and the rest of it."""
    line = parted(line)
    if match := _FOR_ALL.match(line):
        return _for_all(line, match.end())
    name, rest = _quoted_start(line)
    if name:
        return Told(name=name), _after_name(rest)
    arrow, assigned = _ARROW.search(line), ASSIGNED.search(line)
    if arrow and (not assigned or arrow.start() < assigned.start()):
        name, rest = line[: arrow.start()], line[arrow.end() :]
    elif assigned:
        name, rest = line[: assigned.start()], line[assigned.start() :]
    else:
        name, rest = _at_colon_or_space(line, words)
        if rest.count(" ") > _MOST_WORDS and fold(rest.split()[0].strip(":,")) not in _BLOCKED:
            return Nonsense(reason=N_("It is not written as a change.")), ""
    name = unquoted(name.strip(" :.,"))
    return (
        (Told(name=name), rest) if name else (Nonsense(reason=N_("It does not say which item is meant.")), "")
    )


def _at_colon_or_space(line: str, words: _Words) -> tuple[str, str]:
    """A line without arrow and `=`: its end is where to, or what stands behind the first word is."""
    parts = line.split(" ")
    for at, word in enumerate(parts[1:], 1):
        near = at >= len(parts) - _MOST_WORDS
        if (near and words.ends(" ".join(parts[at:]))) or fold(word.rstrip(":,")) in _BLOCKED:
            end = at - 1 if at > 1 and fold(parts[at - 1]) in _TOWARDS else at
            return " ".join(parts[:end]), " ".join(parts[at:])
    name, colon, rest = line.partition(":")
    if colon and rest.strip():
        return name, rest.strip()
    return parts[0], " ".join(parts[1:])


def _for_all(line: str, at: int) -> tuple[Told | Nonsense, str]:
    """Conditions up to a colon or an arrow: `ziel=q1 status=offen: …`."""
    conditions = []
    while match := _CONDITION.match(line, at):
        value, at = _condition_value(line, match.end())
        conditions.append(f"{match[1]}={value}")
    if not conditions:
        return Nonsense(reason=N_("It does not say which items are meant: field = value, then a colon.")), ""
    return Told(where=tuple(conditions)), _after_name(line[at:])


def _condition_value(line: str, at: int) -> tuple[str, int]:
    """A value in quotes, or up to the next condition, colon or arrow."""
    if line[at : at + 1] and line[at] in OPENING:
        stop = next((end for end in range(at + 1, len(line)) if line[end] in CLOSING), None)
        if stop is not None:
            return line[at + 1 : stop].strip(), stop + 1
    end = _CONDITION_END.search(line, at)
    stop = end.start() if end else len(line)
    return line[at:stop].strip(), stop


def _quoted_start(line: str) -> tuple[str, str]:
    """What stands in quotes at the beginning, and the rest; nothing where nothing does.

    A title may hold quotes itself: the first mark before an arrow or a colon closes, else the first one
    before a space.
    """
    if line[:1] == "" or line[0] not in OPENING:
        return "", line
    ends = [at for at in range(2, len(line)) if line[at] in CLOSING]
    before_space = next((at for at in ends if line[at + 1 : at + 2] in {"", " "}), None)
    before_arrow = next((at for at in ends if _PARTING.match(line, at + 1)), None)
    end = before_space
    if before_arrow is not None and not ASSIGNED.search(line[:before_arrow], end or 0):
        end = before_arrow
    return (line[1:end].strip(), line[end + 1 :]) if end is not None else ("", line)


def _after_name(rest: str) -> str:
    arrow = _ARROW.match(rest)
    return rest[arrow.end() :] if arrow else rest.lstrip(" :")


def _change(told: Told, rest: str, words: _Words) -> Order:
    """What is to become of it."""
    bare = unquoted(rest.strip().rstrip(".").strip())
    if fold(bare) in words.statuses:
        return Move(told=told, status=bare)
    if ASSIGNED.match(rest):
        return assigned(told, rest)
    if fold(bare) in _FREE:
        return Unblock(told=told)
    word = re.split(r"[\s:,]", rest, maxsplit=1)[0]
    if fold(word) in _BLOCKED:
        return _block(told, rest[len(word) :].lstrip(" :,–-"), words)
    more = NEXT.search(rest)
    if more and more.end() < len(rest):
        order = assigned(told, rest[more.end() :])
        wishes = order.wishes if isinstance(order, Assign) else ()
        return Move(told=told, status=rest[: more.start()], wishes=wishes)
    first, _, status = bare.partition(" ")
    return Move(told=told, status=unquoted(status) if status and fold(first) in _TOWARDS else bare)


def _block(told: Told, why: str, words: _Words) -> Block:
    """The reason by any of its names at the beginning of why, and the rest as a note."""
    why = _BECAUSE.sub("", why, count=1) if _BECAUSE.match(why) else why
    for end in sorted(
        {match.start() for match in re.finditer(r"[\s,:;–-]|$", why[:_LONGEST_REASON])}, reverse=True
    ):
        reason = words.reasons.get(fold(why[:end]))
        if reason:
            return Block(told=told, reason=reason, note=unquoted(why[end:].strip(" ,:;–-")))
    return Block(told=told, note=why)
