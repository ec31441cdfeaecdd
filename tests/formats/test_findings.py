"""Findings in the terminal: what files say stays where it belongs."""

from __future__ import annotations

import pytest

from backlog.findings import Finding, Severity
from backlog.formats.findings import FORMATS, Files
from backlog.language import language
from backlog.rules.wording import word
from backlog.source import Location

HOSTILE = "a\n::error file=pwn.md,line=1::PWNED\r::stop-commands::k\u2028::x"


@pytest.mark.parametrize("form", ["text", "concise"])
@pytest.mark.parametrize("code", ["de", "en"])
def test_t65_no_line_of_the_log_begins_with_what_a_file_says(form: str, code: str) -> None:
    """T65: neither value, path, source line nor pasted line can give a command to the CI that prints it."""
    place = Location(f"items/{HOSTILE}.md", 3, 1, 4, f"status: {HOSTILE}")
    found = Finding(
        code="W101", slug="status-unknown", severity=Severity.ERROR, location=place,
        values={"value": HOSTILE, "known": (HOSTILE,), "guess": HOSTILE, "field": HOSTILE}, paste=f"status: {HOSTILE}",
    )  # fmt: skip
    speak = language(code)
    told = FORMATS[form]([word(found, speak)], speak, Files(1, 0, 1), None)
    assert "PWNED" in told
    assert [line for line in told.splitlines() if line.startswith("::")] == []


def test_a_sentence_holds_no_more_than_somebody_reads() -> None:
    found = Finding(
        code="W101", slug="status-unknown", severity=Severity.ERROR, location=Location("items/a.md"),
        values={"value": "x" * 50_000, "known": tuple(map(str, range(5_000))), "guess": "", "field": "status"},
    )  # fmt: skip
    assert len(word(found, language("en")).message) < 300
    assert len(word(found, language("en")).help) < 600
