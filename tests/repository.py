"""Small repositories made by git itself: fixed people, fixed moments, nothing of the user's configuration."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MOMENT = "2026-02-02T09:00:00+01:00"

# What a child needs to find git and its libraries; everything else of the machine stays away.
_KEPT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR")


def environment(**more: str) -> dict[str, str]:
    """The environment in which the tests call git: isolated, with fixed identities."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {
        **kept,
        "HOME": "/nonexistent",
        "LC_ALL": "C",
        "TZ": "UTC",
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Anna Beispiel",
        "GIT_AUTHOR_EMAIL": "anna@example.org",
        "GIT_COMMITTER_NAME": "Ben Beispiel",
        "GIT_COMMITTER_EMAIL": "ben@example.org",
        **more,
    }


def run_git(folder: Path, *arguments: str | bytes, stdin: bytes = b"", **more: str) -> str:
    """What git prints; CalledProcessError where it fails."""
    told = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=environment(**more),
        input=stdin,
        capture_output=True,
        check=False,
    )
    if told.returncode:
        raise AssertionError(f"git {arguments!r}: {told.stderr.decode('utf-8', 'replace')}")
    return told.stdout.decode("utf-8", "surrogateescape").strip()


class Repo:
    """A repository in a folder that may not be there yet; `root` is that folder."""

    def __init__(self, root: Path, *options: str) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main", *options)

    def git(self, *arguments: str | bytes, stdin: bytes = b"", **more: str) -> str:
        """What git prints, called in the repository."""
        return run_git(self.root, *arguments, stdin=stdin, **more)

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file, folders made as needed."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return target

    def remove(self, path: str) -> None:
        """Remove a file."""
        (self.root / path).unlink()

    def move(self, path: str, target: str) -> None:
        """Give a file or folder another name."""
        (self.root / target).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).rename(self.root / target)

    def commit(self, message: str = "Change", at: str = MOMENT, author_at: str | None = None) -> str:
        """Commit everything as of a moment (RFC 3339, or git's `<seconds> <offset>`); the commit's id."""
        self.git("add", "--all")
        moments = {"GIT_COMMITTER_DATE": at, "GIT_AUTHOR_DATE": author_at or at}
        self.git("commit", "--quiet", "--allow-empty", "--no-verify", "-m", message, **moments)
        return self.head()

    def merge(self, branch: str, message: str = "Merge", at: str = MOMENT) -> str:
        """Merge a branch into the current one, always with a merge commit; the commit's id."""
        moments = {"GIT_COMMITTER_DATE": at, "GIT_AUTHOR_DATE": at}
        self.git("merge", "--quiet", "--no-ff", "--no-edit", "-m", message, branch, **moments)
        return self.head()

    def head(self) -> str:
        """The id of the commit that is checked out."""
        return self.git("rev-parse", "HEAD")


def item(status: str = "backlog", **fields: str) -> str:
    """The text of an item that is fine as far as history looks."""
    lines = [f"{name}: {value}" for name, value in {"title": "Some work", "status": status, **fields}.items()]
    return "\n".join(["---", *lines, "---", "", "What is to be done.", ""])
