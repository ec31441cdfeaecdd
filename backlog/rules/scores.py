"""Ratings, the score that comes of them, and the ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.config.sections import Kind
from backlog.content.fields import ITEM
from backlog.findings import Severity
from backlog.metrics.cut import below_cut as find_below_cut
from backlog.metrics.ice import ranking
from backlog.metrics.readiness import is_ready
from backlog.metrics.working_days import holidays_around, last_of_working_days
from backlog.rules.gaps import gap
from backlog.rules.missing import is_missing, is_wanted
from backlog.rules.naming import called
from backlog.rules.rule import Place, rule
from backlog.rules.scene import Scene, at, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.model import Item

RATINGS = tuple(row for row in ITEM if row.name in {"impact", "confidence", "effort"})
EVIDENCE = next(row for row in ITEM if row.name == "evidence")
EXPEDITE = next(row for row in ITEM if row.name == "expedite")
WANTS_EVIDENCE = 4


@rule("S101", severity=Severity.ERROR)
def rating_out_of_range(scene: Scene) -> Iterator[Place]:
    """{field} is "{value}", and the scale goes from 1 to 5.

    A rating off the scale would put the item above or below all others.

    Write a number from 1 to 5.
    """
    yield from told(scene, "rating-out-of-range")


@rule("S102", severity=Severity.ERROR)
def rating_not_whole(scene: Scene) -> Iterator[Place]:
    """{field} is "{value}", and the scale has whole numbers only.

    Ratings are rough on purpose; a decimal pretends to know more.

    Write a whole number from 1 to 5.
    """
    yield from told(scene, "rating-not-whole")


@rule("S103", severity=Severity.ERROR, mends=True)
def rating_quoted(scene: Scene) -> Iterator[Place]:
    """{field} stands in quotes: a text, not a number.

    Nobody calculates with a text.

    Take the quotes away.
    """
    yield from told(scene, "rating-quoted")


@rule("S104", severity=Severity.ERROR, mends=True)
def rating_not_a_number(scene: Scene) -> Iterator[Place]:
    """{field} is "{value}", and a number from 1 to 5 is wanted.

    The score is impact × confidence ÷ effort; each of the three is a number.

    Write a whole number from 1 to 5.
    """
    yield from told(scene, "rating-not-a-number")


@rule("S201", severity=Severity.ERROR)
def unscored(scene: Scene) -> Iterator[Place]:
    """No rating yet: {fields} are missing.

    From the backlog on an item is ranked by impact × confidence ÷ effort; without them it has no place.

    Rate it together, each from 1 to 5, in the lines {fields}.
    """
    for item, missing in _ratings_missing(scene):
        if len(missing) == len(RATINGS):
            yield _incomplete(scene, item, missing)


@rule("S202", severity=Severity.ERROR)
def rating_incomplete(scene: Scene) -> Iterator[Place]:
    """Only part of the rating is there; what is missing: {fields}.

    A score needs all three of impact, confidence and effort; with fewer the item cannot be ranked.

    Add what is missing, from 1 to 5, each on a line of its own: {fields}. Or take the other ratings out.
    """
    for item, missing in _ratings_missing(scene):
        if 0 < len(missing) < len(RATINGS):
            yield _incomplete(scene, item, missing)


def _ratings_missing(scene: Scene) -> Iterator[tuple[Item, list[str]]]:
    """Items that need ratings, or have some, with what is missing; none of which one is at fault."""
    for item in scene.backlog.items:
        missing = [row.name for row in RATINGS if getattr(item, row.name) is None]
        if not missing or scene.faulty.get(item.path, frozenset()).intersection(missing):
            continue
        if is_wanted(RATINGS[0], item.kind) or len(missing) < len(RATINGS):
            yield item, missing


def _incomplete(scene: Scene, item: Item, missing: list[str]) -> Place:
    rows = [row for row in RATINGS if row.name in missing]
    names = tuple(called(row, item.source, scene.config) for row in rows)
    there = next((row.name for row in RATINGS if row.name not in missing), "status")
    return gap(scene, item, rows, there, fields=names)


@rule("S203", severity=Severity.WARNING)
def evidence_missing(scene: Scene) -> Iterator[Place]:
    """Confidence is {value}, and nothing says what it rests on.

    High confidence lifts an item in the ranking; without evidence it is a feeling, and a feeling is a 1.

    Say in one line "{evidence}" what you know it from, or lower the confidence.
    """
    for item in scene.backlog.items:
        if item.confidence is None or item.confidence < WANTS_EVIDENCE or item.kind is Kind.DROPPED:
            continue
        if is_missing(scene, item, "evidence"):
            evidence = called(EVIDENCE, item.source, scene.config)
            yield at(item, "confidence", value=item.confidence, evidence=evidence)


@rule("S204", severity=Severity.WARNING)
def score_stale(scene: Scene) -> Iterator[Place]:
    """The rating is from {day}: older than {limit} days.

    What was a big chance then may be none today; the ranking still trusts it.

    Look at the three ratings again and enter the day under "{field}".
    """
    limit = scene.config.freshness.score
    for item in scene.backlog.items:
        if item.scored is None or not item.kind.ranked or None in (item.impact, item.confidence, item.effort):
            continue
        if (scene.today - item.scored).days > limit:
            yield at(item, "scored", day=item.scored, limit=limit)


@rule("S205", severity=Severity.WARNING)
def recheck_due(scene: Scene) -> Iterator[Place]:
    """The item was parked until {day} and is ranked again.

    Somebody wanted to look at it again on this day.

    Decide: take it up, park it until another day, or drop it. Then delete or move the date.
    """
    for item in scene.backlog.items:
        if item.recheck is not None and item.recheck <= scene.today and item.kind.ranked:
            yield at(item, "recheck", day=item.recheck)


@rule("S206", severity=Severity.WARNING)
def below_cut(scene: Scene) -> Iterator[Place]:
    """Planned, although "{other}" is ready, ranked higher and not planned.

    What is planned takes the place of what would move the goal further.

    Plan the other one instead, rate both again, or say under "{expedite}" why this one goes first.
    """
    backlog, today = scene.published, scene.today
    standings = ranking(scene.public, today, {id_: line.created for id_, line in scene.timelines.items()})
    ready = {item.id for item in scene.public if is_ready(item, backlog, today)}
    working_days = scene.config.focus.working_days
    window = (today, last_of_working_days(today, working_days, frozenset()))
    below = find_below_cut(backlog, standings, ready, window)
    if below and scene.config.holidays:  # looked up only where it can make a difference
        window = (
            today,
            last_of_working_days(today, working_days, holidays_around(scene.config.holidays, today)),
        )
        below = find_below_cut(backlog, standings, ready, window)
    for id_, other in sorted(below.items()):
        item = backlog.item_by_id[id_]
        expedite = called(EXPEDITE, item.source, scene.config)
        yield at(item, "status", items=(id_,), other=other, expedite=expedite)
