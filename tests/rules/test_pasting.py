"""What a finding offers to paste does what it promises: this finding is gone, and no other has come."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.rules.repositories import Case, cases, findings, write

if TYPE_CHECKING:
    from pathlib import Path

    from backlog.findings import Finding

KEY = re.compile(r"\s*(?:- )?([^\s:]+) *:")
# Lines that mend only together with another one, which the sentence names: where a text ends nobody can tell.
NOT_ALONE = {"unclosed-front-matter", "no-front-matter"}


def names(found: tuple[Finding, ...]) -> Counter[tuple[str, str]]:
    return Counter((one.slug, one.location.path) for one in found)


def pasted(text: str, finding: Finding) -> str:
    """The text of a file after somebody pasted what the finding offers, where it belongs."""
    lines, number, paste = text.split("\n"), finding.location.line - 1, finding.paste.split("\n")
    here = lines[number]
    depth = len(here) - len(here.lstrip())
    indent = "" if paste[0][:1].isspace() else here[:depth]
    key, first = KEY.match(here), KEY.match(paste[0])
    said_here = key is not None and first is not None and key[1].strip("\"'") == first[1].strip("\"'")
    if finding.slug in FILLS:
        return filled(lines, paste)
    if finding.location.path.endswith(".toml"):
        kept = lines[: number + (finding.slug == "config-key-missing")]
        return "\n".join([*kept, *paste, *lines[number + 1 :]])
    replaces = said_here or ("- " in paste[0] and here.lstrip().startswith("- ")) or finding.slug in REPLACES
    if replaces:
        return "\n".join([*lines[:number], *(indent + line for line in paste), *lines[number + 1 :]])
    if paste[0].startswith("- ["):
        return text + "\n" + finding.paste + "\n"
    if depth or here.startswith("- "):  # below the entry of a list or the field of a mapping
        inner = "" if paste[0][:1] == " " else " " * (len(here) - len(here.lstrip(" -")))
        return "\n".join([*lines[: number + 1], *(inner + line for line in paste), *lines[number + 1 :]])
    end = lines.index("---", 1)
    return "\n".join([*lines[:end], *paste, *lines[end:]])


def filled(lines: list[str], paste: list[str]) -> str:
    """The text with every pasted line in place of the empty one of its field, or else among the fields."""
    for line in paste:
        key = KEY.match(line)
        assert key is not None
        empty = [
            number
            for number, old in enumerate(lines)
            if re.fullmatch(rf"{re.escape(key[1])} *:\s*(#.*)?", old)
        ]
        end = lines.index("---", 1)
        lines = (
            [*lines[: empty[0]], line, *lines[empty[0] + 1 :]]
            if empty
            else [*lines[:end], line, *lines[end:]]
        )
    return "\n".join(lines)


FILLS = {"field-required", "field-missing", "metric-missing"}
# Findings whose line is replaced although it begins with another key, or with none.
REPLACES = {
    "unknown-field", "fence-misspelt", "link-dead", "bad-indent", "colon-without-space", "tab-indent",
    "no-break-space", "forbidden-character",
}  # fmt: skip


@pytest.mark.parametrize(
    "case", [case for case in cases() if case.fires], ids=lambda case: f"{case.code}-{case.name}"
)
def test_what_is_pasted_mends_this_and_breaks_nothing(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, case.files, monkeypatch)
    before, _ = findings(tmp_path)
    for finding in before:
        if not finding.paste or finding.slug in NOT_ALONE:
            continue
        path = tmp_path / finding.location.path
        raw = path.read_bytes()
        path.write_text(pasted(raw.decode(), finding), "utf-8")
        after, _ = findings(tmp_path)
        path.write_bytes(raw)
        gone = names(before) - names(after)
        wanted = finding.values.get("fields", ())
        if finding.slug not in FILLS or len(finding.paste.split("\n")) >= len(wanted):
            assert gone[finding.slug, finding.location.path] == 1, pasted(raw.decode(), finding)
        come = names(after) - names(before)
        assert not come, (pasted(raw.decode(), finding), come)
