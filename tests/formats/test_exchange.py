"""Code Quality, SARIF and JUnit against their schemas, with hostile titles and paths."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from backlog.findings import Severity
from backlog.formats.findings import Files
from backlog.formats.forms import FORMS
from backlog.language import language
from tests.formats.hostile import NASTY, everything, found, worded

SCHEMAS = Path(__file__).parent / "schemas"
FILES = Files(3, 3, 0)
SARIF = jsonschema.Draft4Validator(
    json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text("utf-8")),
    format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER,
)
QUALITY = jsonschema.Draft7Validator(json.loads((SCHEMAS / "code-quality.json").read_text("utf-8")))
JUNIT = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))


def printed(form, findings, code="en", files=FILES):
    return FORMS[form](worded(findings, code), language(code), files, None)


def sarif(findings, **rest):
    log = json.loads(printed("sarif", findings, **rest).encode())
    SARIF.validate(log)
    return log["runs"][0]


def quality(findings, **rest):
    report = json.loads(printed("gitlab", findings, **rest).encode())
    QUALITY.validate(report)
    return report


def junit(findings, **rest):
    root = etree.fromstring(printed("junit", findings, **rest).encode())
    JUNIT.assertValid(root)
    return root


@pytest.mark.parametrize("code", ["de", "en"])
@pytest.mark.parametrize("read", [sarif, quality, junit])
def test_hostile_findings_keep_to_the_schema(read, code) -> None:
    assert read(everything(), code=code) is not None


@pytest.mark.parametrize("read", [sarif, quality, junit])
def test_nothing_found_and_a_broken_configuration_keep_to_the_schema(read) -> None:
    read([])
    read([found("x", "backlog.toml")], files=None)


@settings(max_examples=60, deadline=None)
@given(st.text(), st.text(min_size=1, max_size=50).filter(lambda name: name != "."))
def test_no_text_at_all_breaks_a_schema(text, name) -> None:
    findings = [found(text, f"items/{name}")]
    assert (
        len(quality(findings))
        == len(sarif(findings)["results"])
        == len(junit(findings).findall(".//failure"))
        == 1
    )


@pytest.mark.parametrize("form", ["gitlab", "sarif"])
def test_a_fingerprint_stays_when_lines_move_and_is_never_used_twice(form) -> None:
    def marks(findings):
        if form == "gitlab":
            return [entry["fingerprint"] for entry in quality(findings)]
        return [one["partialFingerprints"]["backlog/v1"] for one in sarif(findings)["results"]]

    twice = [found("live"), found("live"), found("other"), found("live", "items/b.md")]
    moved = [
        replace(one, location=replace(one.location, line=one.location.line + 7, column=1)) for one in twice
    ]
    assert len(set(marks(twice))) == 4
    assert marks(twice) == marks(moved)


def test_sarif_tells_rules_places_and_what_is_tolerated_or_new() -> None:
    findings = [
        replace(found("live", "items/ä b#1.md"), new=True),
        replace(found("x", severity=Severity.WARNING), tolerated=True, new=False),
    ]
    run = sarif(findings, code="de")
    first, second = run["results"]
    rule = run["tool"]["driver"]["rules"][first["ruleIndex"]]
    assert (rule["id"], rule["name"], run["language"]) == ("W101", "StatusUnknown", "de")
    assert rule["help"]["text"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "items/%C3%A4%20b%231.md"}
    assert place["region"] == {"startLine": 3, "startColumn": 9, "endColumn": 13}
    assert (first["level"], first["baselineState"]) == ("error", "new")
    assert (second["level"], second["baselineState"]) == ("warning", "unchanged")
    assert second["suppressions"] == [{"kind": "external"}]


@pytest.mark.parametrize("text", [text for text in NASTY if text])
def test_a_path_in_sarif_is_a_relative_address(text) -> None:
    path = f"{text[:200]}/a:b.md".lstrip("/")
    uri = sarif([found("x", path)])["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"][
        "uri"
    ]
    parts = urlsplit(uri)
    assert not parts.scheme
    assert not parts.netloc
    assert unquote(uri, errors="surrogatepass") == path


def test_sarif_messages_hold_no_link_and_no_placeholder() -> None:
    (result,) = sarif([found("[x](https://evil.example) {0}")])["results"]
    assert "\\[x\\](https://evil.example) {{0}}" in result["message"]["text"]


def test_code_quality_leaves_out_what_is_tolerated() -> None:
    tolerated = replace(found("x", severity=Severity.WARNING), tolerated=True)
    assert [entry["severity"] for entry in quality([tolerated, found("y")])] == ["major"]
    assert [entry["severity"] for entry in quality([found("y", severity=Severity.WARNING)])] == ["minor"]


def test_junit_fails_for_errors_and_skips_for_warnings() -> None:
    root = junit([found("ü ]]>"), found("x", "items/b.md"), found("y", "items/b.md", Severity.WARNING)])
    assert (root.get("tests"), root.get("failures")) == ("3", "2")
    counts = [(one.get("name"), one.get("tests"), one.get("failures"), one.get("skipped")) for one in root]
    assert counts == [("items/a.md", "1", "1", "0"), ("items/b.md", "2", "1", "1")]
    assert "ü ]]>" in root.find(".//failure").get("message")
    assert printed("junit", [found("ü")]).isascii()
    (case,) = junit([]).iter("testcase")
    assert case.get("name") == "All is well. 3 files found = 3 read + 0 refused."
