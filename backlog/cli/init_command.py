"""`backlog init`: a working repository, with example items in one's own language."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backlog import fs
from backlog.cli import output
from backlog.cli.hosting import added, in_columns, own_pipelines, publishing_steps, told, with_people
from backlog.cli.questions import (
    Questions,
    asked_goals,
    asked_language,
    asked_people,
    checked_goals,
    checked_people,
    figure_of,
    one_line,
)
from backlog.cli.session import CONFIG_LIMIT, in_shell, invoked, now, written_here
from backlog.config.load import load_config
from backlog.config.sections import Config
from backlog.errors import Exit
from backlog.formats.hosting import HOSTS, PUBLISHING, guide, hosting
from backlog.formats.scaffold import Answers, sample_goals, samples_in, scaffold
from backlog.language import CODES, N_, language

if TYPE_CHECKING:
    from backlog.formats.hosting import Hosting
    from backlog.language import Language


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
@click.option(
    "--host",
    type=click.Choice(HOSTS),
    help="Where the repository lives: workflows and forms for it.  [default: github]",
)
@click.option(
    "--publish",
    type=click.Choice(PUBLISHING),
    help="Where the site goes: pages of the host, webspace by SFTP, or kept with the run.",
)
def command(
    folder: str,
    yes: bool,
    code: str | None,
    title: str | None,
    goals: tuple[str, ...],
    people: tuple[str, ...],
    host: str | None,
    publish: str | None,
) -> int:
    """Make a working repository: configuration, goals and a dozen example items.

    And what its host needs: the check of every proposed change, the publishing of the site, the forms for
    requests and for many changes at once. In a backlog that is there already, --host adds these alone.
    Overwrites nothing: a file that is there already stays as it is.
    """
    where = _where(folder)
    raw = fs.load(where / "backlog.toml", CONFIG_LIMIT)
    config = load_config("", raw)[0] if raw is not None else None
    code = code or (config.language if config else asked_language(folder, yes=yes))
    speak = language(code)
    wanted = told(where, speak, host, publish, config.branch if config else "")
    read_by_editors = guide(code) if wanted.host != "none" else ""
    answers = Answers(
        language=code, today=now(Config()).date(), title="", branch=wanted.branch, guide=read_by_editors
    )
    if raw is None:
        given = checked_goals(goals), checked_people(people)
        answers = _answered(answers, Questions(speak=speak, folder=folder, nobody=yes), title, given)
        files = scaffold(answers)
        hosted = _of_host(where, with_people(wanted, files["backlog.toml"].encode()))
        kept = _write({**hosted, **{where / path: text for path, text in files.items()}}, speak)
        samples = sum(path.startswith(f"items/{samples_in(code).folder}/") for path in files)
        _say(speak, where, len(hosted) + len(files) - len(kept), samples)
    elif host or publish:
        hosted = _of_host(where, with_people(wanted, raw))
        hosted.pop(
            where / ".gitattributes", None
        )  # files that are there may have other line ends, and keep them
        kept = _write(hosted, speak)
        _say(speak, _top(where, wanted), len(hosted) - len(kept))
    else:
        sentence = N_("{path} is there already, so there is a backlog. Nothing was changed.")
        output.show(speak.text(sentence, path=str(where / "backlog.toml")))
    _next_steps(where, speak, answers)
    if raw is None or host or publish:
        own_pipelines(kept, speak)
        names = added(wanted, whole=raw is None)
        publishing_steps(wanted, where, names, asked=bool(host or publish))
    return Exit.FINE


def _of_host(where: Path, wanted: Hosting) -> dict[Path, str]:
    """What its host needs, by where it is to stand: at the top of the repository, which may be above."""
    top = _top(where, wanted)
    return {top / path: text for path, text in hosting(wanted).items()}


def _top(where: Path, wanted: Hosting) -> Path:
    """The folder that the host sees as the first."""
    return fs.real(where).parents[wanted.folder.count("/")] if wanted.folder else where


def _answered(
    answers: Answers, asked: Questions, title: str | None, given: tuple[dict[str, str], tuple[str, ...]]
) -> Answers:
    """What was given, and what is asked for where somebody is there to answer."""
    goals, people = given
    samples = samples_in(answers.language)
    if not asked.nobody:
        question = asked.speak.text("What is the backlog called? Usually the company or the team")
        title = title or asked.line(question, samples.title)
        goals = goals or asked_goals(asked)
        people = people or asked_people(asked)
    return replace(
        answers,
        title=one_line(title or "") or samples.title,
        goals={goal: target or figure_of(asked, goal) for goal, target in goals.items()},
        people=people,
        remove=_remove(samples.folder),
    )


def _where(folder: str) -> Path:
    """The folder to fill: this one, if somebody names it from inside."""
    where, here = Path(folder), fs.real(Path())
    inside = where.name == folder == here.name and fs.kind(here / "backlog.toml") is not None
    return Path() if inside and fs.kind(where) is None else where


def _write(files: dict[Path, str], speak: Language) -> list[Path]:
    """Write what is not there yet; a file that is stays as it is, is named and given back."""
    kept = []
    for target, text in files.items():
        _make_folders(target.parent)
        if fs.kind(target) is not None:
            output.note(speak.text("{path} is there already and stays as it is.", path=written_here(target)))
            kept.append(target)
            continue
        fs.write(target, text.encode())
    return kept


def _say(speak: Language, where: Path, written: int, samples: int | None = None) -> None:
    """Say how much was written; without samples it is for the host alone."""
    count = speak.plural("{count} file", "{count} files", written)
    if samples is None:
        sentence = N_("Made {files} in {path}: what its host needs to check and to publish.")
        output.show(speak.text(sentence, files=count, path=str(fs.real(where))))
        return
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
    lines = ["", speak.text("What comes next:"), in_columns(steps)]
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
