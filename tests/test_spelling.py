"""How names are compared, guessed and made."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from backlog.spelling import ID, LONGEST_ID, RESERVED, fold, id_of, nearest, same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("To Do", "to-do"),
        ("in_progress", "In Progress"),
        ("Größe", "GRÖSSE"),
        ("Gro\u0308ße", "größe"),
        ("a\u00a0b", "ab"),
        (" a\n", "A"),
        ("--a__", "a"),
    ],
)
def test_names_are_alike_whatever_case_and_separators(one: str, other: str):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("To Do", "To Did"), ("a.b", "ab"), ("n/a", "na"), ("größe", "grosze")]
)
def test_other_names_are_not(one: str, other: str):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Landing-Page", "landing-page"), ("e\u0301", "é"), ("STRASSE", "straße"), ("\uff21", "a"), ("ﬁ", "FI")],
)
def test_ids_are_the_same_in_any_case_and_form(one: str, other: str):
    assert same(one) == same(other)


@pytest.mark.parametrize(("one", "other"), [("a-b", "ab"), ("a.b", "a-b"), ("a", "b")])
def test_ids_differ_by_every_character(one: str, other: str):
    assert same(one) != same(other)


@given(st.text(max_size=20))
@settings(deadline=None, derandomize=True, max_examples=500)
def test_folding_twice_changes_nothing(text: str):
    assert fold(fold(text)) == fold(text)
    assert same(same(text)) == same(text)


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("impakt", ["impact", "effort"], "impact"), ("Owner", ["owner"], "owner"), ("depends-on", ["depends_on"], "depends_on"), ("", ["a"], ""),
        ("zzzz", ["impact"], ""), ("x", [], ""), ("webseite", ["website", "seo"], "website"), ("in review", ["In Freigabe", "in-review"], "in-review"),
    ],
)  # fmt: skip
def test_the_nearest_word_is_guessed(word: str, known: list[str], found: str):
    assert nearest(word, known) == found


def test_guesses_do_not_depend_on_the_order_of_words():
    assert nearest("ax", ["ay", "az"]) == nearest("ax", ["az", "ay"])


@pytest.mark.parametrize(
    ("title", "id_"),
    [
        ("Größere Landingpage: 2. Versuch!", "groessere-landingpage-2-versuch"), ("Straße & Platz", "strasse-und-platz"), ("2026: Neues", "neues"), ("Café Crème", "cafe-creme"),
        ("日本語", ""), ("", ""), ("123", ""), ("A\u0308pfel", "aepfel"), ("  spaces  ", "spaces"), ("a/b\\c", "a-b-c"), ("<script>", "script"), ("Con man", "man"),
        ("CON", ""), ("Index", "index-1"), ("x" * 100, ""), ("word " * 30, "-".join(["word"] * 12)), ("nul", ""),
    ],
)  # fmt: skip
def test_ids_are_made_of_titles(title: str, id_: str):
    assert id_of(title) == id_


@given(st.text(max_size=200))
@example("a " * 100)
@settings(deadline=None, derandomize=True, max_examples=1_000)
def test_whatever_is_made_is_an_id(title: str):
    made = id_of(title)
    assert made == "" or ID.fullmatch(made)
    assert len(made) <= LONGEST_ID
    assert RESERVED.isdisjoint(made.split("-"))
    assert made != "index"
    assert id_of(made) == made or not made
