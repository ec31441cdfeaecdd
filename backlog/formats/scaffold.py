"""What `init` writes: the files of a working repository, filled in for a day, a team and its goals.

The texts lie under `scaffold/<language>/` of the theme, laid out as they will stand. In them
`{{day -12}}` is the working day so many days from the report day, `{{goal 2}}` and `{{owner 3}}` are ids.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from backlog.language import SOURCE
from backlog.rules.owners import is_nobody
from backlog.site.theme import theme
from backlog.spelling import id_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

MOST_GOALS = 3
_PLACEHOLDER = re.compile(r"\{\{([^{}]+)\}\}")
_LOOKS_LIKE_A_VALUE = re.compile(r"(?i)(?:true|false|yes|no|on|off|y|n|null|ja|nein)")
_LEAST_LEFT = 21  # days: a goal whose quarter is all but over tells nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """What a team is proposed in its language: the folder of the examples, a title, three people."""

    language: str
    folder: str
    title: str
    people: tuple[str, ...]


SAMPLES = (
    Samples(
        language=SOURCE,
        folder="examples",
        title="Marketing at Sample Company",
        people=("Anna Palmer", "Ben Okafor", "Claire Ashdown"),
    ),
    Samples(
        language="de",
        folder="beispiele",
        title="Marketing Musterfirma",
        people=("Anna Schmidt", "Jonas Weber", "Claudia Berg"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What `init` was told. `goals` are figures to reach by title (without any: samples), `people` names.

    `remove` is the command that removes the samples, as the user's shell takes it; `branch` the main one;
    `guide` the file that says how to take part at the host, if there is a host.
    """

    language: str
    today: date
    title: str
    goals: Mapping[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    remove: str = ""
    branch: str = "main"
    guide: str = ""


def scaffold(answers: Answers) -> dict[str, str]:
    """Text by path, the configuration last: who finds it knows that everything else is there."""
    top = theme() / "scaffold"
    told = samples_in(answers.language)
    tree = dict(_walk(top / told.language))
    tree["backlog.toml"] = tree["backlog.toml"].replace(
        f'language = "{told.language}"', f'language = "{answers.language}"'
    )
    goal = tree.pop("goal.md")
    if not answers.guide:
        tree["README.md"] = re.sub(r".*\{\{guide\}\}.*\n", "", tree["README.md"])
    samples = sample_goals(answers.language)
    if answers.goals:
        for path in samples:
            del tree[path]
        goals = _unique(tuple(answers.goals), "ziel" if answers.language == "de" else "goal")
        for id_, title in goals.items():
            tree[f"items/goals/{id_}.md"] = goal.replace("{{goal title}}", quoted(title)).replace(
                "{{goal target}}", answers.goals[title]
            )
    else:
        goals = {path.rpartition("/")[2].removesuffix(".md"): "" for path in _in_order(samples, tree)}
    people = _unique(answers.people or told.people, "person", first_name=True)
    tree[".gitignore"] = (top / "gitignore").read_text(encoding="utf-8")
    words = _Words(answers=answers, goals=tuple(goals), people=people)
    config = tree.pop("backlog.toml")
    if answers.branch != "main":
        config = config.replace("\ntimezone", f"\nbranch = {in_toml(answers.branch)}\ntimezone", 1)
    filled = {
        path.replace("monday", _monday(answers.today).isoformat()): words.fill(text)
        for path, text in sorted(tree.items())
    }
    return {**filled, "backlog.toml": words.fill(config)}


def samples_in(language: str) -> Samples:
    """The samples for a team of some language: in English until there are any in its own."""
    return next((samples for samples in SAMPLES if samples.language == language), SAMPLES[0])


def sample_goals(language: str) -> list[str]:
    """The paths of the sample goals, sorted."""
    tree = _walk(theme() / "scaffold" / samples_in(language).language)
    return [path for path, _ in tree if path.startswith("items/goals/")]


def _walk(folder: Traversable, above: str = "") -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _walk(entry, f"{above}{entry.name}/")
        else:
            yield above + entry.name, entry.read_text(encoding="utf-8")


def _in_order(paths: list[str], tree: dict[str, str]) -> list[str]:
    """Sample goals, the one that should get most of the effort first."""

    def share(path: str) -> int:
        found = re.search(r"(?:anteil|share): (\d+)", tree[path])
        return int(found[1]) if found else 0

    return sorted(paths, key=lambda path: (-share(path), path))


def _unique(names: tuple[str, ...], fallback: str, *, first_name: bool = False) -> dict[str, str]:
    """Names by an id made of each: of the first name where no two share it."""
    made: dict[str, str] = {}
    for name in names:
        whole = id_of(name) or fallback
        short = id_of(name.split()[0]) if first_name and name.split() else ""
        taken = [one for one in (short, whole, *(f"{whole}-{number}" for number in range(2, 99)))
                 if one and one not in made and not is_nobody(one)]  # fmt: skip
        made[taken[0]] = name
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What the placeholders of the scaffold stand for."""

    answers: Answers
    goals: tuple[str, ...]
    people: dict[str, str]

    def fill(self, text: str) -> str:
        return _PLACEHOLDER.sub(lambda match: self.word(match[1]), text)

    def word(self, placeholder: str) -> str:
        name, _, argument = placeholder.partition(" ")
        number = int(argument) if argument.lstrip("-").isdigit() else 0
        answers = self.answers
        words = {
            "day": lambda: working_day(answers.today, number).isoformat(),
            "monday": lambda: _monday(answers.today).isoformat(),
            "period": lambda: _period(answers.today, answers.language),
            "goal": lambda: self.goals[(number - 1) % len(self.goals)],
            "owner": lambda: list(self.people)[(number - 1) % len(self.people)],
            "everybody": lambda: ", ".join(self.people),
            "people": lambda: "\n".join(_person(id_, name) for id_, name in self.people.items()),
            "title": lambda: in_toml(answers.title),
            "plain": lambda: answers.title,
            "remove": lambda: answers.remove,
            "guide": lambda: answers.guide,
        }
        return words[name]()


def _person(id_: str, name: str) -> str:
    return f"[people.{id_}]\nname = {in_toml(name)}\n"


def working_day(today: date, days: int) -> date:
    """The day so many days away, moved off a weekend: into the past up to today, else into the future."""
    day = today + timedelta(days=days)
    if day.weekday() < 5:  # noqa: PLR2004 - Saturday
        return day
    return day - timedelta(days=day.weekday() - 4) if days <= 0 else day + timedelta(days=7 - day.weekday())


def _monday(today: date) -> date:
    """The last Monday before today: the day of a review whose minutes are on file."""
    return today - timedelta(days=today.weekday() or 7)


def _period(today: date, language: str) -> str:
    """The running quarter; together with the next one where hardly anything is left of it."""
    quarter = (today.month - 1) // 3
    last = _first_of(today.year, 3 * quarter + 3) - timedelta(days=1)
    if (last - today).days >= _LEAST_LEFT:
        return f"{today.year}-Q{quarter + 1}"
    first, end = (
        _first_of(today.year, 3 * quarter),
        _first_of(today.year, 3 * quarter + 6) - timedelta(days=1),
    )
    begin, until = ("von", "bis") if language == "de" else ("from", "to")
    return f"{{{begin}: {first}, {until}: {end}}}"


def _first_of(year: int, months: int) -> date:
    return date(year + months // 12, months % 12 + 1, 1)


def quoted(text: str) -> str:
    """A text as a value of the front matter: in quotes where it could be taken for something else."""
    risky = ": " in text or " #" in text or text.endswith((":", " ")) or _LOOKS_LIKE_A_VALUE.fullmatch(text)
    plain = text[:1].isalpha() and text.isprintable() and not risky
    return text if plain else json.dumps(text, ensure_ascii=False)


def in_toml(text: str) -> str:
    """A text as a value of the configuration."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
