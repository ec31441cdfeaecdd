"""A stakeholder's request: the answers of an issue form, as text and as nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlog.content.parse import parse, vocabulary
from backlog.formats.item_file import item_text
from backlog.formats.request import (
    HEADINGS,
    LONGEST_ANSWER,
    PREFIXES,
    Request,
    as_text,
    asking,
    read_request,
    with_request,
)
from backlog.language import language
from tests.content.vectors import VECTORS
from tests.make import TODAY, config

TEMPLATE = "---\n{{fields}}\n---\n\n## What is to be done?\n\n<!-- why -->\n\n## Done when\n\n- [ ] \n"


def form(code: str, **answers: str) -> str:
    """The body of an issue as the host makes it out of a form."""
    nothing = {"de": "_Keine Antwort_", "en": "_No response_"}[code]
    return "\r\n\r\n".join(
        f"### {row.said[code]}\r\n\r\n{answers.get(row.name, nothing)}" for row in HEADINGS
    )


def item_of(request: Request, code: str = "en"):
    """The item that a request makes, as it is read."""
    chosen = config(code)
    said = asking(request, {"anna": "Anna Schmidt"})
    status = chosen.workflow[0]
    text = item_text(
        TEMPLATE, request.title, status=status, day=TODAY, config=chosen, questions=(), asking=said
    )
    made = with_request(text, request, language(code))
    return parse("item", "items/x.md", made.encode(), vocabulary(chosen), html=True), made


@pytest.mark.parametrize("code", ["de", "en"])
def test_answers_are_read_by_their_headings_in_both_languages(code):
    """What nobody answered is empty; the prefix of the form is no part of the title."""
    text = form(code, wanted="Eine Seite\r\nfür Ärzte", due="Ende März", requested_by="@Anna Schmidt")
    request = read_request(text, f"{PREFIXES[code]}Neue Seite")
    assert (request.title, request.wanted, request.why) == ("Neue Seite", "Eine Seite\nfür Ärzte", "")
    assert request.due == "Ende März"
    parsed, made = item_of(request, code)
    assert parsed.faults == ()
    assert parsed.value.requested_by == "anna"
    assert parsed.value.due is None  # a wish is no promise
    assert "Ende März" in made


def test_text_without_a_form_says_what_is_wanted():
    request = read_request("Please make us a page.\n\nThanks!", "")
    assert request.wanted == "Please make us a page.\n\nThanks!"
    assert request.title == "Please make us a page."
    assert read_request("", "", "Without a title").title == "Without a title"


def test_a_heading_that_comes_twice_is_text_of_the_answer():
    """Nobody answers a later question by writing its heading into an earlier one, once it was asked."""
    text = form("en", wanted="A page", requested_by="Ben") + "\n### Who asks?\n\nthe boss"
    assert read_request(text, "Page").requested_by.startswith("Ben")


def test_too_long_an_answer_is_cut_and_says_so():
    request = read_request(form("en", wanted="x" * 20_000, requested_by="y" * 900), "T" * 300)
    assert len(request.title) == 120
    assert len(request.wanted) == LONGEST_ANSWER
    assert request.cut == {"wanted": 20_000, "requested_by": 900}
    assert "20,000 characters" in item_of(request)[1]


@pytest.mark.parametrize("vector", VECTORS)
def test_hostile_text_stays_text(vector):
    """T26: nothing of it is a tag, an image, a criterion or a link into the repository."""
    request = read_request(form("en", wanted=vector, why=vector, due=vector, requested_by=vector), vector)
    check_harmless(request)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(
    st.text(max_size=400),
    st.text(alphabet="-#*+[]()<>`~_=|:&\\!x1. \n\t>.", max_size=400),
    st.text(max_size=40),
)
def test_any_text_makes_an_item_and_nothing_else(wanted, why, who):
    """No field but who asks, no criterion, no dead link, no fault, whatever was answered."""
    check_harmless(read_request(form("en", wanted=wanted, why=why, due=why, requested_by=who), wanted))


def check_harmless(request: Request) -> None:
    parsed, made = item_of(
        Request(**{**fields(request), "title": request.title if request.title != "?" else "Title"})
    )
    assert parsed.faults == (), made
    item = parsed.value
    assert set(item.source.keys) <= {"title", "status", "created", "requested_by"}
    assert item.body.criteria == ()
    assert item.body.links == ()
    assert not [
        word
        for word in ("<img", "<script", "<h1", "<table", "<code", "<blockquote")
        if word in item.body.html
    ]


def fields(request: Request) -> dict[str, object]:
    return {name: getattr(request, name) for name in Request.__dataclass_fields__}


def test_links_to_the_web_and_lists_stay():
    text = "- one\n  - two\n\nsee [the draft](https://example.com/a_b) and ![shot](https://example.com/x.png)"
    assert as_text(text) == text.replace("!", "")
