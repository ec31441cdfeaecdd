"""The program itself: its version and the ones that are asked for, the terminal, the clock."""

from __future__ import annotations

import os
import platform
import re
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from backlog import __version__
from backlog.cli.doctor.case import Remark, Verdict
from backlog.cli.doctor.place import text_of
from backlog.cli.history import opened
from backlog.errors import Stop
from backlog.git.program import tell
from backlog.git.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.cli.doctor.case import Case

_PIN = re.compile(r"\bbacklog-site==([\w.!+-]+)")
_CLOSE = timedelta(minutes=10)


def look(case: Case) -> Iterator[Remark]:
    """Version, terminal, and what else a command needs before it reads a file."""
    python = platform.python_version()
    words = case.speak.text("backlog-site {version} on Python {python}", version=__version__, python=python)
    yield Remark(Verdict.FINE, words)
    yield from _required(case)
    yield from _pinned(case)
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower()
    if "utf" not in encoding:
        words = case.speak.text("This terminal writes {encoding} and has not all letters.", encoding=encoding)
        yield Remark(Verdict.LOOK, words, "PYTHONUTF8=1")
    yield from _clock(case)


def _required(case: Case) -> Iterator[Remark]:
    """What `requires` in the configuration asks for; every other command stops there."""
    wanted = case.read.config.requires
    if not wanted:
        return
    try:
        fits = SpecifierSet(wanted).contains(__version__, prereleases=True)
    except InvalidSpecifier:
        words = case.speak.text('requires = "{value}" names no versions.', value=wanted)
        yield Remark(Verdict.WRONG, words, f'requires = ">={__version__}"')
        return
    if not fits:
        words = case.speak.text(
            "This backlog requires backlog-site {wanted}; this is {version}.",
            wanted=wanted,
            version=__version__,
        )
        yield Remark(Verdict.WRONG, words, f'uv tool install --upgrade "backlog-site{wanted}"')


def _pinned(case: Case) -> Iterator[Remark]:
    """The version that the workflows install: another one than here may say something else."""
    for path, text in _installing(case):
        found = _PIN.search(text)
        if not found or found[1] == __version__:
            continue
        place = f"{path}:{text.count(chr(10), 0, found.start()) + 1}"
        values = {"place": place, "version": found[1], "here": __version__}
        if _is_newer(found[1]):
            words = case.speak.text(
                "{place} installs backlog-site {version}; here {here} runs, which is older.", **values
            )
            yield Remark(Verdict.LOOK, words, f'uv tool install --upgrade "backlog-site=={found[1]}"')
        else:
            words = case.speak.text(
                "{place} installs backlog-site {version}; here {here} runs, which is newer.", **values
            )
            advice = case.speak.text(
                "Until it is the same there, the host may say something else than you see here:"
            )
            yield Remark(Verdict.LOOK, words, f"{advice}\nbacklog-site=={__version__}")
        return


def _installing(case: Case) -> Iterator[tuple[str, str]]:
    if case.git is not None:
        for path in (".github/backlog.lock", ".gitlab/backlog.lock", ".gitlab-ci.yml"):
            yield path, text_of(case.git.top / path)
    for workflow in case.workflows:
        yield workflow.path, workflow.text


def _is_newer(version: str) -> bool:
    try:
        return Version(version) > Version(__version__)
    except InvalidVersion:
        return False


def _clock(case: Case) -> Iterator[Remark]:
    """A clock that is behind the last commit, or that stands still."""
    zone = ZoneInfo(case.read.config.timezone)
    if held := os.environ.get("SOURCE_DATE_EPOCH"):
        words = case.speak.text(
            "SOURCE_DATE_EPOCH is set ({value}), so today is always the same day.", value=held
        )
        yield Remark(Verdict.LOOK, words, "unset SOURCE_DATE_EPOCH")
        return
    last, now = _last_commit(case), datetime.now(UTC)
    if last is not None and last > now + _CLOSE:
        words = case.speak.text(
            "The last commit is of {commit}, and the clock here says {now}: one of the two is wrong.",
            commit=_minute(last, zone),
            now=_minute(now, zone),
        )
        advice = case.speak.text("Compare the date and time of this computer with a telephone.")
        yield Remark(Verdict.LOOK, words, advice)


def _last_commit(case: Case) -> datetime | None:
    try:
        repository = opened(case.read.root)
        if not isinstance(repository, Repository) or repository.head is None:
            return None
        told = tell(repository.git, "log", "-1", "--format=%ct", repository.head)
        return datetime.fromtimestamp(int(told), UTC)
    except (Stop, ValueError, OverflowError, OSError):
        return None  # what git cannot do is for the look at git to say


def _minute(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")
