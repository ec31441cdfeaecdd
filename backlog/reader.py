"""The edge that reads: a folder in, a backlog out. Nothing is lost: found = read + refused."""

from __future__ import annotations

import dataclasses
import errno
import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from backlog import fs
from backlog.content.addresses import leads_to
from backlog.content.assemble import assemble
from backlog.content.baseline import LIMIT, read_baseline
from backlog.content.characters import FORBIDDEN
from backlog.content.encoding import FILE_LIMIT
from backlog.content.parse import Parsed, parse, refused, vocabulary
from backlog.content.patterns import is_hidden, patterns_of, tops_of
from backlog.errors import Stop
from backlog.faults import or_stop
from backlog.language import N_
from backlog.workers import spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from backlog.config.sections import Config, Content
    from backlog.content.patterns import Pattern
    from backlog.content.sheet import Vocabulary
    from backlog.model import Backlog

_UNSEEN = re.compile(f"[\t\n]|{FORBIDDEN.pattern}")
# What the system says of a name that no file can have, and of links that lead in a circle.
_NO_FILE = frozenset({errno.ENOENT, errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL, errno.EILSEQ})


_MEANT_AS_TEXT = (".txt", ".markdown", ".mdown", ".docx", ".doc", ".odt", ".rtf")


class Found(NamedTuple):
    """A path, the kind of content it would be (a key of TABLES), and what stands there.

    `reason` is why a folder could not be looked into; what is in it is unknown, so it counts as one file.
    """

    kind: str
    path: str
    what: fs.Kind
    reason: str = ""


def read_backlog(root: Path, config: Config, *, workers: int = 1, html: bool = False) -> Backlog:
    """Everything that `[content]` finds below the root; with HTML of the bodies if asked for."""
    return assembled(root, parsed_files(root, config, workers=workers, html=html), config)


def parsed_files(root: Path, config: Config, *, workers: int = 1, html: bool = False) -> list[Parsed]:
    """What came of every file that `[content]` finds below the root, sorted by path."""
    found = find(root, config.content)
    work = partial(_read_slice, root=root, words=vocabulary(config), html=html)
    return [one for slice_ in spread(work, found, workers) for one in slice_]


def assembled(root: Path, parsed: Sequence[Parsed], config: Config) -> Backlog:
    """The backlog of these files; the baseline and what bodies link to are looked for below the root."""
    backlog = assemble(parsed, config, _assets(root, parsed))
    name = config.rules.baseline
    if not name:
        return backlog
    return dataclasses.replace(backlog, baseline=read_baseline(name, fs.load(root / name, LIMIT)))


def find(root: Path, content: Content) -> list[Found]:
    """Everything that the patterns fit, sorted by path.

    A symbolic link to a folder that might hold content is found as well, and never followed.
    """
    patterns = patterns_of(content)
    found: dict[str, Found] = {}
    for top in tops_of(patterns):
        for one in _below(root, top, patterns):
            found.setdefault(one.path, one)
    return [found[path] for path in sorted(found)]


def strays(root: Path, content: Content) -> list[str]:
    """Files of a word processor or with another ending where content is kept: nobody reads them."""
    found = []
    for top in tops_of(patterns_of(content)):
        if top and not _link_on_the_way(root, top):
            enter = partial(_is_shown, top)
            found += [f"{top}/{one.path}" for one in fs.scan(root / top, enter) if one.kind is fs.Kind.FILE]
    return sorted(path for path in found if path.lower().endswith(_MEANT_AS_TEXT))


def _is_shown(top: str, path: str) -> bool:
    return not is_hidden(f"{top}/{path}", top)


def kind_of(path: str, content: Content) -> str | None:
    """The kind of content that a path would be, if there were a file."""
    return next((pattern.kind for pattern in patterns_of(content) if pattern.finds(path)), None)


def _below(root: Path, top: str, patterns: Sequence[Pattern]) -> Iterator[Found]:
    link = _link_on_the_way(root, top)
    if link:
        yield Found(_kind_below(link, patterns) or "item", link, fs.Kind.SYMLINK)
        return
    for entry in fs.scan(root / top, lambda path: not is_hidden(f"{top}/{path}" if top else path, top)):
        path = top if entry.path == "." else f"{top}/{entry.path}" if top else entry.path
        if entry.reason:
            if fs.kind(root / path) is not None:  # a folder of the defaults that is not there is fine
                yield Found(_kind_below(path, patterns) or "item", path or ".", entry.kind, entry.reason)
            continue
        kind = next((pattern.kind for pattern in patterns if pattern.finds(path)), "")
        if not kind and entry.kind is fs.Kind.SYMLINK:
            kind = _kind_below(path, patterns) if fs.kind(fs.real(root / path)) is fs.Kind.DIR else ""
        if kind:
            yield Found(kind, path, entry.kind)


def _link_on_the_way(root: Path, top: str) -> str:
    """The first symbolic link among the folders that lead to one; nothing where there is none."""
    parts = top.split("/") if top else []
    ways = ("/".join(parts[: count + 1]) for count in range(len(parts)))
    return next((way for way in ways if fs.kind(root / way) is fs.Kind.SYMLINK), "")


def _kind_below(path: str, patterns: Sequence[Pattern]) -> str:
    return next((pattern.kind for pattern in patterns if pattern.may_find_below(path)), "")


def _read_slice(found: Sequence[Found], *, root: Path, words: Vocabulary, html: bool) -> list[Parsed]:
    return [_read(root, one, words, html=html) for one in found]


def _read(root: Path, found: Found, words: Vocabulary, *, html: bool) -> Parsed:
    path = found.path
    shown = _printable(path)
    if shown != path:
        return refused(shown, "path-not-text", value=shown)
    if found.reason:
        return refused(path, "file-unreadable", reason=found.reason)
    if found.what is not fs.Kind.FILE:
        return refused(path, "file-not-plain", what=str(found.what))
    try:
        raw = fs.read(root / path, FILE_LIMIT)
    except OSError as error:
        return refused(path, "file-unreadable", reason=error.strerror or str(error))
    return parse(found.kind, path, raw, words, html=html)


def _printable(path: str) -> str:
    """The path with an escape for every byte that is no text and every character that nobody sees."""
    if path.isascii() and path.isprintable():
        return path
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _UNSEEN.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


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
    top = fs.real(root) if targets else root
    return {target: _size(top, target) for target in sorted(targets)}


def _size(root: Path, target: str) -> int | None:
    path = root / target
    try:
        with or_stop(N_("{path} cannot be looked at: {reason}."), path):
            inside = fs.kind(path) is fs.Kind.FILE and fs.real(path).is_relative_to(root)
            return fs.size(path) if inside else None
    except ValueError:  # a name with a character that no path can have
        return None
    except Stop as stop:
        if isinstance(stop.__cause__, OSError) and stop.__cause__.errno in _NO_FILE:
            return None
        raise
