"""`backlog review`: a review as Markdown, ready to mail."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from backlog import fs
from backlog.cli import output
from backlog.cli.session import report_day, session
from backlog.errors import Exit, Stop
from backlog.language import CODES, N_

if TYPE_CHECKING:
    from backlog.cli.session import Session
    from backlog.metrics.meeting_days import MeetingDay
    from backlog.report import Report


@click.command("review")
@click.argument("day", metavar="[DATE]", required=False)
@click.option("--today", metavar="DATE", help="The day to judge by.")
@click.option("--language", "code", type=click.Choice(CODES), help="The language to write in.")
def command(day: str | None, today: str | None, code: str | None) -> int:
    """Print the next review as Markdown, or that of a past DATE.

    What the next one will look at is as of today; figures of a past one are as they were known then.
    """
    here = session(code)
    on = report_day(here.config, today)
    from backlog.cli.reading import read_report  # noqa: PLC0415 - after the configuration is known to be fine
    from backlog.formats.mail import pen  # noqa: PLC0415 - as above
    from backlog.formats.review_mail import next_review_mail, past_review_mail  # noqa: PLC0415 - as above

    report, _ = read_report(here, on, needed=True)
    write = pen(here.language, here.config.site.base_url)
    if day is None:
        output.show(next_review_mail(report, write))
    else:
        meeting = _meeting(report, day)
        output.show(past_review_mail(report, meeting, write, _minutes(here, report, meeting)))
    return Exit.FINE


def _minutes(here: Session, report: Report, day: MeetingDay) -> dict[str, str]:
    """The texts of the minutes of a day, by path; a file that is gone meanwhile has none."""
    from backlog.content.document import read_document  # noqa: PLC0415 - as above
    from backlog.content.encoding import FILE_LIMIT  # noqa: PLC0415 - as above

    paths = [meeting.path for meeting in report.meetings if meeting.date == day.day]
    files = {path: fs.load(here.root / path, FILE_LIMIT) for path in paths}
    return {path: read_document(path, raw).body for path, raw in files.items() if raw is not None}


def _meeting(report: Report, said: str) -> MeetingDay:
    """The meeting of a day; says which ones are nearest where there is none."""
    days = {meeting.day.isoformat(): meeting for meeting in report.meeting_days}
    if said in days:
        return days[said]
    try:
        wanted = date.fromisoformat(said)
    except ValueError as error:
        raise Stop(Exit.WRONG_USE, '"{value}" is no day.', "backlog review 2026-02-09", value=said) from error
    near = sorted(days, key=lambda day: (abs((days[day].day - wanted).days), day))[:2]
    hint = N_("The nearest are {days}.") if near else ""
    raise Stop(
        Exit.WRONG_USE,
        'There is no page of a meeting for "{value}".',
        hint,
        value=said,
        days=tuple(sorted(near)),
    )
