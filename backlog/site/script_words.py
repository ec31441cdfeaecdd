"""What the scripts of the site say, by script: message ids that `data/search.js` carries translated.

A script says `backlog.say("…", {name: value})` or `backlog.plural("one", "many", count)` with these
same English sentences. Each stands here wrapped in `N_`, or as `plural("{count} …", "{count} …")`, so
that it is found for translation; `tests/site/test_script_words.py` holds scripts and list together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

Message = str | tuple[str, str]


def plural(one: str, many: str) -> tuple[str, str]:
    """Two forms of a message, marked for the catalogue."""
    return one, many


SCRIPT_WORDS: Mapping[str, tuple[Message, ...]] = {
    "search": (
        N_("Close"),
        N_("Title, person, goal …"),
        N_("At the top of the ranking"),
        N_("Results"),
        N_("Goal"),
        N_("Initiative"),
        N_("Page"),
        N_("formerly {id}"),
        plural("{count} result", "{count} results"),
        plural("{count} more: type another word.", "{count} more: type another word."),
        N_("Nothing found for “{words}”."),
        N_("Try fewer or other words, or look through the board."),
    ),
    "matching": (N_("Blocked"),),
    "kinds": (
        N_("Blocked"),
        N_("Mine"),
        N_("Status"),
        N_("Owner"),
        N_("Team"),
        N_("Goal"),
        N_("Initiative"),
        N_("Channel"),
        N_("Tag"),
        N_("Work of {name}, approvals too"),
    ),
    "filter": (
        N_("I am"),
        N_("choose a name"),
        N_("not given"),
        N_("Remove the filter {name}"),
        N_("Remove all filters"),
        N_("{count} shown"),
        plural("{shown} of {count} item", "{shown} of {count} items"),
        plural("Show the {count} item", "Show the {count} items"),
        plural("The filter hides the {count} item here.", "The filter hides all {count} items here."),
    ),
    "collect": (
        N_("Tick items, then choose what changes."),
        plural("{count} item ticked", "{count} items ticked"),
        plural("{count} change on the list", "{count} changes on the list"),
    ),
    "keys": (
        N_("Keys"),
        N_("then"),
        N_("Close what is open"),
        N_("Use single keys"),
        N_("Close"),
    ),
    "findings": (
        N_("Rank {rank} of {all}"),
        plural("{count} needed", "{count} needed"),
        plural(
            "{count} entry would be refused as it is; it says so itself.",
            "{count} entries would be refused as they are; each says so itself.",
        ),
    ),
    "hand": (
        N_("A day and a kind of meeting are needed."),
        N_("A title is needed."),
        N_("Click again to go on all the same."),
        N_("The text is copied."),
        N_("The browser does not copy: the text stands below the button."),
    ),
    "form": (N_("{host} is open in another tab. What you typed is still here."),),
    "draft": (
        N_("“{title}” was handed over last."),
        N_("Bring it back"),
        N_("It is back."),
        N_("Your draft is back."),
        N_("Discarded."),
    ),
    "edit": (
        N_("Edit: {title}"),
        N_("There is no file “{id}” that could be edited here."),
        N_("Line {line}: change “{field}” in the file itself; comments stand beside it."),
        N_("Behind line {line}: add"),
        N_("Line {line}: replace"),
        N_("Lines {first} to {last}: replace"),
        N_("Delete line {line}:"),
        N_("Delete lines {first} to {last}:"),
        N_("Copy"),
        N_("Copied"),
        N_("The comment behind it stays."),
        N_("(as before)"),
        plural("{count} change: show it", "{count} changes: show them"),
    ),
}
