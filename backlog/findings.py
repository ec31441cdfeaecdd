"""A finding: something a rule has to say about a place in a file, before it is worded."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.pasting import Edit
    from backlog.source import Location


class Severity(StrEnum):
    """How much a finding weighs: an error stops the build, a warning never does."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What reading a file or the configuration came upon, by the slug of the rule that tells it.

    `values` fill the rule's sentences. `field` is the id of the field concerned, if one is.
    `paste` is the line (or lines) that would mend it, to be shown. Where it goes is said by `edits`, all of
    which belong together; without any it takes the place of the line of the location. A `paste` is empty
    where the line is too long to be shown, and still there may be edits. `sure` is False where another
    reading is possible as well. `refuses` says that no value could be made of the file.
    """

    slug: str
    location: Location
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    field: str | None = None
    paste: str = ""
    edits: tuple[Edit, ...] = ()
    sure: bool = True
    refuses: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule found: its code and slug, how much it weighs, where, and the values of its words.

    `items` are the ids of the items concerned, for alerts. `edits` are exactly what pasting does, none where
    there is nothing to paste; `mend` says that they can be made without asking anybody. `refuses`: the file
    is left out for it. `tolerated`: it would be an error, but was there before, as the baseline says; so it
    weighs as a warning. `new`: whether a change brought it, None where nobody compared.
    """

    code: str
    slug: str
    severity: Severity
    location: Location
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    field: str | None = None
    paste: str = ""
    edits: tuple[Edit, ...] = ()
    mend: bool = False
    items: tuple[str, ...] = ()
    refuses: bool = False
    tolerated: bool = False
    new: bool | None = None

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """By place, then by code: the order in which findings are printed."""
        place = self.location
        return (place.path, place.line, place.column, self.code, repr(sorted(self.values.items())))
