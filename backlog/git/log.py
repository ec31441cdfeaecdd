"""The main line: its commits with the files they changed, oldest first, as git tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from backlog.git.program import ask, failed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backlog.git.repository import Repository

# `--sparse` keeps commits that touch none of the paths: the moments of all of them are needed. `-m` is the
# first parent's alone, by `log.diffMerges` (program.py), with every git.
_CHAIN: Final = ("log", "--first-parent", "--reverse", "--topo-order", "--date=raw", "-z")
_FORMAT: Final = "--format=tformat:commit %H %cd %P"
_FILES: Final = (
    "-m", "--raw", "--no-renames", "--no-abbrev", "--root", "--relative", "--sparse",
    "--no-ext-diff", "--no-textconv",
)  # fmt: skip
_COMMIT: Final = b"commit "
_PLAIN: Final = frozenset({b"100644", b"100755", b"100664"})
_MINUTES: Final = 24 * 60


class FileChange(NamedTuple):
    """A plain file that a commit changed, by its path below the backlog's root.

    `before` and `after` are blob ids, empty where there is no file, or something else (a symbolic link, a
    submodule) in its place. Bytes of the path that are no text are surrogates.
    """

    path: str
    before: str
    after: str


class Landed(NamedTuple):
    """A commit of the main line: when it came to be there, by the committer's clock.

    `seconds` are those since 1970, `offset` is the committer's in minutes east of Greenwich. `parent` is
    empty for a commit without one.
    """

    id: str
    parent: str
    seconds: int
    offset: int
    changes: tuple[FileChange, ...]


def main_line(
    repository: Repository, head: str, folders: Sequence[str] = (), *, after: str = ""
) -> list[Landed] | None:
    """The commits from the first one to `head` along first parents, with what they changed below the folders.

    With `after` only those that follow upon that commit; None where it is not on the line. Without folders
    nothing is said about files. A folder is a path below the backlog's root, empty for the root itself.
    """
    if after == head:
        return []
    files = (*_FILES, head, *((f"^{after}",) if after else ()), "--") if folders else (head, "--")
    answer = ask(repository.git, *_CHAIN, _FORMAT, *files, *(folder or "." for folder in folders))
    if answer.code:
        if after:  # a commit that is gone
            return None
        raise failed(repository.git, answer.reason)
    landed = list(_landed(answer.output))
    if after and (not landed or landed[0].parent != after):
        return None
    return landed


def since(repository: Repository, ancestor: str, head: str) -> set[str] | None:
    """The ids of the commits between an ancestor and `head`, itself included; None where it is none.

    Only first parents count.
    """
    if ancestor == head:
        return set()
    told = ask(repository.git, "rev-list", "--first-parent", "--parents", head, f"^{ancestor}", "--")
    rows = [row.split() for row in told.output.decode("ascii").splitlines()]
    is_known = bool(rows) and rows[-1][1:2] == [ancestor]
    return {row[0] for row in rows} if is_known else None


def _landed(output: bytes) -> Iterator[Landed]:
    tokens = iter(output.split(b"\0"))
    head: list[str] = []
    changes: list[FileChange] = []
    for token in tokens:
        if token.startswith(_COMMIT):
            if head:
                yield _commit(head, changes)
            head, changes = token.decode("ascii", "replace").split(" "), []
        elif token.strip(b"\n"):
            entry = token.lstrip(b"\n:").split(b" ")
            path = next(tokens).decode("utf-8", "surrogateescape")
            before, after = (_blob(entry[0], entry[2]), _blob(entry[1], entry[3]))
            if before != after:
                changes.append(FileChange(path, before, after))
    if head:
        yield _commit(head, changes)


def _blob(mode: bytes, blob: bytes) -> str:
    return blob.decode("ascii") if mode in _PLAIN else ""


def _commit(head: list[str], changes: list[FileChange]) -> Landed:
    _, commit, seconds, offset, *parents = [*head, ""]
    changes.sort()
    return Landed(commit, parents[0], _number(seconds), _minutes(offset), tuple(changes))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 20 else -1  # noqa: PLR2004 - 64 bits


def _minutes(text: str) -> int:
    """The minutes of an offset such as `+0530`, as git reads it; 0 for one that no clock has."""
    digits = text[1:]
    if text[:1] not in {"+", "-"} or not digits.isdecimal() or len(digits) > 5:  # noqa: PLR2004
        return 0
    minutes = int(digits) // 100 * 60 + int(digits) % 100
    return 0 if minutes >= _MINUTES else -minutes if text[0] == "-" else minutes
