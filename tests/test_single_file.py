"""`build --single-file`: the site as always and one more file, which holds what the site shows and nothing else."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from typing import TYPE_CHECKING

import pytest

from backlog import single
from backlog.cli.build_command import _sendable
from backlog.language import language
from backlog.manifest import verify
from backlog.site.single import Reader
from tests.bench.corpus import generate
from tests.building import built, program, tree

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "Kanarienvogel-7f3a"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63606060f80f00010401005fe5c34b0000000049454e44ae426082"
)


def read(site: Path) -> str:
    return (site / "backlog.html").read_text("utf-8")


def test_every_page_is_in_it_and_every_link_leads_to_one(example):
    """But for the page of a host; ids are unique, and whatever names one names one that is there."""
    root = example("own")
    assert built(root, single_file=True).sendable[0].path == "backlog.html"
    page = Reader(read(root / "site"))
    paths = {path for path in tree(root / "site") if path.endswith(".html")} - {"404.html", "backlog.html"}
    ids = [tag.attributes["id"] for tag in page.tags if "id" in tag.attributes]
    assert len(ids) == len(set(ids))
    assert {tag.attributes["id"] for tag in page.tags if tag.attributes.get("class") == "page"} == paths
    for tag in page.tags:
        for name, value in tag.attributes.items():
            link = name in {"href", "xlink:href", "src"} and value is not None
            if link and not re.match(r"https?:|data:", value):
                assert value.startswith("#"), tag
                assert value[1:].partition("?")[0] in ids, tag
            if name in {"for", "list", "headers", "aria-labelledby", "aria-describedby", "aria-controls"}:
                assert set((value or "").split()) <= set(ids), tag
            for named in re.findall(r"url\(#(.*?)\)", value or ""):
                assert named in ids, tag


def test_it_stands_in_the_manifest_and_in_the_foot(example):
    root = example("english")
    built(root, single_file=True)
    files = json.loads((root / "site/manifest.json").read_text("utf-8"))["files"]
    assert files["backlog.html"] == hashlib.sha256((root / "site/backlog.html").read_bytes()).hexdigest()
    assert verify(root / "site") == []
    assert (
        '<a href="../backlog.html">As one file</a>' in next((root / "site/items").glob("*.html")).read_text()
    )
    assert "As one file" not in read(root / "site")
    built(root)
    assert not (root / "site/backlog.html").exists()
    assert "backlog.html" not in (root / "site/index.html").read_text("utf-8")


def test_nothing_is_asked_of_anybody(example):
    """No style, script, icon, picture or feed by an address; the policy names every style and script by its hash."""
    root = example("own")
    built(root, single_file=True)
    text = read(root / "site")
    page = Reader(text)
    policy = next(tag.attributes["content"] for tag in page.tags if "http-equiv" in tag.attributes) or ""
    assert "'self'" not in policy
    assert "'unsafe" not in policy
    assert "http" not in policy
    assert not [tag for tag in page.tags if tag.name == "script" and "src" in tag.attributes]
    links = [tag.attributes for tag in page.tags if tag.name == "link"]
    assert [link["rel"] for link in links] == ["icon"]
    assert str(links[0]["href"]).startswith("data:image/svg+xml;base64,")
    names = {tag.attributes.get("name") for tag in page.tags if tag.name == "meta"}
    assert {"robots", "referrer", "viewport"} <= names
    assert "style" not in {name for tag in page.tags for name in tag.attributes}
    assert len(re.findall(r"<script>", text)) == policy.partition("script-src ")[2].partition(";")[0].count(
        "sha256-"
    )


def test_pictures_are_in_it(example):
    root = example("english")
    (root / "images").mkdir()
    (root / "images/plan.png").write_bytes(PIXEL)
    (root / "items/shown.md").write_text(
        "---\ntitle: A picture\nstatus: idea\n---\n![A plan](../images/plan.png)\n"
    )
    built(root, single_file=True)
    assert f'<img src="data:image/png;base64,{b64encode(PIXEL).decode()}" alt="A plan"' in read(root / "site")


def test_nothing_private_is_in_it(example):
    """T69"""
    root = example("english")
    (root / "items/secret-7.md").write_text(
        f"---\ntitle: {CANARY}\nstatus: idea\nprivate: true\n---\n{CANARY} {CANARY}\n"
    )
    assert not built(root, single_file=True).errors
    assert CANARY not in read(root / "site")
    assert "secret-7" not in read(root / "site")


def test_the_public_sees_no_names(example):
    root = example("english")
    built(root, single_file=True)
    names = re.findall(r'\[people\.\w+\]\nname = "(.+)"', (root / "backlog.toml").read_text("utf-8"))
    assert names
    assert all(name in read(root / "site") for name in names)
    with (root / "backlog.toml").open("a") as file:
        file.write('\n[site]\naudience = "public"\n')
    built(root, single_file=True)
    assert not [name for name in names if name in read(root / "site")]


def test_a_published_site_is_led_to(example):
    """Feed, calendar and the link that one sends are those of the address where the site stands."""
    root = example("english")
    with (root / "backlog.toml").open("a") as file:
        file.write('\n[site]\nbase_url = "https://team.example.org/backlog"\n')
    built(root, single_file=True)
    text = read(root / "site")
    assert 'data-single="" data-home="https://team.example.org/backlog/">' in text
    assert '<a href="https://team.example.org/backlog/feed.xml">' in text
    assert 'data-do="copy"' in text


def test_each_language_has_one(example):
    root = example("english")
    file = root / "backlog.toml"
    file.write_text('languages = ["en", "de"]\n' + file.read_text("utf-8"), "utf-8")
    result = built(root, single_file=True)
    assert [made.path for made in result.sendable] == ["backlog.html", "de/backlog.html"]
    assert '<html lang="en" data-single="">' in read(root / "site")
    assert '<html lang="de" data-single="">' in read(root / "site/de")
    assert "Als eine Datei" in (root / "site/de/index.html").read_text("utf-8")
    assert 'hreflang="' not in read(root / "site")


def test_the_command_says_where_it_is(example):
    """With the banner of what is missing where files have errors, as everywhere."""
    root = example("english")
    told = program("build", "--single-file", "--language", "de", root=root)
    assert told.returncode == 0
    size = f"{round((root / 'site/backlog.html').stat().st_size / 1e6, 1)}".replace(".", ",")
    assert f"\nEine Datei zum Verschicken: site/backlog.html, {size} MB\n" in told.stdout
    broken = min((root / "items").glob("*.md"))
    broken.write_text(broken.read_text("utf-8").replace("title:", "titel_x:", 1), "utf-8")
    kept = program("build", "--single-file", "--keep-going", root=root)
    assert kept.returncode == 1
    assert "One file to send: site/backlog.html" in kept.stdout
    assert "This site is incomplete." in read(root / "site")


def test_one_that_no_mailbox_takes_is_named_and_whole():
    """Nothing is left out; it is said how large it is packed."""
    assert single.Sendable.of("backlog.html", b"x" * 17_000_000).packed is None
    large = single.Sendable.of("backlog.html", b"x" * 28_000_000)
    assert large.size == 28_000_000
    assert 0 < (large.packed or 0) < 100_000
    assert _sendable(language("de"), large, "site/backlog.html") == (
        "Eine Datei zum Verschicken: site/backlog.html, 28,0 MB, zu groß für die meisten Postfächer; "
        "als ZIP-Datei etwa 0,0 MB."
    )


def test_a_frame_of_ones_own_is_the_frame(example):
    """A template of one's own may be no more than the words of a page."""
    root = example("english")
    (root / "templates").mkdir()
    (root / "templates/base.html").write_text(
        "<html><head><title>Own</title></head><body><h1>Own</h1><main>{% block main %}{% endblock %}</main></body></html>"
    )
    built(root, single_file=True)
    text = read(root / "site")
    assert text.startswith('<html data-single=""><head><title>Own</title><noscript>')
    assert text.count("<h1>Own</h1>") == 1
    assert 'id="board.html"' in text


@pytest.mark.slow
def test_the_same_bytes_however_many_work(tmp_path: Path):
    """T55"""
    generate(tmp_path / "many", 140)
    for workers in (1, 2):
        built(tmp_path / "many", tmp_path / str(workers), single_file=True, workers=workers)
    assert tree(tmp_path / "1") == tree(tmp_path / "2")
    assert "backlog.html" in tree(tmp_path / "1")
