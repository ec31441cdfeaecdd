"""The main line of a repository with what each version of a file says, by way of the cache."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final, get_args

from backlog import __version__
from backlog.cache import Log, recall, remember
from backlog.content.encoding import FILE_LIMIT
from backlog.content.facts import facts_of
from backlog.content.parse import vocabulary
from backlog.content.patterns import patterns_of, tops_of
from backlog.git.blobs import blob_contents
from backlog.git.log import main_line, since
from backlog.git.moments import moments
from backlog.model.past import Change, Commit, Facts, Tracked
from backlog.workers import spread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from backlog.config.sections import Config
    from backlog.content.sheet import Vocabulary
    from backlog.git.log import FileChange, Landed
    from backlog.git.repository import Repository

KINDS: Final = frozenset(get_args(Tracked))
_FORMAT: Final = 3  # of the cache; another one is read anew
_WORTH_KEEPING: Final = 100  # commits; reading fewer again takes less time than writing the cache
_AT_A_TIME: Final = 8_000_000  # bytes of versions that are in memory together

Version = tuple[str, str]
"""Kind and blob id of a version of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked of a history. `root` is the folder with the backlog's files, `today` the report day.

    `head` is the commit up to which it goes, for a build as of a day: then `root` holds what was checked out
    of it, and nothing there is uncommitted. `cache` is the folder of the cache, None for none.
    """

    root: Path
    config: Config
    today: date
    head: str | None = None
    cache: Path | None = None
    workers: int = 1


def kinds(config: Config) -> Callable[[str], str]:
    """What tells the kind of content at a path; empty for none."""
    patterns = patterns_of(config.content)

    @cache
    def kind_of(path: str) -> str:
        return next((pattern.kind for pattern in patterns if pattern.finds(path)), "")

    return kind_of


def read_log(wanted: Wanted, opened: Repository, head: str) -> Log:
    """The log up to a commit: what is kept of it, and what is new since; all of it where it was rewritten."""
    patterns = [pattern for pattern in patterns_of(wanted.config.content) if pattern.kind in KINDS]
    folders = tops_of(patterns)
    if wanted.cache is None:
        return _continued(wanted, opened, None, main_line(opened, head, folders) or [])
    place, key = _place(wanted.cache, opened), _key(wanted.config, opened)
    kept = recall(place, key)
    later = main_line(opened, head, folders, after=kept.head) if kept is not None else None
    if kept is not None and later is None:
        gone = since(opened, head, kept.head)
        if gone is not None:
            return _shortened(opened, kept, head, gone)
        kept = None
    if later is None:
        later = main_line(opened, head, folders) or []
    log = _continued(wanted, opened, kept, later)
    if wanted.head is None and (kept is None or len(later) >= _WORTH_KEEPING):
        remember(place, key, log)
    return log


def _place(folder: Path, opened: Repository) -> Path:
    name = hashlib.sha256(str(opened.git.folder).encode("utf-8", "surrogateescape")).hexdigest()
    return folder / f"{name[:32]}.history"


def _key(config: Config, opened: Repository) -> str:
    """All that what is kept depends on, apart from the commits."""
    # What a value of a file means hangs on these alone; all else of the configuration is asked at each build.
    words = asdict(config.content), dict(config.fields), config.reasons, config.language
    return json.dumps((_FORMAT, __version__, str(opened.git.folder), *words), sort_keys=True)


def _shortened(opened: Repository, kept: Log, head: str, gone: set[str]) -> Log:
    """The log without its last commits: somebody looks at an earlier one."""
    last = list(moments(main_line(opened, head) or []))[-1]
    commits = tuple(commit for commit in kept.commits if commit.id not in gone)
    return replace(kept, head=head, last=last, commits=commits)


def _continued(wanted: Wanted, opened: Repository, kept: Log | None, later: Sequence[Landed]) -> Log:
    """The log with what landed after it."""
    if not later and kept is not None:
        return kept
    kind_of = kinds(wanted.config)
    before = kept.last if kept is not None else None
    touched = [
        (landed, at, [(kind, change) for change in landed.changes if (kind := kind_of(change.path)) in KINDS])
        for landed, at in zip(later, moments(later, before), strict=True)
    ]
    versions = ((kind, change.after) for _, _, pairs in touched for kind, change in pairs if change.after)
    facts = _facts(wanted, opened, list(dict.fromkeys(versions)))
    commits = (_commit(landed, at, pairs, facts) for landed, at, pairs in touched if pairs)
    return Log(
        head=later[-1].id,
        last=touched[-1][1],
        commits=(*(kept.commits if kept is not None else ()), *commits),
    )


def _commit(
    landed: Landed,
    at: datetime,
    pairs: Iterable[tuple[str, FileChange]],
    facts: Mapping[Version, Facts],
) -> Commit:
    changes = (
        made_change(kind, change.path, (change.before, change.after), facts.get((kind, change.after)))
        for kind, change in pairs
    )
    return Commit(id=landed.id, at=at, root=not landed.parent, changes=tuple(changes))


def made_change(kind: Any, path: str, blobs: tuple[str, str], facts: Facts | None) -> Change:  # noqa: ANN401 - one of KINDS
    """A change of a file, whose facts get the id of its stem where they have none of their own."""
    if facts is not None and not facts.id:
        name = path.rpartition("/")[2]
        facts = replace(facts, id=name[:-3] if name.lower().endswith(".md") else name)
    return Change(kind=kind, path=path, before=blobs[0], after=blobs[1], facts=facts)


def _facts(wanted: Wanted, opened: Repository, versions: Sequence[Version]) -> dict[Version, Facts]:
    """What each version says. Two files may share one, so none has its id from the name of its file."""
    kinds_of: dict[str, list[str]] = {}
    for kind, blob in versions:
        kinds_of.setdefault(blob, []).append(kind)
    work = partial(_read, words=vocabulary(wanted.config))
    found: dict[Version, Facts] = {}
    for portion in _portions(blob_contents(opened, list(kinds_of), FILE_LIMIT)):
        pieces = [(kind, blob, raw) for blob, raw in portion for kind in kinds_of[blob]]
        for read in spread(work, pieces, wanted.workers):
            found.update(read)
    return found


def _portions(contents: Iterable[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    """The versions in portions that fit into memory."""
    portion: list[tuple[str, bytes]] = []
    size = 0
    for blob, raw in contents:
        portion.append((blob, raw))
        size += len(raw)
        if size > _AT_A_TIME:
            yield portion
            portion, size = [], 0
    yield portion


def _read(pieces: Sequence[tuple[str, str, bytes]], words: Vocabulary) -> dict[Version, Facts]:
    return {(kind, blob): facts_of(kind, "", raw, words) for kind, blob, raw in pieces}
