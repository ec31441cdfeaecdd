"""Where the repository lives: the folder of git, and the address on its host."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog import fs
from backlog.cli.doctor.case import SMALL
from backlog.site.host import host_name

if TYPE_CHECKING:
    from pathlib import Path

_REMOTE = re.compile(r'^\[remote "origin"\]\s*\n(?:(?!\[).*\n)*?\s*url\s*=\s*(\S+)', re.MULTILINE)
# https://name:word@host/owner/name.git as well as git@host:owner/name; name and word are nobody's business.
_ADDRESS = re.compile(r"(?:[a-z]+://)?(?:[^@/\s]+@)?([\w.-]+)(?::\d+(?=/))?[:/](.+?)(?:\.git)?/?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Git:
    """Folders of git: the one that holds `.git`, what this checkout has for itself, what all share."""

    top: Path
    own: Path
    shared: Path


def git_folder(root: Path) -> Git | None:
    """What git keeps for the root: in `.git` there or in a folder above; a file there names the real one."""
    for folder in (root, *root.parents):
        found = folder / ".git"
        match fs.kind(found):
            case fs.Kind.DIR:
                return Git(top=folder, own=found, shared=found)
            case fs.Kind.FILE:
                named = re.match(r"gitdir: (.+)", text_of(found))
                own = folder / named[1].strip() if named else found
                return Git(top=folder, own=own, shared=own / (text_of(own / "commondir").strip() or "."))
            case _:
                continue
    return None


def text_of(path: Path, most: int = SMALL) -> str:
    """The text of a small file; nothing where there is none."""
    return (fs.load(path, most) or b"").decode("utf-8-sig", "replace")


def remote(folder: Path) -> str:
    """The address of `origin` as git keeps it, or nothing."""
    found = _REMOTE.search(text_of(folder / "config") + "\n")
    return found[1] if found else ""


def on_host(repository: str) -> tuple[str, str, str]:
    """The host's name, the repository's address in a browser, and what it is called there.

    >>> on_host("git@github.com:firma/marketing.git")
    ('GitHub', 'https://github.com/firma/marketing', 'firma/marketing')
    >>> on_host("https://me:word@gitlab.com/a/b/c")
    ('GitLab', 'https://gitlab.com/a/b/c', 'a/b/c')
    >>> on_host("../marketing")
    ('', '', '')
    """
    found = _ADDRESS.fullmatch(repository)
    host = host_name(f"https://{found[1]}/") if found else ""
    if not found or not host or not re.fullmatch(r"[\w.-]+(?:/[\w.-]+)+", found[2]):
        return "", "", ""
    return host, f"https://{found[1]}/{found[2]}", found[2]
