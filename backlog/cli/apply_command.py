"""`backlog apply`: many changes at once, one a line, and an answer to each of them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from backlog import fs
from backlog.cli import output
from backlog.cli.session import report_day, session
from backlog.errors import Exit, Stop
from backlog.language import CODES, N_

MOST_READ = 2_000_000


@click.command("apply")
@click.argument("file", default="-")
@click.option("--today", metavar="DATE", help="The day of the changes.")
@click.option(
    "--reply", "answer", metavar="FILE", help="Write the answer to this file instead of printing it."
)
@click.option("--edit-url", default="", metavar="URL", help="What links to the files begin with.")
@click.option("--require-some", is_flag=True, help="Exit code 0 as soon as one line was done.")
@click.option("--language", "code", type=click.Choice(CODES), help="The language to speak.")
def command(
    file: str, today: str | None, answer: str | None, edit_url: str, require_some: bool, code: str | None
) -> int:
    """Do the changes that stand in FILE, one a line, and answer each of them in Markdown.

    A line moves an item (landingpage → Planned), changes fields (landingpage impact = 4), blocks an item or
    ends that (landingpage → blocked: content, texts are missing), makes a new one (+ A new idea), or changes
    many (where goal=q1-leads status=open: goal = q2-leads). Without FILE lines come from the standard input.

    A line that does not apply says why and leaves the others done; then the exit code is 1.
    """
    text = _read(file)
    here = session(code)
    from backlog.cli.changes.draft import draft, save  # noqa: PLC0415 - as above
    from backlog.cli.changes.lines import applied  # noqa: PLC0415 - after the arguments are known to be fine
    from backlog.editing.reply import reply  # noqa: PLC0415 - as above

    done = applied(draft(here, report_day(here.config, today)), text)
    save(done.draft)
    told = reply(done.answers, done.notes, done.left, here.language, edit_url)
    if answer is None:
        output.show(told.rstrip("\n"))
    else:
        fs.replace(Path(answer), told.encode())
    applies = [one.applied for one in done.answers]
    complete = all(applies) and bool(applies) and not done.left
    return Exit.FINE if complete or (require_some and any(applies)) else Exit.FINDINGS


def _read(file: str) -> str:
    """The lines, from a file or the standard input; what is far too much is cut."""
    raw: bytes | None
    raw = sys.stdin.buffer.read(MOST_READ) if file == "-" else fs.load(Path(file), MOST_READ)
    if raw is None:
        raise Stop(Exit.WRONG_USE, N_("There is nothing at {path}."), path=file)
    return raw.decode("utf-8-sig", "replace")
