"""What a change does beside the items, in sentences: goals, initiatives, minutes, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.formats.diff_words import both_names, told
from backlog.formats.mail import Markdown
from backlog.site.terms import term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.comparison.shapes import Comparison, GoalChange, InitiativeChange, MeetingChange
    from backlog.formats.diff_words import Names, Words

_FEW = 3  # so many goals, initiatives and minutes are told one by one
_KEYS = 4  # so many settings are named


def goal_sentences(comparison: Comparison, words: Words) -> Iterator[Markdown]:
    """A sentence for each goal, initiative and set of minutes that is otherwise, or how many of them are."""
    names = both_names(comparison.before, comparison.after, words)
    goals = [one for one in comparison.goals if one.fields or not (one.before and one.after)]
    if len(goals) <= _FEW:
        yield from (_goal(one, names) for one in goals)
    else:
        yield words.plural("{count} goal changes.", "{count} goals change.", len(goals))
    if len(comparison.initiatives) <= _FEW:
        yield from (_initiative(one, words) for one in comparison.initiatives)
    else:
        count = len(comparison.initiatives)
        yield words.plural("{count} initiative changes.", "{count} initiatives change.", count)
    if len(comparison.meetings) <= _FEW:
        yield from (_meeting(one, words) for one in comparison.meetings)
    else:
        count = len(comparison.meetings)
        yield words.plural("{count} set of minutes changes.", "{count} sets of minutes change.", count)
    if comparison.settings:
        keys = [setting.key for setting in comparison.settings]
        shown = [words.shown(key) for key in keys[:_KEYS]] + (["…"] if len(keys) > _KEYS else [])
        yield words.text("Settings change: {keys}.", keys=Markdown(", ".join(shown)))


def _goal(change: GoalChange, names: tuple[Names, Names]) -> Markdown:
    words, title = names[1].words, {"title": change.view.goal.title}
    if change.unreadable and change.after is None:
        said = words.text("The file of the goal “{title}” cannot be read any more.", **title)
    elif change.unreadable:
        said = words.text("The file of the goal “{title}” can be read again.", **title)
    elif change.before is None:
        said = words.text("The goal “{title}” is new.", **title)
    elif change.after is None:
        said = words.text("The goal “{title}” is removed.", **title)
    elif change.new_status:
        said = _new_status(change, words)
    else:
        said = _edited(change, names)
    return said


def _edited(change: GoalChange, names: tuple[Names, Names]) -> Markdown:
    words, title = names[1].words, {"title": change.view.goal.title}
    period = next((one for one in change.fields if one.field == "period"), None)
    if period is not None:
        values = words.both(*told(period, names, "goal"))
        return words.text("The period of the goal “{title}” changes: {values}.", values=values, **title)
    fields = Markdown(", ".join(words.field(one.field, "goal") for one in change.fields))
    return words.text("The goal “{title}” changes: {fields}.", fields=fields, **title)


def _new_status(change: GoalChange, words: Words) -> Markdown:
    title = {"title": change.view.goal.title}
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
