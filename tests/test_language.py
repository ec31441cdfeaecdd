"""What is said in each language: words, numbers, days, lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from backlog.config.sections import Kind
from backlog.language import CODES, LENGTHS, SKELETONS, language

DAY = date(2026, 2, 2)


@pytest.mark.parametrize(("code", "locale", "name", "decimal"), [("de", "de_DE", "Deutsch", ","), ("en", "en_GB", "English", ".")])  # fmt: skip
def test_every_language_has_what_it_says(code: str, locale: str, name: str, decimal: str):
    assert code in CODES
    speaking = language(code)
    assert (speaking.code, speaking.locale, speaking.name, speaking.decimal) == (code, locale, name, decimal)
    for form in (*LENGTHS, *SKELETONS, "weekday"):
        assert speaking.date(DAY, form)


@pytest.mark.parametrize(
    ("code", "form", "text"),
    [
        ("de", "full", "Montag, 2. Februar 2026"), ("de", "day", "2. Februar 2026"), ("de", "digits", "02.02.2026"), ("de", "near", "2. Februar"),
        ("de", "month", "Februar 2026"), ("de", "weekday", "Montag, 2. Februar"), ("en", "day", "2 February 2026"), ("en", "month", "February 2026"),
        ("en", "near", "2 February"),
    ],
)  # fmt: skip
def test_days(code: str, form: str, text: str):
    assert language(code).date(DAY, form).replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("code", "value", "places", "text"),
    [
        ("de", 999, None, "999"), ("de", 1_234_567, None, "1.234.567"), ("en", 1_234_567, None, "1,234,567"), ("de", Decimal("3.5"), None, "3,5"),
        ("en", Decimal("3.5"), None, "3.5"), ("de", Fraction(1, 3), 2, "0,33"), ("de", 6, 2, "6,00"), ("en", Fraction(9, 2), 2, "4.50"), ("de", -7, None, "-7"),
        ("en", Fraction(5, 2), 0, "3"), ("de", Fraction(1, 8), 2, "0,13"), ("de", Decimal("-0.125"), 2, "-0,13"), ("en", 3, 0, "3"), ("en", 10**20, 1, "100" + ",000" * 6 + ".0"),
    ],
)  # fmt: skip
def test_numbers(code: str, value: Any, places: int | None, text: str):
    assert language(code).number(value, places) == text


def test_lists():
    assert language("de").list(["a", "b", "c"]) == "a, b und c"
    assert language("en").list(["a", "b"]) == "a and b"
    assert language("en").list([]) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [(Kind.ACTIVE, "active"), (True, "true"), (False, "false"), (None, "none"), (DAY, "2. Februar 2026"), (1_500, "1.500"), (("a", 2), "a und 2"), ([], ""), ("x", "x")],
)  # fmt: skip
def test_values_are_written_as_readers_do(value: Any, text: str):
    assert language("de").readable(value).replace("\u00a0", " ") == text


def test_messages_are_filled_in():
    speaking = language("en")
    assert speaking.text("{a} and {b}", a="{b}", b=2) == "{b} and 2"
    assert speaking.text("100 % {as it is}") == "100 % {as it is}"
    assert speaking.text("") == ""
    assert speaking.plural("{count} item", "{count} items", 1) == "1 item"
    assert speaking.plural("{count} item", "{count} items", 2_000) == "2,000 items"


def test_german_says_it_in_german():
    assert language("de").text('Did you mean "{guess}"?', guess="x") != 'Did you mean "x"?'


def test_a_language_without_catalogue_is_none():
    with pytest.raises(FileNotFoundError):
        language("xx")
