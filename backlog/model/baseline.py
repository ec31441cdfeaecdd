"""The baseline: findings that were there before, and are tolerated until somebody mends them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Entry(NamedTuple):
    """One tolerated finding: its file, the code and slug of the rule, the field concerned, and its cause.

    `field` and `slug` are there for people who read the file; `cause` is a fingerprint of them and of the
    values, without path, lines and numbers.
    """

    path: str
    code: str
    slug: str
    field: str
    cause: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two entries the same."""
        return (self.path, self.code, self.cause)


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The file that `[rules] baseline` names: its path, its entries, and the numbers of lines that are none.

    Two findings of a file that are equal are two entries. `comments` are its other lines, without their sign.
    `is_there` is false where there is no such file.
    """

    path: str
    entries: tuple[Entry, ...] = ()
    broken: tuple[int, ...] = ()
    comments: tuple[str, ...] = ()
    is_there: bool = True
