"""Findings as SARIF 2.1.0, the form in which tools that look at sources exchange what they find."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from backlog import __version__
from backlog.content.characters import visible
from backlog.rules import RULE_BY_NAME
from backlog.rules.wording import explain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backlog.formats.findings import Files
    from backlog.language import Language
    from backlog.rules.wording import Worded

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = "https://github.com/backlog-site/backlog"
FINGERPRINT = "backlog/v1"
LONGEST = 4000
"""Characters of a message."""

_LINK = re.compile(r"\\|[\[\]](?=[^\[\]]*\]?\()")


def sarif(
    findings: Sequence[Worded],
    language: Language,
    files: Files | None,
    columns: int | None = None,  # noqa: ARG001 - one signature
) -> str:
    """One run with the rules that found something; what the baseline tolerates is suppressed."""
    codes = sorted({finding.code for finding in findings})
    run: dict[str, object] = {
        "tool": {
            "driver": {
                "name": "backlog",
                "version": __version__,
                "informationUri": HOME,
                "rules": [_rule(code, language) for code in codes],
            }
        },
        "invocations": [{"executionSuccessful": files is not None}],
        "language": language.code,
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code)) for finding in findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(code: str, language: Language) -> dict[str, object]:
    rule = RULE_BY_NAME[code]
    words = explain(rule, language)
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in rule.slug.split("-")),
        "shortDescription": _message(words.what),
        "fullDescription": _message(words.why),
        "help": _message(words.mend),
        "defaultConfiguration": {"level": str(rule.severity)},
    }


def _result(finding: Worded, index: int) -> dict[str, object]:
    region: dict[str, object] = {"startLine": finding.line, "startColumn": finding.column}
    if finding.length:
        region["endColumn"] = finding.column + finding.length
    artifact = {"uri": quote(finding.path, safe="/", errors="surrogatepass")}
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": str(finding.severity),
        "message": _message(f"{finding.message} {finding.help}"),
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        **({"suppressions": [{"kind": "external"}]} if finding.tolerated else {}),
        **({"baselineState": "new" if finding.new else "unchanged"} if finding.new is not None else {}),
    }


def _message(text: str) -> dict[str, str]:
    """A message in which nothing is a link or a placeholder."""
    plain = visible(text)
    if len(plain) > LONGEST:
        plain = f"{plain[: LONGEST - 1]}…"
    plain = plain.replace("{", "{{").replace("}", "}}")
    return {"text": _LINK.sub(lambda found: f"\\{found[0]}", plain)}
