"""Days that follow each other, wherever a file says them: which of them run backwards."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from backlog.content.fields import ITEM
from backlog.rules.naming import called
from backlog.rules.scene import at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from backlog.model import Item
    from backlog.rules.rule import Place
    from backlog.rules.scene import Scene

    Span = tuple[str, str, date | None, date | None]

ROWS = {row.name: row for row in ITEM}


def backwards(scene: Scene, item: Item) -> Iterator[Place]:
    """The places of days that lie before the one they follow, with the names of both fields."""
    for earlier, later, first, last in _spans(scene, item):
        if first is not None and last is not None and last < first:
            names = {"field": _called(scene, item, later), "other": _called(scene, item, earlier)}
            place = at(item, _where(item, earlier, later, last), day=last, before=first)
            field = ".".join(part for part in later.split(".") if not part.isdigit())
            yield dataclasses.replace(place, values={**place.values, **names}, field=field)


def _spans(scene: Scene, item: Item) -> Iterator[Span]:
    """Two fields that follow each other and their days, as far as these are known."""
    yield _until_done(scene, item)
    yield "start", "due", item.start, item.due
    for number, block in enumerate(item.blocked):
        yield f"blocked.{number}.since", f"blocked.{number}.until", block.since, block.until


def _until_done(scene: Scene, item: Item) -> Span:
    """The day an item was done, and the first of those before it that lies behind it.

    These days may stand in fields or in the history. The day on which a file came to be is nobody's word,
    so it is no day of creation here.
    """
    timeline = scene.timelines[item.id]
    done = timeline.finished or item.done
    started = timeline.started or item.started
    created = timeline.created if item.created or item.history else None
    if done and created and done < created and not (started and done < started):
        return "created", "done", created, done
    return "started", "done", started, done


def _where(item: Item, earlier: str, later: str, day: date) -> str:
    """The field or the entry of the history that says the later day, else the earlier field."""
    if later in item.source.values:
        return later
    said = [f"history.{number}" for number, entry in enumerate(item.history) if entry.date == day]
    return said[-1] if said else earlier if earlier in item.source.values else "status"


def _called(scene: Scene, item: Item, name: str) -> str:
    """What the file calls a field, or would call it; a field of an entry is there whenever it is told of."""
    return item.source.names.get(name) or called(ROWS[name], item.source, scene.config)
