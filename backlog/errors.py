"""What stops the tool itself. Content problems are findings, never exceptions."""

from __future__ import annotations

from enum import IntEnum


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
