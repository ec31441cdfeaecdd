"""What one chooses for the items that one ticks on a page, and the line of a change that it makes.

The lines are those that `backlog apply` reads: `landingpage → In Arbeit`, `newsletter wirkung = 4`. Here
stands what comes behind the id; names are those of the repository's own language, whatever the site's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.config.load import home_of
from backlog.content.choices import SCALES
from backlog.content.fields import ITEM
from backlog.language import N_
from backlog.site.form.controls import options_of
from backlog.site.scales import scale
from backlog.site.terms import TERMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.config.sections import Config
    from backlog.content.fields import Field
    from backlog.report import Report

_ROWS: Mapping[str, Field] = {row.name: row for row in ITEM}
_REASON = next(row for row in _ROWS["blocked"].of if row.name == "reason")
RATINGS = range(1, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What one chooses: `line` is what is said of an item, behind its id; `own` labels are no message ids.

    A rating has its `number`, and a label only where its scale has one.
    """

    line: str
    label: str
    own: bool = True
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Choices of which an item takes one. `title` is a message id; with `note`, words may be added."""

    title: str
    choices: tuple[Choice, ...]
    note: bool = False


def groups(report: Report) -> tuple[Group, ...]:
    """What may be chosen, in the order in which meetings ask for it; people only where all may see them."""
    home = home_of(report.config)
    german = home.language == "de"
    blocked, free = ("blockiert", "frei") if german else ("blocked", "unblocked")
    reasons = tuple(
        Choice(line=f"→ {blocked}: {one.written}", label=one.label, own=one.own)
        for one in options_of("item", _REASON, report, home)
    )
    found = (
        Group(title=N_("Move to"), choices=_chosen("status", "→ ", report, home)),
        Group(title=N_("Blocked, because"), choices=reasons, note=True),
        Group(
            title=N_("No longer blocked"),
            choices=(Choice(line=f"→ {free}", label=N_("It can go on"), own=False),),
        ),
        *(_ratings(name, report.config, home) for name in SCALES),
        *(
            Group(title=TERMS["field"][name], choices=_chosen(name, f"{_key(name, home)} = ", report, home))
            for name in ("owner", "goal")
        ),
    )
    return tuple(group for group in found if group.choices)


def _key(name: str, home: Config) -> str:
    return _ROWS[name].german if home.language == "de" else name


def _chosen(name: str, before: str, report: Report, home: Config) -> tuple[Choice, ...]:
    options = options_of("item", _ROWS[name], report, home)
    return tuple(Choice(line=before + one.written, label=one.label) for one in options)


def _ratings(name: str, config: Config, home: Config) -> Group:
    texts = {step.number: step for step in scale(config, name)}
    return Group(
        title=TERMS["field"][name],
        choices=tuple(
            Choice(
                line=f"{_key(name, home)} = {number}",
                label=texts[number].text if number in texts else "",
                own=number not in texts or texts[number].own,
                number=number,
            )
            for number in RATINGS
        ),
    )
