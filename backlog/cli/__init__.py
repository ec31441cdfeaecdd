"""The command line: the only room of click, the clock, the environment and exit codes."""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
from typing import TYPE_CHECKING

import click

from backlog import __version__
from backlog.errors import Exit, Stop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

# In the order in which one needs them; each is a module of this package, loaded when it is called.
COMMANDS = {
    "init": "A working repository: configuration and example items",
    "check": "Every finding of every file",
    "build": "Check, compute and render the site",
    "serve": "Preview with live reload",
    "new": "A valid new item",
    "list": "The ranking in the terminal",
    "show": "One item in the terminal",
    "explain": "What a rule is about",
    "rules": "All rules",
    "schema": "JSON Schema for editors",
    "doctor": "What is wrong with the set-up",
}


class Commands(click.Group):
    """Commands that are imported when they are called, so that starting takes no time."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All commands in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"backlog.cli.{cmd_name}_command").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """The list of commands, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="backlog", message="%(prog)s %(version)s")
@click.option("-C", "root", metavar="DIR", help="Work in this folder instead of the one around you.")
@click.option("--config", metavar="FILE", help="Read the configuration from elsewhere.")
@click.pass_context
def group(context: click.Context, root: str | None, config: str | None) -> None:
    """A backlog kept as Markdown in git: checked, ranked, published."""
    context.obj = {"root": root, "config": config}


def main() -> None:
    """Run the command line and leave with the exit code that product and tests know."""
    sys.exit(run())


def run(arguments: list[str] | None = None) -> int:
    """Run a command and give its exit code; every way out of the product passes here."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace" if stream is sys.stderr else "replace")  # type: ignore[union-attr]
    with _terminated():
        return _checked(arguments)


def _checked(arguments: list[str] | None) -> int:
    code = Exit.FINE
    try:
        code = group.main(arguments, prog_name="backlog", standalone_mode=False) or Exit.FINE
        sys.stdout.flush()
    except Stop as stop:
        code = stop.code
        _say(stop)
    except click.exceptions.Exit as leave:
        code = leave.exit_code  # type: ignore[assignment]
        code = _flushed(code)
    except click.Abort:
        click.echo("", err=True)
        code = 130  # type: ignore[assignment]
    except click.ClickException as wrong:
        wrong.show()
        code = Exit.WRONG_USE
    except KeyboardInterrupt:
        code = 130  # type: ignore[assignment]
    except BrokenPipeError:
        _quiet_stdout()
    except OSError as error:
        if error.filename is None and _is_stdout(error):
            code = _unwritable(error)
        else:
            raise
    return int(code)


def _flushed(code: int) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _quiet_stdout()
    except OSError as error:
        return _unwritable(error)
    return code


def _is_stdout(error: OSError) -> bool:
    return error.errno is not None


def _unwritable(error: OSError) -> int:
    _quiet_stdout()
    click.echo(f"backlog: The output cannot be written: {error.strerror}.", err=True)
    return Exit.ENVIRONMENT


def _quiet_stdout() -> None:
    """Whoever read our output has gone: what is still in the buffer goes nowhere, without a traceback."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(stop: Stop) -> None:
    from backlog.cli.session import spoken  # noqa: PLC0415 - languages are loaded when there is something to say

    click.echo(spoken(stop), err=True)


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
