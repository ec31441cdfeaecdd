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
from backlog.errors import Exit, Stop

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
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what stops it is worded while we still know where we are."""
        try:
            return super().invoke(ctx)
        except Stop as stop:
            _say(stop)
            raise click.exceptions.Exit(stop.code) from stop

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """The list of commands, without importing any of them."""
        with formatter.section("Commands"):
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
        wrong.show()
        _nearest_choice(wrong)
        return Exit.WRONG_USE
    except SystemExit as leave:
        # 1 is click's word for a reader that went away in the middle of --help.
        return Exit.FINE if leave.code == 1 else int(leave.code or 0)
    except OSError as error:
        if error.errno not in FULL:
            return _bug()
        output.discard()
        output.note(f"backlog: The output cannot be written: {error.strerror}.")
        return Exit.ENVIRONMENT
    except Exception:  # noqa: BLE001 - the one place where a bug becomes an exit code
        return _bug()


def _bug() -> int:
    output.note(traceback.format_exc())
    output.note("backlog: this is a bug of backlog-site, not of your files. The lines above help to mend it.")
    return Exit.BUG


def _called(arguments: list[str] | None) -> int:
    return group.main(arguments, "backlog", standalone_mode=False, color=output.colour()) or Exit.FINE


def _nearest_choice(wrong: click.ClickException) -> None:
    """What was probably meant by a value that is none of those an option takes."""
    if (
        not isinstance(wrong, click.BadParameter)
        or wrong.param is None
        or not isinstance(wrong.param.type, click.Choice)
    ):
        return
    from backlog.spelling import nearest  # noqa: PLC0415 - for wrong values only

    given = wrong.message.split("'")[1:2]
    meant = nearest(given[0], [str(choice) for choice in wrong.param.type.choices]) if given else ""
    if meant:
        output.note(f"Did you mean '{meant}'?")


def _say(stop: Stop) -> None:
    from backlog.cli.session import spoken  # noqa: PLC0415 - languages are loaded when there is something to say

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
