"""`check --fix` and `check --diff`: what was mended, or what would be."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import click

from backlog import fs
from backlog.cli import output
from backlog.cli.changes.draft import save
from backlog.cli.checks.mending import mended
from backlog.cli.patches import patch
from backlog.cli.paths import repository_paths
from backlog.content.characters import visible
from backlog.content.encoding import FILE_LIMIT
from backlog.content.lines import clipped
from backlog.errors import Exit
from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from backlog.cli.session import Session
    from backlog.findings import Finding
    from backlog.language import Language

LONGEST = 100
_QUOTES = frozenset("\"'“”„«»")


def fix(here: Session, paths: tuple[str, ...], day: date, say: Callable[[str], None]) -> None:
    """Mend what can be mended in these paths, write the files that change, and say what was mended."""
    mending = mended(here, day, repository_paths(here.root, paths))
    written = save(mending.draft)
    if not mending.mended:
        return
    for _, group in groupby(mending.mended, key=lambda finding: finding.location.path):
        for finding in group:
            say(told(finding, here.language))
    count = here.language.plural("{count} finding mended", "{count} findings mended", len(mending.mended))
    files = here.language.plural("in {count} file.", "in {count} files.", len(written))
    say(click.style(f"{count} {files}", fg="green", bold=True) + "\n")


def difference(here: Session, paths: tuple[str, ...], day: date) -> int:
    """Print what `--fix` would change, as a patch; exit code 1 where it is anything."""
    mending = mended(here, day, repository_paths(here.root, paths))
    patches = [
        patch(path, fs.load(here.root / path, FILE_LIMIT) or b"", raw)
        for path, raw in sorted(mending.draft.contents.items())
    ]
    for text in patches:
        output.show_as_it_is(text)
    speak = here.language
    if patches:
        output.note(
            speak.plural(
                "`backlog check --fix` would mend {count} finding.",
                "`backlog check --fix` would mend {count} findings.",
                len(mending.mended),
            )
        )
        return Exit.FINDINGS
    output.note(speak.text("There is nothing that `backlog check --fix` could mend."))
    return Exit.FINE


def told(finding: Finding, language: Language) -> str:
    """What was mended at a place, as `items/a.md:5: owner "ana" → anna`."""
    place = finding.location
    where = click.style(f"{visible(place.path)}:{place.line}:", bold=True)
    message, values = _change(finding)
    return f"{where} {visible(language.text(message, **values))}"


def _change(finding: Finding) -> tuple[str, dict[str, object]]:
    """A sentence about what changed: a value of a field or a name, a character, or the line as a whole."""
    place, (edit, *_) = finding.location, finding.edits
    values = finding.values
    if "code" in values:  # a character that nobody sees, by its number and name
        message = (
            N_("{code} {name} → space") if finding.slug == "no-break-space" else N_("{code} {name} taken out")
        )
        return message, {"code": values["code"], "name": values["name"]}
    begin, end = place.column - 1, place.column - 1 + place.length
    before, after = place.text[:begin], place.text[end:]
    fits = edit.text.startswith(before) and edit.text.endswith(after) and edit.line == place.line
    if fits and "\n" not in edit.text and values.keys() & {"guess", "known", "value"} and "field" in values:
        told = clipped(place.text[begin:end])
        now = clipped(edit.text[begin : len(edit.text) - len(after)])
        if values["field"] == place.text[begin:end]:
            return N_('"{value}" → {mended}'), {"value": told, "mended": now}
        message = (
            N_("{field} {value} → {mended}") if told[:1] in _QUOTES else N_('{field} "{value}" → {mended}')
        )
        return message, {"field": values["field"], "value": told, "mended": now}
    now = " ⏎ ".join(edit.text.split("\n"))
    return N_("{line} → {mended}"), {"line": _line(place.text), "mended": _line(now)}


def _line(text: str) -> str:
    """A line as it stands, tabs and spaces around it too; of a long one the beginning."""
    shown = text.replace("\t", "⇥")
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"
