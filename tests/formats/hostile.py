"""Findings about files that want more than to be read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from backlog.findings import Finding, Severity
from backlog.language import language
from backlog.rules.fingerprint import fingerprints
from backlog.rules.wording import word
from backlog.source import Location

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.rules.wording import Worded

NASTY = (
    "a\n::error file=pwn.md,line=1::PWNED",
    "a\r::add-mask::x\r\n  ::stop-commands::k",
    "100 %0A::set-output name=x::y %25 %2C",
    "##[add-mask]x ##[error]y",
    "comma, colon: and = sign",
    "]]> <![CDATA[ --> <!-- </failure>",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "@anna @org/team #12 GH-7 https://evil.example www.evil.example a@evil.example !3 !",
    "# Heading\n\n---\n\n| a | b |\n",
    "[x](javascript:alert(1)) ![y](https://evil.example/z.png) [[wiki]]",
    "```\n<b>out</b>\n```` ~~~",
    "\x00\x07\x1b[31m\x85\u2028\u202e\u200b\ufffe",
    "\udce4\ud800lone",
    "{0} {{x}} {% y %} &lt;b&gt; &#60;b&#62; \\",
    "x" * 10_000,
    "",
)


def found(
    text: str, path: str = "items/a.md", severity: Severity = Severity.ERROR, **values: object
) -> Finding:
    """A finding that says the text wherever a finding says something of a file."""
    place = Location(path, 3, 9, 4, f"status: {text}")
    return Finding(
        code="W101", slug="status-unknown", severity=severity, location=place, field="status",
        values={"value": text, "known": (text,), "guess": text, "field": text}, paste=f"status: {text}", **values,
    )  # fmt: skip


def everything() -> list[Finding]:
    """Every nasty text as a value, and as the name of a file, where it can be one."""
    named = [found("live", f"items/{text[:200]}.md") for text in NASTY if text]
    weak = [found(text, "items/b.md", Severity.WARNING) for text in NASTY]
    return [*(found(text) for text in NASTY), *named, *weak]


def worded(findings: Sequence[Finding], code: str = "en") -> list[Worded]:
    """The findings in a language, with their fingerprints, as the command line hands them over."""
    speak = language(code)
    marks = fingerprints(findings)
    return [replace(word(one, speak), fingerprint=mark) for one, mark in zip(findings, marks, strict=True)]
