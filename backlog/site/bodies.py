"""Bodies on pages: where their links lead in the site, and the one place that trusts HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from backlog.content.addresses import leads_to
from backlog.content.markdown import with_links
from backlog.rules.targets import stem_of
from backlog.spelling import same

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backlog.model import Body
    from backlog.report import Report


def addresses(report: Report, files: Mapping[str, str]) -> Mapping[str, str]:
    """Where in the site a path of the repository leads: items, goals, initiatives, and local files.

    `files` tells under which path of the site a local file (an image) is copied. An earlier id leads to
    its item from any folder, so it stands without one.
    """
    return {
        **{same(old): f"items/{item.id}.html" for item in report.backlog.items for old in item.formerly},
        **files,
        **{item.path: f"items/{item.id}.html" for item in report.backlog.items},
        **{goal.path: f"goals/{goal.id}.html" for goal in report.backlog.goals},
        **{initiative.path: f"initiatives/{initiative.id}.html" for initiative in report.backlog.initiatives},
    }


def body_html(body: Body, path: str, places: Mapping[str, str], root: str) -> Markup:
    """A body's HTML with its links set for a page that is `root` away from the top.

    `path` is the body's file. What has no place in the site (private, or not there) becomes text.
    The HTML was made by our own Markdown from escaped text: it is trusted here and nowhere else.
    """
    found = {}
    for number, link in enumerate(body.links):
        fragment = link.target.partition("#")[2]
        target = leads_to(path, link.target) or ""
        place = places.get(target) or places.get(same(stem_of(target)))
        if place and fragment and not link.image:
            stem = place.rpartition("/")[2].removesuffix(".html")
            found[number] = f"{root}{place}#h-{stem}-{fragment}"
        elif place:
            found[number] = root + place
    return Markup(with_links(body, found))  # noqa: S704 - the one trusted place
