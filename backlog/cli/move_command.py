"""`backlog move`: items into another column, with the days that follow, and the commit if wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from backlog.cli import output
from backlog.cli.session import Session, report_day, session
from backlog.errors import Exit, Stop
from backlog.findings import Severity
from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.cli.changes.commit import Record
    from backlog.cli.changes.draft import Draft
    from backlog.config.sections import Status
    from backlog.editing.made import Made, Sentence
    from backlog.findings import Finding
    from backlog.model import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for."""

    words: tuple[str, ...]
    where: tuple[str, ...]
    today: str | None
    anyway: bool
    commit: bool
    branch: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What is to be written: the draft, what was done to each file, and what is to be said of it."""

    after: Draft
    made: tuple[Made, ...]
    status: Status
    notes: tuple[Sentence, ...]
    found: tuple[Finding, ...]


@click.command("move")
@click.argument("words", nargs=-1, metavar="ID... STATUS")
@click.option(
    "--where", multiple=True, metavar="FIELD=VALUE", help="All items with this value, instead of ids."
)
@click.option("--today", metavar="DATE", help="The day of the move.")
@click.option("--anyway", is_flag=True, help="Write it even where it makes a new error.")
@click.option("--commit", is_flag=True, help="Commit exactly the files that changed.")
@click.option(
    "--branch",
    is_flag=False,
    flag_value="",
    metavar="[NAME]",
    help="Commit it on this branch; where none is named, on a new one.",
)
def command(
    words: tuple[str, ...],
    where: tuple[str, ...],
    today: str | None,
    anyway: bool,
    commit: bool,
    branch: str | None,
) -> int:
    """Move items to another column, by its id, name or alias, and date what begins or ends with it.

    A move that the workflow does not expect, and a limit that it passes, are said and not refused. What is
    missing in the new column is printed as findings; where one is an error, nothing is written, and the
    exit code is 1.
    """
    asked = Asked(words=words, where=where, today=today, anyway=anyway, commit=commit, branch=branch)
    if len(words) < (1 if where else 2):
        raise Stop(
            Exit.WRONG_USE,
            N_("A move takes the id of an item and a column."),
            N_('backlog move landingpage "In progress"\n  A branch is named behind =: --branch=NAME'),
        )
    here = session()
    if not commit and branch is None:
        return _finished(_prepared(here, asked))
    from backlog.cli.changes.commit import begin, go_back  # noqa: PLC0415 - git is only needed for this

    record = begin(here, branch)
    try:
        planned = _prepared(session(), asked)
    except BaseException:
        go_back(record)
        raise
    return _finished(planned, record)


def _prepared(here: Session, asked: Asked) -> Planned:
    """What the moves would come to; leaves with exit 1 where they bring an error that nobody wants."""
    from backlog.cli.changes.draft import brought, draft, show_findings  # noqa: PLC0415 - as above
    from backlog.cli.changes.moves import TOLD_HERE, limits, moved  # noqa: PLC0415 - after the arguments are fine
    from backlog.editing.moving import named_status  # noqa: PLC0415 - as above

    before = draft(here, report_day(here.config, asked.today))
    items = _items(before, asked)
    status = named_status(here.config, asked.words[-1])
    after, made = moved(before, items, status)
    found = [finding for finding in brought(before, after) if finding.slug not in TOLD_HERE]
    if any(finding.severity is Severity.ERROR for finding in found) and not asked.anyway:
        show_findings(here, found)
        output.note(here.language.text("Nothing was written; with --anyway it is."))
        raise click.exceptions.Exit(Exit.FINDINGS)
    return Planned(
        after=after,
        made=made,
        status=status,
        notes=tuple(limits(before, after)),
        found=tuple(found),
    )


def _items(before: Draft, asked: Asked) -> list[Item]:
    from backlog.cli.changes.moves import named_item  # noqa: PLC0415 - as above

    items = [named_item(before.backlog, word) for word in asked.words[:-1]]
    if asked.where:
        from backlog.editing.known import known  # noqa: PLC0415 - as above
        from backlog.editing.where import chosen  # noqa: PLC0415 - as above

        items += chosen(known(before.backlog), asked.where)
    if not items:
        raise Stop(Exit.WRONG_USE, N_("No item is like this: {known}."), known=", ".join(asked.where))
    return list({item.id: item for item in items}.values())


def _finished(planned: Planned, record: Record | None = None) -> int:
    """Write, say what was done and what is worth knowing, and commit where that was asked for."""
    from backlog.cli.changes.draft import save, show_findings  # noqa: PLC0415 - as above

    here = planned.after.here
    paths = [one.path for one in planned.made if one.done]
    branch, taken = _on_branch(planned, paths, record)
    save(planned.after)
    speak = here.language
    for one in planned.made:
        words = [speak.text(message, **values) for message, values in one.done]
        if words:
            output.show(f"{one.path}: {', '.join(words)}")
        for message, values in one.notes:
            output.note(f"{one.path}: {speak.text(message, **values)}")
    for message, values in planned.notes:
        output.note(speak.text(message, **values))
    if planned.found:
        show_findings(here, planned.found)
    if taken:
        output.note(
            speak.text(
                "Changes that were there already are in the commit as well: {paths}.", paths=tuple(taken)
            )
        )
    if record is not None and paths:
        from backlog.cli.changes.commit import committed  # noqa: PLC0415 - as above

        committed(here, record, paths, _title(planned), branch)
    return Exit.FINE


def _on_branch(
    planned: Planned, paths: Sequence[str], record: Record | None
) -> tuple[str | None, Sequence[str]]:
    """The branch that the commit goes to, and the paths that had changes before."""
    if record is None or not paths:
        return None, ()
    from backlog.cli.changes.commit import branched, dirty_before  # noqa: PLC0415 - as above

    moved = [one for one in planned.made if one.done]
    what = moved[0].name if len(moved) == 1 else f"{len(moved)}-items"
    taken = dirty_before(record, paths)
    return branched(record, f"move-{what}-{planned.status.id}".lower()), taken


def _title(planned: Planned) -> str:
    """The message of the commit: what moved, and where to."""
    moved = [one for one in planned.made if one.done]
    speak = planned.after.here.language
    what = moved[0].title if len(moved) == 1 else speak.plural("{count} item", "{count} items", len(moved))
    return f"{what} → {planned.status.name}"
