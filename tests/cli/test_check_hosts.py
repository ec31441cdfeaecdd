"""`check` for hosts: every format, the summary, where files are edited, and what is wrong with the configuration."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import click
import pytest

from backlog.cli.check_command import command
from backlog.cli.checks.findings import edit_prefix
from backlog.errors import Exit, Stop
from backlog.formats.forms import FORMS
from tests.formats.test_github import obeyed
from tests.repository import Repo

URL = "https://github.com/anna/backlog/edit/fix"
READ = {"json": json.loads, "gitlab": json.loads, "sarif": json.loads, "junit": ET.fromstring}
HOSTS = ("github", "gitlab", "sarif", "junit")


def test_the_formats_of_the_command_are_those_that_there_are() -> None:
    (option,) = [one for one in command.params if one.name == "form"]
    assert isinstance(option.type, click.Choice)
    assert list(option.type.choices) == list(FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_every_format_tells_of_every_finding(backlog, inside, form) -> None:
    inside("broken")
    done = backlog("check", "--format", form)
    assert done.code == Exit.FINDINGS
    count = {
        "gitlab": lambda: len(json.loads(done.out)),
        "sarif": lambda: len(json.loads(done.out)["runs"][0]["results"]),
        "json": lambda: len(json.loads(done.out)["findings"]),
        "junit": lambda: done.out.count("<testcase "),
        "github": lambda: len(obeyed(done.out)) + int(re.search(r"(\d+) more findings", done.out)[1]),
        "text": lambda: len(re.findall(r"^\S+:\d+:\d+: ", done.out, re.MULTILINE)),
        "concise": lambda: len(done.out.splitlines()) - 1,
    }[form]()
    assert count == len(json.loads(backlog("check", "--format", "json").out)["findings"])


@pytest.mark.parametrize("form", FORMS)
def test_a_broken_configuration_is_told_in_every_format_and_in_the_summary(backlog, inside, form) -> None:
    root = inside("english")
    (root / "backlog.toml").write_text('titel = "A, b: c"\n', "utf-8")
    done = backlog("check", "--format", form, "--summary", "page.md", "--edit-url", URL)
    assert done.code == Exit.WRONG_USE
    assert "C102" in done.out or "config-unknown-key" in done.out
    READ.get(form, str)(done.out)
    assert f"backlog.toml · [Edit this file](<{URL}/backlog.toml>)" in (root / "page.md").read_text("utf-8")


@pytest.mark.parametrize("form", HOSTS)
def test_paths_are_counted_from_the_top_of_the_repository(backlog, inside, form) -> None:
    root = inside("broken")
    (root.parent / ".git").mkdir()
    assert "broken/items/dead-link.md" in backlog("check", "--format", form).out
    assert "broken/items" not in backlog("check", "--format", "text").out
    backlog("check", "--summary", "page.md", "--edit-url", URL)
    assert f"{URL}/broken/items/owner-alle.md>" in (root / "page.md").read_text("utf-8")


@pytest.mark.parametrize("form", ["text", "concise", "github"])
def test_t65_hostile_files_give_no_command_to_the_log(backlog, inside, form) -> None:
    """T65: titles and names of real files, through the whole command."""
    root = inside("english")
    for number, name in enumerate(
        ["a,b: c%0A.md", "##[error]x.md", "::add-mask::.md", "line\n::error::x.md"]
    ):
        text = f'---\ntitle: "##[add-mask]{number} %0A::stop-commands::k"\nstatus: "::add-mask::x\\n::error::y"\n---\n'
        (root / "items" / name).write_text(text, "utf-8")
    done = backlog("check", "--format", form)
    paths = {
        "items/a,b: c%0A.md",
        "items/##[error]x.md",
        "items/::add-mask::.md",
        "items/line\\n::error::x.md",
    }
    commands = obeyed(done.out)
    named = {one.properties["file"] for one in commands if one.name == "error"}
    assert named == (paths if form == "github" else set())
    assert {one.name for one in commands} <= {"error", "warning"}
    assert obeyed(done.err) == []


def test_the_case_of_the_owner_who_is_everybody(backlog, inside) -> None:
    """The report names the line, the reason and the line to paste; its link opens her own branch."""
    root = inside("german")
    path = next(
        path
        for path in sorted((root / "items").rglob("*.md"))
        if "verantwortlich: " in path.read_text("utf-8")
    )
    path.write_text(
        re.sub("verantwortlich: .*", "verantwortlich: alle", path.read_text("utf-8"), count=1), "utf-8"
    )
    name = path.relative_to(root).as_posix()
    (root / "page.md").write_text("# Before\n", "utf-8")
    done = backlog("check", "--format", "github", "--summary", "page.md", "--edit-url", URL)
    assert done.code == Exit.FINDINGS
    number = path.read_text("utf-8").splitlines().index("verantwortlich: alle") + 1
    page = (root / "page.md").read_text("utf-8")
    assert page.startswith("# Before\n## 1 Fehler ist zu beheben\n")
    assert f"{name} · [Datei bearbeiten](<{URL}/{name}>)" in page
    assert f"- **Zeile {number}: Verantwortlich ist „alle“, also niemand Bestimmtes.** (Fehler O101)" in page
    assert re.search(r"```yaml\n  verantwortlich: \w+\n  ```", page)
    assert (
        f"::error file={name},line={number},col=17,endColumn=21,title=O101 owner-is-nobody::Verantwortlich ist"
        in done.out
    )


def test_without_an_address_the_link_opens_the_configured_branch(backlog, inside) -> None:
    root = inside("broken")
    settings = root / "backlog.toml"
    text = re.sub(r"^(repository|branch) = .*\n", "", settings.read_text("utf-8"), flags=re.MULTILINE)
    settings.write_text(f'repository = "https://github.com/o/r"\nbranch = "trunk"\n{text}', "utf-8")
    backlog("check", "--summary", "page.md", "--edit-url", "")
    assert "](<https://github.com/o/r/edit/trunk/items/owner-alle.md>)" in (root / "page.md").read_text(
        "utf-8"
    )


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("https://github.com/o/r/edit/main/", "https://github.com/o/r/edit/main"),
        ("https://host.example:8443/o/r/-/edit/a", "https://host.example:8443/o/r/-/edit/a"),
        ("https://github.com/o/r/edit/feature/ä (1)<x>`#2?", "https://github.com/o/r/edit/feature/%C3%A4%20%281%29%3Cx%3E%60%232%3F"),
        ("https://github.com/o/r/edit/50%-off%20x", "https://github.com/o/r/edit/50%25-off%20x"),
    ],
)  # fmt: skip
def test_an_address_may_hold_any_name_of_a_branch(given, told) -> None:
    assert edit_prefix(given) == told


@pytest.mark.parametrize(
    "given",
    ["http://github.com/o", "javascript:alert(1)", "//github.com", "https://", "https:///x", "https://u@h.example/x", "x", "https://a b/c", "https://a>b.example/"],
)  # fmt: skip
def test_only_an_address_of_a_host_is_one(backlog, inside, given) -> None:
    with pytest.raises(Stop) as stopped:
        edit_prefix(given)
    assert stopped.value.code == Exit.WRONG_USE
    inside("english")
    assert backlog("check", "--edit-url", given).code == Exit.WRONG_USE


def test_a_summary_that_cannot_be_written_says_so(backlog, inside) -> None:
    inside("english")
    done = backlog("check", "--summary", "nowhere/page.md")
    assert (done.code, "nowhere/page.md" in done.err) == (Exit.ENVIRONMENT, True)


def test_a_page_that_is_full_already_gets_no_longer_than_it_may(backlog, inside) -> None:
    root = inside("broken")
    page = root / "page.md"
    page.write_text("x" * 995_000, "utf-8")
    backlog("check", "--summary", "page.md")
    assert page.stat().st_size < 1_000_000
    assert "have no room here" in page.read_text("utf-8")


def test_a_private_item_is_named_by_its_path_alone(backlog, tmp_path, monkeypatch) -> None:
    repo = Repo(tmp_path / "repo")
    repo.write("backlog.toml", "")
    repo.write("items/secret.md", "---\ntitle: A secret title\nstatus: idea\nprivate: true\nimpakt: 3\n---\n")
    monkeypatch.chdir(repo.root)
    backlog("check", "--summary", "page.md")
    page = Path("page.md").read_text("utf-8")
    assert "items/secret.md" in page
    assert "secret title" not in page
