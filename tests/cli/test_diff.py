"""`diff`: six typical changes as a reviewer reads them, in both languages, and what it never says."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import jsonschema
import pytest

from backlog.formats.diff_json import schema
from tests.repository import Repo, environment, run_git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.room import Ran

EPOCH = "1771225200"  # Monday, 16 February 2026, 8 o'clock in Berlin
DAY = date(2026, 2, 16)
MOMENT = "2026-02-16T08:00:00+01:00"


class Words(NamedTuple):
    """What the files of a language say."""

    folder: str
    photos: str
    planned: str
    goal: str
    status: dict[str, str]
    impact: str
    fields: tuple[str, ...]


WORDS = {
    "en": Words(
        "examples",
        "team-photos",
        "newsletter-checklist",
        "more-enquiries",
        {"active": "In progress", "dropped": "Dropped", "backlog": "Backlog", "idea": "Idea"},
        "impact",
        ("goal", "owner", "channel", "impact", "confidence", "effort", "metric"),
    ),
    "de": Words(
        "beispiele",
        "karriereseite-fotos",
        "newsletter-checkliste",
        "mehr-anfragen",
        {"active": "In Arbeit", "dropped": "Verworfen", "backlog": "Backlog", "idea": "Idee"},
        "wirkung",
        ("ziel", "verantwortlich", "kanal", "wirkung", "sicherheit", "aufwand", "kennzahl"),
    ),
}


def item(code: str, title: str, status: str, rated: tuple[int, int, int], owner: str = "anna") -> str:
    """The text of an item that lacks nothing."""
    words = WORDS[code]
    metric = {"en": "enquiries", "de": "anfragen"}[code]
    values = (words.goal, owner, "website", *rated, metric)
    fields = [f"{name}: {value}" for name, value in zip(words.fields, values, strict=True)]
    body = ["", "What there is to be done, in a sentence.", "", "- [ ] It is there", ""]
    return "\n".join(["---", f"title: {title}", f"status: {words.status[status]}", *fields, "---", *body])


@pytest.fixture
def made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backlog: Callable[..., Ran]
) -> Callable[[str], Repo]:
    """A repository as `init` makes it, committed on a fixed day, with a branch `change` checked out."""
    for name, value in environment(HOME=str(tmp_path), SOURCE_DATE_EPOCH=EPOCH).items():
        monkeypatch.setenv(name, value)

    def make(code: str) -> Repo:
        repo = Repo(tmp_path / code)
        monkeypatch.chdir(repo.root)
        assert backlog("init", ".", "--yes", "--language", code).code == 0
        repo.commit("begin", at=MOMENT)
        repo.git("switch", "--quiet", "--create", "change")
        return repo

    return make


def edit(repo: Repo, code: str, name: str, pattern: str, line: str) -> None:
    path = f"items/{WORDS[code].folder}/{name}.md"
    text = (repo.root / path).read_text("utf-8")
    changed, count = re.subn(pattern, line, text, count=1, flags=re.MULTILINE)
    assert count, (name, pattern)
    repo.write(path, changed)


def told(backlog: Callable[..., Ran], *arguments: str) -> list[str]:
    """The paragraphs of what is printed; the first ones are what a reviewer reads."""
    ran = backlog("diff", *arguments)
    assert (ran.code, ran.err) == (0, "")
    return ran.out.strip().split("\n\n")


NEW = {
    "en": (
        "“A page for hot water” is new, in “Backlog”, at rank 3 of 9. That moves 6 others down by one rank.",
        "**Nothing speaks against merging.**",
    ),
    "de": (
        (
            "„A page for hot water“ ist neu in „Backlog“, auf Rang 3 von 9. "
            "Dadurch rücken 6 andere Aufgaben um einen Rang nach hinten."
        ),
        "**Der Übernahme steht nichts entgegen.**",
    ),
}


@pytest.mark.parametrize("code", WORDS)
def test_1_a_new_item(made, backlog, code):
    repo = made(code)
    repo.write("items/hot-water.md", item(code, "A page for hot water", "backlog", (5, 3, 2)))
    assert tuple(told(backlog, "main")[:2]) == NEW[code]
    repo.commit()
    assert tuple(told(backlog, "main", "change")[:2]) == NEW[code]


GOLDEN = """\
“Photos of the team for the careers page” rises from rank 6 to 3 (Impact 3 → 5). That moves 3 others down by one rank.

**Nothing speaks against merging.**

### Changed items

| Item | What changes | Before | After |
| --- | --- | --- | --- |
| Photos of the team for the careers page | Impact | 3 | 5 |

### Ranking

| Item | Rank | ICE |
| --- | --- | --- |
| Photos of the team for the careers page | 6 → 3 | 4.50 → 7.50 |

- 3 others move down by one rank: “Case study of the brewery that never stands still”, \
“Rewrite the advert for service engineers”, “Page for service contracts”

From main (`{base}`) to the files as they are here, judged as of 16 February 2026.
"""


def test_2_impact_from_3_to_5(made, backlog):
    """The whole of it, letter by letter."""
    repo = made("en")
    edit(repo, "en", "team-photos", r"^impact: 3", "impact: 5")
    ran = backlog("diff", "main")
    assert ran.out == GOLDEN.replace("{base}", repo.head()[:7])
    assert backlog("diff", "main").out == ran.out


def test_2_wirkung_von_3_auf_5(made, backlog):
    repo = made("de")
    edit(repo, "de", "karriereseite-fotos", r"^wirkung: 3", "wirkung: 5")
    assert told(backlog, "main")[:2] == [
        (
            "„Fotos vom Team für die Karriereseite“ steigt von Rang 6 auf Rang 3 (Wirkung 3 → 5). "
            "Dadurch rücken 3 andere Aufgaben um einen Rang nach hinten."
        ),
        "**Der Übernahme steht nichts entgegen.**",
    ]


OVER = {
    "en": (
        "“Newsletter with the maintenance checklist” moves from “Planned” to “In progress”.",
        "**To look at before merging:** “In progress” then holds 6 items; the limit is 5.",
        "| In progress | 5 → 6 | 5 | over the limit |",
    ),
    "de": (
        "„Newsletter mit Checkliste für die Wartung“ wechselt von „Geplant“ nach „In Arbeit“.",
        "**Vor dem Übernehmen ansehen:** „In Arbeit“ hat dann 6 Aufgaben; die Kapazitätsgrenze liegt bei 5.",
        "| In Arbeit | 5 → 6 | 5 | über der Grenze |",
    ),
}


@pytest.mark.parametrize("code", WORDS)
def test_3_a_move_over_the_limit(made, backlog, code):
    repo = made(code)
    for number, owner in enumerate(("anna", "ben" if code == "en" else "anna", "anna")):
        repo.write(
            f"items/run-{number}.md", item(code, f"Running thing {number}", "active", (3, 2, 5), owner)
        )
    repo.commit()
    repo.git("switch", "--quiet", "--create", "move")
    edit(repo, code, WORDS[code].planned, r"^status: .*", f"status: {WORDS[code].status['active']}")
    found = told(backlog, "change")
    assert found[0] == OVER[code][0]
    assert found[1].startswith(OVER[code][1])
    assert OVER[code][2] in "\n".join(found)


DROPPED = {
    "en": (
        (
            "“Newsletter with the maintenance checklist” is dropped; it was in “Planned”, at rank 2. "
            "That moves 6 others up by one rank."
        ),
        "**Nothing speaks against merging.**",
    ),
    "de": (
        (
            "„Newsletter mit Checkliste für die Wartung“ wird verworfen; die Aufgabe war in „Geplant“, auf Rang 2. "
            "Dadurch rücken 6 andere Aufgaben um einen Rang nach vorn."
        ),
        "**Der Übernahme steht nichts entgegen.**",
    ),
}


@pytest.mark.parametrize("code", WORDS)
def test_4_an_item_dropped(made, backlog, code):
    repo = made(code)
    edit(repo, code, WORDS[code].planned, r"^status: .*", f"status: {WORDS[code].status['dropped']}")
    assert tuple(told(backlog, "main")[:2]) == DROPPED[code]


CLOSED = {
    "en": "The goal “More enquiries from the website” is closed: achieved. 4 open items still work for it.",
    "de": "Das Ziel „Mehr Anfragen über die Website“ wird abgeschlossen: erreicht. "
    "4 offene Aufgaben arbeiten noch dafür.",
}


@pytest.mark.parametrize("code", WORDS)
def test_5_a_goal_closed(made, backlog, code):
    repo = made(code)
    path = f"items/goals/{WORDS[code].folder}/{WORDS[code].goal}.md"
    repo.write(path, (repo.root / path).read_text("utf-8").replace("---\n", "---\nstatus: achieved\n", 1))
    found = told(backlog, "main")
    assert found[0] == CLOSED[code]
    assert "warning" in found[1] or "Warnung" in found[1]


IMPORTED = {
    "en": "40 items are new: 10 in “Idea” and 30 in “Backlog”. "
    "The highest of them in the ranking is “Imported thing 14”, at rank 2. "
    "That moves 7 others down in the ranking.",
    "de": "40 Aufgaben sind neu: 10 in „Idee“ und 30 in „Backlog“. "
    "Am weitesten vorn steht davon „Imported thing 14“, auf Rang 2. "
    "Dadurch rücken 7 andere Aufgaben in der Rangfolge nach hinten.",
}


@pytest.mark.parametrize("code", WORDS)
def test_6_forty_items_imported(made, backlog, code):
    repo = made(code)
    for number in range(40):
        status = "backlog" if number % 4 else "idea"
        rated = (1 + number % 5, 1 + number % 3, 1 + number % 2)
        repo.write(f"items/import-{number}.md", item(code, f"Imported thing {number}", status, rated))
    repo.commit()
    found = told(backlog, "main", "HEAD")
    assert found[0] == IMPORTED[code]
    assert "\n".join(found).count("\n| Imported thing") == 40


def test_an_error_comes_first_and_stops_nothing_here(made, backlog):
    repo = made("en")
    edit(repo, "en", "team-photos", r"^owner: .*", "owner: alle")
    found = told(backlog, "main")
    assert found[0] == '**1 error has to be mended first.** Owner is "alle", so nobody in particular.'
    assert found[2] == "### To mend first"
    assert found[3].startswith("- items/examples/team-photos.md:5: Owner is")


def test_a_file_that_cannot_be_read_any_more_is_not_removed(made, backlog):
    repo = made("en")
    edit(repo, "en", "team-photos", r"^status: .*", "status: [")
    found = told(backlog, "main")
    assert found[0].startswith("**1 error has to be mended first.**")
    assert "The file of “Photos of the team for the careers page” cannot be read any more." in found[1]


def test_a_renamed_file_is_one_item(made, backlog):
    repo = made("en")
    repo.move("items/examples/team-photos.md", "items/2026/photos.md")
    edited = (repo.root / "items/2026/photos.md").read_text("utf-8").replace("effort: 2", "effort: 3")
    repo.write("items/2026/photos.md", edited)
    repo.commit()
    printed = json.loads(backlog("diff", "main", "HEAD", "--format", "json").out)
    (change,) = printed["items"]["changed"]
    assert (change["former_id"], change["id"]) == ("team-photos", "photos")
    assert {field["field"] for field in change["fields"]} == {"id", "path", "effort"}
    assert printed["items"]["added"] == printed["items"]["removed"] == []


def test_settings_are_told_by_key_and_a_rule_switched_off_is_a_point(made, backlog):
    repo = made("en")
    text = (repo.root / "backlog.toml").read_text("utf-8")
    repo.write("backlog.toml", text + '\n[wip]\nper_person = 4\n[rules]\nstalled = "off"\n')
    found = told(backlog, "main")
    assert found[0] == "Settings change: rules.stalled, wip.per_person."
    assert found[1] == "**To look at before merging:** The rule “stalled” is switched off."
    assert "| wip.per_person | – | 4 |" in found[3]


def test_minutes_are_told_with_what_they_decide(made, backlog):
    repo = made("en")
    repo.write(
        "items/meetings/planning.md",
        "---\ndate: 2026-02-16\ntype: planning\ndecisions: [We begin]\nactions:\n  - text: Call them\n---\n",
    )
    assert told(backlog, "main")[0] == (
        "Minutes are new: Planning, 16 February 2026, with 1 decision and 1 action."
    )


def test_without_a_backlog_before_everything_is_new(made, backlog):
    repo = made("en")
    repo.git("switch", "--quiet", "--orphan", "nothing")
    repo.write("notes.txt", "nothing\n")
    empty = repo.commit()
    repo.git("switch", "--quiet", "change")
    found = told(backlog, empty)
    assert found[0].startswith(
        "Before this change there was no backlog that could be read, so everything is new: 12 items, 3 goals"
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("nowhere",), 2), (("main", "nowhere"), 2), ((), 2), (("main", "--format", "html"), 2)],
)
def test_wrong_use_is_said(made, backlog, arguments, code):
    made("en")
    assert backlog("diff", *arguments).code == code


def test_a_head_without_a_backlog_is_wrong_use(made, backlog):
    repo = made("en")
    repo.write("backlog.toml", "titel = 3\n")
    repo.commit()
    broken = repo.head()
    repo.git("switch", "--quiet", "main")
    ran = backlog("diff", "main", broken)
    assert (ran.code, ran.out) == (2, "")
    assert "its configuration has errors" in ran.err


def test_a_clone_that_was_cut_off_says_so_and_goes_on(made, backlog, tmp_path, monkeypatch):
    repo = made("en")
    edit(repo, "en", "team-photos", r"^impact: 3", "impact: 5")
    repo.commit()
    edit(repo, "en", "team-photos", r"^impact: 5", "impact: 2")
    repo.commit()
    run_git(tmp_path, "clone", "--quiet", "--depth=2", "--branch=change", repo.root.as_uri(), "cut")
    monkeypatch.chdir(tmp_path / "cut")
    for head in ((), ("HEAD",)):
        ran = backlog("diff", "HEAD~1", *head)
        assert ran.code == 0
        assert "fetch-depth: 0" in ran.err
        assert "falls from rank 3 to 7" in ran.out


CANARY = "Kanarienvogel"


@pytest.mark.parametrize("way", ["added", "removed", "hidden", "renamed", "broken", "shown"])
def test_private_items_leave_no_trace(made, backlog, way):
    """G7, T69: whatever becomes of them, and in whatever other files they are named."""
    repo = made("en")
    path = f"items/{CANARY.lower()}.md"
    plain = item("en", f"{CANARY} fliegt", "backlog", (5, 5, 1))
    private = plain.replace("status:", "private: true\nstatus:")
    other = item("en", "An open thing", "backlog", (2, 2, 2))
    naming = other.replace("effort: 2", f"effort: 2\ndepends_on: [{CANARY.lower()}]")
    states = {
        "added": ({}, {path: private}),
        "removed": ({path: private}, {}),
        "hidden": ({path: plain}, {path: private}),
        "renamed": ({path: plain}, {f"items/{CANARY.lower()}-2.md": private}),
        "broken": ({path: plain}, {path: private.replace("status: Backlog", "status: [")}),
        "shown": ({path: private}, {path: plain}),
    }
    for state in states[way]:
        for file in repo.root.glob(f"items/{CANARY.lower()}*.md"):
            file.unlink()
        for name, text in {**state, "items/open.md": naming}.items():
            repo.write(name, text)
        repo.commit()
    printed = [backlog("diff", "HEAD~1", "HEAD", *rest) for rest in ((), ("--format", "json"))]
    assert [ran.code for ran in printed] == [0, 0]
    for ran in printed:
        assert (CANARY.lower() in ran.out.lower()) is (way == "shown"), ran.out
    if way != "shown":
        assert printed[0].out.startswith("Nothing of what the backlog says changes.")


def test_an_error_in_something_private_makes_the_check_red_and_the_report_says_no_more(made, backlog):
    """G7, T69: who reads "nothing speaks against merging" beside a red check looks for a fault of ours."""
    repo = made("en")
    private = item("en", f"{CANARY} fliegt", "backlog", (9, 5, 1)).replace(
        "status:", "private: true\nstatus:"
    )
    repo.write("items/hidden.md", private)
    repo.commit()
    assert backlog("check").code == 1
    told, data = (
        backlog("diff", "HEAD~1", "HEAD").out,
        backlog("diff", "HEAD~1", "HEAD", "--format", "json").out,
    )
    assert (
        "**The check is red because of something that is not shown here; look at it before merging.**" in told
    )
    assert "Nothing speaks against" not in told
    assert json.loads(data)["verdict"] == "look"
    assert not re.search(f"{CANARY}|hidden", told + data, re.IGNORECASE)


def test_the_public_reads_no_people_and_no_costs(made, backlog):
    repo = made("en")
    text = (repo.root / "backlog.toml").read_text("utf-8")
    repo.write("backlog.toml", text + '\n[site]\naudience = "public"\n')
    repo.commit()
    edit(
        repo, "en", "team-photos", r"^owner: .*", "owner: ben\ncost: {planned: 4711}\nrequested_by: Zoe Zorn"
    )
    repo.write("backlog.toml", text.replace("Anna Palmer", "Anna Gomez") + '\n[site]\naudience = "public"\n')
    for rest in ((), ("--format", "json")):
        out = backlog("diff", "HEAD", *rest).out
        assert not re.search("4711|Zoe|Zorn|Palmer|Gomez|Okafor|ben\\b|claire|anna", out, re.IGNORECASE), out
        assert "people" in out


def test_titles_of_strangers_do_nothing_on_a_host(made, backlog):
    repo = made("en")
    title = "'<b>@anna</b> fixes #12 [x](http://x.example) | `code`'"
    repo.write("items/hostile.md", item("en", title, "idea", (1, 1, 1)))
    out = backlog("diff", "main").out
    assert "@anna" not in out
    assert "#12" not in out
    assert "http://" not in out
    assert "<b>" not in out.replace("\\<b", "")


def test_the_json_is_what_its_schema_says(made, backlog):
    repo = made("en")
    edit(repo, "en", "team-photos", r"^impact: 3", "impact: 5\nblocked: {since: 2026-02-10, reason: content}")
    repo.write("items/new.md", item("en", "A new thing", "backlog", (5, 5, 1)))
    repo.remove("items/examples/ask-customers.md")
    jsonschema.Draft7Validator.check_schema(schema())
    printed = json.loads(backlog("diff", "main", "--format", "json").out)
    jsonschema.validate(printed, schema())
    assert printed["base"] == {"name": "main", "commit": repo.head(), "dirty": None}
    assert printed["head"]["name"] is None
    assert printed["head"]["dirty"] is True
    assert [one["id"] for one in printed["items"]["added"]] == ["new"]
    (changed,) = printed["items"]["changed"]
    assert changed["rank"] == {"before": 6, "after": 4}
    assert changed["fields"][-1] == {
        "field": "blocked",
        "before": [],
        "after": [{"since": "2026-02-10", "reason": "content", "until": None, "note": None}],
    }
