"""A new item before it is written: its path and its text, for a title or for somebody's request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog import fs
from backlog.content.parse import parse, vocabulary
from backlog.errors import Exit, Stop
from backlog.formats.item_file import free_id, item_text, known_ids, questions_of
from backlog.formats.request import asking, with_request
from backlog.language import N_, SOURCE
from backlog.rules import findings_of_faults
from backlog.rules.wording import word
from backlog.site.theme import theme
from backlog.spelling import fold

if TYPE_CHECKING:
    from datetime import date

    from backlog.cli.session import Session
    from backlog.config.sections import Status
    from backlog.formats.item_file import Question
    from backlog.formats.request import Request
    from backlog.model import Backlog

LONGEST_TEMPLATE = 100_000
SHORTEST, LONGEST = 3, 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """A new item: where it is to stand, its bytes, what to fill in, and the path of one of the same title."""

    path: str
    raw: bytes
    questions: tuple[Question, ...]
    namesake: str


def created(
    here: Session, backlog: Backlog, day: date, *, title: str, status: Status, request: Request | None = None
) -> Created:
    """The file of a new item; `Stop` (exit 2) where it would not be read as meant."""
    line = _checked(title)
    questions = questions_of(here.config, here.language, known_ids(backlog))
    said = asking(request, {id_: one.name for id_, one in here.config.people.items()}) if request else ""
    text = item_text(
        _template(here),
        line,
        status=status,
        day=day,
        config=here.config,
        questions=questions,
        asking=said,
    )
    text = with_request(text, request, here.language) if request else text
    path = f"{_folder(here, day)}/{free_id(line, backlog, day)}.md"
    _refuse_unreadable(here, path, text)
    other = next((item.path for item in backlog.items if fold(item.title) == fold(line)), "")
    return Created(path=path, raw=text.encode(), questions=questions, namesake=other)


def _checked(title: str) -> str:
    """The title in one line; a terminal may hand over anything."""
    line = " ".join(title.split())
    if not SHORTEST <= len(line) <= LONGEST:
        message = N_("The title has {count} characters; it takes {least} to {most}.")
        raise Stop(Exit.WRONG_USE, message, count=len(line), least=SHORTEST, most=LONGEST)
    return line


def _template(here: Session) -> str:
    """The repository's own scaffold, in its language or in any, else the packaged one."""
    for name in (f"item.{here.config.language}.md", "item.md"):
        raw = fs.load(here.root / "templates" / name, LONGEST_TEMPLATE)
        if raw is not None:
            return raw.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    packaged = theme() / f"item.{here.config.language}.md"
    return (packaged if packaged.is_file() else theme() / f"item.{SOURCE}.md").read_text(encoding="utf-8")


def _folder(here: Session, day: date) -> str:
    return here.config.content.folder.replace("{year}", str(day.year)).strip("/")


def _refuse_unreadable(here: Session, path: str, text: str) -> None:
    """A file that `check` would refuse at once is not written: the title or the own scaffold is at fault."""
    raw = text.encode("utf-8", "surrogateescape")
    parsed = parse("item", path, raw, vocabulary(here.config), html=False)
    if parsed.faults:
        first = word(findings_of_faults(parsed.faults)[0], here.language)
        message = N_("The file would not be read as meant: {reason}")
        raise Stop(Exit.WRONG_USE, message, "{help}", reason=first.message, help=first.help)
