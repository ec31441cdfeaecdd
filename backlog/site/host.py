"""Addresses on the host of the repository: a file's editor and history, a new file, a commit."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

# Which part of a host's name tells which software answers there, and how it addresses a file.
_GITEA = (
    "_edit/{branch}/{path}",
    "commits/branch/{branch}/{path}",
    "_new/{branch}/{path}",
    "commit/{path}",
)
HOSTS = {
    "github": (
        "edit/{branch}/{path}",
        "commits/{branch}/{path}",
        "new/{branch}/{path}",
        "commit/{path}",
    ),
    "gitlab": (
        "-/edit/{branch}/{path}",
        "-/commits/{branch}/{path}",
        "-/new/{branch}/{path}",
        "-/commit/{path}",
    ),
    "gitea": _GITEA,
    "forgejo": _GITEA,
    "codeberg": _GITEA,
}

# What a host is called; those that fill a new file in from its address do, GitLab only names it.
NAMES = {
    "github": "GitHub",
    "gitlab": "GitLab",
    "gitea": "Gitea",
    "forgejo": "Forgejo",
    "codeberg": "Codeberg",
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
            return f"{base}/" + forms[form].format(branch=quote(branch), path=quote(path))
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


def new_address(repository: str, branch: str, folder: str) -> str:
    """Where a new file of a folder is written in a browser; nothing where the host is not one of HOSTS.

    >>> new_address("https://github.com/o/r", "main", "items")
    'https://github.com/o/r/new/main/items'
    """
    return _address(2, repository, branch, folder)


def change_address(repository: str) -> str:
    """Where the form for lines of changes is opened in a browser; only GitHub has one that can be filled in.

    >>> change_address("git@github.com:o/r.git"), change_address("https://gitlab.com/o/r")
    ('https://github.com/o/r/issues/new?template=change.yml', '')
    """
    is_github = host_name(repository) == NAMES["github"] and _base(repository).startswith("http")
    return f"{_base(repository)}/issues/new?template=change.yml" if is_github else ""


def commit_address(repository: str, commit: str) -> str:
    """Where a commit is read in a browser; nothing where the host is not one of HOSTS.

    >>> commit_address("https://github.com/o/r", "4f2a91c")
    'https://github.com/o/r/commit/4f2a91c'
    """
    return _address(3, repository, "", commit)


def host_name(repository: str) -> str:
    """What the host is called; nothing where it is not one of HOSTS.

    >>> host_name("https://codeberg.org/o/r"), host_name("https://example.org/o/r")
    ('Codeberg', '')
    """
    host = urlsplit(_base(repository)).hostname or ""
    return next((name for part, name in NAMES.items() if part in host), "")
