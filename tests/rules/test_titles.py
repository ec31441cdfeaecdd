"""Similar titles: what counts as almost the same, also among many."""

from __future__ import annotations

import pytest

from backlog.rules.titles import similar_titles
from tests import make


def groups(*titles: str, status: str = "idea") -> list[tuple[str, tuple[str, ...]]]:
    items = [make.item(f"i{number:03}", status, title=title) for number, title in enumerate(titles)]
    return [(item.id, tuple(other.id for other in others)) for item, others in similar_titles(items)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Landing page for service X", "LANDING PAGE — service X"),
        ("Messe: Mailing an alle Kunden", "Mailing an alle Kunden, Messe"),
        ("Newsletter Februar", "Newsletter Febuar"),
        ("Newsletter Febuar", "Newsletter Februar"),
        ("Kampagne für Hausverwaltungen", "Kampagne Hausverwaltungen"),
        ("Price list online", "Price list onlime"),
    ],
)
def test_almost_the_same(one: str, other: str) -> None:
    assert groups(one, other) == [("i001", ("i000",))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Newsletter Januar", "Newsletter Februar"),
        ("Video 1", "Video 2"),
        ("Service X", "Service Y"),
        ("Kampagne 2025", "Kampagne 2026"),
        ("Test of page A", "Test of page B"),
    ],
)
def test_two_pieces_of_work(one: str, other: str) -> None:
    assert groups(one, other) == []


def test_a_group_is_told_once() -> None:
    assert groups("Price list", "price list", "Price-List") == [("i002", ("i000", "i001"))]


def test_what_is_done_is_no_work_twice() -> None:
    assert groups("Price list", "price list", status="done") == []
    assert groups("Price list", "price list", status="dropped") == []


def test_among_many_words_in_one_place_the_near_ones_are_found() -> None:
    words = [chr(97 + n) * 6 for n in range(20)]
    titles = [f"Newsletter {word}" for word in [*words, "februar", "febuar", "februat"]]
    assert groups(*titles) == [("i021", ("i020",)), ("i022", ("i020",))]


def test_a_thousand_titles_that_differ_in_a_letter_are_as_many_lines() -> None:
    letters = [chr(97 + n) for n in range(10)]
    words = [f"{a}{b}{c}zzzz" for a in letters for b in letters for c in letters]
    told = groups(*(f"Newsletter {word}" for word in words))
    assert len(told) == 999
    assert {len(others) for _, others in told} == {1}
    assert ("i001", ("i000",)) in told
    assert ("i111", ("i011",)) in told


def test_a_title_is_told_once_whatever_it_is_like() -> None:
    assert groups("Price catalogue", "price catalogue", "Price cataloge") == [
        ("i001", ("i000",)),
        ("i002", ("i000",)),
    ]
    assert groups("Newsletter febuar", "Newsletter februar", "Newsletter, Februar") == [
        ("i002", ("i000", "i001"))
    ]
