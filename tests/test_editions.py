"""A site in several languages: each complete in itself, and every page leads to itself in the others."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from backlog.config.load import in_language, load_config
from backlog.errors import Exit, Stop
from backlog.manifest import verify
from tests.building import built, program, tree
from tests.conftest import ROOT
from tests.repository import Repo

if TYPE_CHECKING:
    from pathlib import Path

ONCE = {"404.html", "robots.txt", "manifest.json"}
# How files are written is how the repository writes them, whatever language the site is in.
ABOUT_FILES = {
    *("board.html", "intake.html", "new.html", "planning.html", "ranking.html", "reviews.html"),
    "data/form.js",
}
SWITCH = re.compile(
    r'<link rel="alternate" hreflang=.*?>\n|<p class="noprint choice[^"]*" role="group".*?</p>\n', re.DOTALL
)


def own(folder: Path, languages: str = 'languages = ["de", "en"]') -> Path:
    """Our own backlog, in these languages."""
    folder.mkdir()
    shutil.copytree(ROOT / "items", folder / "items")
    text = (ROOT / "backlog.toml").read_text("utf-8")
    (folder / "backlog.toml").write_text(f"{languages}\n{text}", "utf-8")
    return folder


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own backlog, built in German and English."""
    folder = own(tmp_path_factory.mktemp("editions") / "own")
    assert built(folder).pages
    return folder


def without_switch(folder: Path) -> dict[str, str]:
    """Every file by its path, pages without what leads to the other language."""
    return {
        path.relative_to(folder).as_posix(): SWITCH.sub("", path.read_bytes().decode("utf-8", "replace"))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_each_language_is_the_site_that_is_built_in_it_alone(root: Path, tmp_path: Path):
    """The first at the top, the other in its folder; what is there once stands at the top."""
    whole = without_switch(root / "site")
    for code, folder in (("de", ""), ("en", "en/")):
        built(root, tmp_path / code, code=code)
        alone = without_switch(tmp_path / code)
        part = {
            path.removeprefix(folder): text
            for path, text in whole.items()
            if path.startswith(folder) and (folder or not path.startswith("en/"))
        }
        assert alone.keys() - ONCE == part.keys() - ONCE
        differ = {path for path in part if path not in ONCE and part[path] != alone[path]}
        assert differ == (ABOUT_FILES if folder else set())
        assert not SWITCH.search((tmp_path / code / "index.html").read_text("utf-8"))
    assert whole.keys() >= ONCE
    assert not {f"en/{name}" for name in ONCE} & whole.keys()


def test_one_manifest_lists_all(root: Path):
    listed = json.loads((root / "site/manifest.json").read_bytes())["files"]
    assert listed.keys() == tree(root / "site").keys() - {"manifest.json"}
    assert verify(root / "site") == []
    (root / "site/en/index.html").rename(root / "kept")
    assert [(found.path, found.change) for found in verify(root / "site")] == [("en/index.html", "missing")]
    (root / "kept").rename(root / "site/en/index.html")


def test_every_page_leads_to_itself_in_the_other_language(root: Path):
    """By a plain link, named in that language's own word, in the foot and in the head."""
    site = (root / "site").resolve()
    for path in sorted(site.rglob("*.html")):
        if path.name in ONCE:
            continue
        text = path.read_text("utf-8")
        here = path.relative_to(site).as_posix()
        other, name, code = (
            (here.removeprefix("en/"), "Deutsch", "de")
            if here.startswith("en/")
            else (f"en/{here}", "English", "en")
        )
        links = re.findall(r'<a href="([^"]+)"[^>]* hreflang="(\w+)" lang="(\w+)" data-keep>(\w+)</a>', text)
        assert [link[1:] for link in links] == [(code, code, name)], here
        assert (path.parent / links[0][0]).resolve() == site / other
        heads = re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)">', text)
        assert {(path.parent / address).resolve(): language for language, address in heads} == {
            site / other: code,
            path: {"de": "en", "en": "de"}[code],
        }


def test_names_are_translated_where_nobody_gave_them(tmp_path: Path):
    """Columns and channels of ours have a name in each language; ids and keys are the same in both."""
    (tmp_path / "items").mkdir()
    (tmp_path / "items/a.md").write_text(
        "---\ntitle: Eine Sache\nstatus: Idee\nchannel: email\n---\n", "utf-8"
    )
    (tmp_path / "backlog.toml").write_text(
        'language = "de"\nlanguages = ["en", "de"]\nreport_day = 2026-02-16\n[site]\nbase_url = "https://example.org/b"\n',
        "utf-8",
    )
    assert built(tmp_path).pages
    german, english = (
        json.loads((tmp_path / "site" / folder / "data/backlog.json").read_bytes()) for folder in ("", "en")
    )
    assert [german["language"], english["language"]] == ["de", "en"]
    assert german["items"][0].keys() == english["items"][0].keys()
    assert [one["id"] for one in german["workflow"]] == [one["id"] for one in english["workflow"]]
    assert (german["workflow"][0]["name"], english["workflow"][0]["name"]) == ("Idee", "Idea")
    assert "https://example.org/b/feed.xml" in (tmp_path / "site/feed.xml").read_text("utf-8")
    assert "https://example.org/b/en/feed.xml" in (tmp_path / "site/en/feed.xml").read_text("utf-8")


def test_names_that_somebody_gave_stay():
    config, _ = load_config("backlog.toml", b'language = "de"\n[[workflow]]\nid = "neu"\nkind = "intake"\n')
    assert in_language(config, "en").workflow == config.workflow


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("", ("en",)), ('language = "de"', ("de",)), ('languages = ["de", "en"]', ("en", "de")), ('languages = ["de"]', ("en", "de")),
        ('language = "de"\nlanguages = ["en"]', ("de", "en")), ('language = "de"\nlanguages = []', ("de",)),
    ],
)  # fmt: skip
def test_the_language_of_the_backlog_comes_first(text: str, languages: tuple[str, ...]):
    assert load_config("backlog.toml", text.encode())[0].languages == languages


def test_a_language_that_is_asked_for_is_the_only_one():
    """What the file names wrongly stays wrong all the same."""
    text = b'languages = ["de", "en"]\n'
    assert load_config("backlog.toml", text, language="de")[0].languages == ("de",)
    _, faults = load_config("backlog.toml", b'languages = ["de", "fr"]\n', language="de")
    assert [fault.slug for fault in faults] == ["config-language"]


def test_as_many_workers_as_one_likes_make_the_same_bytes(root: Path, tmp_path: Path):
    built(root, tmp_path / "one", workers=1)
    built(root, tmp_path / "many", workers=3)
    assert tree(tmp_path / "one") == tree(tmp_path / "many") == tree(root / "site")


@pytest.mark.parametrize("name", ["en", "EN/index.html", "en/more.pdf"])
def test_nothing_of_ours_is_mixed_with_what_is_copied(tmp_path: Path, name: str):
    """A folder of extra files that is called like a language stops the build, with its path."""
    folder = own(tmp_path / "own")
    file = folder / "extra" / name
    file.parent.mkdir(parents=True)
    file.write_text("x")
    with (folder / "backlog.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[site]\nextra = "extra"\n')
    with pytest.raises(Stop) as stopped:
        built(folder)
    assert stopped.value.code == Exit.WRONG_USE
    assert stopped.value.values["path"].endswith(name)
    assert not (folder / "site").exists()


def test_extra_files_are_there_in_each_language(tmp_path: Path):
    """Own templates may show them."""
    folder = own(tmp_path / "own")
    (folder / "extra").mkdir()
    (folder / "extra/logo.svg").write_text("<svg/>")
    with (folder / "backlog.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[site]\nextra = "extra"\n')
    assert built(folder).pages
    assert (folder / "site/logo.svg").read_text() == (folder / "site/en/logo.svg").read_text() == "<svg/>"


def test_a_day_of_the_past_is_shown_in_the_languages_of_that_day(tmp_path: Path):
    """`--as-of` takes the configuration of the commit, and so the languages that it names."""
    folder = own(tmp_path / "own")
    settings = folder / "backlog.toml"
    settings.write_text(settings.read_text("utf-8").replace("report_day", "# report_day"), "utf-8")
    repo = Repo(folder)
    repo.commit(at="2026-02-16T09:00:00+01:00")
    settings.write_text(settings.read_text("utf-8").replace('["de", "en"]', '["de"]'), "utf-8")
    repo.commit(at="2026-02-18T09:00:00+01:00")
    for day, there in (("2026-02-17", True), ("2026-02-19", False)):
        done = program("build", "--as-of", day, "--output", str(tmp_path / day), root=folder)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / day / "en/index.html").is_file() is there
        assert verify(tmp_path / day) == []
