"""`backlog set`: fields of items, goals, initiatives and people, and not a byte beside them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from backlog import fs
from backlog.cli import output
from backlog.cli.session import CONFIG_LIMIT, report_day, session
from backlog.errors import Exit, Stop
from backlog.findings import Severity
from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.cli.changes.draft import Draft
    from backlog.cli.changes.goals import Thing
    from backlog.editing.made import Made
    from backlog.editing.wishes import Wish

_OPERATIONS = frozenset({"=", "+=", "-="})
_MOST_NOTED = 8


@click.command("set")
@click.argument("words", nargs=-1, metavar="ID... FIELD=VALUE...")
@click.option(
    "--where", multiple=True, metavar="FIELD=VALUE", help="All items with this value, instead of ids."
)
@click.option("--dry-run", is_flag=True, help="Print what would change in the files, and write nothing.")
@click.option("--today", metavar="DATE", help="The day of the change.")
@click.option("--anyway", is_flag=True, help="Write it even where it makes a new error.")
def command(
    words: tuple[str, ...], where: tuple[str, ...], dry_run: bool, today: str | None, anyway: bool
) -> int:
    """Set fields of items, goals, initiatives and people (people.anna): impact=5.

    Fields have the names that they have in files, in English or German. A list takes entries with += and
    gives them up with -=; without a value behind it the field is taken out. blocked="content: texts are
    missing" blocks since today, blocked= ends it.

    Everything is written or nothing. Findings that the change brings are printed; where one is an error,
    nothing is written, and the exit code is 1.
    """
    here = session()
    names, wishes = _understood(words)
    if not wishes or bool(names) == bool(where):
        raise Stop(
            Exit.WRONG_USE,
            N_("What is to be set takes the id of an item, or --where, and a value."),
            N_("backlog set landingpage impact=5"),
        )
    from backlog.cli.changes.draft import brought, draft, save, show_findings  # noqa: PLC0415 - after the arguments

    before = draft(here, report_day(here.config, today))
    after, made = _made(before, names, where, wishes)
    found = brought(before, after) if after is not before else ()
    if dry_run:
        _show_diff(after)
    if any(finding.severity is Severity.ERROR for finding in found) and not anyway:
        show_findings(here, found)
        output.note(here.language.text("Nothing was written; with --anyway it is."))
        return Exit.FINDINGS
    if not dry_run:
        save(after)
        _tell(before, made)
    _note(before, after, made, where)
    if found:
        show_findings(here, found)
    return Exit.FINE


def _understood(words: Sequence[str]) -> tuple[list[str], list[Wish]]:
    """Ids and wishes: a wish is a word with `=` in it, or three around one that stands alone."""
    from backlog.editing.settings import parted  # noqa: PLC0415 - as above
    from backlog.editing.wishes import wish  # noqa: PLC0415 - as above

    joined: list[str] = []
    rest: list[str] = []
    for word in words:
        rest += [word] if parted(word) == word else parted(word).split(" ", 1)
    while rest:
        if len(rest) > 1 and rest[0] in _OPERATIONS and joined:
            joined.append(joined.pop() + rest.pop(0) + rest.pop(0))
        else:
            joined.append(rest.pop(0))
    return [word for word in joined if "=" not in word], [wish(word) for word in joined if "=" in word]


def _made(
    before: Draft, names: Sequence[str], where: Sequence[str], wishes: Sequence[Wish]
) -> tuple[Draft, tuple[Made, ...]]:
    """What is to be written, and what changes in each file."""
    from backlog.cli.changes.fields import set_in  # noqa: PLC0415 - as above
    from backlog.editing.settings import table_called  # noqa: PLC0415 - as above

    tables = [found for name in names if (found := table_called(name))]
    if not tables:
        return set_in(before, _things(before, names, where), wishes)
    if len(tables) < len(names):
        raise Stop(
            Exit.WRONG_USE,
            N_("People and items have different fields; {names} cannot be set at once."),
            names=tuple(names),
        )
    from backlog.cli.changes.configuration import configured  # noqa: PLC0415 - only here a configuration is changed

    return configured(before, tables, wishes)


def _things(before: Draft, names: Sequence[str], where: Sequence[str]) -> list[Thing]:
    from backlog.cli.changes.fields import named  # noqa: PLC0415 - as above
    from backlog.editing.known import known  # noqa: PLC0415 - as above
    from backlog.editing.where import chosen  # noqa: PLC0415 - as above

    found: list[Thing] = [named(before.backlog, name) for name in names]
    found += chosen(known(before.backlog), where) if where else ()
    if not found:
        raise Stop(
            Exit.WRONG_USE, N_("There is no item for which {conditions} holds."), conditions=tuple(where)
        )
    return list({thing.path: thing for thing in found}.values())


def _tell(before: Draft, made: Sequence[Made]) -> None:
    """What changed, a line for each file."""
    speak = before.here.language
    for one in made:
        if one.done:
            words = [speak.text(message, **values) for message, values in one.done]
            output.show(f"{one.name}: {', '.join(words)}")


def _note(before: Draft, after: Draft, made: Sequence[Made], where: Sequence[str]) -> None:
    """What is to be said of some, and of the whole."""
    from backlog.cli.changes.fields import of_the_past  # noqa: PLC0415 - as above
    from backlog.cli.changes.handover import leaving  # noqa: PLC0415 - as above

    speak = before.here.language
    noted = [one for one in made if one.notes]
    for one in noted[:_MOST_NOTED]:
        words = [speak.text(message, **values) for message, values in one.notes]
        output.note(f"{one.name}: {' '.join(words)}")
    if (more := len(noted) - _MOST_NOTED) > 0:
        output.note(speak.plural("… and {count} more", "… and {count} more", more))
    for message, values in (*of_the_past(before.backlog, where, made), *leaving(before, after)):
        output.note(speak.text(message, **values))


def _show_diff(after: Draft) -> None:
    """The change as a patch."""
    from backlog.cli.patches import patch  # noqa: PLC0415 - as above

    for path, raw in sorted(after.contents.items()):
        name = Path(path).name if Path(path).is_absolute() else path
        output.show(patch(name, fs.load(after.here.root / path, CONFIG_LIMIT) or b"", raw))
