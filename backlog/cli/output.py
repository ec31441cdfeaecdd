"""Where words go: results to the standard output, notes to the standard error, whatever these can show."""

from __future__ import annotations

import codecs
import contextlib
import errno
import json
import os
import re
import sys
import unicodedata

import click

from backlog.errors import Exit, Stop

# What a terminal without Unicode (cp1252, ASCII, LANG=C) shows instead; everything else is a `?`.
_PLAIN = str.maketrans(
    {
        "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss",
        "„": '"', "“": '"', "”": '"', "‚": "'", "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...",
        "×": "x", "÷": "/",
        "→": "->", "·": "-", "✓": "ok", "✗": "x", "│": "|", "≤": "<=", "≥": ">=",
    }
)  # fmt: skip
# What a build server looks for at the beginning of a line, behind spaces and colours.
_ORDER = re.compile(r"(^|\r)((?:\x1b\[[0-9;]*m|[^\S\r\n])*)::", re.MULTILINE)
# What a stream answers that nobody reads any more.
_GONE = frozenset({errno.EPIPE, errno.ESHUTDOWN})


def prepare() -> None:
    """Let both streams take any character; a stream that was closed before we began takes nothing."""
    codecs.register_error("plain", _in_plain_letters)
    for stream, errors in ((sys.stdout, "plain"), (sys.stderr, "backslashreplace")):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors=errors)  # type: ignore[union-attr]


def _in_plain_letters(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    encoding = error.encoding
    plain = "".join(_plain(letter, encoding) for letter in error.object[error.start : error.end])
    return plain, error.end


def _plain(letter: str, encoding: str) -> str:
    """The nearest that the encoding has: a look-alike, the letter without its accent, else `?`."""
    bare = unicodedata.normalize("NFKD", letter)[:1]
    for candidate in (letter.translate(_PLAIN), bare):
        with contextlib.suppress(UnicodeEncodeError):
            candidate.encode(encoding)
            return candidate
    return "?"


def colour() -> bool | None:
    """Whether to colour: as NO_COLOR and FORCE_COLOR say, else (None) as the stream is a terminal or not."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "") not in {"", "0", "false"}:
        return True
    return False if os.environ.get("TERM") == "dumb" else None


def columns() -> int | None:
    """How many columns the terminal has; None where there is none, and lines may be as long as they are."""
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    with contextlib.suppress(OSError):
        return os.get_terminal_size(sys.stdout.fileno()).columns
    return None


def show(text: str) -> None:
    """Print a result for people. A reader that has gone changes nothing: what is left goes nowhere."""
    show_as_it_is(harmless(text))


def show_as_it_is(text: str) -> None:
    """Print a result that a program reads, to the letter."""
    try:
        click.echo(text, file=sys.stdout)  # named, because click would take an ASCII stream for a mistake
    except OSError as error:
        _lost(error)


def harmless(text: str) -> str:
    r"""The text without what a build server takes for an order (T65): what files say is printed, not obeyed.

    A line that begins with `::`, and `##[` anywhere, get a sign of no width that the server stumbles over.

    >>> harmless("  ::stop-commands::x").encode("ascii", "backslashreplace")
    b'  \\\\u2060::stop-commands::x'
    """
    if "::" not in text and "##[" not in text:
        return text
    return _ORDER.sub("\\1\\2\u2060::", text).replace("##[", "##\u2060[")


def show_json(text: str) -> None:
    """Print JSON, which is UTF-8; another stream gets its letters beyond ASCII escaped, never replaced."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    if codecs.lookup(encoding).name != "utf-8":
        text = json.dumps(json.loads(text), indent=2)
    show_as_it_is(text)


def note(text: str) -> None:
    """Print a note for the person at the terminal."""
    with contextlib.suppress(OSError):
        click.echo(harmless(text), file=sys.stderr)


def flush() -> None:
    """Bring out what is still in the buffer; raises `Stop` where the disk behind it is full."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError as error:
        _lost(error)


def discard() -> None:
    """Let what is still in the buffer go nowhere, so that nobody fails at it again."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _lost(error: OSError) -> None:
    discard()
    if error.errno not in _GONE:
        raise Stop(
            Exit.ENVIRONMENT, "The output cannot be written: {reason}.", reason=error.strerror or str(error)
        ) from error
