"""Files that could not be opened or read to their end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.findings import Severity
from backlog.rules.rule import Place, rule
from backlog.rules.scene import Scene, told

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("F001", severity=Severity.ERROR)
def file_unreadable(scene: Scene) -> Iterator[Place]:
    """The file cannot be opened: {reason}.

    An item that nobody can read is missing from the board.

    Give whoever builds the site the right to read it, or put it back from the history.
    """
    yield from told(scene, "file-unreadable")


@rule("F002", severity=Severity.ERROR)
def file_not_plain(scene: Scene) -> Iterator[Place]:
    """Here stands no ordinary file: {what}.

    Only ordinary files are read; what a link leads to may lie outside the repository.

    Put the file itself in its place, or take it out of this folder.
    """
    yield from told(scene, "file-not-plain")


@rule("F003", severity=Severity.ERROR)
def path_not_text(scene: Scene) -> Iterator[Place]:
    """The name "{value}" holds characters that are no text.

    Other computers cannot write this name, and no link can lead to it.

    Rename the file: letters, digits, hyphens and dots.
    """
    yield from told(scene, "path-not-text")


@rule("F004", severity=Severity.ERROR)
def body_too_deep(scene: Scene) -> Iterator[Place]:
    """The text is nested deeper than {depth} levels.

    What lies deeper would be lost on the page without a word.

    Take a few levels out of the list or quotation.
    """
    yield from told(scene, "body-too-deep")


@rule("F005", severity=Severity.ERROR)
def body_too_large(scene: Scene) -> Iterator[Place]:
    """The text is too large for a page: {size} of at most {limit}.

    A page of this size opens slowly or not at all on a phone.

    Keep what is needed to do the work, and link to the rest.
    """
    yield from told(scene, "body-too-large")
