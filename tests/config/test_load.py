"""All of `backlog.toml`: every key, every wrong type, every slip, each at its place."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from holidays import list_supported_countries
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backlog.config import sections
from backlog.config.defaults import default_channels, default_config, default_workflow
from backlog.config.load import documented, load_config
from backlog.config.reading import MOST, TYPE_NAMES
from backlog.config.sections import Absence, Config, Kind, Person, Rhythm, Site, Status
from backlog.config.validate import REGIONS
from backlog.content.fields import NAMES

if TYPE_CHECKING:
    from backlog.findings import Fault

ANY = settings(max_examples=2000, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
RULES = ("stalled", "W201", "overdue")


def load(text: str, **options: Any) -> tuple[Config, tuple[Fault, ...]]:
    return load_config("backlog.toml", text.encode(), **options)


def faults(text: str, **options: Any) -> list[tuple[str, int, int, str]]:
    """Slug, line, column and what is underlined, of every fault."""
    return [
        (fault.slug, place.line, place.column, place.text[place.column - 1 :][: place.length])
        for fault in load(text, **options)[1]
        for place in [fault.location]
    ]


def fault(text: str, **options: Any) -> Fault:
    (only,) = load(text, **options)[1]
    return only


# One value of every type, and how it looks when it is read.
SAMPLES: dict[str, tuple[str, object]] = {
    "str": ('"words"', "words"),
    "Kind": ('"active"', Kind.ACTIVE),
    "int": ("11", 11),
    "int | None": ("11", 11),
    "bool": ("true", True),
    "date | None": ("2026-02-16", date(2026, 2, 16)),
    "tuple[str, ...]": ('["a", "b"]', ("a", "b")),
    "Mapping[str, str]": ('{ x = "a" }', {"x": "a"}),
}
PLACES: dict[str, tuple[str, Any]] = {
    "Config": ("", lambda config: config),
    "Site": ("[site]\n", lambda config: config.site),
    "Status": ('[[workflow]]\nid = "a"\nkind = "idea"\n', lambda config: config.workflow[0]),
    "Wip": ("[wip]\n", lambda config: config.wip),
    "Person": ("[people.anna]\n", lambda config: config.people["anna"]),
    "Absence": ("[[people.anna.absences]]\n", lambda config: config.people["anna"].absences[0]),
    "Channel": ("[channels.seo]\n", lambda config: config.channels["seo"]),
    "Metric": ("[metrics.leads]\n", lambda config: config.metrics["leads"]),
    "Partner": ("[partners.studio]\n", lambda config: config.partners["studio"]),
    "Tool": ("[tools.crm]\n", lambda config: config.tools["crm"]),
    "Decisions": ("[decisions]\n", lambda config: config.decisions),
    "Rhythm": ("[cadence.strategy]\n", lambda config: config.cadence.strategy),
    "Naming": ("[naming]\n", lambda config: config.naming),
    "Ice": ("[ice]\n", lambda config: config.ice),
    "Flow": ("[flow]\n", lambda config: config.flow),
    "Focus": ("[focus]\n", lambda config: config.focus),
    "Freshness": ("[freshness]\n", lambda config: config.freshness),
    "Continuity": ("[continuity]\n", lambda config: config.continuity),
    "Content": ("[content]\n", lambda config: config.content),
    "Rules": ("[rules]\n", lambda config: config.rules),
}
KEYS = [
    (section, row)
    for section in PLACES
    for row in dataclasses.fields(getattr(sections, section))
    if str(row.type) in SAMPLES and row.metadata["key"] != "people.show" and row.name != "severities"
]
# Where a sample of the type is not among the values that the key takes.
OWN: dict[str, tuple[str, object]] = {
    "Config.holidays": ('"DE-BE"', "DE-BE"),
    "Config.timezone": ('"Europe/Vienna"', "Europe/Vienna"),
    "Config.languages": ('["en", "de"]', ("en", "de")),
    "Person.deputy": ('"anna"', "anna"),
    "Status.id": ('"words"', "words"),
    "Status.enters_from": ('["a"]', ("a",)),
    "Ice.impact": ('{ 1 = "a" }', {"1": "a"}),
    "Ice.confidence": ('{ 2 = "a" }', {"2": "a"}),
    "Ice.effort": ('{ 3 = "a" }', {"3": "a"}),
}


def sample(section: str, row: Any) -> tuple[str, object]:
    own = OWN.get(f"{section}.{row.name}")
    choices = row.metadata["choices"]
    if choices:
        value = choices[-1]
        return f'"{value}"', Kind(value) if row.name == "kind" else value
    return own or SAMPLES[str(row.type)]


def document(section: str, row: Any, value: str) -> str:
    """A configuration that says this of one key, and what its table cannot be without."""
    name = row.metadata["key"] or row.name
    before = re.sub(rf"(?m)^{name} = .*\n", "", PLACES[section][0])
    others = [
        f"{other.metadata['key'] or other.name} = {other.metadata['example']}\n"
        for other in dataclasses.fields(getattr(sections, section))
        if other.metadata["example"] and other.name != row.name and "workflow" not in before
    ]
    return f"{before}{name} = {value}\n{''.join(others)}".replace('kind = "idea"', 'kind = "intake"')


@pytest.mark.parametrize(
    ("section", "row"), KEYS, ids=lambda value: value if isinstance(value, str) else value.name
)
def test_every_key_is_read(section: str, row: Any):
    written, value = sample(section, row)
    config, found = load(document(section, row, written))
    assert found == ()
    assert getattr(PLACES[section][1](config), row.name) == value


WRONG = {"str": "7", "Kind": "7", "int": '"7"', "int | None": "7.5", "bool": '"yes"', "date | None": "7",
         "tuple[str, ...]": "7", "Mapping[str, str]": "7"}  # fmt: skip


@pytest.mark.parametrize(
    ("section", "row"), KEYS, ids=lambda value: value if isinstance(value, str) else value.name
)
def test_every_wrong_type_is_told_at_its_value(section: str, row: Any):
    wrong = WRONG[str(row.type)]
    text = document(section, row, wrong)
    name = row.metadata["key"] or row.name
    line = next(number for number, line in enumerate(text.split("\n"), 1) if line == f"{name} = {wrong}")
    found = fault(text)
    assert found.slug == "config-wrong-type"
    assert found.values["wanted"] == TYPE_NAMES[str(row.type)]
    assert (found.location.line, found.location.column, found.location.length) == (
        line,
        len(name) + 4,
        len(wrong),
    )


def test_every_section_is_a_table():
    for row in dataclasses.fields(Config):
        if str(row.type) not in SAMPLES:
            found = fault(f"{row.name} = 7\n")
            assert (found.slug, found.location.column) == ("config-wrong-type", len(row.name) + 4)


@pytest.mark.parametrize(
    ("text", "paste"),
    [
        ("title = 7\n", 'title = "7"'),
        ("title = true\n", 'title = "true"'),
        ("[[workflow]]\nid = 7\nkind = 'done'\n", 'id = "7"'),
        ('[wip]\nper_person = "4"\n', "per_person = 4"),
        ("[metrics.leads]\navailable = 'yes'\n", "available = true"),
        ("[metrics.leads]\navailable = 'nein'\n", "available = false"),
        ("[metrics.leads]\navailable = 'perhaps'\n", ""),
        ("report_day = 2026-02-16T08:00:00\n", "report_day = 2026-02-16"),
        ('[site]\naudience = "publik"\n', 'audience = "public"'),
        ('languag = "de"\n', 'language = "de"'),
        ("[sites]\n", "[site]"),
        ("[wip]\nper_preson = 3\n", "per_person = 3"),
        ("zzzz = 3\n", ""),
        ('[people.anna]\ndeputy = "jona"\n[people.jonas]\n', 'deputy = "jonas"'),
    ],
)
def test_a_slip_comes_with_the_line_to_paste(text: str, paste: str):
    assert fault(text).paste == paste


@pytest.mark.parametrize(
    ("text", "slug", "line", "column", "underlined"),
    [
        ("languag = 'de'", "config-unknown-key", 1, 1, "languag"),
        ("[site]\nbase-url = ''", "config-unknown-key", 2, 1, "base-url"),
        ("site.colour = 1", "config-unknown-key", 1, 6, "colour"),
        ("people = { anna = { nam = 'A' } }", "config-unknown-key", 1, 21, "nam"),
        ("[people.anna]\nname = 'A'\n[people.'b c']\n nam = 'B'", "config-unknown-key", 4, 2, "nam"),
        ("[cadence.retro]", "config-unknown-key", 1, 10, "retro"),
        ("[ice.impact]\n6 = 'x'", "config-unknown-key", 2, 1, "6"),
        ("[rules]\nstaled = 'off'", "config-rule-unknown", 2, 1, "staled"),
        ("[fields]\nownr = 'assignee'", "config-unknown-key", 2, 1, "ownr"),
        ("[fields]\nowner = 'x'\nreviewer = 'x'", "config-field-twice", 3, 12, "'x'"),
        ("[people.anna]\nname = 'A'\n[people.Anna]\nname = 'B'", "config-id-twice", 3, 9, "Anna"),
        ("[channels.web]\nname = 'A'\n[channels.WEB]\nname = 'B'", "config-id-twice", 3, 11, "WEB"),
        ("[metrics.web]\nname = 'A'\n[metrics.WEB]\nname = 'B'", "config-id-twice", 3, 10, "WEB"),
        ("[partners.web]\nname = 'A'\n[partners.WEB]\nname = 'B'", "config-id-twice", 3, 11, "WEB"),
        ("[rules]\nstalled = 'loud'", "config-choice", 2, 11, "'loud'"),
        ("language = 'fr'", "config-choice", 1, 12, "'fr'"),
        ("[cadence.review]\nweekday = 'montag'", "config-choice", 2, 11, "'montag'"),
        ("[people]\nshow = 'initials'", "config-choice", 2, 8, "'initials'"),
        ("[people]\nshow = 3", "config-wrong-type", 2, 8, "3"),
        ("[people]\nanna = 3", "config-wrong-type", 2, 8, "3"),
        ("[content]\nitems = ['a', 3]", "config-wrong-type", 2, 15, "3"),
        ("[content]\nitems = [\n  'a',  # one\n  3,\n]", "config-wrong-type", 4, 3, "3"),
        ("workflow = [{ id = 'a', kind = 'done' }, 3]", "config-wrong-type", 1, 42, "3"),
        ("report_day = '2026-02-30'", "config-wrong-type", 1, 14, "'2026-02-30'"),
        ("report_day = '16.2.2026'", "config-wrong-type", 1, 14, "'16.2.2026'"),
        ("[wip]\nper_person = -1", "config-out-of-range", 2, 14, "-1"),
        ("[freshness]\nscore = 40000", "config-out-of-range", 2, 9, "40000"),
        ("[flow]\nwindow = 99999999999999999999999", "config-out-of-range", 2, 10, "99999999999999999999999"),
        ("[[workflow]]\nid = 'a'", "config-key-missing", 1, 3, "workflow"),
        ("[[workflow]]\nkind = 'done'", "config-key-missing", 1, 3, "workflow"),
        ("[[people.anna.absences]]\nto = 2026-02-16", "config-key-missing", 1, 3, "people.anna.absences"),
        ("[people.anna]\nabsences = [{ to = 2026-02-16 }]", "config-key-missing", 2, 13, "{ to = 2026-02-16 }"),
        ("[[workflow]]\nid = 'a b'\nkind = 'done'", "config-wrong-type", 2, 6, "'a b'"),
        ("[[workflow]]\nid='a'\nkind='done'\n[[workflow]]\nid='b'\nkind='idea'", "config-choice", 6, 6, "'idea'"),
        ("[[workflow]]\nid='a'\nkind='done'\n[[workflow]]\nid='b'\nkind='intake'", "config-workflow-order", 6, 6, "'intake'"),
        ("[[workflow]]\nid='a'\nkind='done'\n[[workflow]]\nid='A'\nkind='done'", "config-status-twice", 5, 4, "'A'"),
        ("[[workflow]]\nid='a'\nkind='done'\n[[workflow]]\nid='a'\nkind='done'", "config-status-twice", 5, 4, "'a'"),
        ("[[workflow]]\nid='a'\nkind='done'\n[[workflow]]\nid='b'\nkind='done'\naliases=['_A']", "config-status-twice", 7, 9, "['_A']"),
        ("[[workflow]]\nid='a'\nkind='done'\nfrom=['b']", "config-reference", 4, 7, "'b'"),
        ("[people.anna]\ndeputy='jonas'", "config-reference", 2, 8, "'jonas'"),
        ("[people.anna]\n[channels.seo]\nowner='jonas'", "config-reference", 3, 7, "'jonas'"),
        ("[people.anna]\n[tools.crm]\nowner='jonas'", "config-reference", 3, 7, "'jonas'"),
        ("[people.anna]\nchannels=['seo','x']\n[channels.seo]", "config-reference", 2, 17, "'x'"),
        ("[naming]\nids = '['", "config-pattern", 2, 7, "'['"),
        ("[naming]\ntags = 'a{99999999999999999999}'", "config-pattern", 2, 8, "'a{99999999999999999999}'"),
        ("timezone = 'Europe/Berlln'", "config-timezone", 1, 12, "'Europe/Berlln'"),
        ("timezone = 'Europe'", "config-timezone", 1, 12, "'Europe'"),
        ("timezone = ''", "config-timezone", 1, 12, "''"),
        ("timezone = '../../etc/passwd'", "config-timezone", 1, 12, "'../../etc/passwd'"),
        ("holidays = 'DE-XX'", "config-holidays", 1, 12, "'DE-XX'"),
        ("holidays = 'XX'", "config-holidays", 1, 12, "'XX'"),
        ("languages = ['de', 'fr']", "config-language", 1, 20, "'fr'"),
        ("languages = ['de', 'de']", "config-language", 1, 20, "'de'"),
        ("[site]\nextra = '../x'", "config-path", 2, 9, "'../x'"),
        ("[content]\ngoals = ['/etc/*.md']", "config-path", 2, 10, "'/etc/*.md'"),
        ("[rules]\nbaseline = '~/x'", "config-path", 2, 12, "'~/x'"),
        ("[content]\nfolder = 'a\\b'", "config-path", 2, 10, "'a\\b'"),
        ('title = """\n[site]\nfoo = 1\n"""\nfoo = 2', "config-unknown-key", 5, 1, "foo"),
        ('title = "a"  # [site]\n# x = 1\nx = 2', "config-unknown-key", 3, 1, "x"),
        ('"langu\\u0061g" = "de"', "config-unknown-key", 1, 1, '"langu\\u0061g"'),
        ("'site'.extr = ''", "config-unknown-key", 1, 8, "extr"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_at_its_place(text: str, slug: str, line: int, column: int, underlined: str):
    assert faults(text, rules=RULES, fields=NAMES) == [(slug, line, column, underlined)]


@pytest.mark.parametrize(
    ("raw", "line", "column", "reason"),
    [
        (b"title = ", 1, 7, "the value is no text in quotes, number, day, list, true or false"),
        (b"title = 'a'\ntitle = 'b'", 2, 11, "this name stands here a second time"),
        (b"title = 'a'\r\n\r\n[site\r\n", 3, 6, "the bracket around the name of the table is not closed"),
        (b"title = 'a'\nx = \xe4", 2, 5, "the file is not saved as UTF-8"),
        (b"a = " + b"[" * 100_000, 1, 1, "nested too deep"),
        (b"a = " + b"9" * 5_000, 1, 1, "a number is too long"),
        (b'title = """a', 1, 12, "a text in quotes is not closed"),
    ],
)
def test_what_is_no_toml_is_told_where_reading_ends(raw: bytes, line: int, column: int, reason: str):
    config, (found,) = load_config("backlog.toml", raw)
    assert config == Config()
    assert (found.slug, found.values["reason"]) == ("config-syntax", reason)
    assert (found.location.line, found.location.column) == (line, column)


def test_all_faults_come_in_one_run_in_the_order_of_the_file():
    text = "[wip]\nper_person = -1\n[site]\naudience = 'x'\nfoo = 1\n[focus]\nworking_days = true\n"
    assert [(slug, line) for slug, line, *_ in faults(text)] == [
        ("config-out-of-range", 2), ("config-choice", 4), ("config-unknown-key", 5), ("config-wrong-type", 7),
    ]  # fmt: skip


def test_without_a_file_the_defaults_hold():
    config, found = load_config("backlog.toml", None)
    assert found == ()
    assert config == default_config() == load("")[0]
    assert [status.id for status in config.workflow] == [
        "idea",
        "backlog",
        "planned",
        "in-progress",
        "in-review",
        "done",
        "dropped",
    ]
    assert [(status.wip_limit, status.waiting) for status in config.workflow if status.kind.started] == [
        (5, False),
        (3, True),
    ]
    assert (config.wip.per_person, config.focus.working_days, config.timezone) == (3, 15, "Europe/Berlin")
    assert list(default_channels("en")) == ["website", "seo", "paid", "email", "social", "partner"]


def test_the_default_statuses_are_known_in_both_languages():
    for language in ("en", "de"):
        spellings = {name for status in default_workflow(language) for name in (status.name, *status.aliases)}
        assert {
            "Idea",
            "Idee",
            "In Arbeit",
            "In progress",
            "In Freigabe",
            "Erledigt",
            "Verworfen",
        } <= spellings


def test_the_language_of_the_call_goes_before_that_of_the_file():
    config, _ = load('language = "en"\n', language="de")
    assert (config.language, config.languages, config.workflow[3].name) == ("de", ("de",), "In Arbeit")


def test_one_key_of_a_section_leaves_the_others_as_they_are():
    config, found = load("[cadence.strategy]\nminutes = 90\n[site]\nbrand = 'X'\n")
    assert found == ()
    assert config.cadence.strategy == Rhythm(rhythm="monthly", weekday="friday", minutes=90)
    assert config.site == Site(brand="X")


def test_people_show_stands_among_the_people():
    config, found = load('[people]\nshow = "roles"\n[people.anna]\nname = "Anna"\n')
    assert (found, config.show_people, list(config.people)) == ((), "roles", ["anna"])
    config, found = load('[people.show]\nname = "Sho W."\n')
    assert (found, config.show_people, config.people) == ((), "names", {"show": Person(name="Sho W.")})


def test_absences_may_be_written_in_either_way():
    day = Absence(first=date(2026, 8, 3), last=date(2026, 8, 14))
    for text in (
        "[people.anna]\nabsences = [{ from = 2026-08-03, to = '2026-08-14' }]\n",
        "[[people.anna.absences]]\nfrom = 2026-08-03\nto = 2026-08-14\n",
    ):
        config, found = load(text)
        assert (found, config.people["anna"].absences) == ((), (day,))


def test_a_single_text_is_a_list_of_one():
    assert load("[content]\nitems = 'tasks/*.md'\n")[0].content.items == ("tasks/*.md",)


def test_a_status_without_a_name_is_called_by_its_id():
    config, _ = load('[[workflow]]\nid = "todo"\nkind = "backlog"\n')
    assert config.workflow == (Status(id="todo", kind=Kind.BACKLOG, name="todo"),)


def test_numbers_go_as_far_as_a_calendar_does():
    assert load(f"[freshness]\nscore = {MOST}\n")[1] == ()
    assert load("[[workflow]]\nid='a'\nkind='done'\nwip_limit = 0\n")[1] == ()


def test_rules_and_fields_are_checked_only_where_they_are_known():
    assert load("[rules]\nstaled = 'off'\n[fields]\nownr = 'x'\n")[1] == ()


def test_one_name_of_theirs_may_stand_for_fields_of_different_kinds_of_file():
    assert load("[fields]\ncreated = 'date_of'\ndate = 'date_of'\n", fields=NAMES)[1] == ()


def test_holidays_of_every_country_and_region_are_known():
    known = list_supported_countries()
    for country, regions in REGIONS.items():
        assert set(regions.split()) <= set(known[country])
    for text in ("DE", "DE-BE", "AT-9", "CH-ZH", "FR", "US-CA"):
        assert load(f"holidays = '{text}'\n")[1] == ()


def test_every_key_is_documented_with_a_help_line():
    rows = list(documented())
    assert len({key for key, _, _ in rows}) == len(rows) > 100
    assert all(help_line for _, _, help_line in rows)
    defaults = {key: default for key, default, _ in rows}
    assert defaults["cadence.strategy.weekday"] == "friday"
    assert defaults["workflow[].wip_limit"] is None
    assert "rules.<rule>" in defaults
    assert "people.show" in defaults


def test_kinds_stand_in_the_order_of_work():
    assert [kind.position for kind in Kind] == list(range(7))
    assert [kind for kind in Kind if kind.open] == list(Kind)[:5]
    assert [kind for kind in Kind if kind.ranked] == list(Kind)[1:5]


@ANY
@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbftitle = 'a'\r\n")
@example(b"[[a]]\n[a.b]")
def test_any_bytes_give_a_configuration_or_faults(raw: bytes):
    config, found = load_config("backlog.toml", raw, rules=RULES, fields=NAMES)
    check(raw.decode("utf-8", "replace"), config, found)


WORDS = st.sampled_from(
    ["title", "site", "[", "]", "[[workflow]]", "workflow", "people", ".", "=", '"', "'", '"""', "{", "}", ",", "\n", " ",
     "anna", "1", "-1", "2026-02-16", "true", "show", "rules", "#", "\\", "ü", "id", "kind", "done", "[people.anna]\n"]
)  # fmt: skip


@ANY
@given(st.lists(WORDS, max_size=30).map("".join))
def test_any_words_give_a_configuration_or_faults(text: str):
    config, found = load(text, rules=RULES, fields=NAMES)
    check(text, config, found)


def check(text: str, config: Config, found: tuple[Fault, ...]) -> None:
    """Every fault lies in the file and carries the line it lies in."""
    assert isinstance(config, Config)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    for one in found:
        place = one.location
        assert 1 <= place.line <= len(lines)
        assert place.text == lines[place.line - 1]
        assert 1 <= place.column <= len(place.text) + 2
