"""One value at a time: what is read, and what is told, where, with which line to paste (T02 to T08, T23)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlog.content.choices import GERMAN_CHOICES
from backlog.content.fields import TABLES, Type
from backlog.model import Item, Outcome, Period
from tests.content.reading import fault, parsed, value

TEAM = '[people.anna]\nname = "Anna Schmidt"\n[people.jonas]\nname = "Jonas Meier & Sohn"\n'


@pytest.mark.parametrize("text", ["1", "2", "3", "4", "5", "[4]", "3  # a comment"])
def test_ratings_are_whole_numbers_from_1_to_5(text: str):
    assert value(f"impact: {text}", "impact") == int(text.strip("[]")[0])


@pytest.mark.parametrize(
    ("text", "slug", "paste"),
    [
        ("0", "rating-out-of-range", "impact: 1"),
        ("6", "rating-out-of-range", "impact: 5"),
        ("-3", "rating-out-of-range", "impact: 1"),
        ("10", "rating-out-of-range", "impact: 5"),
        ("9" * 5000, "rating-out-of-range", "impact: 5"),
        ("2.5", "rating-not-whole", "impact: 3"),
        ("3,5", "rating-not-whole", "impact: 4"),
        ("4.0", "rating-not-whole", "impact: 4"),
        ("99.5", "rating-not-whole", "impact: 5"),
        ('"4"', "rating-quoted", "impact: 4"),
        ("'4'", "rating-quoted", "impact: 4"),
        ("true", "rating-not-a-number", ""),
        ("high", "rating-not-a-number", ""),
        ("no", "rating-not-a-number", ""),
        ("010", "rating-not-a-number", ""),
        ("05", "rating-not-a-number", "impact: 5"),
        ("+4", "rating-not-a-number", "impact: 4"),
        ("0x4", "rating-not-a-number", "impact: 4"),
        ("4e0", "rating-not-a-number", "impact: 4"),
        ("1_0", "rating-not-a-number", ""),
        ("1:30", "rating-not-a-number", ""),
        (".nan", "rating-not-a-number", ""),
        (".inf", "rating-not-a-number", ""),
        ("４", "rating-not-a-number", "impact: 4"),
        ("[4, 5]", "not-one-value", ""),
        ("{a: 4}", "not-one-value", ""),
    ],
)
def test_any_other_rating_is_told_each_in_its_way(text: str, slug: str, paste: str):
    found = fault(f"impact: {text}")
    assert (found.slug, found.field, found.paste) == (slug, "impact", paste)
    assert (found.location.line, found.location.column) == (2, 9)
    assert len(str(found.values.get("value", ""))) < 60


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL", "[]", "{}", "[~]", "# nothing", "\n-"])
def test_nothing_is_missing_and_no_fault(text: str):
    assert value(f"impact: {text}", "impact") is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("40", "40"),
        ("0", "0"),
        ("-3", "-3"),
        ("3.5", "3.5"),
        ("0.05", "0.05"),
        ("1500", "1500"),
        ("1.55", "1.55"),
        ("12.3456", "12.3456"),
    ],
)
def test_figures_are_exact(text: str, number: str):
    assert value(f"title: A goal\ntarget: {text}", "target", kind="goal") == Decimal(number)


@pytest.mark.parametrize(
    ("text", "slug", "paste"),
    [
        ("010", "number-ambiguous", "target: 10"),
        ("0x1F", "number-ambiguous", "target: 31"),
        ("0o17", "number-ambiguous", "target: 15"),
        ("1_000", "number-ambiguous", "target: 1000"),
        ("1e5", "number-ambiguous", "target: 100000"),
        ("2.5e3", "number-ambiguous", "target: 2500"),
        ("1:30", "number-ambiguous", ""),
        ("3,5", "number-ambiguous", "target: 3.5"),
        ("-3,5", "number-ambiguous", "target: -3.5"),
        ("1.500", "number-ambiguous", "target: 1500"),
        ("1.234.567,89", "number-ambiguous", "target: 1234567.89"),
        ('"40"', "number-ambiguous", "target: 40"),
        ("40 %", "number-ambiguous", "target: 40"),
        ("40€", "number-ambiguous", "target: 40"),
        ("+40", "number-ambiguous", "target: 40"),
        (".nan", "number-ambiguous", ""),
        ("-.inf", "number-ambiguous", ""),
        ("NaN", "number-ambiguous", ""),
        ("４０", "number-ambiguous", ""),
        ("9" * 31, "number-ambiguous", ""),
        ("true", "not-a-number", ""),
        ("many", "not-a-number", ""),
        ("[1, 2]", "not-one-value", ""),
    ],
)
def test_figures_that_could_mean_two_things_are_told(text: str, slug: str, paste: str):
    found = fault(f"title: A goal\ntarget: {text}", kind="goal")
    assert (found.slug, found.paste) == (slug, paste)


@pytest.mark.parametrize(
    ("text", "slug", "paste"),
    [
        ("1.5", "number-not-whole", "share: 2"),
        ("-1", "number-out-of-range", ""),
        ("101", "number-out-of-range", ""),
        ("030", "number-ambiguous", "share: 30"),
    ],
)
def test_whole_numbers_keep_to_their_limits(text: str, slug: str, paste: str):
    found = fault(f"title: A goal\nshare: {text}", kind="goal")
    assert (found.slug, found.paste) == (slug, paste)


def test_costs_are_whole_euros_from_0_on():
    assert value("cost: {planned: 0, actual: 1200}", "cost").actual == 1200
    found = fault("cost:\n  planned: -5")
    assert (found.slug, found.field, found.values["most"]) == ("number-out-of-range", "cost.planned", "∞")


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-28",
        '"2026-02-28"',
        "2026-02-28 14:30",
        "2026-02-28 00:00",
        "'2026-02-28 23:59'",
        "[2026-02-28]",
    ],
)
def test_dates_may_carry_an_hour(text: str):
    assert value(f"due: {text}", "due") == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("text", "slug", "paste"),
    [
        ("2026-02-30", "date-impossible", ""),
        ("2026-13-01", "date-impossible", ""),
        ("2025-02-29", "date-impossible", ""),
        ("0000-01-01", "date-out-of-range", ""),
        ("9999-01-01", "date-out-of-range", ""),
        ("1969-12-31", "date-out-of-range", ""),
        ("21.11.2026", "date-german", "due: 2026-11-21"),
        ("1. 2. 2026", "date-german", "due: 2026-02-01"),
        ("30.2.2026", "date-impossible", ""),
        ("1.1.9999", "date-out-of-range", ""),
        ("2026-3-1", "date-short", "due: 2026-03-01"),
        ("2026-2-30", "date-impossible", ""),
        ("2026-02-28T10:00:00Z", "date-with-time-zone", "due: 2026-02-28 11:00"),
        ("2026-02-28 23:30:00+00:00", "date-with-time-zone", "due: 2026-03-01 00:30"),
        ("2026-02-28 10:00:30", "date-with-time-zone", "due: 2026-02-28 10:00"),
        ("2026-02-28T10:00 soon", "date-with-time-zone", "due: 2026-02-28"),
        ("2026-02-31T10:00 soon", "date-with-time-zone", ""),
        ("0001-01-01T00:00:00+14:00", "date-with-time-zone", ""),
        ("9999-12-31T23:59:00-14:00", "date-with-time-zone", ""),
        ("2026-02-28 24:00", "date-with-time-zone", "due: 2026-02-28"),
        ("２０２６-０２-２８", "not-a-date", "due: 2026-02-28"),
        ("tomorrow", "not-a-date", ""),
        ("20260228", "not-a-date", ""),
        ("true", "not-a-date", ""),
        ("x" * 500, "not-a-date", ""),
        ("[2026-01-01, 2026-01-02]", "not-one-value", ""),
    ],
)
def test_other_dates_are_told_with_the_day_that_was_meant(text: str, slug: str, paste: str):
    found = fault(f"due: {text}")
    assert (found.slug, found.paste) == (slug, paste)


@given(st.dates(date(1970, 1, 1), date(2199, 12, 31)))
@settings(deadline=None, derandomize=True)
def test_every_day_is_read_as_it_is_written(day: date):
    assert value(f"due: {day}", "due") == day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-q4", "2026-10-01", "2026-12-31"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("{from: 2026-01-05, to: 2026-01-05}", "2026-01-05", "2026-01-05"),
        ("{von: 2026-01-05, bis: 2026-02-01}", "2026-01-05", "2026-02-01"),
    ],
)
def test_periods(text: str, first: str, last: str):
    found: Period = value(f"title: A goal\nperiod: {text}", "period", kind="goal")
    assert (str(found.first), str(found.last)) == (first, last)


@pytest.mark.parametrize(
    ("text", "slug", "paste"),
    [
        ("Q1 2026", "period-unreadable", "period: 2026-Q1"),
        ("2026 q3", "period-unreadable", "period: 2026-Q3"),
        ("2026-Q5", "period-unreadable", ""),
        ("2026-13", "period-unreadable", ""),
        ("1800-Q1", "period-unreadable", ""),
        ("soon", "period-unreadable", ""),
        ("[2026-Q1, 2026-Q2]", "not-one-value", ""),
        ("{from: 2026-02-01, to: 2026-01-01}", "period-unreadable", ""),
        ("{from: 2026-02-01}", "period-unreadable", ""),
        ("{from: 2026-02-01, to: }", "period-unreadable", ""),
        ("{from: 2026-02-01, to: [2026-03-01]}", "period-unreadable", ""),
        ("{from: 2026-02-01, to: 2026-02-30}", "date-impossible", ""),
        ("{from: 2026-02-01, until: 2026-03-01}", "unknown-field", ""),
        ("{from: 2026-02-01, von: 2026-03-01, to: 2026-03-01}", "field-twice", ""),
    ],
)
def test_other_periods_are_told(text: str, slug: str, paste: str):
    found = parsed(f"title: A goal\nperiod: {text}", kind="goal").faults[0]
    assert (found.slug, found.paste) == (slug, paste)


@pytest.mark.parametrize("text", ["true", "false"])
def test_private_is_true_or_false(text: str):
    assert value(f"private: {text}", "private") is (text == "true")


@pytest.mark.parametrize(
    ("text", "slug", "paste"),
    [
        *(
            (word, "boolean-ambiguous", "private: true")
            for word in ("yes", "Yes", "on", "y", "ja", "1", "True", '"true"')
        ),
        *(
            (word, "boolean-ambiguous", "private: false")
            for word in ("no", "No", "off", "n", "nein", "0", "'false'")
        ),
        ("maybe", "not-a-boolean", ""),
        ("[true, false]", "not-one-value", ""),
        ("{a: b}", "not-one-value", ""),
    ],
)
def test_what_may_be_private_is_kept_private(text: str, slug: str, paste: str):
    """Until the file says clearly that it is not."""
    found = parsed(f"private: {text}")
    assert [(one.slug, one.paste) for one in found.faults] == [(slug, paste)]
    assert isinstance(found.value, Item)
    assert found.value.private


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Fix the form", "Fix the form"), ('"Fix issue #12 now"', "Fix issue #12 now"), ("no", "no"), ("1:30", "1:30"),
        ("010", "010"), ("2026-02-01", "2026-02-01"), ("1e5", "1e5"), ("true", "true"), ("~", "~"), ("null", "null"),
        ("3,5", "3,5"), ("C#", "C#"), ("a#b", "a#b"), ("|\n  two\n  lines", "two\nlines"), (">\n  one\n  line", "one line"),
        ("[a single one]", "a single one"), ("'  spaces '", "spaces"), ("👩‍👧 heart ❤️", "👩‍👧 heart ❤️"),
        ("{{7*7}}", None), ("'{{7*7}}'", "{{7*7}}"), ('""', None), ("' '", None),
    ],
)  # fmt: skip
def test_a_text_is_what_stands_in_the_file(text: str, read: str | None):
    if text == "{{7*7}}":
        assert parsed(f"evidence: {text}").value is None or parsed(f"evidence: {text}").faults
        return
    assert value(f"evidence: {text}", "evidence") == read


@pytest.mark.parametrize(
    ("text", "paste", "lost"),
    [
        ("Fix issue #12 now", 'evidence: "Fix issue #12 now"', "#12 now"),
        ('say "hi" # loud', 'evidence: "say \\"hi\\" # loud"', "# loud"),
        ("a\\b #c", 'evidence: "a\\\\b #c"', "#c"),
    ],
)
def test_a_number_sign_that_swallows_text_is_told(text: str, paste: str, lost: str):
    found = fault(f"evidence: {text}")
    assert (found.slug, found.paste, found.values["lost"]) == ("text-swallowed", paste, lost)


def test_a_comment_behind_other_values_is_a_comment():
    front = (
        "impact: 3 # guessed\ndue: 2026-02-01 # fair\nowner: anna # she\nprivate: false # no\ngoal: more #x\n"
    )
    found = parsed(front)
    assert found.faults == ()
    assert fault("metric: Leads #1").slug == "text-swallowed"
    assert fault("tags: [a, b]\nlearning: x #y").slug == "text-swallowed"


def test_titles_have_3_to_120_characters():
    assert fault("title: ab").slug == "text-too-short"
    found = fault(f"title: {'x' * 121}")
    assert (found.slug, found.values["length"], found.values["longest"]) == ("text-too-long", 121, 120)
    assert len(value(f"title: {'x' * 120}", "title")) == 120


@pytest.mark.parametrize(
    ("text", "status"),
    [("backlog", "backlog"), ("In Progress", "in-progress"), ("in_progress", "in-progress"), ("INPROGRESS", "in-progress"),
     ("In Arbeit", "in-progress"), ("Idee", "idea"), ("in freigabe", "in-review"), ("Live / Erledigt", "done"), ("[done]", "done")],
)  # fmt: skip
def test_a_status_is_its_id_name_or_alias(text: str, status: str):
    assert value(f"status: {text}", "status") == status


def test_a_status_that_nobody_knows_refuses_the_file():
    found = fault("status: plannd")
    assert (found.slug, found.refuses, found.paste) == ("status-unknown", True, "status: planned")
    assert found.values["guess"] == "planned"  # as the line to paste has it
    assert fault("status: zzzzzz").paste == ""
    for text in ("[a, b]", "{a: b}"):
        found = fault(f"status: {text}")
        assert (found.slug, found.refuses) == ("not-one-value", True)


def test_a_status_of_the_history_that_nobody_knows_stays_as_it_is():
    found = parsed(
        "history:\n  - {date: 2026-01-05, status: Somewhere}\n  - {date: 2026-01-06, status: In Arbeit}"
    )
    assert [one.slug for one in found.faults] == ["status-unknown"]
    assert [moved.status for moved in found.value.history] == ["Somewhere", "in-progress"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "owner"),
    [("anna", "anna"), ('"@anna"', "anna"), ("[anna]", "anna"), ("- anna", "anna"), ("Anna Schmidt", "Anna Schmidt"),
     ("n/a", "n/a"), ("alle", "alle"), ("Jonas Meier & Sohn", "Jonas Meier & Sohn"), ("a+", "a+")],
)  # fmt: skip
def test_an_owner_is_one_person(text: str, owner: str):
    front = f"owner:\n  {text}" if text.startswith("-") else f"owner: {text}"
    assert value(front, "owner", settings=TEAM) == owner


@pytest.mark.parametrize(
    ("text", "paste"),
    [("anna, jonas", "owner: anna"), ("anna und jonas", "owner: anna"), ("anna/jonas", "owner: anna"), ("anna & jonas", "owner: anna"),
     ("anna; jonas", "owner: anna"), ("anna + jonas", "owner: anna"), ("anna or jonas", "owner: anna"), ("[anna, jonas]", "owner: anna"),
     ('"@anna, @jonas"', "owner: anna"), ("[{a: b}, c]", "")],
)  # fmt: skip
def test_several_owners_are_told(text: str, paste: str):
    found = fault(f"owner: {text}")
    assert (found.slug, found.paste) == ("owner-several", paste)


def test_an_at_sign_alone_is_nobody():
    assert value('owner: "@"', "owner") is None
    assert value("owner: '  '", "owner") is None


def choices() -> list[tuple[str, str, str, str]]:
    """Kind of file, front matter up to the value, choice, German."""
    found = []
    for kind, table in TABLES.items():
        for row in table:
            rows = (
                [(f"{row.name}: {{{inner.name}: ", inner, "}") for inner in row.of]
                if row.of
                else [(f"{row.name}: ", row, "")]
            )
            for before, one, after in rows:
                if one.type is Type.CHOICE:
                    given = one.choices or ("visibility", "sales", "recruiting", "brand")
                    for choice in given:
                        german = GERMAN_CHOICES.get(f"{one.name}.{choice}") or GERMAN_CHOICES[choice]
                        found.append((kind, before, after, f"{choice}|{german}"))
    return found


@pytest.mark.parametrize(("kind", "before", "after", "words"), choices())
def test_choices_are_read_in_both_languages(kind: str, before: str, after: str, words: str):
    english, german = words.split("|")
    title = "" if kind == "meeting" else "title: Some title\n"
    read = [
        parsed(f'{title}{before}"{word}"{after}', kind=kind)
        for word in (english, german, german.upper(), f" {english} ")
    ]
    assert [one.faults for one in read] == [()] * 4
    name = before.split(":", maxsplit=1)[0]
    values = [getattr(one.value, name) for one in read]
    assert values[0]
    assert values.count(values[0]) == 4


def test_a_choice_that_nobody_knows_names_the_nearest():
    found = fault("result: {outcome: abov}")
    assert (found.slug, found.field, found.paste) == (
        "choice-unknown", "result.outcome", "result: {outcome: above}",
    )  # fmt: skip
    assert found.values["known"] == tuple(str(outcome) for outcome in Outcome)
    assert fault("result: {outcome: zzz}").paste == ""
    assert value("result: {outcome: none}", "result").outcome == "none"


def test_reasons_and_purposes_of_the_configuration_are_choices():
    assert (
        value("blocked: {since: 2026-01-05, reason: Legal}", "blocked", settings='reasons = ["legal"]')[
            0
        ].reason
        == "legal"
    )
    own = 'purposes = ["retention"]'
    assert value("title: Goal\npurpose: Retention", "purpose", kind="goal", settings=own) == "retention"
    assert fault("title: Goal\npurpose: sales", kind="goal", settings=own).slug == "choice-unknown"


@settings(max_examples=2000, derandomize=True, deadline=None)
@given(
    st.sampled_from([(kind, row.name) for kind, table in TABLES.items() for row in table]),
    st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=30),
)
def test_any_text_as_any_field_is_a_value_or_a_fault(field: tuple[str, str], text: str):
    kind, name = field
    found = parsed(f"title: Some title\n{name}: {text}" if name != "title" else f"title: {text}", kind=kind)
    assert (found.value is None) == any(one.refuses for one in found.faults)
    for one in found.faults:
        assert one.location.path == "items/a.md"
        assert 1 <= one.location.line <= 6


def test_ages_of_days_do_not_depend_on_the_cache_of_days():
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(400)]
    read: list[Any] = [value(f"due: {day} 12:00", "due") for day in days]
    assert read == days
