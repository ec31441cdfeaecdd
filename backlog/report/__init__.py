"""Report: everything that is computed of a backlog on a day, as one frozen value.

Pages, JSON and the command line read this and nothing else. Private items are gone before anything
here is computed.
"""

from backlog.report.index import Approval, Effect, Stuck
from backlog.report.shapes import (
    Alert,
    Card,
    ChannelView,
    Column,
    FocusWindow,
    GoalView,
    InitiativeView,
    Origin,
    PersonView,
)
from backlog.report.whole import Report

__all__ = [
    "Alert",
    "Approval",
    "Card",
    "ChannelView",
    "Column",
    "Effect",
    "FocusWindow",
    "GoalView",
    "InitiativeView",
    "Origin",
    "PersonView",
    "Report",
    "Stuck",
]
