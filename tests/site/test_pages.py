"""Promises that every page of the site keeps, in both languages and for both audiences."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from posixpath import dirname, normpath

import pytest

from backlog.config.sections import Site
from backlog.model import Refused
from backlog.site.pages import PAGES
from tests import make
from tests.site.sites import everything, rendered, reported, seen, settings

# `connect-src` lets those who measure a page with Lighthouse read /robots.txt from within it.
POLICY = (
    "default-src 'none'; connect-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)

FILES = {"calendar.ics", "feed.xml"}  # that pages link to


@cache
def pages(code: str = "en", audience: str = "internal") -> dict[str, str]:
    report = reported(everything(settings(code, site=Site(audience=audience))))
    return rendered(report, code, incomplete=True)


SITES = [("en", "internal"), ("de", "internal"), ("en", "public"), ("de", "public")]
every_site = pytest.mark.parametrize(("code", "audience"), SITES)


@every_site
def test_html_is_whole(code, audience):
    for path, page in pages(code, audience).items():
        assert seen(page).faults == [], path


@every_site
def test_nothing_is_said_without_its_value(code, audience):
    for path, page in pages(code, audience).items():
        text = seen(page).text
        assert not re.search(r"\bNone\b(?! of)|\bUndefined\b|<built-in|\{(?!year)\w+\}|object at 0x", text), (
            path
        )


@every_site
def test_ids_are_unique(code, audience):
    for path, page in pages(code, audience).items():
        ids = [id_.lower() for id_ in seen(page).ids]
        assert len(ids) == len(set(ids)), path


@every_site
def test_labels_point_at_something(code, audience):
    for path, page in pages(code, audience).items():
        found = seen(page)
        pointed = {name for tag, given in found.tags for name in (given.get("aria-labelledby") or "").split()}
        assert pointed <= set(found.ids), path


@every_site
def test_links_lead_somewhere(code, audience):
    site = pages(code, audience)
    ids = {path: set(seen(page).ids) for path, page in site.items()}
    for path, page in site.items():
        for target in seen(page).all("a", "href"):
            if re.match(r"[a-z]+:", target):
                continue
            place, _, fragment = target.partition("#")
            place = place.partition("?")[0]
            there = normpath(f"{dirname(path)}/{place}").lstrip("/") if place else path
            if there in FILES:
                continue
            assert there in site, f"{path}: {target}"
            assert not fragment or fragment in ids[there], f"{path}: {target}"


@every_site
def test_headings_are_in_order(code, audience):
    for path, page in pages(code, audience).items():
        levels = [int(tag[1]) for tag, _ in seen(page).tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


@every_site
def test_nothing_comes_from_elsewhere(code, audience):
    """T67: no request to another origin; links that leave say nothing of where they come from."""
    for path, page in pages(code, audience).items():
        for tag, given in seen(page).tags:
            target = str(given.get("href") or given.get("src") or "")
            if re.match(r"(?:[a-z]+:)?//", target):
                assert tag == "a", f"{path}: {tag} {target}"
                assert given.get("rel") == "noopener noreferrer", f"{path}: {target}"
            assert not {"srcset", "action", "data", "poster", "background"} & given.keys() - {"data"}, path


@every_site
def test_nobody_is_told_where_the_reader_comes_from_and_nothing_is_found(code, audience):
    """T67, T70: no referrer, no robots."""
    for path, page in pages(code, audience).items():
        named = {given.get("name"): given.get("content") for tag, given in seen(page).tags if tag == "meta"}
        assert named["robots"] == "noindex, nofollow", path
        assert named["referrer"] == "no-referrer", path


@every_site
def test_the_policy_stands_first(code, audience):
    """T71: the policy comes before anything it is about; nothing inline, no handler, only scripts of our own."""
    for path, page in pages(code, audience).items():
        inside = re.search(
            r"<head>\s*<meta charset=\"utf-8\">\s*<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]+)\">",
            page,
        )
        assert inside, path
        tags = seen(page).tags
        if path == "404.html":
            assert re.fullmatch(
                r"default-src 'none'; style-src 'sha256-[\w+/=]{44}'; base-uri 'none'; form-action 'none'",
                inside[1],
            )
        else:
            assert inside[1] == POLICY
            assert "style" not in {tag for tag, _ in tags}, path
        scripts = [given for tag, given in tags if tag == "script"]
        up = "../" * path.count("/")
        if path == "404.html":
            assert scripts == []
            continue
        # The scheme is known before the first paint; everything else waits for the page.
        assert scripts[0] == {"src": f"{up}static/theme.js"}, path
        assert scripts[1] == {"defer": None, "src": f"{up}static/site.js"}, path
        ours = (f"{up}static/", f"{up}data/")
        assert all(one["src"].startswith(ours) and "defer" in one for one in scripts[1:]), path
        names = {name for _, given in tags for name in given}
        assert not {name for name in names if name == "style" or name.startswith("on")}, path


@every_site
def test_pages_say_their_language(code, audience):
    for path, page in pages(code, audience).items():
        assert f'<html lang="{code}">' in page, path


@every_site
def test_the_foot_counts_the_files(code, audience):
    words = {"en": "files found = ", "de": "Dateien gefunden = "}
    for path, page in pages(code, audience).items():
        if path != "404.html":
            assert words[code] in " ".join(seen(page).text.split()), path


@pytest.mark.parametrize("code", ["en", "de"])
def test_no_address_of_a_person(code):
    """T68: the template adds none."""
    for path, page in pages(code).items():
        assert not re.search(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", page), path


def test_the_public_sees_no_names_costs_or_partners():
    for path, page in pages("en", "public").items():
        assert not re.search(r"\bAnna\b|\bBen\b|Agency One|Nobody answers|planned 100", seen(page).text), path


def test_the_navigation_holds_what_is_there():
    links = re.search(r"<nav class=\"navigation\".*?</nav>", pages()["index.html"], re.DOTALL)
    assert links
    targets = re.findall(r'href="([^"]+)"', links[0])
    assert targets[:2] == ["index.html", "board.html"]
    assert set(targets) <= pages().keys()
    assert len(targets) == len(set(targets))
    assert links[0].count('aria-current="page"') == 1


def test_a_page_without_an_entry_marks_the_one_it_belongs_to():
    assert '<a href="../board.html" aria-current="true"' in pages()["items/item-0.html"]


def test_a_former_id_leads_to_the_item():
    """Links to an earlier id keep working, without a script."""
    page = pages()["items/old-3.html"]
    assert 'content="0; url=item-3.html"' in page
    assert '<a href="../items/item-3.html">' in page


def test_a_former_id_that_is_in_use_again_leads_nowhere_else():
    items = [make.item("one", formerly=("two",)), make.item("Two")]
    assert set(rendered(reported(make.backlog(items)))) >= {"items/one.html", "items/Two.html"}
    assert "items/two.html" not in rendered(reported(make.backlog(items)))


def test_a_refused_private_file_is_a_count_only():
    made = everything(settings())
    made = replace(
        made, refused=(Refused(path="items/broken.md"), Refused(path="items/secret.md", private=True))
    )
    for path, page in rendered(reported(made), incomplete=True).items():
        assert "secret" not in page, path
    assert "items/broken.md" in rendered(reported(made), incomplete=True)["index.html"]


@pytest.mark.parametrize(("code", "says"), [("en", "This site is incomplete."), ("de", "unvollständig")])
def test_every_page_of_an_incomplete_site_says_so(code, says):
    """The page for addresses that lead nowhere as well."""
    report = reported(everything(settings(code)))
    for path, page in rendered(report, code, incomplete=True).items():
        if 'http-equiv="refresh"' not in page:
            assert says in seen(page).text, path
    for path, page in rendered(report, code).items():
        assert says not in seen(page).text, path


def test_an_empty_backlog_has_all_pages():
    for code in ("en", "de"):
        for path, page in rendered(reported(make.backlog(config=make.config(code))), code).items():
            assert seen(page).faults == [], path


def test_the_same_report_gives_the_same_bytes():
    report = reported(everything(settings()))
    assert rendered(report) == rendered(report)


def test_pages_are_in_the_order_of_the_navigation():
    assert PAGES[0](reported(make.backlog()))[0].path == "index.html"
