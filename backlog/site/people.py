"""What pages may say of a person, by audience and `[people] show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.report.audience import NOBODY

if TYPE_CHECKING:
    from collections.abc import Callable

    from backlog.config.sections import Config


def naming(config: Config) -> Callable[[str | None], str]:
    """A function from a person's id to what pages print of it.

    Nothing (`""`) for nobody; the roles where names are not to be shown; an id that the configuration
    does not know is printed as it is, as long as names are shown. In a public report ids are roles
    already.
    """

    def named(person: str | None) -> str:
        if not person or person == NOBODY:
            return ""
        known = config.people.get(person)
        if config.show_people == "roles":
            return ", ".join(known.roles) or known.team if known else ""
        return (known.name if known else "") or person

    return named


def told(config: Config) -> Callable[[str | None], str | None]:
    """A function from whoever a file names to the id that scripts and links may carry.

    Where names are not to be shown that is one of the configuration: another may be a name.
    """
    return lambda person: person if config.show_people == "names" or person in config.people else None
