"""The four forms: which fields stand open, which are folded and under which heading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backlog.config.load import home_of
from backlog.content.fields import TABLES
from backlog.language import N_
from backlog.site.form.controls import controls_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.report import Report
    from backlog.site.form.controls import Control

# A new file has no id but its name, no past, and nothing that it was called before.
NOT_NEW = frozenset({"id", "history", "formerly"})
# Texts below the front matter stand in the groups by these names.
BELOW = frozenset({"description", "criteria"})

# By kind: heading (none: stands open) and its fields. What a group does not name stands in the last one.
GROUPS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "item": (
        ("", ("title", "requested_by", "description")),
        (N_("Column, goal, owner, channel"), ("status", "goal", "initiative", "owner", "channel")),
        (N_("Rate it"), ("impact", "confidence", "effort", "evidence", "scored")),
        (N_("When is it done?"), ("criteria",)),
        (N_("What it should bring"), ("metric", "expected", "campaign")),
        (N_("Plan it"), ("start", "due", "depends_on", "partner", "cost", "expedite", "recheck")),
        (N_("What is in the way, who approves"), ("blocked", "reviewer")),
        (N_("What came of it"), ("started", "done", "result", "learning")),
        (N_("More"), ("tags", "created", "private")),
    ),
    "goal": (
        ("", ("title", "period", "metric", "target", "description")),
        (N_("Where it stands"), ("baseline", "current", "measured")),
        (N_("More"), ("owner", "sponsor", "share", "purpose", "status")),
    ),
    "initiative": (
        ("", ("title", "goal", "owner", "description")),
        (N_("More"), ("status",)),
    ),
    "meeting": (
        ("", ("date", "type", "attendees", "decisions", "actions", "blockers", "description")),
        (N_("It did not take place"), ("cancelled",)),
    ),
}
# By kind: what the page is called while it makes one, what it says first, and its entry in the row.
TITLES: Mapping[str, tuple[str, str, str]] = {
    "item": (
        N_("New idea"),
        N_("A title, who asks and why: that is enough. Everything else can wait."),
        N_("Idea or item"),
    ),
    "goal": (
        N_("New goal"),
        N_("What is to be reached by when, and the figure that tells whether it is."),
        N_("Goal"),
    ),
    "initiative": (
        N_("New initiative"),
        N_("What several items together are about, and the goal they work for."),
        N_("Initiative"),
    ),
    "meeting": (
        N_("New minutes"),
        N_("What was decided, who does what until when, and what is stuck."),
        N_("Minutes"),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Fields under a heading; a name of BELOW stands for a text below the front matter."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The form of a kind of file: its words, its groups, and its controls by field in file order."""

    kind: str
    title: str
    lead: str
    entry: str
    groups: tuple[Group, ...]
    controls: Mapping[str, Control]


def forms(report: Report) -> tuple[Form, ...]:
    """The forms that the audience may use: minutes are none of the public's business."""
    kinds = [kind for kind in TABLES if kind != "meeting" or report.config.site.audience != "public"]
    return tuple(_form(kind, report) for kind in kinds)


def _form(kind: str, report: Report) -> Form:
    rows = [row for row in TABLES[kind] if row.name not in NOT_NEW]
    controls = controls_of(kind, rows, report, home_of(report.config))
    title, lead, entry = TITLES[kind]
    named = {name for _, names in GROUPS[kind] for name in names}
    others = tuple(name for name in controls if name not in named)
    last = len(GROUPS[kind]) - 1
    groups = (
        Group(
            title=heading,
            names=tuple(name for name in names if name in controls or name in BELOW)
            + (others if number == last else ()),
        )
        for number, (heading, names) in enumerate(GROUPS[kind])
    )
    return Form(
        kind=kind,
        title=title,
        lead=lead,
        entry=entry,
        groups=tuple(group for group in groups if group.names),
        controls=controls,
    )
