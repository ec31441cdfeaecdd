"""What a change does to a file, as a patch that `git apply` takes."""

from __future__ import annotations

import difflib
import re
import sys

from backlog.content.characters import visible

_NO_END = "\\ No newline at end of file"
_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")


def patch(path: str, old: bytes, new: bytes) -> str:
    """The lines that differ, with two lines around them; nothing where none does.

    Lines end with LF only, as git sees them, so that CR stays where it is. On a terminal, characters that
    nobody sees are replaced by U+FFFD: none of them may do anything there.
    """
    before, after = (_LINE.findall(raw.decode("utf-8", "surrogateescape")) for raw in (old, new))
    lines = difflib.unified_diff(before, after, f"a/{path}", f"b/{path}", n=2)
    text = "".join(line if line.endswith("\n") else f"{line}\n{_NO_END}\n" for line in lines)
    shown = text.removesuffix("\n")
    if sys.stdout is not None and sys.stdout.isatty():
        return "\n".join(visible(line) for line in shown.split("\n"))
    return shown.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
