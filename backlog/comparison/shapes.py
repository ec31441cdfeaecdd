"""The values a comparison is made of: what is new, what is gone, what is otherwise, and what that does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from backlog.findings import Finding
    from backlog.model import Backlog, Initiative, Meeting
    from backlog.report import Card, GoalView, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two states: its report, and what that was made of, which still has the names of people.

    `backlog` is without private items, `findings` are those that every rule has in it.
    """

    report: Report
    backlog: Backlog
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field of the field table that says something else; values as in the model, None where there is none.

    Beside the fields: `description` without values, `criteria` with (ticked, all), `extra.NAME` for a field
    that is kept and not understood, `path` where the file stands elsewhere, `id` where it has another one.
    """

    field: str
    before: object = None
    after: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChange:
    """An item that is there before and after, and whose file says something else or stands elsewhere."""

    before: Card
    after: Card
    fields: tuple[FieldChange, ...]

    @property
    def touched(self) -> bool:
        """Whether its file says something else; else it only stands elsewhere."""
        return any(change.field not in {"id", "path"} for change in self.fields)

    @property
    def moved(self) -> bool:
        """Whether it is in another status."""
        return self.before.item.status != self.after.item.status


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusMove:
    """A change of status; `expected` by the workflow as it is after. Ids are those of the statuses."""

    change: ItemChange
    before: str
    after: str
    expected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """Items that nobody touched, and by how many ranks they move down (up where it is below 0)."""

    by: int
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitChange:
    """A column or a person and how much is in work there, where the limit is passed before or after.

    `limit_before` and `limit` are None where there was none, or is none.
    """

    kind: Literal["column", "person"]
    id: str
    before: int
    after: int
    limit_before: int | None
    limit: int | None

    @property
    def was_over(self) -> bool:
        """More than the limit before."""
        return self.limit_before is not None and self.before > self.limit_before

    @property
    def is_over(self) -> bool:
        """More than the limit after."""
        return self.limit is not None and self.after > self.limit

    @property
    def worse(self) -> bool:
        """The change brings it over its limit, or further."""
        return self.is_over and (not self.was_over or self.after > self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalChange:
    """A goal that is new, gone or otherwise, or of which an item is; None is where it is not there.

    `fields` are those of its file. `touched`: an item of it is new, gone or otherwise, so its forecast may be
    another one. `unreadable`: its file is there and cannot be read, before or after.
    """

    before: GoalView | None
    after: GoalView | None
    fields: tuple[FieldChange, ...] = ()
    touched: bool = False
    unreadable: bool = False

    @property
    def view(self) -> GoalView:
        """The goal as it is after; as it was where it is gone."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of the two is there
        return found

    @property
    def new_status(self) -> str:
        """The status into which its file puts it; nothing where that is as it was."""
        return next((str(one.after) for one in self.fields if one.field == "status"), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeChange:
    """An initiative that is new, gone or otherwise."""

    before: Initiative | None
    after: Initiative | None
    fields: tuple[FieldChange, ...] = ()
    unreadable: bool = False

    @property
    def value(self) -> Initiative:
        """The initiative as it is after; as it was where it is gone."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of the two is there
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingChange:
    """Minutes that are new, gone or otherwise."""

    before: Meeting | None
    after: Meeting | None

    @property
    def value(self) -> Meeting:
        """The minutes as they are after; as they were where they are gone."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of the two is there
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChange:
    """A key of the configuration, dotted; both values None where they are no single values, or not told."""

    key: str
    before: object = None
    after: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What is found after and was not before, and the other way round; errors first, then by place.

    `untold` counts the new ones that this audience is not shown, `untold_errors` the errors of them.
    `remaining_errors` were there before; `tolerated` counts the new ones that would be errors, had the change
    not put them into the baseline. `withheld`: something private has errors, of which nothing is told here.
    """

    new: tuple[Finding, ...] = ()
    mended: tuple[Finding, ...] = ()
    untold: int = 0
    untold_errors: int = 0
    remaining_errors: int = 0
    tolerated: int = 0
    withheld: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What leads from one state of the backlog to another, both judged on the same day.

    `founded`: there was no backlog before that could be read, so everything is new. Items are sorted by id.
    `unreadable` are items whose files cannot be read any more, as they were; `readable` the other way round.
    `cut` are planned items that come to stand below the cut of the ranking, `uncut` those that come back
    above; `readied` items of the backlog and planned ones that nothing keeps from beginning any more,
    `unreadied` those that something does now.
    """

    before: Report
    after: Report
    founded: bool
    added: tuple[Card, ...]
    removed: tuple[Card, ...]
    changed: tuple[ItemChange, ...]
    unreadable: tuple[Card, ...]
    readable: tuple[Card, ...]
    moves: tuple[StatusMove, ...]
    pushes: tuple[Push, ...]
    cut: tuple[Card, ...]
    uncut: tuple[Card, ...]
    readied: tuple[Card, ...]
    unreadied: tuple[Card, ...]
    limits: tuple[LimitChange, ...]
    goals: tuple[GoalChange, ...]
    initiatives: tuple[InitiativeChange, ...]
    meetings: tuple[MeetingChange, ...]
    settings: tuple[SettingChange, ...]
    findings: Findings

    @property
    def items(self) -> int:
        """How many items it touches."""
        return sum(map(len, (self.added, self.removed, self.changed, self.unreadable, self.readable)))

    @property
    def empty(self) -> bool:
        """Nothing that the backlog says is otherwise."""
        told = (self.goals, self.initiatives, self.meetings, self.settings, self.pushes, self.limits)
        found = (self.findings.new, self.findings.mended)
        return not (self.items or any(told) or any(found) or self.findings.untold)
