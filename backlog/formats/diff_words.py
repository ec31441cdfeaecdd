"""What a comparison says of values: as people know them, and as a host may show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from backlog.content.fields import TABLES, Field, Type
from backlog.formats.host_text import host_text
from backlog.formats.mail import Markdown
from backlog.model import Block, Cost, Period, Result
from backlog.report.audience import NOBODY
from backlog.report.cards import known_channels
from backlog.site.people import naming
from backlog.site.terms import term
from backlog.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backlog.comparison.shapes import FieldChange
    from backlog.config.sections import Channel, Metric, Partner
    from backlog.language import Language
    from backlog.model import Goal, Initiative, Item
    from backlog.report import Report

NOTHING = Markdown("–")
ARROW = "→"
_SENTENCE = 3
_ROWS = {kind: {row.name: row for row in table} for kind, table in TABLES.items()}
_PEOPLE = frozenset({"requested_by", "sponsor"})
_GROUPS = {"again": "again", "outcome": "outcome", "purpose": "purpose", "reason": "reason"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What writes in a language; a text of a file has so many `letters` at most, a list so many `rows`."""

    language: Language
    letters: int = 100
    rows: int = 200

    def text(self, message: str, **values: object) -> Markdown:
        """A sentence, the texts in it as they may be shown."""
        return Markdown(self.language.text(message, **self._shown(values)))

    def plural(self, one: str, many: str, count: int, **values: object) -> Markdown:
        """As `text`, in the form that fits `count`."""
        return Markdown(self.language.plural(one, many, count, **self._shown(values)))

    def list(self, entries: Iterable[str]) -> Markdown:
        """`a, b and c`."""
        return Markdown(self.language.list(self.shown(entry) for entry in entries))

    def shown(self, text: str) -> Markdown:
        """A text of a file, as long as it may be."""
        return host_text(text, self.letters)

    def sentence(self, text: str) -> Markdown:
        """What a rule says, which quotes texts of files: longer than one of them."""
        return host_text(text, _SENTENCE * self.letters)

    def _shown(self, values: dict[str, object]) -> dict[str, object]:
        return {
            name: self.shown(value) if isinstance(value, str) else value for name, value in values.items()
        }

    def field(self, name: str, kind: str = "item") -> Markdown:
        """What a field of a change is called."""
        if name.startswith("extra."):
            return self.shown(name.removeprefix("extra."))
        if name == "path":
            return self.text("File")
        if name == "id":
            return Markdown("Id")
        known = {("goal", "status"): "status"}
        return self.text(term("field", known.get((kind, name), name)))

    def number(self, value: object, places: int | None = None) -> Markdown:
        """A number; nothing said where there is none."""
        return NOTHING if value is None else Markdown(self.language.number(value, places))  # type: ignore[arg-type]

    def both(self, before: str, after: str) -> Markdown:
        """`before → after`, or once what is the same."""
        return Markdown(before if before == after else f"{before} {ARROW} {after}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names of what one state refers to."""

    report: Report
    words: Words

    def status(self, id_: str) -> Markdown:
        """A column's name."""
        known = self.report.backlog.status_by_id.get(id_)
        return self.words.shown(known.name if known else id_)

    def person(self, id_: str | None) -> Markdown:
        """Whoever is meant, as far as names are shown; nothing where nobody is to be named."""
        return self.words.shown(naming(self.report.config)(id_))

    def goal(self, goal: Goal) -> Markdown:
        """The title of a goal, with its period where another one has the same title."""
        title = self.words.shown(goal.title)
        if sum(fold(one.title) == fold(goal.title) for one in self.report.backlog.goals) < 2:  # noqa: PLR2004
            return title
        return Markdown(f"{title} ({self.words.shown(goal.period.text if goal.period else goal.id)})")

    def value(self, change_field: str, value: object, kind: str = "item") -> Markdown:
        """A value of a field, as people know it."""
        if value is None or value in ((), "", NOBODY):
            return NOTHING
        if change_field == "criteria" and isinstance(value, tuple):
            done, total = value
            return self.words.text("{done} of {count} ticked", done=done, count=total)
        row = _ROWS[kind].get(change_field)
        if row is None:
            return self.words.shown(str(value))
        if change_field in _PEOPLE:
            return self.person(str(value)) or NOTHING
        return self._of(row, value) or NOTHING

    def _of(self, row: Field, value: object) -> Markdown:
        words = self.words
        if row.type is Type.CHOICE:
            group = "goal status" if row.name == "status" else _GROUPS.get(row.name, "purpose")
            said = words.text(term(group, str(value)))
        elif row.type is Type.STATUS:
            said = self.status(str(value))
        elif row.type is Type.REFERENCE:
            said = self._referred(row.to, str(value))
        elif isinstance(value, date):
            form = "brief" if value.year == self.report.today.year else "digits"
            said = Markdown(words.language.date(value, form))
        elif isinstance(value, int | Decimal):
            said = Markdown(words.language.number(value))
        elif isinstance(value, tuple):
            said = self._several(row, value)
        elif isinstance(value, Cost | Result):
            said = self._mapping(value)
        else:
            said = words.shown(value.text if isinstance(value, Period) else str(value))
        return said

    def _referred(self, to: str, id_: str) -> Markdown:
        backlog, config = self.report.backlog, self.report.config
        if to == "person":
            return self.person(id_)
        if to == "goal" and id_ in backlog.goal_by_id:
            return self.goal(backlog.goal_by_id[id_])
        if to in {"goal", "initiative", "item"}:
            entry: Initiative | Item | None = (
                backlog.initiative_by_id.get(id_) if to == "initiative" else backlog.item_by_id.get(id_)
            )
            return self.words.shown(entry.title if entry and to != "goal" else id_)
        known: Channel | Metric | Partner | None = (
            known_channels(config).get(id_)
            if to == "channel"
            else config.metrics.get(id_)
            if to == "metric"
            else config.partners.get(id_)
        )
        return self.words.shown((known.name if known else "") or id_)

    def _several(self, row: Field, values: tuple[object, ...]) -> Markdown:
        if row.name == "history":
            return self.words.plural("{count} move", "{count} moves", len(values))
        told = [
            self._block(one) if isinstance(one, Block) else self._entry(row, str(one)) for one in values[:5]
        ]
        return Markdown(", ".join(told) + (" …" if len(values) > len(told) else ""))

    def _entry(self, row: Field, text: str) -> Markdown:
        inner = row.of[0] if row.of else row
        return self._referred(inner.to, text) if inner.to else self.words.shown(text)

    def _block(self, block: Block) -> Markdown:
        words = self.words
        parts = [words.text(term("reason", block.reason)) if block.reason else words.text("Blocked")]
        if block.note:
            parts[0] = Markdown(f"{parts[0]} ({words.shown(block.note)})")
        if block.since:
            parts.append(words.text("since {day}", day=Markdown(words.language.date(block.since, "brief"))))
        if block.until:
            parts.append(words.text("until {day}", day=Markdown(words.language.date(block.until, "brief"))))
        return Markdown(" ".join(parts))

    def _mapping(self, value: Cost | Result) -> Markdown:
        words = self.words
        if isinstance(value, Cost):
            told = [("cost.planned", value.planned), ("cost.actual", value.actual)]
            return Markdown(
                ", ".join(
                    f"{words.field(name)} {words.language.number(euros)} €"
                    for name, euros in told
                    if euros is not None
                )
            )
        parts = [words.shown(value.value)] if value.value else []
        parts += [words.text(term("outcome", value.outcome))] if value.outcome else []
        parts += [words.text(term("again", value.again))] if value.again else []
        return Markdown(", ".join(parts))


def both_names(comparison_before: Report, comparison_after: Report, words: Words) -> tuple[Names, Names]:
    """The names of the two states."""
    return Names(report=comparison_before, words=words), Names(report=comparison_after, words=words)


def told(change: FieldChange, names: tuple[Names, Names], kind: str = "item") -> tuple[Markdown, Markdown]:
    """What a field said and says; that it changed, where nothing else is to be told."""
    before = names[0].value(change.field, change.before, kind)
    after = names[1].value(change.field, change.after, kind)
    if before == after:
        return Markdown(""), names[1].words.text("changed")
    return before, after
