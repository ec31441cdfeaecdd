"""What `init` asks, and what it takes for an answer; the same checks hold for what is given as options."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import click

from backlog.cli import output
from backlog.cli.session import in_shell, system_language
from backlog.errors import Exit, Stop
from backlog.formats.scaffold import MOST_GOALS, samples_in
from backlog.language import CODES, N_, language, language_called
from backlog.rules.owners import is_nobody

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from backlog.language import Language

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """Whom we ask, and the folder, for the command to type where `nobody` is there to answer."""

    speak: Language
    folder: str
    nobody: bool = False

    def line(self, question: str, proposed: str) -> str:
        """An answer in one line; questions are no results, so they go to the other stream."""
        try:
            suffix = " " if question.endswith("?") else ": "
            said = click.prompt(
                question, default=proposed, show_default=bool(proposed), prompt_suffix=suffix, err=True
            )
        except click.Abort as gone:
            if sys.stdin is not None and sys.stdin.isatty():
                raise
            folder = "" if self.folder == "." else " " + in_shell(self.folder)
            message = N_("There is nobody here to answer. `--yes` takes what is proposed.")
            hint = "backlog init --yes --language {language}{folder}"
            raise Stop(Exit.WRONG_USE, message, hint, language=self.speak.code, folder=folder) from gone
        return one_line(str(said))

    def until_fine(self, question: str, proposed: str, check: Callable[[str], Answer]) -> Answer:
        """What `check` makes of the answer; one that it stops at is asked for again, saying why."""
        while True:
            said = self.line(question, proposed)
            try:
                return check(said)
            except Stop as stop:
                output.note("  " + self.speak.text(stop.message, **stop.values))


def asked_language(folder: str, *, yes: bool) -> str:
    """The language of the person here, as far as the system tells; asked unless told not to."""
    likely = system_language()
    if yes:
        return likely
    asked = Questions(speak=language(likely), folder=folder)
    words = " / ".join(dict.fromkeys(language(code).text("Language") for code in CODES))
    return asked.until_fine(f"{words} ({', '.join(CODES)})", likely, _language_called)


def _language_called(said: str) -> str:
    if code := language_called(said):
        return code
    message = N_('"{value}" is no language that there is: {known}.')
    raise Stop(Exit.WRONG_USE, message, value=said, known=", ".join(CODES))


def asked_goals(asked: Questions) -> dict[str, str]:
    """The figure to reach by title; several goals may be given at once."""
    speak = asked.speak
    output.note(
        speak.text("What is marketing to reach this quarter? Up to three goals; Enter takes examples.")
    )
    goals: dict[str, str] = {}
    while len(goals) < MOST_GOALS:
        question = speak.text("Goal {number}", number=len(goals) + 1)
        told = asked.until_fine(question, "", partial(_more_goals, tuple(goals)))
        if len(told) == len(goals):
            break
        goals |= {goal: figure_of(asked, goal) for goal in told if goal not in goals}
    return goals


def _more_goals(known: tuple[str, ...], said: str) -> dict[str, str]:
    return checked_goals((*known, *said.split(",")))


def figure_of(asked: Questions, goal: str) -> str:
    """The figure that a goal is to reach: nobody but the person here can know it."""
    if asked.nobody:
        raise Stop(
            Exit.WRONG_USE,
            'Which figure is "{value}" to reach? Nobody but you knows.',
            '--goal "{value}=40"',
            value=goal,
        )
    question = asked.speak.text('Which figure is "{goal}" to reach?', goal=goal)
    return asked.until_fine(question, "", _figure)


def _figure(said: str) -> str:
    """A number as files have it; people write thousands and decimals as their language does."""
    if re.fullmatch(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+", said):
        return re.sub(r"[.,]", "", said)
    if re.fullmatch(r"(?:0|[1-9][0-9]{0,11})(?:[.,][0-9]{1,4})?", said):
        return said.replace(",", ".")
    raise Stop(Exit.WRONG_USE, '"{value}" is no figure; digits alone are enough.', value=said)


def asked_people(asked: Questions) -> tuple[str, ...]:
    """The names of those who may own items."""
    question = asked.speak.text("Who takes on items? First and last names, separated by commas")
    proposed = ", ".join(samples_in(asked.speak.code).people)
    return asked.until_fine(question, proposed, lambda said: checked_people(tuple(said.split(","))))


def one_line(text: str) -> str:
    """A name without what would not fit into one line of a file, or cannot be seen there."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def checked_goals(goals: Iterable[str]) -> dict[str, str]:
    """The figure to reach (none where it is not given, as `TITLE=40`) by title."""
    told: dict[str, str] = {}
    for goal in filter(None, map(one_line, goals)):
        title, _, target = goal.rpartition("=") if re.search(r"=\s*[0-9.,]+$", goal) else (goal, "", "")
        told[title.strip()] = _figure(target.strip()) if target else ""
    if len(told) > MOST_GOALS:
        raise Stop(
            Exit.WRONG_USE, "{count} goals are too many to begin with; three are enough.", count=len(told)
        )
    for title in told:
        if not 3 <= len(title) <= 120:  # noqa: PLR2004 - as the field table says
            raise Stop(Exit.WRONG_USE, '"{value}" is no title: it takes 3 to 120 characters.', value=title)
    return told


def checked_people(people: tuple[str, ...]) -> tuple[str, ...]:
    """The names, each once; `Stop` (exit 2) where one is nobody in particular."""
    names = tuple(dict.fromkeys(filter(None, map(one_line, people))))
    for name in names:
        if is_nobody(name):
            raise Stop(
                Exit.WRONG_USE, '"{value}" is nobody in particular; an owner is one person.', value=name
            )
    return names
