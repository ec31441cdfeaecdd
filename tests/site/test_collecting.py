"""What one may choose for items that one ticks: in the repository's words, and nobody's name for the public."""

from __future__ import annotations

from dataclasses import replace

from backlog.config.load import in_language, load_config
from backlog.site.collecting import groups
from tests import make
from tests.site.sites import reported


def chosen(text: str = "", audience: str = "internal", code: str = ""):
    """The groups of choices by their heads, in a repository with these settings, on its site in a language."""
    config, faults = load_config("backlog.toml", text.encode())
    assert not faults
    config = replace(config, site=replace(config.site, audience=audience))
    config = in_language(config, code) if code else config
    goals = [make.goal("leads"), make.goal("old", status="dropped")]
    report = reported(make.backlog([], goals, config=config), ())
    return {group.title: [choice.line for choice in group.choices] for group in groups(report)}


def test_lines_are_in_the_language_of_the_files():
    english, german = chosen(), chosen('language = "de"')
    assert english["Move to"][:4] == ["→ idea", "→ backlog", "→ planned", "→ in-progress"]
    assert german["Move to"][2:6] == ["→ Geplant", "→ In Arbeit", "→ In Freigabe", "→ Live / Erledigt"]
    assert english["Blocked, because"][0] == "→ blocked: content"
    assert german["Blocked, because"][0] == "→ blockiert: Inhalte fehlen"
    assert (english["No longer blocked"], german["No longer blocked"]) == (["→ unblocked"], ["→ frei"])
    assert (english["Effort"][4], german["Effort"][4]) == ("effort = 5", "aufwand = 5")
    assert chosen('language = "de"\nlanguages = ["de", "en"]', code="en")["Effort"][4] == "aufwand = 5"


def test_only_goals_and_people_that_still_count_are_offered():
    """Nobody, where nobody is configured or the public reads; who has left and what is closed is not there."""
    people = "[people.anna]\n[people.ben]\nuntil = 2025-12-31\n"
    assert chosen(people)["Owner"] == ["owner = anna"]
    assert chosen(people)["Goal"] == ["goal = leads"]
    assert "Owner" not in chosen(people, "public")
    assert "Owner" not in chosen()


def test_reasons_of_ones_own_and_words_of_the_scales_are_there():
    config, _ = load_config("backlog.toml", b'reasons = ["weather"]\n[ice.impact]\n4 = "moves it a lot"\n')
    found = {group.title: group for group in groups(reported(make.backlog([], config=config), ()))}
    assert found["Blocked, because"].choices[-1].line == "→ blocked: weather"
    assert [group.title for group in found.values() if group.note] == ["Blocked, because"]
    rated = {choice.number: (choice.label, choice.own) for choice in found["Impact"].choices}
    assert rated[1] == ("hardly noticed", False)
    assert rated[2] == ("", True)
    assert rated[4] == ("moves it a lot", True)
