"""`backlog diff`: what a change does to the backlog."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from backlog.cli import output
from backlog.cli.session import report_day, session, worker_count
from backlog.errors import Exit, Stop
from backlog.language import CODES, N_

if TYPE_CHECKING:
    from datetime import date

    from backlog.cli.session import Session
    from backlog.cli.states import State
    from backlog.git.repository import Repository


@click.command("diff")
@click.argument("base")
@click.argument("head", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "json"]),
    default="markdown",
    show_default=True,
    help="How to print it.",
)
@click.option("--today", metavar="DATE", help="The day to judge both states by.")
@click.option("--language", "code", type=click.Choice(CODES), help="The language to write in.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, help="How many processes to use.")
def command(base: str, head: str | None, form: str, today: str | None, code: str | None, workers: int) -> int:
    """Print what a change does: from where HEAD left BASE to HEAD, or to the files as they are here.

    First what happens and whether anything speaks against merging, then every field, rank, goal, limit and
    finding that is another one. Findings change nothing of the exit code: `check` judges.
    """
    here = session(code)
    day = report_day(here.config, today)
    from backlog.cli.comparing import comparison  # noqa: PLC0415 - after the configuration is known to be fine
    from backlog.cli.states import base_commit, repository_of, state_at  # noqa: PLC0415 - as above
    from backlog.formats.diff_json import diff_json  # noqa: PLC0415 - as above
    from backlog.formats.diff_markdown import diff_markdown  # noqa: PLC0415 - as above

    repository = repository_of(here)
    start = base_commit(repository, base, head)
    count = worker_count(workers)
    after = _head(here, repository, head, day, count)
    before = state_at(here, start, day, count)
    found = comparison(before, after, day)
    compared = base, head
    if form == "json":
        output.show_json(diff_json(found, here.language, compared).rstrip("\n"))
    else:
        output.show(diff_markdown(found, here.language, compared))
    return Exit.FINE


def _head(here: Session, repository: Repository, name: str | None, day: date, workers: int) -> State:
    """The state to compare with; a clone that was cut off is told, a backlog that cannot be read stops."""
    from backlog.chronicle import SHALLOW, UNSHALLOW  # noqa: PLC0415 - as above
    from backlog.cli.history import WITHOUT  # noqa: PLC0415 - as above
    from backlog.cli.states import base_commit, state_at, state_here  # noqa: PLC0415 - as above

    if name is None:
        return state_here(here, day, workers)
    if repository.is_shallow:
        speak = here.language
        output.note(f"backlog: {speak.text(SHALLOW)} {speak.text(WITHOUT)}\n  {speak.text(UNSHALLOW)}")
    state = state_at(here, base_commit(repository, name, name), day, workers)
    if state is None:
        raise Stop(
            Exit.WRONG_USE,
            N_('At "{name}" there is no backlog, or its configuration has errors.'),
            N_("Check that commit out; `backlog check` tells what is wrong."),
            name=name,
        )
    return state
