"""Files that could not be opened, decoded or read to their end, and where their fields begin and end."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from backlog.findings import Severity
from backlog.rules.rule import Place, rule
from backlog.rules.scene import Scene, told

if TYPE_CHECKING:
    from collections.abc import Iterator

WHAT_STANDS_THERE = {
    "dir": "a folder",
    "symlink": "a symbolic link",
    "other": "a pipe, a socket or a device",
}
"""Messages for what a path is when it is no file."""


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
    for place in told(scene, "file-not-plain"):
        what = WHAT_STANDS_THERE.get(str(place.values["what"]), "")
        yield dataclasses.replace(place, values={**place.values, "what": what})


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


@rule("F101", severity=Severity.ERROR)
def file_too_large(scene: Scene) -> Iterator[Place]:
    """The file has more than {limit} bytes.

    A text of this size is no item, and every build would wait for it.

    Keep the text in the file and link to pictures, exports and attachments.
    """
    yield from told(scene, "file-too-large")


@rule("F102", severity=Severity.ERROR)
def empty_file(scene: Scene) -> Iterator[Place]:
    """The file is empty.

    An empty file has no title and no status, so nothing can be shown of it.

    Delete it, or fill it: the form of the site and `backlog new "Title"` both make a whole file.
    """
    yield from told(scene, "empty-file")


@rule("F103", severity=Severity.ERROR)
def git_lfs_pointer(scene: Scene) -> Iterator[Place]:
    """Here is a Git LFS pointer, not the file itself.

    The text lies in the large file storage and was not fetched.

    Run `git lfs pull`, or take `*.md` out of `.gitattributes`: texts are small.
    """
    yield from told(scene, "git-lfs-pointer")


@rule("F104", severity=Severity.ERROR)
def not_utf_8(scene: Scene) -> Iterator[Place]:
    """The byte {byte} at position {offset} belongs to no UTF-8 character.

    Files are read as UTF-8; what is broken here would become another character on the page.

    Type the character at this place again and save the file as UTF-8; in Windows: Notepad, Save as, Encoding
    UTF-8.
    """
    yield from told(scene, "not-utf-8")


@rule("F105", severity=Severity.ERROR)
def other_encoding(scene: Scene) -> Iterator[Place]:
    """The file is saved as {encoding}, not as UTF-8.

    Files are read as UTF-8 only, so that umlauts are the same on every computer.

    Save it again with the encoding UTF-8; the text stays as it is. In Windows: Notepad, Save as, Encoding
    UTF-8.
    """
    yield from told(scene, "other-encoding")


@rule("F111", severity=Severity.ERROR)
def no_front_matter(scene: Scene) -> Iterator[Place]:
    """The file begins with "{first}", not with "---".

    The fields of a file stand at its very top, between two lines of three hyphens.

    Put a line `---` at the top, below it the fields, at least `title: …` and `status: …`, and a line `---`
    below them.
    """
    yield from told(scene, "no-front-matter")


@rule("F112", severity=Severity.ERROR)
def front_matter_not_first(scene: Scene) -> Iterator[Place]:
    """The fields begin on line {line}, not at the top of the file.

    Fields are looked for at the very top; below other lines they are ordinary text.

    Remove what stands above line {line}, or move it below the fields.
    """
    yield from told(scene, "front-matter-not-first")


@rule("F113", severity=Severity.ERROR, mends=True)
def fence_misspelt(scene: Scene) -> Iterator[Place]:
    """The line "{found}" looks like "---" and is not quite it.

    Only three hyphens at the beginning of a line, and nothing else, open and close the fields.

    Write three hyphens without a space before or after them.
    """
    yield from told(scene, "fence-misspelt")


@rule("F114", severity=Severity.ERROR)
def toml_front_matter(scene: Scene) -> Iterator[Place]:
    """The fields stand between "+++" lines, as TOML.

    Fields are read as YAML between lines of three hyphens.

    Write `---` for `+++` and `title: …` for `title = …`.
    """
    yield from told(scene, "toml-front-matter")


@rule("F115", severity=Severity.ERROR)
def unclosed_front_matter(scene: Scene) -> Iterator[Place]:
    """The fields are never closed: line {last} seems to be their last one.

    Without a second line `---` nobody can tell where the fields end and the text begins.

    Add a line `---` below line {last}.
    """
    yield from told(scene, "unclosed-front-matter")


@rule("F116", severity=Severity.ERROR)
def front_matter_too_large(scene: Scene) -> Iterator[Place]:
    """The fields take up more than {limit} bytes.

    So much text in fields is a text in the wrong place, mostly because the closing `---` stands too far
    down.

    Move the text below the closing `---`.
    """
    yield from told(scene, "front-matter-too-large")


@rule("F117", severity=Severity.ERROR)
def front_matter_empty(scene: Scene) -> Iterator[Place]:
    """Between the two lines "---" stands no field.

    Without a title and a status nothing can be shown of the file.

    Write at least `title: …` and `status: …` between them.
    """
    yield from told(scene, "front-matter-empty")


@rule("F118", severity=Severity.ERROR)
def front_matter_not_a_mapping(scene: Scene) -> Iterator[Place]:
    """The front matter begins with "{found}", which is no field.

    Between the two lines `---` stand fields, each as `name: value` on a line of its own.

    Write it as `name: value`, or move it below the second `---` if it belongs to the text.
    """
    yield from told(scene, "front-matter-not-a-mapping")


@rule("F121", severity=Severity.ERROR)
def conflict_marker(scene: Scene) -> Iterator[Place]:
    """A merge conflict was left standing: "{marker}".

    Two versions stand one below the other; which one counts is known only to those who wrote them.

    Keep one version and delete the lines that begin with `<<<<<<<`, `|||||||`, `=======` and `>>>>>>>`.
    """
    yield from told(scene, "conflict-marker")


@rule("F122", severity=Severity.ERROR, mends=True)
def forbidden_character(scene: Scene) -> Iterator[Place]:
    """Here stands a character that nobody sees: {code} {name}.

    It makes two words differ that look the same, or shows a line other than it is written.

    Delete it; it often comes along when text is copied from a web page or a PDF.
    """
    yield from told(scene, "forbidden-character")


@rule("F123", severity=Severity.ERROR, mends=True)
def no_break_space(scene: Scene) -> Iterator[Place]:
    """Here stands a {code} {name} where an ordinary space belongs.

    It looks like a space, but around a field's name it becomes part of the name or of the value.

    Replace it with an ordinary space; within a text it is welcome.
    """
    yield from told(scene, "no-break-space")
