"""A change before it is written: what it makes of the backlog, and the findings that it brings."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from backlog import fs
from backlog.cli import output
from backlog.content.encoding import FILE_LIMIT
from backlog.content.parse import parse, vocabulary
from backlog.errors import Exit, Stop
from backlog.findings import Severity
from backlog.language import N_
from backlog.reader import assembled, kind_of, parsed_files
from backlog.rules import check
from backlog.rules.fingerprint import digest, fingerprints

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from backlog.cli.session import Session
    from backlog.content.parse import Parsed
    from backlog.findings import Finding
    from backlog.model import Backlog


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The backlog as a change would leave it; nothing of that is on the disk yet.

    `files` is every file as it would be read, `contents` the bytes of those that are to be written, both
    by path. `found` is what stood on the disk where the draft looked: it fills as files are looked at, and
    all drafts of one change share it.
    """

    here: Session
    day: date
    backlog: Backlog
    files: Mapping[str, Parsed]
    contents: Mapping[str, bytes] = field(default_factory=dict)
    found: dict[str, bytes] = field(default_factory=dict)


def draft(here: Session, day: date) -> Draft:
    """The backlog as it stands on the disk, to be changed."""
    parsed = parsed_files(here.root, here.config)
    files = {one.path: one for one in parsed}
    return Draft(here=here, day=day, files=files, backlog=assembled(here.root, parsed, here.config))


def content(now: Draft, path: str) -> bytes:
    """The bytes of a file as the draft has it; `Stop` where it is no plain file, or cannot be read."""
    if path in now.contents:
        return now.contents[path]
    target = now.here.root / path
    ways = (now.here.root.joinpath(*path.split("/")[:count]) for count in range(1, path.count("/") + 2))
    link = next((way for way in ways if fs.kind(way) is fs.Kind.SYMLINK), None)
    if link is not None:
        message = N_("{path} is a symbolic link; what it leads to is not changed.")
        raise Stop(Exit.REFUSED, message, path=link.relative_to(now.here.root).as_posix())
    raw = fs.load(target, FILE_LIMIT)
    if raw is None or len(raw) > FILE_LIMIT:
        raise Stop(Exit.REFUSED, N_("{path} is no file that can be changed."), path=path)
    return now.found.setdefault(path, raw)


def changed(now: Draft, contents: Mapping[str, bytes]) -> Draft:
    """The draft with these bytes in the files at these paths, new ones among them."""
    words = vocabulary(now.here.config)
    files = dict(now.files)
    for path, raw in contents.items():
        kind = kind_of(path, now.here.config.content) or "item"
        files[path] = parse(kind, path, raw, words, html=False)
    return dataclasses.replace(
        now,
        files=files,
        contents={**now.contents, **contents},
        backlog=assembled(now.here.root, list(files.values()), now.here.config),
    )


def findings_of(now: Draft) -> tuple[Finding, ...]:
    """What every rule finds in the draft, judged by the files alone: history brings no errors."""
    return check(dataclasses.replace(now.backlog, settings=now.here.source), now.day)


def brought(before: Draft, after: Draft) -> tuple[Finding, ...]:
    """The findings that a change brings, errors first: those that were not there before it.

    A warning about several items that was there before with one item more or less is no new one.
    """
    former = findings_of(before)
    known = set(fingerprints(former))
    alike = {_of_several(finding) for finding in former} - {""}
    found = findings_of(after)
    new = [
        finding
        for finding, mark in zip(found, fingerprints(found), strict=True)
        if mark not in known and _of_several(finding) not in alike
    ]
    return tuple(sorted(new, key=lambda finding: (finding.severity is not Severity.ERROR, finding.order)))


def _of_several(finding: Finding) -> str:
    """What a warning about several items says beside which; nothing for any other finding."""
    if finding.severity is Severity.ERROR or "items" not in finding.values:
        return ""
    told = sorted(
        (name, str(value)) for name, value in finding.values.items() if not isinstance(value, tuple | int)
    )
    return digest(finding.slug, finding.field or "", told)


def show_findings(here: Session, found: Sequence[Finding]) -> None:
    """Print findings as `check` does, with what is in the files as they would be."""
    from backlog.formats.findings import text  # noqa: PLC0415 - only where there is something to print
    from backlog.rules.wording import word  # noqa: PLC0415 - as above

    output.show(
        text([word(finding, here.language) for finding in found], here.language, None, output.columns())
    )


def save(after: Draft) -> tuple[str, ...]:
    """Write the files that are not as the draft has them, each whole or not at all; their paths, sorted.

    `Stop` (exit 4), and nothing is written, where somebody else has changed one of them since it was read.
    """
    there = {path: on_disk(after.here.root / path) for path in sorted(after.contents)}
    waiting = [path for path, raw in there.items() if raw != after.contents[path]]
    for path in waiting:
        if there[path] != after.found.get(path):
            raise changed_meanwhile(path)
    for path in waiting:
        target = after.here.root / path
        if there[path] is None:
            _make_folders(after.here, path)
            fs.write(target, after.contents[path])
        else:
            fs.replace(target, after.contents[path])
    return tuple(waiting)


def on_disk(target: Path) -> bytes | None:
    """What is in a file now; nothing where there is none."""
    return None if fs.kind(target) is None else fs.load(target, FILE_LIMIT)


def changed_meanwhile(path: str) -> Stop:
    """What stops us from writing over what somebody else has just written."""
    message = N_("{path} was changed by somebody else at this very moment; nothing was written.")
    return Stop(Exit.REFUSED, message, N_("Run it again."), path=path)


def _make_folders(here: Session, path: str) -> None:
    folder = here.root
    for part in path.split("/")[:-1]:
        folder /= part
        if fs.kind(folder) is fs.Kind.SYMLINK:
            message = N_("{path} is a symbolic link; the item would land elsewhere.")
            raise Stop(Exit.REFUSED, message, path=str(folder))
        fs.make_folder(folder)
