"""Reading a file from its front matter alone, in tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backlog.config.load import load_config
from backlog.content.parse import Parsed, parse, vocabulary

if TYPE_CHECKING:
    from backlog.config.sections import Config
    from backlog.findings import Fault


def config(text: str = "") -> Config:
    """The configuration of this text, which has no faults."""
    found, faults = load_config("backlog.toml", text.encode())
    assert faults == ()
    return found


def parsed(
    front: str, *, kind: str = "item", path: str = "items/a.md", settings: str = "", body: str = ""
) -> Parsed:
    """What comes of a file with this front matter; a title and a status are there unless it has them."""
    lines = [line for line in front.split("\n") if line]
    for name, other, value in (("title", "titel", "Some title"), ("status", "status", "backlog")):
        is_there = any(line.startswith((f"{name}:", f"{other}:")) for line in lines)
        if kind == "item" and not is_there:
            lines.append(f"{name}: {value}")
    raw = "\n".join(["---", *lines, "---", body]).encode()
    return parse(kind, path, raw, vocabulary(config(settings)), html=False)


def value(front: str, name: str, **options: Any) -> Any:
    """The value of a field; the file has no faults."""
    found = parsed(front, **options)
    assert found.faults == ()
    return getattr(found.value, name)


def fault(front: str, **options: Any) -> Fault:
    """The one fault of a file."""
    (found,) = parsed(front, **options).faults
    return found
