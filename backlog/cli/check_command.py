"""`backlog check`: every finding of every file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from backlog.cli import output
from backlog.cli.session import report_day, session, worker_count
from backlog.errors import Exit, Stop
from backlog.language import CODES, N_

if TYPE_CHECKING:
    from datetime import date

    from backlog.cli.session import Session


@click.command("check")
@click.argument("paths", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "concise", "json", "github", "gitlab", "sarif", "junit"]),
    default="text",
    show_default=True,
    help="How to print findings.",
)
@click.option("--fix", is_flag=True, help="Mend what can be read in one way only, then tell what is left.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing.")
@click.option("--statistics", is_flag=True, help="A table by rule instead of the findings.")
@click.option("--base", metavar="REF", help="Mark what is new since this commit, new findings first.")
@click.option("--summary", metavar="FILE", help="Add all findings to this file, as Markdown for a host.")
@click.option("--edit-url", metavar="URL", help="Address behind which files are edited, for the summary.")
@click.option(
    "--write-baseline",
    is_flag=True,
    help="Tolerate the errors of today; later only take out of the list what is mended.",
)
@click.option(
    "--alerts", is_flag=True, help="What needs somebody's attention today, instead; exit code 1 if anything."
)
@click.option("--today", metavar="DATE", help="The day to judge by.")
@click.option("--language", "code", type=click.Choice(CODES), help="The language to speak.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, help="How many processes to use.")
def command(
    paths: tuple[str, ...],
    form: str,
    fix: bool,
    diff: bool,
    statistics: bool,
    base: str | None,
    summary: str | None,
    edit_url: str | None,
    write_baseline: bool,
    alerts: bool,
    today: str | None,
    code: str | None,
    workers: int,
) -> int:
    """Print every finding of every file; with PATHS those of these files and folders.

    Exit code 1 where a finding is an error. With --alerts print what the overview warns of, each with the
    items that it counts, as a scheduled run wants it; exit code 1 where there is any alert, 0 where there
    is none. With --diff print a patch alone; exit code 1 where --fix would change anything, 0 where it
    would not, whatever else is wrong.
    """
    if alerts and (fix or diff):
        raise Stop(Exit.WRONG_USE, N_("--alerts is about the whole backlog, and prints nothing else."))
    if diff and (statistics or write_baseline or form != "text"):
        raise Stop(Exit.WRONG_USE, N_("--diff prints a patch, and nothing else."))
    if alerts and (statistics or paths or write_baseline or form not in {"text", "concise", "json"}):
        raise Stop(Exit.WRONG_USE, N_("--alerts is about the whole backlog, and prints nothing else."))
    if write_baseline and paths:
        raise Stop(Exit.WRONG_USE, N_("--write-baseline is about the whole backlog, and takes no paths."))
    from backlog.cli.checks.findings import Telling, tell_faults  # noqa: PLC0415 - `--help` needs no formats

    how = Telling.of(form, summary, edit_url, statistics=statistics)
    here = session(code, told=partial(tell_faults, how=how))
    day, count = report_day(here.config, today), worker_count(workers)
    if alerts:
        return _alerts(here, day, count, form)
    from backlog.cli.checks import run  # noqa: PLC0415 - after the configuration is known to be fine

    if fix or diff:
        from backlog.cli.checks import fixing  # noqa: PLC0415 - only where it is asked for

        if diff:
            return fixing.difference(here, paths, day)
        fixing.fix(here, paths, day, output.show if form in {"text", "concise"} else output.note)
    if write_baseline:
        return run.tolerated(here, how, day, count)
    return run.told(here, how, run.Part(paths=paths, base=base or "", mended=fix), day, count)


def _alerts(here: Session, day: date, workers: int, form: str) -> int:
    """Print the alerts of the published backlog, which is without private items."""
    from backlog.cli.reading import examined  # noqa: PLC0415 - after the configuration is known to be fine
    from backlog.formats import alerts as printed  # noqa: PLC0415 - only where they are asked for
    from backlog.private import without_private  # noqa: PLC0415 - as above
    from backlog.report.alerts import alerts_of  # noqa: PLC0415 - as above
    from backlog.rules import check  # noqa: PLC0415 - as above

    read = examined(here, day, workers)
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
