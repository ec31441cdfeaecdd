"""`backlog check`: every finding of every file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from backlog.cli import output
from backlog.cli.session import report_day, repository_paths, session, worker_count
from backlog.errors import Exit, Stop
from backlog.findings import Severity
from backlog.language import CODES, N_

if TYPE_CHECKING:
    from datetime import date

    from backlog.cli.session import Session
    from backlog.examine import Examined


@click.command("check")
@click.argument("paths", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "concise", "json"]),
    default="text",
    show_default=True,
    help="How to print findings.",
)
@click.option("--statistics", is_flag=True, help="A table by rule instead of the findings.")
@click.option(
    "--alerts", is_flag=True, help="What needs somebody's attention today, instead; exit code 1 if anything."
)
@click.option("--today", metavar="DATE", help="The day to judge by.")
@click.option("--language", "code", type=click.Choice(CODES), help="The language to speak.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, help="How many processes to use.")
def command(
    paths: tuple[str, ...],
    form: str,
    statistics: bool,
    alerts: bool,
    today: str | None,
    code: str | None,
    workers: int,
) -> int:
    """Print every finding of every file; with PATHS those of these files and folders.

    Exit code 1 where a finding is an error. With --alerts print what the overview warns of, each with the
    items that it counts, as a scheduled run wants it; exit code 1 where there is any alert, 0 where there
    is none.
    """
    if alerts and (statistics or paths):
        raise Stop(Exit.WRONG_USE, N_("--alerts is about the whole backlog, and prints nothing else."))
    here = session(code, form=form)
    day = report_day(here.config, today)
    from backlog.cli.reading import examined  # noqa: PLC0415 - as below
    from backlog.cli.strays import strays_in_words  # noqa: PLC0415 - as below
    from backlog.formats import findings as printed  # noqa: PLC0415 - after the configuration is known to be fine
    from backlog.rules.wording import word  # noqa: PLC0415 - as above

    chosen = repository_paths(here.root, paths)
    read = examined(here, day, worker_count(workers))
    if alerts:
        return _alerts(here, read, day, form)
    backlog, found = read.backlog, read.findings
    if paths:
        found = tuple(finding for finding in found if _within(finding.location.path, chosen))
    worded = [word(finding, here.language) for finding in found]
    files = printed.Files(backlog.found, backlog.read, len(backlog.refused))
    if form == "json":
        output.show_json(printed.as_json(worded, here.language, files))
    elif statistics:
        output.show(printed.statistics(worded, here.language, files))
    else:
        output.show(printed.FORMATS[form](worded, here.language, files, output.columns()))
    if strays := strays_in_words(here.root, here.config, here.language):
        output.note(strays)
    return Exit.FINDINGS if any(finding.severity is Severity.ERROR for finding in found) else Exit.FINE


def _alerts(here: Session, read: Examined, day: date, form: str) -> int:
    """Print the alerts of the published backlog, which is without private items."""
    from backlog.formats import alerts as printed  # noqa: PLC0415 - only where they are asked for
    from backlog.private import without_private  # noqa: PLC0415 - as above
    from backlog.report.alerts import alerts_of  # noqa: PLC0415 - as above
    from backlog.rules import check  # noqa: PLC0415 - as above

    shown = without_private(read.backlog)
    alone = shown is not read.backlog
    found = alerts_of(check(shown, day, read.past(shown, day)) if alone else read.findings)
    if form == "json":
        output.show_json(printed.as_json(found, here.language, day))
    elif form == "text" or not found:
        output.show(printed.as_text(found, shown.item_by_id, here.language))
    else:
        output.show(printed.as_concise(found, here.language))
    return Exit.FINDINGS if found else Exit.FINE


def _within(path: str, chosen: tuple[str, ...]) -> bool:
    return any(not name or path == name or path.startswith(f"{name}/") for name in chosen)
