"""Commands, exit codes and editing steps, for the handbook. A test holds the commands against the tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backlog.errors import Exit
from backlog.language import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "init": N_("A working repository: configuration and example items"),
    "check": N_("Every finding of every file; with --alerts, what needs attention today"),
    "build": N_("Check, compute and render the site"),
    "serve": N_("Preview with live reload"),
    "new": N_("A valid new item"),
    "move": N_("Items to another column, and the commit if wanted"),
    "set": N_("Fields of items, goals and people"),
    "fmt": N_("The fields of every file in one order"),
    "apply": N_("Many changes at once, one a line, and an answer to each"),
    "diff": N_("What a change does: ranking, goals, limits, findings"),
    "list": N_("The ranking in the terminal"),
    "show": N_("One item in the terminal"),
    "review": N_("The next review, or a past one, as Markdown to mail"),
    "planning": N_("The next planning as Markdown to mail"),
    "strategy": N_("The monthly strategy meeting as Markdown to mail"),
    "explain": N_("What a rule is about"),
    "rules": N_("All rules"),
    "schema": N_("JSON Schema for editors"),
    "doctor": N_("What is wrong with the set-up"),
}

EXAMPLES: Mapping[str, str] = {
    "init": "backlog init marketing --language de",
    "check": "backlog check --alerts",
    "build": "backlog build --as-of 2026-02-09 --output site-then",
    "serve": "backlog serve --port 8010",
    "new": 'backlog new "Landing page for the boiler check"',
    "move": 'backlog move landing-page "In progress" --branch',
    "set": "backlog set landing-page impact=4",
    "fmt": "backlog fmt --diff",
    "apply": "backlog apply changes.txt",
    "diff": "backlog diff main",
    "list": "backlog list --all",
    "show": "backlog show landing-page",
    "review": "backlog review 2026-02-09",
    "planning": "backlog planning --language de",
    "strategy": "backlog strategy > strategy.md",
    "explain": "backlog explain W206",
    "doctor": "backlog doctor --host host.json",
}
"""One way to call a command, where there is more to it than its name."""

EXITS: Mapping[int, str] = {
    Exit.FINE: N_("All is well"),
    Exit.FINDINGS: N_(
        "There are findings of severity error, alerts where they were asked for, or lines that do not apply"
    ),
    Exit.WRONG_USE: N_("Wrong use, or an error in the configuration"),
    Exit.ENVIRONMENT: N_("The computer is in the way: disk, rights, git"),
    Exit.REFUSED: N_("Refused, because something of yours could be lost"),
    Exit.BUG: N_("A mistake in the tool itself"),
    130: N_("Interrupted by Ctrl-C"),
    143: N_("Ended from outside"),
}

STEPS: tuple[str, ...] = (
    N_(
        "Open the page of the item and choose below its title to open the file on its host; you may have to "
        "sign in. “Edit” beside it is a form that says which lines to change."
    ),
    N_(
        "Between the two lines of three hyphens stand the fields, one a line: name, colon, value. Dates "
        "are written as 2026-02-16. Below them is the text of the item; “- [ ]” begins a box to tick, “- "
        "[x]” is ticked."
    ),
    N_(
        "To move an item to another column, change the line of its status. To say that it is blocked, add "
        "since when and why."
    ),
    N_(
        "Below the text, choose to propose the change, and say in one sentence what you changed. That "
        "makes a proposed change (pull request)."
    ),
    N_(
        "The check runs by itself. An error is named with file and line, and with the line to paste. "
        "Warnings stop nothing."
    ),
    N_("Somebody of the team looks at it and takes it over. A few minutes later the site shows it."),
)

LIMITS: tuple[str, ...] = (
    N_(
        "An item with “private: true” is checked on the terminal only. It is on no page, in no figure and "
        "in no export, and its title is named nowhere. It counts among the files found and read, and "
        "nowhere else."
    ),
    N_(
        'A site for the public (audience = "public") leaves out people\'s names, absences, costs, partners'
        " and minutes. An internal site shows everything but private items."
    ),
    N_(
        "“backlog build --single-file” makes one more file, backlog.html, that holds every page with search "
        "and filters, to send by mail. Whoever has it can read all of it, and it stays as it was on that day."
    ),
    N_(
        "What was published once stays in the history of the repository and in earlier copies of the site,"
        " also after its file is removed. Whoever has it forgotten has to rewrite the history and remove "
        "the copies."
    ),
    N_(
        "The pages load nothing from others, set no cookies and carry no e-mail addresses. Everything can be "
        "read without scripts; those that search, filter and fill in the form come with the site. What you "
        "choose and type (colours, who you are, an unfinished form) stays in your browser."
    ),
    N_(
        "The pages ask search engines to stay away; that is a request and no lock. Whoever knows the "
        "address of a public site can read it."
    ),
    N_(
        "Whoever may take over proposed changes may publish. Templates and configuration are code: let "
        "somebody look at their changes."
    ),
)
