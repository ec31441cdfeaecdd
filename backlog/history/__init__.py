"""How work moved: moves and timelines of items, tracks of files through git, and the past as a whole."""

from backlog.history.moves import Columns, Given, Move, Source, columns_of, given_of, moves_of
from backlog.history.past import Life, Past, past_of, past_on
from backlog.history.timeline import (
    UNKNOWN,
    Timeline,
    Transition,
    is_reopening,
    is_return,
    stretches,
    timeline,
)
from backlog.history.versions import Figure, Rating, taken_out

__all__ = [
    "UNKNOWN",
    "Columns",
    "Figure",
    "Given",
    "Life",
    "Move",
    "Past",
    "Rating",
    "Source",
    "Timeline",
    "Transition",
    "columns_of",
    "given_of",
    "is_reopening",
    "is_return",
    "moves_of",
    "past_of",
    "past_on",
    "stretches",
    "taken_out",
    "timeline",
]
