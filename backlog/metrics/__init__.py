"""Figures of a backlog: pure functions of values."""
