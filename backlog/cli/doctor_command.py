"""`backlog doctor`: what is wrong with the set-up, or could surprise."""

from __future__ import annotations

import os
import textwrap
from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from backlog import fs
from backlog.cli import output
from backlog.cli.doctor import content, folder, history, host, program, scaffold, settings, workflow
from backlog.cli.doctor.answers import Answers, answers_in, answers_of_job
from backlog.cli.doctor.case import Case, Verdict
from backlog.cli.doctor.place import git_folder, on_host, remote
from backlog.cli.session import settings as read_settings
from backlog.errors import Exit, Stop
from backlog.language import N_

if TYPE_CHECKING:
    from backlog.cli.doctor.case import Remark
    from backlog.cli.session import Settings

WIDEST = 100
LARGEST = 5_000_000  # bytes of a file of answers
COLOURS = {Verdict.FINE: "green", Verdict.ASK: "cyan", Verdict.LOOK: "yellow", Verdict.WRONG: "red"}
LOOKS = (program, settings, content, history, folder, workflow, scaffold, host)


@click.command("doctor")
@click.option(
    "--host",
    "told",
    metavar="FILE",
    help="The answers of the host, fetched by the line that doctor prints; it asks no host itself.",
)
def command(told: str | None) -> int:
    """Look at Python, git, configuration, folders, workflows and publishing, and say what to do.

    Exit code 1 where something is in the way.
    """
    case = _case(read_settings(), told)
    remarks = [remark for look in LOOKS for remark in look.look(case)]
    for remark in remarks:
        output.show(click.style(remark.verdict, fg=COLOURS[remark.verdict], bold=True) + " " + remark.message)
        for line in remark.advice.splitlines():
            output.show("\n".join(_wrapped(line)))
    output.show("")
    output.show(_in_all(case, remarks))
    return Exit.FINDINGS if any(remark.verdict is Verdict.WRONG for remark in remarks) else Exit.FINE


def _case(read: Settings, told: str | None) -> Case:
    git = git_folder(read.root)
    is_job = os.environ.get("GITHUB_ACTIONS") == "true"
    address = read.config.repository or (remote(git.shared) if git else "")
    if is_job and not address and os.environ.get("GITHUB_REPOSITORY"):
        address = f"{os.environ.get('GITHUB_SERVER_URL', '')}/{os.environ['GITHUB_REPOSITORY']}"
    name, shown, project = on_host(address)
    return Case(
        read=read,
        git=git,
        host=name,
        address=shown,
        project=project,
        workflows=workflow.workflows_in(git.top) if git else (),
        answers=_answers(read, told, is_job=is_job),
        is_job=is_job,
    )


def _answers(read: Settings, told: str | None, *, is_job: bool) -> Answers:
    """What the host says: in the file that was fetched; in a job, what that knows by itself as well."""
    given = Answers()
    if told is not None:
        raw = fs.load(Path(told), LARGEST)
        if raw is None:
            raise Stop(Exit.WRONG_USE, N_("There is nothing at {path}."), path=told)
        found = answers_in(raw)
        if found is None:
            message = N_("{path} holds no answers of a host.")
            raise Stop(
                Exit.WRONG_USE, message, N_("`backlog doctor` prints the line that fetches them."), path=told
            )
        given = found
    if not is_job:
        return given
    event = os.environ.get("GITHUB_EVENT_PATH")
    known = answers_of_job(os.environ, fs.load(Path(event), LARGEST) if event else None, read.config.branch)
    both = {one.name: (getattr(given, one.name), getattr(known, one.name)) for one in fields(Answers)}
    return Answers(**{name: first if first is not None else second for name, (first, second) in both.items()})


def _in_all(case: Case, remarks: list[Remark]) -> str:
    speak, count = case.speak, Counter(remark.verdict for remark in remarks)
    if wrong := count[Verdict.WRONG]:
        return speak.plural("{count} thing is in the way.", "{count} things are in the way.", wrong)
    if looks := count[Verdict.LOOK]:
        return speak.plural(
            "It works; {count} thing is worth a look.", "It works; {count} things are worth a look.", looks
        )
    if count[Verdict.ASK]:
        return speak.text("All is well here; some things only {host} knows.", host=case.host)
    return speak.text("All is well.")


def _wrapped(line: str) -> list[str]:
    """A line of advice in the width of the terminal; one that is indented is shown as it stands."""
    if not line.strip() or line.startswith(" "):
        return [f"    {line}".rstrip()]
    width = min(output.columns() or WIDEST, WIDEST)
    return textwrap.wrap(line, width, initial_indent="    ", subsequent_indent="    ", break_long_words=False)
