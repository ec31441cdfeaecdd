"""Values of the front matter that cannot be read as meant: what reading them came upon."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from backlog.findings import Severity
from backlog.pasting import opened
from backlog.pasting import shown as lines_of
from backlog.rules.kept import below, field_of
from backlog.rules.naming import called
from backlog.rules.rule import Place, rule
from backlog.rules.scene import Scene, every, told

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("F201", severity=Severity.ERROR, mends=True)
def unknown_field(scene: Scene) -> Iterator[Place]:
    """ "{field}" is no field that is known here.

    What stands in an unknown field is read by nobody: it is missing from every page and every number.

    Correct its name, or delete the line. A field that only your team has is named in backlog.toml, under
    [content] at `extra_fields`.
    """
    yield from told(scene, "unknown-field")


@rule("F202", severity=Severity.ERROR)
def field_twice(scene: Scene) -> Iterator[Place]:
    """ "{other}" and "{field}" in line {line} are the same field.

    Nobody can tell which of the two counts, so neither is guessed.

    Keep one of the two lines and delete the other.
    """
    yield from told(scene, "field-twice")


@rule("F203", severity=Severity.ERROR)
def text_swallowed(scene: Scene) -> Iterator[Place]:
    """Everything from "{lost}" on is lost: after a space, # begins a comment.

    Only "{value}" would be read, and nobody would notice the rest missing.

    Put the whole text in quotes.
    """
    yield from told(scene, "text-swallowed")


@rule("F204", severity=Severity.ERROR)
def not_one_value(scene: Scene) -> Iterator[Place]:
    """ "{field}" holds several values where one is wanted.

    Choosing one of them would be a guess.

    Write one value behind the colon.
    """
    yield from told(scene, "not-one-value")


@rule("F205", severity=Severity.ERROR)
def not_a_list(scene: Scene) -> Iterator[Place]:
    """ "{field}" is no list.

    Without the form of a list it stays open where one entry ends and the next begins.

    Write the entries in square brackets with commas between them, or one to a line behind "- ".
    """
    yield from told(scene, "not-a-list")


@rule("F206", severity=Severity.ERROR)
def list_with_commas(scene: Scene) -> Iterator[Place]:
    """ "{value}" is one text with commas, and {field} wants a list.

    As it stands it is a single entry with a long name.

    Put square brackets around the entries.
    """
    yield from told(scene, "list-with-commas")


@rule("F207", severity=Severity.ERROR)
def not_a_mapping(scene: Scene) -> Iterator[Place]:
    """ "{field}" wants fields of its own below it, not a single value.

    A single value does not say which of these fields it fills.

    Write one field to a line below it, indented by two spaces: {names}.
    """
    files = {thing.path: thing for thing in every(scene)}
    for place in told(scene, "not-a-mapping"):
        thing = files.get(place.location.path)
        row = field_of(thing, place.field or "") if thing else None
        if thing is None or row is None:
            yield dataclasses.replace(place, values={**place.values, "names": place.values["keys"]})
            continue
        names = tuple(called(inner, thing.source, scene.config) for inner in row.of)
        first = below(scene, thing, row.of[0], place)
        edits = opened(place.location, first) if first else ()
        values = {**place.values, "names": names}
        yield dataclasses.replace(place, values=values, edits=edits, paste=lines_of(edits))


@rule("F208", severity=Severity.ERROR)
def text_too_short(scene: Scene) -> Iterator[Place]:
    """ "{value}" is too short for {field}: it takes {least} characters.

    On a card and in a list this text stands alone and has to say what it is about.

    Say in a few words what is to be done.
    """
    yield from told(scene, "text-too-short")


@rule("F209", severity=Severity.ERROR)
def text_too_long(scene: Scene) -> Iterator[Place]:
    """ "{field}" has {length} characters; {longest} are the most it takes.

    A longer text does not fit on a card or into a line of a list.

    Shorten it and move the details into the description below the front matter.
    """
    yield from told(scene, "text-too-long")


@rule("F210", severity=Severity.ERROR, mends=True)
def choice_unknown(scene: Scene) -> Iterator[Place]:
    """{field} is "{value}", which is none of its values.

    Pages and numbers group by these values; another one would stand in no group.

    Write one of these: {known}.
    """
    yield from told(scene, "choice-unknown")


@rule("F211", severity=Severity.ERROR, mends=True)
def period_unreadable(scene: Scene) -> Iterator[Place]:
    """ "{value}" is no period that can be read.

    Without its first and last day nobody can say how much of the period has passed.

    Write a quarter such as 2026-Q1, a month such as 2026-02, a year, or the first day as "from" and the last
    as "to".
    """
    yield from told(scene, "period-unreadable")


@rule("F212", severity=Severity.ERROR)
def boolean_ambiguous(scene: Scene) -> Iterator[Place]:
    """{field} is "{value}", which can be meant as a word or as yes or no.

    Programs read this word in different ways; only true and false are clear.

    Write true or false, without quotes.
    """
    yield from told(scene, "boolean-ambiguous")


@rule("F213", severity=Severity.ERROR)
def not_a_boolean(scene: Scene) -> Iterator[Place]:
    """{field} is "{value}", which is neither true nor false.

    The field answers a single question with yes or no.

    Write true or false, without quotes.
    """
    yield from told(scene, "not-a-boolean")


@rule("F221", severity=Severity.ERROR)
def number_ambiguous(scene: Scene) -> Iterator[Place]:
    """{field} is "{value}", which can be read as more than one number.

    Programs differ about leading zeros, commas, colons, units and thousands, and a wrong figure looks like a
    right one.

    Write digits only, with a point before decimals: 1500 or 3.5.
    """
    yield from told(scene, "number-ambiguous")


@rule("F222", severity=Severity.ERROR)
def number_not_whole(scene: Scene) -> Iterator[Place]:
    """{field} is "{value}", and a whole number is wanted.

    Rounding it would be a guess.

    Write a whole number.
    """
    yield from told(scene, "number-not-whole")


@rule("F223", severity=Severity.ERROR)
def number_out_of_range(scene: Scene) -> Iterator[Place]:
    """{field} is "{value}", and {least} to {most} is what it takes.

    A figure out of range cannot be compared with the others.

    Write a number from {least} to {most}.
    """
    yield from told(scene, "number-out-of-range")


@rule("F224", severity=Severity.ERROR)
def not_a_number(scene: Scene) -> Iterator[Place]:
    """{field} is "{value}", which is no number.

    The figure is compared and drawn, which a text cannot be.

    Write digits only, with a point before decimals; the unit belongs to the metric.
    """
    yield from told(scene, "not-a-number")


@rule("F231", severity=Severity.ERROR)
def date_impossible(scene: Scene) -> Iterator[Place]:
    """{field} is "{value}", which is no day of the calendar.

    A day that does not exist cannot be shown, sorted or counted from.

    Write an existing day as year-month-day: {near}.
    """
    yield from told(scene, "date-impossible")


@rule("F232", severity=Severity.ERROR, mends=True)
def date_german(scene: Scene) -> Iterator[Place]:
    """{field} is "{value}", with the day first.

    Day and month are mistaken for each other as soon as somebody from elsewhere reads along.

    Write year-month-day.
    """
    yield from told(scene, "date-german")


@rule("F233", severity=Severity.ERROR, mends=True)
def date_short(scene: Scene) -> Iterator[Place]:
    """{field} is "{value}", which lacks a zero.

    Dates sort and compare as text only when month and day have two digits.

    Write month and day with two digits.
    """
    yield from told(scene, "date-short")


@rule("F234", severity=Severity.ERROR, mends=True)
def date_with_time_zone(scene: Scene) -> Iterator[Place]:
    """{field} is "{value}", a point in time, and a day is wanted.

    Depending on the zone it is a different day.

    Write the day, if need be with the hour and minute on the spot: 2026-02-16 14:30.
    """
    yield from told(scene, "date-with-time-zone")


@rule("F235", severity=Severity.ERROR)
def date_out_of_range(scene: Scene) -> Iterator[Place]:
    """{field} is "{value}", too far from today to be meant.

    A slip in the year moves an item out of every period and every chart.

    Correct the year, or leave the field out.
    """
    yield from told(scene, "date-out-of-range")


@rule("F236", severity=Severity.ERROR, mends=True)
def not_a_date(scene: Scene) -> Iterator[Place]:
    """{field} is "{value}", which is no date.

    Only a day can be sorted, counted from and put into a calendar.

    Write year-month-day: 2026-02-16.
    """
    yield from told(scene, "not-a-date")
