"""The rules as the handbook prints them, family by family."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from backlog.language import N_
from backlog.rules import RULES, severities_of

if TYPE_CHECKING:
    from backlog.config.sections import Config
    from backlog.findings import Severity
    from backlog.rules.rule import Rule

# The letter that a rule's code begins with, and what the family is about.
FAMILIES = {
    "I": N_("Items"),
    "S": N_("Ratings"),
    "O": N_("People"),
    "G": N_("Goals and initiatives"),
    "L": N_("References and links"),
    "W": N_("Workflow"),
    "M": N_("Meetings"),
    "V": N_("Agreements"),
    "F": N_("Files"),
    "C": N_("Configuration"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The rules of a family by code, each with the severity that it has in this repository."""

    letter: str
    title: str
    rules: tuple[tuple[Rule, Severity], ...]


def families(config: Config) -> tuple[Family, ...]:
    """Every rule, in the order of FAMILIES."""
    severities = severities_of(config)
    letters = list(FAMILIES)
    ordered = sorted(RULES, key=lambda rule: (letters.index(rule.code[0]), rule.code))
    return tuple(
        Family(
            letter=letter,
            title=FAMILIES[letter],
            rules=tuple((rule, severities[rule.slug]) for rule in some),
        )
        for letter, some in groupby(ordered, key=lambda rule: rule.code[0])
    )
