"""The backlog as frozen values, in the field's own words."""

from backlog.model.goals import Goal, Initiative, Period
from backlog.model.items import (
    REASONS,
    Block,
    Body,
    Cost,
    Criterion,
    Item,
    Link,
    Moved,
    Outcome,
    Result,
    in_force,
)
from backlog.model.meetings import Action, Decision, Hindrance, Meeting
from backlog.model.whole import Backlog, Refused, backlog_of

__all__ = [
    "REASONS",
    "Action",
    "Backlog",
    "Block",
    "Body",
    "Cost",
    "Criterion",
    "Decision",
    "Goal",
    "Hindrance",
    "Initiative",
    "Item",
    "Link",
    "Meeting",
    "Moved",
    "Outcome",
    "Period",
    "Refused",
    "Result",
    "backlog_of",
    "in_force",
]
