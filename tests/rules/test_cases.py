"""Every rule shows where it fires and where it stays silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from backlog.rules import RULES
from tests.rules.repositories import Case, cases, said, write

if TYPE_CHECKING:
    from pathlib import Path

EVERY = cases()


@pytest.mark.parametrize("case", EVERY, ids=lambda case: f"{case.code}-{case.name}")
def test_a_case_finds_what_it_says_and_nothing_else(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, case.files, monkeypatch)
    assert said(tmp_path) == list(case.expected)


def test_every_rule_fires_in_a_case_and_stays_silent_in_another() -> None:
    fires = {case.code for case in EVERY if case.fires}
    silent = {case.code for case in EVERY if not case.fires}
    codes = {rule.code for rule in RULES}
    assert codes - fires == set()
    assert codes - silent == set()


def test_case_files_are_called_after_their_rules() -> None:
    assert {(case.code, case.slug) for case in EVERY} == {(rule.code, rule.slug) for rule in RULES}
