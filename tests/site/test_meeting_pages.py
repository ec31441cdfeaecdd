"""What the pages of reviews and of planning say."""

from __future__ import annotations

import re
from html import unescape

import pytest

from backlog.config.figures import Flow
from backlog.config.sections import Absence, Person, Site
from backlog.history import past_of
from backlog.history.tracks import Track, Tracks, Version
from backlog.model import Action, Block, Decision, Hindrance, Outcome, Result
from backlog.model.past import Facts
from backlog.report import Origin
from backlog.report.compute import report_of
from tests import make
from tests.site.sites import rendered, reported, seen, settings

DAYS = "2026-01-12 backlog", "2026-01-19 in-progress"
DONE = make.ready_item(
    "page", "done", title="Price page", expected="0 → 8", history=make.history(*DAYS, "2026-02-05 done"),
    result=Result("11 leads", Outcome.ABOVE),
)  # fmt: skip
STUCK = make.ready_item(
    "film", "in-progress", title="The film", history=make.history(*DAYS), owner="ben",
    blocked=(Block(make.day("2026-02-04"), "content"),),
)  # fmt: skip
FRESH = make.ready_item(
    "fair", "planned", title="Trade fair", history=make.history("2026-02-03 idea", "2026-02-06 planned")
)
GIVEN_UP = make.ready_item(
    "app", "dropped", title="An app", history=make.history(*DAYS, "2026-02-04 dropped")
)
BACK = make.ready_item(
    "ads", "backlog", title="Ads", history=make.history("2026-01-12 in-progress", "2026-02-09 backlog")
)
MINUTES = (
    make.meeting("2026-02-02", actions=(Action("Ask the printer", "anna", due=make.day("2026-02-06")),)),
    make.meeting(
        "2026-02-09", attendees=("anna", "Guest"), decisions=(Decision("No more flyers"),),
        blockers=(Hindrance("film", "No texts", "Write them", "ben"),),
    ),
    make.meeting("2026-02-10", "planning", cancelled="Everybody is ill"),
)  # fmt: skip
ITEMS = (DONE, STUCK, FRESH, GIVEN_UP, BACK)


def pages(*items, meetings=MINUTES, code: str = "en", **values) -> dict[str, str]:
    whole = make.backlog(
        items, [make.goal(title="More leads")], [], meetings, config=settings(code, **values)
    )
    return rendered(reported(whole, ()), code)


def said(page: str) -> str:
    """The text of a page's main part: a space for each tag, and no superfluous ones."""
    inside = re.search(r"<main.*</main>", page, re.DOTALL)
    assert inside
    text = unescape(re.sub(r"<[^>]+>", " ", inside[0])).replace("\u00a0", " ")
    return re.sub(r"([(“]) | +([.,:;)”])", r"\1\2", " ".join(text.split()))


def test_the_next_review_opens_with_its_day_its_sentence_and_its_agenda():
    text = said(pages(*ITEMS)["reviews.html"])
    assert text.startswith(
        "Next review: Monday, 16 February Since 9 February nothing was finished; 1 is stuck, 1 action is open. Copy link Print"
    )
    assert "Agenda 30 minutes" in text
    assert "Stuck: what is in the way, and who clears it? 10 minutes" in text
    assert "The film content is missing, for 12 days Ben" in text


def test_past_meetings_stand_below_latest_first_with_a_telling_line():
    text = said(pages(*ITEMS)["reviews.html"])
    past = text[text.index("Past meetings") :]
    assert past.startswith(
        "Past meetings 6 10 February 2026 Planning cancelled"
        " 9 February 2026 Weekly review 1 done, 1 stuck, 1 dropped, 1 decision"
        " 2 February 2026 Weekly review 0 done, 1 stuck"
        " 26 January 2026 Weekly review 0 done, 0 stuck – without minutes"
    )


def test_a_past_review_says_what_happened_and_what_came_of_it():
    text = said(pages(*ITEMS)["reviews/2026-02-09.html"])
    assert "Between 2 February and this day 1 item was finished; 1 was stuck; 1 decision was taken." in text
    assert "Decisions 1 No more flyers" in text
    assert "Done 1 Price page 5 Feb 11 leads (expected: 0 → 8) exceeded" in text
    assert "Stuck 1 The film content is missing, for 5 days Ben" in text
    assert "Moved 1 Ads back In progress → Backlog" in text
    assert "New 1 Trade fair Planned" in text
    assert "Dropped 1 An app 4 Feb" in text
    assert "The film: No texts Next time: Write them (Ben) open" in text
    assert "Ask the printer Anna overdue since 6 Feb agreed on 2 Feb" in text
    assert "There: Anna, Guest" in text


def test_its_figures_are_of_its_day_and_say_what_is_too_little():
    text = said(pages(*ITEMS)["reviews/2026-02-09.html"])
    assert "In work at once 1 Finished since 2 February 1 Finished per week – 85 % finished within –" in text
    assert "of the 1 item finished in the 90 days before" in text
    assert "That is too little to tell a pace: it takes 10 finished items." in text


def test_what_happens_later_changes_no_figure_of_a_past_review():
    """Opened again a week later: the page of 9 February stays, title and result are today's."""
    later = make.ready_item(
        "page", "in-progress", title="Price page", expected="0 → 8", result=DONE.result,
        history=make.history(*DAYS, "2026-02-05 done", "2026-02-11 in-progress"),
    )  # fmt: skip
    path = "reviews/2026-02-09.html"
    assert said(pages(later, *ITEMS[1:])[path]) == said(pages(*ITEMS)[path])


def test_a_meeting_that_was_cancelled_says_so():
    assert "Cancelled: Everybody is ill" in said(pages(*ITEMS)["reviews/2026-02-10.html"])


def test_a_review_that_was_due_without_minutes_says_so():
    text = said(pages(*ITEMS)["reviews/2026-01-26.html"])
    assert "No minutes are on file for this day." in text


def test_a_vanished_item_is_named_by_its_id():
    facts = Facts(id="old-page", status="backlog")
    version = Version(
        at=None, day=make.day("2026-01-12"), commit="a" * 40, path="items/old-page.md", facts=facts
    )
    gone = Track(kind="item", versions=(version,), vanished=make.day("2026-02-04"))
    whole = make.backlog([], meetings=MINUTES, config=settings())
    past = past_of(whole, make.TODAY, Tracks(vanished=(gone,)))
    report = report_of(whole, (), make.TODAY, Origin(), past)
    assert "Dropped 1 old-page (file removed)" in said(rendered(report)["reviews/2026-02-09.html"])


def test_without_any_past_there_is_a_list_that_says_so():
    found = pages(meetings=())
    assert [path for path in found if path.startswith("reviews/")] == []
    assert "No meeting has taken place yet." in said(found["reviews.html"])


def test_long_lists_are_folded():
    many = [
        make.ready_item(f"i{number:02}", "backlog", history=make.history("2026-02-04 backlog"))
        for number in range(70)
    ]
    text = said(pages(*many)["reviews/2026-02-09.html"])
    assert "New 70" in text
    assert "58 more" in text  # 12 are shown
    assert "and 10 more" in text  # 60 at most are named


def test_planning_opens_with_what_can_begin():
    text = said(pages(*ITEMS)["planning.html"])
    assert text.startswith(
        "Next planning: Monday, 16 February 2 items per week are agreed, as there is no measured pace yet;"
        " 1 of 5 places in work are taken; so 2 new items can begin this week."
        " Copy link Print 1 planned item could begin and comes first: there is room for 1 more from the backlog."
    )
    assert "Agenda 45 minutes How much can begin? 5 minutes" in text


def test_candidates_say_what_is_in_the_way():
    waiting = make.ready_item("wait", title="Waits", depends_on=("film",), owner="ben", impact=5)
    lacking = make.item(
        "lack", "backlog", title="Lacks", owner="anna", goal="leads", impact=4, confidence=3, effort=2
    )
    persons = {
        "anna": Person(name="Anna", absences=(Absence(first=make.day("2026-02-20"), last=make.day("2026-02-22")),)),
        "ben": Person(name="Ben"),
    }  # fmt: skip
    text = said(pages(*ITEMS, waiting, lacking, people=persons)["planning.html"])
    assert "Waits Waits for: The film (In progress) Ben More leads" in text
    assert "Lacks Still missing: Channel" not in text  # a channel may be missing
    assert (
        "Lacks Still missing: Metric, Description, Acceptance criteria Anna is away 20 Feb to 22 Feb" in text
        or ("Lacks Still missing: Description, Acceptance criteria Anna is away 20 Feb to 22 Feb" in text)
    )


def test_the_line_stands_where_capacity_ends():
    items = [make.ready_item(id_, title=id_.upper(), impact=5 - place) for place, id_ in enumerate("abc")]
    page = pages(*items)["planning.html"]
    rows = re.findall(r'<tr class="cut">|<th scope="row"><a[^>]*><bdi>(.*?)</bdi>', page)
    assert [row or "cut" for row in rows] == ["A", "B", "cut", "C"]
    full = pages(*items, *(make.ready_item(f"p{number}", "planned") for number in range(2)))["planning.html"]
    rows = re.findall(r'<tr class="cut">|<th scope="row"><a[^>]*><bdi>(.*?)</bdi>', full)
    assert [row or "cut" for row in rows] == ["cut", "A", "B", "C"]
    assert "what is planned already fills it" in full


def test_a_line_below_the_list_is_told():
    """Capacity for 22 a week: the list ends after 20 of them, and says that it is not the end."""
    items = [make.ready_item(f"a{number:02}") for number in range(25)]
    page = pages(*items, flow=Flow(capacity_per_week=22))["planning.html"]
    assert page.count('<tr class="cut">') == 1
    assert page.index("Capacity reaches further than this list") > page.index("Title of a18")
    assert "Capacity reaches further" not in pages(*items)["planning.html"]


PUBLIC = {
    "site": Site(audience="public"),
    "people": {
        "anna": Person(name="Anna Berg", absences=(Absence(first=make.day("2026-02-20")),)),
        "ben": Person(name="Ben Kurz", roles=("Film",)),
    },
}


@pytest.mark.parametrize(
    "path", ["reviews.html", "reviews/2026-02-09.html", "reviews/2026-02-10.html", "planning.html"]
)
def test_the_public_sees_no_minutes_no_names_and_no_absences(path: str):
    text = said(pages(*ITEMS, **PUBLIC)[path]).casefold()
    for word in (
        "anna",
        "berg",
        "kurz",
        "printer",
        "flyers",
        "no texts",
        "guest",
        "is ill",
        " away",
    ):
        assert word not in text, word


def test_the_public_sees_the_same_figures_and_that_a_meeting_was_cancelled():
    found = pages(*ITEMS, **PUBLIC)
    text = said(found["reviews/2026-02-09.html"])
    assert "Done 1 Price page 5 Feb 11 leads (expected: 0 → 8) exceeded" in text
    assert "In work at once 1" in text
    assert "Planning cancelled" in said(found["reviews.html"])
    assert "Cancelled" in said(found["reviews/2026-02-10.html"])


@pytest.mark.parametrize("code", ["en", "de"])
def test_the_pages_are_sound(code: str):
    for path, page in pages(*ITEMS, code=code).items():
        if path.startswith(("reviews", "planning")):
            found = seen(page)
            assert found.faults == [], path
            assert len(found.ids) == len(set(found.ids)), path
            assert "style" not in {name for _, given in found.tags for name in given}, path
