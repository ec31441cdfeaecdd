"""How the figures of the strategy meeting are worked out."""

from __future__ import annotations

from backlog.language import N_
from backlog.site.handbook.method import Method

STRATEGY: tuple[Method, ...] = (
    Method(
        anchor="portfolio",
        title=N_("Initiatives to start, to pause or to stop"),
        paragraphs=(
            N_(
                "To start is an active initiative of a running goal none of whose items was ever in "
                "progress, in review or finished."
            ),
            N_(
                "To pause or stop is an active initiative whose goal is achieved or dropped, whose "
                "items are all finished, or none of whose items changed its status or was added for 60 "
                "days."
            ),
            N_(
                "Nothing follows where an initiative of a running goal is done and no other active "
                "initiative of that goal has an open item. Each initiative stands in one list at most."
            ),
        ),
    ),
    Method(
        anchor="inflation",
        title=N_("Priority inflation"),
        paragraphs=(
            N_(
                "Four signs that ratings no longer tell items apart: more than 50 % of the open rated "
                "items have an impact of 5; none has an impact of 1 or 2; more than 30 % share the best "
                "score; more than 20 % of the items in progress or in review jumped the ranking."
            ),
            N_(
                "Every sign says how many of how many. With fewer than 5 open rated items none of them "
                "is an alarm: one item more would turn it."
            ),
        ),
    ),
    Method(
        anchor="rank-moves",
        title=N_("Ranks of the past"),
        paragraphs=(
            N_(
                "The rank at the end of an earlier day is worked out as today's: of all items that were "
                "from the backlog to the review at the end of that day, rated in all three ways and not "
                "parked. Ratings of the past come from the git history alone; items that are gone by "
                "now count for the ranks of the others."
            ),
            N_(
                "A rank moves because the item is rated anew, or because others came, went or were "
                "rated anew. Compared are items that were ranked on both days: today and the day of the "
                "last strategy meeting, without one the same day of the month before."
            ),
            N_(
                "Where a rating changed, the item shows its rank at the end of the day before and at "
                "the end of the day; several changes on one day are one."
            ),
        ),
    ),
    Method(
        anchor="month",
        title=N_("A month against the last"),
        paragraphs=(
            N_(
                "Calendar months in the configured zone. Until the month is over, its first days stand "
                "beside the same days of the month before, and the change is between these two."
            ),
            N_(
                "Finished and added are items with that day in the days compared; items that came in "
                "bulk have no day. In work at the end is what was in progress or in review at the end "
                "of the last day. The cycle time is that of 85 % of the finished items with a known "
                "start (nearest rank). Blocked days are days on which an open item was blocked, summed "
                "over items."
            ),
        ),
        source=N_("The Kanban Guide (2025.5); Vacanti, “Kanban Calculations: How to Calculate Cycle Time”"),
    ),
    Method(
        anchor="clean-up",
        title=N_("What is to be cleared away"),
        paragraphs=(
            N_(
                "Items of the backlog and the plan that were created more than 90 days ago, stand in "
                "the last third of the ranking (rounded down) and never began. Where nobody knows when "
                "an item was created, the first day on which it is known to be there counts."
            ),
        ),
    ),
)
