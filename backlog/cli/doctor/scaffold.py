"""The files that `init` writes for a host: those that are missing, and those of an older version."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from backlog import __version__, fs
from backlog.cli.doctor.case import SMALL, Remark, Verdict
from backlog.cli.doctor.place import text_of
from backlog.formats.hosting import PUBLISHING, Hosting, hosting
from backlog.language import CODES, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.cli.doctor.case import Case

# What updates change without anybody's doing: commits of actions, and the version of backlog itself.
_MOVING = re.compile(r"@[0-9a-f]{40}(?: # v[\w.]+)?|(?<=backlog-site==)[\w.!+-]+")
# What is written once and is the team's own from then on is not compared.
_COMPARED = re.compile(
    r"\.github/(?:workflows|ISSUE_TEMPLATE)/.+|\.git(?:hub|lab)/backlog\.lock|\.gitlab-ci\.yml"
)
_FORMS = ".github/ISSUE_TEMPLATE/"


def look(case: Case) -> Iterator[Remark]:
    """Compare them with what this version would write, in every language and for every way to publish."""
    host = {"GitHub": "github", "GitLab": "gitlab"}.get(case.host)
    if host is None or case.git is None or case.read.faults:
        return
    possible = _possible(case, host)
    written = {path: text_of(case.git.top / path, SMALL * 10) for path in possible}
    there = {path: text for path, text in written.items() if text}
    mend = f"backlog init --host {host}"
    if not any(map(_runs_jobs, there)):
        words = case.speak.text("No workflow checks proposed changes and publishes the site.")
        yield Remark(Verdict.LOOK, words, mend)
        return
    missing = sorted(written.keys() - there.keys())
    forms = [path for path in missing if path.startswith(_FORMS)]
    if forms:
        words = case.speak.text("Forms for requests and changes are missing: {paths}", paths=", ".join(forms))
        yield Remark(Verdict.LOOK, words, mend)
    if others := [path for path in missing if path not in forms]:
        words = case.speak.text(
            "What `init` writes for {host} is missing: {paths}", host=case.host, paths=", ".join(others)
        )
        yield Remark(Verdict.LOOK, words, mend)
    foreign = [path for path, text in sorted(there.items()) if _runs_jobs(path) and "backlog" not in text]
    if foreign:
        words = case.speak.plural(
            "{paths} is your own and does not run backlog: what was to be there is missing.",
            "{paths} are your own and do not run backlog: what was to be there is missing.",
            len(foreign),
            paths=", ".join(foreign),
        )
        advice = case.speak.text("Give yours another name, then:") if host == "github" else ""
        yield Remark(Verdict.LOOK, words, f"{advice}\n{mend}" if advice else "")
    changed = (path for path, text in there.items() if _settled(text) not in possible[path])
    other = sorted(set(changed) - set(foreign))
    if other:
        yield _other(case, host, there, other)


def _runs_jobs(path: str) -> bool:
    return path.startswith((".github/workflows/", ".gitlab-ci"))


def _possible(case: Case, host: str) -> dict[str, set[str]]:
    """Every text that a file could have, by its path; without what updates change."""
    found: dict[str, set[str]] = {}
    root, top = fs.real(case.read.root), fs.real(case.git.top) if case.git else case.read.root
    folder = root.relative_to(top).as_posix() if root != top else ""
    own = ("install", "install-own")
    for code, publish, install in product(CODES, PUBLISHING, own):
        if (publish == "gitlab") > (host == "gitlab"):
            continue
        wanted = Hosting(
            language=language(code), version=__version__, host=host, publish=publish,
            branch=case.read.config.branch, install=install, folder=folder,
        )  # fmt: skip
        for path, text in hosting(wanted).items():
            if _COMPARED.fullmatch(path):
                found.setdefault(path, set()).add(_settled(text))
    return found


def _settled(text: str) -> str:
    return _MOVING.sub("", text.replace("\r\n", "\n")).strip()


def _other(case: Case, host: str, there: dict[str, str], other: list[str]) -> Remark:
    words = case.speak.plural(
        "{paths} is not what this version writes: it is older, or was changed by hand.",
        "{paths} are not what this version writes: they are older, or were changed by hand.",
        len(other),
        paths=", ".join(other),
    )
    advice = case.speak.text("What was changed on purpose can stay. For the new one delete the file, then:")
    way = _publishing(there)
    return Remark(Verdict.LOOK, words, f"{advice}\nbacklog init --host {host} --publish {way}")


def _publishing(there: dict[str, str]) -> str:
    """The way to publish that the files tell of."""
    text = "".join(text for path, text in there.items() if path.endswith(("publish.yml", "gitlab-ci.yml")))
    if "SFTP_HOST" in text:
        return "webspace"
    if "\npages:" in text:
        return "gitlab"
    return "pages" if "deploy-pages" in text else "artifact"
