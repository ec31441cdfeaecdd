"""The words of the interface with their meaning; for terms of Kanban their own name as well."""

from __future__ import annotations

from dataclasses import dataclass

from backlog.language import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word and what it means (message ids), and what Kanban calls it, where it has a name for it."""

    term: str
    meaning: str
    kanban: str = ""


GLOSSARY: tuple[Word, ...] = (
    Word(term=N_("Goal"), meaning=N_("What the work is for: a figure with a target and a period.")),
    Word(term=N_("Initiative"), meaning=N_("Several items that work for one goal together.")),
    Word(term=N_("Item"), meaning=N_("One piece of work, in one file."), kanban="work item"),
    Word(
        term=N_("Request"),
        meaning=N_("An idea that is not decided yet: backlog, parked or dropped."),
    ),
    Word(term=N_("Owner"), meaning=N_("The one person you would ask on Monday.")),
    Word(term=N_("Deputy"), meaning=N_("Who stands in while the owner is away.")),
    Word(term=N_("Reviewer"), meaning=N_("Who approves an item while it is in review.")),
    Word(term=N_("Requested by"), meaning=N_("Who asked for an item.")),
    Word(term=N_("Sponsor"), meaning=N_("Who wants a goal and pays for it.")),
    Word(
        term=N_("External partner"),
        meaning=N_("An agency or freelancer who does the work; the owner stays inside."),
    ),
    Word(term=N_("Channel"), meaning=N_("Where the work becomes visible: website, search, newsletter.")),
    Word(term=N_("Metric"), meaning=N_("A number that work is meant to move.")),
    Word(
        term=N_("Baseline, target, current"),
        meaning=N_("The figure of a goal at the beginning, at the end, and now with its day."),
    ),
    Word(
        term=N_("Acceptance criteria"),
        meaning=N_("What has to be true so that the item is finished; the boxes in its text."),
        kanban="definition of done",
    ),
    Word(term=N_("Impact"), meaning=N_("How far an item moves its goal's figure, 1 to 5.")),
    Word(term=N_("Confidence"), meaning=N_("How sure that is, 1 to 5.")),
    Word(term=N_("Effort"), meaning=N_("How much work it is, 1 to 5.")),
    Word(term=N_("Score (ICE)"), meaning=N_("Impact × confidence ÷ effort.")),
    Word(term=N_("Rank"), meaning=N_("The place by score among all rated open items.")),
    Word(
        term=N_("Rank interval"),
        meaning=N_("Between which ranks it would stand if one rating were one step off."),
    ),
    Word(term=N_("Unscored"), meaning=N_("Not all three ratings are there.")),
    Word(term=N_("Parked"), meaning=N_("Put aside until a day.")),
    Word(term=N_("Quick wins"), meaning=N_("Much impact for little effort.")),
    Word(term=N_("Big bets"), meaning=N_("Much impact for much effort.")),
    Word(
        term=N_("Expedited item"),
        meaning=N_("An item that may jump the ranking, with its reason."),
        kanban="expedite",
    ),
    Word(
        term=N_("Capacity"),
        meaning=N_("How many items may be planned at once; it draws the line in the ranking."),
        kanban="cut line",
    ),
    Word(term=N_("Ready"), meaning=N_("Nothing missing, nothing in the way: it could begin today.")),
    Word(term=N_("Depends on"), meaning=N_("What has to be finished before.")),
    Word(term=N_("Blocked"), meaning=N_("Something keeps it from going on, since a day, for a reason.")),
    Word(term=N_("Goal coverage"), meaning=N_("How far the work for a goal has come, in six stages.")),
    Word(
        term=N_("Share of the effort"), meaning=N_("How the effort of open work is shared out among goals.")
    ),
    Word(
        term=N_("In work at once"),
        meaning=N_("Items in progress or in review."),
        kanban="work in progress, WIP",
    ),
    Word(
        term=N_("Limit"),
        meaning=N_("How many items may stand in a column, or on a desk, at once."),
        kanban="WIP limit",
    ),
    Word(
        term=N_("Cycle time"),
        meaning=N_("Days from the start of work to the finish, both included."),
        kanban="cycle time",
    ),
    Word(
        term=N_("Lead time"),
        meaning=N_("Days from the idea to the finish, both included."),
        kanban="lead time",
    ),
    Word(
        term=N_("Age in work"),
        meaning=N_("Days since work on an unfinished item began."),
        kanban="work item age",
    ),
    Word(term=N_("Result and learning"), meaning=N_("What came of an item, and what you know now.")),
    Word(
        term=N_("Weekly review"),
        meaning=N_("The meeting about what went live and what is stuck."),
        kanban="service delivery review",
    ),
    Word(term=N_("Planning"), meaning=N_("The meeting about what comes next."), kanban="replenishment"),
    Word(
        term=N_("Monthly strategy"),
        meaning=N_("The meeting that holds goals against work."),
        kanban="strategy review",
    ),
    Word(term=N_("Intake slot"), meaning=N_("The meeting in which requests are decided.")),
    Word(
        term=N_("Finding"),
        meaning=N_("What a rule has to say about a file. Errors stop the next build, warnings never do."),
    ),
    Word(
        term=N_("Proposed change"),
        meaning=N_("A change to a file that somebody looks at before it counts."),
        kanban="pull request",
    ),
    Word(term=N_("Report day"), meaning=N_("The day that all figures of the site are made for.")),
    Word(
        term=N_("Found = read + refused"),
        meaning=N_("Every file is counted: what could not be read is named, never left out in silence."),
    ),
)
