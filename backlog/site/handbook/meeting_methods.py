"""How the figures of reviews and planning are worked out."""

from __future__ import annotations

from backlog.language import N_
from backlog.site.handbook.method import Method

MEETINGS: tuple[Method, ...] = (
    Method(
        anchor="review-numbers",
        title=N_("Reviews: what they look at, and as of when"),
        paragraphs=(
            N_(
                "A review looks at the days after the last one that was not cancelled, its own day included; "
                "the first one at a week. Another meeting looks back to the last of its kind, but no further "
                "than one round of its rhythm. Done, dropped, new and moved is what stands elsewhere at the "
                "end of these days; each item is named once."
            ),
            N_(
                "The figures of a past meeting are those that were known at the end of its day: what is "
                "opened again later changes current pages only. The pace is the mean of finished items in "
                "the complete weeks of the window, the days are those within which 85 % of its items with a "
                "known start were finished (nearest rank); both take 10 items."
            ),
            N_(
                "What a file comes to say of earlier days counts for those days: whoever enters “done”, "
                "“started” or a line of “history” later for a day before a meeting changes the figures of "
                "that meeting after all. Without git, what is finished on a day that no file gives is in no "
                "review."
            ),
            N_(
                "Decisions, blockers, actions and the text are those of the minutes as they stand now, and "
                "so are titles and results. Blockers and actions stand in every later review until they are "
                "solved or done; later minutes about the same item, or with the same words, speak of the "
                "same one. Their age counts from the first minutes that name them."
            ),
            N_(
                "A page has every day with minutes, and every past day on which a review was due, unless its "
                "minutes stand for another day until the next one was due. A public holiday moves a meeting "
                "to the next working day. The first of these days is not before the first minutes and the "
                "first known move of an item; what an item lists under “history” stands in place of older "
                "moves. The last 60 of these days have a page."
            ),
        ),
        source=N_(
            "The Kanban Guide (2025.5); Vacanti, “Kanban Calculations: How to Calculate Cycle Time”. As of "
            "which day is our own rule."
        ),
    ),
    Method(
        anchor="capacity",
        title=N_("Planning: how much can begin"),
        paragraphs=(
            N_(
                "As much can begin as is finished in the time until the planning after the next one: the "
                "measured pace, before 10 finished items the one agreed in the configuration. What is above "
                "the limit of the columns in progress has to be finished first. At once can begin what has "
                "a place now; every finished item makes room for one more."
            ),
            N_(
                "Planned items that are ready come first. What is left is the room for the backlog; the line "
                "stands below the last candidate in reach, counted in candidates that are ready to start. "
                "Absences are looked at for two weeks from the planning on."
            ),
        ),
        source=N_("The Kanban Guide (2025.5): limits of work in progress, pull. The sum is our own rule."),
    ),
)
