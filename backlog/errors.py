"""What stops the tool itself. Content problems are findings, never exceptions."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Exit(IntEnum):
    """The exit codes of every command; they are stable."""

    FINE = 0
    FINDINGS = 1
    WRONG_USE = 2
    ENVIRONMENT = 3
    REFUSED = 4
    BUG = 70


class Stop(Exception):
    """The tool cannot go on: an exit code, a sentence and the way out.

    `message` and `hint` are message ids of the catalogue in `str.format` form; `values` fill them.
    The command line is the only place that catches it, words it and exits.
    """

    def __init__(self, code: Exit, message: str, hint: str = "", **values: object) -> None:
        super().__init__(message.format(**values))
        self.code = code
        self.message = message
        self.hint = hint
        self.values = values

    def __reduce__(self) -> tuple[Callable[..., Stop], tuple[Exit, str, str, dict[str, object]]]:
        """Come back whole from a worker process; exceptions forget their keywords otherwise."""
        return _again, (self.code, self.message, self.hint, self.values)


def _again(code: Exit, message: str, hint: str, values: dict[str, object]) -> Stop:
    return Stop(code, message, hint, **values)
