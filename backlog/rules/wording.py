"""Findings in words: a rule's sentences in a language, filled with the values of a place."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import TYPE_CHECKING

from backlog.language import N_
from backlog.rules import RULE_BY_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.findings import Finding, Severity
    from backlog.language import Language
    from backlog.rules.rule import Rule

MESSAGES = frozenset({"wanted", "what", "reason"})
"""Values that are messages themselves."""

DID_YOU_MEAN = N_('Did you mean "{guess}"?')
MENDED = N_("`backlog check --fix` mends it by itself, wherever it can be read in one way only.")
LONGEST_VALUE = 200  # characters of one value in a sentence
MOST_VALUES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """A finding as a reader sees it.

    `text` is the line it points into, `column` and `length` what to underline there. `help` says how to mend
    it, with the lines to `paste` below: whole lines, as far to the left as they go. Where they go is said by
    the `edits` of the finding: most take the place of the line that is shown, some that of several lines, the
    others are added among the fields, as the help says; `instead` is the first and the last line that go.
    `mend`, `refuses`, `tolerated` and `new` are the finding's; its `fingerprint` is there for the formats
    that show it.
    """

    code: str
    slug: str
    severity: Severity
    path: str
    line: int
    column: int
    length: int
    text: str
    field: str | None
    message: str
    why: str
    help: str
    paste: str
    instead: tuple[int, int] | None = None
    mend: bool = False
    refuses: bool = False
    tolerated: bool = False
    new: bool | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A rule as the handbook prints it; what differs from place to place is an ellipsis."""

    code: str
    slug: str
    severity: Severity
    what: str
    why: str
    mend: str


def word(finding: Finding, language: Language) -> Worded:
    """The finding in a language."""
    rule = RULE_BY_NAME[finding.slug]
    values = {
        name: language.text(value) if name in MESSAGES and isinstance(value, str) else value
        for name, value in finding.values.items()
        if name != "notes"
    }
    mend = _sentence(rule.mend, values, language)
    if values.get("guess"):
        question = language.text(DID_YOU_MEAN, guess=values["guess"])
        mend = f"{question} {mend}"
    for message, details in finding.values.get("notes", ()):  # type: ignore[attr-defined]
        mend += " " + language.text(message, **details)
    place = finding.location
    return Worded(
        code=finding.code,
        slug=finding.slug,
        severity=finding.severity,
        path=place.path,
        line=place.line,
        column=place.column,
        length=place.length,
        text=place.text,
        field=finding.field,
        message=_sentence(rule.what, values, language),
        why=_sentence(rule.why, values, language),
        help=f"{mend}\n{finding.paste}" if finding.paste else mend,
        paste=finding.paste,
        instead=_instead(finding),
        mend=finding.mend,
        refuses=finding.refuses,
        tolerated=finding.tolerated,
        new=finding.new,
    )


def _instead(finding: Finding) -> tuple[int, int] | None:
    """The lines whose place the lines to paste take; None where they are added, or go to several places."""
    replacing = [edit for edit in finding.edits if edit.count]
    if len(finding.edits) == len(replacing) == 1:
        return replacing[0].line, replacing[0].line + replacing[0].count - 1
    single = "\n" not in finding.paste and (replacing or not finding.edits)
    return (finding.location.line, finding.location.line) if single else None


def record(finding: Worded) -> dict[str, object]:
    """A finding as every JSON shows it; keys and codes are never translated.

    `new` is there where somebody compared.
    """
    return {
        "code": finding.code,
        "slug": finding.slug,
        "severity": str(finding.severity),
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "field": finding.field,
        "message": finding.message,
        "why": finding.why,
        "help": finding.help,
        "tolerated": finding.tolerated,
        **({"new": finding.new} if finding.new is not None else {}),
    }


def explain(rule: Rule, language: Language) -> Explained:
    """The rule in a language; what `check --fix` mends says so at the end of how to mend it."""
    mended = f" {language.text(MENDED)}" if rule.mends else ""
    return Explained(
        code=rule.code,
        slug=rule.slug,
        severity=rule.severity,
        what=_general(rule.what, language),
        why=_general(rule.why, language),
        mend=_general(rule.mend, language) + mended,
    )


def _sentence(message: str, values: Mapping[str, object], language: Language) -> str:
    shown = {name: _readable(value) for name, value in values.items()}
    return _capital(language.text(message, **shown) if shown else language.text(message).format())


def _readable(value: object) -> object:
    """A value no longer than somebody reads: a sentence is no place for a text of 50 kB."""
    if isinstance(value, str) and len(value) > LONGEST_VALUE:
        return f"{value[: LONGEST_VALUE - 1]}…"
    if isinstance(value, tuple):
        several = tuple(_readable(entry) for entry in value[:MOST_VALUES])
        return several if len(value) <= MOST_VALUES else (*several, "…")
    return value


def _general(message: str, language: Language) -> str:
    names = {name for _, name, _, _ in Formatter().parse(message) if name}
    return _capital(language.text(message).format(**dict.fromkeys(names, "…")))


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
