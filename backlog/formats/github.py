"""Findings as annotations on the lines of a proposed change, by the workflow commands of GitHub Actions.

The grammar is that of the host's own toolkit: one command a line, `%`, CR and LF escaped, in properties also
colon and comma. A step shows ten errors and ten warnings; so the ones that matter come first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.content.characters import visible
from backlog.formats.findings import listed, summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.formats.findings import Files
    from backlog.language import Language
    from backlog.rules.wording import Worded

MOST = 10
"""So many errors, and so many warnings, the host shows of one step."""

LONGEST = 4000
"""Characters of a message: more than this nobody reads in a margin."""


def github(
    findings: Sequence[Worded],
    language: Language,
    files: Files | None,
    columns: int | None = None,  # noqa: ARG001 - one signature
) -> str:
    """One command a finding, errors first, new ones before others; then the count, and where the rest is.

    Where somebody compared, a warning that was there before is none of this change, and is only counted.
    """
    told = listed(findings)
    errors = [finding for finding in told if finding.severity == "error"]
    warnings = [finding for finding in told if finding.severity != "error" and finding.new is not False]
    shown = [*_first(errors), *_first(warnings)]
    lines = [_command(finding) for finding in shown]
    if left := len(told) - len(shown):
        lines.append(
            language.plural(
                "{count} more finding stands in the summary of this job; `backlog check` lists it, too.",
                "{count} more findings stand in the summary of this job; `backlog check` lists them, too.",
                left,
            )
        )
    return "\n".join([*lines, summary(findings, language, files)])


def _first(findings: list[Worded]) -> list[Worded]:
    """As many as are shown, new ones before others, else in their order."""
    return sorted(findings, key=lambda finding: finding.new is False)[:MOST]


def _command(finding: Worded) -> str:
    end = f",endColumn={finding.column + finding.length}" if finding.length else ""
    place = f"file={_property(finding.path)},line={finding.line},col={finding.column}{end}"
    title = _property(f"{finding.code} {finding.slug}")
    text = visible(f"{finding.message}\n{finding.help}")
    if len(text) > LONGEST:
        text = f"{text[: LONGEST - 1]}…"
    return f"::{finding.severity} {place},title={title}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
