"""What is private in one of two states, and what only looks like it."""

from __future__ import annotations

from backlog.comparison.veil import veiled
from tests.make import backlog, ready_item

OPEN = ready_item("open", title="Newsletter for spring")


def test_a_private_copy_hides_nothing_that_is_public_on_both_sides() -> None:
    """Whoever begins something private copies a file, and its title with it."""
    copy = ready_item("copy", title=OPEN.title, private=True)
    was, _ = veiled(backlog([OPEN]), backlog([OPEN, copy]))
    assert not was.item_by_id["open"].private


def test_a_title_that_only_something_private_has_now_is_hidden_before() -> None:
    secret = ready_item("secret", title=OPEN.title, private=True)
    renamed = ready_item("open", title="Something else")
    was, _ = veiled(backlog([OPEN]), backlog([renamed, secret]))
    assert was.item_by_id["open"].private
