"""A static site generator for backlogs that are kept as Markdown in git."""

__version__ = "0.1.0"
