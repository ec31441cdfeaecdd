"""What `init` writes for the host of a repository: workflows, issue forms, and how to take part.

The sources lie under `scaffold/host/` of the theme. In them `«…»` is a message of the catalogues, `‹branch›`
a value, `‹action checkout›` an action of others by its commit, and `‹include install›` a piece that several
files share. So the files of all languages are the same but for their words.
"""

from __future__ import annotations

import json
import re
import shlex
import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from backlog.config.sections import Decisions
from backlog.formats.request import HEADINGS, PREFIXES
from backlog.language import N_, SOURCE
from backlog.site.theme import theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.language import Language

HOSTS: Final = ("github", "gitlab", "none")
PUBLISHING: Final = ("pages", "gitlab", "webspace", "artifact")
ACTIONS: Final = {
    "checkout": ("actions/checkout", "de0fac2e4500dabe0009e67214ff5f5447ce83dd", "v6.0.2"),
    "upload-artifact": ("actions/upload-artifact", "043fb46d1a93c77aae656e7c1c64a875d1fc6a0a", "v7.0.1"),
    "download-artifact": ("actions/download-artifact", "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c", "v8.0.1"),
    "upload-pages-artifact": (
        "actions/upload-pages-artifact",
        "fc324d3547104276b827a68afc52ff2a11cc49c9",
        "v5.0.0",
    ),
    "deploy-pages": ("actions/deploy-pages", "cd2ce8fcbc39b97be8ca5fce6e763baed58fa128", "v5.0.0"),
}
"""By our name: repository, commit and the version that it is. A version may be moved, a commit may not."""

GUIDES: Final = {"de": "MITMACHEN.md", SOURCE: "EDITORS.md"}
_WORKFLOWS: Final = ("check", "comment", "request", "change", "publish")
_FORMS: Final = ("request", "change")
_WIDTH: Final = 110
_INCLUDE: Final = re.compile(r"(?P<indent> *)‹include (?P<name>[\w-]+)›")
_VALUE: Final = re.compile(r"‹([^‹›]+)›")
_MESSAGE: Final = re.compile(r"«([^«»]+)»")
_SAID: Final = re.compile(r"(?P<before>.*?(?:: |- ))«(?P<message>[^«»]+)»")
_COMMENT: Final = re.compile(r"(?P<before> *# )«(?P<message>[^«»]+)»")
_IN_FOLDER: Final = "\n    defaults:\n      run:\n        shell: bash\n        working-directory: "
_OWNERS: Final = N_(
    "Who is asked before something here changes. Nothing is asked of anybody until the # in front of a line "
    "is taken away and the GitHub names stand there."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosting:
    """Where a repository is to live. `host` is one of HOSTS, `publish` one of PUBLISHING.

    `people` are names by id. `install` is the piece that installs backlog; our own repository has another.
    `folder` leads from the top of the repository to the backlog, empty where they are one.
    """

    language: Language
    version: str
    host: str = "github"
    publish: str = "pages"
    branch: str = "main"
    people: Mapping[str, str] = field(default_factory=dict)
    decisions: Decisions = field(default_factory=Decisions)
    install: str = "install"
    folder: str = ""

    @property
    def up(self) -> str:
        """What leads from the backlog to the top of the repository, with a slash at its end."""
        return "../" * len(self.folder.split("/")) if self.folder else ""

    def inside(self, path: str) -> str:
        """A path of the backlog as the repository has it."""
        return f"{self.folder}/{path}" if self.folder else path


def hosting(wanted: Hosting) -> dict[str, str]:
    """Text by path in the repository of what the host needs, sorted; nothing for the host `none`."""
    making = _Making(wanted=wanted)
    if wanted.host == "none":
        return {}
    folder = f".{wanted.host}"
    shared = {
        f"{folder}/backlog.lock": _source("backlog.lock"),
        wanted.inside(".gitattributes"): making.file("gitattributes"),
        wanted.inside(guide(wanted.language.code)): making.prose("guide"),
    }
    if wanted.host == "gitlab":
        return dict(
            sorted(
                {
                    **shared,
                    ".gitlab-ci.yml": making.file("gitlab/gitlab-ci.yml"),
                    ".gitlab/merge_request_templates/Default.md": making.prose("proposal"),
                }.items()
            )
        )
    workflows = {
        f".github/workflows/{name}.yml": making.file(f"github/{name}.yml", name) for name in _WORKFLOWS
    }
    forms = {f".github/ISSUE_TEMPLATE/{name}.yml": making.file(f"github/{name}-form.yml") for name in _FORMS}
    return dict(
        sorted(
            {
                **shared,
                **workflows,
                **forms,
                ".github/dependabot.yml": making.file("github/dependabot.yml"),
                ".github/pull_request_template.md": making.prose("proposal"),
                ".github/CODEOWNERS": _owners(wanted),
            }.items()
        )
    )


def guide(code: str) -> str:
    """What the guide for editors is called in a language: in English until it has one of its own."""
    return GUIDES.get(code, GUIDES[SOURCE])


def _source(path: str) -> str:
    return (theme() / "scaffold" / "host" / path).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Making:
    """Filling in the sources for one repository."""

    wanted: Hosting

    def file(self, path: str, workflow: str = "") -> str:
        """A file with its pieces, values and words in place."""
        lines = self._lines(_source(path), workflow)
        return "\n".join(line for raw in lines for line in self._said(raw)) + "\n"

    def prose(self, name: str) -> str:
        """A text that is written in each language by itself."""
        code = self.wanted.language.code
        code = code if code in GUIDES else SOURCE
        return self._filled(_source(f"{code}/{name}-{self.wanted.host}.md"), "")

    def _lines(self, text: str, workflow: str, indent: str = "") -> list[str]:
        made: list[str] = []
        for raw in self._filled(text, workflow).splitlines():
            found = _INCLUDE.fullmatch(raw)
            if found is None:
                made.append(indent + raw if raw else "")
            else:
                made += self._lines(self._piece(found["name"]), workflow, indent + found["indent"])
        return made

    def _piece(self, name: str) -> str:
        if name == "request-fields":
            return _request_fields(self.wanted.language)
        return _source(f"pieces/{self.wanted.install if name == 'install' else name}")

    def _filled(self, text: str, workflow: str) -> str:
        wanted = self.wanted
        values = {
            "branch": wanted.branch,
            "version": wanted.version,
            "publish": "pages" if wanted.publish == "gitlab" else wanted.publish,
            "needed": "build" if wanted.publish == "artifact" else "build, deploy",
            "workflow": workflow,
            "up": wanted.up,
            "in folder": wanted.folder and _IN_FOLDER + json.dumps(wanted.folder),
            "go into folder": wanted.folder and "\n      cd " + shlex.quote(wanted.folder),
            "request heading": _heading(HEADINGS[0].said, wanted.language),
            "request title": json.dumps(_heading(PREFIXES, wanted.language), ensure_ascii=False),
            **{f"action {name}": f"{of}@{commit} # {tag}" for name, (of, commit, tag) in ACTIONS.items()},
        }
        return _VALUE.sub(lambda found: values.get(found[1], found[0]), text)

    def _said(self, line: str) -> list[str]:
        """A line with its words in the language: a comment in the lines it takes, a value in quotes."""
        speak = self.wanted.language
        if comment := _COMMENT.fullmatch(line):
            before = comment["before"]
            return textwrap.wrap(
                speak.text(comment["message"]), _WIDTH, initial_indent=before, subsequent_indent=before,
                break_long_words=False, break_on_hyphens=False,
            )  # fmt: skip
        if said := _SAID.fullmatch(line):
            return [said["before"] + json.dumps(speak.text(said["message"]), ensure_ascii=False)]
        return [_MESSAGE.sub(lambda found: speak.text(found[1]), line)]


def _heading(said: Mapping[str, str], language: Language) -> str:
    return said.get(language.code, said[SOURCE])


def _request_fields(language: Language) -> str:
    """The questions of the form for requests, out of the table by which its answers are read."""
    lines = []
    for row in HEADINGS:
        lines += [
            f"- type: {'textarea' if row.lines else 'input'}",
            f"  id: {row.name}",
            "  attributes:",
            f"    label: {json.dumps(_heading(row.said, language), ensure_ascii=False)}",
        ]
        if row.help:
            lines.append(f"    description: {json.dumps(_heading(row.help, language), ensure_ascii=False)}")
        if row.required:
            lines += ["  validations:", "    required: true"]
    return "\n".join(lines)


def _owners(wanted: Hosting) -> str:
    """A suggestion of who looks after which files; the host's own names of people are not known here."""
    decides = wanted.decisions
    speak = wanted.language
    top = f"/{wanted.folder}/" if wanted.folder else "/"
    rows = [
        (f"{top}backlog.toml", decides.decides or decides.plans),
        (f"{top}items/goals/", decides.decides or decides.prioritises),
        (f"{top}templates/", decides.plans),
        ("/.github/", decides.plans),
    ]
    everybody = tuple(wanted.people)[:1]
    lines = textwrap.wrap(speak.text(_OWNERS), _WIDTH, initial_indent="# ", subsequent_indent="# ")
    for path, asked in rows:
        ids = [one for one in asked if one in wanted.people] or everybody
        names = ", ".join(wanted.people[one] or one for one in ids)
        handles = " ".join(f"@{one}" for one in ids) or "@name"
        lines.append(f"# {path.ljust(16)} {handles}" + (f"   ({names})" if names else ""))
    return "\n".join(lines) + "\n"
