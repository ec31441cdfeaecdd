"""How the figures of flow are worked out, each with where its definition comes from."""

from __future__ import annotations

from backlog.language import N_
from backlog.site.handbook.method import Method

KANBAN_GUIDE = N_("The Kanban Guide (2025.5)")

FLOW: tuple[Method, ...] = (
    Method(
        anchor="history",
        title=N_("Where a change of status comes from"),
        paragraphs=(
            N_(
                "An item that lists its changes under “history” has these, and after the last of them those "
                "that git tells. Every other item has those of git; without git, “created”, “started” and "
                "“done” make one change each."
            ),
            N_(
                "Git is read along the main line: what counts is the moment in which a change landed there, "
                "by the clock of the commit. A file that was renamed stays the same item as long as its "
                "path, its id, its content or its name tells so."
            ),
            N_(
                "A commit named in the file “.backlog-ignore-revs” moves nothing: give it a line of its own "
                "with the id of the commit, where statuses were renamed in bulk. A clone needs the whole "
                "history; in a workflow “fetch-depth: 0” fetches it."
            ),
            N_(
                "Of items that came with the first commit, or in a commit that adds more files than "
                "“flow.baseline” says (20 by default), nobody knows when they began: they count in "
                "columns and in cumulative flow, and their days stay empty unless the file gives them."
            ),
        ),
        source=N_("Our own rule; git along the first parent"),
    ),
    Method(
        anchor="cycle-time",
        title=N_("Cycle time"),
        paragraphs=(
            N_(
                "Days from the begin of work to its end, both included: end − begin + 1. Measured are the "
                "items finished in the window whose begin is known."
            ),
            N_(
                "An item that went past all columns of work in one change counts as finished and has no "
                "cycle time; “started: YYYY-MM-DD” in its file gives it one."
            ),
        ),
        source=N_(
            "The Kanban Guide (2025.5); Vacanti, “Kanban Calculations: How to Calculate Cycle Time”. "
            "jirametrics and Lighthouse count alike, jira-agile-metrics leaves out the + 1."
        ),
    ),
    Method(
        anchor="lead-time",
        title=N_("Lead time"),
        paragraphs=(
            N_(
                "Days from the day on which the item was created to its end, both included, of the items "
                "finished in the window whose creation is known."
            ),
        ),
        source=N_("Our own rule, counted like cycle time"),
    ),
    Method(
        anchor="work-item-age",
        title=N_("Work item age and the pace of the past"),
        paragraphs=(
            N_(
                "Days from the begin of work to the report day, both included, of every item in progress or "
                "in review. The age does not stop while an item is blocked."
            ),
            N_(
                "The pace of the past is how old the items finished in the window were when they left a "
                "column for the last time."
            ),
        ),
        source=KANBAN_GUIDE,
    ),
    Method(
        anchor="throughput",
        title=N_("Finished per week (throughput)"),
        paragraphs=(
            N_(
                "Items by the ISO week of the day on which they were finished. Items, not points. Weeks "
                "with nothing stay in. The week that is still running is shown, and no figure rests on it."
            ),
            N_(
                "The number per week is the mean of the complete weeks since something is known, from ten "
                "finished items on."
            ),
        ),
        source=N_("The Kanban Guide (2025.5); weeks: ISO 8601"),
    ),
    Method(
        anchor="arrivals",
        title=N_("Arrivals and departures"),
        paragraphs=(
            N_(
                "Arrivals are the items created in a week, departures those finished or dropped in it. What "
                "came in bulk has no day of arrival."
            ),
            N_(
                "Arrivals lead for as many complete weeks, one after the other up to the last one, as more "
                "arrived than left."
            ),
        ),
    ),
    Method(
        anchor="time-in-status",
        title=N_("Time in a column, and the bottleneck"),
        paragraphs=(
            N_(
                "Time in a status gives each day to the status at its end, the last day to the status "
                "before done."
            ),
            N_(
                "So the days of an item sum to its cycle time. The columns share out all days of the items "
                "finished in the window, in whole percent by largest remainder; the bottleneck is the "
                "column with the most days."
            ),
        ),
    ),
    Method(
        anchor="flow-efficiency",
        title=N_("Flow efficiency"),
        paragraphs=(
            N_(
                "Active ÷ (active + waiting), in whole percent; the days of all items finished in the window "
                "are summed before they are divided."
            ),
            N_(
                "Waiting are the days in a column that is marked as waiting, and blocked days in the "
                "others; no day counts twice. Where no column is marked there is no figure: it would "
                "always be 100 %."
            ),
        ),
        source=N_("Usual with Kanban; which days wait is our own rule"),
    ),
    Method(
        anchor="blocked-days",
        title=N_("Blocked days by reason"),
        paragraphs=(
            N_(
                "Days on which an open item was blocked: from “since” on, before “until”, up to the last "
                "day of the window. Beside it stand as many days before the window."
            ),
            N_(
                "An item that is blocked twice over on one day counts once for each reason. A blocker that "
                "was taken out of the file instead of getting an “until” counts up to the day of that commit."
            ),
        ),
    ),
    Method(
        anchor="cumulative-flow",
        title=N_("Cumulative flow"),
        paragraphs=(
            N_(
                "For each day and column: the items whose furthest column, by the end of that day, is at "
                "least this one. Columns that were skipped are counted through, so lines never cross and "
                "never fall. What slipped back stays in the band it had reached, hatched."
            ),
            N_(
                "Items that are dropped on the report day, or whose files are gone, are left out of all "
                "days; their number is said."
            ),
        ),
        source=N_(
            "Vacanti, “Actionable Agile Metrics for Predictability”: no line ever falls. What is hatched "
            "and what is left out is our own rule."
        ),
    ),
    Method(
        anchor="percentile",
        title=N_("Percentiles"),
        paragraphs=(
            N_(
                "Nearest rank: of n numbers in order the one at place n × p ÷ 100, rounded up. So it is "
                "always a number that was really there. Of 1, 2, 2, 3, 3, 5, 6, 8, 13, 21 half are at most "
                "3, 85 % at most 13."
            ),
        ),
        source=N_("Statistics: the nearest-rank method"),
    ),
    Method(
        anchor="service-level",
        title=N_("Service level expectation"),
        paragraphs=(
            N_(
                "Within how many days 85 % of the items are finished: the 85th percentile of the cycle times "
                "in the window, from ten items on, or the days that the configuration agrees on (“flow.sle”)."
            ),
            N_(
                "An item exactly that old is still inside. Attainment is the share of the measured items of "
                "the window that were inside."
            ),
        ),
        source=KANBAN_GUIDE,
    ),
    Method(
        anchor="forecast",
        title=N_("Forecast"),
        paragraphs=(
            N_(
                "The sample is how many items were finished on each of the last complete days (90, "
                "configurable), up to yesterday, days with nothing included. Every coming day is drawn from "
                "it, each for itself; the distribution of the sum is calculated exactly, not simulated, so "
                "the same data always give the same forecast."
            ),
            N_(
                "“When” is the smallest number of days after which so many items are finished with the "
                "probability named; “how many” is the largest number finished by then with that "
                "probability. Days are calendar days from tomorrow on."
            ),
            N_(
                "Public holidays are neither sampled nor drawn: a forecast that has some in its way ends "
                "that much later."
            ),
            N_(
                "There is no forecast while nothing was finished, or on fewer than five days. While work is "
                "left no probability above 95 % is printed, and beyond two years it says “later”. Days "
                "before the history begins count as days with nothing: a young backlog gets a cautious "
                "forecast."
            ),
        ),
        source=N_("Forecasts from throughput as Lighthouse simulates them (Monte Carlo); here calculated"),
    ),
    Method(
        anchor="goal-forecast",
        title=N_("Forecast of a goal"),
        paragraphs=(
            N_(
                "The open items of the goal, plus those of other goals that stand before them in the order "
                "and belong to the same people, because these come first. The pace is that of the whole "
                "team."
            ),
            N_(
                "An item that is not ranked has nothing before it. The chance by the end of the period is "
                "the probability that all of them are finished on its last day."
            ),
        ),
    ),
    Method(
        anchor="returns",
        title=N_("Returned and reopened"),
        paragraphs=(
            N_(
                "Returned is a move from work or done back before the start; reopened is a move from done "
                "back to work."
            ),
            N_(
                "After a return the next begin counts, and what was before it is forgotten. A reopened item "
                "keeps its begin and ends on the day on which it is done again."
            ),
        ),
    ),
    Method(
        anchor="ways",
        title=N_("Ways through the columns"),
        paragraphs=(
            N_(
                "Every change of status of the window between two configured columns, by the same changes as "
                "all figures of flow. What is made up from “created”, “started” and “done” alone is left "
                "out, because it names no columns."
            ),
            N_(
                "Expected are one column on, any column back, dropped from anywhere, and what a column names "
                "under “from”. Everything else goes past columns and is drawn dashed. At most two lines run "
                "beside each other on either side, for the most frequent ways; the table has all of them."
            ),
        ),
    ),
    Method(
        anchor="excluded",
        title=N_("What is left out, and why"),
        paragraphs=(
            N_(
                "Each item that a figure of the window cannot use is listed once, with the reason that says "
                "most: its file is gone (done, it still counts; open, it counts as dropped); it would end "
                "before it began; it went past all columns of work; it came with the first commit or in "
                "bulk; not all of its days are known."
            ),
            N_("What was finished before the window is not asked for."),
        ),
    ),
)
