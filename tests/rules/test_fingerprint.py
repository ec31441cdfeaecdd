"""What makes a finding the same one: its file, its rule, and what the file says; no place and no number."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from backlog.findings import Severity
from backlog.model.baseline import Baseline
from backlog.rules.baseline import entries_of, still_needed, tolerate
from backlog.rules.fingerprint import cause, fingerprint, fingerprints
from backlog.source import Location
from tests.make import finding

FOUND = finding(
    "description-missing", "items/a.md", code="I205", severity=Severity.ERROR, field="description",
    values={"count": 5, "least": 20, "value": "x", "day": date(2026, 2, 16), "known": ("a",), "guess": "b"},
)  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        replace(FOUND, location=Location("items/a.md", 70, 3, 9, "another line")),
        replace(FOUND, severity=Severity.WARNING, paste="x", tolerated=True, new=True),
        replace(FOUND, values={**FOUND.values, "count": 7, "least": 30}),
        replace(FOUND, values={**FOUND.values, "known": ("a", "z"), "guess": "c", "notes": ()}),
        replace(FOUND, values={**FOUND.values, "field": "beschreibung"}),
    ],
)
def test_it_is_the_same(other) -> None:
    assert fingerprint(other) == fingerprint(FOUND)


@pytest.mark.parametrize(
    "other",
    [
        replace(FOUND, location=Location("items/b.md")),
        replace(FOUND, slug="criteria-missing"),
        replace(FOUND, field="title"),
        replace(FOUND, values={**FOUND.values, "value": "y"}),
        replace(FOUND, values={**FOUND.values, "day": date(2026, 2, 17)}),
        replace(FOUND, values={**FOUND.values, "value": ("x",)}),
    ],
)
def test_it_is_another(other) -> None:
    assert fingerprint(other) != fingerprint(FOUND)


def test_a_file_that_was_moved_has_the_same_cause() -> None:
    assert cause(replace(FOUND, location=Location("items/b.md"))) == cause(FOUND)


def test_equal_ones_get_their_own_in_a_list() -> None:
    assert len(set(fingerprints([FOUND, FOUND, FOUND]))) == 3
    assert fingerprints([FOUND])[0] == fingerprint(FOUND)


def test_every_process_finds_the_same() -> None:
    program = "from tests.rules.test_fingerprint import FOUND, fingerprint; print(fingerprint(FOUND))"
    told = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert told == {f"{fingerprint(FOUND)}\n"}


def test_a_baseline_tolerates_each_entry_once_and_knows_which_are_needed() -> None:
    (entry,) = entries_of(FOUND)
    gone = entry._replace(path="items/gone.md")
    baseline = Baseline(path="b.txt", entries=(entry, gone, entry))
    found = tolerate([FOUND, FOUND, FOUND], baseline)
    assert [one.tolerated for one in found] == [True, True, False]
    assert [one.severity for one in found] == [Severity.WARNING, Severity.WARNING, Severity.ERROR]
    assert still_needed(baseline, found) == (entry, entry)
    assert still_needed(baseline, found[:1]) == (entry,)


def test_warnings_and_the_configuration_are_never_tolerated() -> None:
    settings = replace(FOUND, code="C101", slug="config-syntax")
    warning = replace(FOUND, severity=Severity.WARNING)
    every = tuple(entry for one in (settings, warning) for entry in entries_of(one))
    assert tolerate([settings, warning], Baseline(path="b.txt", entries=every)) == (settings, warning)
