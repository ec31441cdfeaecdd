"""`backlog doctor`: what is wrong with the set-up, or could surprise."""

from __future__ import annotations

import platform
import re
import secrets
import sys
import textwrap
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import click

from backlog import __version__, fs, guard
from backlog.cli import output
from backlog.cli.session import faults_in_words, home, settings
from backlog.errors import Exit, Stop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from backlog.cli.session import Settings

LONGEST = 100_000  # bytes of a small text file
WIDEST = 100


class Verdict(StrEnum):
    """How a part of the set-up is: in order, worth a look, or in the way."""

    FINE = "✓"
    LOOK = "!"
    WRONG = "✗"


COLOURS = {Verdict.FINE: "green", Verdict.LOOK: "yellow", Verdict.WRONG: "red"}


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of the doctor: what was looked at, and what to do about it."""

    verdict: Verdict
    message: str
    advice: str = ""


@click.command("doctor")
def command() -> int:
    """Look at Python, git, configuration, folders and publishing, and say what to do."""
    read = settings()
    remarks = [remark for look in LOOKS for remark in look(read)]
    for remark in remarks:
        output.show(click.style(remark.verdict, fg=COLOURS[remark.verdict], bold=True) + " " + remark.message)
        for line in remark.advice.splitlines():
            output.show("\n".join(_wrapped(line)))
    speak = read.language
    wrong = sum(remark.verdict is Verdict.WRONG for remark in remarks)
    looks = sum(remark.verdict is Verdict.LOOK for remark in remarks)
    output.show("")
    if wrong:
        output.show(speak.plural("{count} thing is in the way.", "{count} things are in the way.", wrong))
    elif looks:
        output.show(
            speak.plural(
                "It works; {count} thing is worth a look.",
                "It works; {count} things are worth a look.",
                looks,
            )
        )
    else:
        output.show(speak.text("All is well."))
    return Exit.FINDINGS if wrong else Exit.FINE


def _wrapped(line: str) -> list[str]:
    """A line of advice in the width of the terminal; one that is indented is shown as it stands."""
    if not line.strip() or line.startswith(" "):
        return [f"    {line}".rstrip()]
    width = min(output.columns() or WIDEST, WIDEST)
    return textwrap.wrap(line, width, initial_indent="    ", subsequent_indent="    ", break_long_words=False)


def _program(read: Settings) -> Iterator[Remark]:
    speak = read.language
    python = platform.python_version()
    yield Remark(
        Verdict.FINE,
        speak.text("backlog-site {version} on Python {python}", version=__version__, python=python),
    )
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower()
    if "utf" not in encoding:
        message = speak.text("This terminal writes {encoding} and has not all letters.", encoding=encoding)
        yield Remark(Verdict.LOOK, message, "PYTHONUTF8=1")


def _configuration(read: Settings) -> Iterator[Remark]:
    speak = read.language
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
    config = read.config
    if not config.people:
        message = speak.text("[people] is empty, so any word passes for an owner.")
        yield Remark(Verdict.LOOK, message, '[people.anna]\nname = "Anna Schmidt"')
    if not config.repository:
        message = speak.text("`repository` is not set, so pages have no links to edit and to the history.")
        yield Remark(Verdict.LOOK, message, 'repository = "https://github.com/company/marketing"')
    if not config.holidays:
        message = speak.text("`holidays` is not set, so public holidays count as working days.")
        yield Remark(
            Verdict.LOOK, message, 'holidays = "DE-BE"' if config.language == "de" else 'holidays = "GB-ENG"'
        )
    if config.report_day is not None:
        message = speak.text(
            "`report_day` holds everything at {day}; days do not pass.", day=config.report_day
        )
        yield Remark(Verdict.LOOK, message)


def _content(read: Settings) -> Iterator[Remark]:
    speak = read.language
    if read.faults:
        return
    from backlog.reader import find  # noqa: PLC0415 - after the configuration is known to be fine

    found = find(read.root, read.config.content)
    items = sum(one.kind == "item" for one in found)
    counts = speak.plural("{count} item", "{count} items", items)
    if found:
        yield Remark(
            Verdict.FINE,
            speak.plural(
                "{count} file of content, {items}",
                "{count} files of content, {items}",
                len(found),
                items=counts,
            ),
        )
    else:
        message = speak.text(
            "[content] finds no file: {patterns}", patterns=", ".join(read.config.content.items)
        )
        yield Remark(Verdict.LOOK, message, 'backlog new "…"')
    sample = f"{read.config.content.folder.replace('{year}', '2026').strip('/')}/title.md"
    if not _finds(read, sample):
        message = speak.text(
            "`new` writes to {folder}, where [content] items does not look.",
            folder=read.config.content.folder,
        )
        yield Remark(
            Verdict.WRONG, message, f'[content]\nfolder = "{read.config.content.items[0].split("/")[0]}"'
        )
    from backlog.cli.strays import strays_in_words  # noqa: PLC0415 - as above

    if strays := strays_in_words(read.root, read.config, speak):
        yield Remark(Verdict.LOOK, strays)
    unreadable = [one.path for one in found if one.what is not fs.Kind.FILE]
    if unreadable:
        message = speak.text("No ordinary file, so not read: {paths}", paths=", ".join(unreadable[:3]))
        yield Remark(Verdict.LOOK, message)


def _finds(read: Settings, path: str) -> bool:
    from backlog.reader import kind_of  # noqa: PLC0415 - as above

    return kind_of(path, read.config.content) == "item"


def _history(read: Settings) -> Iterator[Remark]:
    """What git offers: looked up in its folder, without running it."""
    speak = read.language
    folder = _git_folder(read.root)
    if folder is None:
        message = speak.text(
            "There is no git repository here: no history, no proposed changes, no publishing."
        )
        yield Remark(Verdict.LOOK, message, "git init && git add . && git commit -m Backlog")
        return
    if fs.kind(folder / "shallow") is not None:
        message = speak.text("The git history was cut off (shallow clone), so old moves are missing.")
        yield Remark(Verdict.LOOK, message, "git fetch --unshallow\n" + speak.text("In CI: fetch-depth: 0"))
    else:
        yield Remark(Verdict.FINE, speak.text("git repository with its whole history"))
    head = (fs.load(folder / "HEAD", LONGEST) or b"").decode("utf-8", "replace").strip()
    branch = head.removeprefix("ref: refs/heads/")
    if (
        head.startswith("ref: ")
        and branch != read.config.branch
        and not _has_branch(folder, read.config.branch)
    ):
        message = speak.text(
            "`branch` is {configured}, and there is no such branch; this is {branch}.",
            configured=read.config.branch,
            branch=branch,
        )
        yield Remark(Verdict.LOOK, message, f'branch = "{branch}"')


def _git_folder(root: Path) -> Path | None:
    """The `.git` of the root or of a folder above it; a file there names the real one (worktrees)."""
    for folder in (root, *root.parents):
        found = folder / ".git"
        match fs.kind(found):
            case fs.Kind.DIR:
                return found
            case fs.Kind.FILE:
                named = re.match(r"gitdir: (.+)", (fs.load(found, LONGEST) or b"").decode("utf-8", "replace"))
                return folder / named[1].strip() if named else found
            case _:
                continue
    return None


def _has_branch(folder: Path, branch: str) -> bool:
    packed = (fs.load(folder / "packed-refs", LONGEST * 100) or b"").decode("utf-8", "replace")
    return fs.kind(folder / "refs" / "heads" / branch) is not None or f" refs/heads/{branch}\n" in packed


def _output(read: Settings) -> Iterator[Remark]:
    speak = read.language
    site = read.root / "site"
    try:
        place = guard.place(
            site, root=read.root, sources=(read.root / ".git", read.root / "templates"), home=home()
        )
        guard.contents(place)
    except Stop as stop:
        yield Remark(
            Verdict.WRONG,
            speak.text(stop.message, **stop.values),
            speak.text(stop.hint, **stop.values) if stop.hint else "",
        )
        return
    probe = read.root / f".site.probe-{secrets.token_hex(4)}"
    try:
        fs.make_folder(probe)
        fs.remove_folder(probe)
    except Stop as stop:
        advice = speak.text("Ask for the right to write there, or use `build --output DIR`.")
        yield Remark(Verdict.WRONG, speak.text(stop.message, **stop.values), advice)
        return
    yield Remark(Verdict.FINE, speak.text("The site goes to {path}.", path=str(site)))
    ignored = (fs.load(read.root / ".gitignore", LONGEST) or b"").decode("utf-8", "replace").split()
    if _git_folder(read.root) is not None and not {"site", "site/", "/site", "/site/"} & set(ignored):
        message = speak.text("git would take the built site along: .gitignore does not name it.")
        yield Remark(Verdict.LOOK, message, "site/")


def _publishing(read: Settings) -> Iterator[Remark]:
    speak, config = read.language, read.config
    if config.site.audience == "internal":
        message = speak.text("The site is made for your own people: with names, absences and costs.")
        advice = speak.text(
            "GitHub Pages of a private repository are public outside of Enterprise Cloud; GitLab Pages can "
            "be kept to members. Before you publish where everybody reads:"
        )
        on_github = re.search(r"github\.(com|io)", config.repository + config.site.base_url)
        verdict = Verdict.LOOK if on_github else Verdict.FINE
        yield Remark(verdict, message, f'{advice}\n[site]\naudience = "public"')
    else:
        message = speak.text("The site is made for everybody: without names, absences and costs.")
        yield Remark(Verdict.FINE, message)


LOOKS = (_program, _configuration, _content, _history, _output, _publishing)
