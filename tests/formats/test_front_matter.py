"""JSON Schemas of front matter, for editors."""

from __future__ import annotations

import re
from typing import Any

import jsonschema
import pytest
import yaml

from backlog.config.sections import Channel, Content, Metric, Person
from backlog.content.fields import TABLES
from backlog.formats.front_matter import front_matter_schema
from backlog.language import language
from tests.conftest import ROOT
from tests.make import config

SETTINGS = config(
    people={"anna": Person(name="Anna Schmidt")},
    channels={"seo": Channel(name="Search")},
    metrics={"leads": Metric(name="Qualified leads")},
    content=Content(extra_fields=("ticket",)),
    fields={"owner": "assignee"},
    reasons=("legal",),
)
ENGLISH = language("en")

COMPLETE = {
    "title": "Landing page",
    "status": "planned",
    "goal": "q1-leads",
    "owner": "anna",
    "impact": 4,
    "confidence": 3,
    "effort": 2,
    "metric": "leads",
}


def judge(kind: str = "item", **ids: list[str]) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(front_matter_schema(kind, SETTINGS, ENGLISH, ids))


@pytest.mark.parametrize("kind", TABLES)
def test_is_a_schema_with_both_names_of_each_field_and_its_help(kind: str) -> None:
    schema = front_matter_schema(kind, SETTINGS, ENGLISH)
    jsonschema.Draft7Validator.check_schema(schema)
    for row in TABLES[kind]:
        assert schema["properties"][row.name] == schema["properties"][row.german]
        assert schema["properties"][row.name]["description"] == row.help


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"status": "Planned"},
        {"status": "Geplant"},
        {"goal": None, "initiative": "heating", "-": "goal"},
        {"metric": "Followers on LinkedIn"},
        {"owner": "Anna Schmidt"},
        {"owner": "@anna"},
        {"due": "2026-02-01"},
        {"due": "2026-02-01 09:30"},
        {"due": None},
        {"blocked": {"since": "2026-02-01", "reason": "legal"}},
        {"blocked": [{"seit": "2026-02-01", "grund": "Freigabe steht aus"}]},
        {"depends_on": ["a", "b"]},
        {"depends_on": "a"},
        {"history": [{"date": "2026-02-01", "status": "backlog"}]},
        {"cost": {"planned": 100}},
        {"result": {"value": 11, "outcome": "met"}},
        {"ticket": {"anything": 1}},
        {"private": True},
        {"tags": ["a", 2026]},
    ],
)
def test_takes_what_check_takes(changes: dict[str, Any]) -> None:
    given = {**COMPLETE, **changes}
    given.pop(given.pop("-", ""), None)
    judge().validate(given)


@pytest.mark.parametrize(
    "changes",
    [
        {"titel": "Landing page"},
        {"assignee": "anna"},
        {"title": "ab"},
        {"title": "x" * 121},
        {"status": "Later"},
        {"owner": "ben"},
        {"channel": "radio"},
        {"impact": 6},
        {"impact": 2.5},
        {"impact": "4"},
        {"due": "01.02.2026"},
        {"private": "yes"},
        {"blocked": True},
        {"blocked": {"since": "2026-02-01"}},
        {"blocked": {"since": "2026-02-01", "reason": "weather"}},
        {"cost": {"planned": -1}},
        {"impakt": 4},
        {"goal": None},
        {"-": "goal"},
        {"-": "metric"},
        {"-": "title"},
        {"status": "in-review"},
    ],
)
def test_refuses_what_check_refuses(changes: dict[str, Any]) -> None:
    given = {**COMPLETE, **changes}
    given.pop(given.pop("-", ""), None)
    assert not judge().is_valid(given)


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        ("idea", ["title", "status"]),
        ("dropped", ["title", "status"]),
        ("backlog", list(COMPLETE)[:-1]),
        ("planned", list(COMPLETE)),
    ],
)
def test_what_is_wanted_follows_the_status(status: str, wanted: list[str]) -> None:
    complete = {**{name: COMPLETE[name] for name in wanted}, "status": status}
    judge().validate(complete)
    for name in wanted:
        assert not judge().is_valid({key: value for key, value in complete.items() if key != name})


def test_a_reviewer_is_wanted_in_review_only() -> None:
    assert not judge().is_valid({**COMPLETE, "status": "in-review"})
    judge().validate({**COMPLETE, "status": "in-review", "freigabe": "anna"})
    judge().validate({**COMPLETE, "status": "done"})


def test_a_workflow_without_a_kind_wants_nothing_for_it() -> None:
    short = config(workflow=config().workflow[:2])
    schema = front_matter_schema("item", short, ENGLISH)
    without_metric = {key: value for key, value in COMPLETE.items() if key != "metric"}
    assert jsonschema.Draft7Validator(schema).is_valid({**without_metric, "status": "backlog"})
    assert all("in-review" not in str(rule) for rule in schema["allOf"])


def test_ids_of_the_backlog_are_offered_where_they_are_given() -> None:
    known = judge(goal=["q1-leads"])
    known.validate(COMPLETE)
    assert not known.is_valid({**COMPLETE, "goal": "q2-leads"})


@pytest.mark.parametrize(
    ("period", "valid"),
    [
        ("2026-Q1", True),
        ("2026-02", True),
        ("2026", True),
        ({"von": "2026-01-01", "to": "2026-02-01"}, True),
        ({"from": "2026-01-01"}, False),
        ("Q1 2026", False),
    ],
)
def test_periods_of_goals(period: object, *, valid: bool) -> None:
    goal = {"title": "More leads", "period": period, "metric": "leads", "target": 40}
    assert judge("goal").is_valid(goal) is valid


def test_decisions_may_be_texts() -> None:
    judge("meeting").validate(
        {
            "date": "2026-02-09",
            "type": "review",
            "decisions": ["Stop the fair", {"text": "Go on", "supersedes": "Stop"}],
        }
    )


def test_examples_fit_the_schema_of_their_configuration() -> None:
    """Items that `check` finds nothing wrong with are fine in an editor as well."""
    from backlog.config.load import load_config

    settings, faults = load_config("backlog.toml", (ROOT / "backlog.toml").read_bytes())
    assert not faults
    judges = {
        kind: jsonschema.Draft7Validator(front_matter_schema(kind, settings, language("de")))
        for kind in ("item", "goal", "initiative", "meeting")
    }
    folders = {"goals": "goal", "initiatives": "initiative", "meetings": "meeting"}
    paths = sorted((ROOT / "items").rglob("*.md"))
    assert paths
    for path in paths:
        kind = folders.get(path.parent.name, "item")
        head = re.split(r"^---$", path.read_text("utf-8"), flags=re.MULTILINE)[1]
        values = yaml.load(head, yaml.BaseLoader)  # noqa: S506 - texts only, as editors see days
        plain = yaml.safe_load(head)
        merged = {
            key: plain[key] if isinstance(plain[key], int | float | bool) else value
            for key, value in values.items()
        }
        errors = [error.message for error in judges[kind].iter_errors(_typed(merged, plain))]
        assert errors == [], path


def _typed(texts: Any, plain: Any) -> Any:
    """What an editor's YAML reader makes of it: days are texts, numbers are numbers."""
    if isinstance(plain, dict):
        return {key: _typed(texts[key], value) for key, value in plain.items()}
    if isinstance(plain, list):
        return [_typed(text, value) for text, value in zip(texts, plain, strict=True)]
    return plain if isinstance(plain, int | float | bool) or plain is None else texts
