"""`backlog planning`: the next planning as Markdown, ready to mail."""

from __future__ import annotations

import click

from backlog.cli import output
from backlog.cli.session import report_day, session
from backlog.errors import Exit
from backlog.language import CODES


@click.command("planning")
@click.option("--today", metavar="DATE", help="The day to judge by.")
@click.option("--language", "code", type=click.Choice(CODES), help="The language to write in.")
def command(today: str | None, code: str | None) -> int:
    """Print the next planning as Markdown: how much can begin, what comes next, what is in the way."""
    here = session(code)
    day = report_day(here.config, today)
    from backlog.cli.reading import read_report  # noqa: PLC0415 - after the configuration is known to be fine
    from backlog.formats.mail import pen  # noqa: PLC0415 - as above
    from backlog.formats.planning_mail import planning_mail  # noqa: PLC0415 - as above

    report, _ = read_report(here, day, needed=True)
    output.show(planning_mail(report, pen(here.language, here.config.site.base_url)))
    return Exit.FINE
