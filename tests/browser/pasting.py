"""Somebody who pastes: the lines that the form shows, put into a file as it says, and nothing else."""

from __future__ import annotations

from typing import Any


def pasted(text: str, changes: list[dict[str, Any]]) -> str:
    """The file after the changes, in the order in which they are shown.

    Each is done as it is told: old lines have to stand where it says; what stands behind a single one on
    its line stays.
    """
    lines = text.split("\n")
    for change in changes:
        assert "byHand" not in change
        if "after" in change:
            lines[change["after"] : change["after"]] = change["lines"]
            continue
        first, last = change["from"] - 1, change["to"]
        there = lines[first:last]
        if len(there) == 1:
            (old,) = change["old"]
            assert there[0].startswith(old)
            rest = there[0][len(old) :]
            new = list(change["lines"])
            if new and rest.strip():
                assert len(new) == 1
                new[0] += rest
            lines[first:last] = new
        else:
            assert [line.rstrip() for line in there] == change["old"]
            lines[first:last] = change["lines"]
    return "\n".join(lines)
