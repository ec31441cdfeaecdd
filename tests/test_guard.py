"""Where a site may stand: nothing that a build did not write is ever in its way."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from backlog import guard
from backlog.errors import Exit, Stop
from tests.writing import sites

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Make a repository that stands in the current folder and whose sources no test may change."""
    root = sites.repository(tmp_path)
    (tmp_path / "home").mkdir()
    (tmp_path / "home/letter").write_text("dear")
    monkeypatch.chdir(root)
    before = [sites.tree(root / name) for name in sites.SOURCES]
    yield root
    assert [sites.tree(root / name) for name in sites.SOURCES] == before


def refused(root: Path, output: str | Path) -> str:
    """Publish where it is refused, see that nothing changed, and give the sentence."""
    before = sites.tree(root.parent)
    with pytest.raises(Stop) as stopped:
        sites.publish(root, sites.NEW, Path(output))
    assert stopped.value.code is Exit.REFUSED
    assert stopped.value.hint
    assert sites.tree(root.parent) == before
    return str(stopped.value)


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        ("", "the folder you are in"),
        (".", "the folder you are in"),
        ("..", "the folder you are in or one above it"),
        ("../..", "the folder you are in or one above it"),
        ("/", "the folder you are in or one above it"),
        ("items/..", "the folder you are in"),
        ("../repository", "the folder you are in"),
        ("~", "a shell takes for a home folder"),
        ("~/site", "a shell takes for a home folder"),
        ("../home", "your home folder"),
        ("items", "sources stand there"),
        ("items/", "sources stand there"),
        ("items/goals", "sources stand there"),
        ("items/site", "sources stand there"),
        ("items/new/site", "sources stand there"),
        ("templates", "sources stand there"),
        ("templates/site", "sources stand there"),
        (".git", "git keeps the history"),
        (".git/site", "git keeps the history"),
        ("../elsewhere/.git/site", "git keeps the history"),
        ("../elsewhere/.GIT/site", "git keeps the history"),
        ("backlog.toml", "is a file, not a folder"),
        ("items/one.md", "is a file, not a folder"),
    ],
)
def test_t38_refused_where_something_else_stands(root: Path, output: str, reason: str) -> None:
    assert reason in refused(root, output)


@pytest.mark.parametrize("output", ["templates", "templates/site"])
def test_t38_refused_where_sources_will_stand(root: Path, output: str) -> None:
    (root / "templates").rename(root / "put aside")
    assert "sources stand there" in refused(root, output)
    (root / "put aside").rename(root / "templates")


@pytest.mark.parametrize(
    "target", [".", "..", "/", "../home", "items", "items/goals", ".git", "backlog.toml", "gone"]
)
def test_t38_refused_where_a_symbolic_link_stands(root: Path, target: str) -> None:
    (root / "link").symlink_to(target)
    assert "is a symbolic link to" in refused(root, "link")


def test_t38_refused_behind_a_symbolic_link_to_sources(root: Path) -> None:
    (root / "link").symlink_to("items")
    assert "sources stand there" in refused(root, "link/site")


def test_t38_the_repository_and_folders_above_it_are_refused_from_anywhere(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    for output in (root, root / "."):
        assert "is the repository or a folder above it" in refused(root, output)
    with pytest.raises(Stop, match="is the repository or a folder above it"):
        guard.place(root.parent, root=root, sources=[], home=None)


def test_t38_a_folder_above_sources_outside_the_repository_is_refused(root: Path, tmp_path: Path) -> None:
    (tmp_path / "shared/items").mkdir(parents=True)
    with pytest.raises(Stop, match="sources stand there") as stopped:
        guard.place(tmp_path / "shared", root=root, sources=[tmp_path / "shared/items"], home=None)
    assert stopped.value.values["source"] == str(tmp_path / "shared/items")


def test_t38_the_same_folder_by_another_name_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with a bind mount, or `ITEMS` where a disk makes no difference between upper and lower case."""
    (root / "ITEMS").mkdir()
    looked_at = os.stat

    def alike(path: Path, **options: bool) -> os.stat_result:
        return looked_at(str(path).replace("ITEMS", "items"), **options)

    monkeypatch.setattr(os, "stat", alike)
    assert "sources stand there" in refused(root, "ITEMS/site")


def test_sources_in_the_top_folder_of_the_repository_leave_room_for_a_site(root: Path) -> None:
    assert guard.place(Path("site"), root=root, sources=[root], home=None) == root / "site"


@pytest.mark.parametrize("name", ["CNAME", ".git", "notes.txt", "a/b/notes.txt"])
def test_t39_a_folder_with_a_file_of_someone_else_is_refused_by_its_name(root: Path, name: str) -> None:
    for pages in ({}, sites.OLD):
        if pages:
            (root / "site" / name).unlink()
            for folder in sorted((root / "site").rglob("*"), reverse=True):
                folder.rmdir()
            sites.publish(root, pages)
        (root / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / name).write_text("mine")
        said = refused(root, "site")
        assert f"site holds {name}" in said
        assert ("does not list it" in said) == bool(pages)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "[" * 100_000,
        '{"name": "A web app", "start_url": "/"}',
        '{"generator": "backlog-site 1.0", "files": ["index.html"]}',
        '{"generator": "backlog-site 1.0", "files": {"index.html": 1}}',
        '{"generator": "other 1.0", "files": {"index.html": ""}}',
    ],
)
def test_t39_a_manifest_that_no_build_wrote_is_none(root: Path, text: str) -> None:
    (root / "site").mkdir()
    (root / "site/index.html").touch()
    (root / "site/manifest.json").write_text(text)
    assert "holds index.html and no manifest.json of an earlier build" in refused(root, "site")


def test_t39_the_manifest_of_another_program_is_a_file_like_any_other(root: Path) -> None:
    (root / "site").mkdir()
    (root / "site/manifest.json").write_text('{"name": "A web app"}')
    assert "site holds manifest.json and no manifest.json of an earlier build" in refused(root, "site")


def test_t39_the_first_in_order_is_named_and_an_empty_folder_counts(root: Path) -> None:
    sites.publish(root, sites.OLD)
    (root / "site/empty").mkdir()
    assert "site holds empty," in refused(root, "site")
    (root / "site/zebra").touch()
    (root / "site/lion").touch()
    assert "site holds lion," in refused(root, "site")


def test_t39_it_is_refused_before_a_page_is_made(root: Path) -> None:
    (root / "site").mkdir()
    (root / "site/CNAME").touch()
    with pytest.raises(Stop, match="site holds CNAME"):
        sites.half(root)


def test_t39_what_comes_while_a_site_is_built_stays_where_it_was_put(root: Path) -> None:
    sites.publish(root, sites.OLD)
    with sites.stage(root) as stage:
        files = {path: stage.write(path, data) for path, data in sites.NEW.items()}
        (root / "site/notes.txt").write_text("mine")
        with pytest.raises(Stop, match=r"site holds notes\.txt, which no build wrote") as stopped:
            stage.commit(files, {})
    assert stopped.value.code is Exit.REFUSED
    assert (root / "site/notes.txt").read_text() == "mine"
    assert sites.left_over(root / "site") == []
    (root / "site/notes.txt").unlink()
    assert sites.stands(root / "site", sites.OLD)


def test_t38_a_file_that_comes_while_a_site_is_built_stays(root: Path) -> None:
    with sites.stage(root) as stage:
        (root / "site").write_text("mine")
        with pytest.raises(Stop, match="site is a file, not a folder"):
            stage.commit({}, {})
    assert (root / "site").read_text() == "mine"


@pytest.mark.parametrize(
    "output",
    [
        "site",
        "site/",
        "Items",
        "ITEMS",
        "item",
        "items2",
        "items-site",
        "blog",
        "./site",
        "items/../site",
        "../repository2",
        "../repository-site/deep/site",
        "../home/site",
        "../homework",
        ".site",
        ".gitlab",
        "a b/ü",
    ],
)
def test_t40_names_that_are_only_alike_are_fine(root: Path, output: str) -> None:
    for pages in (sites.OLD, sites.NEW):
        sites.publish(root, pages, Path(output))
        assert sites.stands(root / output, pages)
        assert sites.left_over((root / output).resolve()) == []


def test_t40_two_sites_side_by_side_leave_each_other_alone(root: Path) -> None:
    sites.publish(root, sites.OLD, Path("site2"))
    with sites.stage(root, Path("site2")) as stage:
        stage.write("index.html", b"half")
        sites.publish(root, sites.NEW)
        assert stage.folder.is_dir()
    assert sites.stands(root / "site", sites.NEW)
    assert sites.stands(root / "site2", sites.OLD)


def test_t40_an_output_below_a_linked_folder_is_where_the_link_leads(root: Path, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "published").symlink_to("www")
    sites.publish(root, sites.OLD, tmp_path / "published/site")
    assert sites.stands(tmp_path / "www/site", sites.OLD)


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("out", "../items"),
        ("index.html", "../items/one.md"),
        ("manifest.json", "../put aside"),
        ("items", "../items"),
    ],
)
def test_t41_a_symbolic_link_within_the_old_site_is_refused_and_its_target_untouched(
    root: Path, name: str, target: str
) -> None:
    sites.publish(root, sites.OLD)
    if (root / "site" / name).exists():
        (root / "site" / name).rename(root / "put aside")
    (root / "site" / name).symlink_to(target)
    first = "data/x/deep.json" if name == "manifest.json" else name
    assert f"site holds {first}" in refused(root, "site")
    assert (root / "items/one.md").read_text() == "one"


def test_t41_a_manifest_cannot_have_other_files_deleted(root: Path) -> None:
    sites.publish(root, sites.OLD)
    content = json.loads((root / "site/manifest.json").read_text())
    for path in ("../items/one.md", str(root / "items/one.md"), "items/../../items/one.md"):
        content["files"][path] = "0" * 64
    (root / "site/manifest.json").write_text(json.dumps(content))
    sites.publish(root, sites.NEW)
    assert sites.stands(root / "site", sites.NEW)
    assert (root / "items/one.md").read_text() == "one"


def test_a_folder_that_cannot_be_listed_is_the_environment(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites.publish(root, sites.OLD)
    listed = os.scandir

    def denied(path: str) -> object:
        if path == str(root / "site/items"):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", denied)
        with pytest.raises(Stop, match="site/items cannot be listed: Permission denied") as stopped:
            sites.publish(root, sites.NEW)
    assert stopped.value.code is Exit.ENVIRONMENT
