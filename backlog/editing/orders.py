"""What a line of changes asks for, before anybody looks whether there is such an item or such a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is to be changed: an item (or goal, initiative, `people.anna`) by id or title, or all of a kind.

    `where` are conditions as `field=value`; then `name` is empty.
    """

    name: str = ""
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Into another status, by whatever name, perhaps with new values; or from a person to another."""

    told: Told
    status: str
    wishes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign:
    """Fields with new values, each as `field=value`, `field+=value`, `field-=value` or `field=`."""

    told: Told
    wishes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Something is in the way: why (empty where the line does not say), and what exactly."""

    told: Told
    reason: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unblock:
    """Nothing is in the way any more."""

    told: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """A new item of this title; a new goal or initiative with its first values."""

    title: str
    kind: Literal["item", "goal", "initiative"] = "item"
    wishes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Nonsense:
    """A line that says none of these; `reason` is a message."""

    reason: str


Order = Move | Assign | Block | Unblock | New | Nonsense
