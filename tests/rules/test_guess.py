"""The nearest known name among few and among thousands."""

from __future__ import annotations

from backlog.rules.guess import MOST, Guesses, guess


def test_among_few_the_nearest() -> None:
    assert guess(Guesses(), "leeds", "goal", ["leads", "brand"]) == "leads"
    assert guess(Guesses(), "zzz", "goal", ["leads", "brand"]) == ""


def test_among_thousands_the_nearest_too() -> None:
    known = {f"landing-page-{n}": n for n in range(3000)} | {"price-list-online": 0}
    guesses = Guesses()
    assert guess(guesses, "prise-list-online", "item", known) == "price-list-online"
    assert guess(guesses, "landing-page-17x", "item", known).startswith("landing-page-17")
    assert guess(guesses, "qqq", "item", known) == ""


def test_nobody_wants_hundreds_of_guesses() -> None:
    guesses = Guesses()
    for number in range(MOST):
        guess(guesses, f"unknown-{number}", "item", ["leads"])
    assert guess(guesses, "leeds", "item", ["leads"]) == ""
