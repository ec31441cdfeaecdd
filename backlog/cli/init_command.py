"""`backlog init`: a working repository, with example items in one's own language."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backlog import fs
from backlog.cli import output
from backlog.cli.session import invoked, now
from backlog.config.sections import Config
from backlog.errors import Exit, Stop
from backlog.formats.scaffold import MOST_GOALS, PEOPLE, SAMPLES, TITLES, Answers, scaffold
from backlog.language import N_, language
from backlog.rules.owners import is_nobody

if TYPE_CHECKING:
    from backlog.language import Language


@click.command("init")
@click.argument("folder", metavar="[DIR]", default=".")
@click.option("--yes", is_flag=True, help="Ask nothing and take what is proposed.")
@click.option("--language", "code", type=click.Choice(["de", "en"]), help="The language of the backlog.")
@click.option("--title", help="The name of the backlog, usually the company or the team.")
@click.option("--goal", "goals", multiple=True, metavar="TITLE", help="A goal; up to three times.")
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
    code = code or _asked_language(yes=yes)
    speak = language(code)
    where = Path(folder)
    config = where / "backlog.toml"
    if fs.kind(config) is not None:
        output.show(
            speak.text(
                "{path} is there already, so there is a backlog. Nothing was changed.", path=str(config)
            )
        )
        _next_steps(where, speak, Answers(language=code, today=now(Config()).date(), title=""))
        return Exit.FINE
    if not yes:
        title = title or _ask(
            speak, speak.text("What is the backlog called? Usually the company or the team"), TITLES[code]
        )
        goals = goals or _asked_goals(speak)
        people = people or _asked_people(speak, code)
    answers = Answers(
        language=code,
        today=now(Config()).date(),
        title=_one_line(title or "") or TITLES[code],
        goals=_checked_goals(goals),
        people=_checked_people(people),
        remove=_remove(SAMPLES[code]),
    )
    _write(where, scaffold(answers), speak)
    _next_steps(where, speak, answers)
    return Exit.FINE


def _asked_language(*, yes: bool) -> str:
    """The language of the person here, as far as the system tells; asked unless told not to."""
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    likely = "de" if system.lower().startswith("de") else "en"
    if yes:
        return likely
    answer = _ask(language("en"), "Sprache / Language (de, en)", likely).strip().lower()
    chosen = {
        "d": "de",
        "de": "de",
        "deutsch": "de",
        "german": "de",
        "e": "en",
        "en": "en",
        "english": "en",
        "englisch": "en",
    }
    if answer not in chosen:
        raise Stop(
            Exit.WRONG_USE, '"{value}" is neither de nor en.', "backlog init --language de", value=answer
        )
    return chosen[answer]


def _asked_goals(speak: Language) -> tuple[str, ...]:
    output.note(
        speak.text("What is marketing to reach this quarter? Up to three goals; Enter takes examples.")
    )
    goals: list[str] = []
    while len(goals) < MOST_GOALS and (
        goal := _ask(speak, speak.text("Goal {number}", number=len(goals) + 1), "")
    ):
        goals.append(goal)
    return tuple(goals)


def _asked_people(speak: Language, code: str) -> tuple[str, ...]:
    question = speak.text("Who takes on items? First and last names, separated by commas")
    return tuple(_ask(speak, question, ", ".join(PEOPLE[code])).split(","))


def _ask(speak: Language, question: str, proposed: str) -> str:
    """An answer of the person at the terminal; questions are no results, so they go to the other stream."""
    try:
        return str(click.prompt(question, default=proposed, show_default=bool(proposed), err=True)).strip()
    except click.Abort as nobody:
        if sys.stdin is not None and sys.stdin.isatty():
            raise
        message = N_("There is nobody here to answer. `--yes` takes what is proposed.")
        raise Stop(
            Exit.WRONG_USE,
            message,
            "backlog init --yes --language {language}",
            language=speak.code,
        ) from nobody


def _one_line(text: str) -> str:
    """A name without what would not fit into one line of a file, or cannot be seen there."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _checked_goals(goals: tuple[str, ...]) -> tuple[str, ...]:
    titles = tuple(dict.fromkeys(filter(None, map(_one_line, goals))))
    if len(titles) > MOST_GOALS:
        raise Stop(
            Exit.WRONG_USE, "{count} goals are too many to begin with; three are enough.", count=len(titles)
        )
    for title in titles:
        if not 3 <= len(title) <= 120:  # noqa: PLR2004 - as the field table says
            raise Stop(Exit.WRONG_USE, '"{value}" is no title: it takes 3 to 120 characters.', value=title)
    return titles


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
    samples = sum(path.startswith(f"items/{SAMPLES[speak.code]}/") for path in files)
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
        steps = [(f"cd {_in_shell(str(where))}", speak.text("into the new folder")), *steps[:2]]
    width = max(len(step) for step, _ in steps)
    lines = ["", speak.text("What comes next:")]
    lines += [f"  {click.style(step.ljust(width), bold=True)}  {why}" for step, why in steps]
    if answers.remove:
        lines += [
            "",
            speak.text("The examples go with one command:"),
            f"  {click.style(answers.remove, bold=True)}",
        ]
    output.show("\n".join(lines))


def _in_shell(path: str) -> str:
    plain = all(letter.isalnum() or letter in "/._-~\\:" for letter in path)
    return path if plain and not path.startswith("-") else "'" + path.replace("'", "'\\''") + "'"
