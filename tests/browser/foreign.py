"""A backlog that another tool has kept, as it stands: its folders, its fields, its habits, and what is wrong in it.

The outside data beside some checkouts hold real ones; nobody may copy them here. This one is of our own sentences and
of the shape of those: no ratings, no goals, names of files with blanks and umlauts, owners as lists, times at days,
comments and markup in bodies, titles and paths that no screen is wide enough for, an id twice, a status nobody knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conftest import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = EXAMPLES / "adopt" / "pki" / "backlog.toml"
PATH = "packages/storefront/src/components/subscription/checkout/__tests__/PaymentMethodSelectionPanel.integration.test.tsx"
AWKWARD = {
    f"Move `{PATH}` to the new runner": f"```\n{'npm run test --workspace=storefront -- ' * 6}\n```\n\nSee `{PATH}`.",
    "Überblick – Kanäle & „Anführung“ <b>fett</b>": "<details><summary>Why</summary>Because &amp; so.</details>\n\n<!-- nobody\nsees this -->",
    "Compare what twelve shops write about delivery, returns, payment, the grinder, the beans, the roast and the people "
    "who do it, month by month, for the whole of last year and the first weeks of this one": "| "
    + " | ".join(f"Month {month}" for month in range(1, 13)) + " |\n" + "| --- " * 12 + "|\n" + "| 1,234 shops " * 12 + "|",
    "Nested": "\n".join(f"{'  ' * level}- level {level} of what has to be thought of" for level in range(9)),
    "ThisIsOneWordThatNobodyWouldWriteButATool" * 3: "x" * 400,
    "Picture from elsewhere": "![A machine](https://example.org/machine.png)\n\nhttps://example.org/" + "a/" * 90,
    "Ärger": "No box to tick here.\n\n## Acceptance Criteria\n<!-- AC:BEGIN -->\n<!-- AC:END -->",
}  # fmt: skip
STATUSES = ("To Do", "In Progress", "Done", "Done", "To Do", "Done")


def _task(number: int, title: str, text: str, status: str) -> str:
    quoted = title.replace("'", "''")
    depends = f"\n  - task-{number - 3:03}" if number % 4 == 0 else " []"
    return f"""---
id: task-{number:03}
title: '{quoted}'
status: {status}
assignee:{" []" if number % 3 else " ['@sam']"}
created_date: '2025-10-{number % 22 + 1:02} 11:46'
updated_date: '2025-10-23 09:15'
labels:{" []" if number % 2 else " [shop, 'needs a very long label that goes on']"}
dependencies:{depends}
priority: {("high", "medium", "low")[number % 3]}
---

## Description

<!-- SECTION:DESCRIPTION:BEGIN -->
{text}
<!-- SECTION:DESCRIPTION:END -->

## Acceptance Criteria
<!-- AC:BEGIN -->
- [{"x" if status == "Done" else " "}] #1 It is done as described
- [ ] #2 Somebody else has looked at it
<!-- AC:END -->
"""


def write_foreign(folder: Path) -> None:
    """Write that backlog into a new folder, with the configuration that one lays beside such a backlog."""
    tasks = folder / "backlog" / "tasks"
    tasks.mkdir(parents=True)
    texts = {}
    for path in sorted((EXAMPLES / "english" / "items").glob("*.md")):
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        texts[front.splitlines()[0].removeprefix("title: ").strip("\"'")] = body.split("\n## ")[1].partition(
            "\n"
        )[2]
    for number, (title, text) in enumerate([*texts.items(), *AWKWARD.items()], start=1):
        name = "".join(letter if letter.isalnum() else "-" for letter in title)[:60]
        task = _task(number, title, text.strip(), STATUSES[number % len(STATUSES)])
        (tasks / f"task-{number:03} - {name}.md").write_text(task, "utf-8")
    (tasks / "task-004 - The-same-once-more.md").write_text(
        _task(4, "The same once more", "Twice.", "Done"), "utf-8"
    )
    (tasks / "task-090 - Odd.md").write_text(_task(90, "Odd", "In a column of its own.", "On hold"), "utf-8")
    (folder / "backlog.toml").write_bytes(SETTINGS.read_bytes())
