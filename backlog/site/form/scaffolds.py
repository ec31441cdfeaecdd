"""The scaffold of items as the form fills it in: lines of the front matter, and the text in sections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import TemplateNotFound

from backlog.content.fields import ITEM
from backlog.language import SOURCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from backlog.config.sections import Config

_KEY = re.compile(r"([^\s#:-][^:]*?)\s*:(?:\s|$)")
_TASK = re.compile(r"^[-*+] \[[ xX]\]", re.MULTILINE)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading of the text with what stands below it until somebody fills it in.

    `name` is `description`, `criteria`, or `section-2` and so on for what a scaffold asks beside them;
    nothing where the heading is made of the file's own values.
    """

    name: str
    heading: str
    text: str

    @property
    def label(self) -> str:
        """The heading without its marks."""
        return self.heading.lstrip("# ").strip()

    @property
    def prompt(self) -> str:
        """What the scaffold's comment says about it."""
        return " ".join(" ".join(_COMMENT.findall(self.text)).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaffold:
    """Lines of the front matter that are the repository's own, and the sections below."""

    front: tuple[str, ...]
    sections: tuple[Section, ...]


def item_scaffold(source: Callable[[str], str], config: Config) -> Scaffold:
    """The scaffold that `new` would use: the repository's own, in its language or in any, else ours.

    `source` gives a template's text, the repository's own first; `default/…` is the packaged one.
    """
    name = f"item.{config.language}.md"

    def given(template: str) -> str:
        try:
            return source(template).removeprefix("\ufeff").replace("\r\n", "\n")
        except TemplateNotFound:
            return ""

    own = given(name)
    if own == given(f"default/{name}"):
        own = given("item.md") or own
    return parsed(own or given(f"item.{SOURCE}.md"), config)


def parsed(text: str, config: Config) -> Scaffold:
    """A template's text as lines and sections."""
    lines = text.split("\n")
    fences = [number for number, line in enumerate(lines) if line.rstrip() == "---"][:2]
    end = fences[1] if len(fences) > 1 and fences[0] == 0 else -1
    front = lines[1:end] if end > 0 else []
    body = "\n".join(lines[end + 1 :])
    return Scaffold(front=tuple(_own_lines(front, config)), sections=tuple(_sections(body)))


def _own_lines(lines: list[str], config: Config) -> Iterator[str]:
    """What the form does not write itself: fields that only this repository has."""
    known = {name for row in ITEM for name in (row.name, row.german)} | set(config.fields.values())
    known |= set(config.content.extra_fields)
    is_own = False
    for line in lines:
        if line.strip() in {"", "{{fields}}"} or line.startswith("#"):
            continue
        if not line.startswith((" ", "-")):
            key = _KEY.match(line)
            is_own = key is not None and key[1].strip("\"'") not in known
        if is_own:
            yield line


def _sections(body: str) -> Iterator[Section]:
    """The first section without boxes is the description; the first with boxes holds the criteria."""
    parts = re.split(r"^(#{1,6} .*)$", body, flags=re.MULTILINE)
    pairs = [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    found = [(heading.strip(), text.strip("\n")) for heading, text in pairs if heading or text.strip()]
    tasks = next((number for number, (_, text) in enumerate(found) if _TASK.search(text)), None)
    if tasks is None:
        tasks = len(found)
        found.append(("", ""))
    if len(found) == 1:
        found.insert(0, ("", ""))
        tasks = 1
    asking = [number for number, (heading, _) in enumerate(found) if number != tasks and "{{" not in heading]
    names = {number: f"section-{number + 1}" for number in asking}
    names |= {tasks: "criteria", **dict.fromkeys(asking[:1], "description")}
    for number, (heading, text) in enumerate(found):
        yield Section(name=names.get(number, ""), heading=heading, text=text)
