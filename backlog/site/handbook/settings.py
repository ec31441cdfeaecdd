"""The keys of the configuration as the handbook prints them: by table, with default and help."""

from __future__ import annotations

import re
from dataclasses import dataclass, is_dataclass
from itertools import groupby

from backlog.config.load import documented


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A key of the configuration. `default` is written as in the file, empty where there is none."""

    anchor: str
    key: str
    default: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the configuration with its keys; `name` is empty for the keys at the top."""

    name: str
    help: str
    settings: tuple[Setting, ...]


def written(value: object) -> str:
    """A default as it stands in the file; nothing where it stands for "not given".

    >>> written(("a", "b")), written(True), written(7), written("")
    ('["a", "b"]', 'true', '7', '')
    """
    if value in (None, "", (), {}) or is_dataclass(value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(written(entry) for entry in value) + "]"
    return f'"{value}"'


def anchor(key: str) -> str:
    """The anchor of a key: `people.<id>.name` is `config-people.id.name`."""
    return "config-" + re.sub(r"[^A-Za-z0-9_.]+", "", key.replace("-", "_"))


def tables() -> tuple[Table, ...]:
    """Every key, those at the top first, then table by table in the order of the file."""
    known = list(documented())
    heads = {above for key, _, _ in known if (above := _above(key))}
    helps = {key: help_line for key, _, help_line in known}
    settings = [
        Setting(anchor=anchor(key), key=key, default=written(default), help=help_line)
        for key, default, help_line in known
        if key not in heads
    ]
    top = tuple(setting for setting in settings if "." not in setting.key)
    below = groupby(
        (setting for setting in settings if "." in setting.key), key=lambda setting: _above(setting.key)
    )
    return (
        Table(name="", help="", settings=top),
        *(Table(name=name, help=helps[name], settings=tuple(some)) for name, some in below),
    )


def _above(key: str) -> str:
    """Name the table around a key: `people` for `people.<id>.name`, nothing for keys at the top."""
    table, dot, _ = key.partition(".")
    return table.removesuffix("[]") if dot else ""
