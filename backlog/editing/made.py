"""What was done to a file, and what is to be said of it, in whichever language and form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Sentence(NamedTuple):
    """A message and the values that fill it."""

    message: str
    values: Mapping[str, object]


def sentence(message: str, **values: object) -> Sentence:
    """A sentence to be said."""
    return Sentence(message, values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was done to a file: its path, what changed, and what is worth knowing about it."""

    path: str
    name: str
    title: str
    done: tuple[Sentence, ...] = ()
    notes: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a line: what was made of it, or why nothing was, and what to write instead."""

    number: int
    text: str
    made: tuple[Made, ...] = ()
    refusal: tuple[Sentence, ...] = ()
    instead: str = ""

    @property
    def applied(self) -> bool:
        """Whether the line was done, or had nothing left to do."""
        return not self.refusal
