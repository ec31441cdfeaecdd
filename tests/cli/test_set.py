"""`set`: fields of one file or of many, all or nothing, and the findings that it brings."""

from __future__ import annotations

from pathlib import Path

import pytest

FOTOS = Path("items/fotos-apotheke.md")


def contents(root):
    return {
        str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()
    }


def replaced(path, *pairs):
    """The bytes of a file with these lines for those."""
    raw = path.read_bytes()
    for before, after in pairs:
        assert raw.count(before.encode()) == 1
        raw = raw.replace(before.encode(), after.encode())
    return raw


def test_values_change_and_a_line_says_so(backlog, inside):
    inside("german")
    wanted = replaced(
        FOTOS,
        ("wirkung: 4\n", "wirkung: 5\n"),
        ("bewertet: 2026-01-13\n", "bewertet: 2026-02-16\n"),
        ("verantwortlich: till", "verantwortlich: nora"),
        ("[fotos, apotheke]", "[fotos, apotheke, pankow]"),
        ("erwartet: 1 → 2 Anfragen im Monat", 'erwartet: "Anfragen: 3"'),
    )
    done = backlog(
        "set",
        "fotos-apotheke",
        "wirkung=5",
        "verantwortlich=Nora Ahrendt",
        "schlagworte+=pankow",
        "expected=Anfragen: 3",
    )
    assert (done.code, FOTOS.read_bytes()) == (0, wanted)
    assert done.out.splitlines()[0] == (
        "fotos-apotheke: verantwortlich till → nora, wirkung 4 → 5, bewertet 2026-01-13 → 2026-02-16, "
        "erwartet „1 → 2 Anfragen im Monat“ → „Anfragen: 3“, schlagworte + pankow"
    )


def test_words_around_a_lone_sign_are_one_wish(backlog, inside):
    inside("english")
    path = Path("items/descaling-guide.md")
    before = path.read_bytes()
    done = backlog("set", "descaling-guide", "impact", "=", "2")
    assert done.code == 0, done.err
    assert done.out.startswith("descaling-guide: impact ")
    assert path.read_bytes() != before


def test_what_is_so_already_writes_nothing(backlog, inside):
    root = inside("german")
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    done = backlog("set", "fotos-apotheke", "wirkung=4", "verantwortlich=TILL", "status=in arbeit")
    assert (done.code, done.out) == (0, "")
    assert "fotos-apotheke: So steht es schon da; es ändert sich nichts." in done.err
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


@pytest.mark.parametrize(
    ("wishes", "day"),
    [
        (["wirkung=5"], "2026-02-16"),
        (["wirkung=4", "sicherheit=5"], "2026-02-16"),
        (["wirkung=4"], "2026-01-13"),  # as it was: nobody rated
        (["wirkung=5", "scored=2026-02-01"], "2026-02-01"),
        (["wirkung=5", "bewertet=2026-01-13"], "2026-01-13"),
        (["wirkung=", "sicherheit=", "aufwand="], ""),
    ],
)
def test_who_rates_anew_rates_today(backlog, inside, wishes, day):
    """As in the form: the day follows the ratings, unless somebody says another one."""
    inside("german")
    done = backlog("set", "fotos-apotheke", *wishes, "--anyway")
    assert done.code == 0, done.err
    lines = [line for line in FOTOS.read_text("utf-8").splitlines() if line.startswith("bewertet:")]
    assert lines == ([f"bewertet: {day}"] if day else [])


def test_the_day_of_a_first_rating_stands_behind_it(backlog, inside):
    inside("german")
    raw = FOTOS.read_bytes().replace(b"bewertet: 2026-01-13\n", b"")
    FOTOS.write_bytes(raw)
    done = backlog("set", "fotos-apotheke", "aufwand=3", "--today", "2026-02-17")
    assert done.code == 0, done.err
    assert "aufwand: 3\nbeleg: Drei von sieben Anfragen nannten die Apotheke\nbewertet: 2026-02-17\n" in (
        FOTOS.read_text("utf-8")
    )


def test_a_dry_run_prints_the_patch(backlog, inside):
    root = inside("german")
    before = contents(root)
    done = backlog("set", "fotos-apotheke", "wirkung=5", "--dry-run")
    assert done.code == 0
    assert "--- a/items/fotos-apotheke.md\n+++ b/items/fotos-apotheke.md\n" in done.out
    assert "\n-wirkung: 4\n+wirkung: 5\n" in done.out
    assert contents(root) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["wirkung=7"], "Wirkung ist „7“, und die Skala geht von 1 bis 5."),
        (["wirkun=4"], "Meinten Sie „wirkung“?"),
        (["verantwortlich=alle"], "Verantwortlich ist „alle“, also niemand Bestimmtes."),
        (["verantwortlich=Till Bergman"], "Meinten Sie „Till Bergmann“?"),
        (["status=In Arbeitt"], "Meinten Sie „In Arbeit“?"),
        (["braucht+=gibt-es-nicht"], "Eine Aufgabe „gibt-es-nicht“ gibt es nicht."),
        (["termin=27.2.2026"], "termin=2026-02-27"),
        (["ergebnis=erreicht"], "ergebnis.wert, ergebnis.ausgang"),
        (["titel+=x"], "+= und -= sind für Listen: braucht, schlagworte, frueher."),
    ],
)
def test_what_is_not_taken_is_refused_in_german(backlog, inside, arguments, said):
    """With exit 2, the sentence of `check`, and nothing written, not even what is fine."""
    root = inside("german")
    before = contents(root)
    done = backlog("set", "seite-ladenbau", "fotos-apotheke", "aufwand=3", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert contents(root) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "backlog set landingpage impact=5"),
        (["descaling-guide"], "backlog set landingpage impact=5"),
        (["impact=3"], "backlog set landingpage impact=5"),
        (["descaling-guid", "impact=3"], 'Did you mean "descaling-guide"?'),
        (["descaling-guide", "--where", "status=open", "impact=3"], "What is to be set takes"),
        (["--where", "status=nowhere", "impact=3"], 'There is nothing called "nowhere".'),
        (["--where", "tags=nowhere", "impact=3"], "There is no item for which tags=nowhere holds."),
        (["descaling-guide", "=3"], '"=3" says no field and value.'),
        (["descaling-guide", "impact=3", "--today", "morgen"], '"morgen" is no day.'),
    ],
)
def test_wrong_use_is_told_in_english(backlog, inside, arguments, said):
    root = inside("english")
    before = contents(root)
    done = backlog("set", *arguments)
    assert done.code == 2
    assert said in done.err
    assert contents(root) == before


def test_a_new_error_stops_it_unless_it_is_wanted_anyway(backlog, inside):
    root = inside("german")
    before = contents(root)
    done = backlog("set", "fotos-apotheke", "seite-ladenbau", "verantwortlich=")
    assert done.code == 1
    assert "I201" in done.out
    assert "Es wurde nichts geschrieben; mit --anyway geschieht es trotzdem." in done.err
    assert contents(root) == before
    assert backlog("set", "fotos-apotheke", "seite-ladenbau", "verantwortlich=", "--anyway").code == 0
    assert b"verantwortlich" not in FOTOS.read_bytes()


def test_blocked_since_today_and_no_longer(backlog, inside):
    inside("german")
    path = Path("items/seite-ladenbau.md")
    before = path.read_bytes()
    done = backlog("set", "seite-ladenbau", "blockiert=Inhalte fehlen: Texte vom Innenarchitekten")
    assert done.code == 0, done.err
    lines = (
        "blockiert:\n  - seit: 2026-02-16\n    grund: Inhalte fehlen\n    notiz: Texte vom Innenarchitekten\n"
    )
    made = path.read_bytes()
    assert made.replace(lines.encode(), b"") == before
    assert backlog("set", "seite-ladenbau", "blocked=nein", "--today", "2026-02-20").code == 0
    assert b"    bis: 2026-02-20\n" in path.read_bytes()


def test_a_status_is_a_move_with_its_days(backlog, inside):
    inside("german")
    done = backlog("set", "fotos-apotheke", "status=Geplant")
    assert done.code == 0, done.err
    raw = FOTOS.read_bytes()
    assert b"status: Geplant\n" in raw
    assert b"  - {datum: 2026-02-16, status: Geplant}\n" in raw


def test_many_at_once_by_what_they_say(backlog, inside):
    root = inside("english")
    before = contents(root)
    done = backlog("set", "--where", "status=open", "--where", "impact=4", "tags+=later")
    assert done.code == 0, done.err
    after = contents(root)
    differ = [path for path in before if before[path] != after[path]]
    assert len(differ) > 1
    assert [line.split(":")[0] for line in done.out.splitlines()] == [Path(path).stem for path in differ]
    assert all(
        after[path].replace(b"tags: [later]\n", b"").replace(b", later]", b"]") == before[path]
        for path in differ
    )


NEW_GOAL = "---\ntitel: Neues Ziel\nzeitraum: 2026-Q2\nkennzahl: anfragen\nzielwert: 5\n---\n\nText\n"
DONE = (
    "---\ntitel: {title}\nstatus: Live / Erledigt\n{goal}initiative: ladenbau-zeigen\nverantwortlich: till\n"
    "wirkung: 3\nsicherheit: 3\naufwand: 2\nkennzahl: anfragen\nerledigt: 2026-02-02\n"
    "ergebnis: {{ausgang: met, wert: 5}}\nerkenntnis: Es lohnt sich.\n---\n\n"
    "Das war zu tun und ist getan worden.\n\n- [x] Es ist da\n"
)


def test_a_goal_that_the_initiative_has_is_set_there(backlog, inside):
    root = inside("german")
    Path("items/goals/neu.md").write_text(NEW_GOAL, "utf-8")
    one = backlog("set", "fotos-apotheke", "ziel=neu")
    assert one.code == 2
    assert "backlog set ladenbau-zeigen ziel=neu" in one.err
    before = FOTOS.read_bytes()
    some = backlog("set", "fotos-apotheke", "mail-innenarchitekten", "ziel=Neues Ziel")
    assert some.code == 0, some.out
    assert "fotos-apotheke: Die Initiative „ladenbau-zeigen“ arbeitet für mehr-ladenbau" in some.err
    assert "ladenbau-zeigen ziel = Neues Ziel" in some.err
    assert FOTOS.read_bytes() == before
    both = backlog("set", "ladenbau-zeigen", "ziel=neu")
    assert both.code == 0, both.out
    assert b"ziel: neu\n" in (root / "items/initiatives/ladenbau-zeigen.md").read_bytes()
    assert b"ziel: neu\n" in (root / "items/seite-ladenbau.md").read_bytes()  # which names it, too
    assert FOTOS.read_bytes() == before


def test_an_initiative_goes_along_when_all_of_its_open_items_do(backlog, inside):
    """What is done keeps the goal for which it was done, and no error is found in it."""
    inside("german")
    Path("items/goals/neu.md").write_text(NEW_GOAL, "utf-8")
    heir, own = Path("items/altes-eins.md"), Path("items/altes-zwei.md")
    heir.write_text(DONE.format(title="Der alte Flyer", goal=""), "utf-8")
    own.write_text(DONE.format(title="Die alte Anzeige", goal="ziel: mehr-ladenbau\n"), "utf-8")
    unchanged = own.read_bytes(), FOTOS.read_bytes()
    assert backlog("check").code == 0
    done = backlog("set", "--where", "ziel=mehr-ladenbau", "--where", "status=offen", "ziel=neu")
    assert done.code == 0, done.out
    assert "ladenbau-zeigen: ziel mehr-ladenbau → neu" in done.out
    assert "fotos-apotheke: mit der Initiative „ladenbau-zeigen“: mehr-ladenbau → neu" in done.out
    assert heir.read_text("utf-8") == DONE.format(title="Der alte Flyer", goal="ziel: mehr-ladenbau\n")
    assert (own.read_bytes(), FOTOS.read_bytes()) == unchanged
    assert b"ziel: neu" in Path("items/seite-ladenbau.md").read_bytes()
    checked = backlog("check")
    assert checked.code == 0, checked.out


def test_goals_and_people_are_set_too(backlog, inside):
    root = inside("german")
    done = backlog("set", "mehr-ladenbau", "status=erreicht")
    assert done.code == 0, done.out
    assert "mehr-ladenbau: status" in done.out
    wanted = replaced(root / "backlog.toml", ('deputy = "nora"\n', 'deputy = "nora"\nuntil = 2026-12-31\n'))
    done = backlog("set", "people.till", "until=2026-12-31")
    assert (done.code, (root / "backlog.toml").read_bytes()) == (0, wanted)
    assert done.out.splitlines()[0] == "people.till: until → 2026-12-31"
    before = contents(root)
    assert backlog("set", "people.till", "deputy=niemand").code == 1
    assert backlog("set", "people.til", "until=2026-12-31").code == 2
    assert backlog("set", "people.till", "fotos-apotheke", "name=x").code == 2
    assert contents(root) == before


def test_a_configuration_from_elsewhere_is_the_one_that_changes(backlog, inside, tmp_path):
    root = inside("german")
    other = tmp_path / "other.toml"
    other.write_bytes((root / "backlog.toml").read_bytes())
    before = contents(root)
    done = backlog("--config", str(other), "set", "people.till", "until=2026-12-31")
    assert done.code == 0, done.err
    assert b"until = 2026-12-31\n" in other.read_bytes()
    assert contents(root) == before


def test_files_that_are_no_files_are_left_alone(backlog, inside, tmp_path):
    root = inside("english")
    (root / "items" / "broken.md").write_bytes(b"---\ntitle: [x\n---\n")
    assert backlog("set", "broken", "impact=3").code == 4
    folder = root / "items" / "goals"
    target = tmp_path / "moved"
    folder.rename(target)
    folder.symlink_to(target)
    assert backlog("set", target.iterdir().__next__().stem, "title=Neu").code in {2, 4}


def test_titles_name_a_file_where_only_one_has_them(backlog, inside):
    inside("german")
    assert backlog("set", "Fotos der Apotheke in Pankow", "wirkung=5").code == 0
    raw = Path("items/seite-ladenbau.md").read_bytes()
    Path("items/doppelt.md").write_bytes(FOTOS.read_bytes())
    done = backlog("set", "Fotos der Apotheke in Pankow", "wirkung=3")
    assert done.code == 2
    assert "doppelt, fotos-apotheke" in done.err
    assert Path("items/seite-ladenbau.md").read_bytes() == raw


def test_of_many_that_are_so_already_a_few_are_named(backlog, inside):
    inside("english")
    backlog("set", "--where", "status=open", "campaign=x", "--anyway")
    done = backlog("set", "--where", "status=open", "campaign=x", "--anyway")
    assert (done.code, done.out) == (0, "")
    assert len([line for line in done.err.splitlines() if "nothing changes" in line]) == 8
    assert "… and " in done.err


def test_without_a_configuration_there_are_no_people_to_set(backlog, inside):
    root = inside("english")
    (root / "backlog.toml").unlink()
    done = backlog("-C", str(root), "set", "people.anna", "until=2026-12-31")
    assert done.code == 2
    assert "There is no configuration at backlog.toml." in done.err
