"""What is private in one of two states is told of neither."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from backlog.comparison.pairing import paired
from backlog.model import Refused
from backlog.private import private_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from backlog.model import Backlog, Item


def veiled(before: Backlog, after: Backlog) -> tuple[Backlog, Backlog]:
    """Two states, each with what the other one has private marked as private too; themselves without such.

    What is private after is hidden before as well, whatever it was called there. What was private before and
    is so no longer is told from now on; what is gone is known by its names only, wherever they still stand.
    """
    if not private_of(before) and not private_of(after):
        return before, after
    pairs = paired(before.items, after.items)
    earlier = _veiled(before, after, pairs)
    told = {id_ for id_, other in pairs.items() if not after.item_by_id[other].private}
    return _named(earlier, _secrets(after, set())), _named(after, _secrets(earlier, told))


def _veiled(before: Backlog, after: Backlog, pairs: Mapping[str, str]) -> Backlog:
    """The earlier state with everything marked that is private later: by what became of it, or its names.

    A title that something private has as well is told all the same where it still is a public item's.
    """
    private = private_of(after)

    def hidden(item: Item) -> bool:
        now = after.item_by_id.get(pairs.get(item.id, ""))
        if now is not None and now.private:
            return True
        named = item.title in private.titles and not (now is not None and now.title == item.title)
        return named or private.has(item.id) or item.path in private.paths

    items = tuple(replace(item, private=True) if hidden(item) else item for item in before.items)
    refused = tuple(
        replace(file, private=True) if file.path in private.paths or private.has(file.id or None) else file
        for file in before.refused
    )
    return replace(before, items=items, item_by_id={item.id: item for item in items}, refused=refused)


def _secrets(backlog: Backlog, told: set[str]) -> Iterable[Refused]:
    """The names of what is private in a state, but of those that are told in the other one."""
    for item in backlog.items:
        if item.private and item.id not in told:
            for id_ in (item.id, *item.formerly):
                yield Refused(path=item.path, private=True, id=id_, title=item.title)
    yield from (file for file in backlog.refused if file.private)


def _named(backlog: Backlog, secrets: Iterable[Refused]) -> Backlog:
    """A state that knows these names for private, though it may have no such files."""
    taken = {item.path for item in backlog.items if not item.private}
    added = tuple(file for file in secrets if file.path not in taken)
    return replace(backlog, refused=(*backlog.refused, *added)) if added else backlog
