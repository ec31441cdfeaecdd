"""The command line: the only room of click, the clock, the environment and exit codes."""

from __future__ import annotations

import contextlib
import errno
import gc
import importlib
import signal
import sys
import traceback
from typing import TYPE_CHECKING

import click

from backlog import __version__
from backlog.cli import output
from backlog.cli.speech import SpokenContext, speaking, spoken, wrong_words
from backlog.errors import Exit, Stop
from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

# In the order in which one needs them; each is a module of this package, loaded when it is called.
COMMANDS = {
    "init": "A working repository: configuration and example items",
    "check": "Every finding of every file; with --alerts, what needs attention today",
    "build": "Check, compute and render the site",
    "serve": "Preview with live reload",
    "new": "A valid new item",
    "move": "Items to another column, and the commit if wanted",
    "set": "Fields of items, goals and people",
    "fmt": "The fields of every file in one order",
    "apply": "Many changes at once, one a line, and an answer to each",
    "diff": "What a change does: ranking, goals, limits, findings",
    "list": "The ranking in the terminal",
    "show": "One item in the terminal",
    "review": "The next review, or a past one, as Markdown to mail",
    "planning": "The next planning as Markdown to mail",
    "strategy": "The monthly strategy meeting as Markdown to mail",
    "explain": "What a rule is about",
    "rules": "All rules",
    "schema": "JSON Schema for editors",
    "doctor": "What is wrong with the set-up",
}
# Our own files are touched behind doors that name them; these come from the standard output alone.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})


class Commands(click.Group):
    """Commands that are imported when they are called, so that starting takes no time."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All commands in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name; a name that is none gets the nearest one."""
        if cmd_name not in COMMANDS:
            if cmd_name.startswith("-"):
                return None
            raise click.exceptions.NoSuchCommand(cmd_name, possibilities=COMMANDS, ctx=ctx)
        command: click.Command = importlib.import_module(f"backlog.cli.{cmd_name}_command").command
        command.context_class = SpokenContext
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what stops it is worded while we still know where we are."""
        try:
            return super().invoke(ctx)
        except Stop as stop:
            _say(stop)
            raise click.exceptions.Exit(stop.code) from stop
        except click.UsageError as wrong:  # the reader of options does not always say whose they are
            wrong.ctx = wrong.ctx or ctx
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """The list of commands, without importing any of them."""
        with formatter.section("Commands"):  # a heading and rows that the formatter translates
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="backlog", message="%(prog)s %(version)s")
@click.option("-C", "root", metavar="DIR", help="Work in this folder instead of the one around you.")
@click.option("--config", metavar="FILE", help="Read the configuration from elsewhere.")
@click.option("--no-git", is_flag=True, help="Do not run git: what needs the history is left out.")
@click.pass_context
def group(context: click.Context, root: str | None, config: str | None, no_git: bool) -> None:
    """A backlog kept as Markdown in git: checked, ranked, published."""
    context.obj = {"root": root, "config": config, "git": "off" if no_git else None}


group.context_class = SpokenContext


def main() -> None:
    """Run the command line and leave with the exit code that product and tests know."""
    # Everything that a build makes is needed to its end; looking for garbage takes a tenth of its time.
    # Only the preview lives long enough to need it, and turns it on again.
    gc.disable()
    sys.exit(run())


def run(arguments: list[str] | None = None) -> int:
    """Run a command and give its exit code; every way out of the product passes here."""
    output.prepare()
    with _terminated():
        code = _outcome(arguments)
        try:
            output.flush()
        except Stop as stop:
            _say(stop)
            code = code or stop.code
    return int(code)


def _outcome(arguments: list[str] | None) -> int:  # noqa: PLR0911 - one a way out
    try:
        return _called(arguments)
    except Stop as stop:
        _say(stop)
        return stop.code
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except (click.Abort, KeyboardInterrupt):
        output.note("")
        return 130
    except click.ClickException as wrong:
        output.note(wrong_words(wrong))
        return Exit.WRONG_USE
    except SystemExit as leave:
        # 1 is click's word for a reader that went away in the middle of --help.
        return Exit.FINE if leave.code == 1 else int(leave.code or 0)
    except OSError as error:
        if error.errno not in FULL:
            return _bug()
        output.discard()
        _say(
            Stop(Exit.ENVIRONMENT, N_("The output cannot be written: {reason}."), reason=error.strerror or "")
        )
        return Exit.ENVIRONMENT
    except Exception:  # noqa: BLE001 - the one place where a bug becomes an exit code
        return _bug()


def _bug() -> int:
    output.note(traceback.format_exc())
    message = N_("this is a bug of backlog-site, not of your files. The lines above help to mend it.")
    with contextlib.suppress(Exception):  # the bug may be in what tells the language
        message = speaking().text(message)
    output.note(f"backlog: {message}")
    return Exit.BUG


def _called(arguments: list[str] | None) -> int:
    return group.main(arguments, "backlog", standalone_mode=False, color=output.colour()) or Exit.FINE


def _say(stop: Stop) -> None:
    output.note(spoken(stop))


@contextlib.contextmanager
def _terminated() -> Iterator[None]:
    """SIGTERM leaves as an exception does: temporary folders go, the old site stays; then exit 143."""

    def leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signal's signature
        raise SystemExit(143)

    try:
        former = signal.signal(signal.SIGTERM, leave)
    except ValueError:  # not in the main thread: somebody else's program runs us
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)
