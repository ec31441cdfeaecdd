"""`data/items.csv`: what a spreadsheet makes of it."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlog.config.sections import Metric, Person, Site
from backlog.formats.items_csv import items_csv, separator, written
from backlog.language import language
from backlog.model import Block, Cost
from backlog.report import Origin
from backlog.report.compute import report_of
from tests.make import TODAY, backlog, config, day, goal, history, initiative, item, ready_item

if TYPE_CHECKING:
    from pathlib import Path

    from backlog.config.sections import Config
    from backlog.model import Item

DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")


def text_of(*items: Item, code: str = "en", settings: Config | None = None) -> str:
    whole = backlog(items, [goal()], [initiative()], config=settings or config(code))
    return items_csv(report_of(whole, (), TODAY, Origin()), language(code))


def table(text: str, code: str = "en") -> list[dict[str, str]]:
    return list(
        csv.DictReader(
            io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=separator(language(code))
        )
    )


TASK = ready_item(
    "page",
    "done",
    title="Launch, at last; „Werk“",
    impact=4,
    confidence=5,
    effort=3,
    initiative="heating",
    owner="anna",
    due=day("2026-02-01"),
    cost=Cost(1200, 340),
    history=history("2026-01-05 backlog", "2026-01-12 in-progress", "2026-01-21 done"),
)
SETTINGS: dict[str, Any] = {
    "people": {"anna": Person(name="Anna Schmidt", roles=("Content",))},
    "metrics": {"leads": Metric(name="Leads")},
}


class TestTable:
    def test_begins_with_a_mark_and_ends_its_lines_as_spreadsheets_do(self) -> None:
        text = text_of(TASK)
        assert text.startswith("\ufeffOrder,Rank,Title,")
        assert text.count("\r\n") == 2
        assert text.endswith("\r\n")

    def test_an_item(self) -> None:
        row = table(text_of(TASK, settings=config(**SETTINGS)))[0]
        expected = {
            "Order": "", "Rank": "", "Title": "Launch, at last; „Werk“", "Status": "Done", "Goal": "Goal leads",
            "Initiative": "Initiative heating", "Owner": "Anna Schmidt", "Channel": "Website", "Impact": "4",
            "Confidence": "5", "Effort": "3", "Score (ICE)": "6.67", "Metric": "Leads", "Ready": "no",
            "What is missing": "", "Blocked since": "", "Due": "2026-02-01", "Created": "2026-01-05",
            "Started": "2026-01-12", "Finished on": "2026-01-21", "Lead time in days": "17", "Cycle time in days": "10",
            "Cost planned in euros": "1200", "Cost actual in euros": "340", "Id": "page", "File": "items/page.md",
        }  # fmt: skip
        assert {name: row[name] for name in expected} == expected

    def test_what_is_missing_and_what_blocks_in_words(self) -> None:
        row = table(
            text_of(
                item(blocked=(Block(day("2026-02-01"), "approval"),), metric="leads", goal="leads", owner="a")
            )
        )[0]
        assert row["What is missing"] == "Impact, Confidence, Effort, Description, Acceptance criteria"
        assert (row["Blocked since"], row["Reason"]) == ("2026-02-01", "approval is pending")

    def test_ranked_ones_first_in_order(self) -> None:
        items = [
            ready_item("a", impact=1),
            ready_item("b", impact=5),
            item("c"),
            item("d", "done"),
            item("e", "dropped"),
        ]
        assert [row["Id"] for row in table(text_of(*items[::-1]))] == ["b", "a", "c", "d", "e"]

    def test_a_german_spreadsheet_takes_semicolons_and_decimal_commas(self) -> None:
        row = table(text_of(TASK, code="de"), "de")[0]
        assert next(value for value in row.values() if value.startswith("6")) == "6,67"

    def test_roles_where_names_are_not_to_be_shown(self) -> None:
        row = table(text_of(TASK, settings=config(show_people="roles", **SETTINGS)))[0]
        assert row["Owner"] == "Content"

    def test_the_public_sees_no_owner_and_no_cost(self) -> None:
        text = text_of(TASK, settings=config(site=Site(audience="public"), **SETTINGS))
        assert not {"Owner", "Cost planned in euros", "Cost actual in euros"} & set(table(text)[0])
        assert not [word for word in ("anna", "Content", "1200", "340") if word in text]

    def test_the_same_again(self) -> None:
        assert text_of(TASK, item("b")) == text_of(item("b"), TASK)


class TestFormulas:
    """T72"""

    @pytest.mark.parametrize("first", DANGEROUS)
    def test_text_never_begins_one(self, first: str) -> None:
        for value in (f"{first}1", f"  {first}1", f"\u00a0{first}1", f"\0{first}1"):
            assert written(value).startswith("'")

    @pytest.mark.parametrize("value", ["", "Page", "a=b", "1+1", "'quoted", "2026-02-01", "6,00", "–"])
    def test_other_text_stays_as_it_is(self, value: str) -> None:
        assert written(value) == value

    @pytest.mark.parametrize(("value", "cell"), [(5, "5"), (-5, "-5"), (0, "0"), (None, "")])
    def test_numbers_stay_numbers(self, value: int | None, cell: str) -> None:
        assert written(value) == cell

    def test_known_payloads(self, shared: Path) -> None:
        payloads = (shared / "suites" / "csv-payload.txt").read_text("utf-8").splitlines()
        assert payloads
        for payload in payloads:
            assert not written(payload).lstrip().startswith(DANGEROUS)

    @given(st.text())
    def test_no_text_begins_one(self, value: str) -> None:
        cell = written(value)
        assert not re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n]", cell)
        cell.encode()


rough = st.text(st.sampled_from("=+-@＝,;\"'\r\n\t\0 aä1\u2028\udcff"), max_size=9)


@given(st.lists(st.tuples(rough, rough, rough), max_size=4), st.sampled_from(["en", "de"]))
def test_every_table_is_read_back_as_it_was_written(values: list[tuple[Any, ...]], code: str) -> None:
    items = [
        item(f"i{number}", title=title, channel=channel, metric=metric)
        for number, (title, channel, metric) in enumerate(values)
    ]
    rows = table(text_of(*items, code=code), code)
    names = list(rows[0]) if rows else []
    assert [row[names[2]] for row in rows] == [written(one.title) for one in items]
    assert all(None not in row and None not in row.values() for row in rows)
    for row in rows:
        assert not any(re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n]", cell) for cell in row.values())
