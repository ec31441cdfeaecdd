"""Editing files of the backlog: bytes and changes in, bytes out, and nothing else is touched."""

from backlog.editing.changes import Add, Change, Drop, Fields, Put, Take
from backlog.editing.edit import edited

__all__ = ["Add", "Change", "Drop", "Fields", "Put", "Take", "edited"]
