"""Addresses of a file on the host of the repository: its editor and its history."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

# Which part of a host's name tells which software answers there, and how it addresses a file.
HOSTS = {
    "github": ("{base}/edit/{branch}/{path}", "{base}/commits/{branch}/{path}"),
    "gitlab": ("{base}/-/edit/{branch}/{path}", "{base}/-/commits/{branch}/{path}"),
    "gitea": ("{base}/_edit/{branch}/{path}", "{base}/commits/branch/{branch}/{path}"),
    "forgejo": ("{base}/_edit/{branch}/{path}", "{base}/commits/branch/{branch}/{path}"),
    "codeberg": ("{base}/_edit/{branch}/{path}", "{base}/commits/branch/{branch}/{path}"),
}


def _base(repository: str) -> str:
    """The repository's address in a browser: `git@host:o/r.git` as well as `https://host/o/r/`."""
    if repository.startswith("git@") and ":" in repository:
        host, _, path = repository[4:].partition(":")
        repository = f"https://{host}/{path}"
    return repository.rstrip("/").removesuffix(".git")


def _address(form: int, repository: str, branch: str, path: str) -> str:
    base = _base(repository)
    parts = urlsplit(base)
    if parts.scheme not in {"http", "https"}:
        return ""
    for name, forms in HOSTS.items():
        if name in (parts.hostname or ""):
            return forms[form].format(base=base, branch=quote(branch), path=quote(path))
    return ""


def edit_address(repository: str, branch: str, path: str) -> str:
    """Where the file is edited in a browser; nothing where the host is not one of HOSTS.

    >>> edit_address("https://github.com/o/r", "main", "items/a.md")
    'https://github.com/o/r/edit/main/items/a.md'
    """
    return _address(0, repository, branch, path)


def history_address(repository: str, branch: str, path: str) -> str:
    """Where the file's history is read in a browser; nothing where the host is not one of HOSTS.

    >>> history_address("git@gitlab.com:o/r.git", "main", "items/a.md")
    'https://gitlab.com/o/r/-/commits/main/items/a.md'
    """
    return _address(1, repository, branch, path)
