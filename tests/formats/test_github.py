"""Annotations by the workflow commands of GitHub Actions: what files say is shown, never obeyed (T65)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlog.cli.output import harmless
from backlog.content.characters import visible
from backlog.findings import Severity
from backlog.formats.findings import Files
from backlog.formats.forms import FORMS
from backlog.language import language
from tests.formats.hostile import NASTY, everything, found, worded

ENGLISH = language("en")
FILES = Files(3, 3, 0)


@dataclass(frozen=True)
class Command:
    """What the host makes of a line."""

    name: str
    properties: dict[str, str]
    message: str


def obeyed(log: str) -> list[Command]:
    """The commands in a log, as the host's runner reads it: the new form, else the old one."""
    commands = []
    for line in re.split(r"\r\n|\r|\n", log):
        start = line.lstrip()
        if start.startswith("::") and "::" in start[2:]:
            head, _, message = start[2:].partition("::")
            name, _, told = head.partition(" ")
            pairs = dict(pair.split("=", 1) for pair in told.split(",") if pair)
            properties = {key: unescaped(value, also=True) for key, value in pairs.items()}
            commands.append(Command(name, properties, unescaped(message)))
        elif "##[" in line and "]" in line[line.index("##[") :]:
            commands.append(Command(line[line.index("##[") + 3 :].partition("]")[0], {}, ""))
    return commands


def unescaped(text: str, *, also: bool = False) -> str:
    for sign, code in (
        ("\r", "%0D"),
        ("\n", "%0A"),
        *(((":", "%3A"), (",", "%2C")) if also else ()),
        ("%", "%25"),
    ):
        text = text.replace(code, sign)
    return text


def annotated(findings, code="en"):
    return FORMS["github"](worded(findings, code), language(code), FILES, None)


@pytest.mark.parametrize("text", NASTY, ids=lambda text: repr(text[:20]))
@pytest.mark.parametrize("code", ["de", "en"])
def test_t65_one_command_a_finding_whatever_it_says(text: str, code: str) -> None:
    findings = [found(text), found("live", f"items/{text[:200]}.md")]
    commands = obeyed(annotated(findings, code))
    assert [(one.name, one.properties["file"], one.properties["line"]) for one in commands] == [
        ("error", visible(finding.location.path), "3") for finding in findings
    ]
    told = worded(findings, code)
    assert [one.message[:3000] for one in commands] == [
        visible(f"{one.message}\n{one.help}")[:3000] for one in told
    ]
    assert {one.properties["title"] for one in commands} == {"W101 status-unknown"}
    assert {(one.properties["col"], one.properties["endColumn"]) for one in commands} == {("9", "13")}


@settings(max_examples=200, deadline=None)
@given(st.text(), st.text(min_size=1))
def test_t65_no_text_at_all_gives_another_command(text: str, name: str) -> None:
    commands = obeyed(annotated([found(text, f"items/{name}")]))
    assert [(one.name, one.properties["file"]) for one in commands] == [("error", visible(f"items/{name}"))]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("#[]:; \t\ra\n\x1b[31m")))
def test_t65_what_people_read_is_no_command_either(text: str) -> None:
    assert obeyed(harmless(text)) == []


@pytest.mark.parametrize("form", ["text", "concise"])
def test_t65_a_log_with_hostile_findings_holds_no_command(form: str) -> None:
    told = FORMS[form](worded(everything()), ENGLISH, FILES, None)
    assert "PWNED" in told
    assert obeyed(harmless(told)) == []


def test_errors_come_first_ten_of_each_and_a_count_of_the_rest() -> None:
    findings = [
        *(found("live", f"items/w{number:02}.md", Severity.WARNING) for number in range(12)),
        *(found("live", f"items/e{number:02}.md") for number in range(13)),
    ]
    log = annotated(findings)
    assert [one.name for one in obeyed(log)] == ["error"] * 10 + ["warning"] * 10
    assert log.splitlines()[20:] == [
        "5 more findings stand in the summary of this job; `backlog check` lists them, too.",
        "\x1b[31m\x1b[1m13 errors\x1b[0m, \x1b[33m\x1b[1m12 warnings\x1b[0m. 3 files found = 3 read + 0 refused.",
    ]


def test_what_a_change_brings_comes_first_and_old_warnings_are_only_counted() -> None:
    old = [replace(found("x", f"items/o{number:02}.md"), new=False) for number in range(10)]
    new = replace(found("x", "items/z.md"), new=True)
    weak = [replace(found("x", "items/w.md", Severity.WARNING), new=flag) for flag in (False, True)]
    log = annotated([*old, *weak, new])
    commands = obeyed(log)
    assert commands[0].properties["file"] == "items/z.md"
    assert [one.name for one in commands] == ["error"] * 10 + ["warning"]
    assert "2 more findings" in log


def test_tolerated_findings_are_counted_unless_the_file_is_left_out_for_them() -> None:
    tolerated = replace(found("x", severity=Severity.WARNING), tolerated=True)
    log = annotated([tolerated, replace(tolerated, refuses=True)])
    assert [one.name for one in obeyed(log)] == ["warning"]
    assert "1 finding that was there before is tolerated." in log
