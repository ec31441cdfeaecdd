"""What the team agreed on beyond single items: names, and numbers that can be read."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from backlog.findings import Severity
from backlog.language import N_
from backlog.metrics.continuity import calendar_of
from backlog.metrics.inflation import inflation_of
from backlog.model import Item
from backlog.rules.entries import places_of_entries
from backlog.rules.references import to_metrics
from backlog.rules.rule import Place, rule
from backlog.rules.scene import Scene, at, in_settings, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from backlog.model import Goal

SIGNS: Mapping[str, str] = {
    "impact-five": N_("more than half of the rated items have the highest impact"),
    "nobody-low": N_("no rated item has an impact of 1 or 2"),
    "same-top": N_("more than 30 % of the rated items share the best score"),
    "expedite": N_("more than 20 % of the items in work jumped the ranking"),
}


@rule("V101", severity=Severity.WARNING)
def id_off_pattern(scene: Scene) -> Iterator[Place]:
    """The id "{value}" does not follow the pattern {pattern}.

    Names that follow one pattern can be found and sorted without asking.

    Rename the file, or set an id of this pattern; keep the old one under formerly.
    """
    pattern = scene.config.naming.ids
    for item in scene.backlog.items if pattern else ():
        if not follows(pattern, item.id):
            yield at(item, "id", value=item.id, pattern=pattern)


@rule("V102", severity=Severity.WARNING)
def tag_off_pattern(scene: Scene) -> Iterator[Place]:
    """The tag "{value}" does not follow the pattern {pattern}.

    Two spellings of one tag find half of the items each.

    Write the tag as the pattern has it.
    """
    pattern = scene.config.naming.tags
    for item in scene.backlog.items if pattern else ():
        for name, tag in places_of_entries(item, "tags", item.tags):
            if not follows(pattern, tag):
                yield at(item, name, value=tag, pattern=pattern)


@rule("V103", severity=Severity.WARNING)
def campaign_off_pattern(scene: Scene) -> Iterator[Place]:
    """The campaign "{value}" does not follow the pattern {pattern}.

    Figures of a campaign are put together by its name; a name of another form is left out.

    Write the name as the pattern has it, here and in the tools.
    """
    pattern = scene.config.naming.campaign
    for item in scene.backlog.items if pattern else ():
        if item.campaign is not None and not follows(pattern, item.campaign):
            yield at(item, "campaign", value=item.campaign, pattern=pattern)


@lru_cache(maxsize=4096)
def follows(pattern: str, name: str) -> bool:
    """Whether a name as a whole has the form of a pattern."""
    return re.fullmatch(pattern, name) is not None


@rule("V201", severity=Severity.WARNING)
def metric_unavailable(scene: Scene) -> Iterator[Place]:
    """Nobody can read the metric "{value}" today, and work is meant to move it: {users}.

    What cannot be read cannot tell afterwards whether the work was worth it.

    Arrange where the number comes from, or choose one that can be read.
    """
    for id_, metric in scene.config.metrics.items():
        if metric.available:
            continue
        users = [thing.id for thing, _, value in to_metrics(scene) if value == id_ and _counts(thing)]
        if users:
            yield Place(
                location=in_settings(scene, "metrics", id_, "available"),
                values={"value": metric.name or id_, "users": shown(tuple(users))},
                items=tuple(user for user in users if user in scene.backlog.item_by_id),
            )


def _counts(thing: Item | Goal) -> bool:
    """Whether work on it goes on in the open."""
    return thing.kind.open and not thing.private if isinstance(thing, Item) else thing.status == "active"


@rule("V202", severity=Severity.WARNING)
def channel_silent(scene: Scene) -> Iterator[Place]:
    """Nothing has appeared on {value} since {day}: for {weeks} weeks, longer than {limit}.

    Who hears nothing for weeks forgets the sender, and coming back costs more than staying.

    Plan something small for it, or take the channel out of backlog.toml.
    """
    for channel in calendar_of(scene.past, scene.config).channels:
        if channel.alarm and channel.since is not None:
            yield Place(
                location=in_settings(scene, "channels", channel.id),
                values={
                    "value": channel.name,
                    "day": channel.since,
                    "weeks": channel.gap,
                    "limit": scene.config.continuity.gap_weeks,
                },
                field="channel",
            )


@rule("V203", severity=Severity.WARNING)
def priority_inflated(scene: Scene) -> Iterator[Place]:
    """The ratings hardly tell items apart: {what} ({count} of {whole}).

    Where everything comes first, chance decides what is done.

    Rate these items again side by side, and give the lowest ones a 1 or a 2.
    """
    for sign in inflation_of(scene.public).alarms:
        yield Place(
            location=in_settings(scene, "ice"),
            values={"what": SIGNS[sign.name], "count": sign.count, "whole": sign.whole},
            field="impact",
            items=sign.ids,
        )
