"""How a text is written as a value: in quotes only where it needs them, or as the one it replaces was."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import yaml

from backlog.content.encoding import unix_lines
from backlog.content.field import Type
from backlog.content.frontmatter import LOADER

if TYPE_CHECKING:
    from backlog.editing.tree import Piece

NUMBERS = frozenset({Type.RATING, Type.INTEGER, Type.NUMBER, Type.BOOLEAN})
"""Types whose values stand without quotes."""

_MEANT_OTHERWISE = re.compile(r"(?i)true|false|yes|no|on|off|y|n|null|~")
_HEADER = re.compile(r"(?P<sign>[|>])(?P<chomp>[-+]?)[0-9]?[-+]?(?P<comment>[ \t]+#[^\r\n]*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a value is to stand.

    `flow`: within brackets. `commented`: a comment follows on the line, so that a text without quotes
    would seem to go on in it. `indent` is how deep the lines of a text of several lines stand, 0 where
    there is no room for them; `ending` ends lines here.
    """

    type: Type
    flow: bool = False
    commented: bool = False
    indent: int = 0
    ending: str = "\n"


def written(text: str, setting: Setting) -> str:
    """A text as a value of the front matter.

    >>> written("SEO: mehr", Setting(type=Type.TEXT))
    '"SEO: mehr"'
    """
    text = meant(text)
    if setting.type in NUMBERS:
        return text
    if "\n" in text and setting.indent and not setting.flow:
        return "|" + _lines(text, setting)
    as_text = setting.type is Type.TEXT and (setting.commented or _MEANT_OTHERWISE.fullmatch(text))
    if is_plain(text, flow=setting.flow) and not as_text:
        return text
    return _single(text) if ('"' in text or "\\" in text) and "\n" not in text else _double(text)


def rewritten(text: str, old: Piece, source: str, setting: Setting) -> str:
    """A text in place of an old value, whose `source` is how it stands in the file.

    What is written as we would write it is replaced by what we would write; other quotes are somebody's
    choice and stay.
    """
    text = meant(text)
    if setting.type in NUMBERS or source == written(old.text, setting):
        return written(text, setting)
    if old.style in {"literal", "folded"} and setting.type is Type.TEXT and setting.indent:
        header = _HEADER.match(source)
        first = re.search(r"(?:\r\n|\r|\n)( +)", source)
        indent = len(first[1]) if first else setting.indent
        sign, chomp, comment = header.group("sign", "chomp", "comment") if header else ("|", "", "")
        sign = "|" if "\n" in text else sign
        lines = _lines(text, Setting(type=setting.type, indent=indent, ending=setting.ending))
        return f"{sign}{chomp}{comment or ''}{lines}"
    if old.style == "single" and "\n" not in text:
        return _single(text)
    if old.style == "double" and "\n" not in text:
        return _double(text)
    return written(text, setting)


def meant(text: str) -> str:
    """The text as the fields take it: without what stands around it, with LF between its lines."""
    if "\n" not in text and "\r" not in text:
        return text.strip()
    return "\n".join(line if line.strip() else "" for line in unix_lines(text).strip().split("\n"))


@lru_cache(maxsize=4096)
def is_plain(text: str, *, flow: bool) -> bool:
    """Whether a text can stand without quotes and still is that text."""
    if not text or "\n" in text or "\t" in text:
        return False
    if flow:
        return _reads(f"{{k: {text}}}", text) and _reads(f"{{k: [{text}]}}", text)
    return _reads(f"k: {text}", text) and _reads(f"- {text}", text)


def _reads(line: str, text: str) -> bool:
    try:
        events = list(yaml.parse(line, Loader=LOADER))
    except yaml.YAMLError:
        return False
    scalars = [event for event in events if isinstance(event, yaml.ScalarEvent) and event.value != "k"]
    others = [event for event in events if getattr(event, "tag", None) or getattr(event, "anchor", None)]
    if text == "k":
        return True
    return len(scalars) == 1 and not others and scalars[0].value == text and not scalars[0].style


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _double(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _lines(text: str, setting: Setting) -> str:
    margin = " " * setting.indent
    return "".join(setting.ending + (margin + line if line.strip() else "") for line in text.split("\n"))
