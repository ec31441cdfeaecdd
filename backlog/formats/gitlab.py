"""Findings as a Code Quality report, which GitLab shows in a merge request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from backlog.content.characters import visible
from backlog.formats.findings import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.formats.findings import Files
    from backlog.language import Language
    from backlog.rules.wording import Worded

LONGEST = 2000
"""Characters of a description."""

SEVERITIES = {"error": "major", "warning": "minor"}


def gitlab(
    findings: Sequence[Worded],
    language: Language,  # noqa: ARG001 - one signature
    files: Files | None,  # noqa: ARG001 - as above
    columns: int | None = None,  # noqa: ARG001 - as above
) -> str:
    """The findings by place; the host itself tells by their fingerprints which of them are new."""
    entries = [
        {
            "description": _short(f"{finding.message} {finding.help}"),
            "check_name": finding.slug,
            "fingerprint": finding.fingerprint,
            "severity": SEVERITIES[finding.severity],
            "location": {"path": visible(finding.path), "lines": {"begin": finding.line}},
        }
        for finding in listed(findings)
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2)


def _short(text: str) -> str:
    line = " ".join(visible(text).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
