"""The scripts of the site as they are sent: without what only their authors read, the parts of one in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rjsmin import jsmin  # type: ignore[import-untyped]  # it has no types of its own

if TYPE_CHECKING:
    from collections.abc import Callable

# Each part uses those before it. Together they are an eighth smaller than apart, and one request.
PARTS = {
    "static/form.js": (
        *("spelling", "markdown", "reading", "body", "known", "check", "references", "items", "checks"),
        *("fields", "findings", "hand", "draft", "form", "edit"),
    ),
    "static/lists.js": ("kinds", "filter", "sort", "collect"),
    "static/search.js": ("matching", "search", "keys"),
}

_STRICT = '"use strict";'  # said once, it holds for all parts


def sent(name: str, source: Callable[[str], str]) -> str:
    """A script of the theme, made of the texts that `source` gives."""
    parts = [f"static/{part}.js" for part in PARTS.get(name, ())] or [name]
    first, *rest = (str(jsmin(source(part))) for part in parts)
    return "\n".join([first, *(part.removeprefix(_STRICT).lstrip("\n") for part in rest)])
