"""`data/backlog.json` and its schema."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlog.config.figures import Flow
from backlog.config.sections import Site
from backlog.formats.backlog_json import backlog_json, contents, schema, score_text
from backlog.language import language
from backlog.model import Block, Moved
from backlog.report import Origin
from backlog.report.compute import report_of
from backlog.rules import check
from backlog.rules.wording import word
from tests.make import (
    KINDS,
    TODAY,
    backlog,
    config,
    day,
    finding,
    goal,
    history,
    initiative,
    item,
    meeting,
    ready_item,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backlog.model import Backlog

ENGLISH = language("en")
VALIDATOR = jsonschema.Draft7Validator(schema(), format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER)
ORIGIN = Origin(files_found=5, files_read=4, files_refused=1)


def of(whole: Backlog, *findings: Any) -> dict[str, Any]:
    report = report_of(whole, findings, TODAY, ORIGIN)
    loaded: dict[str, Any] = json.loads(
        backlog_json(report, ENGLISH, [word(one, ENGLISH) for one in findings])
    )
    VALIDATOR.validate(loaded)
    return loaded


WHOLE = backlog(
    [
        ready_item(
            "page",
            "done",
            impact=4,
            confidence=5,
            effort=3,
            due=day("2026-02-01"),
            history=history(
                "2026-01-05 backlog", "2026-01-12 in-progress", "2026-01-20 in-review", "2026-01-21 done"
            ),
        ),
        ready_item("text", depends_on=("page",)),
        ready_item("ad", "in-progress", owner="ben", blocked=(Block(day("2026-02-10"), "content"),)),
        item("idea", "idea"),
    ],
    [goal()],
    [initiative()],
    [meeting()],
)


class TestContents:
    def test_everything_in_its_order(self) -> None:
        loaded = of(WHOLE)
        assert list(loaded) == [
            "schema_version", "report_day", "language", "source", "counts", "workflow", "items", "goals",
            "effort_share_without_goal", "flow", "alerts", "findings",
        ]  # fmt: skip
        assert list(loaded["items"][0]) == [
            "id", "path", "title", "status", "kind", "goal", "initiative", "owner", "channel", "impact", "confidence",
            "effort", "score", "rank", "rank_best", "rank_worst", "order", "ready", "missing", "blocked", "depends_on",
            "due", "created", "started", "finished", "status_since", "lead_time_days", "cycle_time_days", "age_days",
            "time_in_status_days", "returns", "reopened", "url", "transitions",
        ]  # fmt: skip
        assert list(loaded["goals"][0]) == [
            "id", "title", "period", "status", "stage", "items", "counts", "effort_share", "done_share", "forecast",
        ]  # fmt: skip
        assert list(loaded["flow"]) == [
            "window", "cycle_time", "lead_time", "throughput", "wip", "cfd", "sle", "flow_efficiency", "forecast",
            "arrivals", "returns", "reopened", "excluded", "cfd_left_out",
        ]  # fmt: skip

    def test_the_head(self) -> None:
        loaded = of(WHOLE)
        assert (loaded["schema_version"], loaded["report_day"], loaded["language"]) == (1, "2026-02-16", "en")
        assert loaded["source"] == {
            "commit": None, "branch": "main", "dirty": None, "files_found": 5, "files_read": 4, "files_refused": 1,
        }  # fmt: skip
        assert loaded["counts"] == {"items": 4, "goals": 1, "initiatives": 1, "meetings": 1}
        assert loaded["workflow"][3] == {
            "id": "in-progress",
            "kind": "active",
            "name": "In progress",
            "wip_limit": 5,
            "count": 1,
        }

    def test_an_item(self) -> None:
        items = {one["id"]: one for one in of(WHOLE)["items"]}
        page, text, idea = items["page"], items["text"], items["idea"]
        assert (page["score"], page["rank"], page["goal"], page["due"]) == (
            "6.67",
            None,
            "leads",
            "2026-02-01",
        )
        assert (page["created"], page["started"], page["finished"]) == (
            "2026-01-05",
            "2026-01-12",
            "2026-01-21",
        )
        assert (page["lead_time_days"], page["cycle_time_days"], page["age_days"]) == (17, 10, None)
        assert page["time_in_status_days"] == {"in-progress": 8, "in-review": 2}
        assert page["transitions"][0] == {
            "at": None, "day": "2026-01-12", "from": "backlog", "to": "in-progress", "commit": None, "source": "history",
        }  # fmt: skip
        assert (text["rank"], text["order"], text["ready"], text["url"]) == (1, 2, True, "items/text.html")
        assert (idea["score"], idea["transitions"], idea["returns"], idea["missing"][0]) == (
            None,
            [],
            None,
            "goal",
        )

    def test_a_goal(self) -> None:
        one = of(WHOLE)["goals"][0]
        assert one["period"] == {"from": "2026-01-01", "to": "2026-03-31", "text": "2026-Q1"}
        assert (one["stage"], one["items"], one["effort_share"]) == ("live", ["ad", "page", "text"], 100)
        assert (one["done_share"], one["forecast"]) == ({"count": 33, "effort": 43}, None)

    def test_flow_as_far_as_files_tell_it(self) -> None:
        flow = of(WHOLE)["flow"]
        assert flow["window"] == {"from": "2025-11-19", "to": "2026-02-16"}
        assert flow["wip"] == {
            "total": 1,
            "by_status": {"in-progress": 1, "in-review": 0},
            "by_person": {"ben": 1},
        }
        assert flow["cycle_time"] == {"n": 1, "p50": 10, "p70": 10, "p85": 10, "p95": 10}
        assert flow["lead_time"] == {"n": 1, "p50": 17, "p70": 17, "p85": 17, "p95": 17}
        weeks = [week for week in flow["throughput"] if week["count"]]
        assert (weeks, len(flow["throughput"])) == ([{"week": "2026-W04", "count": 1, "complete": True}], 14)
        assert flow["flow_efficiency"] == 80  # eight days in progress, two in review
        assert (flow["sle"], flow["forecast"]) == (None, None)
        assert flow["excluded"] == [{"id": id_, "reason": "no-history"} for id_ in ("ad", "idea", "text")]

    def test_what_no_file_tells_is_null_and_says_for_which_items(self) -> None:
        flow = of(backlog([item("a", "in-progress"), item("b", "done")]))["flow"]
        for key in (
            "throughput",
            "cfd",
            "sle",
            "flow_efficiency",
            "forecast",
            "arrivals",
            "returns",
            "reopened",
        ):
            assert flow[key] is None, key
        assert flow["cycle_time"] == {"n": 0, "p50": None, "p70": None, "p85": None, "p95": None}
        assert flow["excluded"] == [{"id": id_, "reason": "no-history"} for id_ in ("a", "b")]

    def test_of_nothing_nothing_was_finished(self) -> None:
        flow = of(backlog())["flow"]
        assert {week["count"] for week in flow["throughput"]} == {0}
        assert (flow["returns"], flow["cfd"], flow["forecast"], flow["excluded"]) == (0, None, None, [])

    def test_levels_and_forecasts(self) -> None:
        """The sample of the vector: its 14 days end on the day before the report day."""
        finished = [
            item(
                f"done{number}",
                "done",
                goal="other",
                created=day("2026-02-01"),
                started=day("2026-02-01"),
                done=day(f"2026-02-{number:02}"),
            )
            for number in (4, 6, 6, 9, 12, 12, 12, 14)
        ]
        named = [replace(one, id=f"{one.id}-{place}") for place, one in enumerate(finished)]
        opened = [
            ready_item("first", goal="leads", owner="anna", impact=5),
            ready_item("ahead", goal="other", owner="anna", impact=4),
            ready_item("last", goal="leads", owner="anna", impact=3),
            ready_item("behind", goal="other", owner="anna", impact=2),
            *(ready_item(f"more{number}", goal="other", owner="ben", impact=1) for number in range(6)),
        ]
        flow = replace(Flow(), window=14, sle=8)
        whole = backlog([*named, *opened], [goal(), goal("other"), goal("bare")], config=config(flow=flow))
        loaded = of(whole)
        assert loaded["flow"]["sle"] == {
            "days": 8,
            "percent": 85,
            "source": "agreed",
            "attainment": 38,  # 3 of 8
            "n": 8,
        }
        assert loaded["flow"]["forecast"]["sample"] == {
            "from": "2026-02-02",
            "to": "2026-02-15",
            "completions": 8,
            "days_with_completion": 5,
        }
        assert [one["items"] for one in loaded["flow"]["forecast"]["when"]] == [5, 10, 20, 10]
        assert loaded["flow"]["forecast"]["when"][3] == {
            "items": 10,
            "p50": 18,
            "p70": 21,
            "p85": 25,
            "p95": 31,
        }
        assert loaded["flow"]["forecast"]["how_many"][1] == {
            "days": 14,
            "p50": 8,
            "p70": 6,
            "p85": 5,
            "p95": 3,
        }
        bare, leads, _ = (one["forecast"] for one in loaded["goals"])
        assert bare is None
        assert (leads["items"], leads["ahead"]) == (2, 1)

    def test_alerts_and_findings_in_words(self) -> None:
        found = check(backlog([item(due=day("2026-02-01"))]), TODAY)
        loaded = of(backlog([item(due=day("2026-02-01"))]), *found)
        assert {
            "code": "overdue",
            "severity": "warning",
            "message": "One item is overdue.",
            "items": ["landingpage"],
        } in loaded["alerts"]
        overdue = next(one for one in loaded["findings"] if one["slug"] == "overdue")
        assert list(overdue) == [
            "code",
            "slug",
            "severity",
            "path",
            "line",
            "column",
            "field",
            "message",
            "why",
            "help",
            "tolerated",
        ]
        assert overdue["path"] == "items/landingpage.md"

    def test_the_public_sees_no_owner(self) -> None:
        whole = backlog(WHOLE.items, WHOLE.goals, config=config(site=Site(audience="public")))
        loaded = of(whole)
        assert {one["owner"] for one in loaded["items"]} == {None}
        assert loaded["flow"]["wip"]["by_person"] is None

    @pytest.mark.parametrize(
        ("score", "text"),
        [
            (Fraction(6), "6.00"),
            (Fraction(20, 3), "6.67"),
            (Fraction(1, 8), "0.13"),
            (Fraction(1, 5), "0.20"),
            (Fraction(25), "25.00"),
        ],
    )
    def test_a_score_has_two_decimals_halves_up(self, score: Fraction, text: str) -> None:
        assert score_text(score) == text


class TestWriting:
    def test_one_line_an_entry_and_the_same_bytes_again(self) -> None:
        report = report_of(WHOLE, (), TODAY, ORIGIN)
        text = backlog_json(report, ENGLISH, ())
        assert text == backlog_json(report_of(WHOLE, (), TODAY, ORIGIN), ENGLISH, ())
        assert sum(line.startswith('{"id": ') and '"path"' in line for line in text.splitlines()) == 4
        assert text.endswith("}\n")

    @pytest.mark.parametrize(
        "title",
        [
            "</script><script>alert(1)</script>",
            "<!--",
            "]]>",
            "a\u2028b\u2029c",
            "&lt;",
            'say "no"\\',
            "bad \udcff byte",
        ],
    )
    def test_is_safe_inside_a_script(self, title: str) -> None:
        text = backlog_json(report_of(backlog([item(title=title)]), (), TODAY, ORIGIN), ENGLISH, ())
        assert not set("<>&\u2028\u2029") & set(text)
        assert json.loads(text.encode())["items"][0]["title"] == title

    def test_ten_thousand_items_are_an_array_of_as_many_lines(self) -> None:
        items = [item(f"i{number:05}") for number in range(10_000)]
        text = backlog_json(report_of(backlog(items), (), TODAY, ORIGIN), ENGLISH, ())
        assert text.count("\n{") == 10_000 + len(KINDS)


class TestSchema:
    def test_is_a_schema(self) -> None:
        jsonschema.Draft7Validator.check_schema(schema())

    def test_describes_every_key_and_requires_it(self) -> None:
        def differing(value: Any, described: dict[str, Any], where: str) -> Iterator[str]:
            described = (
                schema()["definitions"][described["$ref"].rpartition("/")[2]]
                if "$ref" in described
                else described
            )
            if isinstance(value, dict) and "properties" in described:
                if not set(value) == set(described["properties"]) == set(described["required"]):
                    yield where
                for key, inner in value.items():
                    yield from differing(inner, described["properties"].get(key, {}), f"{where}.{key}")
            if isinstance(value, list):
                for inner in value:
                    yield from differing(inner, described.get("items", {}), where)

        loaded = of(WHOLE, *check(WHOLE, TODAY))
        assert loaded["alerts"]
        assert loaded["findings"]
        assert list(differing(loaded, schema(), "")) == []

    @pytest.mark.parametrize(
        ("place", "value"),
        [
            ("report_day", "16.02.2026"),
            ("effort_share_without_goal", 101),
            ("effort_share_without_goal", 3.5),
            ("items", None),
            ("schema_version", 2),
        ],
    )
    def test_refuses_what_is_not_meant(self, place: str, value: object) -> None:
        assert not VALIDATOR.is_valid({**of(WHOLE), place: value})


statuses = st.sampled_from([*KINDS])
days = st.dates(day("2025-12-01"), day("2026-03-01"))
rows = st.fixed_dictionaries(
    {
        "status": statuses,
        "title": st.text(max_size=20),
        "owner": st.none() | st.text(max_size=9),
        "goal": st.sampled_from([None, "leads", "brand", "gone"]),
        "impact": st.none() | st.integers(1, 5),
        "effort": st.none() | st.integers(1, 5),
        "created": st.none() | days,
        "done": st.none() | days,
        "history": st.lists(
            st.builds(Moved, days, statuses | st.text(min_size=1, max_size=5)), max_size=5
        ).map(tuple),
        "blocked": st.lists(
            st.builds(Block, st.none() | days, st.text(max_size=9), st.none() | days), max_size=2
        ).map(tuple),
    }
)


@given(st.lists(rows, max_size=8), st.sampled_from(["public", "internal"]))
@settings(max_examples=60, deadline=None)
def test_every_backlog_fits_the_schema(values: list[dict[str, Any]], audience: str) -> None:
    whole = backlog(
        [ready_item(f"i{number}", **row) for number, row in enumerate(values)],
        [goal("brand", period=None), goal("leads")],
        config=config(site=Site(audience=audience)),
    )
    loaded = of(whole)
    assert [one["id"] for one in loaded["items"]] == sorted(whole.item_by_id)
    for one in loaded["items"]:
        if one["time_in_status_days"]:
            assert sum(one["time_in_status_days"].values()) == (one["cycle_time_days"] or one["age_days"])


def test_findings_are_told_as_they_come() -> None:
    report = report_of(WHOLE, (), TODAY, ORIGIN)
    worded = [word(finding("overdue", code="W204", values={"day": TODAY, "field": "due"}), ENGLISH)]
    assert contents(report, ENGLISH, worded)["findings"][0]["slug"] == "overdue"
