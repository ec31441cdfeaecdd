"""What a rule is: a function that finds places, with its code, its weight and its three paragraphs."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from backlog.findings import Severity
    from backlog.pasting import Edit
    from backlog.rules.scene import Scene
    from backlog.source import Location

    Find = Callable[[Scene], Iterator["Place"]]
    Note = tuple[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a rule has something to say, and the values of its sentences.

    `field` is the id of the field concerned, `paste` the line (or lines) that would mend it, with `edits` and
    `sure` as those of a fault. `items` are the ids concerned; where none are given, the one whose file it is.
    `refuses` says that the file is left out for it.
    """

    location: Location
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    field: str | None = None
    paste: str = ""
    edits: tuple[Edit, ...] = ()
    sure: bool = True
    items: tuple[str, ...] = ()
    refuses: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. Its paragraphs are English and the message ids of the catalogues, with `{value}`.

    `mends`: what it offers to paste can be read in one way only, so `check --fix` may write it; unless the
    place says that it is not `sure`. This is the one mark of what can be mended.
    """

    code: str
    slug: str
    severity: Severity
    what: str
    why: str
    mend: str
    find: Find
    mends: bool = False


def rule(code: str, *, severity: Severity, mends: bool = False) -> Callable[[Find], Rule]:
    """Make a function a rule: its name is the slug, its docstring is what, why and how to mend."""

    def join(find: Find) -> Rule:
        what, why, mend = (" ".join(paragraph.split()) for paragraph in (find.__doc__ or "").split("\n\n"))
        slug = find.__name__.strip("_").replace("_", "-")
        return Rule(
            code=code, slug=slug, severity=severity, what=what, why=why, mend=mend, find=find, mends=mends
        )

    return join
