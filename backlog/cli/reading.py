"""The report as the team reads it at the terminal."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from backlog.cli.history import chronicle_of
from backlog.examine import Examined, examine
from backlog.private import without_private
from backlog.report import Origin, Report
from backlog.report.compute import report_of
from backlog.rules import check

if TYPE_CHECKING:
    from datetime import date

    from backlog.cli.session import Session
    from backlog.model import Backlog


def examined(here: Session, day: date, workers: int = 1, *, needed: bool = False) -> Examined:
    """The backlog and what every rule finds in it on the day; private items included.

    `needed`: without the whole history this is of no use.
    """
    chronicle = chronicle_of(here, day, workers, needed=needed)
    return examine(here.root, here.config, day, chronicle=chronicle, settings=here.source, workers=workers)


def read_report(here: Session, day: date, *, needed: bool = False) -> tuple[Report, Backlog]:
    """The report of the day, without private items, and the backlog with them.

    Whoever sits at the files sees people's names, whatever the site may show. `needed`: without the whole
    history this is of no use.
    """
    found = examined(here, day, needed=needed)
    everything, chronicle = found.backlog, found.chronicle
    site = dataclasses.replace(here.config.site, audience="internal")
    shown = without_private(everything)
    past = found.past(shown, day)
    findings = check(shown, day, past) if shown is not everything else found.findings
    shown = dataclasses.replace(shown, config=dataclasses.replace(shown.config, site=site))
    origin = Origin(
        commit=chronicle.head,
        dirty=chronicle.dirty,
        files_found=everything.found,
        files_read=everything.read,
        files_refused=len(everything.refused),
    )
    return report_of(shown, findings, day, origin, past), everything
