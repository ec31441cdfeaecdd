"""The engine: the bytes of a file in, the bytes with some values changed out, all others as they were."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from backlog.content.document import read_document
from backlog.editing.changes import Add, Put, Take
from backlog.editing.entries import added, taken
from backlog.editing.meaning import changed, meaning
from backlog.editing.names import top_rows
from backlog.editing.tree import tree_of, tree_of_text
from backlog.editing.values import FrontMatter, dropped, put
from backlog.errors import Exit, Stop
from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backlog.config.sections import Config
    from backlog.content.document import Document
    from backlog.editing.changes import Change
    from backlog.editing.meaning import Said


def edited(raw: bytes, kind: str, path: str, changes: Sequence[Change], config: Config) -> bytes:
    """The bytes of a file of this kind (a key of TABLES) after the changes, in their order.

    Nothing else differs: comments, quotes, order, line ends, spaces and the text below are as they were, and
    a value that is there already changes no byte. `Stop` (exit 4) where the front matter cannot be read, or
    is written so that a change would make something else of it; KeyError for a field that there is not.
    """
    before = read_document(path, raw)
    if before.refused:
        raise Stop(
            Exit.REFUSED, N_("{path} cannot be read as it is, so nothing in it is changed."), path=path
        )
    tree = tree_of(raw)
    rows = top_rows(kind, config)
    said = meaning(tree.root, rows)
    for wanted in changes:
        for change in _steps(wanted, said):
            try:
                said = changed(said, change, rows)
                tree = tree_of_text(_after(FrontMatter(tree, rows, config), change), tree.mark)
            except (ValueError, IndexError) as error:
                raise _refusal(path, change) from error
            if meaning(tree.root, rows) != said:
                raise _refusal(path, change)
    made = tree.mark + tree.text.encode()
    if made != raw and _slugs(read_document(path, made)) - _slugs(before):
        raise _refusal(path, changes[-1])
    return made


def _slugs(document: Document) -> Counter[str]:
    return Counter(fault.slug for fault in document.faults)


def _after(front: FrontMatter, change: Change) -> str:
    """The text after one change."""
    if isinstance(change, Add):
        return added(front, change)
    if isinstance(change, Take):
        return taken(front, change)
    if isinstance(change, Put) and change.value:
        return put(front, change)
    return dropped(front, change.field)


def _steps(change: Change, said: Said) -> Iterator[Change]:
    """A list of texts as the entries that go and come, where those that stay keep their order."""
    if not isinstance(change, Put) or isinstance(change.value, str) or "." in change.field:
        yield change
        return
    former = said.get(change.field)
    wanted = [entry for entry in change.value if isinstance(entry, str)]
    kept = [entry for entry in former if entry in wanted] if isinstance(former, list) else []
    if not kept or len(wanted) != len(change.value) or wanted[: len(kept)] != kept:
        yield change
        return
    yield from (Take(change.field, entry) for entry in former or () if entry not in wanted)
    yield from (Add(change.field, entry) for entry in wanted[len(kept) :])


def _refusal(path: str, change: Change) -> Stop:
    return Stop(
        Exit.REFUSED,
        N_("{path} is written in a way in which {field} cannot be changed without touching more."),
        N_("Change it there by hand."),
        path=path,
        field=change.field,
    )
