"""`backlog new`: a valid new item, and what to fill in."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backlog import fs
from backlog.cli import output
from backlog.cli.session import Session, report_day, session, written_here
from backlog.config.sections import Kind
from backlog.errors import Exit, Stop
from backlog.language import N_

if TYPE_CHECKING:
    from backlog.config.sections import Status
    from backlog.formats.item_file import Question
    from backlog.formats.request import Request

MOST_READ = 400_000


@click.command("new")
@click.argument("title", required=False)
@click.option("--title", "named", metavar="TEXT", help="The title, where it comes from an issue.")
@click.option(
    "--request",
    "source",
    metavar="FILE",
    help="The body of an issue form that asks for work; - for the standard input.",
)
@click.option("--status", "wanted", help="The column it starts in.  [default: the first one]")
@click.option("--today", metavar="DATE", help="The day it is written down.")
def command(
    title: str | None, named: str | None, source: str | None, wanted: str | None, today: str | None
) -> int:
    """Make a file for a new item, print its path, and say what to fill in.

    With --request the item says what a stakeholder wrote into the issue form of the host: all of it is
    text, whatever it looks like, and what is too long is cut.
    """
    here = session()
    request = _request(title or named or "", source, here) if source is not None else None
    title = request.title if request is not None else title or named
    if title is None:
        raise Stop(Exit.WRONG_USE, N_("A new item takes a title."), 'backlog new "Landingpage Service X"')
    from backlog.cli.changes.draft import changed, draft, save  # noqa: PLC0415 - as above
    from backlog.cli.changes.new_item import created  # noqa: PLC0415 - after the arguments are known to be fine

    status = _status(here, wanted, request)
    day = report_day(here.config, today)
    before = draft(here, day)
    made = created(here, before.backlog, day, title=title, status=status, request=request)
    save(changed(before, {made.path: made.raw}))
    output.show(written_here(here.root / made.path))
    if made.namesake:
        output.note(here.language.text("There is an item of this title already: {path}.", path=made.namesake))
    if request is None:
        _explain(here, made.questions, status)
    elif request.cut:
        output.note(here.language.text("An answer was too long; the end of it is cut, and the item says so."))
    return Exit.FINE


def _request(title: str, source: str, here: Session) -> Request:
    from backlog.formats.request import read_request  # noqa: PLC0415 - rarely needed

    raw: bytes | None
    if source == "-":
        raw = sys.stdin.buffer.read(MOST_READ)
    else:
        raw = fs.load(Path(source), MOST_READ)
        if raw is None:
            raise Stop(Exit.WRONG_USE, "There is nothing at {path}.", path=source)
    fallback = here.language.text("Request without a title")
    return read_request(raw.decode("utf-8-sig", "replace"), title, fallback)


def _status(here: Session, wanted: str | None, request: Request | None) -> Status:
    from backlog.editing.moving import named_status  # noqa: PLC0415 - as above

    workflow = here.config.workflow
    if wanted is None:
        return next((status for status in workflow if status.kind is Kind.INTAKE), workflow[0])
    status = named_status(here.config, wanted)
    if request is not None and status.kind is not Kind.INTAKE:
        message = N_('"{value}" is no column for requests: somebody decides on them first.')
        raise Stop(Exit.WRONG_USE, message, value=status.name)
    return status


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
