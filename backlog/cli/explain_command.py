"""`backlog explain`: what a rule or a field is about."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from backlog.cli import output
from backlog.cli.session import session
from backlog.content.characters import visible
from backlog.errors import Exit, Stop
from backlog.language import N_
from backlog.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.cli.session import Session
    from backlog.content.fields import Field
    from backlog.language import Language
    from backlog.rules.rule import Rule

WIDEST = 88


@click.command("explain")
@click.argument("name", metavar="CODE|SLUG|FIELD")
def command(name: str) -> int:
    """Print what a rule finds, why, and how to mend it; or what a field means."""
    here = session(anywhere=True)
    from backlog.content.fields import TABLES  # noqa: PLC0415 - after the configuration is known to be fine
    from backlog.rules import RULE_BY_NAME  # noqa: PLC0415 - as above

    rules = {word.lower(): rule for word, rule in RULE_BY_NAME.items()}
    word = name.strip().lower().replace("_", "-")
    fields = [
        (kind, row) for kind, table in TABLES.items() for row in table if name.lower() in _names(row, here)
    ]
    if word in rules:
        output.show("\n".join(_rule(rules[word], here)))
    elif fields:
        output.show("\n\n".join("\n".join(_field(kind, row, here)) for kind, row in fields))
    else:
        known = {
            *RULE_BY_NAME,
            *(word for table in TABLES.values() for row in table for word in _names(row, here)),
        }
        guess = nearest(name, known)
        hint = N_('Did you mean "{guess}"?') if guess else N_("`backlog rules` prints all rules.")
        raise Stop(
            Exit.WRONG_USE, '"{value}" is neither a rule nor a field.', hint, value=visible(name), guess=guess
        )
    return Exit.FINE


def _names(row: Field, here: Session) -> set[str]:
    return {row.name, row.german, here.config.fields.get(row.name, row.name)}


def _rule(rule: Rule, here: Session) -> Iterator[str]:
    from backlog.rules import severities_of  # noqa: PLC0415 - as above
    from backlog.rules.wording import explain  # noqa: PLC0415 - as above

    speak, told = here.language, explain(rule, here.language)
    severity = severities_of(here.config)[rule.slug]
    yield click.style(f"{rule.code} {rule.slug}", bold=True) + f" ({speak.text(severity)})"
    for paragraph in (told.what, told.why, told.mend):
        yield ""
        yield from _wrapped(paragraph)
    yield ""
    yield from _wrapped(speak.text("It weighs more, less or nothing where backlog.toml says so:"))
    yield "  [rules]"
    yield f'  {rule.slug} = "{"warning" if severity == "error" else "error"}"'


def _field(kind: str, row: Field, here: Session) -> Iterator[str]:
    speak = here.language
    kinds = {"item": N_("Item"), "goal": N_("Goal"), "initiative": N_("Initiative"), "meeting": N_("Minutes")}
    names = " / ".join(dict.fromkeys((row.name, row.german, here.config.fields.get(row.name, row.name))))
    yield click.style(names, bold=True) + f" ({speak.text(kinds[kind])})"
    yield ""
    yield from _wrapped(speak.text(row.help) + ".")
    yield from _scale(row, here, speak)
    if row.choices:
        yield from _wrapped(speak.text("One of: {values}", values=", ".join(row.choices)))
    for part in row.of:
        yield from _wrapped(f"{part.name} / {part.german}: {speak.text(part.help)}", "  ")
    if kind == "item" and row.required is not None:
        first = next(
            (status.name for status in here.config.workflow if status.kind is row.required), row.required
        )
        wanted = N_("Wanted from “{status}” on.") if row.lenient else N_("Required from “{status}” on.")
        yield from _wrapped(speak.text(wanted, status=first))
    elif row.required is not None:
        yield from _wrapped(speak.text("Always required."))


def _scale(row: Field, here: Session, speak: Language) -> Iterator[str]:
    from backlog.content.choices import SCALES  # noqa: PLC0415 - as above
    from backlog.site.scales import scale  # noqa: PLC0415 - as above

    if row.name in SCALES:
        for step in scale(here.config, row.name):
            yield f"  {step.number}  {step.text if step.own else speak.text(step.text)}"


def _wrapped(text: str, indent: str = "") -> list[str]:
    width = min(output.columns() or WIDEST, WIDEST)
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent) or [""]
