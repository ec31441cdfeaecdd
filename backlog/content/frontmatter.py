"""Front matter, strictly, by way of python-frontmatter and the event stream of PyYAML.

PyYAML's own loading is never used: it takes the last of two keys, guesses types, follows aliases and
ends in a crash on deep nesting.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml
from frontmatter.default_handlers import BaseHandler

from backlog.content.characters import OTHER_SPACE, joined, space_faults
from backlog.content.events import Reading, take, trouble
from backlog.content.fences import FENCE, closing_fence
from backlog.content.lines import clipped
from backlog.content.nodes import Mapping, Scalar
from backlog.content.syntax import no_colon, syntax_fault
from backlog.findings import Fault
from backlog.source import Location, Mark

if TYPE_CHECKING:
    from backlog.content.nodes import Entry

FRONT_LIMIT = 64_000
"""Bytes between the fences."""

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where PyYAML was built with it; the other one is slower and as strict."""


@dataclass(frozen=True, slots=True)
class Front:
    """The entries of the front matter in file order, and what there is to say about it."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]


class StrictHandler(BaseHandler):
    """What python-frontmatter asks to split a text and to read its front matter.

    `load` gives a dictionary with the one key `front`. `replaced` says that U+FFFD in the text may
    stand for a character that was taken out.
    """

    FM_BOUNDARY = re.compile(r"^---$", re.MULTILINE)

    def __init__(self, path: str, *, replaced: bool) -> None:
        super().__init__()
        self.path = path
        self.replaced = replaced

    def split(self, text: str) -> tuple[str, str]:
        """Front matter and body; ValueError where there are no two fences."""
        end = closing_fence(text)
        if end < 0:
            raise ValueError("no two fences")
        return text[4 : end + 1], text[end + 5 :]

    def load(self, fm: str) -> dict[str, object]:
        """The front matter as nodes; every fault is a value in it, none is raised."""
        return {"front": read_front(self.path, fm, replaced=self.replaced)}


def read_front(path: str, front: str, *, replaced: bool = False) -> Front:
    """What stands between the fences, as entries and faults; no entries where a fault refuses them."""
    lines = [FENCE, *front.split("\n")]
    if len(front) > FRONT_LIMIT // 4 and len(front.encode()) > FRONT_LIMIT:
        location = Location(path, 1, 1, len(FENCE), FENCE)
        values = {"limit": FRONT_LIMIT}
        return Front(
            (), (Fault(slug="front-matter-too-large", location=location, values=values, refuses=True),)
        )
    reading = Reading(path, lines, replaced)
    if OTHER_SPACE.search(front):
        front, reading.faults = space_faults(path, front)
        reading.lines[1:] = front.split("\n")
    _read(reading, front)
    if not isinstance(reading.root, Mapping) or any(fault.refuses for fault in reading.faults):
        return Front((), tuple(reading.faults))
    return Front(reading.root.entries, tuple(reading.faults))


def _read(reading: Reading, front: str) -> None:
    """Every event of the parser; libyaml is asked for the next one only while none stops it."""
    try:
        for event in yaml.parse(front, Loader=LOADER):
            take(reading, event)
            if reading.done:
                return
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        fault = syntax_fault(trouble(reading, error))
        if not any(known.refuses and known.location.line == fault.location.line for known in reading.faults):
            reading.faults = joined(reading.faults, [fault])
        return
    if not isinstance(reading.root, Mapping) and not any(fault.refuses for fault in reading.faults):
        _no_mapping(reading)


def _no_mapping(reading: Reading) -> None:
    root = reading.root
    if root is None:
        reading.fault("front-matter-empty", Mark(1, 1, len(FENCE)))
        return
    row = root.mark.line - 1
    if isinstance(root, Scalar) and root.style == "plain":
        error = yaml.MarkedYAMLError(problem="could not find expected ':'", problem_mark=None)
        fault = no_colon(trouble(reading, error, row))
        if fault is not None and (fault.slug == "colon-without-space" or fault.edits):
            reading.faults.append(fault)
            return
    reading.fault("front-matter-not-a-mapping", root.mark, found=clipped(reading.lines[row]))
