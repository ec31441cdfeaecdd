"""Every key of `backlog.toml`: its type, default and help line, as frozen values.

The annotation of an attribute is its type in the file (`load.py` reads it), the default is the
default of the key, and `option` carries the help line that the handbook prints. Help lines are
message ids of the catalogues.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from backlog.config.figures import Continuity, Flow, Focus, Freshness, Ice, Naming
from backlog.config.option import option
from backlog.language import CODES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class Kind(StrEnum):
    """What a status means to the numbers, in the order in which work passes through them."""

    INTAKE = "intake"
    BACKLOG = "backlog"
    PLANNED = "planned"
    ACTIVE = "active"
    REVIEW = "review"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def position(self) -> int:
        """0 for intake to 6 for dropped."""
        return _POSITIONS[self]

    @property
    def started(self) -> bool:
        """Work on it has begun and is not finished: active or review."""
        return self is Kind.ACTIVE or self is Kind.REVIEW

    @property
    def open(self) -> bool:
        """Neither done nor dropped."""
        return self is not Kind.DONE and self is not Kind.DROPPED

    @property
    def ranked(self) -> bool:
        """Kinds that take part in the ranking: backlog to review."""
        return self in {Kind.BACKLOG, Kind.PLANNED, Kind.ACTIVE, Kind.REVIEW}


KINDS = tuple(Kind)
_POSITIONS = {kind: position for position, kind in enumerate(KINDS)}  # asked for a hundred times an item


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """`[site]`: where the site stands and who may see it."""

    base_url: str = option("", "Address under which the site will stand; needed for feeds and mails only")
    audience: str = option(
        "internal",
        "Who may see the site: internal shows everything but private items; public leaves out "
        "people's names, absences, costs, partners and minutes",
        choices=("internal", "public"),
    )
    brand: str = option("", "Name in the head of every page; the title where it is empty")
    extra: str = option("", "Folder whose files are copied into the site as they are: CNAME, favicon")


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """`[[workflow]]`: one column of the board."""

    id: str = option("", "Its id, used in files and numbers; never translated", example='"in-progress"')
    kind: Kind = option(
        Kind.BACKLOG,
        "What the column means to the numbers: intake, backlog, planned, active, review, done or dropped",
        choices=tuple(Kind),
        example='"active"',
    )
    name: str = option("", "Its name on the pages; may be used in files as well")
    aliases: tuple[str, ...] = option((), "Other spellings that files use for it")
    wip_limit: int | None = option(None, "How many items may stand in it at once")
    waiting: bool = option(False, "Items in it wait for somebody: counts as waiting time")
    policy: str = option("", "What has to be true before an item leaves the column")
    enters_from: tuple[str, ...] = option(
        (), "Statuses from which an item may come, if others than the column before", key="from"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wip:
    """`[wip]`: work in progress."""

    per_person: int = option(3, "How many items one person may have in progress or in review at once")


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """`absences` of a person: days without a reason, both ends included."""

    first: date | None = option(None, "First day", key="from", example="2026-08-03")
    last: date | None = option(None, "Last day; the first one where it is missing", key="to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`[people.<id>]`: somebody who may own items."""

    name: str = option("", "First and last name; may be used in files as well")
    roles: tuple[str, ...] = option((), 'What the person does, shown instead of names with show = "roles"')
    team: str = option("", "The team the person belongs to")
    deputy: str = option("", "Id of the person who stands in")
    channels: tuple[str, ...] = option((), "Ids of the channels the person looks after")
    absences: tuple[Absence, ...] = option((), "Days on which the person is away, without a reason")
    until: date | None = option(None, "Last day with the team; keeps those who left known")


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """`[channels.<id>]`: where marketing work becomes visible."""

    name: str = option("", "Its name on the pages")
    owner: str = option("", "Id of the person who estimates and answers for it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """`[metrics.<id>]`: a number that work is meant to move."""

    name: str = option("", "Its name on the pages")
    unit: str = option("", "What is counted: leads, %, €")
    source: str = option("", "Where the number is read")
    owner: str = option("", "Id of the person who reads it")
    available: bool = option(True, "Whether the number can be read today")


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """`[partners.<id>]`: an agency or freelancer who does work for the team."""

    name: str = option("", "Its name on the pages")
    owner: str = option("", "Id of the person who looks after the partner")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """`[tools.<id>]`: a tool of the team, for the handbook."""

    name: str = option("", "Its name on the pages")
    goal: str = option("", "What it is there for")
    owner: str = option("", "Id of the person who looks after it")
    integration: str = option("", "How it is connected with the backlog")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """`[decisions]`: who does what; person ids or a text."""

    plans: tuple[str, ...] = option((), "Who plans")
    prioritises: tuple[str, ...] = option((), "Who sets priorities")
    decides: tuple[str, ...] = option((), "Who decides")
    measures: tuple[str, ...] = option((), "Who measures")
    learns: tuple[str, ...] = option((), "Who writes down what was learnt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """One meeting of `[cadence]`."""

    rhythm: str = option(
        "weekly",
        "How often it takes place: weekly, biweekly, monthly or none",
        choices=("weekly", "biweekly", "monthly", "none"),
    )
    weekday: str = option(
        "monday",
        "On which day of the week, monday to sunday; a holiday moves it to the next working day",
        choices=("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    )
    week: str = option(
        "last",
        "Monthly meetings: in which week of the month, first to fourth or last",
        choices=("first", "second", "third", "fourth", "last"),
    )
    minutes: int = option(30, "How many minutes it takes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """`[cadence]`: the meetings that the pages are made for."""

    review: Rhythm = option(Rhythm(), "Weekly review: what went live, what is stuck")
    planning: Rhythm = option(Rhythm(minutes=45), "Planning: what comes next")
    strategy: Rhythm = option(
        Rhythm(rhythm="monthly", weekday="friday", minutes=60), "Strategy: goals against work"
    )
    intake: Rhythm = option(
        Rhythm(rhythm="biweekly", weekday="thursday"), "Intake slot: requests are decided"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """`[content]`: where the files of the backlog are."""

    items: tuple[str, ...] = option(("items/**/*.md",), "Patterns of the work items' paths")
    goals: tuple[str, ...] = option(("items/goals/**/*.md",), "Patterns of the goals' paths")
    initiatives: tuple[str, ...] = option(
        ("items/initiatives/**/*.md",), "Patterns of the initiatives' paths"
    )
    meetings: tuple[str, ...] = option(("items/meetings/**/*.md",), "Patterns of the minutes' paths")
    folder: str = option("items", "Where a new item is put; {year} stands for the year")
    extra_fields: tuple[str, ...] = option((), "Fields that are known, kept and shown, but not understood")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """`[rules]`: a rule's code or slug = "error", "warning" or "off"."""

    severities: Mapping[str, str] = option(
        {},
        "Severity of a rule, by its code or its slug: error, warning or off",
        choices=("error", "warning", "off"),
    )
    baseline: str = option("", "File of findings that were there before and may only become fewer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The whole of `backlog.toml`."""

    title: str = option("Backlog", "Name of the backlog, usually the company or the team")
    language: str = option("en", "Language of pages, findings and new files, such as de or en", choices=CODES)
    languages: tuple[str, ...] = option(
        (), "All languages the site is built in; each but the first has a folder of its own"
    )
    timezone: str = option("Europe/Berlin", "Zone in which days begin and end, never the machine's")
    holidays: str = option("", "Country and region of public holidays, such as DE-BE")
    report_day: date | None = option(None, "Fixes the day of a finished or demonstration backlog")
    repository: str = option("", "Address of the repository on its host, for links to edit a file")
    branch: str = option("main", "Branch that is edited and published")
    requires: str = option("", "Versions of backlog-site that may build this, such as >=1.4")
    site: Site = option(Site(), "The published site")
    workflow: tuple[Status, ...] = option((), "The columns of the board, in the order of their kinds")
    wip: Wip = option(Wip(), "Limits of work in progress")
    show_people: str = option(
        "names",
        "Whether pages show names or roles of people: names or roles",
        choices=("names", "roles"),
        key="people.show",
    )
    people: Mapping[str, Person] = option({}, "Who may own items")
    channels: Mapping[str, Channel] = option({}, "Where work becomes visible")
    metrics: Mapping[str, Metric] = option({}, "Numbers that work is meant to move")
    partners: Mapping[str, Partner] = option({}, "Agencies and freelancers")
    tools: Mapping[str, Tool] = option({}, "Tools of the team")
    purposes: tuple[str, ...] = option(
        ("visibility", "sales", "recruiting", "brand"), "Values of a goal's purpose"
    )
    reasons: tuple[str, ...] = option(
        (), "Reasons of a blocker, beside content, approval, tracking, sales and other"
    )
    decisions: Decisions = option(Decisions(), "Who plans, prioritises, decides, measures and learns")
    cadence: Cadence = option(Cadence(), "The meetings")
    naming: Naming = option(Naming(), "Patterns for names")
    ice: Ice = option(Ice(), "Texts of the scales")
    flow: Flow = option(Flow(), "How flow is measured")
    focus: Focus = option(Focus(), "The focus page")
    freshness: Freshness = option(Freshness(), "After how many days something is old")
    continuity: Continuity = option(Continuity(), "Channels that fall silent")
    rules: Rules = option(Rules(), "Severity of rules")
    content: Content = option(Content(), "Where the files are")
    fields: Mapping[str, str] = option({}, 'Their name for our field: owner = "assignee"')
