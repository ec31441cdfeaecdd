"""`backlog rules`: all rules, and how much each weighs here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from backlog.cli import output
from backlog.cli.session import session
from backlog.errors import Exit
from backlog.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.language import Language
    from backlog.rules.rule import Rule

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.OFF: "bright_black"}


@click.command("rules")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print.",
)
def command(form: str) -> int:
    """Print all rules with their severity in this repository; `backlog explain CODE` tells more of one."""
    here = session(anywhere=True)
    from backlog.rules import RULES, severities_of  # noqa: PLC0415 - after the configuration is known to be fine

    severities = severities_of(here.config)
    rules = sorted(RULES, key=lambda rule: rule.code)
    if form == "json":
        records = [_record(rule, severities[rule.slug], here.language) for rule in rules]
        output.show_json(json.dumps(records, ensure_ascii=False, indent=2))
    else:
        output.show("\n".join(_lines(rules, severities, here.language)))
    return Exit.FINE


def _record(rule: Rule, severity: Severity, speak: Language) -> dict[str, str | bool]:
    from backlog.rules.wording import explain  # noqa: PLC0415 - as above

    told = explain(rule, speak)
    return {
        "code": rule.code, "slug": rule.slug, "severity": str(severity), "default": str(rule.severity),
        "mends": rule.mends, "message": told.what, "why": told.why, "help": told.mend,
    }  # fmt: skip


def _lines(rules: Sequence[Rule], severities: dict[str, Severity], speak: Language) -> list[str]:
    from backlog.formats.columns import Column, aligned  # noqa: PLC0415 - as above
    from backlog.rules.wording import explain  # noqa: PLC0415 - as above

    columns = [
        Column(head=speak.text("Code")),
        Column(head=speak.text("Severity")),
        Column(head=speak.text("Name")),
        Column(head="--fix"),
        Column(head=speak.text("What it says"), least=30),
    ]
    rows = [
        [
            rule.code,
            speak.text(severities[rule.slug]),
            rule.slug,
            "✓" if rule.mends else "",
            explain(rule, speak).what,
        ]
        for rule in rules
    ]
    head, *lines = aligned(columns, rows, output.columns())
    coloured = [
        click.style(line, fg=COLOURS[severities[rule.slug]]) for rule, line in zip(rules, lines, strict=True)
    ]
    return [click.style(head, bold=True), *coloured]
