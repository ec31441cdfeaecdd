"""A stakeholder's request: what the host's issue form asks, and the item that its answers make.

HEADINGS is the one table of what is asked; the issue forms are made from it, and the body of an issue is
read by it. Everything that somebody wrote there is data: it is cut to a length, and what Markdown would
take for more than paragraphs, lists and links to the web is written so that it says itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from backlog.content.characters import REPLACEMENT, visible
from backlog.formats.scaffold import quoted
from backlog.language import N_
from backlog.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.language import Language

__all__ = ["HEADINGS", "PREFIXES", "Heading", "Request", "asking", "read_request", "with_request"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What an issue form asks: our name for it, the heading of the answer by language, and a line of help."""

    name: str
    said: Mapping[str, str]
    help: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    lines: bool = True


HEADINGS: Final[tuple[Heading, ...]] = (
    Heading(
        name="wanted",
        said={"en": "What is wanted?", "de": "Was wird gebraucht?"},
        help={
            "en": "Two or three sentences: what is it about, for whom, what is there in the end?",
            "de": "Zwei, drei Sätze: Worum geht es, für wen, was liegt am Ende vor?",
        },
        required=True,
    ),
    Heading(
        name="why",
        said={"en": "Why, and for which goal?", "de": "Warum, und für welches Ziel?"},
        help={
            "en": "What gets better by it, and how would one notice?",
            "de": "Was wird dadurch besser, und woran würde man es merken?",
        },
    ),
    Heading(
        name="due",
        said={"en": "By when?", "de": "Bis wann?"},
        help={
            "en": "A day and why that day, if there is one. A wish, not a promise.",
            "de": "Ein Tag und warum genau der, wenn es einen gibt. Ein Wunsch, keine Zusage.",
        },
        lines=False,
    ),
    Heading(
        name="requested_by",
        said={"en": "Who asks?", "de": "Wer fragt an?"},
        help={
            "en": "Name and department, so that the team knows whom to ask back.",
            "de": "Name und Abteilung, damit das Team weiß, bei wem es nachfragt.",
        },
        lines=False,
    ),
)
"""In the order of the form. A wish for a day stands in the text: `due` is what the team promises."""

PREFIXES: Final = {"en": "Request: ", "de": "Anfrage: "}
"""What the issue's title begins with when the form opens; no part of the item's title."""

UNANSWERED: Final = frozenset({"no response", "keine antwort", "keine angabe", ""})
LONGEST_ANSWER: Final = 8_000
LONGEST_LINE: Final = 200
LONGEST_TITLE: Final = 120
SHORTEST_TITLE: Final = 3
_BY_HEADING: Final = {fold(said): row.name for row in HEADINGS for said in row.said.values()}
_HEADING: Final = re.compile(r"### +(\S.*?) *#* *")
_WEB_LINK: Final = re.compile(r"!?\[([^\[\]\n]{0,200})\]\((https?://[^\s()<>\[\]\\\"'`]{1,500})\)")
_STRUCTURE: Final = re.compile(r"[\\`\[\]<|]|(?<=&)(?=[#\w])|>(?=>)")
_BULLET: Final = re.compile(r"(?P<indent> *)(?P<mark>[-*+]|\d{1,9}[.)])(?P<gap> +)(?P<rest>\S.*)")
_AT_START: Final = re.compile(r"[#>=~+:-]|\*(?=[\s*]|$)|_(?=[\s_]*$)|\d{1,9}(?=[.)])")
_CUT: Final = N_(
    "Cut here: the answer has {count} characters, of which {limit} are kept. All of it stands in the request."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What an issue form was answered with, each answer as plain text; `cut` is by what length it was."""

    title: str = ""
    wanted: str = ""
    why: str = ""
    due: str = ""
    requested_by: str = ""
    cut: Mapping[str, int] = field(default_factory=dict)


def read_request(text: str, title: str = "", fallback: str = "?") -> Request:
    """The answers in the body of an issue; without any known heading all of it says what is wanted.

    Of two answers below one heading the first is the answer, and the second part of what it stands in.
    Without a usable title the beginning of what is wanted is the title, else the `fallback`.
    """
    answers: dict[str, list[str]] = {"wanted": []}
    name, seen = "wanted", set()
    for line in _readable(text).split("\n"):
        match = _HEADING.fullmatch(line)
        known = _BY_HEADING.get(fold(match[1])) if match else None
        if known is not None and known not in seen:
            name = known
            seen.add(name)
            answers.setdefault(name, [])
        else:
            answers[name].append(line)
    said = {name: _answer(lines) for name, lines in answers.items()}
    cut = {}
    for row in HEADINGS:
        limit = LONGEST_ANSWER if row.lines else LONGEST_LINE
        value = said.get(row.name, "")
        value = value if row.lines else " ".join(value.split())
        if len(value) > limit:
            cut[row.name] = len(value)
        said[row.name] = value[:limit].rstrip()
    return Request(title=_title(title, said["wanted"]) or fallback, cut=cut, **said)


def _readable(text: str) -> str:
    """The text in lines of plain characters; what nobody sees is left out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return visible(lines).replace(REPLACEMENT, "")


def _answer(lines: list[str]) -> str:
    """The text below a heading; nothing where the form says that nothing was answered."""
    text = "\n".join(line.rstrip() for line in lines).strip("\n")
    return "" if text.strip(" \n_*").casefold() in UNANSWERED else text


def _title(title: str, wanted: str) -> str:
    line = " ".join(_readable(title).split())
    for prefix in PREFIXES.values():
        if line.casefold().startswith(prefix.strip().casefold()):
            line = line[len(prefix.strip()) :].strip()
    if len(line) < SHORTEST_TITLE:
        line = next(
            (" ".join(row.split()) for row in wanted.split("\n") if len(row.strip()) >= SHORTEST_TITLE), line
        )
    if len(line) < SHORTEST_TITLE:
        return ""
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1].rstrip() + "…"


def asking(request: Request, people: Mapping[str, str]) -> str:
    """Who asks, as a value of the front matter: a person's id where the answer is that or a name.

    `people` are names by id.
    """
    said = request.requested_by.removeprefix("@")
    known = {fold(word): id_ for id_, name in people.items() for word in (id_, name) if word}
    return quoted(known.get(fold(said), said)) if said else ""


def with_request(text: str, request: Request, language: Language) -> str:
    """The text of a new item with the request below the first heading of its body."""
    head, fence, body = text.partition("\n---\n")
    words = _words(request, language)
    match = re.search(r"(?m)^#{1,6} .*$", body)
    at = match.end() if match else len(body)
    rest = body[at:].lstrip("\n")
    return f"{head}{fence}{body[:at].rstrip()}\n\n{words}\n" + (f"\n{rest}" if rest else "")


def _words(request: Request, language: Language) -> str:
    parts = []
    for row in HEADINGS:
        said = getattr(request, row.name)
        if not said or row.name == "requested_by":
            continue
        if row.name != "wanted":
            parts.append(f"### {row.said.get(language.code, row.said['en'])}")
        parts.append(as_text(said))
        if row.name in request.cut:
            limit = LONGEST_ANSWER if row.lines else LONGEST_LINE
            parts.append(f"({language.text(_CUT, count=request.cut[row.name], limit=limit)})")
    return "\n\n".join(parts)


def as_text(text: str) -> str:
    r"""Somebody's text as Markdown that says just that: paragraphs, plain lists and links to the web.

    >>> print(as_text("# Hi\n- [x] done\n[a](../b) and [c](https://example.com/)"))
    \# Hi
    - \[x\] done
    \[a\](../b) and [c](https://example.com/)
    """
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    match = _BULLET.fullmatch(line)
    if match:  # one mark a line and one level down: a hundred of them would nest a hundred deep
        indent = "  " * bool(match["indent"])
        return f"{indent}{match['mark']} {_plain(match['rest'])}"
    return _plain(line.strip(" "))


def _plain(text: str) -> str:
    done, at = [], 0
    for link in _WEB_LINK.finditer(text):
        done += [_escaped(text[at : link.start()]), f"[{_escaped(link[1])}]({link[2]})"]
        at = link.end()
    made = "".join([*done, _escaped(text[at:])])
    return _AT_START.sub(_at_start, made, count=1) if _AT_START.match(made) else made


def _escaped(text: str) -> str:
    return _STRUCTURE.sub(lambda match: f"\\{match[0]}" if match[0] else "amp;", text)


def _at_start(match: re.Match[str]) -> str:
    return f"{match[0]}\\" if match[0][0].isdigit() else f"\\{match[0]}"
