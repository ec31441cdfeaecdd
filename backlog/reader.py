"""The edge that reads: a folder in, a backlog out. Nothing is lost: found = read + refused."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from backlog import fs
from backlog.content.addresses import leads_to
from backlog.content.assemble import assemble
from backlog.content.encoding import FILE_LIMIT
from backlog.content.parse import Parsed, parse, refused, vocabulary
from backlog.workers import spread

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from backlog.config.sections import Config, Content
    from backlog.content.sheet import Vocabulary
    from backlog.model import Backlog

_PLURALS = {"items": "item", "goals": "goal", "initiatives": "initiative", "meetings": "meeting"}


def read_backlog(root: Path, config: Config, *, workers: int = 1, html: bool = False) -> Backlog:
    """Everything that `[content]` finds below the root; with HTML of the bodies if asked for."""
    found = find(root, config.content)
    words = vocabulary(config)
    work = partial(_read_slice, root=root, words=words, html=html)
    parsed = [one for slice_ in spread(work, found, workers) for one in slice_]
    return assemble(parsed, config, _assets(root, parsed))


def find(root: Path, content: Content) -> list[tuple[str, str, fs.Kind]]:
    """Every path that the patterns match, sorted: kind of content, path, what stands there.

    Where two patterns match, the one with the longer fixed beginning decides.
    """
    matchers = _matchers(content)
    found: dict[str, tuple[str, str, fs.Kind]] = {}
    for top in sorted({_fixed(pattern) for plural in _PLURALS for pattern in getattr(content, plural)}):
        for entry in fs.scan(root / top if top else root, lambda path: not _hidden(path)):
            path = f"{top}/{entry.path}" if top else entry.path
            if path in found or _hidden(path):
                continue
            kind = next((kind for kind, matcher in matchers if matcher.fullmatch(path)), None)
            if kind:
                found[path] = (kind, path, entry.kind)
    return [found[path] for path in sorted(found)]


def kind_of(path: str, content: Content) -> str | None:
    """The kind of content that a path would be, if there were a file."""
    return next((kind for kind, matcher in _matchers(content) if matcher.fullmatch(path)), None)


def _matchers(content: Content) -> list[tuple[str, re.Pattern[str]]]:
    patterns = sorted(
        (
            (len(_fixed(pattern)), kind, pattern)
            for plural, kind in _PLURALS.items()
            for pattern in getattr(content, plural)
        ),
        key=lambda entry: (-entry[0], entry[1], entry[2]),
    )
    return [(kind, _matcher(pattern)) for _, kind, pattern in patterns]


def _fixed(pattern: str) -> str:
    """The folders that a pattern begins with before its first wildcard."""
    parts = pattern.split("/")[:-1]
    wild = next((number for number, part in enumerate(parts) if re.search(r"[*?\[]", part)), len(parts))
    return "/".join(parts[:wild])


def _matcher(pattern: str) -> re.Pattern[str]:
    """`**` stands for any folders, `*` and `?` for anything within a name; `.md` in any case."""
    out = ""
    for token in re.findall(r"\*\*/|\*\*|\*|\?|[^*?]+", pattern):
        out += {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(token, re.escape(token))
    if out.endswith(r"\.md"):
        out = out[: -len(r"\.md")] + r"\.[mM][dD]"
    return re.compile(out, re.DOTALL)


def _hidden(path: str) -> bool:
    name = path.rpartition("/")[2]
    return (
        any(part.startswith(".") for part in path.split("/"))
        or name.endswith("~")
        or name.lower() == "readme.md"
    )


def _read_slice(
    found: Sequence[tuple[str, str, fs.Kind]], *, root: Path, words: Vocabulary, html: bool
) -> list[Parsed]:
    return [_read(root, kind, path, what, words, html=html) for kind, path, what in found]


def _read(root: Path, kind: str, path: str, what: fs.Kind, words: Vocabulary, *, html: bool) -> Parsed:
    shown = path.encode("utf-8", "backslashreplace").decode()
    if shown != path:
        return refused(shown, "path-not-text", value=shown)
    if what is not fs.Kind.FILE:
        return refused(path, "file-not-plain", what=str(what))
    try:
        raw = fs.read(root / path, FILE_LIMIT)
    except OSError as error:
        return refused(path, "file-unreadable", reason=error.strerror or str(error))
    return parse(kind, path, raw, words, html=html)


def _assets(root: Path, parsed: Sequence[Parsed]) -> dict[str, int | None]:
    """The sizes of the files that bodies link to, None where there is no plain file inside the root."""
    content = {one.path for one in parsed}
    targets = {
        target
        for one in parsed
        if one.value is not None
        for link in one.value.body.links
        if (target := leads_to(one.path, link.target)) is not None and target not in content
    }
    return {target: _size(root, target) for target in sorted(targets)}


def _size(root: Path, target: str) -> int | None:
    path = root / target
    try:
        inside = fs.real(path).is_relative_to(fs.real(root)) and fs.kind(path) is fs.Kind.FILE
        return fs.size(path) if inside else None
    except (OSError, ValueError):
        return None
