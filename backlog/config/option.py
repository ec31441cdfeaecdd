"""What makes an attribute of a frozen value a key of the configuration."""

from __future__ import annotations

from dataclasses import field
from typing import Any


def option(
    default: object, help_line: str, *, choices: tuple[str, ...] = (), key: str = "", example: str = ""
) -> Any:  # noqa: ANN401 - a dataclass field stands for any type
    """A key of the configuration; `key` is its name in the file where Python has reserved it.

    With an `example`, a value as it would stand in the file, the key has to be there.
    """
    metadata = {"help": help_line, "choices": choices, "key": key, "example": example}
    if isinstance(default, dict):
        return field(default_factory=lambda: dict(default), metadata=metadata)
    return field(default=default, metadata=metadata)
