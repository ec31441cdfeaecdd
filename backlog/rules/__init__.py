"""The rules: every one, in the order of their families, and what they find in a backlog on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.findings import Finding, Severity
from backlog.history import past_of
from backlog.pasting import Edit
from backlog.rules import (
    configuration,
    documents,
    files,
    goals,
    governance,
    items,
    links,
    meetings,
    owners,
    pace,
    scores,
    values,
    workflow,
)
from backlog.rules.baseline import tolerate
from backlog.rules.rule import Place, Rule
from backlog.rules.scene import scene_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from backlog.config.sections import Config
    from backlog.findings import Fault
    from backlog.history import Past
    from backlog.model import Backlog
    from backlog.rules.scene import Scene

FAMILIES = (
    files,
    documents,
    values,
    items,
    scores,
    goals,
    links,
    owners,
    workflow,
    pace,
    meetings,
    governance,
    configuration,
)
RULES: tuple[Rule, ...] = tuple(
    member for family in FAMILIES for member in vars(family).values() if isinstance(member, Rule)
)
RULE_BY_NAME: Mapping[str, Rule] = {name: rule for rule in RULES for name in (rule.code, rule.slug)}
NAMES = frozenset(RULE_BY_NAME)


def check(backlog: Backlog, today: date, past: Past | None = None) -> tuple[Finding, ...]:
    """What all rules find on the day, sorted by place; those that are off find nothing.

    Why a file is left out is never off: where its rule is, a warning says it. An error that the baseline of
    the backlog names is a tolerated warning.

    `past` is that of the backlog on the day; without it what the files themselves tell. Private items are
    looked at one by one and count in nothing that concerns the whole.
    """
    scene = scene_of(backlog, past or past_of(backlog, today))
    if untold := sorted(set(scene.faults) - NAMES):
        raise KeyError(f"no rule tells of {', '.join(untold)}")
    severities = severities_of(backlog.config)
    ids = {item.path: (item.id,) for item in backlog.items}
    found = [
        _finding(rule, severity, place, ids)
        for rule in RULES
        for severity, place in _weighed(rule, severities[rule.slug], scene)
    ]
    found.sort(key=lambda finding: finding.order)
    return tolerate(found, backlog.baseline) if backlog.baseline is not None else tuple(found)


def _weighed(rule: Rule, severity: Severity, scene: Scene) -> Iterator[tuple[Severity, Place]]:
    """The places of a rule and how much each weighs."""
    if severity is not Severity.OFF:
        yield from ((severity, place) for place in rule.find(scene))
    elif any(fault.refuses for fault in scene.faults.get(rule.slug, ())):
        yield from ((Severity.WARNING, place) for place in rule.find(scene) if place.refuses)


def findings_of_faults(faults: Iterable[Fault]) -> tuple[Finding, ...]:
    """The findings for faults alone, where nothing else can be read: those of the configuration."""
    found = [
        _finding(
            RULE_BY_NAME[fault.slug],
            RULE_BY_NAME[fault.slug].severity,
            Place(
                location=fault.location,
                values=fault.values,
                field=fault.field,
                paste=fault.paste,
                edits=fault.edits,
                sure=fault.sure,
            ),
            {},
        )
        for fault in faults
    ]
    return tuple(sorted(found, key=lambda finding: finding.order))


def severities_of(config: Config) -> dict[str, Severity]:
    """The severity of each rule, by slug: its own, or what [rules] says of its code or slug."""
    own = {rule.slug: rule.severity for rule in RULES}
    chosen = {
        RULE_BY_NAME[name].slug: Severity(severity)
        for name, severity in sorted(config.rules.severities.items())
        if name in RULE_BY_NAME
    }
    return {**own, **chosen}


def _finding(rule: Rule, severity: Severity, place: Place, ids: Mapping[str, tuple[str, ...]]) -> Finding:
    edits = place.edits or ((Edit(place.location.line, 1, place.paste),) if place.paste else ())
    return Finding(
        code=rule.code,
        slug=rule.slug,
        severity=severity,
        location=place.location,
        values=place.values,
        field=place.field,
        paste=place.paste,
        edits=edits,
        mend=bool(edits) and rule.mends and place.sure,
        items=place.items or ids.get(place.location.path, ()),
        refuses=place.refuses,
    )
