"""The configuration: whether it can be read, and what it leaves open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backlog.cli.doctor.case import Remark, Verdict
from backlog.cli.session import faults_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.cli.doctor.case import Case


def look(case: Case) -> Iterator[Remark]:
    """The file, and what is not set in it."""
    speak, read = case.speak, case.read
    if read.faults:
        message = speak.text(
            "{path} has errors, and nothing else is read until they are mended.", path=read.source.path
        )
        yield Remark(Verdict.WRONG, message, faults_in_words(read))
        return
    if not read.given:
        message = speak.text("There is no backlog.toml in {path}: all defaults hold.", path=str(read.root))
        yield Remark(Verdict.LOOK, message, "backlog init")
        return
    yield Remark(
        Verdict.FINE, speak.text("{path} is read from {root}.", path=read.source.path, root=str(read.root))
    )
    yield from _left_open(case)


def _left_open(case: Case) -> Iterator[Remark]:
    speak, config = case.speak, case.read.config
    german = config.language == "de"
    if not config.people:
        message = speak.text("[people] is empty, so any word passes for an owner.")
        yield Remark(Verdict.LOOK, message, '[people.anna]\nname = "Anna Schmidt"')
    if not config.repository:
        message = speak.text("`repository` is not set, so pages have no links to edit and to the history.")
        if any('--repository "' in one.text for one in case.workflows):
            message = speak.text(
                "`repository` is not set: the published site has its links to edit from the host, a preview "
                "on this computer has none."
            )
        address = case.address or "https://github.com/company/marketing"
        yield Remark(Verdict.LOOK, message, f'repository = "{address}"')
    if not any(re.match(r"timezone\s*=", line) for line in case.read.source.lines):
        message = speak.text(
            "`timezone` is not set, so a day begins when it begins in {zone}.", zone=config.timezone
        )
        yield Remark(Verdict.LOOK, message, f'timezone = "{config.timezone}"')
    if not config.holidays:
        message = speak.text("`holidays` is not set, so public holidays count as working days.")
        yield Remark(Verdict.LOOK, message, 'holidays = "DE-BE"' if german else 'holidays = "GB-ENG"')
    if config.report_day is not None:
        message = speak.text(
            "`report_day` holds everything at {day}; days do not pass.", day=config.report_day
        )
        yield Remark(Verdict.LOOK, message)
