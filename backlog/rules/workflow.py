"""The way of an item: its status, how it came there, what it waits for, and what follows."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.content.fields import ITEM
from backlog.findings import Severity
from backlog.metrics.wip import over_limit_columns
from backlog.pasting import shown as lines_of
from backlog.rules.gaps import empty_lines
from backlog.rules.kept import blocked
from backlog.rules.missing import is_missing
from backlog.rules.moves import unexpected_moves
from backlog.rules.naming import called
from backlog.rules.paste import choice
from backlog.rules.references import dropped, unfinished
from backlog.rules.rule import Place, rule
from backlog.rules.scene import Scene, at, ids, latest, shown, told
from backlog.rules.spans import backwards

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from backlog.model import Item

ROWS = {row.name: row for row in ITEM}


@rule("W101", severity=Severity.ERROR, mends=True)
def status_unknown(scene: Scene) -> Iterator[Place]:
    """ "{value}" is no status of this backlog.

    Without a column the item stands nowhere on the board and counts in no number.

    Write one of these: {known}. A spelling of your own can stand in backlog.toml, at `aliases`.
    """
    yield from told(scene, "status-unknown")


@rule("W102", severity=Severity.ERROR)
def blocked_is_bare(scene: Scene) -> Iterator[Place]:
    """ "{field}: {value}" says that something is in the way, and not what or since when.

    Only with day and reason can the team see how long it has been waiting, and for whom.

    Say since when and why.
    """
    owners = {item.path: item for item in scene.backlog.items}
    for place in told(scene, "blocked-is-bare"):
        item = owners.get(place.location.path)
        edits = blocked(scene, item, place) if item else ()
        yield dataclasses.replace(place, edits=edits, paste=lines_of(edits))


@rule("W103", severity=Severity.WARNING)
def history_out_of_order(scene: Scene) -> Iterator[Place]:
    """The entry of {day} stands below one of {before}.

    The entries are read by day, so the order in the file tells another story than the figures.

    Move the entry up, or correct its day.
    """
    for item in scene.backlog.items:
        newest: date | None = None
        for number, entry in enumerate(item.history):
            if entry.date is None:
                continue
            if newest is not None and entry.date < newest:
                yield at(item, f"history.{number}", day=entry.date, before=newest)
            newest = entry.date if newest is None else max(newest, entry.date)


@rule("W104", severity=Severity.WARNING)
def history_in_the_future(scene: Scene) -> Iterator[Place]:
    """The entry of {day} lies in the future and is left out.

    A move that has not happened yet counts in no figure.

    Correct the day, or enter the move when it happens.
    """
    for item in scene.backlog.items:
        for number, entry in enumerate(item.history):
            if entry.date is not None and entry.date > scene.today:
                yield at(item, f"history.{number}", day=entry.date)


@rule("W105", severity=Severity.WARNING)
def day_in_the_future(scene: Scene) -> Iterator[Place]:
    """{field} is {day}, a day that is still to come.

    What has not happened yet cannot have been done, begun, written or rated.

    Correct the day; what is planned stands under start and due.
    """
    for item in scene.backlog.items:
        for name in ("created", "started", "done", "scored"):
            day = getattr(item, name)
            if day is not None and day > scene.today:
                yield at(item, name, day=day)


@rule("W106", severity=Severity.WARNING)
def days_run_backwards(scene: Scene) -> Iterator[Place]:
    """{field} is {day}, before {other}: {before}.

    Nothing ends before it begins; figures that need both days leave the item out.

    Correct one of the two days.
    """
    for item in scene.backlog.items:
        yield from backwards(scene, item)


@rule("W107", severity=Severity.WARNING)
def move_unexpected(scene: Scene) -> Iterator[Place]:
    """From "{before}" straight to "{after}" on {day}: columns in between were left out.

    Either the board did not follow the work, or a step was skipped that the team had agreed on.

    Enter the steps in between, or allow the move in backlog.toml, with `from` at the column.
    """
    names = {status.id: status.name for status in scene.config.workflow}
    for item in scene.backlog.items:
        for move, number in unexpected_moves(scene, item):
            name = f"history.{number}" if number is not None else "status"
            before = names[move.before or ""]
            yield at(item, name, before=before, after=names[move.after], day=move.day)


@rule("W201", severity=Severity.WARNING)
def wip_over_column(scene: Scene) -> Iterator[Place]:
    """ "{status}" holds {count} items, and its limit is {limit}: {items}.

    The more is begun, the longer everything takes; the limit is there to finish first.

    Finish one of them before the next one comes in, or put the latest back.
    """
    for status, (count, limit) in over_limit_columns(scene.published).items():
        items = [item for item in scene.public if item.status == status]
        name = scene.backlog.status_by_id[status].name
        yield at(latest(scene, items), "status", items=ids(items), status=name, count=count, limit=limit)


@rule("W202", severity=Severity.WARNING)
def stalled(scene: Scene) -> Iterator[Place]:
    """In "{status}" since {day}, and no step further: longer than {limit} days.

    What nobody moves takes a place and attention that other work needs.

    Say in the review what is missing: help, a decision, or the end of it.
    """
    limit = scene.config.freshness.stalled
    for item in scene.backlog.items:
        since = scene.timelines[item.id].status_since
        if not item.kind.started or since is None or (scene.today - since).days <= limit:
            continue
        if not _blocked_too_long(scene, item):  # one cause, one finding
            name = scene.backlog.status_by_id[item.status].name
            yield at(item, "status", items=(item.id,), status=name, day=since, limit=limit)


@rule("W203", severity=Severity.WARNING)
def blocked_too_long(scene: Scene) -> Iterator[Place]:
    """Blocked since {day}: longer than {limit} days.

    A blocker that is older than that goes away only when somebody takes it on by name.

    Agree who clears it until when, or put the item back.
    """
    for item in scene.backlog.items:
        since = _blocked_too_long(scene, item)
        if since is not None:
            yield at(item, "blocked", items=(item.id,), day=since, limit=scene.config.freshness.blocked)


def _blocked_too_long(scene: Scene, item: Item) -> date | None:
    """The day since which an open item is blocked for too long."""
    if not item.kind.open:
        return None
    days = [block.since for block in item.blocks(scene.today) if block.since is not None]
    since = min(days, default=None)
    return since if since and (scene.today - since).days > scene.config.freshness.blocked else None


@rule("W204", severity=Severity.WARNING)
def overdue(scene: Scene) -> Iterator[Place]:
    """Promised for {day}, and not done.

    Somebody relies on this day.

    Agree on a new day with those who wait for it, or say that it will not come.
    """
    for item in scene.backlog.items:
        if item.due is not None and item.due < scene.today and item.kind.open:
            yield at(item, "due", items=(item.id,), day=item.due)


@rule("W205", severity=Severity.WARNING)
def request_undecided(scene: Scene) -> Iterator[Place]:
    """Asked for on {day} and undecided: longer than {limit} days.

    Whoever asked waits for an answer, and a no is an answer.

    Decide in the next intake slot: backlog, parked or dropped.
    """
    limit = scene.config.freshness.intake
    for item in scene.backlog.items:
        created = scene.timelines[item.id].created
        parked = item.recheck is not None and item.recheck > scene.today
        if item.kind is Kind.INTAKE and created and not parked and (scene.today - created).days > limit:
            yield at(item, "status", items=(item.id,), day=created, limit=limit)


@rule("W301", severity=Severity.WARNING)
def starts_before_dependency(scene: Scene) -> Iterator[Place]:
    """The item is in "{status}", and what it waits for is not done: {others}.

    Work that begins before its turn soon stands still.

    Take these on first, or put the item back to the backlog.
    """
    for item in scene.backlog.items:
        if not item.kind.open or item.kind.position < Kind.PLANNED.position:
            continue
        others = ids(unfinished(scene, item))
        if others:
            name = scene.backlog.status_by_id[item.status].name
            yield at(item, "depends_on", items=(item.id, *others), status=name, others=shown(others))


@rule("W302", severity=Severity.WARNING)
def depends_on_dropped(scene: Scene) -> Iterator[Place]:
    """The item waits for what was dropped: {others}.

    It would wait forever.

    Take the entry out, or drop this item as well.
    """
    for item in scene.backlog.items:
        others = ids(dropped(scene, item)) if item.kind.open else ()
        if others:
            yield at(item, "depends_on", items=(item.id, *others), others=shown(others))


@rule("W401", severity=Severity.WARNING)
def result_missing(scene: Scene) -> Iterator[Place]:
    """Done since {day}, and no result: longer than {limit} days.

    Without a result nobody knows whether the work was worth it, and the next ratings are guesses again.

    Enter the figure that was reached as "{value}" below "{result}", or "{unmeasured}" as "{outcome}" there,
    with the reason under "{learning}".
    """
    limit = scene.config.freshness.result
    for item in scene.backlog.items:
        finished = scene.timelines[item.id].finished
        result = item.result
        known = result is not None and (result.value is not None or result.outcome is not None)
        if item.kind is not Kind.DONE or known or "result" in scene.faulty.get(item.path, ()):
            continue
        if finished is not None and (scene.today - finished).days > limit:
            empty = empty_lines(item, [ROWS["result"]])
            place = at(item, *(empty or ["status"]), items=(item.id,), day=finished, limit=limit)
            values = {**place.values, **_names_of_result(scene, item)}
            yield dataclasses.replace(place, values=values)


def _names_of_result(scene: Scene, item: Item) -> dict[str, object]:
    """What the file calls the fields of a result."""
    value, outcome, *_ = ROWS["result"].of
    rows = {"result": ROWS["result"], "learning": ROWS["learning"], "value": value, "outcome": outcome}
    names: dict[str, object] = {name: called(row, item.source, scene.config) for name, row in rows.items()}
    return {**names, "unmeasured": choice(scene, item, "unmeasured")}


@rule("W402", severity=Severity.WARNING)
def learning_missing(scene: Scene) -> Iterator[Place]:
    """Done, and nothing says what was learnt.

    What one item has taught serves the next one only if it is written down.

    Say in one sentence what you know now, in a line "{learning}".
    """
    for item in scene.backlog.items:
        if item.kind is Kind.DONE and is_missing(scene, item, "learning"):
            name = called(ROWS["learning"], item.source, scene.config)
            yield at(item, *(empty_lines(item, [ROWS["learning"]]) or ["status"]), learning=name)
