"""Text of files in Markdown that a host shows: it notifies nobody and becomes nothing else."""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING

from backlog.content.characters import visible
from backlog.formats.mail import INLINE, Markdown, plain_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Hosts look for these in the text that comes out of the Markdown, where a backslash is gone: people and
# groups, issues, proposed changes, milestones, snippets, labels, epics, `[vulnerability:1]`; addresses.
_REFERENCE = re.compile(
    r"@(?=\w)|[#!%$&](?=\d)|[%~](?=[\w\"])|\bGH-(?=\d)|\[(?=\w+:)|:(?=//)|www(?=\.)",
    re.IGNORECASE,
)
_SHORTEST_COMMIT = 7
_COMMIT = re.compile(r"\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b", re.IGNORECASE)
_NOTHING = "&#8203;"  # a space of no width, which readers do not see


def host_text(text: str, letters: int = 0) -> Markdown:
    r"""A text on one line, as Markdown that shows just that; of so many letters at most, if said.

    >>> host_text("@anna <b>#12</b>")
    '@&#8203;anna \\<b\\>#&#8203;12\\</b\\>'
    """
    if isinstance(text, Markdown):
        return text
    line = " ".join(visible(text).split())
    if letters and len(line) > letters:
        line = f"{line[: letters - 1].rstrip()}…"
    line = _COMMIT.sub(lambda found: "\x00".join(wrap(found[0], _SHORTEST_COMMIT - 1)), line)
    line = _REFERENCE.sub(lambda found: f"{found[0]}\x00", line)
    return Markdown(plain_start(INLINE.sub(r"\\\g<0>", line)).replace("\x00", _NOTHING))


def host_code(text: str, letters: int = 0) -> Markdown:
    """A text on one line as code, whatever is in it.

    >>> host_code("a `b` c"), host_code("`")
    ('``a `b` c``', '`` ` ``')
    """
    line = " ".join(visible(text).split())
    line = f"{line[: letters - 1]}…" if letters and len(line) > letters else line
    marks = "`" * (1 + longest_run(line))
    space = " " * (line[:1] == "`" or line[-1:] == "`")
    return Markdown(f"{marks}{space}{line}{space}{marks}")


def longest_run(text: str) -> int:
    """How many of the marks of code stand one behind the other in a text."""
    return max(map(len, re.findall("`+", text)), default=0)


def host_table(head: Sequence[Markdown], rows: Iterable[Sequence[Markdown]]) -> Markdown:
    """A table, with no byte more than it needs."""
    lines = [head, ["---"] * len(head), *rows]
    return Markdown("\n".join(f"| {' | '.join(cell or ' ' for cell in line)} |" for line in lines))
