"""Without git: where no file gives the day, nothing is said to have been nothing."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

from backlog.formats.mail import pen
from backlog.formats.review_mail import next_review_mail, past_review_mail
from backlog.language import language
from backlog.report.strategy import strategy_of
from tests import make
from tests.site.sites import rendered, reported, settings

UNDATED = [make.item(f"old-{number}", "done", title=f"Old {number}") for number in range(2)]
KNOWN = make.item(
    "new", "done", title="New", created=date(2026, 1, 6), history=make.history("2026-02-12 done")
)
OPEN = make.item("open", "in-progress", history=make.history("2026-02-03 in-progress"))
NOBODY = "Of 2 finished items nobody knows when they went live."
MINUTES = (make.meeting("2026-02-09"),)


def report(*items):
    return reported(make.backlog(items, [make.goal()], [], MINUTES, config=settings()), ())


def said(page: str) -> str:
    """The text of a page's main part."""
    inside = re.search(r"<main.*</main>", page, re.DOTALL)
    assert inside
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inside[0])).replace("\u00a0", " ").split())


def test_the_overview_says_that_it_is_not_known():
    text = said(rendered(report(*UNDATED, OPEN))["index.html"])
    assert NOBODY in text
    assert "Nothing went live" not in text
    both = said(rendered(report(*UNDATED, KNOWN))["index.html"])
    assert "1 item went live since the review on 9 February." in both
    assert NOBODY in both
    told = said(rendered(report(OPEN))["index.html"])
    assert "Nothing went live since the review on 9 February." in told
    assert "nobody knows" not in told


def test_the_reviews_say_that_it_is_not_known():
    pages = rendered(report(*UNDATED, OPEN))
    text = said(pages["reviews.html"])
    assert "What was finished since 9 February is not known; nothing is stuck" in text
    assert "what was done is not known, 0 stuck" in text
    assert "Finished since 9 February –" in text
    past = said(pages["reviews/2026-02-09.html"])
    assert "What was finished between 2 February and this day is not known; nothing was stuck" in past
    for shown in (text, past):
        assert NOBODY in shown
        assert "Of other moves nothing is known." in shown
        assert not re.search("nothing was finished|nothing else has moved", shown, re.IGNORECASE)


def test_what_is_known_is_counted_and_the_rest_named():
    text = said(rendered(report(*UNDATED, KNOWN))["reviews.html"])
    assert "Since 9 February 1 item was finished;" in text
    assert "Finished since 9 February 1" in text
    assert NOBODY in text


def test_the_mails_say_the_same():
    found, write = report(*UNDATED, OPEN), pen(language("en"), "")
    mail = next_review_mail(found, write).replace("\u00a0", " ")
    assert "What was finished since 9 February is not known" in mail
    assert NOBODY in mail
    past = past_review_mail(found, found.meeting_days[-1], write, {}).replace("\u00a0", " ")
    assert "What was finished between 2 February and this day is not known" in past
    assert "Nothing was finished." not in mail + past


def test_the_month_has_no_figure_where_files_do_not_tell():
    months = strategy_of(report(*UNDATED, OPEN)).months
    assert (months.this.finished, months.this.arrived, months.this.wip) == (None, None, 1)
    assert (months.same_days.wip, months.last.wip) == (None, None)
    told = strategy_of(report(KNOWN)).months
    assert (told.this.finished, told.this.arrived, told.last.arrived) == (1, 0, 1)
