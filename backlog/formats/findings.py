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
from backlog.rules.wording import record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from backlog.language import Language
    from backlog.rules.wording import Worded

SCHEMA_VERSION = 1
# How often a rule explains itself in full before its findings shrink to a line each.
FULL = 3
NARROWEST = 40
_COLOURS = {"error": "red", "warning": "yellow"}


_BREAK = re.compile(r"[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Files:
    """The count of files: found = read + refused."""

    found: int
    read: int
    refused: int


def text(
    findings: Sequence[Worded], language: Language, files: Files | None, columns: int | None = None
) -> str:
    """Every finding with its line of the file, what to do, and the line to paste; then the count.

    After the third finding of a rule only its sentence is printed. `files` is None for findings of the
    configuration; `columns` is the width of the terminal, where there is one.
    """
    seen: Counter[str] = Counter()
    blocks: list[str] = []
    for finding in findings:
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


def summary(findings: Sequence[Worded], language: Language, files: Files | None) -> str:
    """The last lines: how many findings, or that all is well; found = read + refused."""
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = len(findings) - errors
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
    if files is None:
        return ", ".join(counts)
    read = language.plural(
        "{count} file found = {read} read + {refused} refused",
        "{count} files found = {read} read + {refused} refused",
        files.found, read=files.read, refused=files.refused,
    )  # fmt: skip
    if not counts:
        return click.style(language.text("All is well."), fg="green", bold=True) + " " + read + "."
    return ", ".join(counts) + ". " + read + "."


def concise(
    findings: Sequence[Worded],
    language: Language,
    files: Files | None,
    columns: int | None = None,  # noqa: ARG001 - one signature
) -> str:
    """One line a finding, then the count."""
    lines = [
        f"{_one_line(finding.path)}:{finding.line}:{finding.column}: "
        f"{finding.severity} {finding.code} {finding.slug}: {_one_line(finding.message)}"
        for finding in findings
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
    counts = Counter((finding.severity, finding.code, finding.slug) for finding in findings)
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
