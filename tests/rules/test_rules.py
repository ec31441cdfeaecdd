"""The rules as a whole: their names and words, severities, order, places, and how long they take."""

from __future__ import annotations

import ast
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from backlog.findings import Fault, Severity
from backlog.language import language
from backlog.model import backlog_of
from backlog.report.alerts import ALERTS
from backlog.rules import RULE_BY_NAME, RULES, check, findings_of_faults
from backlog.rules.wording import explain, word
from backlog.source import Location
from tests import make
from tests.rules.repositories import Case, cases, findings, said, write

if TYPE_CHECKING:
    from backlog.model import Backlog
    from backlog.rules.rule import Rule

ROOT = Path(__file__).parents[2]
FAMILIES = set("FISGLOWMCV")
BANNED = re.compile(
    r"\b(invalid|illegal|must|please|NoneType|str|dict|int|ungültig\w*|bitte|muss|müssen)\b", re.IGNORECASE
)


def test_codes_and_slugs_are_unique_and_well_formed() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.slug for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert re.fullmatch(r"[A-Z]\d{3}", rule.code)
        assert rule.code[0] in FAMILIES
        assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", rule.slug)
        assert rule.severity in {Severity.ERROR, Severity.WARNING}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_a_rule_says_what_why_and_how_to_mend(rule: Rule) -> None:
    for paragraph in (rule.what, rule.why, rule.mend):
        assert paragraph.endswith((".", "?", "`."))
        assert not BANNED.search(re.sub(r"\{\w+\}|`[^`]*`", "", paragraph))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_a_rule_says_it_in_german_too(rule: Rule) -> None:
    catalogue = language("de").catalogue
    for paragraph in (rule.what, rule.why, rule.mend):
        german = catalogue.gettext(paragraph)
        assert german != paragraph
        assert placeholders(german) <= placeholders(paragraph)
        assert not BANNED.search(re.sub(r"\{\w+\}|`[^`]*`", "", german))
        assert '"' not in re.sub(r"`[^`]*`", "", german)


def placeholders(message: str) -> set[str]:
    return set(re.findall(r"(?<!\{)\{([a-z]+)\}", message))


@pytest.mark.parametrize("code", ["en", "de"])
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_a_rule_can_be_explained_without_a_place(rule: Rule, code: str) -> None:
    told = explain(rule, language(code))
    for paragraph in (told.what, told.why, told.mend):
        assert paragraph[0] == paragraph[0].upper()
        assert not placeholders(paragraph)


def test_every_slug_that_reading_yields_has_a_rule() -> None:
    slugs: set[str] = set()
    for path in [
        *(ROOT / "backlog" / "content").rglob("*.py"),
        *(ROOT / "backlog" / "config").rglob("*.py"),
        ROOT / "backlog" / "reader.py",
    ]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", node.value)
            ):
                slugs.add(node.value)
    told = {
        rule.slug
        for rule in RULES
        if any(name in rule.find.__code__.co_names for name in ("told", "renamed", "free_instead"))
    }
    known = {rule.slug for rule in RULES}
    looks_like_one = {
        slug
        for slug in slugs
        if re.match(r"(config|date|id|rating|number|yaml|file|front|not|boolean|history)-", slug)
    }
    assert looks_like_one - NOT_SLUGS <= known
    assert told <= slugs


NOT_SLUGS = {"yaml-", "not-first"}


def test_every_alert_is_a_rule() -> None:
    assert set(ALERTS) <= {rule.slug for rule in RULES}


def test_severities_by_code_and_slug_and_off() -> None:
    item = make.item(status="idea", owner="alle", due=make.day("2026-02-01"))
    item_source = make.backlog([item])
    assert severities(item_source)["owner-is-nobody"] is Severity.ERROR
    rules = make.config().rules.__class__(severities={"O101": "warning", "overdue": "off"})
    changed = severities(make.backlog([item], config=make.config(rules=rules)))
    assert changed["owner-is-nobody"] is Severity.WARNING
    assert "overdue" not in changed


def test_names_and_titles_are_guessed_like_ids(tmp_path: Path) -> None:
    (tmp_path / "items/goals").mkdir(parents=True)
    tables = '[channels.web]\nname = "Website"\n[partners.ag]\nname = "Agency: North"\n'
    (tmp_path / "backlog.toml").write_text(tables, "utf-8")
    (tmp_path / "items/goals/g1.md").write_text("---\ntitle: More leads\n---\n", "utf-8")
    fields = 'goal: More leds\nchannel: Websiete\npartner: "Agency: Nrth"\n'
    (tmp_path / "items/page.md").write_text(f"---\ntitle: Landing page\nstatus: idea\n{fields}---\n", "utf-8")
    found, _ = findings(tmp_path)
    assert {one.slug: (one.values["guess"], one.paste) for one in found if one.values.get("guess")} == {
        "goal-unknown": ("More leads", "goal: More leads"),
        "channel-unknown": ("Website", "channel: Website"),
        "partner-unknown": ("Agency: North", 'partner: "ag"'),
    }


def test_no_id_is_proposed_that_is_taken(tmp_path: Path) -> None:
    (tmp_path / "items").mkdir()
    for name in ("a", "a-", "a-2", "a--"):
        (tmp_path / f"items/{name}.md").write_text(f"---\ntitle: Page {name}\nstatus: idea\n---\n", "utf-8")
    found, _ = findings(tmp_path)
    assert [one.paste for one in found if one.slug == "id-missing"] == ["id: a-3", "id: a-4"]


@pytest.mark.parametrize(
    ("blocked", "paste"),
    [
        ("\n  - since: 2026-02-01", "    reason: other"),
        ("\n- since: 2026-02-01", "  reason: other"),
        ("\n    since: 2026-02-01", "    reason: other"),
        (" {since: 2026-02-01}", ""),
        ("\n  - {since: 2026-02-01}", ""),
    ],
)
def test_what_an_entry_lacks_stands_in_the_column_of_its_keys(
    tmp_path: Path, blocked: str, paste: str
) -> None:
    (tmp_path / "items").mkdir()
    text = f"---\ntitle: Landing page\nstatus: idea\nblocked:{blocked}\n---\n"
    (tmp_path / "items/page.md").write_text(text, "utf-8")
    found, _ = findings(tmp_path)
    assert [one.paste for one in found if one.slug == "entry-incomplete"] == [paste]
    if paste:
        mended = text.replace("2026-02-01\n", f"2026-02-01\n{paste}\n")
        (tmp_path / "items/page.md").write_text(mended, "utf-8")
        assert not [one for one in findings(tmp_path)[0] if one.severity is Severity.ERROR]


def test_why_a_file_is_left_out_is_never_off(tmp_path: Path) -> None:
    (tmp_path / "items").mkdir()
    (tmp_path / "backlog.toml").write_text('[rules]\nW101 = "off"\nF111 = "off"\nI206 = "off"\n', "utf-8")
    (tmp_path / "items/page.md").write_text("---\ntitle: Landing page\nstatus: nonsense\n---\n", "utf-8")
    (tmp_path / "items/list.md").write_text("title: Price list\n", "utf-8")
    found, _ = findings(tmp_path)
    assert [(one.location.path, one.slug, one.severity) for one in found] == [
        ("items/list.md", "no-front-matter", Severity.WARNING),
        ("items/page.md", "status-unknown", Severity.WARNING),
    ]


def severities(backlog: Backlog) -> dict[str, Severity]:
    return {finding.slug: finding.severity for finding in check(backlog, make.TODAY)}


def test_a_limit_a_day_or_another_item_never_stops_a_build() -> None:
    for slug in [
        "stalled",
        "overdue",
        "wip-over-column",
        "wip-over-person",
        "blocked-too-long",
        "below-cut",
        "score-stale",
        "result-missing",
        "learning-missing",
        "title-similar",
        "id-off-pattern",
        "tag-off-pattern",
        "campaign-off-pattern",
        "goal-closed",
        "initiative-closed",
        "person-left",
        "figure-missing",
        "figure-stale",
        "request-undecided",
        "starts-before-dependency",
        "depends-on-dropped",
        "private-linked",
        "metric-similar",
        "initiative-without-items",
        "goal-uncovered",
        "move-unexpected",
        "history-out-of-order",
        "history-in-the-future",
        "field-missing",
        "metric-missing",
        "evidence-missing",
    ]:
        assert RULE_BY_NAME[slug].severity is Severity.WARNING, slug


def test_findings_are_sorted_and_do_not_depend_on_the_order_of_items() -> None:
    items = [
        make.ready_item(f"i{number}", status="in-progress", due=make.day("2026-02-01")) for number in range(9)
    ]
    first = check(make.backlog(items), make.TODAY)
    assert list(first) == sorted(first, key=lambda finding: finding.order)
    for seed in range(5):
        random.Random(seed).shuffle(items)  # noqa: S311 - the same order every time is what is wanted
        assert check(make.backlog(items), make.TODAY) == first


def test_private_items_are_looked_at_and_count_in_nothing() -> None:
    running = [
        make.ready_item(f"i{n}", status="in-progress", private=n == 0, owner=f"p{n}") for n in range(6)
    ]
    private = make.ready_item("i9", status="idea", private=True, owner="alle", title="Title of i1")
    found = check(make.backlog([*running, private]), make.TODAY)
    slugs = {(finding.slug, finding.location.path) for finding in found}
    assert ("owner-is-nobody", "items/i9.md") in slugs
    assert not {slug for slug, _ in slugs} & {"wip-over-column", "title-similar"}


def test_a_fault_that_nobody_tells_is_a_bug_not_a_silence() -> None:
    fault = Fault(slug="no-such-rule", location=Location("items/a.md"))
    with pytest.raises(KeyError):
        findings_of_faults([fault])
    with pytest.raises(KeyError):
        check(backlog_of(make.config(), faults=(fault,)), make.TODAY)


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.code}-{case.name}")
def test_places_point_into_their_lines(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, case.files, monkeypatch)
    for finding in findings(tmp_path)[0]:
        place = finding.location
        path = tmp_path / place.path
        assert place.line >= 1
        assert place.column >= 1
        assert place.column - 1 + place.length <= len(place.text) or not place.text
        if path.is_file() and finding.slug not in {"file-too-large", "file-unreadable"}:
            lines = path.read_bytes().decode("utf-8", "replace").split("\n")
            if place.text and finding.slug not in {
                "other-encoding",
                "not-utf-8",
                "no-break-space",
                "forbidden-character",
            }:
                assert place.text == lines[place.line - 1]


@pytest.mark.parametrize("code", ["en", "de"])
def test_every_case_can_be_worded_in_both_languages(
    code: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaking = language(code)
    for case in cases():
        root = tmp_path_factory.mktemp("case")
        write(root, case.files, monkeypatch)
        for finding in findings(root)[0]:
            worded = word(finding, speaking)
            assert worded.message[0] == worded.message[0].upper()
            assert not placeholders(worded.message + worded.why + worded.help.removesuffix(worded.paste))
            assert worded.help.endswith(worded.paste)


def test_the_nearest_name_is_asked_for_before_anything_else(tmp_path: Path) -> None:
    (tmp_path / "items").mkdir()
    (tmp_path / "items" / "a.md").write_text("---\ntitle: A page\nstatus: idea\nimpakt: 4\n---\n", "utf-8")
    found, speaking = findings(tmp_path)
    worded = [word(finding, speaking) for finding in found if finding.slug == "unknown-field"]
    assert [one.help.split("?")[0] for one in worded] == ['Did you mean "impact"']
    assert worded[0].help.endswith("\nimpact: 4")


def test_the_line_to_paste_takes_the_names_of_the_file(tmp_path: Path) -> None:
    settings = '[people.jo]\nname = "Jo"\n[fields]\nowner = "assignee"\n'
    (tmp_path / "backlog.toml").write_text(settings, "utf-8")
    (tmp_path / "items").mkdir()
    text = (
        "---\ntitel: Eine Seite\nstatus: planned\nziel: leads\nwirkung: 1\nsicherheit: 1\naufwand: 1\n---\n"
    )
    (tmp_path / "items" / "a.md").write_text(text, "utf-8")
    found, _ = findings(tmp_path)
    paste = {finding.slug: finding.paste for finding in found}
    assert paste["field-required"] == "assignee: jo"
    assert paste["field-missing"] == ""
    worded = {one.slug: word(one, language("en")).help for one in found}
    assert "There is no metric yet" in worded["field-required"]
    assert "Add this line among the fields:\nassignee: jo" in worded["field-required"]
    assert "There is no channel yet" in worded["field-missing"]


@pytest.mark.parametrize("name", ["english", "german"])
def test_the_examples_are_free_of_errors(name: str) -> None:
    found, speaking = findings(ROOT / "tests" / "examples" / name)
    errors = [word(finding, speaking) for finding in found if finding.severity is Severity.ERROR]
    assert not [(one.path, one.line, one.message) for one in errors]


def test_the_broken_example_shows_one_finding_a_file() -> None:
    found = said(ROOT / "tests" / "examples" / "broken")
    errors = [entry for entry in found if RULE_BY_NAME[entry[2]].severity is Severity.ERROR]
    paths = [path for path, *_ in errors]
    assert len(paths) == len(set(paths)), errors


@pytest.mark.parametrize(
    ("line", "slug", "paste"),
    [
        ("kosten: 1.500 €", "not-a-mapping", "kosten:\n  geplant: 1500"),
        ("kosten: viel", "not-a-mapping", ""),
        ("ergebnis: gut", "not-a-mapping", "ergebnis:\n  wert: gut"),
        (
            "blockiert: 'Texte: fehlen'",
            "blocked-is-bare",
            "blockiert:\n  seit: 2026-02-16\n  grund: Sonstiges\n  notiz: 'Texte: fehlen'",
        ),
        ("blockiert: ja", "blocked-is-bare", "blockiert:\n  seit: 2026-02-16\n  grund: Sonstiges"),
        ("termin: 21.11.26", "date-german", "termin: 2026-11-21"),
        ("wirkung: “3”", "rating-quoted", "wirkung: 3"),
        ("impakt: 3", "unknown-field", "wirkung: 3"),
    ],
)
def test_what_somebody_wrote_is_kept_in_the_line_to_paste(
    tmp_path: Path, line: str, slug: str, paste: str
) -> None:
    """In the names of a German file, with nothing in it that the file or the configuration does not say."""
    (tmp_path / "backlog.toml").write_text('language = "de"\n', "utf-8")
    (tmp_path / "items").mkdir()
    (tmp_path / "items/a.md").write_text(f"---\ntitel: Eine Seite\nstatus: Idee\n{line}\n---\n", "utf-8")
    found, _ = findings(tmp_path)
    assert [one.paste for one in found if one.slug == slug] == [paste]


def test_a_misspelt_status_is_corrected_to_its_configured_name(tmp_path: Path) -> None:
    (tmp_path / "backlog.toml").write_text('language = "de"\n', "utf-8")
    (tmp_path / "items").mkdir()
    (tmp_path / "items/a.md").write_text("---\ntitel: Eine Seite\nstatus: in arbet\n---\n", "utf-8")
    found, _ = findings(tmp_path)
    assert [one.paste for one in found if one.slug == "status-unknown"] == ["status: In Arbeit"]


def test_an_impossible_day_is_answered_with_one_near_it(tmp_path: Path) -> None:
    (tmp_path / "items").mkdir()
    (tmp_path / "items/a.md").write_text("---\ntitle: A page\nstatus: idea\ndue: 2027-04-31\n---\n", "utf-8")
    found, english = findings(tmp_path)
    assert [word(one, english).help.rpartition(" ")[2] for one in found if one.slug == "date-impossible"] == [
        "2027-04-30."
    ]
