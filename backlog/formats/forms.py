"""The formats in which findings are printed, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.formats.findings import FORMATS
from backlog.formats.github import github
from backlog.formats.gitlab import gitlab
from backlog.formats.junit import junit
from backlog.formats.sarif import sarif

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from backlog.formats.findings import Files
    from backlog.language import Language
    from backlog.rules.wording import Worded

FORMS: dict[str, Callable[[Sequence[Worded], Language, Files | None, int | None], str]] = {
    **FORMATS,
    "github": github,
    "gitlab": gitlab,
    "sarif": sarif,
    "junit": junit,
}

JSON = frozenset({"json", "gitlab", "sarif"})
"""Those that are JSON."""

FOR_PEOPLE = frozenset({"text", "concise"})
"""Those that people read; the others are read by a program first, to the letter."""

FOR_HOSTS = frozenset({"github", "gitlab", "sarif", "junit"})
"""Those in which paths are counted from the top of the repository, and findings have fingerprints."""
