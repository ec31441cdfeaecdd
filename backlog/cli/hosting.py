"""Where a repository lives and its site goes: as `init` is told, or as the folder tells."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from backlog import __version__, fs
from backlog.cli import output
from backlog.cli.doctor.place import git_folder, remote, text_of
from backlog.cli.session import in_shell, invoked, written_here
from backlog.config.load import load_config
from backlog.errors import Exit, Stop
from backlog.formats.hosting import Hosting, guide, hosting
from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from backlog.cli.doctor.place import Git
    from backlog.language import Language

MAIN = "main"
BRANCH = re.compile(r"ref: refs/heads/([A-Za-z0-9][A-Za-z0-9._/-]*)\s*")


def told(where: Path, speak: Language, host: str | None, publish: str | None, branch: str) -> Hosting:
    """As asked for, else as the folder tells, else GitHub and its Pages; `Stop` where they do not fit.

    `branch` is the one of the configuration, where there is one: who adds workflows may be on another.
    A backlog below the top of a repository gets a host only where that is asked for: its files go to the top,
    where others may be.
    """
    git = git_folder(fs.real(where))
    top = git.top if git else where
    folder = fs.real(where).relative_to(git.top).as_posix() if git else "."
    on_gitlab = "gitlab" in (remote(git.shared) if git else "") or fs.kind(top / ".gitlab-ci.yml") is not None
    if folder != "." and not host and not publish:
        host = "none"
    host = host or ("gitlab" if on_gitlab or publish == "gitlab" else "github")
    publish = publish or ("gitlab" if host == "gitlab" else "pages")
    if publish == "gitlab" and host != "gitlab":
        message = N_("GitLab publishes what lives at GitLab.")
        raise Stop(Exit.WRONG_USE, message, "backlog init --host gitlab --publish gitlab")
    return Hosting(
        language=speak, version=__version__, host=host, publish=publish, branch=_branch(git, branch),
        folder="" if folder == "." else folder,
    )  # fmt: skip


def _branch(git: Git | None, configured: str) -> str:
    """The main branch: the configured one, that of the host as a clone remembers it, the one checked out."""
    if git is None or configured not in {"", MAIN}:
        return configured or MAIN
    heads = (text_of(git.shared / "refs/remotes/origin/HEAD"), text_of(git.own / "HEAD"))
    found = (BRANCH.fullmatch(head.replace("refs/remotes/origin/", "refs/heads/")) for head in heads)
    return next((head[1] for head in found if head), MAIN)


def with_people(wanted: Hosting, raw: bytes) -> Hosting:
    """With the people of a configuration and what they decide."""
    config, _ = load_config("backlog.toml", raw)
    people = {id_: person.name for id_, person in config.people.items() if person.until is None}
    return replace(wanted, people=people, decisions=config.decisions)


def added(wanted: Hosting, *, whole: bool) -> list[str]:
    """What to commit, as seen from the backlog: all of it, or what the host needs alone."""
    inside, up = f"{wanted.folder}/" if wanted.folder else "", wanted.up
    paths = [
        path.removeprefix(inside) if path.startswith(inside) else up + path.split("/")[0]
        for path in hosting(wanted)
        if not path.endswith(".gitattributes")
    ]
    names = sorted({path if path.startswith("../") else path.split("/")[0] for path in paths})
    return [".", *(name for name in names if name.startswith("../"))] if whole else names


def own_pipelines(kept: Iterable[Path], speak: Language) -> None:
    """Say which of the files that stay as they are were to hold a pipeline of ours, and do not call us."""
    for path in kept:
        is_pipeline = path.parent.name == "workflows" or path.name == ".gitlab-ci.yml"
        if is_pipeline and "backlog" not in text_of(path):
            sentence = N_("{path} is your own and does not run backlog: what was to be there is missing.")
            output.note(speak.text(sentence, path=written_here(path)))
            if path.parent.name == "workflows":
                output.note(
                    speak.text("Give yours another name, then:") + f"\n  {invoked()} init --host github"
                )


def publishing_steps(wanted: Hosting, where: Path, names: Sequence[str], *, asked: bool) -> None:
    """Say what is left to do so that changes are checked and the site is published.

    `names` are the files and folders to commit, as seen from the backlog. `asked`: for this host.
    """
    speak = wanted.language
    if wanted.host == "none" and wanted.folder and not asked:
        sentence = N_(
            "This folder is part of a larger repository. So that every proposed change is checked and the "
            "site is built, workflows have to stand at its top:"
        )
        output.show("\n" + speak.text(sentence))
        output.show(f"  {invoked()} init --host github")
        return
    if wanted.host == "none":
        output.show("\n" + speak.text("To check every change before it counts, and to publish once a day:"))
        output.show("  backlog check")
        output.show("  backlog build --keep-going --output /var/www/backlog")
        return
    name = {"github": "GitHub", "gitlab": "GitLab"}[wanted.host]
    output.show("\n" + speak.text("To bring it to {host}:", host=name))
    output.show(in_columns(_pushing(wanted, where, names, name)))
    sentence = N_(
        "Pushed to {host}, every proposed change is checked and the site is built. What to click there once "
        "stands at the end of {path}; who will be able to read the site, in the handbook."
    )
    output.show("\n" + speak.text(sentence, host=name, path=guide(speak.code)))


def _pushing(wanted: Hosting, where: Path, names: Sequence[str], host: str) -> Iterator[tuple[str, str]]:
    """The commands that bring the backlog to its host, in their order, each with what it does."""
    speak, git = wanted.language, git_folder(fs.real(where))
    if git is None:
        yield f"git init -b {wanted.branch}", speak.text("keeps the history from now on")
    yield f"git add {' '.join(map(in_shell, names))}", ""
    yield 'git commit -m "Backlog"', ""
    if git is None or not remote(git.shared):
        address = f"https://{host.lower()}.com/OWNER/NAME.git"
        told_why = speak.text("the address of an empty private repository that you make there")
        yield f"git remote add origin {address}", told_why
    yield f"git push -u origin {wanted.branch}", ""
    yield f"{invoked()} doctor", speak.text("says what to click there once")


def in_columns(steps: Iterable[tuple[str, str]]) -> str:
    """Commands, and beside them why."""
    rows = list(steps)
    width = max(len(step) for step, why in rows if why)
    lines = (
        (click.style(step.ljust(width), bold=True) + f"  {why}") if why else click.style(step, bold=True)
        for step, why in rows
    )
    return "\n".join(f"  {line}" for line in lines)
