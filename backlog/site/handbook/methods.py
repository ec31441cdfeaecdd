"""How every figure of the site is worked out, in words: title and paragraphs, by anchor."""

from __future__ import annotations

from backlog.language import N_
from backlog.site.handbook.flow_methods import FLOW
from backlog.site.handbook.meeting_methods import MEETINGS
from backlog.site.handbook.method import Method
from backlog.site.handbook.picture_methods import PICTURES
from backlog.site.handbook.strategy_methods import STRATEGY

METHODS: tuple[Method, ...] = (
    Method(
        anchor="ranking",
        title=N_("Score, rank and order"),
        paragraphs=(
            N_(
                "The score (ICE) is impact × confidence ÷ effort, calculated exactly and shown with two "
                "decimals. 4 × 3 ÷ 2 is 6.00."
            ),
            N_(
                "Ranked are open items from the backlog to the review that have all three ratings and are "
                "not parked. Equal scores share a rank: 1, 2, 2, 4."
            ),
            N_(
                "Among equal scores come first: higher confidence, then lower effort, then higher impact, "
                "then created earlier, then the id."
            ),
            N_(
                "The order is the rank with one more condition: no item comes before an unfinished ranked "
                "item that it depends on. Circles are ignored."
            ),
            N_(
                "The rank interval says between which ranks an item would stand if exactly one of its "
                "ratings were one step off, all else unchanged. A wide interval means: rate it again "
                "before you rely on its place."
            ),
        ),
        source=N_("ICE after Sean Ellis (impact × confidence × ease); here divided by the effort"),
    ),
    Method(
        anchor="groups",
        title=N_("Unscored, parked, quick wins and big bets"),
        paragraphs=(
            N_("An item without all three ratings is unscored: a group of its own, never a score of 0."),
            N_(
                "A parked item is not ranked before the day in “recheck”. From that day on it is ranked "
                "again, with a notice."
            ),
            N_(
                "A quick win has an impact of 4 or 5 and an effort of 1 or 2. A big bet has an impact of 4"
                " or 5 and an effort of 4 or 5."
            ),
        ),
    ),
    Method(
        anchor="cut",
        title=N_("How far capacity reaches"),
        paragraphs=(
            N_(
                "Capacity is the limit of the planned columns; where they have none, the number of planned"
                " items."
            ),
            N_(
                "A planned item is below the cut if its rank among backlog and planned items is worse than"
                " the capacity while a ready item of the backlog stands above it. Spared is what has a "
                "reason to jump the ranking, or a promised day in the focus window, its own or that of an "
                "item waiting for it."
            ),
        ),
    ),
    Method(
        anchor="ready",
        title=N_("Ready, and what is missing"),
        paragraphs=(
            N_(
                "Ready is an item of the backlog or the plan that lacks nothing, is not blocked and waits "
                "for nothing unfinished."
            ),
            N_(
                "Missing is every field required up to the plan that is absent, a description of at least "
                "20 characters, and at least one acceptance criterion."
            ),
        ),
    ),
    Method(
        anchor="coverage",
        title=N_("Goal coverage"),
        paragraphs=(
            N_(
                "The stage of a goal is the furthest that one of its items has reached: no items; items "
                "linked (one that is not dropped points at it); ready to start (one is ready); in work "
                "(one is in progress or in review); live (one is finished); effect measured (one finished "
                "item has a result)."
            ),
            N_(
                "A goal is on course while its figure has come at least as far from baseline to target as "
                "its period has passed in days."
            ),
        ),
    ),
    Method(
        anchor="effort-share",
        title=N_("Share of the effort"),
        paragraphs=(
            N_(
                "The share of a goal in the effort ratings of all open rated items, in whole percent. "
                "Shares and what belongs to no goal sum to 100; the largest remainders are rounded up."
            ),
        ),
    ),
    Method(
        anchor="focus",
        title=N_("Focus window"),
        paragraphs=(
            N_(
                "The next 15 working days (configurable), from the report day on: Monday to Friday without"
                " the public holidays of the configured region."
            ),
            N_(
                "Running is what is in progress or in review. Planned is what stands in a planned column, "
                "unless its window begins later, and what has its window or its promised day inside."
            ),
        ),
    ),
    Method(
        anchor="wip",
        title=N_("Work in progress and limits"),
        paragraphs=(
            N_(
                "In work at once is every item in progress or in review. The limit of a column counts the "
                "items in it; the limit of a person counts the person's own items in progress or in "
                "review."
            ),
            N_(
                "A limit that is reached says: finish something before you begin something new. It never "
                "stops the site."
            ),
            N_("The number of a past day is that at its end."),
        ),
        source=N_("The Kanban Guide (2025.5)"),
    ),
    Method(
        anchor="days",
        title=N_("Days: cycle time, lead time, age"),
        paragraphs=(
            N_(
                "A day is a calendar day in the configured zone. Weekends and blocked days count, and so "
                "do both ends: begun and finished on one day is 1 day."
            ),
            N_(
                "Work begins on the day of the first move into progress or review since the item was last "
                "before them, and ends on the day of the last move to done. Cycle time runs from begin to "
                "end, lead time from the day of creation to the end; the age of an item in work from its "
                "begin to today."
            ),
            N_(
                "Days come from git and from the file, where “created”, “started” and “done” take "
                "precedence. What is not known stays empty; it is never shown as 0."
            ),
        ),
        source=N_("The Kanban Guide (2025.5); Vacanti, “Kanban Calculations: How to Calculate Cycle Time”"),
    ),
    *PICTURES,
    *FLOW,
    Method(
        anchor="stuck",
        title=N_("Blocked, no movement, overdue"),
        paragraphs=(
            N_(
                "Blocked on a day is an item whose blocker began by then and has not ended by then. No "
                "movement is an item in progress or in review whose status has not changed for longer than"
                " agreed."
            ),
            N_(
                "Overdue is an open item whose promised day has passed. The promised day sorts inside the "
                "focus page, never the ranking."
            ),
        ),
    ),
    Method(
        anchor="effect",
        title=N_("Effect"),
        paragraphs=(
            N_(
                "Counted are finished items with an outcome: exceeded, met, below expectation, no effect. "
                "Not measurable is no outcome; the reason stands in the learning."
            ),
        ),
    ),
    Method(
        anchor="continuity",
        title=N_("Continuity: gaps in a channel"),
        paragraphs=(
            N_(
                "An item stands in the ISO week of the day on which it was finished, under its channel. "
                "Items whose files were removed after that count."
            ),
            N_(
                "A gap is a number of complete weeks, one after the other, in which nothing went live. The "
                "running week counts only once it is over. A channel is silent where its gap is longer than "
                "agreed (three weeks, unless configured otherwise); one on which nothing ever went live, "
                "where it is configured and something has gone live elsewhere for longer than that."
            ),
            N_(
                "Without git, finished items may have days that nobody knows: then nothing is said of the "
                "silence of their channels, nor of arrivals against departures."
            ),
        ),
    ),
    Method(
        anchor="dependence",
        title=N_("What hangs on one person"),
        paragraphs=(
            N_(
                "A channel or a goal hangs on one person where all its items are one person's: those that "
                "are open and those finished in the window, at least three of them. It is said of the "
                "channel or the goal, never of the person."
            ),
            N_(
                "Nobody stands in where the owner of work that has begun or is planned has no deputy, or one "
                "who has left. Work is at risk where its owner is away within the focus window and nobody "
                "stands in, or the deputy is away on one of these days too."
            ),
        ),
    ),
    Method(
        anchor="alerts",
        title=N_("Alerts"),
        paragraphs=(
            N_(
                "An alert is what one rule found, said in one sentence; it counts exactly these findings. "
                "The same list stands on the overview (at most three that no other line says), in the data "
                "and behind “backlog check --alerts”."
            ),
            N_(
                "How old a page is, it says itself: more than one day after the day of the report, in the "
                "configured zone, also when nobody builds it anew."
            ),
        ),
    ),
    *MEETINGS,
    *STRATEGY,
    Method(
        anchor="story",
        title=N_("How an item came here"),
        paragraphs=(
            N_(
                "A line for each change of the status, of the ratings, and of what blocks it, latest first, "
                "with the commit that says so. How long it stayed in a status is the number of days at whose "
                "end it was in it. The rank is that of the end of the day, and of the day before."
            ),
            N_(
                "The age is compared with the cycle times of the items finished in the window, ten at "
                "least: the share of them that took fewer days, rounded down."
            ),
        ),
    ),
    Method(
        anchor="burn-up",
        title=N_("A goal through its period"),
        paragraphs=(
            N_(
                "Items are those that belong to the goal now, from the first day that is known of them. "
                "Dropped or vanished they no longer count, from that day on; what vanished after it was "
                "done stays. Items whose days nobody knows are left out, and their number is said."
            ),
            N_(
                "The figure stands on the day it was measured, else on the day it was written down; the "
                "earlier ones come from git. The even way goes straight from the baseline (0 where none is "
                "given) on the first day of the period to the target on the last."
            ),
        ),
    ),
    Method(
        anchor="nobody",
        title=N_("What is never measured"),
        paragraphs=(
            N_(
                "No page and no export shows speed, throughput or a count of finished work per person. "
                "Open work per person is there to plan with, and that is all."
            ),
        ),
    ),
)
