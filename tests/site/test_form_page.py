"""The form before a browser has it: every field of the table, in each place the right words and names."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from jinja2 import TemplateNotFound

from backlog.config.load import home_of, load_config
from backlog.config.sections import KINDS, Config, Content
from backlog.content.fields import ITEM, TABLES, Type
from backlog.content.patterns import patterns_of
from backlog.model import Action, Block, Decision, Hindrance, Meeting
from backlog.report.audience import HIDDEN_FIELDS
from backlog.site.form.groups import BELOW, NOT_NEW, forms
from backlog.site.form.plan import place_of, plan
from backlog.site.form.quarters import quarters
from backlog.site.form.scaffolds import item_scaffold, parsed
from backlog.site.pages.new import by_hand
from backlog.source import Source
from tests import make
from tests.conftest import ROOT
from tests.site.sites import rendered, reported, seen, settings

SCAFFOLD = (ROOT / "templates" / "item.en.md").read_text("utf-8")


def report(*items, code: str = "en", goals=(), meetings=(), **values):
    return reported(make.backlog(items, goals, meetings=meetings, config=settings(code, **values)), ())


def config_of(text: str) -> Config:
    config, faults = load_config("backlog.toml", text.encode())
    assert not faults
    return config


def test_every_field_has_its_place():
    """A field added to the table stands in the form, whether or not a group names it."""
    for form in forms(report()):
        stand = [name for group in form.groups for name in group.names]
        assert len(stand) == len(set(stand))
        assert set(stand) - BELOW == {row.name for row in TABLES[form.kind]} - NOT_NEW
        assert list(form.controls) == [row.name for row in TABLES[form.kind] if row.name not in NOT_NEW]


@pytest.mark.parametrize("code", ["en", "de"])
def test_the_page_has_every_control_once(code: str):
    """Ids are unique, labels and descriptions lead to what is there, fields carry what they are needed for."""
    html = rendered(report(make.ready_item("a"), code=code), code)["new.html"]
    page = re.sub(r"<noscript>.*</noscript>", "", html, flags=re.DOTALL)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for named in re.findall(r'\s(?:for|aria-describedby|list)="([^"]+)"', page):
        assert set(named.split()) <= set(ids), named
    for kind, rows in TABLES.items():
        at = "" if kind == "item" else f"{kind}-"
        for row in rows:
            if row.name not in NOT_NEW:
                assert f'id="{at}field-{row.name}"' in page, row.name
                assert f'id="{at}say-{row.name}"' in page, row.name
                if row.required:
                    found = re.search(rf'data-field="{row.name}"[^>]*data-required="(\w+)"', page)
                    assert found, row.name
    assert seen(html)  # and it parses


def test_controls_follow_from_types():
    item, goal, initiative, meeting = forms(report(goals=(make.goal("leads"),)))
    widgets = {name: control.widget for name, control in item.controls.items()}
    by_type = {row.name: row.type for row in ITEM}
    for name, widget in widgets.items():
        if by_type[name] is Type.DATE:
            assert widget == "date"
        if by_type[name] is Type.RATING:
            assert widget == "rating"
            assert item.controls[name].steps
    assert [option.value for option in item.controls["goal"].options] == ["leads"]
    assert {option.value for option in item.controls["owner"].options} == {"anna", "ben"}
    assert widgets["metric"] == "text"
    assert (widgets["blocked"], widgets["cost"], widgets["tags"], widgets["private"]) == (
        "rows",
        "group",
        "list",
        "check",
    )
    assert goal.controls["period"].widget == "period"
    assert initiative.controls["goal"].widget == "select"
    assert meeting.controls["attendees"].widget == "checks"


def test_files_are_written_in_the_repository_s_own_language():
    """A site in English of a German repository makes German files, and the other way round."""
    config = replace(settings("en"), languages=("de", "en"))
    form = forms(reported(make.backlog((), config=config), ()))[0]
    assert form.controls["owner"].key == "verantwortlich"
    assert [one.key for one in form.controls["blocked"].parts] == ["seit", "grund", "bis", "notiz"]
    reasons = {one.value: one.written for one in form.controls["blocked"].parts[1].options}
    assert reasons["approval"] == "Freigabe steht aus"
    assert home_of(config).language == "de"
    english = forms(report(code="en"))[0]
    assert (english.controls["owner"].key, english.controls["status"].options[0].written) == ("owner", "idea")


def test_their_own_names_and_fields_are_honoured():
    values = {
        "fields": {"owner": "assignee"},
        "content": Content(extra_fields=("squad",), folder="work/{year}"),
    }
    there = report(**values)
    form = forms(there)[0]
    made = plan(form, there, parsed(SCAFFOLD, there.config))
    keys = {field["name"]: field["key"] for field in made["fields"]}
    assert (keys["owner"], keys["squad"]) == ("assignee", "squad")
    assert made["path"] == "work/{year}/{name}.md"
    assert 'name="squad"' in rendered(there, "en")["new.html"]


@pytest.mark.parametrize(
    ("patterns", "path"),
    [
        (("items/goals/**/*.md",), "items/goals/{name}.md"),
        (("goals/goal-*.md",), "goals/goal-{name}.md"),
        (("*/goals/*.md", "targets/*.md"), "targets/{name}.md"),
        (("**/*.goal.md",), "{name}.goal.md"),
    ],
)
def test_goals_are_put_where_they_are_found(patterns: tuple[str, ...], path: str):
    content = Content(goals=patterns)
    assert place_of("goal", replace(Config(), content=content)) == path
    kinds = [one.kind for one in patterns_of(content) if one.finds(path.replace("{name}", "more"))]
    assert kinds[0] == "goal"


def test_the_scaffold_is_asked_section_by_section():
    config = config_of('language = "en"\n[content]\nextra_fields = ["squad"]\n')
    found = parsed(
        "---\n{{fields}}\nstatus: idea\nverantwortlich:\n# a hint\nsquad: x\nbudget:\n  of: 3\n---\n\n# {{title}}\n\n"
        "## Why\n\n<!-- Two\nlines -->\n\n## Ready\n\n- [ ] a\n\n## Links\n\nNone\n",
        config,
    )
    assert found.front == ("budget:", "  of: 3")
    assert [(one.name, one.label) for one in found.sections] == [
        ("", "{{title}}"), ("description", "Why"), ("criteria", "Ready"), ("section-4", "Links"),
    ]  # fmt: skip
    assert found.sections[1].prompt == "Two lines"


@pytest.mark.parametrize(
    "text", ["", "Just this.", "---\n{{fields}}\n---\n", "---\nno end", "- [ ] only boxes"]
)
def test_any_scaffold_has_a_description_and_criteria(text: str):
    names = [section.name for section in parsed(text, Config()).sections]
    assert names.count("description") == 1
    assert names.count("criteria") == 1


def test_the_repository_s_own_scaffold_comes_first():
    """In its language, else in any, else the packaged one, else ours in English."""
    packaged = {"item.de.md": "## Deutsch", "default/item.de.md": "## Deutsch", "item.en.md": "## English"}

    def heading(texts: dict[str, str], code: str) -> str:
        def source(name: str) -> str:
            if name not in texts:
                raise TemplateNotFound(name)
            return texts[name]

        return item_scaffold(source, Config(language=code)).sections[0].heading

    assert heading(packaged, "de") == "## Deutsch"
    assert heading({**packaged, "item.md": "## Any"}, "de") == "## Any"
    assert heading({**packaged, "item.md": "## Any", "item.de.md": "## Own"}, "de") == "## Own"
    assert heading(packaged, "fr") == "## English"


def test_open_blockers_go_into_the_minutes():
    """From earlier minutes first, then items that are blocked; what was solved is not among them."""
    earlier = Meeting(
        path="items/meetings/m.md",
        source=Source(path="items/meetings/m.md"),
        date=date(2026, 2, 2),
        type="review",
        decisions=(Decision(text="One"),),
        blockers=(
            Hindrance(item="x", note="waits"),
            Hindrance(item="y", note="old", resolved=date(2026, 2, 3)),
        ),
        actions=(Action(text="do"),),
    )
    blocked = make.ready_item(
        "stuck", "in-progress", blocked=(Block(since=date(2026, 2, 1), reason="approval"),)
    )
    there = report(blocked, meetings=(earlier,))
    form = forms(there)[-1]
    made = plan(form, there, parsed(SCAFFOLD, there.config))
    assert [one["item"] for one in made["blockers"]] == ["x", "stuck"]
    assert made["blockers"][1]["note"] == "approval"
    assert made["taken"] == ["2026-02-02-review"]


def test_the_public_form_has_no_minutes_and_no_people():
    there = report(make.ready_item("a", owner="anna"), site=replace(settings().site, audience="public"))
    found = forms(there)
    assert [form.kind for form in found] == ["item", "goal", "initiative"]
    assert not {name for form in found for name in form.controls} & HIDDEN_FIELDS
    html = rendered(there, "en")["new.html"]
    assert "Agency One" not in html
    assert "anna" not in html.lower()


def test_without_a_host_the_page_says_so():
    there = report(repository="")
    how = by_hand(forms(there)[0], there, parsed(SCAFFOLD, there.config))
    assert how["address"] == ""
    html = rendered(there, "en")["new.html"]
    assert 'data-way="none"' in html
    assert 'data-way="fill"' not in html


def test_quarters_go_on_over_the_year():
    assert quarters(date(2026, 11, 1)) == (
        "2026-Q4",
        "2027-Q1",
        "2027-Q2",
        "2027-Q3",
        "2027-Q4",
        "2026",
        "2027",
    )


def test_the_scripts_know_the_kinds_of_statuses_in_their_order():
    """By it they tell from which column on a field is wanted."""
    text = (ROOT / "templates/static/known.js").read_text("utf-8")
    assert f"const KINDS = {json.dumps([kind.value for kind in KINDS])};" in text


def test_no_expression_stands_behind_an_arrow():
    """What makes scripts small takes it for a division there, and drops blanks that it is about."""
    for path in sorted((ROOT / "templates" / "static").glob("*.js")):
        assert not re.search(r"=>[ \t]*/[^/*]", path.read_text("utf-8")), path.name
