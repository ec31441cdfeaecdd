"""Which file is which item: the commits of a history, one after the other, make tracks of files.

A file that stays at its path stays what it is, whatever it says. Among the files that one commit takes
away and adds, the first of these that fits exactly one of either is the same item or goal: id and stem,
id, content, stem. What is added then and has the id of one that had vanished is that one, back again.
Everything else that is added is new, everything else that is taken away has vanished.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from backlog.history.tracks import Track, Tracks, Version
from backlog.spelling import same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from backlog.model.past import Change, Chronicle, Commit, Facts, Tracked

SHORTEST_ABBREVIATION = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Life:
    """A track in the making."""

    kind: Tracked
    in_bulk: bool
    versions: list[Version]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gone:
    """A life without a file, since this day."""

    life: _Life
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What is there after a commit: lives by path, and those that vanished by kind and id."""

    live: dict[str, _Life]
    gone: dict[tuple[str, str], list[_Gone]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """One end of a possible rename: a file of the commit, with what it is recognised by."""

    path: str
    kind: Tracked
    id: str
    stem: str
    blob: str


# What two files of one commit are recognised by, the surest first; an empty one recognises nothing.
SIGNS: tuple[Callable[[_End], tuple[str, ...]], ...] = (
    lambda end: (end.kind, end.id, end.stem),
    lambda end: (end.kind, end.id),
    lambda end: (end.kind, end.blob),
    lambda end: (end.kind, end.stem),
)


def replay(chronicle: Chronicle, *, baseline: int, zone: ZoneInfo) -> Tracks:
    """The tracks of a history; every version of every file is in exactly one of them.

    `baseline` is the number of new items above which a commit is a bulk import; renamed and returned ones
    are not new. Days are those of `zone`.
    """
    state = _State(live={}, gone={})
    ignored = _beginnings(chronicle.ignored)
    for commit in chronicle.commits:
        dated = commit.id is None or not commit.id.startswith(ignored)
        _apply(state, commit, commit.at.astimezone(zone).date(), baseline=baseline, dated=dated)
    vanished = sorted(
        (gone for found in state.gone.values() for gone in found),
        key=lambda gone: (gone.day, gone.life.versions[-1].path),
    )
    return Tracks(
        by_path={path: _track(life, None) for path, life in sorted(state.live.items())},
        vanished=tuple(_track(gone.life, gone.day) for gone in vanished),
    )


def _beginnings(ids: Iterable[str]) -> tuple[str, ...]:
    """What the ids of ignored commits begin with: the whole of it, or enough of it."""
    known = {id_.strip().lower() for id_ in ids}
    return tuple(sorted(id_ for id_ in known if len(id_) >= SHORTEST_ABBREVIATION))


def _track(life: _Life, vanished: date | None) -> Track:
    return Track(kind=life.kind, versions=tuple(life.versions), born_in_bulk=life.in_bulk, vanished=vanished)


def _apply(state: _State, commit: Commit, day: date, *, baseline: int, dated: bool) -> None:
    """Take the changes of one commit over."""
    removed: list[tuple[_End, _Life]] = []
    added: list[tuple[_End, Version]] = []
    at = commit.at if commit.id is not None else None  # of what is not committed the day alone is known
    for change in commit.changes:
        path, facts, life = change.path, change.facts, state.live.get(change.path)
        if facts is not None:
            version = Version(at=at, day=day, commit=commit.id, path=path, facts=facts, dated=dated)
            if life is None:
                added.append((_end(change, facts, change.after), version))
            else:
                life.versions.append(version)
        elif life is not None:
            removed.append((_end(change, life.versions[-1].facts, change.before), life))
            del state.live[path]
    if removed or added:
        births = _matched(state, removed, added, day)
        in_bulk = commit.root or sum(end.kind == "item" for end, _ in births) > baseline
        for end, version in births:
            first = replace(version, dated=False) if in_bulk else version
            state.live[end.path] = _Life(kind=end.kind, in_bulk=in_bulk, versions=[first])


def _matched(
    state: _State, removed: Sequence[tuple[_End, _Life]], added: Sequence[tuple[_End, Version]], day: date
) -> list[tuple[_End, Version]]:
    """Find partners for what was removed and added, and put the rest among the gone; what is new."""
    pairs = _pairs([end for end, _ in removed], [end for end, _ in added])
    lives = {end.path: life for end, life in removed}
    back = _returned(state, [end for end, _ in added if end.path not in pairs])
    births = []
    for end, version in added:
        life = lives.pop(pairs[end.path]) if end.path in pairs else back.get(end.path)
        if life is None:
            births.append((end, version))
        else:
            life.versions.append(version)
            state.live[end.path] = life
    for end, life in removed:
        if end.path in lives:
            state.gone.setdefault((end.kind, end.id), []).append(_Gone(life=life, day=day))
    return births


def _end(change: Change, facts: Facts, blob: str) -> _End:
    name = change.path.rpartition("/")[2]
    stem = name[:-3] if name.lower().endswith(".md") else name
    return _End(path=change.path, kind=change.kind, id=same(facts.id), stem=same(stem), blob=blob)


def _pairs(removed: Sequence[_End], added: Sequence[_End]) -> dict[str, str]:
    """Which added file is which removed one, by path."""
    pairs: dict[str, str] = {}
    for sign in SIGNS:
        if len(pairs) == min(len(removed), len(added)):
            break
        came = _single(sign, [end for end in added if end.path not in pairs])
        taken = set(pairs.values())
        went = _single(sign, [end for end in removed if end.path not in taken])
        pairs |= {came[key]: went[key] for key in came if key in went}
    return pairs


def _single(sign: Callable[[_End], tuple[str, ...]], ends: Iterable[_End]) -> dict[tuple[str, ...], str]:
    """Paths by what they are recognised by, where no two have it and none of it is empty."""
    found: dict[tuple[str, ...], list[str]] = {}
    for end in ends:
        key = sign(end)
        if all(key):
            found.setdefault(key, []).append(end.path)
    return {key: paths[0] for key, paths in found.items() if len(paths) == 1}


def _returned(state: _State, added: Sequence[_End]) -> dict[str, _Life]:
    """The lives that come back, by path; each is taken from those that are gone."""
    back: dict[str, _Life] = {}
    if not state.gone:
        return back
    for key, path in _single(lambda end: (end.kind, end.id), added).items():
        kind, id_ = key
        if len(state.gone.get((kind, id_), ())) == 1:
            back[path] = state.gone.pop((kind, id_))[0].life
    return back
