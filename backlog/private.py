"""Private items leave a backlog before anything is computed, and so does every trace of them elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import unquote

from backlog.content.addresses import leads_to
from backlog.model import Refused, backlog_of
from backlog.spelling import same, stem_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from backlog.findings import Fault
    from backlog.model import Backlog, Body, Goal, Initiative, Item, Meeting
    from backlog.model.baseline import Baseline
    from backlog.source import Location, Source

_WORD = re.compile(r"\w+")

T = TypeVar("T", "Item", "Goal", "Initiative", "Meeting")


@dataclass(frozen=True, slots=True, kw_only=True)
class Private:
    """What is not to be published: ids (earlier ones and those of refused files too), paths, titles.

    Ids are written as they are compared: regardless of case and Unicode form.
    """

    ids: frozenset[str]
    paths: frozenset[str]
    titles: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.paths)

    def has(self, id_: str | None) -> bool:
        """Whether a reference leads to something private."""
        return id_ is not None and same(id_) in self.ids


def private_of(backlog: Backlog) -> Private:
    """The ids, paths and titles of everything private in a backlog.

    A refused file has the id it seems to say and that of its name, unless something that is read and not
    private is called so.
    """
    items = [item for item in backlog.items if item.private]
    refused = [file for file in backlog.refused if file.private and file.path]
    ids = {same(id_) for item in items for id_ in (item.id, *item.formerly)}
    stems = {stem_of(file.path) for file in refused}
    taken = {same(item.id) for item in backlog.items if not item.private}
    ids |= {same(id_) for id_ in (*stems, *(file.id for file in refused)) if id_} - taken
    return Private(
        ids=frozenset(ids),
        paths=frozenset(item.path for item in items).union(file.path for file in refused),
        titles=frozenset(item.title for item in items).union(file.title for file in refused if file.title),
    )


def without_private(backlog: Backlog) -> Backlog:
    """The backlog without its private items; itself where there are none.

    References to them are dropped, links to them lead nowhere (their place in `Body.links` stays, the
    HTML refers to it), lines that name them are blank, faults that lie in their files or name them are
    gone. `found` stays, so that the count of files does; refused private files lose their path.
    """
    private = private_of(backlog)
    if not private:
        return backlog
    named = _naming(private)
    return backlog_of(
        backlog.config,
        tuple(_item(item, private, named) for item in backlog.items if not item.private),
        tuple(_cleaned(goal, private, named) for goal in backlog.goals),
        tuple(_cleaned(initiative, private, named) for initiative in backlog.initiatives),
        tuple(_meeting(meeting, private, named) for meeting in backlog.meetings),
        faults=tuple(_faults(backlog.faults, private, named)),
        found=backlog.found,
        refused=tuple(Refused(path="", private=True) if file.private else file for file in backlog.refused),
        assets=backlog.assets,
        settings=backlog.settings,
        baseline=_baseline(backlog.baseline, private),
    )


def _baseline(baseline: Baseline | None, private: Private) -> Baseline | None:
    """What is tolerated of the files that are left; without what somebody wrote above it."""
    if baseline is None:
        return None
    entries = tuple(entry for entry in baseline.entries if entry.path not in private.paths)
    return replace(baseline, entries=entries, comments=())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """Names as runs of words, to be found in a text as whole words in one pass.

    `around` has what stands before and behind the words of each name, by these; `counts` the numbers of
    words of names by their first one; `wordless` are names of signs alone.
    """

    around: Mapping[str, tuple[tuple[str, str], ...]]
    counts: Mapping[str, tuple[int, ...]]
    wordless: tuple[str, ...]

    def stands_in(self, text: str) -> bool:
        """Whether one of the names stands in the text; regardless of case and Unicode form."""
        text = _compared(text)
        if any(name in text for name in self.wordless):
            return True
        words = [word.span() for word in _WORD.finditer(text)]
        for number, (first, end) in enumerate(words):
            for count in self.counts.get(text[first:end], ()):
                if number + count <= len(words) and self._is_at(text, first, words[number + count - 1][1]):
                    return True
        return False

    def _is_at(self, text: str, first: int, end: int) -> bool:
        found = self.around.get(text[first:end], ())
        return any(
            text.endswith(before, 0, first) and text.startswith(behind, end) for before, behind in found
        )


def _naming(private: Private) -> _Named:
    """What finds an id, a path or a title of something private in a text."""
    around: dict[str, list[tuple[str, str]]] = {}
    counts: dict[str, set[int]] = {}
    wordless = []
    for name in sorted({_compared(name).strip() for name in private.ids | private.paths | private.titles}):
        words = [word.span() for word in _WORD.finditer(name)]
        if words:
            first, end = words[0][0], words[-1][1]
            around.setdefault(name[first:end], []).append((name[:first], name[end:]))
            counts.setdefault(name[slice(*words[0])], set()).add(len(words))
        elif name:
            wordless.append(name)
    return _Named(
        around={words: tuple(signs) for words, signs in around.items()},
        counts={word: tuple(sorted(numbers)) for word, numbers in counts.items()},
        wordless=tuple(wordless),
    )


def _compared(text: str) -> str:
    """The text as names are compared, not kept in mind as the names are."""
    return text.lower() if text.isascii() else same.__wrapped__(text)


def _item(item: Item, private: Private, named: _Named) -> Item:
    return replace(
        _cleaned(item, private, named),
        depends_on=tuple(id_ for id_ in item.depends_on if not private.has(id_)),
        formerly=tuple(id_ for id_ in item.formerly if not private.has(id_)),
    )


def _meeting(meeting: Meeting, private: Private, named: _Named) -> Meeting:
    blockers = tuple(blocker for blocker in meeting.blockers if not private.has(blocker.item))
    return replace(_cleaned(meeting, private, named), blockers=blockers)


def _cleaned(value: T, private: Private, named: _Named) -> T:
    return replace(
        value,
        source=_source(value.source, named),
        body=_body(value.body, value.path, private, named),
        extra=tuple((name, text) for name, text in value.extra if not named.stands_in(text)),
    )


def _source(source: Source, named: _Named) -> Source:
    if not any(map(named.stands_in, source.lines)):
        return source
    return replace(source, lines=tuple("" if named.stands_in(line) else line for line in source.lines))


def _body(body: Body, path: str, private: Private, named: _Named) -> Body:
    links = tuple(
        replace(
            link,
            target="" if _leads_there(path, link.target, private) else link.target,
            location=_place(link.location, named),
        )
        for link in body.links
    )
    criteria = tuple(
        replace(criterion, text="…", written="") if named.stands_in(criterion.written) else criterion
        for criterion in body.criteria
    )
    return replace(body, links=links, criteria=criteria)


def _leads_there(path: str, target: str, private: Private) -> bool:
    """Whether a link leads to something private, or names its file where that is not (any more)."""
    if leads_to(path, target) in private.paths:
        return True
    name = unquote(re.split(r"[?#]", target, maxsplit=1)[0]).rpartition("/")[2]
    return ":" not in target and name.endswith(".md") and private.has(name.removesuffix(".md"))


def _place(location: Location, named: _Named) -> Location:
    return replace(location, text="") if named.stands_in(location.text) else location


def _faults(faults: Iterable[Fault], private: Private, named: _Named) -> Iterable[Fault]:
    for fault in faults:
        told = "\n".join([fault.paste, *(str(value) for value in fault.values.values())])
        if fault.location.path not in private.paths and not named.stands_in(told):
            yield replace(fault, location=_place(fault.location, named))
