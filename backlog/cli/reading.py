"""The report as the team reads it at the terminal."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from backlog.cli.session import examined
from backlog.private import without_private
from backlog.report import Origin, Report
from backlog.report.compute import report_of
from backlog.rules import check

if TYPE_CHECKING:
    from datetime import date

    from backlog.cli.session import Session
    from backlog.model import Backlog


def read_report(here: Session, day: date) -> tuple[Report, Backlog]:
    """The report of the day, without private items, and the backlog with them.

    Whoever sits at the files sees people's names, whatever the site may show.
    """
    everything, findings = examined(here, day)
    site = dataclasses.replace(here.config.site, audience="internal")
    shown = without_private(everything)
    if shown is not everything:
        findings = check(shown, day)
    shown = dataclasses.replace(shown, config=dataclasses.replace(shown.config, site=site))
    origin = Origin(
        files_found=everything.found,
        files_read=everything.read,
        files_refused=len(everything.refused),
    )
    return report_of(shown, findings, day, origin), everything
