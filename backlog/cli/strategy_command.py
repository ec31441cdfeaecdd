"""`backlog strategy`: the monthly strategy meeting as Markdown, for the terminal or a mail."""

from __future__ import annotations

import click

from backlog.cli import output
from backlog.cli.session import report_day, session
from backlog.errors import Exit
from backlog.language import CODES


@click.command("strategy")
@click.option("--today", metavar="DATE", help="The day to judge by.")
@click.option("--language", "code", type=click.Choice(CODES), help="The language to write in.")
def command(today: str | None, code: str | None) -> int:
    """Print the strategy meeting as Markdown: goals against work, what to start, stop and clear away."""
    here = session(code)
    day = report_day(here.config, today)
    from backlog.cli.reading import read_report  # noqa: PLC0415 - after the configuration is known to be fine
    from backlog.formats.strategy_mail import strategy_mail  # noqa: PLC0415 - as above

    report, _ = read_report(here, day, needed=True)
    output.show(strategy_mail(report, here.language))
    return Exit.FINE
