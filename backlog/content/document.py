"""A file of the content folders as fields with places, a body, and what kept it from being more."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import frontmatter

from backlog.content.characters import character_faults, joined, visible
from backlog.content.encoding import decode, scan_keys
from backlog.content.fences import closing_fence, conflict_faults, fence_fault
from backlog.content.frontmatter import StrictHandler

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.content.frontmatter import Front
    from backlog.content.nodes import Entry
    from backlog.findings import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What was read of a file.

    `lines` go up to and with the closing fence. `entries` are the fields in file order, none where the
    file is refused. `body` is the text below, with LF line ends; `body_line` is the number of its first
    line in the file. `scan` is there for refused files only: what a look at their lines finds, by key
    in lower case (`private`, `privat`, `status`, `id` and every other); a file that has `private` there
    is counted and never named.
    """

    path: str
    lines: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    body: str = ""
    body_line: int = 1
    faults: tuple[Fault, ...] = ()
    scan: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether no value could be made of the file."""
        return any(fault.refuses for fault in self.faults)


def read_document(path: str, raw: bytes) -> Document:
    """The document that the bytes of a file hold; whatever they are, faults are values in it.

    `path` is repository-relative and only used to point. A character that has no place in a text is a
    fault, stands as U+FFFD in `lines` and `body`, and is left out of keys and values.
    """
    decoded = decode(path, raw)
    if not isinstance(decoded, str):
        return Document(path=path, faults=(decoded,), scan=scan_keys(raw))
    text = visible(decoded)
    replaced = text != decoded
    faults = character_faults(path, decoded, text) if replaced else []
    end = closing_fence(text)
    if "<<<<<<< " in text or ">>>>>>> " in text:
        faults += conflict_faults(path, text, end if end >= 0 else len(text))
    lines = tuple(text[: end + 4].split("\n")) if end >= 0 else ()
    body, body_line = text[end + 5 :] if end >= 0 else "", len(lines) + 1
    entries: tuple[Entry, ...] = ()
    if any(fault.refuses for fault in faults):
        pass
    elif end < 0:
        faults = joined(faults, [fence_fault(path, text)])
    else:
        front = _front(path, text, replaced=replaced)
        entries = front.entries
        faults = joined(faults, list(front.faults)) if front.faults else faults
    document = Document(
        path=path, lines=lines, entries=entries, body=body, body_line=body_line, faults=tuple(faults)
    )
    return dataclasses.replace(document, scan=scan_keys(raw)) if document.refused else document


def _front(path: str, text: str, *, replaced: bool) -> Front:
    """The front matter by way of python-frontmatter, whose other results are of no use to us.

    It strips the text and the body, so lines are counted and the body is cut without it.
    """
    found, _ = frontmatter.parse(text, handler=StrictHandler(path, replaced=replaced))
    return cast("Front", found["front"])
