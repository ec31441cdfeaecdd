"""The change of a quarter and people who leave: a few lines for many files, and nothing that is done suffers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_set import DONE

MINUTES = """---
datum: 2026-02-09
art: Wochen-Review
teilnehmer: [nora, till]
massnahmen:
  - text: Drucker anrufen
    verantwortlich: till  # bis Freitag
  - {text: Fotos sortieren, verantwortlich: till, erledigt: 2026-02-12}
blocker:
  - {aufgabe: fotos-apotheke, notiz: Kein Termin, verantwortlich: till}
---
"""
SETTINGS = """
[tools.cms]
owner = "till"

[decisions]
plans = ["Till Bergmann", "nora"]
decides = ["till"]
learns = ["Till Bergmann und die Chefin"]
"""
QUARTER = """### Änderungen, eine je Zeile

+ Ziel: Ladenbau im Frühjahr, zeitraum = 2026-Q2, kennzahl = anfragen, zielwert = 12, verantwortlich = Nora Ahrendt
mehr-ladenbau → erreicht
alle mit ziel=mehr-ladenbau status=offen: ziel = Ladenbau im Frühjahr
people.till → nora, until = 2026-02-13
"""


@pytest.fixture
def grown(backlog, inside):
    """The German example with work that is done, minutes, and settings that name somebody."""
    inside("german")
    Path("items/altes-eins.md").write_text(
        DONE.format(title="Der alte Flyer", goal="kanal: website\n"), "utf-8"
    )
    Path("items/altes-zwei.md").write_text(
        DONE.format(title="Die Anzeige", goal="kanal: website\nziel: mehr-ladenbau\nfreigabe: till\n"),
        "utf-8",
    )
    Path("items/meetings").mkdir()
    Path("items/meetings/2026-02-09-review.md").write_text(MINUTES, "utf-8")
    with Path("backlog.toml").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)

    def apply(text: str):
        Path("lines.txt").write_text(text, "utf-8")
        return backlog("apply", "lines.txt")

    assert " Fehler " not in backlog("check").out
    return apply


def text_of(path: str) -> str:
    return Path(path).read_text("utf-8")


def test_four_lines_change_the_quarter_and_hand_over(grown, backlog):
    done = grown(QUARTER)
    assert done.code == 0, done.out
    goal = text_of("items/goals/ladenbau-im-fruehjahr.md")
    assert goal == (
        "---\ntitel: Ladenbau im Frühjahr\nzeitraum: 2026-Q2\nkennzahl: anfragen\nzielwert: 12\n"
        "verantwortlich: nora\n---\n"
    )
    assert "status: achieved\n" in text_of("items/goals/mehr-ladenbau.md")
    assert "ziel: ladenbau-im-fruehjahr\n" in text_of("items/initiatives/ladenbau-zeigen.md")
    assert "ziel: ladenbau-im-fruehjahr\n" in text_of("items/seite-ladenbau.md")
    checked = backlog("check")
    assert checked.code == 0, checked.out
    for slug in ("goal-closed", "person-left", "goal-differs", "altes-"):
        assert slug not in checked.out


def test_what_is_done_stays_as_it_was(grown):
    """Whose it was, who approved it, and the goal for which it was done, said where it was the initiative's."""
    before = text_of("items/altes-zwei.md")
    grown(QUARTER)
    assert text_of("items/altes-zwei.md") == before
    lines = text_of("items/altes-eins.md").splitlines()
    lines.remove("ziel: mehr-ladenbau")
    assert "\n".join((*lines, "")) == DONE.format(title="Der alte Flyer", goal="kanal: website\n")


def test_all_that_is_open_is_handed_over(grown):
    done = grown("Till Bergmann → Nora Ahrendt")
    assert done.code == 0, done.out
    assert text_of("items/meetings/2026-02-09-review.md") == MINUTES.replace(
        "verantwortlich: till  # bis", "verantwortlich: nora  # bis"
    ).replace("Kein Termin, verantwortlich: till", "Kein Termin, verantwortlich: nora")
    settings = text_of("backlog.toml")
    assert (
        SETTINGS.replace('"till"', '"nora"')
        .replace('["Till Bergmann", "nora"]', '["nora"]')
        .replace("Till B", "Nora A")
        .replace("ergmann", "hrendt")
        in settings
    )
    assert 'name = "Nora Ahrendt"\nroles = ["Inhaberin"]\n\n' in settings  # nobody stands in for themselves
    assert 'owner = "nora"\navailable' in settings
    assert "verantwortlich: till" not in text_of("items/fotos-apotheke.md")
    again = grown("Till Bergmann → Nora Ahrendt")
    assert again.code == 0
    assert "In nichts Offenem steht dieser Name" in again.out


def test_a_last_day_tells_what_is_left_and_the_line_for_it(grown, backlog):
    """Before that day as a note, after it as one warning on the person."""
    done = grown("Till Bergmann bis = 2026-12-31")
    assert done.code == 0, done.out
    assert "Eine Zeile übergibt alles: people.till → nora" in done.out
    assert "2026-02-09-review.md" in done.out
    grown("people.till until = 2026-02-13")
    checked = backlog("check")
    assert checked.out.count("person-left") == 1
    assert "people.till → nora" in checked.out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("people.till → Nroa", "Meinten Sie „nora“?"),
        ("people.till → nora, untl = 2026-12-31", "Meinten Sie „until“?"),
        ("people.tilo → nora", "Meinten Sie „people.till“?"),
        ("Till Bergmann → till", "„till“ hat es schon."),
        ("mehr-ladenbau → ereicht", "aktiv, pausiert, erreicht und verworfen"),
        ("+ Ziel: Ohne Zahl", "`+ Ziel: Ohne Zahl, zeitraum = 2026-Q1, kennzahl = anfragen, zielwert = …`"),
        ("+ Ziel: Noch eins, id = mehr-ladenbau, zeitraum = 2026-Q2", "kann hier keine Kennung sein"),
        ("+ Ziel: Noch eins, zeitrum = 2026-Q2", "Meinten Sie „zeitraum“?"),
        ("alle mit ziel=mehr-ladenbau status=offen: ziel = mer-ladenbau", "ziel=mehr-ladenbau status=offen: ziel = mehr-"),
    ],
)  # fmt: skip
def test_slips_are_answered(grown, line, said):
    before = {path: path.read_bytes() for path in Path("items").rglob("*.md")}
    done = grown(line)
    assert done.code == 1, done.out
    assert said in done.out
    assert {path: path.read_bytes() for path in Path("items").rglob("*.md")} == before


def test_a_goal_of_the_same_title_gets_an_id_of_its_own(grown):
    title = text_of("items/goals/mehr-ladenbau.md").split("titel: ")[1].splitlines()[0]
    line = f"+ Ziel: {title}, zeitraum = 2026-Q2, kennzahl = anfragen, zielwert = 12"
    assert "heißt genauso" in grown(f"{line}, kennung = ladenbau-q2").out
    assert Path("items/goals/ladenbau-q2.md").exists()
    assert (
        grown(f"{line}\n+ Initiative: Neue Schaufenster, ziel = ladenbau-q2\n+ Ziel erreichen, jetzt").code
        == 0
    )
    assert "ziel: ladenbau-q2" in text_of("items/initiatives/neue-schaufenster.md")
    assert Path("items/ziel-erreichen-jetzt.md").exists()
    assert len(list(Path("items/goals").glob("*.md"))) == 3


def test_what_is_done_among_many_is_told(grown, backlog):
    """Nobody meant to rewrite who approved what two months ago; the condition that leaves it alone is said."""
    said = "Einige davon sind erledigt oder verworfen: altes-zwei"
    Path("items/neu.md").write_text(
        text_of("items/seite-ladenbau.md").replace(
            "verantwortlich: till", "verantwortlich: nora\nfreigabe: till"
        ),
        "utf-8",
    )
    assert said in grown("alle mit freigabe=till: kampagne = messe").out
    dry = backlog("set", "--where", "freigabe=till", "kampagne=anzeige", "--dry-run")
    assert said in dry.err
    assert said not in grown("alle mit freigabe=till status=offen: kampagne = sommer").out


def test_settings_are_named_as_reports_name_them(grown, backlog):
    assert grown("people.till.until = 2026-12-31\ndecisions.plans = nora").code == 0
    assert 'plans = ["nora"]' in text_of("backlog.toml")
    assert backlog("set", "people.till.until=2026-11-30").code == 0
    assert "until = 2026-11-30" in text_of("backlog.toml")


@pytest.mark.usefixtures("grown")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("mehr-ladenbau", "erreicht"), "backlog set mehr-ladenbau status=pausiert"),
        (("people.till", "nora"), 'echo "people.till → anna" | backlog apply'),
    ],
)
def test_what_stands_in_no_column_is_not_moved(backlog, words, said):
    done = backlog("move", *words)
    assert done.code == 2
    assert said in done.err
