"""Findings as the page of a job: Markdown that a host shows, by file, each with the line to paste."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from backlog.content.characters import visible
from backlog.formats.findings import by_news, listed, plain, summary
from backlog.formats.host_text import host_text, longest_run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from backlog.formats.findings import Files
    from backlog.language import Language
    from backlog.rules.wording import Worded

LIMIT = 1_000_000
"""Bytes: of more than a mebibyte the host shows nothing."""

PASTED = 2000
"""Characters of what is to be pasted."""

_RESERVE = 500
_CODE = re.compile(r"\\`([\w ./=:\"…-]+)\\`")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileNotes:
    """What is known of files beside their findings: their titles, and the addresses where they are edited."""

    titles: Mapping[str, str] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)


def summary_markdown(
    findings: Sequence[Worded], language: Language, files: Files | None, notes: FileNotes, limit: int = LIMIT
) -> str:
    """First what is to be done, then the findings: new ones before others, files with errors before others.

    Within a file errors come before warnings, whatever their lines: they are what keeps the check red.
    `files` is None for findings of the configuration. No longer than `limit` bytes; what is cut is counted.
    """
    told = listed(findings)
    head = [f"## {_heading(told, language)}", _lead(told, language)]
    tail = [_sentence(plain(summary(findings, language, files)))]
    left = limit - _RESERVE - sum(_size(part) for part in (*head, *tail))
    body: list[str] = []
    shown = 0
    for part, count in _parts(told, language, notes):
        left -= _size(part)
        if left < 0:
            break
        body.append(part)
        shown += count
    if more := len(told) - shown:
        body.append(_cut(more, language))
    return "\n\n".join([*head, *body, *tail]) + "\n"


def _size(part: str) -> int:
    return len(part.encode()) + 2


def _heading(told: Sequence[Worded], language: Language) -> str:
    errors = sum(finding.severity == "error" for finding in told)
    if errors:
        return language.plural("{count} error is to be mended", "{count} errors are to be mended", errors)
    if told:
        return language.text("Nothing has to be mended")
    return language.text("All is well.").rstrip(".")


def _lead(told: Sequence[Worded], language: Language) -> str:
    errors = [finding for finding in told if finding.severity == "error"]
    if not told:
        return language.text("Nobody has to do anything.")
    if not errors:
        return language.plural(
            "Nothing is in the way. {count} warning is worth a look.",
            "Nothing is in the way. {count} warnings are worth a look.",
            len(told),
        )
    if all(finding.new is False for finding in errors):
        return language.text(
            "This change brings no new error. What stands below was there before; the check fails until "
            "somebody mends it."
        )
    return language.text(
        "Open the file by its link, change it as it stands below, and save with “Commit changes”. The check "
        "then runs again by itself."
    )


def _parts(told: Sequence[Worded], language: Language, notes: FileNotes) -> Iterator[tuple[str, int]]:
    """The parts of the page, in their order, each with how many findings it shows."""
    for head, group in by_news(told):
        if head:
            yield f"### {language.text(head).rstrip(':')}", 0
        for _, findings in sorted(_by_file(group).items(), key=_files_with_errors_first):
            for number, finding in enumerate(findings):
                text = _finding(finding, language)
                yield text if number else f"{_file(finding.path, language, notes)}\n\n{text}", 1


def _by_file(findings: Sequence[Worded]) -> dict[str, list[Worded]]:
    ordered = sorted(findings, key=lambda finding: (finding.path, finding.severity != "error"))
    return {path: list(some) for path, some in groupby(ordered, key=lambda finding: finding.path)}


def _files_with_errors_first(entry: tuple[str, list[Worded]]) -> tuple[bool, str]:
    path, findings = entry
    return all(finding.severity != "error" for finding in findings), path


def _file(path: str, language: Language, notes: FileNotes) -> str:
    """The heading of a file: its title where it has one, its path, and the link to edit it."""
    name = host_text(path, 300)
    title = notes.titles.get(path, "")
    called = f"{host_text(title, 120)} · {name}" if title else name
    address = notes.addresses.get(path, "")
    link = f" · [{language.text('Edit this file')}](<{address}>)" if address else ""
    return f"#### {called}{link}"


def _finding(finding: Worded, language: Language) -> str:
    weight = language.text(finding.severity)
    line = language.text("Line {line}", line=str(finding.line))
    mend = finding.help.removesuffix(finding.paste)
    lines = [
        f"- **{line}: {_sentence(finding.message)}** ({weight} {finding.code})  ",
        f"  {_sentence(finding.why)}  ",
        f"  {_sentence(mend)}",
    ]
    if finding.paste:
        if finding.instead and not mend.rstrip().endswith(":"):
            lines[-1] += f" {_place(*finding.instead, language)}"
        lines += ["", *(f"  {line}" for line in _block(finding.paste))]
    return "\n".join(lines)


def _place(first: int, last: int, language: Language) -> str:
    if first == last:
        return language.text("In place of line {line}:", line=str(first))
    return language.text("In place of lines {first} to {last}:", first=str(first), last=str(last))


def _sentence(text: str) -> str:
    """A sentence; a plain word between backticks is code, as in `backlog check`, and can be nothing else."""
    return _CODE.sub(r"`\1`", host_text(text))


def _block(paste: str) -> list[str]:
    """The lines to paste as a block of code that nothing in them can end."""
    text = visible(paste)
    text = text if len(text) <= PASTED else f"{text[: PASTED - 1]}…"
    fence = "`" * max(3, longest_run(text) + 1)
    return [f"{fence}yaml", *text.splitlines(), fence]


def _cut(more: int, language: Language) -> str:
    return language.plural(
        "{count} more finding has no room here; `backlog check` lists it.",
        "{count} more findings have no room here; `backlog check` lists them.",
        more,
    )
