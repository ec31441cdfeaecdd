"""How the pictures of items are drawn."""

from __future__ import annotations

from backlog.language import N_
from backlog.site.handbook.method import Method

PICTURES: tuple[Method, ...] = (
    Method(
        anchor="impact-map",
        title=N_("Map of impact and effort"),
        paragraphs=(
            N_(
                "Every ranked item lies in the cell of its impact and its effort, in the order of the "
                "ranking. The border of its number says how sure the rating is."
            ),
            N_(
                "The corners: quick wins have impact 4 or 5 for effort 1 or 2, big bets the same impact for "
                "effort 4 or 5; below them lies what has impact 1 or 2. Parked items and those without all "
                "three ratings are not on it."
            ),
        ),
    ),
    Method(
        anchor="needs",
        title=N_("What needs what first"),
        paragraphs=(
            N_(
                "The items of an initiative that depend on each other; of other items only those that are "
                "not done and that an open item waits for."
            ),
            N_(
                "Bold is the longest chain of open items; of equally long ones that whose first item holds "
                "up the most. An item holds up everything open that waits for it, at first or at second hand."
            ),
        ),
    ),
)
