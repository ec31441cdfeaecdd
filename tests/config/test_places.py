"""Where keys and values of a TOML text stand."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backlog.config.places import locate, places
from tests.conftest import ROOT

TEXT = '''# a comment = with [brackets]
title = "a # b"
"quoted.key" = 'c'
site.base_url = "d"  # behind
points = [ 1, [2, 3], { x = 4, "y z" = [5] }, # six
  """
seven = [8]
""",
]

[people.anna]
name = "A\\"B"
[people."b.c"]
name = \'\'\'x\'\'\'
[[workflow]]
id = "one"
[[workflow]]
id = "two"
[workflow.more]
z = 2026-02-16 08:00:00
'''


@pytest.mark.parametrize(
    ("keys", "key", "value"),
    [
        ("title", "title", '"a # b"'),
        ("quoted.key", '"quoted.key"', "'c'"),
        ("site/base_url", "base_url", '"d"'),
        ("points/0", None, "1"),
        ("points/1/1", None, "3"),
        ("points/2/x", "x", "4"),
        ("points/2/y z/0", None, "5"),
        ("people/anna", "anna", None),
        ("people/anna/name", "name", '"A\\"B"'),
        ("people/b.c/name", "name", "'''x'''"),
        ("workflow/0/id", "id", '"one"'),
        ("workflow/1/id", "id", '"two"'),
        ("workflow/1/more/z", "z", "2026-02-16 08:00:00"),
    ],
)
def test_keys_and_values_are_found(keys: str, key: str | None, value: str | None):
    found = places(TEXT)
    path = tuple(keys.split("/"))
    for spans, text in ((found.keys, key), (found.values, value)):
        if text is not None:
            begin, end = spans[path]
            assert TEXT[begin:end] == text


def test_what_is_not_there_is_looked_for_around():
    lines = tuple(TEXT.split("\n"))
    for keys, line in (
        (("people", "anna", "team"), 11),
        (("workflow", "1", "kind"), 17),
        (("nothing",), 1),
        ((), 1),
    ):
        place = locate("backlog.toml", lines, keys)
        assert (place.line, place.text) == (line, lines[line - 1])
    assert locate("backlog.toml", (), ("title",)).line == 1


def test_a_value_of_several_lines_is_underlined_to_the_end_of_its_first():
    place = locate("backlog.toml", tuple(TEXT.split("\n")), ("points",), value=True)
    assert (place.line, place.column, place.column - 1 + place.length) == (5, 10, len(place.text))


@pytest.mark.parametrize(
    "text",
    [
        "= 1",
        "[",
        "[[a",
        "[a",
        "a",
        "a = ",
        "a = [1",
        "a = [1 2]",
        "a = {b",
        "a = {b = 1, = 2}",
        "]",
        "a.",
        "[]\n[[]]",
        '"',
    ],
)
def test_what_is_no_toml_is_given_up_without_an_exception(text: str):
    found = places(text)
    assert all(end <= len(text) for _, end in (*found.keys.values(), *found.values.values()))


def paths(value: Any, path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """Every path to a value that is no table."""
    if isinstance(value, dict):
        return {found for key, inner in value.items() for found in paths(inner, (*path, key))}
    if isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
        return {found for number, inner in enumerate(value) for found in paths(inner, (*path, str(number)))}
    return {path}


REAL = [path for path in sorted(ROOT.rglob("*.toml")) if "scaffold" not in path.parts]


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_value_of_real_files_has_its_place(path: Any):
    text = path.read_text("utf-8")
    assert paths(tomllib.loads(text)) <= places(text).values.keys()


KEY = st.sampled_from(["a", "b-c", '"d e"', "'f.g'", "a.b", "1"])
PLAIN = st.sampled_from(
    ["1", '"x"', "'y'", '"""z\n"""', "'''w'''", "true", "2026-02-16", '"a\\"b"', "1.5", "[]", "{}", '"#"']
)
VALUE = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda entries: "[" + " , ".join(entries) + "]"),
        st.lists(inner, max_size=3).map(
            lambda entries: "[ # c\n" + "".join(f"{entry},\n" for entry in entries) + "]"
        ),
        st.lists(inner, max_size=3).map(
            lambda entries: (
                "{" + ", ".join(f"k{number} = {entry}" for number, entry in enumerate(entries)) + "}"
            )
        ),
    ),
    max_leaves=6,
)
LINE = st.one_of(
    st.tuples(KEY, VALUE).map(lambda pair: f"{pair[0]} = {pair[1]}"),
    KEY.map(lambda key: f"[{key}]"),
    KEY.map(lambda key: f"[[ {key} ]] # d"),
    st.just("# e = 1"),
    st.just(""),
)


@settings(max_examples=2000, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(LINE, max_size=8).map("\n".join))
def test_whatever_tomllib_reads_has_its_place(text: str):
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        places(text)  # gives up without an exception
        return
    found = places(text)
    filled = {path for path in paths(table) if path}
    assert filled <= found.values.keys()
    for begin, end in (*found.values.values(), *found.keys.values()):
        assert 0 <= begin <= end <= len(text)
        assert text[begin:end] == text[begin:end].strip()
