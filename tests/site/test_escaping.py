"""What people write is text on every page, whatever it looks like."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from backlog.config.sections import Channel, Metric, Partner, Person, Site
from backlog.rules import check
from tests import make
from tests.site.sites import everything, rendered, reported, seen, settings

if TYPE_CHECKING:
    from backlog.report import Report

VECTORS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "--><script>alert(1)</script><!--",
    "]]><script>alert(1)</script>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<a href=//evil.example>x</a>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content=0;url=https://evil.example>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<math><mi//xlink:href=data:x,<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "{{ 7 * 7 }}",
    "{% include 'base.html' %}",
    "{{ config.__class__.__mro__ }}",
    "{count} {0} {name!r}",
    "%(count)s %s",
    "`<b>` \\ ${7*7} #{7*7}",
    "x" * 10_000,
    "אבג \u202bדה\u202c <b>",
    "Ünïcödé 𝒳 🧑‍💻 <b>",
)

LONG = 200
# Every short one at once, and the long ones one by one: each of them would add a tag or an attribute.
TEXTS = (
    " ".join(vector for vector in VECTORS if len(vector) < LONG),
    *(vector for vector in VECTORS if len(vector) >= LONG),
)


def shape(page: str) -> Counter[tuple[str, tuple[str, ...]]]:
    """Tags and the names of their attributes, with how often each is there: lists are sorted by name."""
    return Counter((tag, tuple(sorted(given))) for tag, given in seen(page).tags)


def hostile(text: str) -> Report:
    """A backlog of this text, with the findings of a plain one that say this text."""
    findings = tuple(
        replace(
            finding,
            paste=text,
            location=replace(finding.location, text=text),
            values={name: text if type(value) is str else value for name, value in finding.values.items()},
        )
        for finding in check(everything(settings(), "A plain text"), make.TODAY)
    )
    return reported(everything(settings(), text), findings)


def test_text_in_every_field_is_text_on_every_page():
    """T27, T28: no page has another tag or attribute, whatever stands in the fields."""
    plain = {path: shape(page) for path, page in rendered(hostile("A plain text")).items()}
    for vector in TEXTS:
        pages = rendered(hostile(vector))
        assert pages.keys() == plain.keys()
        for path, page in pages.items():
            assert shape(page) == plain[path], f"{path}: {vector[:40]}"
        assert vector in seen(pages["items/item-0.html"]).text
        assert vector in seen(pages["board.html"]).text


def test_text_in_the_configuration_is_text_on_every_page():
    def config(text: str):
        return settings(
            title=text,
            site=Site(brand=text),
            people={"anna": Person(name=text, roles=(text,), team=text), "ben": Person(name=text)},
            channels={"website": Channel(name=text)},
            metrics={"leads": Metric(name=text, unit=text)},
            partners={"agency": Partner(name=text)},
            workflow=tuple(replace(status, name=text, policy=text) for status in make.config().workflow),
        )

    plain = {
        path: shape(page) for path, page in rendered(reported(everything(config("A plain text")))).items()
    }
    for vector in TEXTS:
        for path, page in rendered(reported(everything(config(vector)))).items():
            assert shape(page) == plain[path], f"{path}: {vector[:40]}"


def test_naughty_strings(shared):
    """The outside list of naughty strings, as titles and everything else."""
    strings = json.loads((shared / "suites" / "blns.json").read_text("utf-8"))
    text = " ".join(string for string in strings if string.isprintable())
    plain = rendered(hostile("A plain text"))
    for path, page in rendered(hostile(text)).items():
        assert shape(page) == shape(plain[path]), path


@pytest.mark.parametrize("field", ["title", "learning", "evidence"])
def test_templates_in_items_are_printed(field):
    """T28: what looks like a template is text."""
    item = make.item("one", "done", **{"title": "A title", field: "{{ 7 * 7 }}{% include 'x' %}"})
    assert (
        "{{ 7 * 7 }}{% include 'x' %}"
        in seen(rendered(reported(make.backlog([item])))["items/one.html"]).text
    )


def test_titles_keep_their_direction_to_themselves():
    """T35: every title stands in an element of its own, so that none turns its neighbours round."""
    title = "עברית " + "x" * 5_000
    pages = rendered(reported(make.backlog([make.item("one", title=title)])))
    for path in ("board.html", "items/one.html"):
        assert f"<bdi>{title}</bdi>" in pages[path]
