"""Findings on their way to people: on the standard output in a format, and as a summary in a file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from backlog import fs
from backlog.appending import append
from backlog.cli import output
from backlog.errors import Exit, Stop
from backlog.formats.findings import Files, statistics
from backlog.formats.forms import FOR_HOSTS, FOR_PEOPLE, FORMS, JSON
from backlog.formats.summary import LIMIT, FileNotes, summary_markdown
from backlog.language import N_
from backlog.rules import findings_of_faults
from backlog.rules.fingerprint import fingerprints
from backlog.rules.wording import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.cli.session import Session, Settings
    from backlog.config.sections import Config
    from backlog.findings import Finding
    from backlog.language import Language
    from backlog.model import Backlog

_AS_IT_IS = "/~%!$&'*+,;=:@-._"
_HOST = re.compile(r"https://[A-Za-z0-9.-]+(:\d{1,5})?(/|\Z)")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How findings are told: the form, a table instead, a file for the summary, where files are edited."""

    form: str = "text"
    statistics: bool = False
    summary: str | None = None
    edit_prefix: str = ""

    @classmethod
    def of(cls, form: str, summary: str | None, edit_url: str | None, *, statistics: bool) -> Telling:
        """What the options ask for; an empty one, as a shell has it for want of a value, asks for nothing."""
        prefix = edit_prefix(edit_url) if edit_url else ""
        return cls(form=form, statistics=statistics, summary=summary or None, edit_prefix=prefix)


def edit_prefix(given: str) -> str:
    """The address behind which a file's path stands; special signs of a branch's name are encoded.

    `Stop` (exit 2) where it is no https address.

    >>> edit_prefix("https://github.com/o/r/edit/fix (#7)/")
    'https://github.com/o/r/edit/fix%20%28%237%29'
    """
    if not _HOST.match(given):
        raise Stop(
            Exit.WRONG_USE,
            N_('--edit-url is "{value}", and an address that begins with https:// is wanted.'),
            "--edit-url https://github.com/OWNER/REPOSITORY/edit/BRANCH",
            value=given,
        )
    host, _, path = given.removeprefix("https://").partition("/")
    told = quote(_STRAY_PERCENT.sub("%25", path), safe=_AS_IT_IS)
    return f"https://{host}/{told}".rstrip("/")


def tell(here: Session, how: Telling, read: Backlog, findings: Sequence[Finding], mended: int = 0) -> int:
    """Print the findings of a backlog, write the summary, and give the exit code.

    `mended` are the entries of the baseline that nobody needs any more.
    """
    files = Files(read.found, read.read, len(read.refused), mended)
    titles = {item.path: item.title for item in read.items if not item.private}
    titles |= {one.path: one.title for one in read.goals} | {one.path: one.title for one in read.initiatives}
    _print(here.root, how, findings, here.language, files)
    if how.summary:
        notes = FileNotes(titles=titles, addresses=_addresses(here.root, how, here.config, findings))
        _append(how.summary, findings, here.language, files, notes)
    return Exit.FINDINGS if any(finding.severity == "error" for finding in findings) else Exit.FINE


def tell_faults(read: Settings, how: Telling) -> None:
    """Tell what is wrong with the configuration in the same ways."""
    findings = findings_of_faults(read.faults)
    _print(read.root, replace(how, statistics=False), findings, read.language, None)
    if how.summary:
        notes = FileNotes(addresses=_addresses(read.root, how, read.config, findings))
        _append(how.summary, findings, read.language, None, notes)


def _print(
    root: Path, how: Telling, findings: Sequence[Finding], language: Language, files: Files | None
) -> None:
    worded = [word(finding, language) for finding in findings]
    if how.form in FOR_HOSTS:
        top = _from_the_top(root)
        marks = fingerprints(findings)
        worded = [
            replace(one, path=top + one.path, fingerprint=mark)
            for one, mark in zip(worded, marks, strict=True)
        ]
    if how.statistics and how.form in FOR_PEOPLE and files is not None:
        output.show(statistics(worded, language, files))
        return
    text = FORMS[how.form](worded, language, files, output.columns())
    if how.form in JSON:
        output.show_json(text)
    elif how.form in FOR_PEOPLE:
        output.show(text)
    else:
        output.show_as_it_is(text)


def _from_the_top(root: Path) -> str:
    """What leads from the top of the repository to the backlog's root, with a slash at its end."""
    top = next((folder for folder in (root, *root.parents) if fs.kind(folder / ".git") is not None), root)
    inside = root.relative_to(top).as_posix()
    return "" if inside == "." else f"{inside}/"


def _addresses(root: Path, how: Telling, config: Config, findings: Sequence[Finding]) -> dict[str, str]:
    """Where each file is edited: behind the given address, else in the configured repository and branch."""
    top = _from_the_top(root)
    paths = sorted({finding.location.path for finding in findings})
    if how.edit_prefix:
        inside = (quote(top + path, safe="/", errors="surrogatepass") for path in paths)
        return {path: f"{how.edit_prefix}/{quoted}" for path, quoted in zip(paths, inside, strict=True)}
    from backlog.site.host import edit_address  # noqa: PLC0415 - with it come all pages of the site

    return {path: edit_address(config.repository, config.branch, top + path) for path in paths}


def _append(
    name: str, findings: Sequence[Finding], language: Language, files: Files | None, notes: FileNotes
) -> None:
    """Add the summary to a file that may have something in it already."""
    path = Path(name)
    there = fs.size(path) if fs.kind(path) is fs.Kind.FILE else 0
    worded = [word(finding, language) for finding in findings]
    text = summary_markdown(worded, language, files, notes, LIMIT - there)
    append(path, text.encode("utf-8", "replace"))
