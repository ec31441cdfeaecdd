"""What the command line says of itself in the language of the person here: help, wrong use, what stops it.

Every command begins by importing this; what says something is imported when there is something to say.
"""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, cast

import click

from backlog.language import CODES, N_, SOURCE, language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backlog.errors import Stop
    from backlog.language import Language

# What click says in every help; the other sentences stand where commands and options are declared.
HEADINGS = (N_("Options"), N_("Commands"))
OWN = (N_("Show this message and exit."), N_("Show the version and exit."))


def speaking(stop: Stop | None = None) -> Language:
    """The language of the repository, without one that of the system; what stopped us may name another."""
    from backlog.cli.session import told_language  # noqa: PLC0415 - see above

    code = str(stop.values["language"]) if stop and "language" in stop.values else told_language()
    return language(code if code in CODES else SOURCE)


def spoken(stop: Stop) -> str:
    """What stopped us, and the way out."""
    speak = speaking(stop)
    lines = ["backlog: " + speak.text(stop.message, **stop.values)]
    if stop.hint:
        lines.append("  " + re.sub(r"\n(?! )", "\n  ", speak.text(stop.hint, **stop.values)))
    return "\n".join(lines)


class SpokenHelp(click.HelpFormatter):
    """Help in which every heading, paragraph and row is a message of the catalogue."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:  # noqa: ARG002 - click's
        """The line that shows how to call the command."""
        super().write_usage(prog, args, speaking().text("Usage:") + " ")

    def write_heading(self, heading: str) -> None:
        """The head of a section."""
        super().write_heading(speaking().text(heading))

    def write_text(self, text: str) -> None:
        """What the command does, paragraph by paragraph."""
        told = [speaking().text(" ".join(part.split())) for part in text.split("\n\n")]
        super().write_text("\n\n".join(told))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options or commands with what they are for."""
        super().write_dl([(name, _row(words)) for name, words in rows], col_max, col_spacing)


def _row(words: str) -> str:
    """What stands behind a name; click adds the default and the range in brackets."""
    speak = speaking()
    said = speak.text(words)
    told, bracket, more = words.rpartition("  [")
    if said != words or not bracket:
        return said
    if more.startswith("default: "):
        more = speak.text("default: {value}", value=more[len("default: ") : -1]) + "]"
    return f"{_row(told)}  [{more}"


class SpokenContext(click.Context):
    """A command's call whose help is in the language of the person here."""

    formatter_class = SpokenHelp


def wrong_words(wrong: click.ClickException) -> str:
    """What is wrong with a call, and how to see what the command takes."""
    context = getattr(wrong, "ctx", None)
    with context.scope(cleanup=False) if context else contextlib.nullcontext():
        speak = speaking()
    said, meant = _said(wrong, speak)
    lines = ["backlog: " + said + (" " + speak.text('Did you mean "{guess}"?', guess=meant) if meant else "")]
    if context is not None:
        lines.append(
            "  " + speak.text("`{command} --help` says what it takes.", command=context.command_path)
        )
    return "\n".join(lines)


def _said(wrong: click.ClickException, speak: Language) -> tuple[str, str]:
    """The sentence, and what was probably meant."""
    from backlog.spelling import nearest  # noqa: PLC0415 - see above

    if isinstance(wrong, click.NoSuchOption):
        near = nearest(wrong.option_name, wrong.possibilities or ())
        return speak.text('There is no option "{name}".', name=wrong.option_name), near
    if isinstance(wrong, click.exceptions.NoSuchCommand):
        near = nearest(wrong.command_name, wrong.possibilities or ())
        return speak.text('There is no command "{name}".', name=wrong.command_name), near
    if isinstance(wrong, click.BadParameter) and wrong.param is not None:
        return _value(wrong, speak)
    return _count(wrong, speak), ""


def _count(wrong: click.ClickException, speak: Language) -> str:
    """What there is too much or too little of."""
    if isinstance(wrong, click.BadOptionUsage) and "not take" in wrong.message:
        return speak.text("{name} takes no value.", name=wrong.option_name)
    if isinstance(wrong, click.BadOptionUsage):
        return speak.text("{name} takes a value behind it.", name=wrong.option_name)
    if more := re.match(r"Got unexpected extra arguments? \((.*)\)", wrong.message):
        return speak.text('The command takes nothing more: "{rest}".', rest=more[1])
    return wrong.format_message()


def _value(wrong: click.BadParameter, speak: Language) -> tuple[str, str]:
    """A value that an option does not take, or that is not there."""
    from backlog.spelling import nearest  # noqa: PLC0415 - see above

    if isinstance(wrong, click.MissingParameter):
        return speak.text("{name} is missing.", name=_name(wrong)), ""
    given = re.match(r"'([^']*)'|(\S+)", wrong.message)
    value = (given[1] or given[2] or "") if given else ""
    kind = wrong.param.type if wrong.param else None
    if isinstance(kind, click.Choice):
        known = [str(choice) for choice in kind.choices]
        message = N_('"{value}" is nothing that {name} takes. It takes one of these: {known}.')
        said = speak.text(message, value=value, name=_name(wrong), known=", ".join(known))
        return said, nearest(value, known)
    if isinstance(kind, click.IntRange):
        message = N_('{name} is "{value}", which is no whole number from {least} to {most}.')
        least, most = cast("int", kind.min), cast("int", kind.max)
        return speak.text(message, value=value, name=_name(wrong), least=str(least), most=str(most)), ""
    return wrong.format_message(), ""


def _name(wrong: click.BadParameter) -> str:
    """What is called: an option by its long name, an argument as the help has it."""
    if wrong.param is None:
        return str(wrong.param_hint or "")
    if isinstance(wrong.param, click.Argument):
        return wrong.param.make_metavar(wrong.ctx) if wrong.ctx else wrong.param.human_readable_name
    return max(wrong.param.opts, key=len)
