"""The handbook holds everything that the product's own tables hold."""

from __future__ import annotations

import re
import shlex
from functools import lru_cache

import click
import pytest

from backlog.chronicle import IGNORED
from backlog.cli import COMMANDS, group
from backlog.config.figures import Ice
from backlog.config.load import documented
from backlog.config.sections import Rules, Site
from backlog.content.fields import TABLES
from backlog.errors import Exit
from backlog.language import language
from backlog.rules import RULES
from backlog.rules.wording import explain
from backlog.site.handbook import commands
from backlog.site.handbook.fields import field_rows
from backlog.site.handbook.glossary import GLOSSARY
from backlog.site.handbook.methods import METHODS
from backlog.site.handbook.rulebook import FAMILIES, families
from backlog.site.handbook.settings import anchor, tables
from tests import make
from tests.site.sites import rendered, reported, seen, settings
from tests.site.test_planning_pages import said

CODES = ("en", "de")


@lru_cache(2)
def handbook(code: str, page: str = "handbook.html") -> str:
    return rendered(reported(make.backlog(config=settings(code)), ()), code)[page]


def text_of(code: str) -> str:
    return said(handbook(code))


def block(page: str, id_: str) -> str:
    """The source from the element with this id to the next one with any."""
    found = re.search(rf'id="{re.escape(id_)}".*?(?=\sid="|</main>)', page, re.DOTALL)
    assert found, id_
    return found[0]


@pytest.mark.parametrize("code", CODES)
def test_every_field_of_every_kind_has_its_place(code: str):
    """With its names, and its help in the language."""
    page = handbook(code)
    for kind, fields in TABLES.items():
        prefix = "field-" if kind == "item" else f"{kind}-field-"
        for field in fields:
            here = block(page, prefix + field.name)
            assert f"<code>{field.name}</code>" in here
            assert f"<code>{field.german}</code>" in here
            assert said(f"<main>{language(code).text(field.help)}</main>") in said(f"<main {here}</main>")


def test_a_field_says_from_where_it_is_required():
    def facts(id_: str) -> str:
        return said(f"<main {block(handbook('en'), id_)}</main>")

    assert "required from “Idea” on" in facts("field-title")
    assert "text, 3 to 120 characters" in facts("field-title")
    assert "required from “Backlog” on" in facts("field-owner")
    assert "required from “Backlog” on (a warning)" in facts("field-channel")
    assert "required while in “In review”" in facts("field-reviewer")
    assert "required from “Done” on (a warning)" in facts("field-result")
    assert "required" not in facts("field-evidence")
    assert "always required" in facts("goal-field-target")
    assert "list: id of an item" in facts("field-depends_on")
    assert "one of: visibility, sales, recruiting, brand" in facts("goal-field-purpose")


def test_a_field_says_what_this_repository_calls_it():
    config = settings(fields={"owner": "assignee"}, reasons=("weather",))
    rows = {row.name: row for row in field_rows("item", config)}
    assert rows["owner"].here == "assignee"
    assert rows["title"].here == ""
    reason = next(row for row in rows["blocked"].inner if row.name == "reason")
    assert str(reason.values["choices"]).endswith("other, weather")


@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_its_place(code: str):
    """The handbook lists it; the page of the rules says why and how to mend it."""
    listed = handbook(code)
    page = handbook(code, "handbook-rules.html")
    for rule in RULES:
        assert f'<a href="handbook-rules.html#rule-{rule.code}">{rule.code}</a>' in listed
        here = said(f"<main {block(page, f'rule-{rule.code}')}</main>")
        words = explain(rule, language(code))
        for sentence in (rule.code, words.what, words.why, words.mend, rule.slug):
            assert said(f"<main>{sentence.replace('<', '&lt;')}</main>") in here, rule.code
        assert said(f"<main>{words.what.replace('<', '&lt;')}</main>") in said(listed), rule.code


def test_every_rule_is_in_a_family():
    assert {rule.code[0] for rule in RULES} <= FAMILIES.keys()
    assert [
        rule for family in families(settings()) for rule, _ in family.rules if rule.code[0] != family.letter
    ] == []
    assert sum(len(family.rules) for family in families(settings())) == len(RULES)


def test_a_rule_shows_the_severity_it_has_here():
    rule = RULES[0]
    config = settings(rules=Rules(severities={rule.code: "off"}))
    pages = rendered(reported(make.backlog(config=config), ()))
    here = said(f"<main {block(pages['handbook-rules.html'], f'rule-{rule.code}')}</main>")
    assert re.search(rf"{rule.code} .* off ", here)
    assert re.search(rf"{rule.code} [^.]*\. off ", said(pages["handbook.html"]))
    assert "severity by default: Error" in here


@pytest.mark.parametrize("code", CODES)
def test_every_key_of_the_configuration_has_its_place(code: str):
    page = handbook(code)
    heads = {table.name for table in tables()}
    for key, _, help_line in documented():
        here = block(page, f"config-{key}" if key in heads else anchor(key))
        assert said(f"<main>{language(code).text(help_line)}</main>") in said(f"<main {here}</main>"), key


def test_keys_show_their_defaults():
    def default(key: str) -> str:
        return said(f"<main {block(handbook('en'), anchor(key))}</main>").partition("Default: ")[2]

    assert default("site.audience") == '"internal"'
    assert default("cadence.planning.minutes") == "45"
    assert default("focus.working_days") == "15"
    assert default("content.items") == '["items/**/*.md"]'
    assert default("metrics.<id>.available") == "true"
    assert default("holidays") == ""


def test_every_command_and_every_exit_code_is_there():
    assert dict(commands.COMMANDS) == COMMANDS
    assert {int(code) for code in commands.EXITS} == {*map(int, Exit), 130, 143}
    for name in COMMANDS:
        assert f"<code>backlog {name}</code>" in handbook("en")


def test_every_example_of_a_command_is_one_that_the_tool_takes():
    """Its options and arguments are known; nothing of it runs."""
    whole = click.Context(group)
    for name, example in commands.EXAMPLES.items():
        program, called, *arguments = shlex.split(example.partition(" > ")[0])
        command = group.get_command(whole, called)
        assert (program, called) == ("backlog", name)
        assert command is not None
        command.make_context(name, arguments, parent=whole)
        assert example in text_of("en")


def test_sources_stand_in_their_column():
    """A rule that says where it comes from beside a source that says something else contradicts itself."""
    for method in METHODS:
        for paragraph in method.paragraphs:
            assert not re.search(r"\bSources?:", paragraph), method.anchor


def test_engineers_read_what_a_clone_needs_and_how_to_leave_commits_out():
    for word in (IGNORED, "fetch-depth: 0", "flow.baseline"):
        assert word in text_of("en")


@pytest.mark.parametrize("code", CODES)
def test_every_method_and_every_word_is_there(code: str):
    text = text_of(code)
    speak = language(code)
    for method in METHODS:
        assert method.anchor in seen(handbook(code)).ids
        for paragraph in (method.title, *method.paragraphs):
            assert said(f"<main>{speak.text(paragraph)}</main>") in text
    for word in GLOSSARY:
        assert speak.text(word.term) in text
        assert said(f"<main>{speak.text(word.meaning)}</main>") in text


def test_statuses_stand_with_limit_and_policy():
    here = said(f"<main {block(handbook('en'), 'status-in-progress')}</main>")
    assert "In progress in-progress, In Arbeit active 5 Finish before you start something new" in here


def test_scales_are_those_of_the_configuration():
    config = settings(ice=Ice(effort={"5": "half a year"}))
    page = said(rendered(reported(make.backlog(config=config), ()))["handbook.html"])
    assert "4 a month 5 half a year" in page


def test_contents_lead_to_their_parts():
    page = seen(handbook("en"))
    assert len(page.ids) == len(set(page.ids))
    links = [address for address in page.all("a", "href") if address.startswith("#")]
    assert {address[1:] for address in links} <= {*page.ids, "main"}
    assert len(links) > 10


def test_a_public_handbook_names_no_partner_and_nobody():
    page = rendered(reported(make.backlog(config=settings(site=Site(audience="public"))), ()))[
        "handbook.html"
    ]
    assert "Agency One" not in page
    assert "Anna" not in page
    assert "Agency One" in handbook("en")


def test_types_are_said_in_german():
    page = rendered(reported(make.backlog(config=settings("de")), ()), "de")["handbook.html"]
    assert "Liste: Kennung einer Aufgabe" in page
    assert "eines von: Inhalte fehlen (content), Freigabe steht aus (approval)" in page
