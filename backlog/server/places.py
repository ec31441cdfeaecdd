"""Where in the site a finding belongs: the page of its file, also of one that could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.reader import kind_of
from backlog.spelling import ID, id_of, stem_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backlog.findings import Finding
    from backlog.model import Backlog

FOLDERS = {"item": "items", "goal": "goals", "initiative": "initiatives"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page of the site and what is wrong with its file; `refused`: no build makes this page.

    `id` is that of the item or goal, whose cards get a mark.
    """

    page: str
    id: str
    title: str
    findings: tuple[Finding, ...]
    refused: bool = False


def places(backlog: Backlog, findings: Sequence[Finding]) -> dict[str, Place]:
    """The pages whose files have findings, by their path in the site."""
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.location.path, []).append(finding)
    found = {}
    for path, page, id_, title in _pages(backlog):
        if path in by_path:
            found[page] = Place(page=page, id=id_, title=title, findings=tuple(by_path[path]))
    taken = {page.lower() for _, page, _, _ in _pages(backlog)}
    for refused in backlog.refused:
        if refused.private:
            continue
        stem = stem_of(refused.path)
        id_ = next((name for name in (refused.id, stem, id_of(stem)) if ID.fullmatch(name)), "file")
        folder = FOLDERS.get(kind_of(refused.path, backlog.config.content) or "item", "items")
        names = (f"{folder}/{id_}{number}.html" for number in ("", *(f"--{n}" for n in range(2, 10_000))))
        page = next(name for name in names if name.lower() not in taken)
        taken.add(page.lower())
        found[page] = Place(
            page=page,
            id=id_,
            title=refused.title or refused.path,
            findings=tuple(by_path.get(refused.path, ())),
            refused=True,
        )
    return found


def _pages(backlog: Backlog) -> Iterable[tuple[str, str, str, str]]:
    """Path of the file, page, id and title of everything that has a page of its own."""
    for folder, some in (
        ("items", backlog.items),
        ("goals", backlog.goals),
        ("initiatives", backlog.initiatives),
    ):
        for one in some:
            if getattr(one, "private", False):  # checked on the terminal only
                continue
            yield one.path, f"{folder}/{one.id}.html", one.id, one.title
    for meeting in backlog.meetings:
        if meeting.date is not None:
            yield meeting.path, f"reviews/{meeting.date.isoformat()}.html", "", meeting.path
