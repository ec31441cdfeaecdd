"""The bytes of files of the past: one `git cat-file` for all that are wanted."""

from __future__ import annotations

import hashlib
from typing import IO, TYPE_CHECKING, Final

from backlog.git.program import ask, conversation, failed, tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backlog.git.repository import Repository

_STEP: Final = 120  # ids of 65 bytes that fit into any pipe
_PIECE: Final = 1 << 20


def blob_contents(repository: Repository, blobs: Sequence[str], limit: int) -> Iterator[tuple[str, bytes]]:
    """Each blob with its first `limit + 1` bytes, in order: more than `limit` say that it is longer.

    Blobs that a clone left on the server are fetched at once before. `Stop` where one cannot be had.
    """
    if not blobs:
        return
    _fetch_missing(repository, blobs)
    with conversation(repository.git, "cat-file", "--batch") as (questions, answers):
        for start in range(0, len(blobs), _STEP):
            step = blobs[start : start + _STEP]
            questions.write("".join(f"{blob}\n" for blob in step).encode())
            questions.flush()
            for blob in step:
                yield blob, _answer(repository, blob, answers, limit)


def blob_id(data: bytes, like: str) -> str:
    """The id that git gives to these bytes in a repository with ids as long as `like`."""
    algorithm = hashlib.sha256 if len(like) == 64 else hashlib.sha1  # noqa: PLR2004 - hex digits
    return algorithm(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _answer(repository: Repository, blob: str, answers: IO[bytes], limit: int) -> bytes:
    head = answers.readline().split()
    if not head:
        raise EOFError
    if len(head) != 3:  # noqa: PLR2004 - id, type, size
        raise failed(repository.git, f"{blob} {head[-1].decode('ascii', 'replace')}")
    size = int(head[2])
    content = answers.read(min(size, limit + 1))
    rest = size - len(content)
    while rest > 0:
        piece = answers.read(min(rest, _PIECE))
        if not piece:
            raise EOFError
        rest -= len(piece)
    if answers.read(1) != b"\n":
        raise EOFError
    return content


def _fetch_missing(repository: Repository, blobs: Sequence[str]) -> None:
    """Fetch what a clone without blobs lacks, all of it at once: git itself would fetch one by one."""
    git = repository.git
    told = ask(git, "config", "--get-regexp", "-z", r"^remote\..*\.promisor$").output
    promised = [entry.partition(b"\n") for entry in told.split(b"\0") if entry]
    remotes = [key[len(b"remote.") : -len(b".promisor")] for key, _, value in promised if value != b"false"]
    if not remotes:
        return
    here = tell(
        git, "cat-file", "--batch-all-objects", "--buffer", "--unordered", "--batch-check=%(objectname)"
    )
    missing = set(blobs).difference(here.decode("ascii").split())
    if missing:
        tell(
            git,
            *("-c", "fetch.negotiationAlgorithm=noop"),
            *("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--recurse-submodules=no"),
            *(
                "--filter=blob:none",
                "--stdin",
                "--end-of-options",
                remotes[0].decode("utf-8", "surrogateescape"),
            ),
            stdin="".join(f"{blob}\n" for blob in sorted(missing)).encode(),
        )
