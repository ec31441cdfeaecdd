"""What a change does beside the items, in sentences: goals, initiatives, minutes, settings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backlog.formats.diff_words import both_names, told
from backlog.formats.mail import Markdown
from backlog.site.terms import term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.comparison.shapes import (
        Comparison,
        GoalChange,
        InitiativeChange,
        MeetingChange,
        SettingChange,
    )
    from backlog.formats.diff_words import Names, Words

_FEW = 3  # so many goals, initiatives and minutes are told one by one
_NAMED = 6  # so many of many are named
_KEYS = 4  # so many settings are named


def goal_sentences(comparison: Comparison, words: Words) -> Iterator[Markdown]:
    """A sentence for each goal, initiative and set of minutes that is otherwise, or how many of them are."""
    names = both_names(comparison.before, comparison.after, words)
    goals = [one for one in comparison.goals if one.fields or not (one.before and one.after)]
    if len(goals) <= _FEW:
        yield from (_goal(one, names) for one in goals)
    else:
        yield from _many(goals, names)
    aimed = [one for one in comparison.initiatives if [field.field for field in one.fields] == ["goal"]]
    others = [one for one in comparison.initiatives if one not in aimed]
    if aimed:
        titles = _titles([one.value.title for one in aimed], words)
        yield words.plural(
            "The initiative {titles} gets another goal.",
            "The initiatives {titles} get another goal.",
            len(aimed),
            titles=titles,
        )
    if len(others) <= _FEW:
        yield from (_initiative(one, words) for one in others)
    else:
        yield words.plural("{count} initiative changes.", "{count} initiatives change.", len(others))
    if len(comparison.meetings) <= _FEW:
        yield from (_meeting(one, words) for one in comparison.meetings)
    else:
        count = len(comparison.meetings)
        yield words.plural("{count} set of minutes changes.", "{count} sets of minutes change.", count)
    last_days = [one for one in comparison.settings if _LAST_DAY.fullmatch(one.key) and one.after]
    for one in last_days:
        yield _last_day(one, names[1])
    keys = [setting.key for setting in comparison.settings if setting not in last_days]
    if keys:
        shown = [words.shown(key) for key in keys[:_KEYS]] + (["…"] if len(keys) > _KEYS else [])
        yield words.text("Settings change: {keys}.", keys=Markdown(", ".join(shown)))


_LAST_DAY = re.compile(r"people\.(.+)\.until")


def _last_day(change: SettingChange, names: Names) -> Markdown:
    """Somebody's last day with the team."""
    id_ = change.key.removeprefix("people.").removesuffix(".until")
    day = names.words.language.readable(change.after)
    person = names.person(id_) or names.words.shown(id_)
    return names.words.text("{person} is with the team until {day}.", person=person, day=day)


def _many(goals: list[GoalChange], names: tuple[Names, Names]) -> Iterator[Markdown]:
    """Goals that are closed, new, gone and otherwise, each with how many and which."""
    of_kind: dict[str, list[str]] = {
        kind: [] for kind in ("achieved", "dropped", "paused", "new", "removed", "")
    }
    for one in goals:
        kind = "new" if one.before is None else "removed" if one.after is None else one.new_status
        of_kind[kind if kind in of_kind and not one.unreadable else ""].append(goal_name(one, names))
    for kind, titles in of_kind.items():
        if titles:
            yield _alike(kind, len(titles), _titles(titles, names[1].words), names[1].words)


def _alike(kind: str, count: int, titles: Markdown, words: Words) -> Markdown:
    named = {"titles": titles}
    match kind:
        case "achieved":
            return words.plural(
                "{count} goal is achieved: {titles}.", "{count} goals are achieved: {titles}.", count, **named
            )
        case "dropped":
            return words.plural(
                "{count} goal is dropped: {titles}.", "{count} goals are dropped: {titles}.", count, **named
            )
        case "paused":
            return words.plural(
                "{count} goal is paused: {titles}.", "{count} goals are paused: {titles}.", count, **named
            )
        case "new":
            return words.plural(
                "{count} goal is new: {titles}.", "{count} goals are new: {titles}.", count, **named
            )
        case "removed":
            return words.plural(
                "{count} goal is removed: {titles}.", "{count} goals are removed: {titles}.", count, **named
            )
    return words.plural("{count} goal changes: {titles}.", "{count} goals change: {titles}.", count, **named)


def goal_name(change: GoalChange, names: tuple[Names, Names]) -> Markdown:
    """The title of a goal, told from others of the same title."""
    return names[1 if change.after else 0].goal(change.view.goal)


def _titles(titles: list[str], words: Words) -> Markdown:
    named = [words.text("“{title}”", title=title) for title in titles[:_NAMED]]
    return words.list([*named, "…"] if len(titles) > _NAMED else named)


def _goal(change: GoalChange, names: tuple[Names, Names]) -> Markdown:
    words, title = names[1].words, {"title": goal_name(change, names)}
    if change.unreadable and change.after is None:
        said = words.text("The file of the goal “{title}” cannot be read any more.", **title)
    elif change.unreadable:
        said = words.text("The file of the goal “{title}” can be read again.", **title)
    elif change.before is None:
        said = words.text("The goal “{title}” is new.", **title)
    elif change.after is None:
        said = words.text("The goal “{title}” is removed.", **title)
    elif change.new_status:
        said = _new_status(change, names)
    else:
        said = _edited(change, names)
    return said


def _edited(change: GoalChange, names: tuple[Names, Names]) -> Markdown:
    words, title = names[1].words, {"title": goal_name(change, names)}
    period = next((one for one in change.fields if one.field == "period"), None)
    if period is not None:
        values = words.both(*told(period, names, "goal"))
        return words.text("The period of the goal “{title}” changes: {values}.", values=values, **title)
    fields = Markdown(", ".join(words.field(one.field, "goal") for one in change.fields))
    return words.text("The goal “{title}” changes: {fields}.", fields=fields, **title)


def _new_status(change: GoalChange, names: tuple[Names, Names]) -> Markdown:
    words, title = names[1].words, {"title": goal_name(change, names)}
    match change.new_status:
        case "achieved":
            said = words.text("The goal “{title}” is closed: achieved.", **title)
        case "dropped":
            said = words.text("The goal “{title}” is closed: dropped.", **title)
        case "paused":
            said = words.text("The goal “{title}” is paused.", **title)
        case _:
            return words.text("The goal “{title}” is active again.", **title)
    if not change.view.open:
        return said
    still = words.plural(
        "{count} open item still works for it.", "{count} open items still work for it.", change.view.open
    )
    return Markdown(f"{said} {still}")


def _initiative(change: InitiativeChange, words: Words) -> Markdown:
    title = {"title": change.value.title}
    if change.unreadable:
        if change.after is None:
            return words.text("The file of the initiative “{title}” cannot be read any more.", **title)
        return words.text("The file of the initiative “{title}” can be read again.", **title)
    if change.before is None:
        return words.text("The initiative “{title}” is new.", **title)
    if change.after is None:
        return words.text("The initiative “{title}” is removed.", **title)
    fields = Markdown(", ".join(words.field(one.field, "initiative") for one in change.fields))
    return words.text("The initiative “{title}” changes: {fields}.", fields=fields, **title)


def meeting_name(change: MeetingChange, words: Words) -> Markdown:
    """Type and day of a meeting."""
    meeting = change.value
    kind = words.text(term("meeting", meeting.type)) if meeting.type else words.text("Meeting")
    day = words.language.date(meeting.date) if meeting.date else ""
    return Markdown(", ".join(filter(None, (str(kind), day))) if day else kind)


def _meeting(change: MeetingChange, words: Words) -> Markdown:
    name = {"meeting": meeting_name(change, words)}
    if change.after is None:
        return words.text("Minutes are removed: {meeting}.", **name)
    if change.before is not None:
        return words.text("Minutes change: {meeting}.", **name)
    counts = meeting_counts(change, words)
    if counts:
        return words.text("Minutes are new: {meeting}, with {counts}.", counts=counts, **name)
    return words.text("Minutes are new: {meeting}.", **name)


def meeting_counts(change: MeetingChange, words: Words) -> Markdown:
    """How many decisions and actions the minutes have; nothing where none."""
    meeting = change.value
    said = []
    if meeting.decisions:
        said.append(words.plural("{count} decision", "{count} decisions", len(meeting.decisions)))
    if meeting.actions:
        said.append(words.plural("{count} action", "{count} actions", len(meeting.actions)))
    return words.list(said) if said else Markdown("")
