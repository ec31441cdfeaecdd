"""What a rule is: a function that finds places, with its code, its weight and its three paragraphs."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from backlog.findings import Severity
    from backlog.rules.scene import Scene
    from backlog.source import Location

    Find = Callable[[Scene], Iterator["Place"]]
    Note = tuple[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a rule has something to say, and the values of its sentences.

    `field` is the id of the field concerned, `paste` the line (or lines) that would mend it. `items`
    are the ids concerned; where none are given, the one whose file it is. `refuses` says that the file
    is left out for it.
    """

    location: Location
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    field: str | None = None
    paste: str = ""
    items: tuple[str, ...] = ()
    refuses: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. Its paragraphs are English and the message ids of the catalogues, with `{value}`."""

    code: str
    slug: str
    severity: Severity
    what: str
    why: str
    mend: str
    find: Find


def rule(code: str, *, severity: Severity) -> Callable[[Find], Rule]:
    """Make a function a rule: its name is the slug, its docstring is what, why and how to mend."""

    def join(find: Find) -> Rule:
        what, why, mend = (" ".join(paragraph.split()) for paragraph in (find.__doc__ or "").split("\n\n"))
        slug = find.__name__.strip("_").replace("_", "-")
        return Rule(code=code, slug=slug, severity=severity, what=what, why=why, mend=mend, find=find)

    return join
