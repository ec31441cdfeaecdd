"""`backlog init`: a working repository, with example items in one's own language."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from backlog import fs
from backlog.cli import output
from backlog.cli.session import in_shell, invoked, now, system_language
from backlog.config.sections import Config
from backlog.errors import Exit, Stop
from backlog.formats.scaffold import MOST_GOALS, Answers, sample_goals, samples_in, scaffold
from backlog.language import CODES, N_, language, language_called
from backlog.rules.owners import is_nobody

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from backlog.language import Language

Answer = TypeVar("Answer")


@click.command("init")
@click.argument("folder", metavar="[DIR]", default=".")
@click.option("--yes", is_flag=True, help="Ask nothing and take what is proposed.")
@click.option("--language", "code", type=click.Choice(CODES), help="The language of the backlog.")
@click.option("--title", help="The name of the backlog, usually the company or the team.")
@click.option(
    "--goal",
    "goals",
    multiple=True,
    metavar="TITLE=FIGURE",
    help="A goal and the figure to reach; up to three times.",
)
@click.option(
    "--owner",
    "people",
    multiple=True,
    metavar="NAME",
    help="Somebody who may own items; any number of times.",
)
def command(
    folder: str,
    yes: bool,
    code: str | None,
    title: str | None,
    goals: tuple[str, ...],
    people: tuple[str, ...],
) -> int:
    """Make a working repository: configuration, goals and a dozen example items.

    Overwrites nothing: a file that is there already stays as it is.
    """
    code = code or _asked_language(folder, yes=yes)
    speak = language(code)
    where = _where(folder)
    config = where / "backlog.toml"
    if fs.kind(config) is not None:
        output.show(
            speak.text(
                "{path} is there already, so there is a backlog. Nothing was changed.", path=str(config)
            )
        )
        _next_steps(where, speak, Answers(language=code, today=now(Config()).date(), title=""))
        return Exit.FINE
    asked = Questions(speak=speak, folder=folder, nobody=yes)
    wanted = _checked_goals(goals)
    people = _checked_people(people)
    if not yes:
        title = title or asked.line(
            speak.text("What is the backlog called? Usually the company or the team"),
            samples_in(code).title,
        )
        wanted = wanted or _asked_goals(asked)
        people = people or _asked_people(asked)
    answers = Answers(
        language=code,
        today=now(Config()).date(),
        title=_one_line(title or "") or samples_in(code).title,
        goals={goal: target or _target(asked, goal) for goal, target in wanted.items()},
        people=people,
        remove=_remove(samples_in(code).folder),
    )
    _write(where, scaffold(answers), speak)
    _next_steps(where, speak, answers)
    return Exit.FINE


def _where(folder: str) -> Path:
    """The folder to fill: this one, if somebody names it from inside."""
    where, here = Path(folder), fs.real(Path())
    inside = where.name == folder == here.name and fs.kind(here / "backlog.toml") is not None
    return Path() if inside and fs.kind(where) is None else where


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
        return _one_line(str(said))

    def until_fine(self, question: str, proposed: str, check: Callable[[str], Answer]) -> Answer:
        """What `check` makes of the answer; one that it stops at is asked for again, saying why."""
        while True:
            said = self.line(question, proposed)
            try:
                return check(said)
            except Stop as stop:
                output.note("  " + self.speak.text(stop.message, **stop.values))


def _asked_language(folder: str, *, yes: bool) -> str:
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


def _asked_goals(asked: Questions) -> dict[str, str]:
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
        goals |= {goal: _target(asked, goal) for goal in told if goal not in goals}
    return goals


def _more_goals(known: tuple[str, ...], said: str) -> dict[str, str]:
    return _checked_goals((*known, *said.split(",")))


def _target(asked: Questions, goal: str) -> str:
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


def _asked_people(asked: Questions) -> tuple[str, ...]:
    question = asked.speak.text("Who takes on items? First and last names, separated by commas")
    proposed = ", ".join(samples_in(asked.speak.code).people)
    return asked.until_fine(question, proposed, lambda said: _checked_people(tuple(said.split(","))))


def _one_line(text: str) -> str:
    """A name without what would not fit into one line of a file, or cannot be seen there."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _checked_goals(goals: Iterable[str]) -> dict[str, str]:
    """The figure to reach (none where it is not given, as `TITLE=40`) by title."""
    told: dict[str, str] = {}
    for goal in filter(None, map(_one_line, goals)):
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


def _checked_people(people: tuple[str, ...]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(filter(None, map(_one_line, people))))
    for name in names:
        if is_nobody(name):
            raise Stop(
                Exit.WRONG_USE, '"{value}" is nobody in particular; an owner is one person.', value=name
            )
    return names


def _write(where: Path, files: dict[str, str], speak: Language) -> None:
    """Write what is not there yet; a file that is stays as it is and is named."""
    written = 0
    for path, text in files.items():
        target = where / path
        _make_folders(target.parent)
        if fs.kind(target) is not None:
            output.note(speak.text("{path} is there already and stays as it is.", path=str(target)))
            continue
        fs.write(target, text.encode())
        written += 1
    count = speak.plural("{count} file", "{count} files", written)
    samples = sum(path.startswith(f"items/{samples_in(speak.code).folder}/") for path in files)
    items = speak.plural("{count} example item", "{count} example items", samples)
    sentence = N_("Made {files} in {path}: the configuration backlog.toml, goals, {items}.")
    output.show(speak.text(sentence, files=count, path=str(fs.real(where)), items=items))


def _make_folders(folder: Path) -> None:
    if fs.kind(folder) is None:
        if folder.parent != folder:
            _make_folders(folder.parent)
        fs.make_folder(folder)


def _remove(name: str) -> str:
    """The command that removes the samples and nothing else; PowerShell separates paths by commas."""
    return (
        f"rm -r items/{name}, items/*/{name}"
        if sys.platform == "win32"
        else f"rm -r items/{name} items/*/{name}"
    )


def _next_steps(where: Path, speak: Language, answers: Answers) -> None:
    program = invoked()
    title = speak.text("My first item")
    steps = [
        (f"{program} serve", speak.text("shows the backlog in the browser, every change at once")),
        (f'{program} new "{title}"', speak.text("makes your first item and says what to fill in")),
        (f"{program} check", speak.text("checks everything and says what to mend")),
    ]
    if fs.real(where) != fs.real(Path()):
        steps = [(f"cd {in_shell(str(where))}", speak.text("into the new folder")), *steps[:2]]
    width = max(len(step) for step, _ in steps)
    lines = ["", speak.text("What comes next:")]
    lines += [f"  {click.style(step.ljust(width), bold=True)}  {why}" for step, why in steps]
    if answers.remove and not answers.goals:
        sample = next(iter(sample_goals(answers.language)))
        lines += [
            "",
            speak.text(
                "A goal of your own is a file: copy {path} to items/goals/, then change title and figures.",
                path=sample,
            ),
        ]
    if answers.remove:
        lines += [
            "",
            speak.text("The examples go with one command:"),
            f"  {click.style(answers.remove, bold=True)}",
        ]
    output.show("\n".join(lines))
