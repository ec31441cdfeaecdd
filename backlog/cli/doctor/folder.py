"""The folder of the site: whether a build may write there, and git leaves it alone."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from backlog import fs, guard
from backlog.cli.doctor.case import Remark, Verdict
from backlog.cli.doctor.place import text_of
from backlog.cli.session import home
from backlog.errors import Stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.cli.doctor.case import Case


def look(case: Case) -> Iterator[Remark]:
    """Try what a build would do first, and take it away again."""
    speak, root = case.speak, case.read.root
    site = root / "site"
    try:
        place = guard.place(site, root=root, sources=(root / ".git", root / "templates"), home=home())
        guard.contents(place)
    except Stop as stop:
        advice = speak.text(stop.hint, **stop.values) if stop.hint else ""
        yield Remark(Verdict.WRONG, speak.text(stop.message, **stop.values), advice)
        return
    probe = root / f".site.probe-{secrets.token_hex(4)}"
    try:
        fs.make_folder(probe)
        fs.remove_folder(probe)
    except Stop as stop:
        advice = speak.text("Ask for the right to write there, or use `build --output DIR`.")
        yield Remark(Verdict.WRONG, speak.text(stop.message, **stop.values), advice)
        return
    yield Remark(Verdict.FINE, speak.text("The site goes to {path}.", path=str(site)))
    ignored = text_of(root / ".gitignore").split()
    if case.git is not None and not {"site", "site/", "/site", "/site/"} & set(ignored):
        message = speak.text("git would take the built site along: .gitignore does not name it.")
        yield Remark(Verdict.LOOK, message, "site/")
