"""What the audience may see: nothing here is computed of what a public site is not to show.

A public site leaves out people's names, absences, costs, partners and minutes. An owner becomes the
role that the configuration gives, or nobody in particular; both count as an owner, so that figures are
the same for every audience.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from backlog.config.sections import Decisions, Person
from backlog.model import Meeting, backlog_of
from backlog.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from backlog.config.sections import Config
    from backlog.findings import Finding
    from backlog.history import Life, Past
    from backlog.model import Backlog, Block, Item

NOBODY = "–"
"""The owner of an item whose owner is not to be named and has no role."""
UNTOLD = "…"
"""A word of an old version that was to be its status and names somebody."""

HIDDEN_FIELDS = frozenset(
    {
        "owner",
        "reviewer",
        "requested_by",
        "sponsor",
        "cost",
        "partner",
        "attendees",
        "actions",
        "decisions",
        "blockers",
    }
)
SHOWN_TEXTS = frozenset(
    {
        "id", "title", "status", "goal", "initiative", "channel", "metric", "expected", "evidence",
        "campaign", "depends_on", "result", "learning", "tags", "formerly", "period", "purpose", "criteria",
        "description",
    }
)  # fmt: skip
"""Fields whose text stands on public pages."""
SHOWN_FIGURES = frozenset(
    {
        "", "impact", "confidence", "effort", "scored", "start", "due", "blocked", "blocked.since",
        "blocked.reason", "blocked.until", "expedite", "created", "started", "done", "history", "recheck",
        "private", "target", "baseline", "current", "measured", "share",
    }
)  # fmt: skip
"""Fields whose dates, numbers and choices stand there; not what else somebody writes into them."""

ABOUT_THE_WHOLE = frozenset({"channel-silent", "arrivals-lead", "backlog-untouched", "priority-inflated"})
"""Findings that stand in the configuration, and are about the backlog and nobody."""
_QUOTING = frozenset({"text-swallowed"})  # tells a comment
_UNTOLD = {"guess": "", "notes": ()}
_LETTERS = re.compile(r"[^\W\d_]{3}")
SHORTEST_NAME = 3  # a shorter part of a name is a particle, or an initial


def is_public(config: Config) -> bool:
    """Whether the site is for everybody."""
    return config.site.audience == "public"


def for_audience(backlog: Backlog) -> Backlog:
    """The backlog as its audience may see it; itself where that is the team."""
    if not is_public(backlog.config):
        return backlog
    role = _roles(backlog.config)
    return backlog_of(
        _config(backlog.config, role),
        tuple(_item(item, role) for item in backlog.items),
        tuple(
            replace(goal, owner=role(goal.owner), sponsor=None, extra=(), source=_source(goal.source))
            for goal in backlog.goals
        ),
        tuple(
            replace(one, owner=role(one.owner), extra=(), source=_source(one.source))
            for one in backlog.initiatives
        ),
        tuple(
            Meeting(path=meeting.path, source=_source(meeting.source), date=meeting.date, type=meeting.type)
            for meeting in backlog.meetings
        ),
        found=backlog.found,
        refused=backlog.refused,
        assets=backlog.assets,
        settings=_source(backlog.settings),
    )


def past_for_audience(past: Past, backlog: Backlog, shown: Backlog) -> Past:
    """The past of a backlog, with the items of its part that is `shown`, as its audience may see it.

    What a file once said for its status is kept as it stood there; a word that names somebody is not told.
    """
    if not is_public(backlog.config):
        return past
    named = _naming(backlog)

    def told(status: str) -> str:
        return UNTOLD if status not in past.columns.kinds and named.search(status) else status

    unknown = dict.fromkeys(sorted(map(told, past.unknown)), 0)
    for word, count in past.unknown.items():
        unknown[told(word)] += count
    lives = tuple(_life(life, shown, told) for life in past.lives)
    return replace(past, lives=lives, unknown=unknown)


def _life(life: Life, shown: Backlog, told: Callable[[str], str]) -> Life:
    timeline = replace(
        life.timeline,
        moves=tuple(replace(move, status=told(move.status)) for move in life.timeline.moves),
        transitions=tuple(
            replace(one, before=None if one.before is None else told(one.before), after=told(one.after))
            for one in life.timeline.transitions
        ),
    )
    item = shown.item_by_id[life.id] if life.item is not None else None
    return replace(life, item=item, status=told(life.status), timeline=timeline)


def findings_for_audience(findings: Sequence[Finding], backlog: Backlog) -> tuple[Finding, ...]:
    """The findings that an audience may see of a backlog, which still holds its names.

    For the public, and where pages show roles instead of names, these name no person and no partner,
    are about no field that is left out, and stand neither in minutes nor in the configuration. What a
    file says stands in them only where the field is one that is shown. The terminal shows them all.
    """
    if not is_public(backlog.config) and backlog.config.show_people == "names":
        return tuple(findings)
    named = _naming(backlog)
    closed = {meeting.path for meeting in backlog.meetings} | {backlog.settings.path}
    return tuple(
        _unquoted(finding, named)
        for finding in findings
        if (finding.location.path not in closed or finding.slug in ABOUT_THE_WHOLE)
        and (finding.field or "").partition(".")[0] not in HIDDEN_FIELDS
        and not named.search("\n".join([finding.paste, *map(str, finding.values.values())]))
    )


def _roles(config: Config) -> Callable[[str | None], str | None]:
    def role(person: str | None) -> str | None:
        known = config.people.get(person or "")
        return None if person is None else ", ".join(known.roles) or NOBODY if known else NOBODY

    return role


def _config(config: Config, role: Callable[[str | None], str | None]) -> Config:
    shown = {role(id_) or NOBODY for id_ in config.people} - {NOBODY}
    return replace(
        config,
        people={name: Person(name=name, roles=(name,)) for name in sorted(shown)},
        channels={id_: replace(channel, owner="") for id_, channel in config.channels.items()},
        metrics={id_: replace(metric, owner="") for id_, metric in config.metrics.items()},
        tools={id_: replace(tool, owner="") for id_, tool in config.tools.items()},
        partners={},
        decisions=Decisions(),
    )


def _item(item: Item, role: Callable[[str | None], str | None]) -> Item:
    return replace(
        item,
        source=_source(item.source),
        owner=role(item.owner),
        reviewer=role(item.reviewer),
        requested_by=None,
        partner=None,
        cost=None,
        blocked=tuple(_block(block) for block in item.blocked),
        extra=(),
    )


def _block(block: Block) -> Block:
    """A blocker without its note, which says from whom something is missing."""
    return replace(block, note=None)


def _source(source: Source) -> Source:
    return Source(path=source.path)


def _unquoted(finding: Finding, named: re.Pattern[str]) -> Finding:
    """The finding with its line where that says nothing else; without any word of the file where it may.

    A line that cannot be read as a field may hold any name or cost: of it only the place is told.
    """
    place = finding.location
    if _is_shown(finding):
        text = place.text if _is_plain(finding) and not named.search(place.text) else ""
        return replace(finding, location=replace(place, text=text))
    values = {
        name: value if isinstance(value, (int, Decimal, date)) else _UNTOLD.get(name, "…")
        for name, value in finding.values.items()
    }
    return replace(finding, location=replace(place, text=""), values=values, field=None, paste="", edits=())


def _is_shown(finding: Finding) -> bool:
    """Whether what the finding says of the file stands on public pages anyway."""
    if finding.slug in _QUOTING:
        return False
    value = finding.values.get("value")
    return finding.field in SHOWN_TEXTS or (
        finding.field in SHOWN_FIGURES and not (isinstance(value, str) and _LETTERS.search(value))
    )


def _is_plain(finding: Finding) -> bool:
    """Whether the line is that field alone: no comment behind it, no mapping with other fields."""
    key, colon, rest = finding.location.text.strip().partition(":")
    written = finding.values.get("field") or finding.field
    return bool(colon) and key.strip() == written and "#" not in rest and "{" not in rest


def _naming(backlog: Backlog) -> re.Pattern[str]:
    """What finds a person or partner in a text: ids and names, and the parts of people's names."""
    config = backlog.config
    words = {word for table in (config.people, config.partners) for word in table}
    words |= {partner.name for partner in config.partners.values()}
    names = [person.name for person in config.people.values()]
    for item in backlog.items:
        names += [item.owner or "", item.reviewer or "", item.requested_by or ""]
        words.add(item.partner or "")
    names += [goal.owner or "" for goal in backlog.goals] + [goal.sponsor or "" for goal in backlog.goals]
    names += [initiative.owner or "" for initiative in backlog.initiatives]
    words |= set(_parts(names))
    known = "|".join(map(re.escape, sorted(filter(None, words), key=lambda word: (-len(word), word))))
    return re.compile(rf"(?<!\w)(?:{known or '(?!)'})(?!\w)", re.IGNORECASE)


def _parts(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        yield name
        yield from (part for part in name.split() if len(part) >= SHORTEST_NAME)
