"""Findings as the XML of a test run, which most build servers show: a suite a file, a test case a finding."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from backlog.content.characters import visible
from backlog.formats.findings import listed, plain, summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backlog.formats.findings import Files
    from backlog.language import Language
    from backlog.rules.wording import Worded

LONGEST = 4000
"""Characters of a text."""

# What XML 1.0 has no way to say, beside what nobody sees.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTITIES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}
_SPECIAL = re.compile('[&<>"\t\n\r]')


def junit(
    findings: Sequence[Worded],
    language: Language,
    files: Files | None,
    columns: int | None = None,  # noqa: ARG001 - one signature
) -> str:
    """An error is a failure, a warning a skipped case; without any of them one case says that all is well.

    Letters beyond ASCII are written as references, so that the bytes are right on any stream.
    """
    told = listed(findings)
    suites = [
        _suite(path, [_case(finding) for finding in group])
        for path, group in groupby(told, key=lambda finding: finding.path)
    ]
    if not suites:
        well = _attributes(classname="backlog", name=plain(summary(findings, language, files)), time="0")
        suites = [_suite("backlog", [f"    <testcase{well}/>"])]
    counts = {name: count for name, count in _counts(suites).items() if name != "skipped"}
    whole = _attributes(name="backlog", **counts)
    text = "\n".join(
        ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites{whole}>", *suites, "</testsuites>"]
    )
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _suite(path: str, cases: list[str]) -> str:
    return "\n".join([f"  <testsuite{_attributes(name=path, **_counts(cases))}>", *cases, "  </testsuite>"])


def _counts(parts: Iterable[str]) -> dict[str, str]:
    """How many cases there are, how many failed, how many are warnings."""
    whole = "\n".join(parts)
    return {
        "tests": str(whole.count("<testcase ")),
        "failures": str(whole.count("<failure ")),
        "errors": "0",
        "skipped": str(whole.count("<skipped ")),
        "time": "0",
    }


def _case(finding: Worded) -> str:
    name = f"{finding.code} {finding.slug} ({finding.line}:{finding.column})"
    kind = "failure" if finding.severity == "error" else "skipped"
    head = _attributes(classname=finding.path, name=name, time="0")
    text = _short(f"{finding.path}:{finding.line}:{finding.column}\n{finding.why}\n{finding.help}")
    told = _attributes(type=finding.code, message=_short(finding.message))
    return f"    <testcase{head}>\n      <{kind}{told}>{_escaped(text, lines=True)}</{kind}>\n    </testcase>"


def _attributes(**values: str) -> str:
    return "".join(f' {name}="{_escaped(value)}"' for name, value in values.items())


def _escaped(text: str, *, lines: bool = False) -> str:
    """The text in XML; with `lines` it keeps its line ends as they are."""
    plain = _NO_XML.sub("\ufffd", visible(text))
    return _SPECIAL.sub(lambda found: found[0] if lines and found[0] == "\n" else _ENTITIES[found[0]], plain)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
