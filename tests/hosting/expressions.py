"""Expressions of workflows, as far as ours go: values, comparisons, `&&`, `||`, `!`, and a handful of functions."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>\d+)|(?P<word>[A-Za-z_][\w-]*)|(?P<sign>&&|\|\||==|!=|[!().,*\[\]]))"
)
LITERALS = {"true": True, "false": False, "null": None}


def filled(text: str, context: Mapping[str, Any]) -> str:
    """A value of the YAML with its `${{ … }}` in place."""
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: as_text(value(found[1], context)), text, flags=re.DOTALL)


def holds(condition: str, context: Mapping[str, Any]) -> bool:
    """Whether an `if:` lets a step or job run; without a word about the state before, only after success."""
    found = re.fullmatch(r"\s*\$\{\{(.*)\}\}\s*", condition, re.DOTALL)
    inner = found[1] if found else condition
    told = bool(value(inner, context))
    return told and (
        bool(re.search(r"\b(?:success|failure|cancelled|always)\(", inner)) or context["success"]
    )


def as_text(given: object) -> str:
    """A value as the host writes it into an environment."""
    if given is None:
        return ""
    if isinstance(given, bool):
        return str(given).lower()
    return str(given)


def value(text: str, context: Mapping[str, Any]) -> Any:
    """What an expression comes to."""
    reader = _Reader(text, context)
    made = reader.either()
    assert not reader.tokens, f"{text}: {reader.tokens}"
    return made


class _Reader:
    def __init__(self, text: str, context: Mapping[str, Any]) -> None:
        self.context = context
        self.tokens: list[tuple[str, str]] = []
        at = 0
        text = text.rstrip()
        while at < len(text):
            found = _TOKEN.match(text, at)
            assert found, text[at:]
            self.tokens.append((str(found.lastgroup), found[str(found.lastgroup)]))
            at = found.end()

    def takes(self, *signs: str) -> str:
        if self.tokens and self.tokens[0] in [("sign", sign) for sign in signs]:
            return self.tokens.pop(0)[1]
        return ""

    def either(self) -> Any:
        made = self.both()
        while self.takes("||"):
            other = self.both()
            made = made or other
        return made

    def both(self) -> Any:
        made = self.compared()
        while self.takes("&&"):
            other = self.compared()
            made = made and other
        return made

    def compared(self) -> Any:
        made = self.single()
        if sign := self.takes("==", "!="):
            same = as_text(made).lower() == as_text(self.single()).lower()
            return same if sign == "==" else not same
        return made

    def single(self) -> Any:
        if self.takes("!"):
            return not self.single()
        if self.takes("("):
            made = self.either()
            assert self.takes(")")
            return made
        kind, word = self.tokens.pop(0)
        if kind == "text":
            return word[1:-1].replace("''", "'")
        if kind == "number":
            return int(word)
        assert kind == "word", word
        if word in LITERALS:
            return LITERALS[word]
        return self.called(word) if self.takes("(") else self.below(self.context.get(word))

    def called(self, name: str) -> Any:
        given = []
        while not self.takes(")"):
            given.append(self.either())
            self.takes(",")
        functions: dict[str, Callable[..., Any]] = {
            "contains": lambda whole, part: (
                part in whole if isinstance(whole, list) else as_text(part).lower() in as_text(whole).lower()
            ),
            "fromJSON": json.loads,
            "cancelled": lambda: False,
            "always": lambda: True,
            "success": lambda: self.context["success"],
            "failure": lambda: not self.context["success"],
        }
        return functions[name](*given)

    def below(self, made: Any) -> Any:
        while self.takes("."):
            if self.takes("*"):
                assert self.takes(".")
                name = self.tokens.pop(0)[1]
                made = [entry.get(name) for entry in made or []]
            else:
                name = self.tokens.pop(0)[1]
                made = made.get(name) if isinstance(made, Mapping) else None
        return made
