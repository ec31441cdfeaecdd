"""The case before the doctor, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backlog.cli.doctor.answers import Answers
    from backlog.cli.doctor.place import Git
    from backlog.cli.doctor.workflow import Workflow
    from backlog.cli.session import Settings
    from backlog.language import Language

SMALL = 100_000  # bytes of a text file that somebody writes


class Verdict(StrEnum):
    """How a part of the set-up is: in order, for the host to tell, worth a look, or in the way."""

    FINE = "✓"
    ASK = "?"
    LOOK = "!"
    WRONG = "✗"


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of the doctor: what was looked at, and what to do about it, the safe choice first."""

    verdict: Verdict
    message: str
    advice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A repository as its files show it, and what its host answers.

    `git` is None where there is none. `host` is what the host is called
    (`GitHub`), `address` the repository's in a browser and `project` its name there; all empty where it is
    not known. `is_job`: this runs in a workflow.
    """

    read: Settings
    git: Git | None
    host: str
    address: str
    project: str
    workflows: tuple[Workflow, ...]
    answers: Answers
    is_job: bool = False

    @property
    def speak(self) -> Language:
        """The language of the remarks."""
        return self.read.language
