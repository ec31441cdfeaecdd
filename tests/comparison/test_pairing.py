"""A file that was renamed or moved is one item, not two."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlog.comparison.pairing import paired
from backlog.model import Body
from backlog.source import Source
from tests.make import item

LINES = ("---", "title: Landing page", "status: backlog", "owner: anna", "impact: 3", "---")


def file(
    id_: str, path: str = "", title: str = "", digest: str = "", lines: tuple[str, ...] = LINES, **values
):
    path = path or f"items/{id_}.md"
    body = Body(visible=80 if digest else 0, digest=digest)
    return replace(
        item(id_, title=title or f"Title {id_}", **values),
        path=path,
        body=body,
        source=Source(path=path, lines=lines),
    )


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        (file("a"), file("a", "items/2026/a.md"), True),
        (file("a"), file("A", "items/x.md"), True),
        (file("a"), file("b", formerly=("a",)), True),
        (file("b", formerly=("a",)), file("a"), True),
        (file("a", "items/x.md"), file("b", "items/x.md"), True),
        (file("a", "items/x.md"), file("b", "items/2026/x.md"), True),
        (file("a", title="Landing page"), file("b", title="Landing Page"), True),
        (file("a", digest="x"), file("b", digest="x"), True),
        (file("a", digest="x"), file("b", digest="x", lines=("---", "title: Other", "---")), False),
        (file("a"), file("b"), False),
    ],
)
def test_what_makes_two_files_one_item(before, after, same) -> None:
    assert paired([before], [after]) == ({before.id: after.id} if same else {})


def test_of_two_candidates_none_is_chosen() -> None:
    before = [file("a", digest="x")]
    assert paired(before, [file("b", digest="x"), file("c", digest="x")]) == {}
    assert paired(before, [file("b", formerly=("a",)), file("c", formerly=("a",))]) == {}


def test_an_id_weighs_more_than_a_path() -> None:
    before = [file("a", "items/one.md")]
    assert paired(before, [file("b", "items/one.md"), file("a", "items/two.md")]) == {"a": "a"}


_FILES = st.lists(
    st.builds(
        lambda id_, path, title, digest, former: file(
            id_, f"items/{path}.md", title, digest, formerly=former
        ),
        st.sampled_from(["a", "b", "c", "d", "e"]),
        st.sampled_from(["p", "q", "r", "s"]),
        st.sampled_from(["One", "Two", "Three"]),
        st.sampled_from(["", "x", "y"]),
        st.lists(st.sampled_from(["a", "b", "f"]), max_size=1).map(tuple),
    ),
    max_size=4,
    unique_by=(lambda one: one.id, lambda one: one.path),
)


@settings(max_examples=300, deadline=None)
@given(_FILES, _FILES)
def test_the_same_is_said_from_both_sides_and_of_nothing_twice(one, other) -> None:
    there, back = paired(one, other), paired(other, one)
    assert {second: first for first, second in there.items()} == back
