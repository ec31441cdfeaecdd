"""Lines that could stand in a file as they are, to mend what a finding says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.content.choices import GERMAN_CHOICES
from backlog.content.fields import Field, Type
from backlog.rules.naming import called, is_german

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backlog.rules.scene import Scene, Thing

# What somebody might write, in English and in German.
SAMPLES = {
    "title": ("Landing page for the spring campaign", "Landingpage für die Frühjahrskampagne"),
    "evidence": ("Test in March, 2 of 3 pages did better", "Test im März, 2 von 3 Seiten waren besser"),
    "learning": ("Short pages did better than long ones", "Kurze Seiten wirkten besser als lange"),
    "value": ("11 leads", "11 Leads"),
    "text": ("Send the offer to all customers", "Angebot an alle Kunden schicken"),
    "criterion": ("The page is live and counts its visitors", "Die Seite ist live und zählt ihre Besucher"),
}
FALLBACKS = {
    "person": "anna",
    "channel": "website",
    "metric": "leads",
    "goal": "more-leads",
    "item": "landing-page",
}


def line_for(scene: Scene, thing: Thing, row: Field, value: str = "") -> str:
    """The line that fills a field in, with the name that the file would use; `value` or a realistic one."""
    name = called(row, thing.source, scene.config)
    text = value or value_for(scene, thing, row)
    return f"{name}:{text}" if text.startswith("\n") else f"{name}: {text}"


def lines_for(scene: Scene, thing: Thing, rows: Iterable[Field]) -> str:
    """One line for each of the fields."""
    return "\n".join(line_for(scene, thing, row) for row in rows)


def value_for(scene: Scene, thing: Thing, row: Field) -> str:  # noqa: PLR0911 - one a type
    """A realistic value of a field."""
    match row.type:
        case Type.RATING:
            return "3"
        case Type.NUMBER | Type.INTEGER:
            return "100"
        case Type.DATE:
            return scene.today.isoformat()
        case Type.PERIOD:
            return f"{scene.today.year}-Q{(scene.today.month + 2) // 3}"
        case Type.STATUS:
            return scene.config.workflow[0].id
        case Type.REFERENCE:
            return first_known(scene, row.to)
        case Type.CHOICE:
            return choice(scene, thing, row.choices[0])
        case Type.MAPPING | Type.MAPPINGS:
            inner = [row for row in row.of if row.required] or row.of[:1]
            return "".join(f"\n  {line_for(scene, thing, part)}" for part in inner)
        case _:
            return sample(scene, thing, row.name)


def sample(scene: Scene, thing: Thing, name: str) -> str:
    """A text for a field, in the language of the file."""
    return SAMPLES.get(name, SAMPLES["text"])[is_german(thing.source, scene.config)]


def choice(scene: Scene, thing: Thing, value: str) -> str:
    """One of the fixed values, as the file's language writes it."""
    return GERMAN_CHOICES.get(value, value) if is_german(thing.source, scene.config) else str(value)


def first_known(scene: Scene, to: str) -> str:
    """A realistic id for a reference: the first one that is there and still counts."""
    return next(_known(scene, to), FALLBACKS[to])


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


def instead(line: str, before: str, after: str) -> str:
    """The line with one value in place of another, where that is possible."""
    return line.replace(before, after, 1).strip() if after and before in line else ""
