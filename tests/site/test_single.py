"""Pages become sections of one file: their links, their ids, their pictures; nothing else changes."""

from __future__ import annotations

import pytest

from backlog.site.render import fingerprint
from backlog.site.single import Places, Reader, scripts, section
from backlog.site.single_frame import framed

PAGES = frozenset({"index.html", "board.html", "items/a.html", "items/b.html", "goals/g.html"})
FRAME = """<!doctype html>
<html lang="de">
<head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'">
<title>Frame</title>
<link rel="icon" type="image/svg+xml" href="static/favicon.svg">
<link rel="alternate" type="application/atom+xml" href="feed.xml">
<link rel="stylesheet" href="static/style.css">
<script src="static/theme.js"></script>
<script defer src="static/site.js"></script>
</head>
<body>
<a class="skip" href="#main">On</a><nav><a href="board.html" data-key="g b">Board</a></nav>
<main id="main">
</main>
<footer data-apart><p>A <a href="feed.xml">feed</a></p></footer>
</body>
</html>
"""


def places(home: str = "") -> Places:
    return Places(pages=PAGES, home=home, held=lambda path: f"data:{path}")


def made(main: str, path: str = "items/a.html", home: str = "") -> str:
    """The section of a page with this content, without the tags around it."""
    page = f'<html><head><title>A &amp; B</title></head><body><i id="age"></i><main id="main">{main}</main></body></html>'
    text = section(Reader(page), path, "board.html", places(home))
    head, _, rest = text.partition("\n")
    assert head == (f'<section class="page" id="{path}" data-within="board.html" data-title="A &amp; B">')
    assert rest.endswith("\n</section>\n")
    return rest.removesuffix("\n</section>\n")


@pytest.mark.parametrize(
    ("link", "there"),
    [
        ("../board.html", "#board.html"),
        ("../board.html#planned", "#board.html:planned"),
        ("b.html", "#items/b.html"),
        ("../goals/g.html", "#goals/g.html"),
        ("#here", "#items/a.html:here"),
        ("#gr%C3%B6%C3%9Fe", "#items/a.html:größe"),
        ("#", "#items/a.html"),
        ("https://example.org/#x", "https://example.org/#x"),
        ("//example.org/", "//example.org/"),
        ("mailto:nobody", "mailto:nobody"),
    ],
)
def test_links_lead_to_sections(link: str, there: str):
    main = '<p id="here">x</p><p id="größe">y</p><a class="k" href="{}">z</a>'
    assert made(main.format(link)).endswith(f'<a class="k" href="{there}">z</a>')


def test_what_a_link_asks_of_scripts_waits_for_them():
    """Without one the address names the page, or a place in it."""
    assert made('<a href="../board.html?owner=anna&amp;blocked">x</a><a href="?x#y" id="y">z</a>') == (
        '<a href="#board.html" data-query="owner=anna&amp;blocked">x</a><a href="#items/a.html:y" id="items/a.html:y" data-query="x">z</a>'
    )


def test_what_leads_to_other_files_leads_to_the_published_site_or_nowhere():
    link = '<a rel="alternate" class="k" href="../data/items.csv?x#y">z</a>'
    assert made(link) == '<a class="k">z</a>'
    assert made(link, home="https://x.org/b/") == (
        '<a rel="alternate" class="k" href="https://x.org/b/data/items.csv#y">z</a>'
    )


def test_what_stands_apart_is_left_out_unless_the_site_is_published():
    main = "<p>1</p><p data-apart><b>2<p data-apart>x</p></b></p><p>3</p>"
    assert made("<ul><li>1<li data-apart><ul><li>2</li></ul></li></ul>") == "<ul><li>1</ul>"
    assert made('<div>1</div><div data-apart id="x"><div>2</div></div><div>3</div>') == (
        "<div>1</div><div>3</div>"
    )
    assert made(main, home="https://x.org/") == main


def test_ids_are_those_of_the_page_wherever_they_are_named():
    main = (
        '<section id="s" aria-labelledby="s-name"><h2 id="s-name">S</h2></section>'
        '<label for="f">F</label><input id="f" list="l" aria-describedby="s-name age"><datalist id="l"></datalist>'
        '<td headers="s f">1</td><button aria-controls="dialog" popovertarget="s">2</button>'
    )
    assert made(main) == (
        '<section id="items/a.html:s" aria-labelledby="items/a.html:s-name"><h2 id="items/a.html:s-name">S</h2></section>'
        '<label for="items/a.html:f">F</label><input id="items/a.html:f" list="items/a.html:l"'
        ' aria-describedby="items/a.html:s-name age"><datalist id="items/a.html:l"></datalist>'
        '<td headers="items/a.html:s items/a.html:f">1</td><button aria-controls="dialog"'
        ' popovertarget="items/a.html:s">2</button>'
    )


def test_ids_of_pictures_are_names_of_xml():
    """There a slash may stand in none; what stands after the picture has its usual id again.

    The names of attributes are small where a tag is written anew: HTML gives those of pictures their letters back.
    """
    main = (
        '<svg viewBox="0 0 1 1" aria-labelledby="t"><title id="t">T</title><pattern id="p"/><use xlink:href="#p"/>'
        '<rect fill="url(#p)" clip-path="url(#elsewhere)"/></svg><p id="q"></p><a href="#t">x</a>'
    )
    assert made(main) == (
        '<svg viewbox="0 0 1 1" aria-labelledby="items:a.html:t"><title id="items:a.html:t">T</title>'
        '<pattern id="items:a.html:p"/><use xlink:href="#items:a.html:p"/>'
        '<rect fill="url(#items:a.html:p)" clip-path="url(#elsewhere)"/></svg>'
        '<p id="items/a.html:q"></p><a href="#items:a.html:t">x</a>'
    )


def test_pictures_are_in_the_file_and_everything_else_stays():
    assert made('<img alt="" src="../assets/1.png">') == '<img alt="" src="data:assets/1.png">'
    main = '<p class=\'x\' data-y="a &quot; b">&lt;script&gt; &amp;amp; \u00e4\n<!-- <a href="x"> --><br/><input disabled></p>'
    assert made(main) == main


def test_values_are_written_so_that_they_stay_what_they_are():
    main = '<a title="&quot;a&quot; &lt;b&gt; &amp;lt; \'" href="b.html">x</a>'
    assert made(main) == '<a title="&quot;a&quot; &lt;b&gt; &amp;lt; \'" href="#items/b.html">x</a>'


def test_of_a_page_without_main_the_body_is_the_content():
    page = Reader("<html><body class='x'><p>1</p></body></html>")
    assert section(page, "index.html", "", places()).split("\n")[1] == "<p>1</p>"
    assert section(Reader("<p>1</p>"), "index.html", "", places()).split("\n")[1] == "<p>1</p>"


def test_the_frame_holds_what_its_head_asks_for_and_its_policy_names_it():
    texts = {"static/style.css": "p{color:red}", "static/theme.js": "early()"}
    late = ["late('</script>')", "more()"]
    before, after = framed(Reader(FRAME), places(), texts.__getitem__, late, "q{}")
    hashes = " ".join(f"'{fingerprint(text)}'" for text in ("early()", "late('\\x3c/script>')", "more()"))
    policy = (
        f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; script-src {hashes}; '
        f"style-src '{fingerprint('p{color:red}')}' '{fingerprint('q{}')}'; img-src data:\">"
    )
    assert before.splitlines() == [
        "<!doctype html>",
        '<html lang="de" data-single="">',
        "<head>",
        policy,
        "<title>Frame</title>",
        '<link rel="icon" type="image/svg+xml" href="data:static/favicon.svg">',
        "",
        "<style>p{color:red}</style>",
        "<script>early()</script>",
        "",
        "<noscript><style>q{}</style></noscript>",
        "</head>",
        "<body>",
        '<a class="skip" href="#main">On</a><nav><a href="#board.html" data-key="g b">Board</a></nav>',
        '<main id="main">',
    ]
    assert after.splitlines() == [
        "</main>",
        "",
        "<script>late('\\x3c/script>')</script>",
        "<script>more()</script>",
        "</body>",
        "</html>",
    ]


def test_the_frame_of_a_published_site_leads_there():
    before, after = framed(Reader(FRAME), places("https://x.org/"), lambda _: "", [], "")
    assert '<html lang="de" data-single="" data-home="https://x.org/">' in before
    assert '<link rel="alternate" type="application/atom+xml" href="https://x.org/feed.xml">' in before
    assert '<a href="https://x.org/feed.xml">feed</a>' in after


def test_scripts_are_told_by_when_they_run():
    page = Reader('<script src="../static/a.js"></script><script defer src="../static/b.js"></script>')
    assert scripts(page, "items/a.html") == ["static/b.js"]
    assert scripts(page, "items/a.html", late=False) == ["static/a.js"]
