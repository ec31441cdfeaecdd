"""Findings as text, as one line each, as JSON, and as a table by rule."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from backlog.content.characters import visible
from backlog.formats.columns import width
from backlog.language import N_
from backlog.rules.wording import record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from backlog.language import Language
    from backlog.rules.wording import Worded

SCHEMA_VERSION = 1
# How often a rule explains itself in full before its findings shrink to a line each.
FULL = 3
NARROWEST = 40
NEW = N_("New with this change:")
OLD = N_("There before this change:")
_COLOURS = {"error": "red", "warning": "yellow"}


_BREAK = re.compile(r"[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Files:
    """The count of files: found = read + refused; and how many entries of the baseline are mended."""

    found: int
    read: int
    refused: int
    mended: int = 0


def listed(findings: Sequence[Worded]) -> list[Worded]:
    """The findings that are told one by one: those that are tolerated are only counted.

    A file that is left out is told of all the same: what is missing on every page is nothing to get used to.
    """
    return [finding for finding in findings if finding.refuses or not finding.tolerated]


def by_news(findings: Sequence[Worded]) -> list[tuple[str, list[Worded]]]:
    """The findings under what is said above them (a message id): new ones first, where somebody compared."""
    if all(finding.new is None for finding in findings):
        return [("", list(findings))]
    groups = [(NEW, [one for one in findings if one.new]), (OLD, [one for one in findings if not one.new])]
    return [(head, some) for head, some in groups if some]


def text(
    findings: Sequence[Worded], language: Language, files: Files | None, columns: int | None = None
) -> str:
    """Every finding with its line of the file, what to do, and the line to paste; then the count.

    After the third finding of a rule only its sentence is printed. `files` is None for findings of the
    configuration; `columns` is the width of the terminal, where there is one.
    """
    seen: Counter[str] = Counter()
    blocks: list[str] = []
    for head, group in by_news(listed(findings)):
        if head:
            blocks += [*([""] if blocks else []), click.style(language.text(head), bold=True), ""]
        for finding in group:
            seen[finding.code] += 1
            if blocks and seen[finding.code] <= FULL and blocks[-1]:
                blocks.append("")
            lines = [_headline(finding, language)]
            if seen[finding.code] <= FULL:
                lines += _excerpt(finding)
                lines += _mend(finding, columns)
                lines += [click.style(f"  {line}", fg="green") for line in finding.paste.splitlines()]
            blocks.append("\n".join(lines))
    if blocks:
        blocks.append("")
    if any(count > FULL for count in seen.values()):
        blocks.append(
            language.text("A rule is explained three times; `backlog explain CODE` explains it again.")
        )
    return "\n".join([*blocks, summary(findings, language, files)])


def _headline(finding: Worded, language: Language) -> str:
    place = click.style(f"{_one_line(finding.path)}:{finding.line}:{finding.column}:", bold=True)
    severity = click.style(language.text(finding.severity), fg=_COLOURS[finding.severity], bold=True)
    return f"{place} {severity} {finding.code} {finding.slug}: {_one_line(finding.message)}"


def _mend(finding: Worded, columns: int | None) -> list[str]:
    """How to mend it, without the lines to paste."""
    lines = finding.help.removesuffix(finding.paste).splitlines()
    if columns is None:
        return [f"  {line}" for line in lines]
    width = max(columns, NARROWEST)
    return [
        part
        for line in lines
        for part in wrap(line, width, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
    ]


def _one_line(text: str) -> str:
    """A text that stays on its line: what item text says must never begin a line of a log (T65)."""
    return _BREAK.sub("⏎", visible(text))


def _excerpt(finding: Worded) -> list[str]:
    """The line, and the place in it; a tab keeps its width, so that the marks stand below it."""
    if not finding.text.strip():
        return []
    number = str(finding.line)
    shown, before = _one_line(finding.text[:200]), finding.text[: finding.column - 1]
    lines = [f"  {number} | {shown}"]
    if finding.length and finding.column <= len(shown):
        indent = "".join("\t" if letter == "\t" else " " * width(letter) for letter in before)
        length = width(finding.text[finding.column - 1 :][: finding.length])
        lines.append(
            f"  {' ' * len(number)} | {indent}"
            + click.style("^" * max(1, length), fg=_COLOURS[finding.severity])
        )
    return lines


def plain(text: str) -> str:
    """The text without its colours."""
    return click.unstyle(text)


def summary(findings: Sequence[Worded], language: Language, files: Files | None) -> str:
    """The last lines: how many findings, or that all is well; what is tolerated; found = read + refused."""
    told = listed(findings)
    errors = sum(finding.severity == "error" for finding in told)
    warnings = len(told) - errors
    counts = []
    if errors:
        counts.append(
            click.style(language.plural("{count} error", "{count} errors", errors), fg="red", bold=True)
        )
    if warnings:
        counts.append(
            click.style(
                language.plural("{count} warning", "{count} warnings", warnings), fg="yellow", bold=True
            )
        )
    if any(finding.new is not None for finding in told):
        new = sum(bool(finding.new) for finding in told)
        counts.append(language.text("{count} of them new", count=new))
    if files is None:
        return ", ".join(counts)
    read = language.plural(
        "{count} file found = {read} read + {refused} refused",
        "{count} files found = {read} read + {refused} refused",
        files.found, read=files.read, refused=files.refused,
    )  # fmt: skip
    well = click.style(language.text("All is well."), fg="green", bold=True)
    said = [", ".join(counts) + "." if counts else well, *_tolerated(findings, language, files), f"{read}."]
    if count := sum(finding.mend for finding in findings):
        said.append(
            language.plural(
                "`backlog check --fix` can mend {count} finding.",
                "`backlog check --fix` can mend {count} findings.",
                count,
            )
        )
    return " ".join(said)


def _tolerated(findings: Sequence[Worded], language: Language, files: Files) -> list[str]:
    """What the baseline tolerates, and how many of its entries nobody needs any more."""
    said = []
    if count := sum(finding.tolerated and not finding.refuses for finding in findings):
        said.append(
            language.plural(
                "{count} finding that was there before is tolerated.",
                "{count} findings that were there before are tolerated.",
                count,
            )
        )
    if files.mended:
        said.append(
            language.plural(
                "{count} tolerated finding is mended: `backlog check --write-baseline` takes it out.",
                "{count} tolerated findings are mended: `backlog check --write-baseline` takes them out.",
                files.mended,
            )
        )
    return said


def concise(
    findings: Sequence[Worded],
    language: Language,
    files: Files | None,
    columns: int | None = None,  # noqa: ARG001 - one signature
) -> str:
    """One line a finding, new ones first, then the count."""
    lines = [
        f"{_one_line(finding.path)}:{finding.line}:{finding.column}: "
        f"{finding.severity} {finding.code} {finding.slug}: {_one_line(finding.message)}"
        + (f" ({language.text('new')})" if finding.new else "")
        for _, group in by_news(listed(findings))
        for finding in group
    ]
    return "\n".join([*lines, summary(findings, language, files)])


def as_json(
    findings: Sequence[Worded],
    language: Language,  # noqa: ARG001 - one signature
    files: Files | None,
    columns: int | None = None,  # noqa: ARG001 - as above
) -> str:
    """The findings for programs; codes and keys are never translated."""
    return json.dumps(
        {
            "schema_version": SCHEMA_VERSION,
            "files_found": files.found if files else 0,
            "files_read": files.read if files else 0,
            "files_refused": files.refused if files else 0,
            "findings": [record(finding) for finding in findings],
        },
        ensure_ascii=False,
        indent=2,
    )


def statistics(findings: Sequence[Worded], language: Language, files: Files) -> str:
    """How many findings each rule has, most first; then the count."""
    counts = Counter((finding.severity, finding.code, finding.slug) for finding in listed(findings))
    order = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    lines = [
        f"{count:>6}  {click.style(language.text(severity), fg=_COLOURS[severity])}  {code}  {slug}"
        for (severity, code, slug), count in order
    ]
    return "\n".join([*lines, summary(findings, language, files)])


FORMATS: dict[str, Callable[[Sequence[Worded], Language, Files | None, int | None], str]] = {
    "text": text,
    "concise": concise,
    "json": as_json,
}
