"""What one reads at the terminal: check, list, show, explain, rules, schema, doctor."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from backlog.cli import COMMANDS
from backlog.errors import Exit, Stop
from backlog.rules import RULES


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps(backlog, command):
    done = backlog(command, "--help")
    assert done.code == 0
    assert done.out.partition(" ")[2].startswith(f"backlog {command}")
    assert done.err == ""


def test_a_finding_has_its_shape(backlog, inside):
    """Place, severity, code, slug, what; the line and the mark; how to mend it; the line to paste."""
    inside("broken")
    done = backlog("check", "items/owner-alle.md", "--language", "en")
    assert done.code == 1
    assert done.out == (
        'items/owner-alle.md:5:8: error O101 owner-is-nobody: Owner is "alle", so nobody in particular.\n'
        "  5 | owner: alle\n"
        "    |        ^^^^\n"
        "  Name one person: the one you would ask on Monday.\n"
        "  owner: mia\n"
        "\n"
        "1 error. 25 files found = 19 read + 6 refused.\n"
    )


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_cause_of_the_broken_example_is_told_once(backlog, inside, language):
    inside("broken")
    done = backlog("check", "--format", "json", "--language", language)
    assert done.code == 1
    told = json.loads(done.out)
    assert told["files_found"] == told["files_read"] + told["files_refused"]
    errors = [finding for finding in told["findings"] if finding["severity"] == "error"]
    files = sorted({finding["path"] for finding in errors})
    broken = {path.name for path in Path("items").glob("*.md")} - {
        "good.md",
        "same-id-one.md",
        "circle-one.md",
        "circle-two.md",
    }
    assert {name.rpartition("/")[2] for name in files} >= broken
    lines = backlog("check", "--format", "concise", "--language", language).out.splitlines()
    assert len(lines) == len(told["findings"]) + 1


def test_paths_are_those_of_the_current_folder(backlog, inside, monkeypatch):
    root = inside("broken")
    monkeypatch.chdir(root / "items/goals")
    one = backlog("check", "../owner-alle.md", "--format", "concise")
    assert [line.split(":")[0] for line in one.out.splitlines()[:-1]] == ["items/owner-alle.md"]
    everything = backlog("check", "../..", "--format", "concise").out
    assert (
        everything
        == backlog("check", str(root), "--format", "concise").out
        == backlog("check", "--format", "concise").out
    )
    assert backlog("check", ".").code == 0
    assert backlog("check", "owner-alle.md").code == 2
    assert backlog("check", "/etc").code == 2


def test_statistics_are_a_table_by_rule(backlog, inside):
    inside("broken")
    done = backlog("check", "--statistics")
    counts = [int(line.split()[0]) for line in done.out.splitlines()[:-1]]
    assert done.code == 1
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == len(json.loads(backlog("check", "--format", "json").out)["findings"])


def test_list_is_the_ranking(backlog, inside):
    inside("english")
    records = json.loads(backlog("list", "--format", "json").out)
    assert [record["rank"] for record in records] == sorted(record["rank"] for record in records)
    assert all(re.fullmatch(r"\d+\.\d\d", record["score"]) for record in records)
    text = backlog("list").out.splitlines()
    assert len(text) == len(records) + 1
    for record, line in zip(records, text[1:], strict=True):
        assert line.split()[0] == str(record["rank"])
        assert line.endswith(record["id"])
    everything = json.loads(backlog("list", "--all", "--format", "json").out)
    public = [path for path in Path("items").glob("*.md") if "private: true" not in path.read_text("utf-8")]
    assert sorted(record["path"] for record in everything) == sorted(map(str, public))


def test_columns_stand_below_each_other(backlog, inside):
    """Counted in what a terminal shows: letters of two columns and combining marks included."""
    inside("english")
    for title in ("進捗を見る", "e\u0301te\u0301", "🎉 Party"):
        path = Path(backlog("new", title, "--status", "backlog").out.strip())
        text = path.read_text("utf-8")
        for field in ("impact", "confidence", "effort"):
            text = text.replace(f"{field}:\n", f"{field}: 3\n")
        path.write_text(text, "utf-8")
    from backlog.formats.columns import width

    lines = backlog("list").out.splitlines()
    starts = {width(line[: line.rindex("  ") + 2]) for line in lines}
    assert len(starts) == 1


def test_private_items_are_not_listed(backlog, inside):
    inside("german")
    assert "wettbewerb" not in backlog("list", "--all", "--format", "json").out.lower()
    shown = backlog("show", "preisvergleich-wettbewerb")
    assert shown.code == 0
    assert shown.err


def test_show_takes_what_people_say(backlog, inside):
    """Id in any case, former id, title, file name, path."""
    inside("german")
    expected = backlog("show", "seite-ladenbau").out
    assert "5 × 3 ÷ 3 = 5,00" in expected
    for said in (
        "Seite-LADENBAU",
        "ladenbau-unterseite",
        "eigene seite für ladenbau",
        "seite-ladenbau.md",
        "items/seite-ladenbau.md",
    ):
        assert backlog("show", said).out == expected
    missed = backlog("show", "seite-ladnbau")
    assert missed.code == 2
    assert "seite-ladenbau" in missed.err


def test_show_says_what_is_the_matter(backlog, inside):
    inside("german")
    blocked = backlog("show", "fotos-apotheke").out
    assert "Der Fotograf braucht einen Tag ohne Kundschaft" in blocked
    assert "Eigene Seite für Ladenbau" in blocked  # it is needed by
    Path("items/kaputt.md").write_text("---\ntitel: Kaputt\n", "utf-8")
    refused = backlog("show", "kaputt")
    assert refused.code == 1
    assert "items/kaputt.md" in refused.err


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_rule_explains_itself(backlog, inside, language):
    inside("german" if language == "de" else "english")
    for rule in RULES[::10]:
        by_code, by_slug = backlog("explain", rule.code.lower()), backlog("explain", rule.slug)
        assert by_code.code == 0
        assert by_code.out == by_slug.out
        assert "{" not in by_code.out


def test_explain_knows_fields_too(backlog, inside):
    inside("german")
    assert backlog("explain", "wirkung").out == backlog("explain", "impact").out
    assert "5  " in backlog("explain", "impact").out
    missed = backlog("explain", "owner-is-nobdy")
    assert missed.code == 2
    assert "owner-is-nobody" in missed.err
    assert backlog("explain", "zzz").code == 2


def test_rules_lists_all_with_their_weight_here(backlog, inside):
    root = inside("english")
    with (root / "backlog.toml").open("a", encoding="utf-8") as file:
        file.write('\n[rules]\nO101 = "off"\n')
    records = json.loads(backlog("rules", "--format", "json").out)
    assert [record["code"] for record in records] == sorted(rule.code for rule in RULES)
    assert {record["code"]: record["severity"] for record in records}["O101"] == "off"
    lines = backlog("rules").out.splitlines()
    assert len(lines) == len(RULES) + 1


@pytest.mark.parametrize("kind", ["item", "goal", "initiative", "meeting", "backlog"])
def test_schemas_are_schemas(backlog, inside, kind):
    inside("german")
    schema = json.loads(backlog("schema", "--kind", kind).out)
    jsonschema.validators.validator_for(schema).check_schema(schema)


def test_doctor_is_content_with_an_example(backlog, inside):
    root = inside("german")
    done = backlog("doctor")
    assert done.code == 0, done.out
    assert "✗" not in done.out
    (root / ".git").mkdir()
    (root / ".git/shallow").write_text("x")
    (root / ".git/HEAD").write_text("ref: refs/heads/trunk\n")
    done = backlog("doctor")
    assert "git fetch --unshallow" in done.out
    assert 'branch = "trunk"' in done.out
    assert "site/" in done.out


def test_doctor_says_what_is_in_the_way(backlog, inside):
    root = inside("german")
    (root / "site").mkdir()
    (root / "site/precious.txt").write_text("mine")
    assert backlog("doctor").code == 1
    (root / "site/precious.txt").unlink()
    (root / "backlog.toml").write_text('titel = "x"\n')
    done = backlog("doctor")
    assert done.code == 1
    assert 'title = "x"' in done.out
    (root / "backlog.toml").write_text('[content]\nfolder = "elsewhere"\n')
    assert backlog("doctor").code == 1


def test_doctor_warns_of_public_pages(backlog, inside):
    root = inside("german")
    with (root / "backlog.toml").open("r+", encoding="utf-8") as file:
        text = file.read()
        file.seek(0)
        file.write('repository = "https://github.com/firma/marketing"\n' + text)
    done = backlog("doctor")
    assert done.code == 0
    assert re.search(r"^! .*(eigenen Leute|own people)", done.out, re.MULTILINE)


def test_doctor_outside_of_any_repository(backlog, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = backlog("doctor")
    assert done.code == 0
    assert "backlog init" in done.out
    assert list(tmp_path.iterdir()) == []


def test_doctor_finds_a_folder_that_takes_nothing(backlog, inside, monkeypatch):
    root = inside("german")

    def refuse(path: Path) -> None:
        raise Stop(
            Exit.ENVIRONMENT,
            "{path} cannot be made: {reason}.",
            path=str(path),
            reason="Read-only file system",
        )

    monkeypatch.setattr("backlog.fs.make_folder", refuse)
    done = backlog("doctor")
    assert done.code == 1
    assert "Read-only file system" in done.out
    assert not list(root.glob(".site*"))


@pytest.mark.parametrize(
    "command", [("check",), ("build",), ("list",), ("new", "Neue Seite"), ("show", "x"), ("serve",)]
)
@pytest.mark.parametrize(
    ("system", "said"), [("de_DE.UTF-8", "kein Backlog"), ("C.UTF-8", "There is no backlog")]
)
def test_where_there_is_no_backlog_nothing_is_well(backlog, tmp_path, monkeypatch, command, system, said):
    """In the language of the system, with the folder below that was probably meant, and nothing written."""
    monkeypatch.setenv("LC_ALL", system)
    monkeypatch.chdir(tmp_path)
    done = backlog(*command)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "`backlog init`" in done.err
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "mein-backlog").mkdir()
    (tmp_path / "mein-backlog/backlog.toml").touch()
    assert "`cd mein-backlog`" in backlog(*command).err


def test_an_empty_configuration_or_a_file_is_a_backlog(backlog, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "items").mkdir()
    (tmp_path / "items/a-page.md").write_text("---\ntitle: A page\nstatus: idea\n---\n", "utf-8")
    assert backlog("check").code == 0
    (tmp_path / "items/a-page.md").unlink()
    (tmp_path / "backlog.toml").touch()
    assert backlog("check").code == 0


@pytest.mark.parametrize("name", ["x.md.txt", "x.txt", "deep/x.DOCX", "x.markdown"])
def test_files_that_nobody_reads_are_named(backlog, inside, name):
    """On the other stream, and by the doctor; a file elsewhere is none of ours."""
    root = inside("german")
    (root / "notes.txt").touch()
    before = backlog("check")
    assert ".md" not in before.err
    (root / "items" / name).parent.mkdir(exist_ok=True)
    (root / "items" / name).touch()
    after = backlog("check")
    assert f"items/{name}" in after.err
    assert (after.code, after.out) == (before.code, before.out)
    assert f"items/{name}" in backlog("doctor").out


def test_an_empty_ranking_has_no_head(backlog, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "backlog.toml").touch()
    done = backlog("list")
    assert (done.code, done.out) == (0, "")
    assert "backlog new" in done.err


def test_a_word_of_a_title_finds_what_was_meant(backlog, inside):
    inside("german")
    done = backlog("show", "irgendwas-ladenbau")
    assert done.code == 2
    assert "Meinten Sie" in done.err
    assert "ladenbau“" in done.err


def test_what_came_today_came_today(backlog, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "backlog.toml").write_text('language = "de"\n', "utf-8")
    (tmp_path / "items").mkdir()
    text = "---\ntitel: Neue Seite\nstatus: idea\nverlauf:\n  - {datum: 2026-02-16, status: idea}\n---\n"
    (tmp_path / "items/neue-seite.md").write_text(text, "utf-8")
    done = backlog("show", "neue-seite", "--today", "2026-02-16")
    assert "seit heute" in done.out


@pytest.mark.parametrize(("said", "given"), [("", ("--language", "de")), ('language = "de"', ())])
def test_what_is_wrong_with_the_configuration_is_told_in_its_language(
    backlog, tmp_path, monkeypatch, said, given
):
    """Also where it cannot be read as a whole: its line says the language, or the call does."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "backlog.toml").write_text(f'{said}\ntitle = "Backlog\n', "utf-8")
    done = backlog("check", *given)
    assert done.code == 2
    assert "wird nicht geschlossen" in done.out
