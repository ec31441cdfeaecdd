"""`data/form.js` and `data/sources-….js`: what the form knows, and what nobody is to learn from it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from backlog.config.sections import Metric, Person, Rules, Site
from backlog.formats.form_js import contents, form_js, speech
from backlog.formats.patterns import for_scripts
from backlog.formats.sources_js import PART, parts_of, sources_js
from backlog.language import language
from backlog.report import Origin
from backlog.report.compute import report_of
from tests.building import built
from tests.make import TODAY, backlog, config, goal, initiative, item, ready_item

if TYPE_CHECKING:
    from pathlib import Path

    from backlog.report import Report

FILE = """---
titel: Preise zeigen   # heimlich
id: preise
verantwortlich: anna
# geheim
braucht: [faq] # heimlich
blockiert:
  - seit: 2026-02-01
    # geheim
    grund: content
erwartet: 12
notizen: anderes
kennzahl:
  Anfragen im
  Monat
kosten: {geplant: 5}
---

Text.

- [ ] eins <!-- geheim -->
- [x] zwei
"""


def report(**settings: Any) -> Report:
    found = [
        ready_item("page", owner="anna"),
        item("other", "idea", depends_on=("page",), owner="Jo Muster", reviewer="Jo Muster"),
    ]
    made = config(people={"anna": Person(name="Anna Schmidt", roles=("Content",))}, **settings)
    return report_of(backlog(found, [goal()], [initiative()], config=made), (), TODAY, Origin())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one item with comments, one that it waits for, and one that is private."""
    files = {
        "backlog.toml": 'language = "de"\nreport_day = 2026-02-16\n[content]\nextra_fields = ["notizen"]\n[people.anna]\nname = "Anna Schmidt"\n',
        "items/preise.md": FILE,
        "items/faq.md": "---\ntitel: Häufige Fragen\nbraucht: [vertraulich]\n---\n\n- [ ] nach [Plan](vertraulich.md)\n",
        "items/vertraulich.md": "---\ntitel: Kanarienvogel\nprivat: true\n---\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    assert built(tmp_path, keep_going=True).pages
    return tmp_path / "site"


def sources(site: Path) -> dict[str, Any]:
    text = (site / "data/sources-0.js").read_text("utf-8")
    found = re.fullmatch(r"Object\.assign\(globalThis\.backlogSources \?\?= \{\}, (.*)\);\n", text)
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


def test_it_is_one_statement_that_ends_no_script() -> None:
    written = form_js(report(metrics={"leads": Metric(name="</script><!--")}), language("de"))
    assert "</" not in written
    assert "<!--" not in written
    found = json.loads(written.removeprefix("globalThis.backlogRules = ").removesuffix(";\n"))
    assert found["metrics"] == {"leads": {"name": "</script><!--"}}


@pytest.mark.parametrize(
    "settings", [{"site": Site(audience="public")}, {"show_people": "roles"}], ids=["public", "roles"]
)
def test_names_stay_untold(settings: dict[str, Any]) -> None:
    """Neither are rules judged that would need them."""
    found = contents(report(**settings), language("en"))
    assert "Schmidt" not in json.dumps(found)
    assert "Muster" not in json.dumps(found)
    assert "person-unknown" not in found["rules"]
    assert "owner-is-nobody" in found["rules"]


def test_the_public_learns_no_lines_of_files() -> None:
    told = report(site=Site(audience="public"))
    assert sources_js(told) == {}
    assert contents(told, language("en"))["sources"] == []
    assert "anna" not in form_js(told, language("en"))


def test_rules_weigh_what_the_repository_says() -> None:
    found = contents(report(rules=Rules(severities={"overdue": "error", "I208": "off"})), language("en"))[
        "rules"
    ]
    assert found["overdue"][1] == "error"
    assert "title-similar" not in found


@pytest.mark.parametrize("code", ["de", "en"])
def test_speech_tells_how_dates_numbers_and_lists_are_written(code: str) -> None:
    found = speech(language(code))
    assert found["days"][2] == {"de": "{d}. März {y}", "en": "{d} March {y}"}[code]
    assert (found["group"], found["grouped"]) == ({"de": ".", "en": ","}[code], 1000)
    last = {"de": " und ", "en": " and "}[code]
    assert found["lists"] == [last, ", ", ", ", last]


def test_lines_of_files_are_told_without_comments(site: Path) -> None:
    """Lines with comments among them have no text; a comment behind a value is cut off."""
    found = sources(site)["preise"]
    assert found["lines"] == {
        "title": [2, 2, ["titel: Preise zeigen"]],
        "id": [3, 3],
        "owner": [4, 4, ["verantwortlich: anna"]],
        "depends_on": [6, 6, ["braucht: [faq]"]],
        "blocked": [7, 10],
        "expected": [11, 11, ["erwartet: 12"]],
        "metric": [13, 15, ["kennzahl:", "  Anfragen im", "  Monat"]],
        "cost": [16, 16, ["kosten: {geplant: 5}"]],
    }
    assert found["behind"] == ["title", "depends_on"]
    assert found["end"] == 17
    assert found["tasks"] == [[21, "eins", False, ""], [22, "zwei", True, "- [x] zwei"]]
    assert found["values"]["blocked"] == [{"since": "2026-02-01", "reason": "content"}]
    assert found["names"]["owner"] == "verantwortlich"
    everything = "".join(path.read_text("utf-8") for path in site.glob("data/*.js"))
    assert "geheim" not in everything
    assert "heimlich" not in everything


def test_lines_with_addresses_have_no_text(tmp_path: Path) -> None:
    """T68: an address is masked, and nobody is to paste the mask over it."""
    (tmp_path / "items").mkdir()
    (tmp_path / "backlog.toml").write_text('language = "de"\nreport_day = 2026-02-16\n', "utf-8")
    text = "---\ntitle: Preise\nstatus: idea\nrequested_by: Jo <jo@example.org>\ntags:\n  - a@example.org\n  - b\n---\n\n- [ ] an jo@example.org\n- [ ] b@2x\n"
    (tmp_path / "items/preise.md").write_text(text, "utf-8")
    assert built(tmp_path).pages
    found = sources(tmp_path / "site")["preise"]
    assert found["lines"] == {
        "title": [2, 2, ["title: Preise"]],
        "status": [3, 3, ["status: idea"]],
        "requested_by": [4, 4],
        "tags": [5, 7],
    }
    assert found["tasks"] == [[10, "an [@]", False, ""], [11, "b@2x", False, "- [ ] b@2x"]]
    assert found["values"]["requested_by"] == "Jo <[@]>"


def test_nothing_of_private_items_is_told(site: Path) -> None:
    """A line that names one has no text, so that nobody takes the name out by pasting over it."""
    everything = "".join(path.read_text("utf-8") for path in site.glob("data/*.js"))
    assert "Kanarienvogel" not in everything
    assert "vertraulich" not in everything
    found = sources(site)
    assert set(found) == {"faq", "preise"}
    assert found["faq"]["lines"]["depends_on"] == [3, 3]
    assert found["faq"]["tasks"] == [[6, "…", False, ""]]


def test_files_come_in_parts_that_are_found_by_their_first_id() -> None:
    many = backlog([item(f"a{number:03}") for number in range(2 * PART + 1)], [goal()])
    parts = parts_of(many)
    assert [len(part) for part in parts] == [PART, PART, 2]
    told = report_of(many, (), TODAY, Origin())
    assert contents(told, language("en"))["sources"] == [part[0].id for part in parts]
    assert list(sources_js(told)) == ["data/sources-0.js", "data/sources-1.js", "data/sources-2.js"]


@pytest.mark.parametrize(
    ("pattern", "scripts"),
    [
        (r"[a-z]{2,}\.\d+", r"[a-z]{2,}\.[\p{Nd}]+"),
        (r"\w[\w.-]*", r"[\p{L}\p{N}_][\p{L}\p{N}_.-]*"),
        (r"(?:a|b)-[^x]?", r"(?:a|b)-[^x]?"),
        (r"a\-b", "a-b"),
        (r"(?P<year>\d{4})", ""),
        (r"a++", ""),
        (r"\s", ""),
        (r"a{,3}", ""),
        ("", ""),
    ],
)
def test_patterns_for_scripts_match_the_same_or_are_left_out(pattern: str, scripts: str) -> None:
    assert for_scripts(pattern) == scripts
