"""Private items leave a backlog before anything is computed, and so does every trace of them elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from backlog.content.addresses import leads_to
from backlog.model import Refused, backlog_of
from backlog.spelling import same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backlog.findings import Fault
    from backlog.model import Backlog, Body, Goal, Initiative, Item, Meeting
    from backlog.source import Location, Source

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
    """The ids, paths and titles of everything private in a backlog."""
    items = [item for item in backlog.items if item.private]
    refused = [file.path for file in backlog.refused if file.private and file.path]
    ids = {same(id_) for item in items for id_ in (item.id, *item.formerly)}
    ids |= {same(path.rpartition("/")[2].rpartition(".")[0]) for path in refused}
    return Private(
        ids=frozenset(ids),
        paths=frozenset(item.path for item in items).union(refused),
        titles=frozenset(item.title for item in items),
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
    )


def _naming(private: Private) -> re.Pattern[str]:
    """What finds an id, a path or a title of something private in a text, as a whole word."""
    words = sorted(private.ids | private.paths | private.titles, key=len, reverse=True)
    return re.compile(
        r"(?<!\w)(?:" + "|".join(map(re.escape, filter(None, words))) + r")(?!\w)", re.IGNORECASE
    )


def _item(item: Item, private: Private, named: re.Pattern[str]) -> Item:
    return replace(
        _cleaned(item, private, named),
        depends_on=tuple(id_ for id_ in item.depends_on if not private.has(id_)),
        formerly=tuple(id_ for id_ in item.formerly if not private.has(id_)),
    )


def _meeting(meeting: Meeting, private: Private, named: re.Pattern[str]) -> Meeting:
    blockers = tuple(blocker for blocker in meeting.blockers if not private.has(blocker.item))
    return replace(_cleaned(meeting, private, named), blockers=blockers)


def _cleaned(value: T, private: Private, named: re.Pattern[str]) -> T:
    return replace(
        value,
        source=_source(value.source, named),
        body=_body(value.body, value.path, private, named),
        extra=tuple((name, text) for name, text in value.extra if not named.search(text)),
    )


def _source(source: Source, named: re.Pattern[str]) -> Source:
    if not any(map(named.search, source.lines)):
        return source
    return replace(source, lines=tuple("" if named.search(line) else line for line in source.lines))


def _body(body: Body, path: str, private: Private, named: re.Pattern[str]) -> Body:
    links = tuple(
        replace(
            link,
            target="" if leads_to(path, link.target) in private.paths else link.target,
            location=_place(link.location, named),
        )
        for link in body.links
    )
    return replace(body, links=links)


def _place(location: Location, named: re.Pattern[str]) -> Location:
    return replace(location, text="") if named.search(location.text) else location


def _faults(faults: Iterable[Fault], private: Private, named: re.Pattern[str]) -> Iterable[Fault]:
    for fault in faults:
        told = "\n".join([fault.paste, *(str(value) for value in fault.values.values())])
        if fault.location.path not in private.paths and not named.search(told):
            yield replace(fault, location=_place(fault.location, named))
