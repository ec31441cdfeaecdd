"""The file of a new item: its front matter comes from the table of fields, the text below from a template."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.config.defaults import default_channels
from backlog.config.sections import Kind
from backlog.content.choices import SCALES
from backlog.content.fields import ITEM, Field
from backlog.content.values import status_word
from backlog.formats.scaffold import quoted
from backlog.site.scales import scale
from backlog.spelling import ID, LONGEST_ID, id_of, same, stem_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from backlog.config.sections import Config, Status
    from backlog.language import Language
    from backlog.model import Backlog

# What a new item asks for: everything that is required before work on it begins.
ASKED = tuple(
    row for row in ITEM if row.required is not None and row.required.position <= Kind.PLANNED.position
)
MOST_SHOWN = 12
LINE = 100
_FALLBACK = {"de": "aufgabe"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A field to fill in: its name in the file, what it means, and the values that it takes."""

    name: str
    help: str
    values: str


def item_text(
    template: str,
    title: str,
    *,
    status: Status,
    day: date,
    config: Config,
    questions: Iterable[Question],
    asking: str = "",
) -> str:
    """The template with its `{{fields}}` (or `{{title}}`, `{{status}}`, `{{created}}`) filled in.

    `asking` is who asked for it, as a value of the front matter.
    """
    said = {"title": quoted(title), "status": quoted(status_word(status, config)), "created": day.isoformat()}
    given = {**said, "requested_by": asking} if asking else said
    asked = {question.name: question for question in questions}
    lines: list[str] = []
    for row in ITEM:  # in the order that `fmt` would give them
        name = name_of(row, config)
        if row.name in given:
            lines.append(f"{name}: {given[row.name]}")
        elif name in asked:
            lines += _asked(asked[name])
    words = {**said, "fields": "\n".join(lines)}
    return re.sub(r"\{\{(\w+)\}\}", lambda match: words.get(match[1], match[0]), template)


def _asked(question: Question) -> list[str]:
    """The empty line of a field, below what it means."""
    hint = question.help + (f" ({question.values})" if question.values else "")
    said = textwrap.wrap(
        hint,
        LINE,
        initial_indent="# ",
        subsequent_indent="#   ",
        break_long_words=False,
        break_on_hyphens=False,  # an id in two pieces is none
    )
    return [*said, f"{question.name}:"]


def questions_of(
    config: Config, language: Language, known: Mapping[str, Iterable[str]]
) -> tuple[Question, ...]:
    """What a new item asks for; `known` are the ids that a reference may name, by what it leads to."""
    return tuple(
        Question(
            name=name_of(row, config),
            help=language.text(row.help),
            values=_scale(row, config, language) if row.name in SCALES else _some(known.get(row.to, ())),
        )
        for row in ASKED
        if row.name not in {"title", "status"}
    )


def known_ids(backlog: Backlog) -> dict[str, tuple[str, ...]]:
    """The ids that a new item may refer to: goals that are active, people who are still there."""
    config = backlog.config
    return {
        "goal": tuple(goal.id for goal in backlog.goals if goal.status == "active"),
        "person": tuple(id_ for id_, person in config.people.items() if person.until is None),
        "channel": tuple(config.channels or default_channels(config.language)),
        "metric": tuple(config.metrics),
    }


def _some(ids: Iterable[str]) -> str:
    shown = tuple(ids)
    return ", ".join(shown[:MOST_SHOWN]) + (" …" if len(shown) > MOST_SHOWN else "")


def _scale(row: Field, config: Config, language: Language) -> str:
    steps = scale(config, row.name)
    return ", ".join(
        f"{step.number} = {step.text if step.own else language.text(step.text)}" for step in steps
    )


def name_of(row: Field, config: Config) -> str:
    """What new files call a field: the repository's own name, else that of its language."""
    return config.fields.get(row.name) or (row.german if config.language == "de" else row.name)


def free_id(title: str, backlog: Backlog, day: date) -> str:
    """An id made of the title that nothing has, had or would have; its day tells it from an earlier one.

    Never counted upwards first: two branches would take the same number.
    """
    paths = [file.path for file in backlog.refused]
    taken = {same(item.id) for item in backlog.items} | {same(goal.id) for goal in backlog.goals}
    taken |= {same(initiative.id) for initiative in backlog.initiatives}
    taken |= {same(former) for item in backlog.items for former in item.formerly}
    taken |= {same(stem_of(path)) for path in paths} | {"index"}
    made = id_of(title)
    base = made if ID.fullmatch(made) else _FALLBACK.get(backlog.config.language, "item")
    dated = f"{base[: LONGEST_ID - 16].rstrip('-')}-{day.isoformat()}"
    names = [base, dated, *(f"{dated}-{number}" for number in range(2, 1000))]
    return next(name for name in names if same(name) not in taken)
