"""A third language, made of the messages themselves: accented, 40 % longer, in brackets.

The product is copied beside it with this one catalogue more, and nothing else: that is all that a
language takes. What then stands on a page in plain letters was never given to a translator.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from functools import lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import yaml
from babel.dates import get_day_names, get_month_names

from tests import words
from tests.conftest import EXAMPLES, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CODE, LOCALE = "fr", "fr_FR"
_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = "ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐ"
_LETTERS = str.maketrans(_PLAIN, _ACCENTED)
# What a translator leaves as it is: values to fill in, code, tags.
_KEPT = re.compile(r"(\{\w*\}|`[^`]*`|<[^<>]+>|https?://\S+)")
WORD = re.compile(r"[^\W\d_]+")
SPOKEN = ("title", "aria-label", "alt", "content", "placeholder", "data-words", "data-done", "data-label")
SILENT = {"code", "pre", "kbd", "samp", "script", "style"}


def pseudo(message: str) -> str:
    """A message in accented letters, 40 % longer, in brackets.

    >>> pseudo("Rank {rank} of {all}")
    '⟦Řȧȧȧƞķ {rank} ǿǿǿƒ {all}⟧'
    """
    parts = _KEPT.split(message)
    vowels = sum(letter in "aeiouAEIOU" for part in parts[::2] for letter in part)
    wanted = round(sum(map(len, parts[::2])) * 0.4)
    times, more = divmod(wanted, vowels) if vowels else (0, 0)
    made = []
    for number, part in enumerate(parts):
        if number % 2:
            made.append(part)
            continue
        for letter in part:
            is_vowel = letter in "aeiouAEIOU"
            extra = times + (more > 0) if is_vowel else 0
            more -= is_vowel and more > 0
            made.append(letter.translate(_LETTERS) + letter.lower().translate(_LETTERS) * extra)
    return f"⟦{''.join(made)}⟧"


def catalogue() -> bytes:
    """The catalogue of the language: every message of the product."""
    made = words.catalogue({}, LOCALE)
    for message in made:
        if message.id:
            forms = message.id if isinstance(message.id, tuple) else (message.id,)
            # What stands before the colon tells translators what a word names; none says it.
            said = tuple(pseudo(re.sub("^(Column|Channel): ", "", form)) for form in forms)
            message.string = said if isinstance(message.id, tuple) else said[0]
    return words.mo_bytes(words.po_bytes(made))


def house(folder: Path) -> Path:
    """The product with one catalogue more."""
    shutil.copytree(ROOT / "backlog", folder / "backlog", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "templates", folder / "templates")
    file = folder / "backlog/locales" / CODE / "LC_MESSAGES/backlog.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(catalogue())
    return folder


def run(home: Path, root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run that product in a repository, as its users do."""
    import os

    return subprocess.run(
        [sys.executable, "-m", "backlog", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(home), "NO_COLOR": "1", "COLUMNS": "100"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def sites(folder: Path) -> dict[str, Path]:
    """Our own backlog and the English example in this language, built; by name, and the product as `house`."""
    found = {"house": house(folder / "house")}
    for name, source in (("own", ROOT), ("english", EXAMPLES / "english")):
        root = found[name] = folder / name
        root.mkdir()
        shutil.copytree(source / "items", root / "items")
        text = re.sub("(?m)^language = .*\n", "", (source / "backlog.toml").read_text("utf-8"))
        (root / "backlog.toml").write_text(f'language = "{CODE}"\n{text}', "utf-8")
        done = run(found["house"], root, "--no-git", "build")
        assert done.returncode == 0, done.stdout + done.stderr
    return found


def texts(value: Any) -> Iterator[str]:
    """Every text in a value, without the names of keys that are ours."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif value is not None:
        yield str(value)


def told_by_team(root: Path) -> str:
    """All words that the team wrote, one after the other: values of files and settings, bodies, ids."""
    said: list[str] = []
    settings = tomllib.loads((root / "backlog.toml").read_text("utf-8"))
    said += texts(settings)
    said += [name for table in settings.values() if isinstance(table, dict) for name in table]
    for path in sorted((root / "items").rglob("*.md")):
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        said += [*texts(yaml.safe_load(front)), body, path.relative_to(root).as_posix()]
    return f" {' '.join(word for text in said for word in WORD.findall(text))} "


@lru_cache(1)
def dates() -> frozenset[str]:
    """Words in which the language says days and lists, which come from its locale."""
    names = [
        name
        for width in ("wide", "abbreviated")
        for table in (get_month_names, get_day_names)
        for context in ("format", "stand-alone")
        for name in table(width, context, LOCALE).values()
    ]
    return frozenset({word for name in names for word in WORD.findall(name)} | {"et", "er"})


def untranslated(text: str, team: str, allowed: Iterable[str] = ()) -> list[str]:
    """Pieces of a text in plain letters that neither the team wrote nor a date needs.

    A piece is what stands between accented words, numbers, punctuation, words of dates and what is
    `allowed`; the team has to have written all of it in a row.
    """
    text = re.sub(r"`[^`]*`|https?://\S+|\[@\]", " · ", text)
    between = "|".join(map(re.escape, sorted({*dates(), *allowed}, key=len, reverse=True)))
    pieces = re.split(rf"\b(?:{between})\b|[^\w\s]|\d+|[{_ACCENTED}]+", text)
    plain = (" ".join(WORD.findall(piece)) for piece in pieces)
    return [piece for piece in plain if piece and f" {piece} " not in team]


class Spoken(HTMLParser):
    """What a page says to people: texts, and attributes that are shown or read out."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.within = 0
        self.languages: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.within += tag in SILENT
        named = tag == "meta" and given.get("name") != "description"
        own = "lang" in given and tag != "html"  # a word of another language, and marked so
        self.within += own and tag in {"a", "strong"}
        self.languages += [tag] if own and tag in {"a", "strong"} else []
        self.said += [
            value
            for name, value in attrs
            if name in SPOKEN and value and not named and not (tag == "link" and name == "title" and own)
        ]

    def handle_endtag(self, tag: str) -> None:
        self.within -= tag in SILENT
        if self.languages and self.languages[-1] == tag:
            self.languages.pop()
            self.within -= 1

    def handle_data(self, data: str) -> None:
        if not self.within and data.strip():
            self.said.append(data)


def spoken(page: str) -> list[str]:
    """Everything that a page says."""
    parser = Spoken()
    parser.feed(page)
    parser.close()
    return parser.said
