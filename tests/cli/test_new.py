"""`new`: a valid file for any title."""

from __future__ import annotations

from pathlib import Path

import pytest

from backlog.spelling import ID

HOSTILE = (
    "../../x", "/etc/passwd", "🎉🎉🎉", "進捗を見る", "con", "index", "- [ ] ja", "--- true", '"quoted" \'x\'', "Fix: #12 now", "a & b",
    "*fett* <b>x</b> {{7*7}}", "{{title}} {{fields}}", "yes", "1:30", "2026-02-16", "null", "@anna fragt", "- -", "x" * 120, "über " * 20,
    "Größere Landingpage: 2. Versuch!", "%0A::error::", "  spaces   around  ", "e\u0301te\u0301",
)  # fmt: skip


@pytest.mark.parametrize("example", ["german", "english"])
@pytest.mark.parametrize("title", HOSTILE)
def test_any_title_makes_a_valid_item(backlog, inside, example, title):
    """The file lies in the folder for items, has an id, and nothing is wrong with it."""
    root = inside(example)
    before = set(root.rglob("*"))
    made = backlog("new", "--", title)
    assert made.code == 0, made.err
    path = Path(made.out.strip())
    assert set(root.rglob("*")) - before == {root / path}
    assert path.parent == Path("items")
    assert ID.fullmatch(path.stem)
    checked = backlog("check", str(path), "--format", "concise")
    assert checked.code == 0, checked.out
    shown = backlog("show", path.stem)
    assert shown.code == 0
    assert " ".join(title.split()) in shown.out


@pytest.mark.parametrize(
    "title", ["", "ab", "   ", "x" * 121, "x" * 200, "a\x1b[31mb", "a\u202eb", "x\x00y", "x\udcffy"]
)
def test_what_is_no_title_writes_nothing(backlog, inside, title):
    root = inside("german")
    before = set(root.rglob("*"))
    done = backlog("new", "--", title)
    assert done.code == 2, done.err
    assert done.out == ""
    assert set(root.rglob("*")) == before


def test_ids_are_never_taken_twice(backlog, inside):
    """Not from an item, a goal, a former id or a refused file, in whatever case; the first is not counted upwards."""
    inside("german")
    Path("items/kaputt.md").write_text("---\ntitel: Kaputt\n", "utf-8")
    titles = ["Fotos Apotheke", "FOTOS apotheke", "Mehr Ladenbau", "Ladenbau Unterseite", "Kaputt", "Kaputt"]
    made = [backlog("new", title).out.strip() for title in titles]
    assert made == [
        "items/fotos-apotheke-2026-02-16.md",
        "items/fotos-apotheke-2026-02-16-2.md",
        "items/mehr-ladenbau-2026-02-16.md",
        "items/ladenbau-unterseite-2026-02-16.md",
        "items/kaputt-2026-02-16.md",
        "items/kaputt-2026-02-16-2.md",
    ]


def test_path_alone_goes_to_the_standard_output(backlog, inside):
    """What to fill in, with the scales explained, is a note."""
    inside("german")
    made = backlog("new", "Messestand")
    assert made.out == "items/messestand.md\n"
    for word in ("wirkung", "sicherheit", "aufwand", "1 = ", "5 = ", "till"):
        assert word in made.err


def test_fields_follow_the_language_and_the_configured_names(backlog, inside):
    root = inside("english")
    with (root / "backlog.toml").open("a", encoding="utf-8") as file:
        file.write('\n[content]\nfolder = "items/{year}"\n[fields]\nowner = "assignee"\n')
    made = backlog("new", "Trade fair", "--status", "BACKLOG")
    assert made.out == "items/2026/trade-fair.md\n"
    text = (root / "items/2026/trade-fair.md").read_text("utf-8")
    assert "status: backlog\n" in text
    assert "\nassignee:\n" in text
    assert "\nowner:" not in text
    checked = backlog("check", "items/2026")
    assert checked.code == 1  # in the backlog column more is needed at once
    assert "assignee" in checked.out


def test_status_nobody_knows_gets_the_nearest(backlog, inside):
    root = inside("english")
    before = set(root.rglob("*"))
    done = backlog("new", "Trade fair", "--status", "in progres")
    assert done.code == 2
    assert "In progress" in done.err
    assert set(root.rglob("*")) == before


def test_own_scaffold_takes_precedence(backlog, inside):
    root = inside("english")
    (root / "templates").mkdir()
    (root / "templates/item.en.md").write_text(
        "---\n{{fields}}\ntags: [new]\n---\n\nOurs: {{title}} {{other}}\n", "utf-8"
    )
    made = backlog("new", "Trade fair")
    text = Path(made.out.strip()).read_text("utf-8")
    assert text.endswith("tags: [new]\n---\n\nOurs: Trade fair {{other}}\n")
    (root / "templates/item.en.md").write_text("no front matter", "utf-8")
    refused = backlog("new", "Second fair")
    assert refused.code == 2
    assert refused.out == ""


def test_never_through_a_symbolic_link(backlog, inside, tmp_path):
    root = inside("english")
    (tmp_path / "elsewhere").mkdir()
    with (root / "backlog.toml").open("a", encoding="utf-8") as file:
        file.write('\n[content]\nfolder = "items/new"\n')
    (root / "items/new").symlink_to(tmp_path / "elsewhere")
    done = backlog("new", "Trade fair")
    assert done.code == 4
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_title_that_is_there_already_is_told_at_once(backlog, inside):
    inside("german")
    first = backlog("new", "Messestand")
    assert "gibt es schon" not in first.err
    second = backlog("new", "messestand")
    assert second.code == 0
    assert "gibt es schon: items/messestand.md" in second.err


def test_an_id_is_never_broken_at_its_hyphens(backlog, inside):
    """What may be written into a field stands in one piece, so that it can be copied."""
    root = inside("german")
    for number in range(1, 15):
        goal = f"---\ntitel: Ziel {number}\nzeitraum: 2026-Q1\nkennzahl: x\nzielwert: 1\n---\n"
        (root / f"items/goals/ein-langes-ziel-mit-der-nummer-{number}.md").write_text(goal, "utf-8")
    made = backlog("new", "Messestand")
    text = Path(made.out.strip()).read_text("utf-8")
    assert not any(line.endswith("-") for line in text.split("---")[1].splitlines())
