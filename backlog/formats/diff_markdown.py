"""What a change does, as Markdown for a reviewer: first what to do about it, then everything in tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.formats.diff_sections import (
    entry_section,
    finding_sections,
    goal_section,
    limit_section,
    meeting_section,
    mended_section,
    ready_section,
    setting_section,
)
from backlog.formats.diff_tables import item_sections, ranking_section
from backlog.formats.diff_verdict import first_words
from backlog.formats.diff_words import Words
from backlog.formats.mail import Markdown, parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.comparison.shapes import Comparison
    from backlog.formats.diff_tables import Section
    from backlog.language import Language

Names = tuple[str, str | None]
"""What people called the two states; None for the working folder."""

LARGEST = 60_000
"""Bytes: hosts refuse a comment of more than 65,536 characters, and somebody may write a line above it."""

_SHORT = 7  # digits of a commit, as people quote them

# How many rows a list and how many letters a text may have, the first of these with which all of it fits.
_ROOM = (
    (1000, 100),
    (500, 100),
    (200, 100),
    (100, 100),
    (60, 90),
    (40, 80),
    (25, 70),
    (15, 60),
    (8, 50),
    (4, 40),
    (2, 30),
    (0, 30),
)


def diff_markdown(comparison: Comparison, language: Language, compared: Names) -> str:
    """The comparison as Markdown below 60,000 bytes; `compared` are the names people gave the two states.

    What finds no room is counted, and where to read it is said.
    """
    for rows, letters in _ROOM:
        written = _written(comparison, Words(language=language, letters=letters, rows=rows), compared)
        if len(written.encode("utf-8", "replace")) < LARGEST:
            break
    return written


def _written(comparison: Comparison, words: Words, compared: Names) -> str:
    sections = list(_sections(comparison, words))
    left_out = sum(section.left_out for section in sections)
    more = ""
    if left_out:
        more = words.plural(
            "{count} line found no room here. `backlog diff --format json` prints everything; the check of "
            "a pull request keeps it as an artifact.",
            "{count} lines found no room here. `backlog diff --format json` prints everything; the check of "
            "a pull request keeps it as an artifact.",
            left_out,
        )
    blocks = [block for section in sections for block in _blocks(section, words)]
    return parts(first_words(comparison, words), *blocks, more, _foot(comparison, words, compared))


def _blocks(section: Section, words: Words) -> Iterator[Markdown]:
    yield Markdown(f"### {section.title}")
    yield section.text
    if section.left_out:
        yield words.plural("… and {count} more line", "… and {count} more lines", section.left_out)


def _sections(comparison: Comparison, words: Words) -> Iterator[Section]:
    """Everything that there is to say, what matters most first."""
    yield from finding_sections(comparison, words)
    yield from item_sections(comparison, words)
    for made in (
        ranking_section,
        limit_section,
        goal_section,
        entry_section,
        ready_section,
        meeting_section,
        setting_section,
        mended_section,
    ):
        section = made(comparison, words)
        if section is not None:
            yield section


def _foot(comparison: Comparison, words: Words, compared: Names) -> Markdown:
    base, head = compared
    return words.text(
        "From {base} to {head}, judged as of {day}.",
        base=_state(base, comparison.before.origin.commit, words),
        head=_state(head, comparison.after.origin.commit, words)
        if head
        else words.text("the files as they are here"),
        day=Markdown(words.language.date(comparison.after.today)),
    )


def _state(name: str, commit: str | None, words: Words) -> Markdown:
    """A state by its name, and by its commit where that says more.

    Only by its commit where the name says something to git alone: `HEAD^1`.
    """
    short = (commit or "")[:_SHORT]
    if short and name.startswith((short, "HEAD")):
        return Markdown(f"`{short}`")
    return Markdown(f"{words.shown(name)} (`{short}`)" if short else words.shown(name))
