"""`check --fix`: what can be mended without asking anybody, tried in a draft before it is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.cli.changes.draft import changed, content, draft, findings_of
from backlog.cli.paths import within
from backlog.content.pasting import applied
from backlog.errors import Stop
from backlog.findings import Severity
from backlog.rules.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from backlog.cli.changes.draft import Draft
    from backlog.cli.session import Session
    from backlog.findings import Finding


MOST_ROUNDS = 100
"""Each round mends something or gives something up; a file that needs more of them is past mending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """The draft with everything mended, and the findings that are gone, in the order of their places.

    Places are those in the file as it is on the disk, but for a finding that only came to light when another
    one of its file was mended.
    """

    draft: Draft
    mended: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """A draft, what is found in it, and what was mended on the way there."""

    draft: Draft
    found: tuple[Finding, ...]
    mended: tuple[Finding, ...] = ()


def mended(here: Session, day: date, paths: Collection[str] = ()) -> Mending:
    """Mend what can be mended in the files of these paths and folders, all where none is given.

    A mend that leaves its finding in place is not made, nor one that makes a new error: in a file that was
    read before, of any kind anywhere; in one that was left out, on the lines that it changes. Warnings that a
    value brings, now that it counts, are no reason.
    """
    now = draft(here, day)
    state = _State(draft=now, found=findings_of(now))
    failed: set[str] = set()
    for _ in range(MOST_ROUNDS):
        groups = _groups(state, paths, failed)
        if not groups:
            break
        state = _taken(state, groups, failed)
    return Mending(draft=state.draft, mended=tuple(sorted(state.mended, key=lambda finding: finding.order)))


def _groups(state: _State, paths: Collection[str], failed: Collection[str]) -> list[list[Finding]]:
    """What can be mended at once, file by file: findings whose edits do not touch each other's lines."""
    groups: dict[str, list[Finding]] = {}
    used: dict[str, set[int]] = {}
    for finding in state.found:
        path = finding.location.path
        if not finding.mend or not within(path, paths) or fingerprint(finding) in failed:
            continue
        lines = {edit.line + step for edit in finding.edits for step in range(max(edit.count, 1))}
        if lines.isdisjoint(used.setdefault(path, set())):
            used[path] |= lines
            groups.setdefault(path, []).append(finding)
    return list(groups.values())


def _taken(state: _State, groups: Sequence[list[Finding]], failed: set[str]) -> _State:
    """The state after these mends, as far as they hold; of those that do not, none is tried again."""
    after = _after(state, [finding for group in groups for finding in group])
    if after is not None:
        return after
    if len(groups) > 1:
        middle = len(groups) // 2
        return _taken(_taken(state, groups[:middle], failed), groups[middle:], failed)
    first = groups[0][0]
    after = _after(state, [first]) if len(groups[0]) > 1 else None
    if after is not None:
        return after
    failed.add(fingerprint(first))
    return state


def _after(state: _State, mends: Sequence[Finding]) -> _State | None:
    """The state after all of these mends; None where one cannot be made or does not hold."""
    contents: dict[str, bytes] = {}
    for path in sorted({finding.location.path for finding in mends}):
        edits = [edit for one in mends if one.location.path == path for edit in one.edits]
        try:
            made = applied(content(state.draft, path), edits)
        except Stop:  # a symbolic link, say
            return None
        if made is None:
            return None
        contents[path] = made
    then = changed(state.draft, contents)
    found = findings_of(then)
    if not _holds(state, mends, found):
        return None
    return _State(draft=then, found=found, mended=(*state.mended, *mends))


def _holds(state: _State, mends: Sequence[Finding], found: Sequence[Finding]) -> bool:
    """Whether exactly these findings are gone, and no error is new but what could not be seen before."""
    allowed = Counter(map(fingerprint, state.found))
    allowed.subtract(map(fingerprint, mends))
    marks = [fingerprint(finding) for finding in found]
    left, tried = Counter(marks), set(map(fingerprint, mends))
    hidden = {one.path for one in state.draft.files.values() if one.value is None}
    lines = _changed_lines(mends)
    for finding, mark in zip(found, marks, strict=True):
        if left[mark] <= allowed[mark] or not (mark in tried or finding.severity is Severity.ERROR):
            continue
        place = finding.location
        chained = finding.mend and mark not in tried  # the next round mends it
        if place.path not in hidden or ((place.path, place.line) in lines and not chained):
            return False
    return True


def _changed_lines(mends: Iterable[Finding]) -> set[tuple[str, int]]:
    """The lines, as they are counted afterwards, that edits wrote."""
    edits = sorted((one.location.path, edit) for one in mends for edit in one.edits)
    found: set[tuple[str, int]] = set()
    shifts: Counter[str] = Counter()
    for path, edit in edits:
        count = edit.text.count("\n") + 1
        first = edit.line + shifts[path]
        found |= {(path, line) for line in range(first, first + count)}
        shifts[path] += count - edit.count
    return found
