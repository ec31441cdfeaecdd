"""Where a repository lives and its site goes: as `init` is told, or as the folder tells."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from backlog import __version__, fs
from backlog.cli import output
from backlog.config.load import load_config
from backlog.errors import Exit, Stop
from backlog.formats.hosting import Hosting, guide
from backlog.language import N_

if TYPE_CHECKING:
    from pathlib import Path

    from backlog.language import Language

LONGEST = 100_000  # bytes of a file of git's own
BRANCH = re.compile(r"ref: refs/heads/([A-Za-z0-9][A-Za-z0-9._/-]*)\s*")


def told(where: Path, speak: Language, host: str | None, publish: str | None) -> Hosting:
    """As asked for, else as the folder tells, else GitHub and its Pages; `Stop` where they do not fit."""
    remotes = (fs.load(where / ".git" / "config", LONGEST) or b"").decode("utf-8", "replace")
    on_gitlab = "gitlab" in remotes or fs.kind(where / ".gitlab-ci.yml") is not None
    host = host or ("gitlab" if on_gitlab or publish == "gitlab" else "github")
    publish = publish or ("gitlab" if host == "gitlab" else "pages")
    if publish == "gitlab" and host != "gitlab":
        message = N_("GitLab publishes what lives at GitLab.")
        raise Stop(Exit.WRONG_USE, message, "backlog init --host gitlab --publish gitlab")
    head = BRANCH.fullmatch((fs.load(where / ".git" / "HEAD", LONGEST) or b"").decode("utf-8", "replace"))
    branch = head[1] if head else "main"
    return Hosting(language=speak, version=__version__, host=host, publish=publish, branch=branch)


def with_people(wanted: Hosting, raw: bytes) -> Hosting:
    """With the people of a configuration and what they decide."""
    config, _ = load_config("backlog.toml", raw)
    people = {id_: person.name for id_, person in config.people.items() if person.until is None}
    return replace(wanted, people=people, decisions=config.decisions)


def publishing_steps(wanted: Hosting) -> None:
    """Say what is left to do so that changes are checked and the site is published."""
    speak = wanted.language
    if wanted.host == "none":
        output.show("\n" + speak.text("To check every change before it counts, and to publish once a day:"))
        output.show("  backlog check")
        output.show("  backlog build --keep-going --output /var/www/backlog")
        return
    name = {"github": "GitHub", "gitlab": "GitLab"}[wanted.host]
    sentence = N_(
        "Pushed to {host}, every proposed change is checked and the site is built. What to click there once "
        "stands at the end of {path}; who will be able to read the site, in the handbook."
    )
    output.show("\n" + speak.text(sentence, host=name, path=guide(speak.code)))
