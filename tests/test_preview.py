"""`build --base`: the site of a proposed change says so on every page, and marks what changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import backlog, plain  # noqa: F401 - fixtures
from tests.repository import Repo, environment

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.room import Ran

SAID = "Preview of a proposed change, not the published site."
CANARY = "Zaunkönig"
SETTINGS = """title = "A team"
timezone = "Europe/Berlin"
[people.anna]
name = "Anna Schmidt"
roles = ["Content"]
[people.ben]
name = "Ben Beyer"
roles = ["Content"]
"""
GOAL = """---
title: More leads
period: 2026-Q1
metric: leads
baseline: 0
target: 40
current: 18
measured: 2026-02-09
---
"""
MINUTES = "---\ndate: 2026-02-09\ntype: review\nattendees: [anna]\n---\nShort.\n"


def item(title: str, **fields: str) -> str:
    given = {"title": title, "status": "backlog", "goal": "leads", "owner": "anna", "channel": "website"}
    rated = {"impact": "3", "confidence": "3", "effort": "2", "scored": "2026-02-09", **fields}
    lines = [f"{name}: {value}" for name, value in {**given, **rated}.items()]
    body = f"What is to be done for {title} is written down at some length.\n\n- [ ] It is live\n- [ ] It is counted\n"
    return "\n".join(["---", *lines, "---", "", body])


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A backlog of five items on main, and the branch of a change that is checked out."""
    made = Repo(tmp_path / "repo")
    made.write("backlog.toml", SETTINGS)
    made.write("items/goals/leads.md", GOAL)
    made.write("items/meetings/review.md", MINUTES)
    for name in ("landing", "mailing", "fair", "film"):
        made.write(f"items/{name}.md", item(f"The {name} of spring"))
    made.write("items/secret.md", item(CANARY, private="true"))
    made.commit("begin")
    made.git("switch", "--quiet", "--create", "change")
    monkeypatch.chdir(made.root)
    for name, value in environment(HOME=str(tmp_path)).items():
        monkeypatch.setenv(name, value)
    return made


def edit(repo: Repo, path: str, old: str, new: str) -> None:
    text = (repo.root / path).read_text("utf-8")
    assert old in text
    repo.write(path, text.replace(old, new))


@pytest.fixture
def preview(repo: Repo, backlog: Callable[..., Ran]) -> Callable[..., dict[str, str]]:  # noqa: F811
    """Build a preview of what is here against main: the text of its files by path."""

    def build(*arguments: str, code: int = 0) -> dict[str, str]:
        done = backlog("build", "--today", "2026-02-16", "--base", "main", *arguments)
        assert done.code == code, done.err + done.out
        return files(repo)

    return build


def files(repo: Repo) -> dict[str, str]:
    site = repo.root / "site"
    return {
        path.relative_to(site).as_posix(): path.read_text("utf-8")
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.suffix != ".png"
    }


def pages(site: dict[str, str]) -> dict[str, str]:
    return {path: text for path, text in site.items() if path.endswith(".html")}


def overview(site: dict[str, str]) -> str:
    found = re.search(r'<section aria-labelledby="proposed">.*?</section>', site["index.html"], re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def marks(page: str) -> list[tuple[str, str]]:
    """Titles that carry a mark, with it."""
    return re.findall(r'<bdi>([^<]+)</bdi></a> <b class="altered">(\w+)</b>', page)


def test_every_page_says_so_and_counts(repo: Repo, preview: Callable[..., dict[str, str]]) -> None:
    repo.write("items/new.md", item("Something new for spring"))
    edit(repo, "items/landing.md", "impact: 3", "impact: 5")
    repo.remove("items/film.md")
    site = preview()
    shown = pages(site)
    assert len(shown) > 20
    for path, text in shown.items():
        assert SAID in text, path
        assert "noindex" in text, path
        assert "<title>Preview: " in text, path
        if path != "404.html":
            assert "1 new item, 1 changed item and 1 removed item." in text, path
            assert 'index.html#proposed">What changes' in text, path
    assert 'id="proposed"' in site["index.html"]


def test_what_changes_is_marked_where_it_stands(repo: Repo, preview: Callable[..., dict[str, str]]) -> None:
    repo.write("items/new.md", item("Something new for spring"))
    edit(repo, "items/landing.md", "impact: 3", "impact: 5")
    edit(repo, "items/landing.md", "owner: anna", "owner: ben")
    edit(repo, "items/landing.md", "- [ ] It is live", "- [x] It is live")
    repo.remove("items/film.md")
    site = preview()
    wanted = {("Something new for spring", "new"), ("The landing of spring", "changed")}
    for page in ("board.html", "ranking.html", "goals/leads.html", "people.html"):
        assert set(marks(site[page])) == wanted, page
    told = overview(site)
    assert "The landing of spring changed Owner: Anna Schmidt → Ben Beyer Impact: 3 → 5" in told
    assert "0 of 2 → 1 of 2" in told
    assert "The film of spring removed" in told
    page = site["items/landing.html"]
    assert "<dt>Impact</dt><dd><del>3</del> → 5</dd>" in page
    assert "It adds this entry." in site["items/new.html"]
    assert "mark" not in re.sub(r"<a [^>]*>.*?</a>", "", site["items/fair.html"].partition("<main")[2])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("owner: anna", "owner: anna  # until April"),
        ("owner: anna", 'owner: "anna"'),
        ("\n", "\r\n"),
        ("length.\n", "length.\n<!-- ask Ben -->\n"),
        ("length.\n", "length.   \n\n"),
        ("goal: leads\nowner: anna", "owner: anna\ngoal: leads"),
    ],
)
def test_what_reads_the_same_is_no_change(
    repo: Repo, preview: Callable[..., dict[str, str]], old: str, new: str
) -> None:
    edit(repo, "items/landing.md", old, new)
    site = preview()
    assert "It changes nothing that this site shows." in site["board.html"]
    assert 'class="altered"' not in "".join(pages(site).values())


def test_a_file_that_moves_is_no_change_and_one_that_is_renamed_is_one_item(
    repo: Repo, preview: Callable[..., dict[str, str]]
) -> None:
    repo.move("items/landing.md", "items/2026/landing.md")
    repo.move("items/fair.md", "items/spring-fair.md")
    assert overview(preview()).startswith("What the proposed change does The fair of spring changed Id")


def test_goals_minutes_and_the_configuration_count_as_well(
    repo: Repo, preview: Callable[..., dict[str, str]]
) -> None:
    edit(repo, "items/goals/leads.md", "target: 40", "target: 60")
    edit(repo, "items/meetings/review.md", "Short.", "Long.")
    edit(repo, "backlog.toml", "A team", "The team")
    site = preview()
    assert "3 other changes." in site["board.html"]
    told = overview(site)
    for words in (
        "Goal: More leads changed Target: 40 → 60",
        "Minutes: Weekly review",
        "The configuration backlog.toml",
    ):
        assert words in told
    assert 'class="altered">changed' in site["goals/leads.html"]
    assert "<del>40</del> → 60" in site["goals/leads.html"]


def bared(text: str, patterns: tuple[str, ...]) -> str:
    for pattern in patterns:
        text = re.sub(pattern, "<title>" if "title" in pattern else "", text, flags=re.DOTALL)
    return text


def test_a_preview_adds_and_takes_nothing_away(
    repo: Repo,
    preview: Callable[..., dict[str, str]],
    backlog: Callable[..., Ran],  # noqa: F811
) -> None:
    """Without what says that it is one it is the site of the same files; their data are the same bytes."""
    edit(repo, "items/landing.md", "impact: 3", "impact: 5")
    edit(repo, "items/goals/leads.md", "target: 40", "target: 60")
    shown = preview()
    assert backlog("build", "--today", "2026-02-16").code == 0
    bare = files(repo)
    assert shown.keys() == bare.keys()
    added = (
        r'<div class="banner" role="note"><p><strong>Preview.*?</div>\n', r"<title>Preview: ",
        r' <b class="altered">changed</b>', r'<section (?:class="why" )?aria-labelledby="proposed">.*?</section>\n',
        r"<p><strong>Preview[^<]*</strong></p>\n?", r"<span>(?=<a [^>]*goals/leads)|(?<=</bdi></a>)</span>",
    )  # fmt: skip
    for path, text in shown.items():
        if path.endswith(".html"):
            assert " ".join(bared(text, added).split()) == " ".join(bare[path].split()), path
        elif path != "manifest.json":
            assert text == bare[path], path
    assert not [
        path
        for path, text in pages(bare).items()
        if re.search('Preview of|id="proposed|class="altered"', text)
    ]


@pytest.mark.parametrize("way", ["stays", "changes", "goes", "comes", "is hidden", "is hidden and renamed"])
def test_private_items_leave_no_trace(repo: Repo, preview: Callable[..., dict[str, str]], way: str) -> None:
    """T69: neither one that is private before, nor one that becomes it by the change."""
    edit(repo, "items/landing.md", "owner: anna", "owner: anna\ndepends_on: [secret]")
    if way.startswith("is hidden"):
        repo.git("switch", "--quiet", "main")
        edit(repo, "items/secret.md", "private: true\n", "")
        repo.commit("shown")
        repo.git("switch", "--quiet", "--create", "hidden")
        edit(repo, "items/secret.md", "scored:", "private: true\nscored:")
        if way.endswith("renamed"):
            repo.move("items/secret.md", "items/other.md")
            edit(repo, "items/landing.md", "depends_on: [secret]", "depends_on: [other]")
    elif way == "changes":
        edit(repo, "items/secret.md", "impact: 3", "impact: 5")
    elif way == "goes":
        repo.remove("items/secret.md")
        edit(repo, "items/landing.md", "\ndepends_on: [secret]", "")
    elif way == "comes":
        repo.write("items/second.md", item(f"{CANARY} again", private="true"))
    site = preview()
    for path, text in site.items():
        assert CANARY not in text, path
        assert "items/secret" not in text, path
    assert not re.search(r"\d (?:new|removed) item", site["board.html"])


def test_what_stops_being_private_is_new(repo: Repo, preview: Callable[..., dict[str, str]]) -> None:
    edit(repo, "items/secret.md", "private: true\n", "")
    assert "1 new item." in preview()["board.html"]


def test_a_public_site_marks_only_what_it_shows(repo: Repo, preview: Callable[..., dict[str, str]]) -> None:
    """Who owns an item, what it costs and what minutes say is no change for everybody."""
    edit(repo, "backlog.toml", "[people.anna]", '[site]\naudience = "public"\n[people.anna]')
    repo.commit("public")
    repo.git("branch", "--force", "main")
    edit(repo, "items/landing.md", "owner: anna", "owner: ben\ncost: {planned: 4711}")
    edit(repo, "items/meetings/review.md", "Short.", "Long.")
    edit(repo, "items/fair.md", "impact: 3", "impact: 5")
    site = preview()
    assert marks(site["board.html"]) == [("The fair of spring", "changed")]
    assert "1 changed item." in site["board.html"]
    assert not [path for path, text in pages(site).items() if re.search("Anna|Beyer|4711", text)]


def test_roles_instead_of_names_name_nobody(repo: Repo, preview: Callable[..., dict[str, str]]) -> None:
    edit(repo, "backlog.toml", "[people.anna]", '[people]\nshow = "roles"\n[people.anna]')
    edit(repo, "items/landing.md", "owner: anna", "owner: ben")
    site = pages(preview())
    assert "<dt>Owner</dt><dd>changed</dd>" in site["items/landing.html"]
    assert not [path for path, text in site.items() if re.search("Anna|Beyer", text)]


@pytest.mark.parametrize("text", ["titel = 3\n", None])
def test_where_nothing_could_be_read_before_everything_is_new_and_said_once(
    repo: Repo, preview: Callable[..., dict[str, str]], text: str | None
) -> None:
    repo.git("switch", "--quiet", "--orphan", "other")
    repo.write("notes.txt", "nothing\n")
    if text:
        repo.write("backlog.toml", text)
    repo.commit("other")
    repo.git("branch", "--force", "main")
    repo.git("switch", "--quiet", "change")
    site = pages(preview())
    for path, page in site.items():
        assert path == "404.html" or page.count("Everything is new") == 1, path
        assert 'class="altered"' not in page, path


def test_a_file_that_is_mended_is_changed_and_one_that_breaks_is_not_removed(
    repo: Repo, preview: Callable[..., dict[str, str]]
) -> None:
    """And both banners stand there: what it is, and what is missing."""
    repo.git("switch", "--quiet", "main")
    edit(repo, "items/fair.md", "---\ntitle", "--\ntitle")
    repo.commit("broken")
    repo.git("switch", "--quiet", "change")
    repo.git("merge", "--quiet", "main")
    edit(repo, "items/fair.md", "--\ntitle", "---\ntitle")
    edit(repo, "items/film.md", "status: backlog", "status: nobody knows")
    site = preview("--keep-going", code=1)
    assert "It mends this entry, which could not be read before." in site["items/fair.html"]
    assert "removed" not in overview(site)
    assert all(SAID in page and "This site is incomplete." in page for page in pages(site).values())


def test_in_every_language_and_in_one_file(repo: Repo, preview: Callable[..., dict[str, str]]) -> None:
    edit(
        repo,
        "backlog.toml",
        'title = "A team"',
        'title = "A team"\nlanguage = "de"\nlanguages = ["de", "en"]',
    )
    edit(repo, "items/landing.md", "impact: 3", "impact: 5")
    site = preview("--single-file")
    assert "Vorschau eines Änderungsvorschlags, nicht die veröffentlichte Seite." in site["board.html"]
    assert marks(site["board.html"]) == [("The landing of spring", "geändert")]
    assert SAID in site["en/board.html"]
    for name, words in (("backlog.html", "Vorschau eines"), ("en/backlog.html", SAID)):
        assert words in site[name]
        assert "#index.html:proposed" in site[name]


def test_forty_new_items_fold(repo: Repo, preview: Callable[..., dict[str, str]]) -> None:
    for number in range(40):
        repo.write(f"items/import-{number:02}.md", item(f"Number {number:02} of the import"))
    told = overview(preview())
    assert told.count(" new") == 40
    assert "28 more" in told


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--base", "nowhere"), 2, 'no commit "nowhere"'),
        (("--base", "main", "--as-of", "2026-02-16"), 2, "Leave one of them out"),
    ],
)
def test_what_cannot_be_compared_is_wrong_use(
    repo: Repo,
    backlog: Callable[..., Ran],  # noqa: F811
    arguments: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    done = backlog("build", *arguments)
    assert (done.code, said in done.err) == (code, True), done.err
    assert not (repo.root / "site").exists()


def test_without_git_there_is_nothing_to_compare_with(repo: Repo, backlog: Callable[..., Ran]) -> None:  # noqa: F811
    assert backlog("--no-git", "build", "--base", "main").code == 3
    assert not (repo.root / "site").exists()
