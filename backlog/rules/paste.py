"""Lines that could stand in a file as they are, to mend what a finding says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from backlog.content.choices import GERMAN_CHOICES
from backlog.content.fields import Field, Type
from backlog.content.values import status_word
from backlog.language import N_
from backlog.rules.naming import called, is_german

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backlog.rules.rule import Note
    from backlog.rules.scene import Scene, Thing

# What to do where a backlog has nothing yet that a reference could name.
NOTHING = {
    "person": N_("Nobody stands in backlog.toml under [people] yet."),
    "channel": N_("There is no channel yet; channels stand in backlog.toml, each under [channels.<id>]."),
    "metric": N_(
        "There is no metric yet: write one in your own words, or add it to backlog.toml under [metrics.<id>]."
    ),
    "goal": N_("There is no goal yet: a goal is a file in items/goals."),
}


def line_for(scene: Scene, thing: Thing, row: Field, value: str = "") -> str:
    """The line that fills a field in, named as the file would; nothing where no value is known."""
    text = value or value_for(scene, thing, row)
    if not text:
        return ""
    name = called(row, thing.source, scene.config)
    return f"{name}:{text}" if text.startswith("\n") else f"{name}: {text}"


def lines_for(scene: Scene, thing: Thing, rows: Iterable[Field]) -> str:
    """One line for each of the fields that a value is known for."""
    return "\n".join(filter(None, (line_for(scene, thing, row) for row in rows)))


def value_for(scene: Scene, thing: Thing, row: Field) -> str:
    """A value of a field that is there to be had; nothing where only somebody of the team can know it."""
    if row.name == "since":
        return scene.today.isoformat()
    if row.name == "reason":
        return choice(scene, thing, "other")
    if row.name == "title":
        words = thing.path.rpartition("/")[2].removesuffix(".md").replace("-", " ").replace("_", " ").strip()
        plain = len(words) >= row.shortest and words.replace(" ", "").isalpha()
        return words[:1].upper() + words[1:] if plain else ""
    if row.name in _BY_NAME:
        return _BY_NAME[row.name](scene, thing, row)
    if row.type is Type.STATUS:
        return status_word(scene.config.workflow[0], scene.config)
    return first_known(scene, row.to) if row.type is Type.REFERENCE else ""


def _period(scene: Scene, _thing: Thing, _row: Field) -> str:
    return f"{scene.today.year}-Q{(scene.today.month + 2) // 3}"


def _kind_of_meeting(scene: Scene, thing: Thing, row: Field) -> str:
    """As the file is called, `2026-02-09-review.md`; else the one that there is most often."""
    stem = thing.path.rpartition("/")[2].casefold()
    return choice(scene, thing, next((str(one) for one in row.choices if str(one) in stem), "review"))


def _day(scene: Scene, thing: Thing, _row: Field) -> str:
    """As the file is called; else today."""
    found = _ISO.match(thing.path.rpartition("/")[2])
    return found[0] if found else scene.today.isoformat()


_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?=\D)")
_BY_NAME: Final = {"period": _period, "type": _kind_of_meeting, "date": _day}


def choice(scene: Scene, thing: Thing, value: str) -> str:
    """One of the fixed values, as the file's language writes it."""
    return GERMAN_CHOICES.get(value, value) if is_german(thing.source, scene.config) else str(value)


def first_known(scene: Scene, to: str) -> str:
    """An id for a reference: the first one that is there and still counts; nothing where there is none."""
    return next(_known(scene, to), "")


def nothing_known(scene: Scene, rows: Iterable[Field]) -> tuple[Note, ...]:
    """What to say of references for which this backlog has nothing yet."""
    targets = dict.fromkeys(row.to for row in rows if row.to in NOTHING)
    return tuple((NOTHING[to], {}) for to in targets if not first_known(scene, to))


def _known(scene: Scene, to: str) -> Iterator[str]:
    match to:
        case "person":
            return (id_ for id_, person in scene.config.people.items() if person.until is None)
        case "channel":
            return iter(scene.config.channels)
        case "metric":
            return iter(scene.config.metrics)
        case "goal":
            return (goal.id for goal in scene.backlog.goals if goal.status == "active")
        case _:
            return (item.id for item in scene.public)
