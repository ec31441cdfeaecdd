"""`backlog new`: a valid new item, and what to fill in."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from backlog import fs
from backlog.cli import output
from backlog.cli.session import Session, report_day, session, written_here
from backlog.config.sections import Kind
from backlog.errors import Exit, Stop
from backlog.language import N_, SOURCE
from backlog.spelling import fold, nearest

if TYPE_CHECKING:
    from datetime import date

    from backlog.config.sections import Status
    from backlog.formats.item_file import Question
    from backlog.model import Backlog

LONGEST_TEMPLATE = 100_000
SHORTEST, LONGEST = 3, 120


@click.command("new")
@click.argument("title")
@click.option("--status", "wanted", help="The column it starts in.  [default: the first one]")
@click.option("--today", metavar="DATE", help="The day it is written down.")
def command(title: str, wanted: str | None, today: str | None) -> int:
    """Make a file for a new item, print its path, and say what to fill in."""
    here = session()
    title = _checked(title)
    status = _status(here, wanted)
    day = report_day(here.config, today)
    from backlog.formats.item_file import (  # noqa: PLC0415 - after the arguments are known to be fine
        free_id,
        item_text,
        known_ids,
        questions_of,
    )
    from backlog.reader import read_backlog  # noqa: PLC0415 - as above

    backlog = read_backlog(here.root, here.config)
    questions = questions_of(here.config, here.language, known_ids(backlog))
    text = item_text(_template(here), title, status=status, day=day, config=here.config, questions=questions)
    path = f"{_folder(here, day)}/{free_id(title, backlog, day)}.md"
    _refuse_unreadable(here, path, text)
    target = here.root / path
    _make_folders(here, path)
    fs.write(target, text.encode())
    output.show(written_here(target))
    _tell_namesake(here, backlog, title)
    _explain(here, questions, status)
    return Exit.FINE


def _tell_namesake(here: Session, backlog: Backlog, title: str) -> None:
    """Say at once that there is an item of this title already."""
    other = next((item for item in backlog.items if fold(item.title) == fold(title)), None)
    if other is not None:
        output.note(here.language.text("There is an item of this title already: {path}.", path=other.path))


def _checked(title: str) -> str:
    """The title in one line; a terminal may hand over anything."""
    line = " ".join(title.split())
    if not SHORTEST <= len(line) <= LONGEST:
        message = N_("The title has {count} characters; it takes {least} to {most}.")
        raise Stop(Exit.WRONG_USE, message, count=len(line), least=SHORTEST, most=LONGEST)
    return line


def _status(here: Session, wanted: str | None) -> Status:
    workflow = here.config.workflow
    if wanted is None:
        return next((status for status in workflow if status.kind is Kind.INTAKE), workflow[0])
    for status in workflow:
        if fold(wanted) in {fold(name) for name in (status.id, status.name, *status.aliases)}:
            return status
    names = [name for status in workflow for name in (status.id, status.name)]
    guess = nearest(wanted, names)
    hint = N_('Did you mean "{guess}"?') if guess else N_("There are: {known}.")
    known = ", ".join(status.id for status in workflow)
    raise Stop(
        Exit.WRONG_USE,
        '"{value}" is no status of this backlog.',
        hint,
        value=wanted,
        guess=guess,
        known=known,
    )


def _template(here: Session) -> str:
    """The repository's own scaffold, in its language or in any, else the packaged one."""
    from backlog.site.theme import theme  # noqa: PLC0415 - late, as all that reads files

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
    from backlog.content.parse import parse, vocabulary  # noqa: PLC0415 - as above
    from backlog.rules import findings_of_faults  # noqa: PLC0415 - as above
    from backlog.rules.wording import word  # noqa: PLC0415 - as above

    raw = text.encode("utf-8", "surrogateescape")
    parsed = parse("item", path, raw, vocabulary(here.config), html=False)
    if parsed.faults:
        first = word(findings_of_faults(parsed.faults)[0], here.language)
        message = N_("The file would not be read as meant: {reason}")
        raise Stop(Exit.WRONG_USE, message, "{help}", reason=first.message, help=first.help)


def _make_folders(here: Session, path: str) -> None:
    folder = here.root
    for part in path.split("/")[:-1]:
        folder /= part
        if fs.kind(folder) is fs.Kind.SYMLINK:
            raise Stop(
                Exit.REFUSED, "{path} is a symbolic link; the item would land elsewhere.", path=str(folder)
            )
        fs.make_folder(folder)


def _explain(here: Session, questions: tuple[Question, ...], status: Status) -> None:
    """What to fill in, on the other stream, so that the path alone can be handed on."""
    speak = here.language
    first = next((one for one in here.config.workflow if one.kind is Kind.BACKLOG), None)
    if status.kind is Kind.INTAKE and first is not None:
        head = speak.text('Fill in before it moves to "{status}":', status=first.name)
    else:
        head = speak.text("Fill in:")
    width = output.columns() or 80
    column = max(len(question.name) for question in questions) + 4
    lines = [head]
    for question in questions:
        name = f"  {question.name}".ljust(column)
        lines += textwrap.wrap(
            f"{name}{question.help}", width, subsequent_indent=" " * column, break_on_hyphens=False
        )
        if question.values:
            indent = " " * column
            lines += textwrap.wrap(
                question.values,
                width,
                initial_indent=indent,
                subsequent_indent=indent,
                break_on_hyphens=False,
            )
    lines.append("  " + speak.text("Below: what is to be done, and when it is done, as boxes to tick."))
    output.note("\n".join(lines))
