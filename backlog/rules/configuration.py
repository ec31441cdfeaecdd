"""`backlog.toml`: what reading the configuration came upon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.findings import Severity
from backlog.rules.rule import Place, rule
from backlog.rules.scene import Scene, in_settings, shown, told
from backlog.source import Location

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("C101", severity=Severity.ERROR)
def config_syntax(scene: Scene) -> Iterator[Place]:
    """The configuration cannot be read from here on: {reason}.

    Half a configuration would mean another backlog than the one that was meant.

    Look at this line and the one above: texts stand in quotes, lists in square brackets, tables in a line of
    their own.
    """
    yield from told(scene, "config-syntax")


@rule("C102", severity=Severity.ERROR)
def config_unknown_key(scene: Scene) -> Iterator[Place]:
    """The configuration knows no "{key}".

    A setting with another name changes nothing, and nobody notices.

    Correct its name, or delete the line.
    """
    yield from told(scene, "config-unknown-key")


@rule("C103", severity=Severity.ERROR)
def config_wrong_type(scene: Scene) -> Iterator[Place]:
    """ "{key}" is "{value}", and {wanted} is wanted.

    A value of another kind has no meaning here.

    Write {wanted}.
    """
    yield from told(scene, "config-wrong-type")


@rule("C104", severity=Severity.ERROR)
def config_choice(scene: Scene) -> Iterator[Place]:
    """ "{key}" is "{value}", which is none of its values.

    Any other value has no meaning here.

    Write one of these: {known}.
    """
    yield from told(scene, "config-choice")


@rule("C105", severity=Severity.ERROR)
def config_out_of_range(scene: Scene) -> Iterator[Place]:
    """ "{key}" is {value}, and {least} to {most} is what it takes.

    A number of days or items out of this range is a slip, and every figure would follow it.

    Write a whole number from {least} to {most}.
    """
    yield from told(scene, "config-out-of-range")


@rule("C106", severity=Severity.ERROR)
def config_key_missing(scene: Scene) -> Iterator[Place]:
    """ "{key}" is missing.

    An entry without it has no name that files could use, or no meaning to the figures.

    Add the line.
    """
    yield from told(scene, "config-key-missing")


@rule("C201", severity=Severity.ERROR)
def config_workflow_order(scene: Scene) -> Iterator[Place]:
    """The status "{value}" of kind {kind} stands behind one of a later kind.

    Columns stand in the order in which work passes through them; the figures rely on it.

    Put the statuses in the order intake, backlog, planned, active, review, done, dropped.
    """
    yield from told(scene, "config-workflow-order")


@rule("C202", severity=Severity.ERROR)
def config_status_twice(scene: Scene) -> Iterator[Place]:
    """ "{value}" stands for two statuses: "{first}" and "{second}".

    A file that says it could be in either of the two columns.

    Give one of the two another id, name or alias; case, spaces and hyphens make no difference.
    """
    yield from told(scene, "config-status-twice")


@rule("C203", severity=Severity.ERROR)
def config_reference(scene: Scene) -> Iterator[Place]:
    """ "{key}" names "{value}", which is nowhere in the configuration.

    What points to nothing helps nobody who looks for it.

    Write one of these: {known}. Or add what is missing.
    """
    yield from told(scene, "config-reference")


@rule("C204", severity=Severity.ERROR)
def config_pattern(scene: Scene) -> Iterator[Place]:
    """The pattern "{value}" cannot be read: {reason}.

    With a broken pattern no name can be checked.

    Correct the regular expression, or leave the setting out.
    """
    yield from told(scene, "config-pattern")


@rule("C205", severity=Severity.ERROR)
def config_timezone(scene: Scene) -> Iterator[Place]:
    """There is no time zone "{value}".

    Without a zone nobody knows when a day begins and ends.

    Write a region and a city: Europe/Berlin.
    """
    yield from told(scene, "config-timezone")


@rule("C206", severity=Severity.ERROR)
def config_holidays(scene: Scene) -> Iterator[Place]:
    """No holidays are known for "{value}".

    Meetings and working days move around holidays.

    Write the code of the country, with the region behind a hyphen: DE-BE.
    """
    yield from told(scene, "config-holidays")


@rule("C207", severity=Severity.ERROR)
def config_language(scene: Scene) -> Iterator[Place]:
    """The site cannot be built in "{value}".

    Each language stands once in the list, and only these are there: {known}.

    Take it out of the list.
    """
    yield from told(scene, "config-language")


@rule("C208", severity=Severity.ERROR)
def config_rule_unknown(scene: Scene) -> Iterator[Place]:
    """There is no rule "{value}".

    A setting for a rule that does not exist changes nothing.

    Write the code or the name of a rule; `backlog rules` lists them all.
    """
    yield from told(scene, "config-rule-unknown")


@rule("C209", severity=Severity.ERROR)
def config_path(scene: Scene) -> Iterator[Place]:
    """ "{value}" leads out of the repository.

    Only what lies in the repository is there for everybody who builds the site.

    Write a path that is counted from the top of the repository: without a slash, a tilde or .. in it.
    """
    yield from told(scene, "config-path")


@rule("C210", severity=Severity.ERROR)
def config_field_twice(scene: Scene) -> Iterator[Place]:
    """ "{value}" stands for two fields: "{first}" and "{second}".

    What a file says under this name could fill either of the two.

    Give each field a name of its own.
    """
    yield from told(scene, "config-field-twice")


@rule("C211", severity=Severity.ERROR)
def config_id_twice(scene: Scene) -> Iterator[Place]:
    """The configuration has "{first}" and "{second}", which are one id.

    Upper and lower case make no difference in files, so nobody can tell which of the two is meant.

    Give one of the two another id, or make one table of them.
    """
    yield from told(scene, "config-id-twice")


@rule("C212", severity=Severity.ERROR)
def baseline_missing(scene: Scene) -> Iterator[Place]:
    """The baseline "{value}" is not there.

    Without it, everything that was wrong before counts as an error again.

    Fetch the file back, or take the line out; `backlog check --write-baseline` makes a new one of what is
    wrong today.
    """
    baseline = scene.backlog.baseline
    if baseline is not None and not baseline.is_there:
        yield Place(location=in_settings(scene, "rules", "baseline"), values={"value": baseline.path})


@rule("C213", severity=Severity.ERROR)
def baseline_unreadable(scene: Scene) -> Iterator[Place]:
    """The baseline has lines that name no finding: {lines}.

    What such a line was meant to tolerate counts as an error again.

    Run `backlog check --write-baseline`: it keeps the lines that can be read and are still needed.
    """
    baseline = scene.backlog.baseline
    if baseline is not None and baseline.broken:
        lines = tuple(str(number) for number in baseline.broken)
        yield Place(location=Location(baseline.path, baseline.broken[0]), values={"lines": shown(lines)})
